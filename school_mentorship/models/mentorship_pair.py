from odoo import api, fields, models
from odoo.exceptions import UserError

# From which state a pair may go to which one by hand. It becomes «active» by a
# registered order only.
TRANSITIONS = {
    "preparing": ("ended",),
    "active": ("suspended", "done", "ended"),
    "suspended": ("active", "done", "ended"),
    "done": ("active",),
    "ended": ("active",),
}


class MentorshipPair(models.Model):
    """A mentoring pair or group: mentors and mentees with a term.

    Usually one and one. Custom (load, term) is a warning in `warning`; law and sense
    are errors.
    """

    _name = "mentorship.pair"
    _description = "Mentoring Pair"
    _inherit = [
        "mentorship.night.mixin",
        "mentorship.guarded.mixin",
        "mentorship.period.mixin",
        "mentorship.pair.people.mixin",
        "mentorship.pair.order.mixin",
        "mentorship.pair.folder.mixin",
        "mentorship.pair.completion.mixin",
        "mentorship.pair.program.mixin",
        "mentorship.pair.pause.mixin",
        "mentorship.pair.leave.mixin",
        "mentorship.pair.request.mixin",
        "mentorship.desk.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.evidence.mixin",
    ]
    _order = "date_start desc, name, id"
    _check_company_auto = True
    # Orders name pairs, not the other way round; a new pair is being prepared.
    _GUARDED = frozenset({"order_ids", "left_behind", "planned_end"})
    _GUARDED_NEW = _GUARDED | {"state"}

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    name = fields.Char(compute="_compute_name", store=True)
    member_ids = fields.One2many("mentorship.pair.member", "pair_id", "Members")
    mentor_id = fields.Many2one(
        "mentorship.participant",
        compute="_compute_people",
        inverse="_inverse_mentor_id",
        store=True,
        index="btree_not_null",
        domain="[('role', '=', 'mentor'), ('state', '!=', 'left')]",
        check_company=True,
    )
    mentee_ids = fields.Many2many(
        "mentorship.participant",
        string="Mentees",
        compute="_compute_mentee_ids",
        # Whoever reads the pair reads who is in it; asked person by person, the right
        # to do so would cost a query for each pair.
        compute_sudo=True,
        inverse="_inverse_mentee_ids",
        search="_search_mentee_ids",
        domain="[('role', '=', 'mentee'), ('state', '!=', 'left')]",
        check_company=True,
    )
    is_group = fields.Boolean("Group", compute="_compute_is_group", store=True)
    form_id = fields.Many2one(
        "mentorship.form",
        default=lambda self: self.env["mentorship.form"].search([], limit=1),
        index="btree_not_null",
        ondelete="restrict",
    )
    type_id = fields.Many2one(
        "mentorship.type",
        default=lambda self: self.env["mentorship.type"].search([], limit=1),
        index="btree_not_null",
        ondelete="restrict",
    )
    topic = fields.Char(help="What they work on, as it stands in the order.")
    date_start = fields.Date(
        required=True, default=fields.Date.context_today, tracking=True
    )
    date_end = fields.Date(default=lambda self: self._default_date_end(), tracking=True)
    state = fields.Selection(
        [
            ("preparing", "Being prepared"),
            ("active", "At work"),
            ("suspended", "Suspended"),
            ("done", "Completed"),
            ("ended", "Ended early"),
        ],
        required=True,
        default="preparing",
        index=True,
        tracking=True,
        copy=False,
        group_expand=True,
    )
    reason = fields.Char("Reason of the End or Pause", tracking=True, copy=False)
    agreement_ids = fields.One2many(
        "mentorship.agreement",
        "pair_id",
        "Agreements",
        groups="school_mentorship.group_mentorship_director,hr.group_hr_user",
    )
    order_ids = fields.Many2many(
        "mentorship.order", "mentorship_order_pair_rel", "pair_id", "order_id", "Orders"
    )

    @api.model
    def _default_date_end(self):
        """The end of lessons in the running school year: 31 May."""
        today = fields.Date.context_today(self)
        return today.replace(year=today.year + (today.month >= 6), month=5, day=31)

    def _guard_message(self):
        return self.env._(
            "A new pair is being prepared; it gets to work by the order that names it. "
            "Add the pair to the order."
        )

    def write(self, vals):
        if "state" in vals:
            self._check_transition(vals)
        if vals.get("state") == "active" and any(p.state == "suspended" for p in self):
            # Moved on the board: the interruption is over as well.
            vals = {**self._pause_over(), **vals}
        if vals.get("state") in ("done", "ended") and "date_end" not in vals:
            # An open term ends on the day the work ends, by button or on the board.
            today = fields.Date.context_today(self)
            for pair in self:
                last = max(pair.date_start, min(pair.date_end or today, today))
                super(MentorshipPair, pair).write({**vals, "date_end": last})
            return True
        return super().write(vals)

    def _check_transition(self, vals):
        """Refuse a move on the board that has no ground, and say why."""
        state = vals["state"]
        for pair in self.filtered(lambda pair: pair.state != state):
            if state == "active" and not pair._is_ordered():
                raise UserError(
                    self.env._(
                        "%s: a pair starts to work when the order that assigns it is "
                        "registered. Prepare the order with the button «Order».",
                        pair.name,
                    )
                )
            if state != "active" and state not in TRANSITIONS[pair.state]:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(pair)s: a pair «%(old)s» cannot become «%(new)s».",
                        pair=pair.name,
                        old=labels[pair.state],
                        new=labels[state],
                    )
                )

    def action_suspend(self):
        """Suspend the pairs, e.g. during a long absence."""
        self.write({"state": "suspended"})

    def action_resume(self):
        """Let suspended pairs work again."""
        self.write({"state": "active"})

    def action_done(self):
        """Complete the pairs; an open term ends today."""
        self.write({"state": "done"})

    def action_end(self):
        """End the pairs before their term."""
        self.write({"state": "ended"})

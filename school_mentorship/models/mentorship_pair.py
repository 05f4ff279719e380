from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools import declension

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

    @api.depends(
        "member_ids.role",
        "member_ids.participant_id",
        "member_ids.date_start",
        "member_ids.date_end",
    )
    def _compute_people(self):
        for pair in self:
            mentors = pair._mentors_at_work()
            # A pair whose mentor has left still shows who it was.
            last = pair.member_ids.filtered(lambda m: m.role == "mentor")[-1:]
            pair.mentor_id = (mentors[:1] or last).participant_id

    @api.depends("member_ids.role", "member_ids.date_start", "member_ids.date_end")
    def _compute_is_group(self):
        for pair in self:
            mentors, mentees = pair._mentors_at_work(), pair._members_of("mentee")
            pair.is_group = max(len(mentors), len(mentees)) > 1

    @api.depends("member_ids.role", "member_ids.participant_id", "member_ids.date_end")
    def _compute_mentee_ids(self):
        for pair in self:
            pair.mentee_ids = pair._members_of("mentee").participant_id

    @api.depends("member_ids.participant_id.name", "member_ids.role")
    def _compute_name(self):
        for pair in self:
            people = pair.member_ids.sorted("role", reverse=True).participant_id
            names = {"mentor": [], "mentee": []}
            for person in people:
                names[person.role].append(declension.initials(person.name or ""))
            pair.name = " – ".join(
                ", ".join(names[role]) for role in ("mentor", "mentee") if names[role]
            )

    def _inverse_mentor_id(self):
        """Put the mentor into the members; a mentor of before an order is replaced."""
        for pair in self:
            mentor = pair.mentor_id
            former = pair.member_ids.filtered(
                lambda member: member.role == "mentor" and member._is_current()
            )
            if mentor in former.participant_id:
                continue
            if former and pair._is_printed():
                raise UserError(
                    self.env._(
                        "The mentor of %s is named in a printed order. Enter the "
                        "day on which he leaves, and the new mentor, among the "
                        "members.",
                        pair.name,
                    )
                )
            former.unlink()
            pair._add_members(mentor)

    def _inverse_mentee_ids(self):
        for pair in self:
            mentees = pair.mentee_ids
            members = pair.member_ids.filtered(
                lambda member: member.role == "mentee" and member._is_current()
            )
            members.filtered(
                lambda member, keep=mentees: member.participant_id not in keep
            ).unlink()
            pair._add_members(mentees - members.participant_id)

    def _replace_mentor(self, mentor, date, reason):
        """Let another mentor go on from a day; the program and the mentees stay.

        :param mentor: `mentorship.participant` who takes over
        :param date: his first day
        :param str reason: why the former mentor leaves
        """
        self.ensure_one()
        self._reopen()
        absent = self.pause_person_id.role == "mentor"
        if self.state == "suspended" and absent:
            # The one who was waited for is replaced: there is no more to wait for.
            self.write({"state": "active", **self._pause_over()})
        former = self._members_of("mentor").filtered(
            lambda member: not member.date_end or member.date_end >= date
        )
        former.write({"date_end": fields.Date.subtract(date, days=1), "reason": reason})
        self.env["mentorship.pair.member"].create(
            {
                "pair_id": self.id,
                "participant_id": mentor.id,
                "date_start": date,
                "reason": reason,
            }
        )

    def _add_members(self, participants):
        self.ensure_one()
        self.env["mentorship.pair.member"].create(
            [{"pair_id": self.id, "participant_id": p.id} for p in participants]
        )

    @api.model
    def _search_mentee_ids(self, operator, value):
        # Negations are made by the ORM from these.
        if operator not in ("in", "any", "ilike"):
            return NotImplemented
        found = [("role", "=", "mentee"), ("participant_id", operator, value)]
        return [("member_ids", "any", found)]

    def _members_of(self, role):
        """The current members in a role."""
        members = self.member_ids
        found = members.filtered(
            lambda member: member.role == role and member._is_current()
        )
        # Filtering forgets the neighbours: people are to be read for all pairs at
        # once, not pair by pair.
        return found.with_prefetch(members._prefetch_ids)

    def _mentors_at_work(self):
        """The mentors of today: a successor counts from his own first day."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        mentors = self._members_of("mentor")
        begun = mentors.filtered(lambda m: not m.date_start or m.date_start <= today)
        return begun or mentors

    @api.model
    def _cron_refresh_people(self):
        """Who leaves or comes by date does so overnight, without anybody's click."""
        local = self._at_night()
        local._cron_end_left_behind()
        today = fields.Date.context_today(local)
        # Some days back, for a server that was off.
        since = fields.Date.subtract(today, days=31)
        pairs = (
            local.env["mentorship.pair.member"]
            .search(
                Domain("date_start", ">", since) & Domain("date_start", "<=", today)
                | Domain("date_end", ">=", since) & Domain("date_end", "<", today)
            )
            .pair_id
        )
        for name in ("mentor_id", "is_group"):
            self.env.add_to_compute(self._fields[name], pairs)
        pairs._recompute_recordset(["mentor_id", "is_group"])

    def _is_ordered(self):
        """Whether a registered order assigned this pair."""
        self.ensure_one()
        # Only the existence of the order is used; a teacher may not read orders.
        return any(
            order.state == "registered" and order.assigns_pairs
            for order in self.sudo().order_ids
        )

    def _assigning_order(self):
        """The registered order that assigned this pair, the last one if several.

        :return: `mentorship.order`; empty before registration
        """
        self.ensure_one()
        return self.order_ids.filtered(
            lambda order: order.state == "registered" and order.assigns_pairs
        ).sorted(lambda order: (order.date, order.id))[-1:]

    def _is_printed(self):
        """Whether an order that names this pair is registered or lies to be signed."""
        self.ensure_one()
        # As above: only that such an order exists is used.
        return any(
            order.state in ("signing", "registered") for order in self.sudo().order_ids
        )

    def _guard_message(self):
        return self.env._(
            "A new pair is being prepared; it gets to work by the order that names it. "
            "Add the pair to the order."
        )

    @api.constrains("member_ids")
    def _check_members(self):
        """Nobody is his own mentor, and two people form one pair at a time."""
        for pair in self:
            people = pair.member_ids
            mentors = people.filtered(lambda m: m.role == "mentor")
            mentees = people.filtered(lambda m: m.role == "mentee")
            both = mentors.participant_id.partner_id & mentees.participant_id.partner_id
            if both:
                raise ValidationError(
                    self.env._(
                        "%s cannot be mentor and mentee in the same pair.",
                        ", ".join(both.mapped("name")),
                    )
                )

    @api.constrains("date_start", "date_end")
    def _check_dates_of_members(self):
        self.member_ids._check_within_pair()

    @api.constrains("member_ids", "date_start", "date_end", "state")
    def _check_overlap(self):
        """The same mentor and mentee form one pair at a time: one query for all."""
        open_states = ("preparing", "active", "suspended")
        checked = self.filtered(lambda pair: pair.state in open_states)
        others = self.search(
            [
                ("mentor_id", "in", checked.mentor_id.ids),
                ("state", "in", open_states),
            ]
        ).grouped("mentor_id")
        for pair in checked.filtered("mentor_id"):
            for other in others.get(pair.mentor_id, self.browse()) - pair:
                if (
                    other.mentee_ids & pair.mentee_ids
                    and (not other.date_end or other.date_end >= pair.date_start)
                    and (not pair.date_end or pair.date_end >= other.date_start)
                ):
                    raise ValidationError(
                        self.env._(
                            "The pair %s already exists for these dates.", other.name
                        )
                    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ordered(self):
        if ordered := self.filtered(lambda pair: pair._is_printed()):
            raise UserError(
                self.env._(
                    "%s: a printed order names this pair, so it cannot be "
                    "deleted. End the pair instead.",
                    ", ".join(ordered.mapped("name")),
                )
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

    def action_prepare_consents(self):
        """Make the consents that members still lack, and open them."""
        consents = self.env["mentorship.consent"]
        return consents._prepare_for(self.member_ids.participant_id)._action_open()

    def action_prepare_order(self):
        """Draft one order that assigns these pairs.

        :raises UserError: when one of them has been assigned already
        """
        if ordered := self.filtered(lambda pair: pair._is_ordered()):
            raise UserError(
                self.env._(
                    "%s: assigned by an order already.",
                    ", ".join(ordered.mapped("name")),
                )
            )
        company = self.company_id[:1]
        order = self.env["mentorship.order"].create(
            {
                "kind_id": self._order_kind(company).id,
                "company_id": company.id,
                "pair_ids": [fields.Command.set(self.ids)],
            }
        )
        return order._action_open()

    @api.model
    def _order_kind(self, company):
        """The kind of order that assigns pairs: a small school's first one does all.

        :param company: `res.company` of the pairs
        :return: `mentorship.order.kind`
        """
        school = self.env["mentorship.school"]._of(company)
        roadmap = self.env["mentorship.roadmap"]._current(company)
        settled = self.env["mentorship.order"].search_count(
            [
                ("company_id", "=", company.id),
                ("approves_roadmap", "=", True),
                ("roadmap_id", "=", roadmap.id),
                ("state", "in", ("signing", "registered")),
            ],
            limit=1,
        )
        today = fields.Date.context_today(self)
        if (
            school.minimal_mode
            and roadmap
            and school.curator_id
            and not settled
            and not school._regulation_in_force(today)
        ):
            return self.env.ref("school_mentorship.order_kind_combined")
        return self.env.ref("school_mentorship.order_kind_pairs")

    def action_prepare_agreements(self):
        """Draft agreements for the mentors of these pairs who have none yet.

        :return: action that opens the drafts and those under way
        """
        agreements = self.env["mentorship.agreement"]
        duties = self.env["mentorship.duty"]
        pairs = self.filtered(lambda pair: pair.state not in ("done", "ended"))
        # Who is not of the staff has no labour contract to add to.
        mentors = {
            pair: pair._members_of("mentor").participant_id.filtered("employee_id")
            for pair in pairs
        }
        everyone = self.env["mentorship.participant"].union(*mentors.values())
        known = agreements.search(
            [
                ("participant_id", "in", everyone.ids),
                ("pair_id", "in", [False, *pairs.ids]),
                ("state", "!=", "ended"),
            ]
        )
        duties_of = {
            company: duties.search(duties._domain_of_company(company)).ids
            for company in pairs.company_id
        }
        made = agreements.create(
            [
                {
                    "company_id": pair.company_id.id,
                    "participant_id": mentor.id,
                    "pair_id": pair.id,
                    "date_start": pair.date_start,
                    "date_end": pair.date_end
                    or max(pair.date_start, pair._default_date_end()),
                    "duty_ids": [fields.Command.set(duties_of[pair.company_id])],
                }
                for pair in pairs
                for mentor in mentors[pair]
                if not any(known_one._covers(pair, mentor) for known_one in known)
            ]
        )
        return {
            "type": "ir.actions.act_window",
            "domain": [("id", "in", (made | known).ids)],
            "name": self.env._("Agreements"),
            "res_model": "mentorship.agreement",
            "view_mode": "list,form",
        }

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

    def action_open_orders(self):
        """Open the orders that name this pair."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "domain": [("pair_ids", "in", self.ids)],
            "name": self.env._("Orders"),
            "res_model": "mentorship.order",
            "view_mode": "list,form",
        }

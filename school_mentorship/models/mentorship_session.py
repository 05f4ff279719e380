from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import russian
from .mentorship_program_template_line import PERIODS

# In minutes.
LESSON = 45


class MentorshipSession(models.Model):
    """A line of the plan; once held, a meeting: plan and log are the same record.

    Who reads it: the pair's members, the curator and the director. `result` and
    `next_step` stand in the log of meetings, a paper of the school, and are no secret
    within that circle; the screen says so. What a mentor saw in a lesson is kept
    apart (`mentorship.observation`) and stays between the pair and the curator.
    """

    _name = "mentorship.session"
    _description = "Line of the Plan or Meeting"
    _inherit = [
        "mentorship.guarded.mixin",
        "mentorship.period.mixin",
        "mentorship.evidence.mixin",
        "mentorship.session.term.mixin",
        "mentorship.session.check.mixin",
        "mentorship.session.calendar.mixin",
    ]
    _order = "date, id"
    _check_company_auto = True
    # What only the mentee's button, the calendar and the closing of a program set.
    _GUARDED = frozenset(
        {"confirmed", "date_confirmed", "event_id", "closed_with_program"}
    )

    program_id = fields.Many2one(
        "mentorship.program",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self._default_program(),
    )
    company_id = fields.Many2one(
        related="program_id.company_id", store=True, index=True, string="School"
    )
    pair_id = fields.Many2one(
        related="program_id.pair_id", store=True, index=True, string="Pair or Group"
    )
    program_state = fields.Selection(
        related="program_id.state", string="State of the Program"
    )
    is_group = fields.Boolean(related="pair_id.is_group")
    name = fields.Char(
        "What",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    work_form_id = fields.Many2one(
        "mentorship.work.form", index="btree_not_null", ondelete="restrict"
    )
    is_visit = fields.Boolean(related="work_form_id.is_visit")
    area_id = fields.Many2one(
        "mentorship.area", index="btree_not_null", ondelete="restrict"
    )
    expected_result = fields.Char()
    period = fields.Selection(PERIODS, "When", required=True, default="day")
    date_start = fields.Date(
        "From",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    date_end = fields.Date(
        "Until",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    term = fields.Char(compute="_compute_term")
    date_held = fields.Date("Held On", index="btree_not_null")
    date = fields.Date(
        compute="_compute_date",
        store=True,
        index=True,
        help="The day of the meeting; before it is held, the last day of its period.",
    )
    hour = fields.Float("At", help="For an invitation to the calendar: 14:30.")
    duration = fields.Integer(
        "Minutes", default=LESSON, aggregator="sum", help="45 unless said otherwise."
    )
    attendee_ids = fields.Many2many(
        "mentorship.participant",
        "mentorship_session_attendee_rel",
        "session_id",
        "participant_id",
        "Present",
        domain="[('member_ids.pair_id', '=', pair_id), ('role', '=', 'mentee')]",
        help="Of a group: who was there.",
    )
    result = fields.Text(
        help="Read by the pair, the curator and the director; printed in the log."
    )
    next_step = fields.Char(help="What is agreed until the next meeting.")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("held", "Held"),
            ("missed", "Not held"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="planned",
        index=True,
        group_expand=True,
    )
    is_extra = fields.Boolean(
        "Beside the Plan",
        copy=False,
        help="Entered when it was held, without a line of the plan.",
    )
    is_second = fields.Boolean(
        "One More That Day",
        copy=False,
        help="The pair really met twice that day in the same form of work.",
    )
    closed_with_program = fields.Boolean(copy=False, readonly=True)
    confirmed = fields.Boolean("Confirmed by the Mentee", readonly=True, copy=False)
    date_confirmed = fields.Date("Confirmed On", readonly=True, copy=False)
    can_enter = fields.Boolean("May Enter Meetings", compute="_compute_can_enter")
    can_confirm = fields.Boolean(compute="_compute_can_confirm")
    is_late = fields.Boolean(
        "Late", compute="_compute_is_late", search="_search_is_late"
    )
    observation_ids = fields.One2many(
        "mentorship.observation", "session_id", "Observation Sheet"
    )

    @api.model
    def _default_program(self):
        """The program of a mentor who has one only."""
        programs = self.env["mentorship.program"]
        own = [
            ("state", "=", "running"),
            ("pair_id.member_ids", "any", self._domain_mentoring()),
        ]
        found = programs.search(own, limit=2)
        return found if len(found) == 1 else programs

    @api.model
    def _domain_mentoring(self):
        """Member lines by which the user is a mentor today."""
        return [
            ("user_id", "=", self.env.uid),
            ("role", "=", "mentor"),
            "|",
            ("date_end", "=", False),
            ("date_end", ">=", fields.Date.context_today(self)),
        ]

    @api.depends("work_form_id")
    def _compute_name(self):
        for session in self.filtered(lambda session: not session.name):
            session.name = session.work_form_id.name

    @api.depends_context("uid")
    def _compute_can_enter(self):
        """The curator, or a mentor of the pair: for whom else the form is read-only."""
        mine = self._filtered_access("write")
        for session in self:
            session.can_enter = not session.id or session in mine

    @api.depends_context("uid")
    @api.depends("state", "confirmed")
    def _compute_can_confirm(self):
        schools = self.env["mentorship.school"].search([("mentee_confirms", "=", True)])
        companies = schools.company_id
        mine = (
            self.env["mentorship.pair.member"]
            .search(
                [
                    ("pair_id", "in", self.pair_id.ids),
                    ("user_id", "=", self.env.uid),
                    ("role", "=", "mentee"),
                ]
            )
            .pair_id
        )
        for session in self:
            session.can_confirm = (
                session.state == "held"
                and not session.confirmed
                and session.company_id in companies
                and session.pair_id in mine
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._settle_state(vals)
            if vals.get("state") == "held":
                vals.setdefault("is_extra", True)
            period = vals.get("period", "day")
            if period != "day" and vals.get("date_start") and "date_end" not in vals:
                # A client who gives one day means the quarter around it.
                vals["date_start"], vals["date_end"] = self._around(
                    period,
                    fields.Date.to_date(vals["date_start"]),
                    self.env["mentorship.program"].browse(vals.get("program_id")),
                )
        sessions = super().create(vals_list)
        sessions._note_presence()
        return sessions

    def write(self, vals):
        vals = dict(vals)
        self._settle_state(vals)
        if vals.get("state") not in (None, "held"):
            # What was not held has no day, and nobody has confirmed it.
            vals.setdefault("date_held", False)
            self.filtered("confirmed")._write_guarded(
                {"confirmed": False, "date_confirmed": False}
            )
        result = super().write(vals)
        if vals.get("state") == "held":
            self._note_presence()
        return result

    @api.model
    def _settle_state(self, vals):
        """A day entered means that the meeting was held; held without a day, today."""
        if vals.get("date_held"):
            vals.setdefault("state", "held")
        elif vals.get("state") == "held" and "date_held" not in vals:
            vals["date_held"] = fields.Date.context_today(self)

    def _note_presence(self):
        """Everybody of a group was there, unless somebody says otherwise."""
        for session in self:
            if session.state == "held" and session.is_group:
                if not session.attendee_ids:
                    mentees = session.pair_id._members_of("mentee").participant_id
                    session.attendee_ids = mentees

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        if held := self.filtered(lambda s: s.state == "held"):
            raise UserError(
                self.env._(
                    "%(pair)s: the meeting of %(day)s was held and stays in the log. "
                    "If it was entered by mistake, mark it as not held.",
                    pair=held[0].pair_id.name,
                    day=russian.date_numeric(held[0].date_held),
                )
            )

    def _guard_message(self):
        return self.env._(
            "A meeting is confirmed by its mentee with the button «Confirm»."
        )

    def action_held(self):
        """Mark the lines as held today; a line of a day already past, on that day."""
        today = fields.Date.context_today(self)
        for session in self.filtered(lambda s: s.state != "held"):
            past = session.period == "day" and session.date_start < today
            session.date_held = session.date_start if past else today

    def action_observe(self):
        """Put the criteria on the observation sheets of these visits."""
        for session in self.filtered(lambda s: not s.observation_ids):
            session.observation_ids = session.observation_ids._blank()

    def action_missed(self):
        """Mark the lines as not held."""
        self.write({"state": "missed"})

    def action_cancel(self):
        """Cancel the lines; they do not count any more."""
        self.write({"state": "cancelled"})

    def action_plan(self):
        """Bring the lines back into the plan."""
        self.write({"state": "planned"})

    def action_confirm(self):
        """The mentee confirms that the meetings were held.

        :raises UserError: for anybody else, and where the school does not ask for it
        """
        self.check_access("read")
        if any(not session.can_confirm for session in self):
            raise UserError(
                self.env._(
                    "A meeting that was held is confirmed by its mentee, where the "
                    "school asks for it."
                )
            )
        # A mentee writes nothing in the plan but this mark, checked above.
        self.sudo()._write_guarded(
            {"confirmed": True, "date_confirmed": fields.Date.context_today(self)}
        )

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import russian

KINDS = [
    ("seminar", "Seminar"),
    ("consultation", "Consultation"),
    ("exchange", "Exchange of experience"),
    ("course", "Course"),
    ("round_table", "Round table"),
]


class MentorshipEvent(models.Model):
    """A common event: a seminar, a consultation, the round table of May …

    Its lines say who was invited and who came, people without accounts as well; its
    items are the agenda before and the minutes afterwards. Source of the form of
    minutes: GOST R 7.0.97-2025.
    """

    _name = "mentorship.event"
    _description = "Common Event"
    # What the minutes say of a paper goes before what any paper says.
    _inherit = [
        "mentorship.event.minutes.mixin",
        "mentorship.period.mixin",
        "mentorship.files.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.paper.mixin",
        "mentorship.evidence.mixin",
    ]
    _order = "date_start desc, hour desc, id desc"
    _check_company_auto = True
    _PRINTED = frozenset(
        {"name", "kind", "date_start", "date_end", "chair_id", "secretary_id", "place"}
        | {"item_ids", "attendee_ids", "company_id"}
    )

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    name = fields.Char("Topic", required=True, tracking=True)
    kind = fields.Selection(KINDS, required=True, default="seminar", index=True)
    date_start = fields.Date(
        "Held On", required=True, default=fields.Date.context_today, tracking=True
    )
    date_end = fields.Date("Last Day", help="Of a course; empty: one day.")
    hour = fields.Float("Begins At", help="The time of day: 14:30.")
    place = fields.Char("Where It Is Held", tracking=True)
    hours = fields.Float(
        default=1.0, help="Academic hours that each attendee is credited with."
    )
    is_training = fields.Boolean(
        "Training of Mentors",
        compute="_compute_purpose",
        store=True,
        readonly=False,
        precompute=True,
        help="Counts as training of the mentors who attended.",
    )
    is_final = fields.Boolean(
        "Final Event of the Year",
        compute="_compute_purpose",
        store=True,
        readonly=False,
        precompute=True,
    )
    description = fields.Text("About")
    organizer_id = fields.Many2one(
        "hr.employee",
        check_company=True,
        index="btree_not_null",
        default=lambda self: (
            self.env["mentorship.school"]._of(self.env.company).curator_id
        ),
    )
    state = fields.Selection(
        [("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
        required=True,
        default="planned",
        index=True,
        tracking=True,
        copy=False,
        group_expand=True,
    )
    attendee_ids = fields.One2many(
        "mentorship.event.attendee", "event_id", "Participants", copy=True
    )
    invited_count = fields.Integer("Invited", compute="_compute_counts")
    attended_count = fields.Integer("Attended", compute="_compute_counts")
    order_ids = fields.One2many(
        "mentorship.order",
        "event_id",
        "Orders",
        groups="school_mentorship.group_mentorship_director",
    )
    practice_ids = fields.One2many(
        "mentorship.practice", "event_id", "Recommended Practices"
    )

    _hours_positive = models.Constraint(
        "CHECK(hours >= 0)", "Hours cannot be negative."
    )

    @api.depends("kind")
    def _compute_purpose(self):
        for event in self:
            event.is_final = event.kind == "round_table"
            event.is_training = not event.is_final

    @api.depends("attendee_ids.invited", "attendee_ids.attended")
    def _compute_counts(self):
        """One query for any number of events."""
        rows = self.env["mentorship.event.attendee"]._read_group(
            [("event_id", "in", self.ids)],
            ["event_id", "invited", "attended"],
            ["__count"],
        )
        for event in self:
            own = [row for row in rows if row[0] == event]
            event.invited_count = sum(row[3] for row in own if row[1])
            event.attended_count = sum(row[3] for row in own if row[2])

    @api.depends("kind", "name")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for event in self:
            event.display_name = f"{kinds.get(event.kind, '')} «{event.name or ''}»"

    @api.constrains("state", "date_start", "attendee_ids")
    def _check_held(self):
        """An event without anybody, or of tomorrow, has not been held."""
        held = self.filtered(lambda event: event.state == "held")
        for event in held:
            if event.date_start > fields.Date.context_today(event):
                raise ValidationError(
                    self.env._(
                        "%(event)s: the day %(date)s has not come yet.",
                        event=event.display_name,
                        date=russian.date_numeric(event.date_start),
                    )
                )
            if not any(event.attendee_ids.mapped("attended")):
                raise ValidationError(
                    self.env._(
                        "%s: nobody attended. Mark who came among the participants, "
                        "or cancel the event.",
                        event.display_name,
                    )
                )

    @api.constrains("hour")
    def _check_hour(self):
        if any(not 0 <= event.hour < 24 for event in self):
            raise ValidationError(
                self.env._("The time of the beginning lies between 0:00 and 23:59.")
            )

    def action_held(self):
        """Note that the events took place.

        :raises ValidationError: for an event to come, or without anybody
        """
        self.write({"state": "held"})

    def action_cancel(self):
        """Call the events off; they stay in the list."""
        self._check_not_printed()
        self.write({"state": "cancelled"})

    def action_plan(self):
        """Take the events back to the plan."""
        self._check_not_printed()
        self.write({"state": "planned"})

    def action_invite_mentors(self):
        """Invite everybody who stands in the bank of mentors."""
        self._invite("mentor")

    def action_invite_all(self):
        """Invite both banks, mentors first."""
        self._invite("mentor", "mentee")

    def _invite(self, *roles):
        """Put the people of the banks on the list of participants.

        :param roles: `mentor`, `mentee`
        """
        people = self.env["mentorship.participant"].search(
            [
                ("role", "in", roles),
                ("company_id", "in", self.company_id.ids),
                ("state", "!=", "left"),
            ],
            order="role desc, name, id",
        )
        vals_list = []
        for event in self:
            known = event.attendee_ids.partner_id
            for person in people:
                if person.company_id != event.company_id:
                    continue
                if person.partner_id not in known:
                    known |= person.partner_id
                    vals_list.append(
                        {
                            "event_id": event.id,
                            "employee_id": person.employee_id.id,
                            "partner_id": person.partner_id.id,
                        }
                    )
        self.env["mentorship.event.attendee"].create(vals_list)

    def action_all_attended(self):
        """Mark everybody who was invited as present; the absent are unmarked then."""
        self._check_not_printed()
        self.attendee_ids.write({"attended": True})

    def action_prepare_order(self):
        """Draft the order that announces the event, and open it.

        :return: action
        """
        self.ensure_one()
        kind = self.env.ref("school_mentorship.order_kind_event")
        order = self.env["mentorship.order"].create(
            {
                "kind_id": kind.id,
                "event_id": self.id,
                "announces_event": True,
                "company_id": self.company_id.id,
            }
        )
        return order._action_open()

    def action_open_orders(self):
        """Open the orders that announce the event."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Orders"),
            "res_model": "mentorship.order",
            "views": [(False, "list"), (False, "form")],
            "domain": [("event_id", "=", self.id)],
            "context": {"create": False},
        }

    def action_open_practices(self):
        """Open the practices that this event recommended."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Recommended Practices"),
            "res_model": "mentorship.practice",
            "views": [(False, "kanban"), (False, "list"), (False, "form")],
            "domain": [("event_id", "=", self.id)],
            "context": {"default_event_id": self.id},
        }

    def action_print_certificates(self):
        """Print the certificates of everybody who attended.

        :raises UserError: when nobody did
        """
        present = self.attendee_ids.filtered("attended")
        if not present:
            raise UserError(self.env._("Nobody is marked as present yet."))
        report = self.env.ref("school_mentorship.mentorship_event_certificate_report")
        return report.report_action(present)

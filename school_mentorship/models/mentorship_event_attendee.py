from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import declension


class MentorshipEventAttendee(models.Model):
    """Somebody invited to an event, and whether he came.

    A member of the staff, a contact, or a guest of whom there is nothing but a name.
    """

    _name = "mentorship.event.attendee"
    _description = "Participant of an Event"
    _inherit = ["mentorship.evidence.mixin"]
    _order = "event_id, name, id"
    _check_company_auto = True

    event_id = fields.Many2one(
        "mentorship.event", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="event_id.company_id", store=True, index=True)
    date = fields.Date(related="event_id.date_start", store=True, index=True)
    is_training = fields.Boolean(related="event_id.is_training", store=True)
    event_state = fields.Selection(related="event_id.state", store=True)
    employee_id = fields.Many2one(
        "hr.employee", check_company=True, index="btree_not_null", ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Contact",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    name = fields.Char(
        "Full Name",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        help="A guest needs nothing but a name.",
    )
    position = fields.Char(
        compute="_compute_name", store=True, readonly=False, precompute=True
    )
    user_id = fields.Many2one(
        "res.users", compute="_compute_user_id", store=True, index="btree_not_null"
    )
    role = fields.Selection(
        [("mentor", "Mentor"), ("mentee", "Mentee"), ("guest", "Not in the banks")],
        compute="_compute_role",
        store=True,
        index=True,
        # Whoever is invited sees who comes, not who of them is a mentee.
        groups="school_mentorship.group_mentorship_director",
    )
    invited = fields.Boolean(default=True)
    attended = fields.Boolean(copy=False)
    hours = fields.Float(
        compute="_compute_hours",
        store=True,
        readonly=False,
        precompute=True,
        help="Academic hours; change them for somebody who came for a part only.",
    )
    certificate_number = fields.Char("Certificate No", copy=False)

    _person_uniq = models.UniqueIndex(
        "(event_id, partner_id) WHERE partner_id IS NOT NULL",
        "This person is on the list of participants already.",
    )

    @api.depends("employee_id")
    def _compute_partner_id(self):
        for line in self.filtered("employee_id"):
            line.partner_id = line.employee_id._work_contacts()

    @api.depends("employee_id", "partner_id")
    def _compute_name(self):
        """As they are called on that day: a paper of May does not change in June."""
        for line in self:
            if line.employee_id:
                # Name and position of a colleague are public among colleagues.
                employee = line.employee_id.sudo()
                line.name, line.position = employee.name, employee.job_title
            elif line.partner_id:
                line.name, line.position = (
                    line.partner_id.name,
                    line.partner_id.function,
                )

    @api.depends("employee_id.user_id", "partner_id.user_ids")
    def _compute_user_id(self):
        for line in self:
            line.user_id = line.employee_id.user_id or line.partner_id.user_ids[:1]

    @api.depends("partner_id", "event_id.date_start")
    def _compute_role(self):
        """In which bank the person stood on that day; a mentor first of all."""
        entries = self.env["mentorship.participant"].search_fetch(
            [("partner_id", "in", self.partner_id.ids)],
            ["partner_id", "role", "company_id", "date_in", "date_out"],
        )
        for line in self:
            day = line.event_id.date_start
            roles = {
                entry.role
                for entry in entries
                if entry.partner_id == line.partner_id
                and entry.company_id == line.event_id.company_id
                and day
                and entry.date_in <= day
                and (not entry.date_out or entry.date_out >= day)
            }
            known = [role for role in ("mentor", "mentee") if role in roles]
            line.role = known[0] if known else "guest"

    @api.depends("event_id.hours")
    def _compute_hours(self):
        for line in self:
            line.hours = line.event_id.hours

    @api.depends("name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.name

    @api.constrains("name")
    def _check_name(self):
        if any(not (line.name or "").strip() for line in self):
            raise ValidationError(
                self.env._(
                    "A participant needs a name. Choose an employee or a contact, or "
                    "type the name of a guest."
                )
            )

    @api.constrains("hours")
    def _check_hours(self):
        for line in self:
            if line.hours < 0:
                raise ValidationError(
                    self.env._("%s: hours cannot be negative.", line.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.event_id._check_not_printed()
        return lines

    def write(self, vals):
        if {"name", "position", "attended", "event_id", "employee_id"} & vals.keys():
            self.event_id._check_not_printed()
        result = super().write(vals)
        if "attended" in vals:
            self.event_id._check_held()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_minuted(self):
        self.event_id._check_not_printed()

    def _short_name(self):
        """«Иванова И.И.»"""
        self.ensure_one()
        return declension.initials(self.name or "")

    def action_print(self):
        """Print the certificates of these people.

        :raises UserError: for somebody who was not there
        """
        if absent := self.filtered(lambda line: not line.attended):
            raise UserError(
                self.env._(
                    "%s: not marked as present, so there is no certificate.",
                    absent[0].name,
                )
            )
        report = self.env.ref("school_mentorship.mentorship_event_certificate_report")
        return report.report_action(self)

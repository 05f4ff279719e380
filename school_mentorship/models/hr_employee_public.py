from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class HrEmployeePublic(models.Model):
    """What colleagues see: experience, category, and who is a mentor."""

    _inherit = "hr.employee.public"

    teaching_since = fields.Date(readonly=True)
    qualification_category = fields.Selection(
        selection=lambda self: (
            self.env["hr.employee"]
            ._fields["qualification_category"]
            ._description_selection(self.env)
        ),
        readonly=True,
    )
    qualification_until = fields.Date("Category Valid Until", readonly=True)
    is_mentor = fields.Boolean(
        "Mentor", compute="_compute_is_mentor", search="_search_is_mentor"
    )
    is_beginner_alone = fields.Boolean(
        "Under Three Years and Without a Mentor",
        compute="_compute_is_beginner_alone",
        search="_search_is_beginner_alone",
        groups="school_mentorship.group_mentorship_director",
    )

    def _compute_is_beginner_alone(self):
        alone = self.search([("id", "in", self.ids), ("is_beginner_alone", "=", True)])
        for employee in self:
            employee.is_beginner_alone = employee in alone

    @api.model
    def _search_is_beginner_alone(self, operator, value):
        """Whoever teaches less than three years, in the bank or not, with no mentor.

        :return: domain; that somebody is a mentee is read with the user's own rights
        """
        if operator != "in":
            return NotImplemented
        self._check_field_access(self._fields["is_beginner_alone"], "read")
        since = fields.Date.context_today(self) - relativedelta(years=3)
        helped = self.env["mentorship.participant"].search(
            [
                ("role", "=", "mentee"),
                ("employee_id", "!=", False),
                ("has_pair", "=", True),
            ]
        )
        return [
            ("teaching_since", ">", since),
            ("id", "not in", helped.employee_id.ids),
        ]

    def _compute_is_mentor(self):
        mentors = self.env["hr.employee"]._mentors()
        for employee in self:
            employee.is_mentor = employee.id in mentors

    @api.model
    def _search_is_mentor(self, operator, value):
        return self.env["hr.employee"]._search_is_mentor(operator, value)

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        return domain | self.env["hr.employee"]._domain_former_names(operator, value)

    def action_assign_mentor(self):
        """Open the window «Assign a mentor» for this person."""
        self.ensure_one()
        return self.env["mentorship.assign"]._open_for(self)

    def action_mentorship_packet(self):
        """Open the window from which the packet of these people is printed."""
        return self.env["mentorship.packet"]._open_for(self)

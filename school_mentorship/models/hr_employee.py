from odoo import api, fields, models


class HrEmployee(models.Model):
    """A person of the staff, as mentoring sees him.

    Since when he teaches and his category are public by law (273-FZ, art. 29) and
    therefore stand on the public profile too; that he is a mentor stands there as
    an honour; that somebody is a mentee is nobody's business and stands nowhere.
    """

    _inherit = "hr.employee"

    teaching_since = fields.Date(help="The day from which teaching experience counts.")
    qualification_category = fields.Selection(
        [
            ("none", "None"),
            ("fit", "Fit for the position"),
            ("first", "First"),
            ("highest", "Highest"),
            ("methodist", "Teacher-methodist"),
            ("mentor", "Teacher-mentor"),
        ],
        help="Category by attestation (order of 24.03.2023 No 196).",
    )
    qualification_until = fields.Date("Category Valid Until")
    is_mentor = fields.Boolean(
        "Mentor", compute="_compute_is_mentor", search="_search_is_mentor"
    )

    def _compute_is_mentor(self):
        mentors = self._mentors()
        for employee in self:
            employee.is_mentor = employee.id in mentors

    @api.model
    def _search_is_mentor(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", self._mentors())]

    @api.model
    def _mentors(self):
        """Ids of the employees in the bank of mentors today.

        Published on purpose (design: the public face of a mentor), hence sudo; it
        tells nothing but the id.
        """
        rows = (
            self.env["mentorship.participant"]
            .sudo()
            ._read_group(
                [
                    ("role", "=", "mentor"),
                    ("state", "=", "ready"),
                    ("employee_id", "!=", False),
                ],
                ["employee_id"],
            )
        )
        return {employee.id for (employee,) in rows}

    def action_assign_mentor(self):
        """Open the window «Assign a mentor» for this person."""
        self.ensure_one()
        return self.env["mentorship.assign"]._open_for(self)

    def action_mentorship_packet(self):
        """Open the window from which the packet of these people is printed."""
        return self.env["mentorship.packet"]._open_for(self)

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import former_names


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
    former_names = fields.Text(
        copy=False,
        groups="hr.group_hr_user",
        help="Full names borne before, one in a line, with the last day. Papers of "
        "those days keep them, and the search finds the person by them.",
    )
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

    @api.model
    def _create(self, data_list):
        """Bring a whole staff list in at half the price.

        Odoo makes the versions with all their values and then, employee by employee,
        writes the same values once more. With hundreds of new cards that second time
        is most of the time.
        """
        if self.env.context.get("mentorship_staff_list"):
            for data in data_list:
                data["inherited"]["hr.version"] = {}
        return super()._create(data_list)

    def _avatar_generate_svg(self):
        """No files of hundreds of letters: a card without one draws its letter."""
        if self.env.context.get("mentorship_staff_list"):
            return False
        return super()._avatar_generate_svg()

    def write(self, vals):
        if vals.get("name") and "former_names" not in vals:
            self._remember_name(vals["name"])
        result = super().write(vals)
        # The departure window archives first and enters the day afterwards.
        archived = vals.get("active") is False and not self.env.context.get("no_wizard")
        if archived or vals.get("departure_date"):
            self._leave_mentoring(vals.get("departure_date"))
        return result

    def _leave_mentoring(self, date=None):
        """Who leaves the school leaves the banks and pairs on the same day.

        :param date: the last day; today if not given
        """
        # Whoever registers a departure need not see pairs, orders and agreements; what
        # follows from it happens all the same.
        people = (
            self.env["mentorship.participant"]
            .sudo()
            .search([("employee_id", "in", self.ids)])
        )
        if people:
            people._leave_school(
                fields.Date.to_date(date) or fields.Date.context_today(self)
            )

    def _work_contacts(self):
        """The work contacts of these people, made where there are none yet.

        A contact is closed to a curator without HR rights; that its owner works in
        the school is public, and what is done with him the caller has asked.

        :return: `res.partner` recordset, in the environment of the system
        """
        staff = self.sudo()
        if without := staff.filtered(lambda employee: not employee.work_contact_id):
            without._create_work_contacts()
        return staff.work_contact_id

    def _remember_name(self, new):
        """Keep the name borne so far, when the new one is another surname."""
        today = fields.Date.context_today(self)
        for employee in self:
            if former_names.is_renaming(employee.name, new):
                employee.former_names = former_names.add_name(
                    employee.former_names, employee.name, today
                )

    def _names_before(self):
        """The full names this person bore before.

        :return: tuple of str
        """
        self.ensure_one()
        return former_names.names_in(self.former_names)

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        return domain | self._domain_former_names(operator, value)

    @api.model
    def _domain_former_names(self, operator, value):
        """People who bore such a name before, for whoever works with the papers.

        :return: `Domain` on ids
        """
        readers = "school_mentorship.group_mentorship_director,hr.group_hr_user"
        if (
            operator not in ("ilike", "=ilike", "like")
            or not isinstance(value, str)
            or not value.strip()
            or not self.env.user.has_groups(readers)
        ):
            return Domain.FALSE
        # The personnel file is closed to curator and director; that the owner of an
        # old paper is found by the name on it tells them nothing but the id.
        people = self.env["hr.employee"].sudo().with_context(active_test=False)
        return Domain(
            "id", "in", people.search([("former_names", operator, value)]).ids
        )

    def action_assign_mentor(self):
        """Open the window «Assign a mentor» for this person."""
        self.ensure_one()
        return self.env["mentorship.assign"]._open_for(self)

    def action_mentorship_packet(self):
        """Open the window from which the packet of these people is printed."""
        return self.env["mentorship.packet"]._open_for(self)

import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import file_open

from .sample_scenario import Scenario


class MentorshipSampleSchool(models.TransientModel):
    """An invented school with a running roadmap, loaded by one button.

    Staff, banks, consents, pairs and orders come about as in a school: through the
    buttons, in their order, with the rights of its curator.
    """

    _name = "mentorship.sample.school"
    _description = "Sample School"
    _inherit = [
        "mentorship.sample.papers.mixin",
        "mentorship.sample.survey.mixin",
        "mentorship.sample.match.mixin",
        "mentorship.sample.event.mixin",
        "mentorship.sample.program.mixin",
        "mentorship.sample.completion.mixin",
    ]

    use_main_company = fields.Boolean(
        "Make My Company the Sample School",
        help="The company you work in is renamed and its settings are filled in. "
        "Otherwise the sample becomes a company of its own.",
    )
    with_passwords = fields.Boolean(
        "Passwords Equal to the Logins",
        compute="_compute_with_passwords",
        store=True,
        readonly=False,
        help="Lets anyone log in as director, curator, mentor or mentee of the sample: "
        "only for a server that nobody else can reach. Otherwise the four users have "
        "no password until you give them one.",
    )

    @api.depends("use_main_company")
    def _compute_with_passwords(self):
        for wizard in self:
            wizard.with_passwords = wizard.use_main_company

    def action_load(self):
        """Load the sample school, all or nothing.

        :return: action that opens the board of its roadmap
        :raises UserError: when the company already has mentoring of its own
        """
        self.ensure_one()
        self.check_access("write")
        self._check_empty()
        scenario = Scenario(self)
        scenario.load()
        return scenario.open()

    @api.model
    def _data(self):
        """The facts of the sample school, as its file holds them."""
        with file_open("school_mentorship/demo/sample_school.json") as file:
            return json.load(file)

    @api.model
    def _school(self):
        """The sample school of this database, known by its invented OGRN.

        :return: `mentorship.school` record, empty if it was never loaded
        """
        number = self._data()["school"]["registry_number"]
        # Whoever may load the sample need not work in the school it has become; nor in
        # those whose staff is looked through below.
        schools = self.env["mentorship.school"].sudo()
        return schools.with_context(active_test=False).search(
            [("registry_number", "=", number)], limit=1
        )

    def _check_empty(self):
        """Refuse to load twice, and to load over what a real school has entered."""
        name = self._data()["company"]["name"]
        companies = self.env["res.company"].sudo().with_context(active_test=False)
        if self._school() or companies.search_count([("name", "=", name)], limit=1):
            raise UserError(
                self.env._(
                    "The sample school is here already: «%s». Switch to this company "
                    "to see it.",
                    self._school().company_id.name or name,
                )
            )
        if not self.use_main_company:
            return
        company = self.env.company
        # A school that has entered anything keeps its name and its people; whoever
        # may load the sample need not have the right to see all of it.
        owned = [("company_id", "=", company.id)]
        for model in (
            "mentorship.roadmap",
            "mentorship.participant",
            "mentorship.pair",
            "mentorship.consent",
            "mentorship.order",
        ):
            if self.env[model].sudo().search_count(owned, limit=1):
                raise UserError(
                    self.env._(
                        "«%s» already has a roadmap or participants of its own. Load "
                        "the sample school as a separate company.",
                        company.name,
                    )
                )
        staff = self.env["hr.employee"].sudo().search(owned, limit=2)
        if staff - self._employee_of_odoo():
            raise UserError(
                self.env._(
                    "«%s» already has employees. Load the sample school as a separate "
                    "company.",
                    company.name,
                )
            )

    def _employee_of_odoo(self):
        """The employee «Administrator» that Odoo makes in its first company."""
        found = self.env.ref("hr.employee_admin", raise_if_not_found=False)
        return found.sudo() if found else self.env["hr.employee"].sudo()

    def _logins(self):
        """Who can log in to the sample school.

        :return: list of (role in Russian, login, password); the password is empty
            when the users were made without one
        """
        people = {row["key"]: row["name"] for row in self._data()["staff"]}
        company = self._school().company_id
        employees = self.env["hr.employee"].sudo()
        result = []
        for row in self._data()["users"]:
            employee = employees.search(
                [
                    ("company_id", "=", company.id),
                    ("name", "=", people[row["person"]]),
                    ("user_id", "!=", False),
                ],
                limit=1,
            )
            if login := employee.user_id.login:
                known = not self or self.with_passwords
                result.append((row["label"], login, login if known else ""))
        return result

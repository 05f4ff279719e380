from odoo.exceptions import ValidationError

from .common import MentorshipCommon

SHARED = (
    "stage",
    "area",
    "category",
    "form",
    "type",
    "legal.act",
    "declension",
    "order.kind",
    "measure.template",
    "work.form",
    "program.template",
)


class TestSchool(MentorshipCommon):
    """The settings of a school, and the tables that schools share."""

    def test_every_company_is_a_school(self):
        """A new company has its settings and two journals at once."""
        company = self.root["res.company"].create({"name": "Лицей № 1"})
        school = self.root["mentorship.school"]._of(company)
        self.assertEqual(school.name_full, "Лицей № 1")
        self.assertEqual(school.main_journal_id.kind, "main")
        self.assertEqual(school.staff_journal_id.kind, "staff")
        self.assertEqual(school.main_journal_id.company_id, company)

    def test_companies_of_before(self):
        """Companies that were there before the addon have settings as well."""
        companies = self.root["res.company"].search([])
        schools = self.root["mentorship.school"].search([])
        self.assertEqual(schools.company_id, companies)

    def test_made_once(self):
        """Asking again makes no second settings."""
        before = self.root["mentorship.school"].search_count([])
        self.root["mentorship.school"]._create_missing()
        self.assertEqual(self.root["mentorship.school"].search_count([]), before)
        self.assertRefusedByDatabase(
            "already exist", self.school.with_env(self.root).copy
        )

    def test_curator_keeps_the_settings(self):
        """A curator may write no companies, but keeps the school's settings."""
        self.assertFalse(self.company.with_env(self.env).has_access("write"))
        self.school.write({"place": "п. Восход", "vk_url": "https://vk.com/school3"})
        self.assertEqual(self.school.place, "п. Восход")

    def test_menu_opens_the_own_school(self):
        """«Школа» opens the settings of the school one works in."""
        action = self.env["mentorship.school"].action_open()
        self.assertEqual(action["res_id"], self.school.id)

    def test_margins_and_font(self):
        """GOST: too narrow margins and too small letters are refused."""
        for vals in (
            {"margin_left": 19},
            {"margin_right": 9},
            {"margin_top": 61},
            {"margin_bottom": 0},
            {"font_size": 11},
            {"font_size": 15},
        ):
            with self.subTest(vals=vals):
                self.assertRefused(ValidationError, "", self.school.write, vals)
        self.school.write({"margin_left": 20, "margin_right": 10, "font_size": 12})

    def test_limits(self):
        """Limits are zero (off) or more."""
        for name in ("mentee_limit", "min_experience", "consent_years"):
            self.assertRefused(
                ValidationError, "negative", self.school.write, {name: -1}
            )

    def test_shipped_rows_belong_to_all(self):
        """What is shipped belongs to every school, not to the first company."""
        for name in SHARED:
            model = f"mentorship.{name}"
            with self.subTest(model=model):
                data = self.root["ir.model.data"].search(
                    [("module", "=", "school_mentorship"), ("model", "=", model)]
                )
                rows = self.root[model].browse(data.mapped("res_id"))
                self.assertTrue(rows)
                self.assertFalse(rows.company_id)

    def test_seven_stages(self):
        """Seven stages, the last one runs through all of them."""
        stages = self.root["mentorship.stage"].search([("company_id", "=", False)])
        self.assertEqual(len(stages), 7)
        self.assertEqual(stages.filtered("is_transversal"), stages[-1])
        self.assertEqual(stages[0].display_name, stages[0].short_name)

    def test_eleven_areas(self):
        """The eleven areas of need and ability."""
        areas = self.root["mentorship.area"].search([("company_id", "=", False)])
        self.assertEqual(len(areas), 11)

    def test_no_category_close_to_health(self):
        """Nothing near special personal data is among the shipped categories."""
        names = " ".join(
            self.root["mentorship.category"]
            .search([("company_id", "=", False)])
            .mapped("name")
        ).lower()
        for word in ("здоров", "овз", "инвалид", "бере", "декрет", "болез"):
            self.assertNotIn(word, names)

    def test_printed_tables_are_russian(self):
        """What is printed in a Russian paper is not translated."""
        for name in SHARED:
            model = self.root[f"mentorship.{name}"]
            for field in model._fields.values():
                if field.name != "display_name":
                    self.assertFalse(field.translate, field)

    def test_pedagogical_positions(self):
        """«Учитель математики» is pedagogical, «сторож» is not; a hand wins."""
        jobs = self.root["hr.job"].create(
            [
                {"name": "Учитель математики", "company_id": self.company.id},
                {"name": "Сторож", "company_id": self.company.id},
                {"name": "Учительская", "company_id": self.company.id},
            ]
        )
        self.assertEqual(jobs.mapped("is_pedagogical"), [True, False, False])
        jobs[1].is_pedagogical = True
        self.assertTrue(jobs[1].is_pedagogical)

    def test_consent_term_helper(self):
        """Terms end on 31 August; what is signed in August is for the coming year."""
        self.school.consent_years = 1
        until = self.school._consent_until
        self.assertEqual(str(until(self._day("2026-09-01"))), "2027-08-31")
        self.assertEqual(str(until(self._day("2026-08-31"))), "2027-08-31")
        self.assertEqual(str(until(self._day("2026-07-31"))), "2026-08-31")

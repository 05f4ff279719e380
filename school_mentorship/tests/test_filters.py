from datetime import date

from odoo.tests import tagged

from .common import MentorshipCommon

# What the web client's editor of filters offers for each type of field.
OPERATORS = {
    "date": [("=", "2026-12-01"), ("!=", "2026-12-01"), (">=", "2026-12-01")],
    "integer": [("=", 1), ("!=", 1), (">", 0), ("<", 3), (">=", 1), ("<=", 3)],
    "boolean": [("=", True), ("!=", True)],
    "char": [("ilike", "а"), ("not ilike", "а"), ("=", "а"), ("!=", "а")],
    "selection": [("=", "ready"), ("!=", "ready")],
    "many2one": [("ilike", "а"), ("not ilike", "а"), ("=", 1), ("!=", 1)],
}
for _other, _known in (
    ("datetime", "date"),
    ("float", "integer"),
    ("text", "char"),
    ("html", "char"),
    ("one2many", "many2one"),
    ("many2many", "many2one"),
):
    OPERATORS[_other] = OPERATORS[_known]


@tagged("post_install", "-at_install")
class TestFilters(MentorshipCommon):
    """Whatever a person puts together in the editor of filters is answered."""

    def test_every_computed_field(self):
        """Fields that are not stored take every operator the editor offers."""
        seen = 0
        for name, model in self.env.items():
            if not name.startswith("mentorship.") or model._abstract:
                continue
            if model._transient or not model.has_access("read"):
                continue
            searchable = model.fields_get(attributes=["searchable", "store", "type"])
            for field, facts in searchable.items():
                if facts["store"] or not facts["searchable"]:
                    continue
                tries = OPERATORS.get(facts["type"], [])
                for operator, value in [*tries, ("=", False), ("!=", False)]:
                    with self.subTest(model=name, field=field, operator=operator):
                        model.search_count([(field, operator, value)])
                        seen += 1
        self.assertGreater(seen, 100)

    def test_experience(self):
        """Whole years, by every comparison; nobody without a date is found."""
        people = self.env["mentorship.participant"]
        by_years = {}
        for who, since in (
            ("second", "2024-11-22"),  # two years today
            ("novice", "2025-01-10"),  # one
            ("student", False),
        ):
            self.staff[who].teaching_since = since
            by_years[who] = self._participant("mentee", who)
        # The public face of employees is a view of the database.
        self.env.flush_all()
        two, one, none = by_years.values()
        bank = two | one | none
        for domain, expected in (
            (("=", 2), two),
            (("!=", 2), one | none),
            (("<", 2), one),
            (("<=", 2), two | one),
            ((">", 1), two),
            ((">=", 1), two | one),
            (("=", False), none),
            (("!=", False), two | one),
        ):
            with self.subTest(domain=domain):
                found = people.search([("experience", *domain), ("id", "in", bank.ids)])
                self.assertEqual(set(found), set(expected))

    def test_end_of_consents(self):
        """Consents that end, and people without any."""
        person, other = self._participant("mentor"), self._participant("mentee")
        self._consent(person, ["data_processing"], valid_until="2027-08-31")
        people = self.env["mentorship.participant"]
        for domain, expected in (
            (("=", date(2027, 8, 31)), person),
            (("=", False), other),
            (("!=", False), person),
            (("<", "2027-09-01"), person),
            ((">", "2027-09-01"), people),
        ):
            with self.subTest(domain=domain):
                self.assertEqual(people.search([("consent_until", *domain)]), expected)

    def test_marks(self):
        """A mark of signatures is found by a name that stands in it."""
        person = self._participant("mentor")
        consents = self.env["mentorship.consent"]._prepare_for(person)
        with self._no_printer():
            consents._give_out()
        mark = self.env["mentorship.mark"]._mark([consents], "2026-11-20")
        marks = self.env["mentorship.mark"]
        self.assertEqual(marks.search([("name", "ilike", "иванова")]), mark)
        self.assertFalse(marks.search([("name", "ilike", "петров")]))

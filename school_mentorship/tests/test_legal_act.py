from odoo.exceptions import ValidationError

from .common import MentorshipCommon


class TestLegalAct(MentorshipCommon):
    """Grounds that orders quote: in force on the order's date, the own ones first."""

    def _act(self, name, **vals):
        return self.env["mentorship.legal.act"].create(
            {"name": name, "citation": name, "quote_by_default": True, **vals}
        )

    def _quoted(self, day="2026-11-22"):
        acts = self.env["mentorship.legal.act"]
        return acts._quoted(self.company, self._day(day))

    def test_shipped_law(self):
        """Labour Code, article 351.8, is quoted by an order of today."""
        text = " ".join(self._quoted().mapped("citation"))
        self.assertIn("351.8", text)

    def test_article_before_it_came_into_force(self):
        """An order of before March 2025 does not quote article 351.8."""
        text = " ".join(self._quoted("2024-11-22").mapped("citation"))
        self.assertNotIn("351.8", text)

    def test_repealed_act_is_not_quoted(self):
        """What has ended is not copied from last year's file."""
        act = self._act("Приказ отдела образования", date_until="2026-11-21")
        self.assertNotIn(act, self._quoted())
        self.assertIn(act, self._quoted("2026-11-21"))

    def test_own_acts_and_three_more(self):
        """The school's own acts all, of the others three at the most."""
        own = self._act("Положение") | self._act("Устав")
        for number in range(5):
            self._act(f"Письмо {number}", level="2_regional", sequence=number)
        quoted = self._quoted()
        self.assertLessEqual(own, quoted)
        self.assertEqual(len(quoted - own), 3)

    def test_not_marked_is_not_quoted(self):
        """Only what is marked for preambles stands in them."""
        self.assertNotIn(self._act("Письмо", quote_by_default=False), self._quoted())

    def test_school_chooses_its_own(self):
        """The acts chosen in the settings replace the proposal."""
        act = self._act("Письмо", level="2_regional", quote_by_default=False)
        self.school.legal_act_ids = act
        grounds = self._order(kind=self.kind_curator)._grounds()
        self.assertEqual(self._plain(grounds), "Письмо")

    def test_council(self):
        """The protocol of the teachers' council stands among the grounds."""
        self.school.council_protocol = "№ 1 от 28.08.2026"
        grounds = self._order(kind=self.kind_curator)._grounds()
        self.assertIn("протокол № 1 от 28.08.2026", self._plain(grounds))

    def test_dates_the_wrong_way_round(self):
        """An act does not end before it comes into force."""
        self.assertRefused(
            ValidationError,
            "ends before",
            self._act,
            "Письмо",
            date_from="2026-02-01",
            date_until="2026-01-31",
        )

    def test_other_schools_acts(self):
        """Another school's regulation is not quoted here."""
        other = self.root["res.company"].create({"name": "Лицей № 1"})
        act = self.root["mentorship.legal.act"].create(
            {
                "name": "Положение лицея",
                "citation": "Положением лицея",
                "quote_by_default": True,
                "company_id": other.id,
            }
        )
        self.assertNotIn(act, self._quoted())

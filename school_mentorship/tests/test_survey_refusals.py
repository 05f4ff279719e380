"""What cannot be answered, asked or changed, in the words of the school."""

from .survey_common import SurveyCommon
from .test_match_refusals import RussianMixin


class TestSurveyRefusals(RussianMixin, SurveyCommon):
    """An answer comes once, whichever way it takes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.lang = "ru_RU"
        cls.env = cls.env(context={**cls.env.context, "lang": "ru_RU"})
        cls.mentees = cls._outsiders("mentee", 2)
        cls._consent(cls.mentees, ["data_processing"])
        cls.sitting = cls._sitting("needs")
        cls.invitation, cls.other = cls.sitting.invitation_ids

    def _typed(self, mark="2"):
        """The window with one row of the first table typed in."""
        sheet = self.env["mentorship.sheet"].create(
            {"sitting_id": self.sitting.id, "invitation_id": self.invitation.id}
        )
        sheet.line_ids.filtered("row_id")[0].typed = mark
        return sheet

    def _number(self):
        return self.env["mentorship.answer"].search_count(
            [("sitting_id", "=", self.sitting.id)]
        )

    def _by_link(self):
        self._answers(self.invitation.with_context(lang="ru_RU"), areas=1)

    def test_sent_twice(self):
        self._by_link()
        number = self._number()
        # Over the link nobody has a language but that of the page.
        public = self.root.ref("base.public_user")
        again = self.invitation.with_user(public).sudo().with_context(lang="ru_RU")
        self.assertIn(
            "приняты",
            self._says(again._receive, self._sheet(again.sitting_id.survey_id), True),
        )
        self.assertEqual(self._number(), number)

    def test_by_link_and_then_on_paper(self):
        self._by_link()
        number = self._number()
        self._says(self._typed().action_save)
        self._says(self.invitation.action_mark_paper)
        self.assertEqual((self._number(), self.invitation.way), (number, "link"))

    def test_on_paper_and_then_by_link(self):
        self._typed().action_save()
        number = self._number()
        self.assertEqual(number, 1)
        self.assertIn("приняты", self._russian(self.invitation._refusal()))
        self.assertEqual((self._number(), self.invitation.way), (number, "paper"))

    def test_handed_in_and_then_by_link(self):
        """A sheet that waits to be typed in is the answer."""
        self.invitation.action_mark_paper()
        self.assertIn("приняты", self._russian(self.invitation._refusal()))
        self._typed().action_save()
        self.assertEqual(self._number(), 1)

    def test_the_same_sheet_typed_in_twice(self):
        self._typed().action_save()
        self._says(self._typed("1").action_save)
        self.assertEqual(self._number(), 1)

    def test_forged_token(self):
        none = self.env["mentorship.invitation"].search([("token", "=", "forged")])
        self.assertIn("нет", self._russian(none._refusal()))

    def test_expired_token(self):
        self.sitting.date_end = "2026-11-23"
        with self._on("2026-11-25 09:00:00"):
            self.assertIn("закрыта", self._russian(self.invitation._refusal()))

    def test_day_on_the_sheet_has_not_come(self):
        sheet = self._typed()
        sheet.date = "2026-12-24"
        self._says(sheet.action_save)

    def test_wrong_number_on_a_sheet(self):
        text = self._says(self._typed("8").action_save)
        self.assertIn("«8»", text)

    def test_empty_sheet(self):
        self._says(self._typed(" ").action_save)

    def test_questionnaire_changed_after_answers(self):
        survey = self.sitting.survey_id
        own = survey.browse(survey.action_new_edition()["res_id"])
        self.sitting = self._sitting("needs")
        self.assertEqual(self.sitting.survey_id, own)
        self.invitation = self.sitting.invitation_ids[0]
        self._by_link()
        number = self._number()
        table = own.question_ids.filtered("matrix_row_ids")[0]
        for act in (
            lambda: table.write({"title": "Другое"}),
            table.unlink,
            table.matrix_row_ids[0].unlink,
            table.suggested_answer_ids[0].unlink,
            lambda: own.question_ids.create(
                {"title": "Ещё", "survey_id": own.id, "question_type": "text_box"}
            ),
            own.unlink,
        ):
            self.assertIn("«", self._says(act))
        self.assertEqual(self._number(), number)

    def test_area_deleted_after_answers(self):
        self._by_link()
        area = self.env["mentorship.answer"].search([("area_id", "!=", False)]).area_id
        admin = self._as(self.users["admin"])
        admin = admin(context={**admin.context, "lang": "ru_RU"})
        self.assertIn("архив", self._says(area[0].with_env(admin).unlink).lower())
        # Archived, its old answers still count and the open sheet can be sent.
        number = self._number()
        area[0].sudo().active = False
        self.assertEqual(self._number(), number)
        self.assertTrue(self.sitting._results())
        self._answers(self.other, areas=1)

    def test_sitting_of_a_questionnaire_without_questions(self):
        empty = self.env["survey.survey"].create(
            {
                "title": "Пустая",
                "survey_type": "mentorship",
                "mentorship_purpose": "short",
            }
        )
        sitting = self.env["mentorship.sitting"].create({"survey_id": empty.id})
        self.assertIn("Пустая", self._says(sitting.action_open))

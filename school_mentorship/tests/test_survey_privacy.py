from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .survey_common import SurveyCommon


class TestSurveyPrivacy(SurveyCommon):
    """What nobody learns: who said what without a name, and others' answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["surveyor"] = new_test_user(
            cls.root,
            login="mentorship_surveyor",
            groups="survey.group_survey_manager",
            company_id=cls.company.id,
        )

    def test_survey_managers_see_nothing_of_ours(self):
        self._consent(self._participant("mentee"))
        sitting = self._sitting("needs")
        self._answers(sitting.invitation_ids, areas=1)
        surveyor = self._as(self.users["surveyor"])
        ours = [("survey_type", "=", "mentorship")]
        self.assertFalse(surveyor["survey.survey"].search(ours))
        survey = sitting.survey_id.with_env(surveyor)
        for act in (
            lambda: survey.write({"title": "Сломано"}),
            survey.unlink,
            lambda: survey.question_ids.unlink(),
            lambda: survey.sudo().question_ids.with_env(surveyor).write({"title": "?"}),
            lambda: (
                survey.sudo()
                .question_ids.suggested_answer_ids.with_env(surveyor)
                .unlink()
            ),
            lambda: (
                survey.sudo()
                .question_ids.matrix_row_ids.with_env(surveyor)
                .write({"value": "?"})
            ),
            lambda: surveyor["survey.survey"].create(
                {"title": "Чужая", "survey_type": "mentorship", "user_id": False}
            ),
            lambda: surveyor["mentorship.answer"].search([]),
            lambda: surveyor["mentorship.sitting"].search([]),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                act()
        # And keep their own.
        own = surveyor["survey.survey"].create({"title": "Опрос родителей"})
        question = surveyor["survey.question"].create(
            {"title": "Да?", "survey_id": own.id, "question_type": "text_box"}
        )
        question.title = "Нет?"
        own.unlink()

    def test_a_curator_sees_no_surveys_of_others(self):
        foreign = self.root["survey.survey"].create({"title": "Опрос родителей"})
        self.root["survey.question"].create(
            {"title": "Да?", "survey_id": foreign.id, "question_type": "text_box"}
        )
        self.assertFalse(self.env["survey.survey"].search([("id", "=", foreign.id)]))
        self.assertFalse(
            self.env["survey.question"].search([("survey_id", "=", foreign.id)])
        )
        with self.assertRaises(AccessError):
            self.env["survey.user_input"].search([])

    def test_answers_are_the_curators_alone(self):
        self._consent(self._participant("mentee"))
        sitting = self._sitting("needs")
        self._answers(sitting.invitation_ids, areas=1)
        for role in ("director", "mentor", "mentee", "officer", "outsider"):
            with self.assertRaises(AccessError):
                self._as(self.users[role])["mentorship.answer"].search([])
        director = sitting.with_env(self._as(self.users["director"]))
        self.assertEqual(director.answered, 1)
        for name in ("results", "satisfaction", "anonymous_box"):
            with self.assertRaises(AccessError):
                director.read([name])
        # Not even the curator changes them.
        with self.assertRaises(AccessError):
            self.env["mentorship.answer"].search([])[:1].write({"value": 3})

    def test_another_school_sees_nothing(self):
        self._consent(self._participant("mentee"))
        sitting = self._sitting("needs")
        self._answers(sitting.invitation_ids, areas=1)
        own = sitting.survey_id.action_new_edition()["res_id"]
        other = self.root["res.company"].create({"name": "Другая школа"})
        stranger = new_test_user(
            self.root,
            login="mentorship_stranger",
            groups="school_mentorship.group_mentorship_curator",
            company_id=other.id,
            company_ids=[other.id],
        )
        env = self._as(stranger, other)
        for model in (
            "mentorship.sitting",
            "mentorship.invitation",
            "mentorship.answer",
        ):
            self.assertFalse(env[model].search([]), model)
        self.assertFalse(env["survey.survey"].search([("id", "=", own)]))
        # What is shipped, everybody uses and nobody changes for the others.
        shipped = sitting.survey_id.with_env(env)
        self.assertTrue(shipped.title)
        with self.assertRaises(AccessError):
            shipped.title = "Наша"
        self.assertRefused(
            UserError,
            "no questionnaire of this school",
            self.root["mentorship.sitting"].create,
            {"survey_id": own, "company_id": other.id},
        )

    def _nameless(self, number, **vals):
        """A sitting without names, answered by so many of four people."""
        self._outsiders("mentee", 4)
        sitting = self._sitting("needs", anonymous=True, **vals)
        for index, invitation in enumerate(sitting.invitation_ids[:number]):
            self._answers(
                invitation, named=False, areas=index % 4, A4=f"Мнение {index}"
            )
        return sitting

    def test_nothing_in_the_tables_leads_back(self):
        sitting = self._nameless(4)
        self.assertFalse(self.env["mentorship.answer"].search([]))
        lines = self.root["survey.user_input.line"].sudo()
        self.assertFalse(lines.search([("survey_id", "=", sitting.survey_id.id)]))
        # As the system itself: no name, writer, time or number beside an answer.
        for sheet in sitting.sudo().anonymous_box:
            for item in sheet:
                self.assertEqual(
                    set(item), {"question", "row", "option", "number", "text"}
                )
        for invitation in sitting.sudo().invitation_ids:
            self.assertFalse(invitation.date_answered)
            self.assertFalse(invitation.named)

    def test_the_box_has_no_order(self):
        orders = set()
        for _attempt in range(5):
            sitting = self._nameless(4)
            orders.add(
                tuple(
                    item["text"]
                    for sheet in sitting.sudo().anonymous_box
                    for item in sheet
                    if item["text"]
                )
            )
        self.assertGreater(len(orders), 1)

    def test_nobody_reads_the_box(self):
        sitting = self._nameless(4)
        for role in ("curator", "admin"):
            reader = sitting.with_env(self._as(self.users[role]))
            with self.assertRaises(AccessError):
                reader.read(["anonymous_box"])
            with self.assertRaises(AccessError):
                reader.search([("anonymous_box", "!=", False)])
            with self.assertRaises(UserError):
                reader.export_data(["anonymous_box"])
            with self.assertRaises(UserError):
                reader.write({"anonymous_box": []})

    def test_results_come_once_after_closing(self):
        sitting = self._nameless(3)
        empty = sitting._results()
        self.assertEqual({question["count"] for question in empty}, {0})
        self.assertIn("after the sitting is closed", sitting.results)
        sitting.action_close()
        results = sitting._results()
        said = next(q for q in results if q["code"] == "A4")
        self.assertEqual(sorted(said["texts"]), ["Мнение 0", "Мнение 1", "Мнение 2"])
        # One more answer would be told from the others.
        self.assertRefused(UserError, "have been shown", sitting.action_reopen)
        self.assertRefused(
            UserError,
            "closed",
            self._answers,
            sitting.invitation_ids.filtered(lambda i: i.state == "waiting"),
            named=False,
            areas=1,
        )

    def test_fewer_than_three_are_never_shown(self):
        sitting = self._nameless(2)
        sitting.action_close()
        self.assertEqual({question["count"] for question in sitting._results()}, {0})
        self.assertIn("Fewer than three", sitting.results)
        self.assertNotIn("Мнение", sitting.results)
        # Nothing was shown, so others may still answer.
        sitting.action_reopen()
        late = sitting.invitation_ids.filtered(lambda i: i.state == "waiting")[0]
        self._answers(late, named=False, areas=1)
        sitting.action_close()
        self.assertEqual(max(q["count"] for q in sitting._results()), 3)

    def test_a_question_that_two_answered_stays_out(self):
        self._outsiders("mentee", 3)
        sitting = self._sitting("needs", anonymous=True)
        first, second, third = sitting.invitation_ids
        self._answers(first, named=False, areas=1, A4="Раз")
        self._answers(second, named=False, areas=1, A4="Два")
        self._answers(third, named=False, areas=1)
        sitting.action_close()
        texts = [text for q in sitting._results() for text in q["texts"]]
        self.assertEqual(texts, [])

    def test_one_without_consent_among_named_ones(self):
        """The total minus those with names would be his answer."""
        people = self._outsiders("mentee", 4)
        self._consent(people[:3])
        sitting = self._sitting("needs")
        for invitation in sitting.invitation_ids:
            self._answers(invitation, areas=2)
        sitting.action_close()
        counts = {q["count"] for q in sitting._results()}
        self.assertEqual(max(counts), 3)
        self.assertEqual(sitting.answered, 4)

    def test_one_person_is_not_three(self):
        """Three sheets of one mentor with three pairs hide nobody."""
        mentor = self._outsiders("mentor", 1)
        mentees = self._outsiders("mentee", 3)
        self._consent(mentor, ["mentor_duties"])
        pairs = self.env["mentorship.pair"].union(
            *(self._pair(mentor, mentee, date_start="2026-11-20") for mentee in mentees)
        )
        self._registered(pairs)
        sitting = self._sitting("monitoring_mentor")
        self.assertEqual(len(sitting.invitation_ids), 3)
        for invitation in sitting.invitation_ids:
            self._answers(invitation, named=False, G8=2)
        sitting.action_close()
        self.assertEqual({q["count"] for q in sitting._results()}, {0})

    def test_wishes_stand_in_no_summary(self):
        people = self._outsiders("mentee", 3)
        self._consent(people)
        sitting = self._sitting("needs")
        for invitation in sitting.invitation_ids:
            self._answers(invitation, areas=2, veto="Только не Смирнов")
        self.assertNotIn("Смирнов", sitting.results)
        kept = self.env["mentorship.answer"].search([("code", "=", "veto")])
        self.assertEqual(len(kept), 3)

    def test_withdrawn_between_opening_and_sending(self):
        mentee = self._participant("mentee")
        consents = self._consent(mentee)
        sitting = self._sitting("needs")
        invitation = sitting.invitation_ids
        page = invitation.sudo()._open_answer()
        self.assertTrue(page.mentorship_named)
        consents.filtered(lambda c: c.kind == "data_processing").action_withdraw()
        self._answers(invitation, named=True, areas=3)
        self.assertFalse(self.env["mentorship.answer"].search([]))

    def test_withdrawn_answers_are_erased(self):
        """A task with the day of the law; one button; the papers stay, others' too."""
        people = self._outsiders("mentee", 2)
        consents = self._consent(people)
        sitting = self._sitting("needs")
        for invitation in sitting.invitation_ids:
            self._answers(invitation, areas=2, veto="Только не Смирнов")
        mine, other = people
        colleague = self._participant("mentor")
        self.env["mentorship.preference"].create(
            {
                "participant_id": mine.id,
                "partner_id": colleague.partner_id.id,
                "kind": "veto",
            }
        )
        consent = consents.filtered(
            lambda c: c.partner_id == mine.partner_id and c.kind == "data_processing"
        )
        with self.assertRaisesRegex(UserError, "has been withdrawn"):
            consent.action_erase()
        consent.action_withdraw()
        task = consent.activity_ids
        self.assertEqual((task.date_deadline - consent.date_withdrawn).days, 30)
        consent.action_erase()
        answers = self.env["mentorship.answer"].search([])
        self.assertEqual(answers.partner_id, other.partner_id)
        self.assertFalse(mine.area_history_ids or mine.preference_ids)
        self.assertTrue(other.area_history_ids)
        self.assertFalse(consent.activity_ids)
        self.assertTrue(consent.date_erased)
        note = consent.message_ids[0].body
        self.assertIn("answers to questionnaires", note)
        self.assertNotIn("Смирнов", note)
        self.assertEqual(sitting.answered, 2, "that he answered is no answer")

    def test_who_signed_again_keeps_his_answers(self):
        mentee = self._participant("mentee")
        first = self._consent(mentee).filtered(lambda c: c.kind == "data_processing")
        sitting = self._sitting("needs")
        self._answers(sitting.invitation_ids, areas=2)
        first.action_withdraw()
        with self.assertRaises(AccessError):
            first.with_user(self.users["director"]).action_erase()
        self._consent(mentee, ["data_processing"])
        with self.assertRaisesRegex(UserError, "another consent"):
            first.action_erase()
        self.assertTrue(self.env["mentorship.answer"].search([]))

    def test_the_shell_keeps_no_times(self):
        self._consent(self._participant("mentee"))
        sitting = self._sitting("needs", anonymous=True)
        page = sitting.invitation_ids.sudo()._open_answer()
        page._mark_in_progress()
        question = sitting.survey_id.sudo().question_ids.filtered(
            lambda q: q.mentorship_code == "A4"
        )
        page._save_lines(question, "Дисциплина")
        page._mark_done()
        self.assertFalse(page.user_input_line_ids)
        self.assertFalse(page.start_datetime or page.end_datetime)
        self.assertFalse(page.partner_id or page.email)
        self.assertEqual(len(sitting.sudo().anonymous_box), 1)
        self.root["mentorship.sitting"].sudo()._cron_sittings()
        self.assertFalse(page.exists())

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from .survey_common import SurveyCommon


class TestSurvey(SurveyCommon):
    """Questionnaires: asked, answered, counted, and what must not happen to them."""

    def test_eight_questionnaires_are_shipped(self):
        surveys = self.env["survey.survey"].search(
            [("mentorship_purpose", "!=", False)]
        )
        purposes = dict(
            self.env["survey.survey"]._fields["mentorship_purpose"].selection
        )
        self.assertEqual(set(surveys.mapped("mentorship_purpose")), set(purposes))
        needs = surveys.filtered(lambda s: s.mentorship_purpose == "needs")
        areas = needs.question_ids.matrix_row_ids.mentorship_area_id
        self.assertEqual(
            areas, self.env["mentorship.area"].search([("company_id", "=", False)])
        )
        words = " ".join(surveys.question_ids.mapped("title")).lower()
        self.assertNotIn("выгоран", words)
        self.assertNotIn("согласие на обработку", words)

    def test_loading_again_makes_nothing_twice(self):
        count = self.root["survey.survey"].search_count(
            [("survey_type", "=", "mentorship")]
        )
        self.root["survey.survey"]._load_questionnaires()
        again = self.root["survey.survey"].search_count(
            [("survey_type", "=", "mentorship")]
        )
        self.assertEqual(count, again)

    def test_everybody_of_the_bank_is_asked_once(self):
        self._outsiders("mentee", 3)
        self._participant("mentor")
        sitting = self._sitting("needs")
        self.assertEqual((sitting.invited, sitting.answered), (3, 0))
        self._participant("mentee")
        sitting.action_open()
        self.assertEqual(sitting.invited, 4)
        self.assertEqual(len(set(sitting.invitation_ids.mapped("token"))), 4)

    def test_all_teachers_may_be_asked(self):
        job = self.root["hr.job"].create({"name": "Учитель", "is_pedagogical": True})
        self.root["hr.employee"].browse(
            [self.staff["second"].id, self.staff["novice"].id]
        ).job_id = job
        sitting = self._sitting("mentor", whole_staff=True)
        self.assertEqual(
            set(sitting.invitation_ids.mapped("name")),
            {"Морозов Сергей Павлович", "Лебедева Анна Юрьевна"},
        )

    def test_needs_flow_to_the_bank(self):
        mentee = self._participant("mentee")
        self._consent(mentee)
        mentor = self._participant("mentor")
        sitting = self._sitting("needs")
        self._answers(
            sitting.invitation_ids,
            areas=2,
            formats=["Дистанционно", "В группе"],
            readiness="Да",
            wish="с Ивановой Ириной",
            A4="Дисциплина",
        )
        self.assertEqual(set(mentee.area_line_ids.mapped("score")), {2})
        self.assertEqual(len(mentee.area_line_ids), 11)
        self.assertEqual(
            set(mentee.type_ids.mapped("name")),
            {"виртуальное (дистанционное)", "в группах"},
        )
        wish = mentee.preference_ids
        self.assertEqual((wish.partner_id, wish.kind), (mentor.partner_id, "wish"))
        self.assertEqual(sitting.answered, 1)

    def test_who_means_nobody_gives_the_curator_nothing_to_read(self):
        """«Нет» is no name; a name that the bank does not know is read by hand."""
        mentees = self._outsiders("mentee", 4)
        self._consent(mentees)
        sitting = self._sitting("needs")
        said = ("Нет", "– не важно.", "", "Мария из начальной школы")
        for invitation, text in zip(sitting.invitation_ids, said, strict=True):
            person = invitation.participant_id
            self._answers(invitation, areas=1, wish=text)
            self.assertEqual(bool(person.activity_ids), text.startswith("Мария"), text)

    def test_a_mentors_not_now_keeps_him_out_of_matching(self):
        mentor = self._participant("mentor")
        self._consent(mentor)
        sitting = self._sitting("mentor")
        self._answers(
            sitting.invitation_ids,
            areas=3,
            capacity=2.0,
            readiness="Пока нет",
            veto="Петрова не назначать",
        )
        self.assertEqual(mentor.readiness, "later")
        self.assertEqual(mentor.capacity, 2)
        # Nobody of this name stands in the bank: the curator reads it himself.
        self.assertFalse(mentor.preference_ids)
        self.assertTrue(mentor.activity_ids)

    def test_who_is_ready_enters_the_bank(self):
        job = self.root["hr.job"].create({"name": "Учитель", "is_pedagogical": True})
        employee = self.root["hr.employee"].browse(self.staff["second"].id)
        employee.job_id = job
        sitting = self._sitting("mentor", whole_staff=True)
        invitation = sitting.invitation_ids
        self.env["mentorship.consent"].create(
            {"partner_id": invitation.partner_id.id, "kind": "data_processing"}
        ).action_sign("2026-11-01")
        self._answers(invitation, areas=2, readiness="Готов(а) сейчас")
        entry = invitation.participant_id
        self.assertEqual(entry.employee_id.id, employee.id)
        self.assertEqual(entry.role, "mentor")
        self.assertEqual(len(entry.area_line_ids), 11)

    def test_without_consent_nothing_lies_under_the_name(self):
        mentee = self._participant("mentee")
        sitting = self._sitting("needs")
        invitation = sitting.invitation_ids
        self.assertIn("without your name", invitation._notice(False))
        self._answers(invitation, areas=3, wish="Иванова")
        self.assertEqual(invitation.state, "answered")
        self.assertFalse(invitation.date_answered)
        self.assertFalse(self.env["mentorship.answer"].search([]))
        self.assertFalse(mentee.area_line_ids)
        self.assertFalse(mentee.preference_ids)

    def test_answered_twice(self):
        mentee = self._participant("mentee")
        self._consent(mentee)
        sitting = self._sitting("needs")
        self._answers(sitting.invitation_ids, areas=1)
        self.assertRefused(
            UserError, "have been received", self._answers, sitting.invitation_ids
        )
        self.assertRefused(
            UserError,
            "has answered already",
            sitting.invitation_ids.action_mark_paper,
        )
        self.assertEqual(sitting.answered, 1)

    def test_after_the_deadline(self):
        self._consent(self._participant("mentee"))
        sitting = self._sitting("needs")
        with self._on("2026-12-02 09:00:00"):
            self.assertRefused(
                UserError, "closed", self._answers, sitting.invitation_ids, areas=1
            )
        sitting.action_close()
        self.assertRefused(
            UserError, "closed", self._answers, sitting.invitation_ids, areas=1
        )

    def test_paper_is_typed_in_number_by_number(self):
        mentee = self._participant("mentee")
        self._consent(mentee)
        sitting = self._sitting("needs")
        sitting.invitation_ids.action_mark_paper()
        self.assertEqual(sitting.answered, 1)
        action = sitting.action_type_in()
        form = Form(self.env["mentorship.sheet"].with_context(**action["context"]))
        form.invitation_id = sitting.invitation_ids
        form.date = self._day("2026-11-20")
        for index in range(len(form.line_ids)):
            with form.line_ids.edit(index) as line:
                if line.number.startswith("4."):
                    line.typed = "3"
                elif line.number == "3":
                    line.typed = "1, 4"
                elif line.number == "1":
                    line.typed = "2,5 года"
                elif line.number == "17":
                    line.typed = "1"
        form.save().action_save()
        self.assertEqual(set(mentee.area_line_ids.mapped("score")), {3})
        self.assertEqual(mentee.area_line_ids[0].date, self._day("2026-11-20"))
        answers = self.env["mentorship.answer"].search([("code", "=", "A2")])
        self.assertEqual(
            answers.mapped("answer"), ["Начинаю работать", "Осваиваю новое направление"]
        )
        years = self.env["mentorship.answer"].search([("code", "=", "A1")])
        self.assertEqual(years.value, 2.5)
        self.assertRefused(UserError, "received", form.save().action_save)

    def test_slips_for_those_who_have_not_answered(self):
        """Each slip has the name and the link as a QR code."""
        sitting = self._sitting("needs")
        report = self.env.ref("school_mentorship.mentorship_slips_report")
        html, _kind = report._render_qweb_html(report.report_name, sitting.ids)
        page = html.decode()
        self.assertEqual(
            page.count("data:image/png;base64,"), len(sitting.invitation_ids)
        )
        for invitation in sitting.invitation_ids:
            self.assertIn(invitation.name.split(" ")[0], page)

    def test_the_window_is_asked_for_by_a_client(self):
        """A program that names the sitting gets the same lines as the screen."""
        sitting = self._sitting("needs")
        sheets = self.env["mentorship.sheet"]
        sheet = sheets.create({"sitting_id": sitting.id})
        form = Form(sheets.with_context(default_sitting_id=sitting.id))
        numbers = [line["number"] for line in form.line_ids._records]
        self.assertEqual(sheet.line_ids.mapped("number"), numbers)
        self.assertIn("4.11", numbers)

    def test_a_table_typed_in_one_go(self):
        """All marks in the first row, or left behind in it by a slow machine."""
        mentees = self._outsiders("mentee", 2)
        self._consent(mentees)
        sitting = self._sitting("needs")
        for invitation, typed in zip(
            sitting.invitation_ids,
            (["32100123012"], ["32", "100", "123012"]),
            strict=True,
        ):
            sheet = self.env["mentorship.sheet"].create(
                {"sitting_id": sitting.id, "invitation_id": invitation.id}
            )
            rows = sheet.line_ids.filtered("row_id")
            for row, text in zip(rows, typed, strict=False):
                row.typed = text
            sheet.action_save()
            lines = invitation.participant_id.area_line_ids.sorted("area_id")
            self.assertEqual("".join(str(s) for s in lines.mapped("score")), "32112312")

    def test_two_numbers_in_a_row_of_a_table(self):
        """A slip of the finger is not spread over what stands below it."""
        self._consent(self._outsiders("mentee", 1))
        sitting = self._sitting("needs")
        sheet = self.env["mentorship.sheet"].create(
            {"sitting_id": sitting.id, "invitation_id": sitting.invitation_ids.id}
        )
        rows = sheet.line_ids.filtered("row_id")
        for row, text in zip(rows, "3 21 1 0 0 1 2 3 0 1 2".split(), strict=True):
            row.typed = text
        self.assertRefused(
            UserError, "4.2. Проектирование урока: «21»", sheet.action_save
        )

    def test_a_wrong_number_on_paper_names_its_question(self):
        self._consent(self._participant("mentee"))
        sitting = self._sitting("needs")
        action = sitting.action_type_in()
        form = Form(self.env["mentorship.sheet"].with_context(**action["context"]))
        form.invitation_id = sitting.invitation_ids
        with form.line_ids.edit(4) as line:
            self.assertEqual(line.number, "4.2")
            line.typed = "7"
        sheet = form.save()
        self.assertRefused(
            UserError, "4.2. Проектирование урока: «7» is no answer", sheet.action_save
        )
        self.assertEqual(sitting.answered, 0)

    def test_sheets_without_names_are_no_more_than_handed_in(self):
        self._outsiders("mentee", 2)
        sitting = self._sitting("needs", anonymous=True)
        action = sitting.action_type_in()
        form = Form(self.env["mentorship.sheet"].with_context(**action["context"]))
        with form.line_ids.edit(4) as line:
            line.typed = "2"
        self.assertRefused(UserError, "Mark in the list first", form.save().action_save)
        sitting.invitation_ids[0].action_mark_paper()
        form.save().action_save()
        self.assertRefused(UserError, "Mark in the list first", form.save().action_save)
        self.assertRefused(
            UserError,
            "answers are here",
            sitting.invitation_ids[0].action_unmark_paper,
        )

    def test_questions_with_answers_do_not_change(self):
        self._consent(self._participant("mentee"))
        sitting = self._sitting("needs")
        survey = sitting.survey_id.with_env(self._as(self.users["admin"]))
        question = survey.question_ids[3]
        row = question.matrix_row_ids[0]
        # Before the first answer a question may be put better.
        question.title = "В чём Вам нужна поддержка?"
        self._answers(sitting.invitation_ids, areas=1)
        for act, args in (
            (question.write, [{"title": "Другое"}]),
            (question.unlink, []),
            (row.unlink, []),
            (row.write, [{"value": "Другое"}]),
            (
                row.create,
                [{"value": "Новая строка", "matrix_question_id": question.id}],
            ),
        ):
            self.assertRefused(UserError, "has been answered", act, *args)
        self.assertRefused(UserError, "were asked", survey.unlink)
        self.assertRefused(
            UserError,
            "archive it instead",
            row.mentorship_area_id.with_env(self._as(self.users["admin"])).unlink,
        )
        self.assertEqual(len(self.env["mentorship.answer"].search([])), 11)

    def test_a_new_edition_is_the_schools_own(self):
        shipped = self.env["survey.survey"]._questionnaire("short", self.company)
        action = shipped.action_new_edition()
        own = self.env["survey.survey"].browse(action["res_id"])
        self.assertEqual(own.mentorship_company_id, self.company)
        self.assertEqual(own.title, shipped.title)
        own.question_ids[0].title = "Полезны ли встречи?"
        self.assertEqual(
            own.question_ids.mapped("mentorship_code"),
            shipped.question_ids.mapped("mentorship_code"),
        )
        self.assertEqual(
            self.env["survey.survey"]._questionnaire("short", self.company), own
        )
        self.assertTrue(shipped.active)

    def test_a_mentor_answers_for_each_pair(self):
        pairs = self._pairs_at_work(2)
        sitting = self._sitting("monitoring_mentor")
        self.assertEqual(sitting.invitation_ids.pair_id, pairs)
        self.assertIn("Новиков1", sitting.invitation_ids[0].name)
        nameless = self._sitting("monitoring_mentor", anonymous=True)
        self.assertFalse(nameless.invitation_ids.pair_id)

    def test_results_of_a_school_with_two_pairs(self):
        pairs = self._pairs_at_work(2)
        start = self._sitting("start_mentee")
        for invitation in start.invitation_ids:
            self._answers(invitation, D1=2, D2=2, D3=2, D4=2, D5=2, D6=5)
        sitting = self._sitting("monitoring_mentee")
        first, second = sitting.invitation_ids
        self._answers(
            first, D1=4, D2=4, D3=4, D4=4, D5=4, E1=5, E2=5, E3=5, E4=5, E7=4, E8=10
        )
        self._answers(
            second, D1=3, D2=3, D3=3, D4=3, D5=3, E1=2, E2=3, E3=3, E4=2, E7=2, E8=3
        )
        figures = sitting._figures()
        self.assertEqual(figures["satisfaction"], (1, 2))
        self.assertEqual(figures["growth"], (1.5, 2))
        self.assertEqual((figures["promoters"], figures["critics"]), (1, 1))
        self.assertEqual(figures["rate"], 100)
        self.assertIn("50", sitting.results)
        mentees = pairs.mentee_ids
        scores = self.env["mentorship.answer"]._scores(
            mentees, ["start_mentee", "monitoring_mentee"]
        )
        sheets = scores[first.participant_id]
        self.assertEqual([s["values"]["D1"] for s in sheets], [2.0, 4.0])

    def test_areas_before_and_after(self):
        pairs = self._pairs_at_work(1)
        sitting = self._sitting("monitoring_mentor")
        sheet = self._sheet(sitting.survey_id, areas=3)
        after = sitting.survey_id.question_ids.filtered(
            lambda q: q.mentorship_code == "G3b"
        )
        one = after.suggested_answer_ids.filtered(lambda o: o.answer_score == 1)
        for item in sheet:
            if item["question"] == after.id:
                item["option"] = one.id
        sitting.invitation_ids._receive(sheet, named=True)
        areas = sitting._figures()["areas"]
        self.assertEqual(len(areas), 11)
        self.assertEqual((areas[0]["before"], areas[0]["after"]), (3.0, 1.0))
        self.assertIn("before and after", sitting.results)
        scores = self.env["mentorship.answer"]._scores(
            pairs.mentor_id, ["monitoring_mentor"], pairs=pairs
        )
        (said,) = scores[pairs.mentor_id]
        self.assertEqual(set(said["areas"]["G3b"].values()), {1.0})
        self.assertEqual(said["pair"], pairs)

    def test_questions_keep_the_numbers_of_the_sheet(self):
        """What the curator alone reads stays out; the others keep their numbers."""
        self._consent(self._participant("mentee"))
        sitting = self._sitting("needs")
        self._answers(sitting.invitation_ids, areas=1, wish="Иванова", A11a="Да")
        numbers = {row["code"]: str(row["number"]) for row in sitting._results()}
        self.assertNotIn("wish", numbers)
        sheet = {q.mentorship_code: n for n, q, _row in sitting.survey_id._items()}
        self.assertEqual(numbers["A11a"], sheet["A11a"])

    def test_the_curators_sheet_has_a_level(self):
        sitting = self._sitting("curator_sheet")
        self.assertEqual(len(sitting.invitation_ids), 1)
        marks = {f"K{number}": 2 for number in range(1, 11)}
        self._answers(sitting.invitation_ids, **{**marks, "K10": 0}, S="Опытные кадры")
        figures = sitting._figures()
        self.assertEqual((figures["points"], figures["level"]), (18, "высокий"))

    def test_hand_counts_and_paper_prove_the_line(self):
        roadmap = self._roadmap()
        line = self._lines(roadmap, evidence="survey", evidence_purpose="needs")
        self.assertIn("given out", line.hint)
        mentees = self._outsiders("mentee", 4)
        self._consent(mentees)
        sitting = self._sitting(
            "needs", hand_invited=3, hand_answered=2, hand_basis="Протокол № 1"
        )
        first, second, third, _fourth = sitting.invitation_ids
        self._answers(first, areas=1)
        second.action_mark_paper()
        self._commit()
        line.invalidate_recordset()
        self.assertEqual((line.done, line.expected), (4, 7))
        self.assertEqual(line.progress, 57)
        self.assertIn("No answer", line.hint)
        action = line.action_open_missing()
        self.assertEqual(action["res_model"], "mentorship.invitation")
        third.action_mark_paper()
        self._commit()
        line.invalidate_recordset()
        self.assertEqual(line.done, 5)

    def test_slips_with_codes_for_those_who_wait(self):
        """One slip a person, with his link as a QR code; who has answered has none."""
        people = self._outsiders("mentee", 2)
        self._consent(people)
        sitting = self._sitting("needs")
        done, waiting = sitting.invitation_ids
        self._answers(done, areas=1)
        report = self.env.ref("school_mentorship.mentorship_slips_report")
        page = report._render_paper_html(sitting)
        self.assertIn(waiting.link, page)
        self.assertNotIn(done.link, page)
        self.assertEqual(page.count("data:image/png;base64,"), 1)

    def test_means_in_the_readers_figures(self):
        people = self._outsiders("mentee", 2)
        self._consent(people)
        sitting = self._sitting("needs")
        for invitation, mark in zip(sitting.invitation_ids, (1, 2), strict=True):
            self._answers(invitation, areas=mark)
        russian = sitting.with_context(lang="ru_RU")
        self.assertIn("<b>1,5</b>", russian.results)
        self.assertNotIn("<b>1.5</b>", russian.results)

    def test_numbers_by_hand_need_a_basis(self):
        self.assertRefused(
            UserError,
            "where the sheets are",
            self._sitting,
            "needs",
            hand_invited=3,
            hand_answered=2,
        )
        self.assertRefused(
            UserError,
            "as were asked",
            self._sitting,
            "needs",
            hand_invited=1,
            hand_answered=2,
            hand_basis="Папка",
        )

    def test_e_mails_and_one_reminder(self):
        mentees = self._outsiders("mentee", 3)
        mentees[0].partner_id.sudo().email = "first@example.org"
        sitting = self._sitting("needs")
        mails = self.root["mail.mail"].sudo()
        before = mails.search_count([])
        sitting.action_send()
        mail = mails.search([], order="id desc", limit=1)
        self.assertEqual(mails.search_count([]), before + 1)
        self.assertEqual(mail.email_to, "first@example.org")
        self.assertIn(sitting.invitation_ids[0].sudo().token, mail.body_html)
        for day, count in (("25", 1), ("28", 2), ("29", 2), ("30", 2)):
            with self._on(f"2026-11-{day} 03:00:00"):
                self.root["mentorship.sitting"].sudo()._cron_sittings()
            self.assertEqual(mails.search_count([]), before + count, day)

    def test_no_curator_no_sheet_at_night(self):
        """The system itself is never asked how the school's mentoring goes."""
        self.school.curator_id = False
        sitting = self._sitting("curator_sheet")
        self.assertTrue(sitting._people())
        self.assertEqual(sitting.with_user(SUPERUSER_ID)._people(), [])

    def test_a_questionnaire_stands_on_one_page_by_invitation(self):
        own = self.env["survey.survey"].create(
            {
                "title": "Своя",
                "survey_type": "mentorship",
                "mentorship_purpose": "short",
            }
        )
        self.assertEqual((own.questions_layout, own.access_mode), ("one_page", "token"))
        self.assertRefused(
            ValidationError, "on one page", own.write, {"access_mode": "public"}
        )

    def test_states_are_moved_by_buttons(self):
        sitting = self._sitting("needs")
        for vals in ({"state": "closed"}, {"sheet_count": 5}):
            self.assertRefused(UserError, "buttons", sitting.write, vals)
        self._outsiders("mentee", 1)
        sitting.action_open()
        self.assertRefused(
            UserError,
            "follows from the answers",
            sitting.invitation_ids.write,
            {"state": "answered"},
        )
        self.assertRefused(
            UserError, "told what it is", sitting.write, {"anonymous": True}
        )

    def test_a_teacher_answers_only_for_himself(self):
        self._participant("mentee")
        self._outsiders("mentee", 1)
        sitting = self._sitting("needs")
        mine = self.env["mentorship.invitation"].search(
            [("partner_id", "=", self.users["mentee"].partner_id.id)]
        )
        teacher = self._as(self.users["mentee"])
        seen = teacher["mentorship.invitation"].search([])
        self.assertEqual(seen.ids, mine.ids)
        self.assertIn("/mentorship/a/", seen.action_answer()["url"])
        with self.assertRaises(AccessError):
            seen.read(["token"])
        other = (sitting.invitation_ids - mine).with_env(teacher)
        with self.assertRaises(AccessError):
            other.action_answer()

    def test_as_many_queries_for_fifty_as_for_one(self):
        """Asking, listing, counting: the number of queries does not grow."""
        counts = {}
        for number in (1, 50):
            company = self.root["res.company"].create({"name": f"Школа {number}"})
            admin = self.users["admin"]
            admin.sudo().company_ids |= company
            env = self._as(admin, company)
            partners = self.root["res.partner"].create(
                [{"name": f"Кузнецов{index} Иван Петрович"} for index in range(number)]
            )
            env["mentorship.participant"].create(
                [{"role": "mentee", "partner_id": p.id} for p in partners]
            )
            survey = env["survey.survey"]._questionnaire("needs", company)
            sitting = env["mentorship.sitting"].create({"survey_id": survey.id})
            env.flush_all()
            env.invalidate_all()
            start = self.cr.sql_log_count
            sitting.action_open()
            env.flush_all()
            opened = self.cr.sql_log_count
            env.invalidate_all()
            sitting.invitation_ids.web_read({"name": {}, "state": {}, "email": {}})
            sitting.web_read({"invited": {}, "answered": {}, "rate": {}})
            counts[number] = (opened - start, self.cr.sql_log_count - opened)
        self.assertEqual(counts[1], counts[50])

import io

import docx
import pdfplumber

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .test_reports import HOSTILE
from .test_reports_papers import CERTIFICATE, MODULE, PapersCase

PROGRAM = f"{MODULE}mentorship_program_document"
LOG = f"{MODULE}mentorship_program_log_document"
NOTE = f"{MODULE}mentorship_program_note_document"
SUMMARY = f"{MODULE}mentorship_monitoring_document"
FOLDER = f"{MODULE}mentorship_pair_folder_document"


@tagged("post_install", "-at_install")
class TestProgramPapers(PapersCase):
    """The program, its log and note, and the summary of monitoring on paper."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._order(cls.pair)
        cls.order.action_to_sign()
        cls.order.register("125-ОД", "2025-09-14")
        cls.form = cls.env["mentorship.work.form"].search([], limit=1)
        cls.areas = cls.env["mentorship.area"].search([], limit=2)
        cls.program = cls.env["mentorship.program"].create(
            {
                "pair_id": cls.pair.id,
                "name": "Первые шаги",
                "goal": "Уверенно вести урок",
                "planned_results": "Открытый урок проведён",
                "task_ids": [
                    Command.create({"name": "Освоить журнал;"}),
                    Command.create({"name": "Провести урок"}),
                ],
                "area_line_ids": [
                    Command.create(
                        {
                            "area_id": cls.areas[0].id,
                            "before": 3,
                            "target": 1,
                            "after": 1,
                        }
                    ),
                    Command.create({"area_id": cls.areas[1].id, "before": 2}),
                ],
                "session_ids": [
                    Command.create(
                        {
                            "name": "Знакомство с документами",
                            "work_form_id": cls.form.id,
                            "period": "month",
                            "date_start": "2025-10-01",
                            "duration": 90,
                            "result": "Согласован план",
                            "next_step": "Показать конспект",
                        }
                    ),
                    Command.create(
                        {
                            "name": "Открытый урок",
                            "date_start": "2025-10-20",
                            "date_end": "2025-10-20",
                        }
                    ),
                ],
            }
        )
        cls.program.action_approve()
        cls.program.session_ids[0].date_held = "2025-10-07"

    def _words(self, report, records):
        return self._text(report, records).replace("\xa0", " ")

    def test_program_has_its_parts(self):
        """Title sheet with both grifs, then all parts, signatures last."""
        content = self._print(PROGRAM, self.program)
        self._assert_paper(content)
        pages = self._pages(content)
        for words in (
            "СОГЛАСОВАНО",
            "УТВЕРЖДАЮ",
            "Директор МБОУ «СОШ № 20»",
            "ПЕРСОНАЛИЗИРОВАННАЯ ПРОГРАММА НАСТАВНИЧЕСТВА",
            "«Первые шаги»",
            "Иванова Ирина Ивановна, учитель математики",
            "Орлов Лев Сергеевич, учитель ИЗО",
            "с 15 сентября 2025 г. по 31 мая 2026 г.",
            "г. Киров, 2025",
        ):
            self.assertIn(words, pages[0].replace("\xa0", " "))
        text = " ".join(pages[1:]).replace("\xa0", " ")
        parts = [
            "1. Пояснительная записка",
            "2. Цель и задачи",
            "Уверенно вести урок.",
            "1) Освоить журнал;",
            "2) Провести урок.",
            "3. Участники программы",
            "4. Направления работы и показатели",
            "5. Планируемые результаты",
            "6. План мероприятий",
            "Знакомство с документами",
            "07.10.2025",
            "7. Мониторинг и завершение программы",
            "Н.В. Козлова",
        ]
        places = [text.find(part) for part in parts]
        self.assertNotIn(-1, places, dict(zip(parts, places, strict=True)))
        self.assertEqual(places, sorted(places))
        self.assertNotIn("г..", text)

    def test_approved_by_an_order(self):
        """The grif names the order when there is one."""
        order = self._order_of(
            "programs",
            program_ids=[Command.set(self.program.ids)],
            pair_ids=[Command.set(self.pair.ids)],
        )
        order._write_guarded(
            {"state": "registered", "number": "130-ОД", "date": "2025-09-30"}
        )
        text = self._words(PROGRAM, self.program)
        self.assertIn("УТВЕРЖДЕНО", text)
        self.assertIn("от 30 сентября 2025 г. № 130-ОД", text)
        self.assertNotIn("УТВЕРЖДАЮ", text)

    def test_log(self):
        """The log lies across the page and holds what was held, with the sum."""
        content = self._print(LOG, self.program)
        self._assert_paper(content, wide=True)
        text = " ".join(self._pages(content)).replace("\xa0", " ")
        for words in (
            "ЖУРНАЛ ВСТРЕЧ",
            "07.10.2025",
            "90",
            "Согласован план",
            "Показать конспект",
            "Всего: 1 встреча, 1 ч 30 мин.",
        ):
            self.assertIn(words, text)
        self.assertNotIn("Открытый урок", text)

    def test_log_of_a_group_names_who_came(self):
        """In a group the log says who was there."""
        other = self._participant("Белова Мария Олеговна", "Учитель химии", "mentee")
        mentor = self._participant("Громова Елена Юрьевна", "Учитель музыки", "mentor")
        third = self._participant("Зайцев Илья Романович", "Педагог", "mentee")
        pair = self._pair(mentor, other, third)
        program = self.env["mentorship.program"].create(
            {"pair_id": pair.id, "name": "Группа", "goal": "Цель"}
        )
        self.env["mentorship.session"].create(
            {
                "program_id": program.id,
                "name": "Семинар",
                "date_held": "2025-10-07",
                "attendee_ids": [Command.set(other.ids)],
            }
        )
        text = self._words(LOG, program)
        self.assertIn("ЖУРНАЛ ВСТРЕЧ наставнической группы", text)
        self.assertIn("Белова М.О.", text)
        self.assertNotIn("Зайцев И.Р.", text)

    def test_note_is_drafted_from_the_log(self):
        """Everything but the remark comes from the records."""
        text = self._words(NOTE, self.program)
        for words in (
            "СПРАВКА о реализации персонализированной программы наставничества",
            "от 14 сентября 2025 г. № 125-ОД",
            "Из 2 запланированных мероприятий проведено 1 (50 %)",
            "Всего состоялось 1 встреча общей продолжительностью 1 ч 30 мин",
            "Согласован план.",
            "не измерялось",
            "−2",
            "(нужное подчеркнуть)",
        ):
            self.assertIn(words, text)

    def test_note_says_the_answer(self):
        """The conclusion is the answer that was given, with its ground."""
        self.program.result_note = "Провёл открытый урок."
        for result, words in (
            ("done", "Программа выполнена. Цель достигнута"),
            ("partly", "Программа выполнена частично. Работа по программе завершена."),
            ("extended", "продлён до 31 августа 2026 г."),
            ("ended", "прекращена досрочно. Причина: увольнение."),
        ):
            self.program._record_result(
                result,
                self.program.date_end.replace(month=8),
                "увольнение" if result == "ended" else False,
            )
            with self.subTest(result=result):
                text = self._words(NOTE, self.program)
                self.assertIn(words, text)
                self.assertIn("Провёл открытый урок.", text)
                self.assertNotIn("нужное подчеркнуть", text)

    def test_summary_of_monitoring(self):
        """The summary names shares and means; means of few are hidden."""
        monitoring = self.env["mentorship.monitoring"].create(
            {
                "company_id": self.company.id,
                "season": "final",
                "date_start": "2026-05-01",
                "date_end": "2026-05-20",
                "sheet_needs": "2",
                "strengths": "Дружный коллектив",
                "conclusion": "Продолжить работу.",
            }
        )
        content = self._print(SUMMARY, monitoring)
        self._assert_paper(content)
        text = " ".join(self._pages(content)).replace("\xa0", " ")
        for words in (
            "СВОДКА РЕЗУЛЬТАТОВ итогового мониторинга",
            "2025/2026 учебный год",
            "1 из 2 (50 %)",
            "не показывается",
            "Иванова И.И.",
            "Пары (группы) сформированы с учётом запросов да 2",
            "Дружный коллектив",
            "Продолжить работу.",
        ):
            self.assertIn(words, text)

    def test_all_join_the_folder(self):
        """The folder of the pair holds the program, the log, the rounds, the note."""
        monitoring = self.env["mentorship.monitoring"].create(
            {
                "company_id": self.company.id,
                "season": "interim",
                "date_start": "2025-12-20",
                "date_end": "2026-01-20",
            }
        )
        contents = self._pages(self._print(FOLDER, self.pair))[1]
        self.assertIn("Журнал встреч", contents)
        self.assertNotIn("Мониторинг", contents)
        self.assertNotIn("Справка о реализации", contents)
        monitoring.action_done()
        self.program._record_result("done", self.program.date_end)
        contents = self._pages(self._print(FOLDER, self.pair))[1]
        found = [
            contents.index(part)
            for part in (
                "Дополнительные соглашения"
                if self.pair._folder_agreements()
                else "Приказы",
                "Персонализированная программа «Первые шаги»",
                "Журнал встреч – Иванова",
                "Промежуточный мониторинг 2025/2026",
                "Справка о реализации программы",
            )
        ]
        self.assertEqual(found, sorted(found))

    def test_certificate_counts_meetings(self):
        """The certificate says how many meetings and hours there were."""
        text = self._words(CERTIFICATE, self.mentor)
        self.assertIn("1 встреча общей продолжительностью 1 ч 30 мин", text)
        self.assertIn("1 встреча, 1 ч 30 мин", text)

    def test_hostile_text(self):
        """Text of a user is text, whatever stands in it."""
        self.program.write({"name": HOSTILE, "goal": HOSTILE, "result_note": HOSTILE})
        self.program.session_ids[0].write({"result": HOSTILE, "name": HOSTILE})
        for report in (PROGRAM, LOG, NOTE):
            with self.subTest(report):
                self.assertIn(
                    "<b data-slot='number'>", self._words(report, self.program)
                )

    def test_docx_beside_every_pdf(self):
        """Every paper has its DOCX with the same words."""
        monitoring = self.env["mentorship.monitoring"].create(
            {"company_id": self.company.id}
        )
        for name, record, words in (
            ("program", self.program, "Пояснительная записка"),
            ("program_log", self.program, "ЖУРНАЛ ВСТРЕЧ"),
            ("program_note", self.program, "Динамика показателей"),
            ("monitoring", monitoring, "Основные показатели"),
        ):
            report = self.env.ref(f"school_mentorship.mentorship_{name}_report")
            _name, content = report._docx_download(record.ids)
            document = docx.Document(io.BytesIO(content))
            text = " ".join(
                element.text or ""
                for element in document.element.body.iter()
                if hasattr(element, "text")
            )
            with self.subTest(name):
                self.assertIn(words, text.replace("\xa0", " "))

    def test_a_member_prints_his_own_program(self):
        """A mentor prints program and log of his pair, and of no other pair."""
        user = new_test_user(
            self.env,
            login="paper_mentor",
            groups="base.group_user",
            company_id=self.company.id,
        )
        self.mentor.employee_id.user_id = user
        reports = self.reports.with_user(user)
        for report in (PROGRAM, LOG):
            content, _kind = reports._render_qweb_pdf(report, self.program.ids)
            with pdfplumber.open(io.BytesIO(content)) as document:
                self.assertIn("Орлов Лев", document.pages[0].extract_text())
        other = self._pair(
            self._participant("Громова Елена Юрьевна", "Учитель музыки", "mentor"),
            self._participant("Белова Мария Олеговна", "Учитель химии", "mentee"),
        )
        foreign = self.env["mentorship.program"].create(
            {"pair_id": other.id, "name": "Чужая"}
        )
        with self.assertRaises(AccessError):
            reports._render_qweb_pdf(PROGRAM, foreign.ids)

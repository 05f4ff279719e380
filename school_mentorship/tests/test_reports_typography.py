import io
from datetime import date

import pdfplumber

from odoo import Command
from odoo.tests import tagged

from odoo.addons.school_mentorship.tools import russian

from .test_reports import CONSENT, ORDER
from .test_reports_papers import (
    AGREEMENT,
    CERTIFICATE,
    JOURNAL,
    MENTOR_CHANGE,
    MODULE,
    THANKS,
    PapersCase,
)

PROGRAM = f"{MODULE}mentorship_program_document"
LOG = f"{MODULE}mentorship_program_log_document"
NOTE = f"{MODULE}mentorship_program_note_document"
EVENT_PROGRAM = f"{MODULE}mentorship_event_program_document"
MINUTES = f"{MODULE}mentorship_event_minutes_document"
PRACTICE = f"{MODULE}mentorship_practice_document"
LONG_NAME = (
    "муниципальное бюджетное общеобразовательное учреждение «Средняя школа с "
    "углублённым изучением отдельных предметов имени дважды Героя Советского Союза "
    "маршала авиации Александра Ивановича Покрышкина» муниципального образования "
    "«Верхнекамский муниципальный округ» Кировской области Российской Федерации"
)
LONG_POSITION = (
    "преподаватель-организатор основ безопасности и защиты Родины, заместитель "
    "директора по административно-хозяйственной и воспитательной работе, классный "
    "руководитель"
)


@tagged("post_install", "-at_install")
class TestTypography(PapersCase):
    """Papers as a typographer and a clerk look at them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = cls.env["mentorship.program"].create(
            {"pair_id": cls.pair.id, "name": "Памятка «Первый месяц»", "goal": "Урок"}
        )

    def _event(self, **vals):
        return self.env["mentorship.event"].create(
            {
                "name": "Разговор с родителями",
                "kind": "round_table",
                "date_start": "2026-05-26",
                "company_id": self.company.id,
                **vals,
            }
        )

    def _words(self, content):
        """The words of every page with their places."""
        with pdfplumber.open(io.BytesIO(content)) as document:
            return [page.extract_words() for page in document.pages]

    def test_quotation_marks_inside_quotation_marks(self):
        """«Памятка „Первый месяц“», not two closing marks in a row."""
        self.assertEqual(
            russian.quoted("Памятка «Первый месяц»"), "«Памятка „Первый месяц“»"
        )
        self.assertEqual(russian.quoted('Кружок "Искра"'), "«Кружок „Искра“»")
        self.assertEqual(russian.quoted("«Искра»"), "«Искра»")
        self.assertEqual(russian.quoted("«А» и «Б»"), "«„А“ и „Б“»")
        self.assertEqual(russian.quoted("«А «Б»"), "«А „Б“»")
        self.assertEqual(russian.quoted(" "), "")
        practice = self.env["mentorship.practice"].create(
            {
                "name": "Памятка «Первый месяц»",
                "company_id": self.company.id,
                "author_ids": [Command.link(self.mentor.partner_id.id)],
            }
        )
        for report, record in ((PROGRAM, self.program), (PRACTICE, practice)):
            text = self._text(report, record)
            self.assertIn("«Памятка „Первый месяц“»", text)
            self.assertNotIn("»»", text)

    def test_days_of_an_event(self):
        day = self._day
        for start, end, words in (
            ("2027-01-26", "2027-01-28", "26–28 января 2027 г."),
            ("2027-01-30", "2027-02-02", "с 30 января по 2 февраля 2027 г."),
            (
                "2026-12-30",
                "2027-01-02",
                "с 30 декабря 2026 г. по 2 января 2027 г.",
            ),
            ("2027-01-26", "2027-01-26", "26 января 2027 г."),
            ("2027-01-26", None, "26 января 2027 г."),
        ):
            text = russian.days_words(day(start), day(end) if end else None)
            self.assertEqual(text.replace("\u00a0", " "), words)
        self.assertEqual(russian.days_words(None), "")

    def _day(self, text):
        return date.fromisoformat(text)

    def test_program_of_an_event_reads_as_a_sentence(self):
        """«Программа круглого стола»; one full stop after the initials."""
        event = self._event(organizer_id=self.curator.id)
        text = self._text(EVENT_PROGRAM, event)
        self.assertIn("ПРОГРАММА круглого стола «Разговор с родителями»", text)
        self.assertIn("Козлова Н.В.", text)
        self.assertNotIn("..", text)

    def test_minutes_without_data_have_lines(self):
        """Nobody entered yet: lines to write on, no empty list and no bare dash."""
        text = self._text(MINUTES, self._event())
        self.assertIn("Председатель – ____", text)
        self.assertIn("Секретарь – ____", text)
        self.assertIn("Присутствовали (____ чел.):", text)
        self.assertNotIn("(0 чел.)", text)
        self.assertNotIn(": .", text)

    def test_nobody_signs_yet(self):
        """No director, no curator, no place: lines where they will be written."""
        order = self._order_of("curator", signatory_id=False)
        agreement = self._agreement()
        self.school.write(
            {
                "director_id": False,
                "curator_id": False,
                "place": False,
                "address": False,
            }
        )
        journal = self.school.main_journal_id
        for report, record in (
            (ORDER, order),
            (AGREEMENT, agreement),
            (CERTIFICATE, self.mentor),
            (PROGRAM, self.program),
            (MENTOR_CHANGE, self.pair),
            (JOURNAL, journal),
        ):
            text = self._text(report, record)
            with self.subTest(report=report):
                self.assertNotIn("False", text)
                self.assertNotIn("None", text)
                self.assertIn("____", text)
        self.assertIn("Адрес: ____", self._text(AGREEMENT, agreement))
        order = self._words(self._print(ORDER, order))[0]
        line = next(word for word in order if word["text"] == "Директор")
        beside = [w["text"] for w in order if abs(w["top"] - line["top"]) < 8]
        self.assertIn("_" * 20, beside)

    def test_acting_director_signs_an_agreement(self):
        """Who acts for the director, by which order: the right to sign is named."""
        self.school.director_substitute_id = self.curator
        text = self._text(AGREEMENT, self._agreement(is_acting=True))
        self.assertIn(
            "в лице исполняющего обязанности директора Козловой Натальи Викторовны, "
            "действующей на основании приказа от «___»",
            text,
        )
        self.assertIn("И.о. директора", text)
        self.assertIn("Н.В. Козлова", text)
        self.assertNotIn("Устава", text)
        self.assertNotIn("Смирнов", text)

    def test_lines_to_fill_in_leave_no_gaps(self):
        """A line to be filled in by hand does not tear the words around it apart."""
        consent = self._consent(self.mentee, "mentee_participation")
        page = self._words(self._print(CONSENT, consent))[0]
        at = next(i for i, word in enumerate(page) if word["text"] == "Срок")
        first, second = page[at + 1], page[at + 2]
        self.assertLess(second["x0"] - first["x1"], 8)

    def test_note_asks_everybody_to_sign_once(self):
        text = self._text(NOTE, self.program)
        self.assertEqual(text.count("Со справкой ознакомлены:"), 1)
        after = text.split("Со справкой ознакомлены:")[1]
        self.assertIn("Наставник", after)
        self.assertIn("Наставляемый", after)

    def test_note_says_the_same_result_once(self):
        self.program.session_ids = [
            Command.create(
                {
                    "name": f"Встреча {day}",
                    "state": "held",
                    "date_held": f"2025-10-{day}",
                    "result": "Разобрали план урока.",
                }
            )
            for day in (14, 15, 16)
        ]
        text = self._text(NOTE, self.program)
        self.assertEqual(text.count("Разобрали план урока"), 1)

    def test_mentee_is_not_called_a_mentor(self):
        """A certificate of somebody who was a mentee only says so."""
        text = self._text(CERTIFICATE, self.mentee)
        self.assertIn("в базе наставляемых", text)
        self.assertIn("об участии в наставничестве", text)
        self.assertNotIn("базе наставников", text)
        self.assertNotIn("о наставнической деятельности", text)

    def test_who_left_the_bank_was_in_it(self):
        self.mentee.date_out = "2025-12-01"
        text = self._text(CERTIFICATE, self.mentee)
        self.assertIn("состоял в базе наставляемых", text)
        self.assertIn("по 1 декабря 2025 г.", text)

    def test_signature_takes_the_last_row_along(self):
        """However many rows there are, the signatures never lie on a page without
        at least one of them."""
        for number in range(1, 13):
            self.program.session_ids = [
                Command.create(
                    {
                        "name": f"Тема {number}",
                        "state": "held",
                        "date_held": f"2025-10-{number:02}",
                        "duration": 30,
                    }
                )
            ]
            with pdfplumber.open(
                io.BytesIO(self._print(LOG, self.program))
            ) as document:
                last = document.pages[-1].extract_text()
            with self.subTest(rows=number):
                self.assertIn("Куратор", last)
                self.assertIn(f"Тема {number}", last)

    def test_words_are_torn_in_no_cell(self):
        """«не проведено», whole, in the narrow column of the plan."""
        self.program.session_ids = [
            Command.create(
                {
                    "name": "Открытый урок",
                    "period": "month",
                    "date_start": "2025-10-01",
                    "state": "missed",
                }
            )
        ]
        words = [
            word["text"]
            for page in self._words(self._print(PROGRAM, self.program))
            for word in page
        ]
        self.assertIn("проведено", words)

    def test_long_names_do_not_run_into_each_other(self):
        """A letter of thanks of a school with a very long name, to somebody with a
        very long position: nothing lies on anything else, on one page."""
        self.school.name_full = LONG_NAME
        self.mentor.sudo().employee_id.job_title = LONG_POSITION
        self.director.job_title = LONG_POSITION
        pages = self._words(self._print(THANKS, self.mentor))
        self.assertEqual(len(pages), 1)
        words = pages[0]
        for index, one in enumerate(words):
            for other in words[index + 1 :]:
                wide = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
                high = min(one["bottom"], other["bottom"]) - max(
                    one["top"], other["top"]
                )
                self.assertFalse(wide > 1 and high > 4, (one["text"], other["text"]))

    def test_title_sheet_of_a_long_school_is_one_page(self):
        self.school.name_full = LONG_NAME
        pages = self._pages(self._print(PROGRAM, self.program))
        self.assertIn("Срок реализации", pages[0])
        self.assertIn("1. Пояснительная записка", pages[1])

    def test_mentor_of_another_school_is_no_worker_of_ours(self):
        """Somebody from outside signs nothing about labour law and our contract."""
        guest = self.env["mentorship.participant"].create(
            {
                "partner_id": self.env["res.partner"]
                .create({"name": "Огнева Валентина Павловна"})
                .id,
                "role": "mentor",
                "company_id": self.company.id,
                "date_in": "2025-09-01",
            }
        )
        for person, worker in ((self.mentor, True), (guest, False)):
            duties = self._text(CONSENT, self._consent(person, "mentor_duties"))
            data = self._text(CONSENT, self._consent(person, "data_processing"))
            with self.subTest(worker=worker):
                self.assertEqual("351.8 Трудового кодекса" in duties, worker)
                self.assertEqual("работодател" in duties, worker)
                self.assertEqual("трудовому договору" in duties, worker)
                self.assertEqual("трудовые отношения" in data, worker)
                self.assertIn("в отношении", duties)

    def test_large_group_loses_nobody(self):
        """Fourteen mentees: everybody is named, signs, and the term is on the title."""
        letters = "абвгдежзиклмно"
        people = self.env["mentorship.participant"].union(
            *(
                self._participant(f"Ор{letter}ова Анна Ильинична", "Учитель", "mentee")
                for letter in letters
            )
        )
        group = self._pair(self.mentor, *people)
        program = self.env["mentorship.program"].create(
            {"pair_id": group.id, "name": "Школа молодого учителя", "goal": "Урок"}
        )
        pages = self._pages(self._print(PROGRAM, program))
        self.assertIn("14 человек (список – в разделе 3)", pages[0])
        self.assertIn("Срок реализации", pages[0])
        self.assertIn("г. Киров, 2025", pages[0])
        text = " ".join(pages[1:])
        for letter in letters:
            self.assertIn(f"Ор{letter}ова Анна Ильинична", text)
            self.assertIn(f"А.И. Ор{letter}ова", text)
        for page in pages[1:-1]:
            self.assertGreater(len(page), 600, "no page is nearly empty")
        for report in (NOTE, LOG):
            text = self._text(report, program)
            self.assertIn("А.И. Орнова", text)

    def test_order_of_before_knows_nothing_of_later(self):
        """A paper of May speaks of its own school year and of no protocol of August."""
        self.school.council_protocol = "№ 1 от 27.08.2026"
        event = self._event(is_final=True)
        order = self._order_of("event", event_id=event.id, date_as_of="2026-05-18")
        text = self._text(ORDER, order)
        self.assertIn("2025/2026", text)
        self.assertNotIn("27.08.2026", text)
        order.date_as_of = "2026-09-01"
        self.assertIn("протокол № 1 от 27.08.2026", self._text(ORDER, order))

    def test_last_date(self):
        self.assertEqual(
            russian.last_date("№ 2 от 1.09.2026, № 1 от 27.08.2026"),
            self._day("2026-08-27"),
        )
        self.assertIsNone(russian.last_date("№ 1 от 41.13.2026"))
        self.assertIsNone(russian.last_date(False))

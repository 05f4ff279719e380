import base64
from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .test_reports_folder import FOLDER
from .test_reports_papers import MENTOR_CHANGE, PapersCase

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestPairRequest(PapersCase):
    """A mentee asks for another mentor: entered, printed, in the folder, ordered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._participant("Белова Анна Юрьевна", "Учитель физики", "mentor")
        order = cls._order(cls.pair)
        order.action_to_sign()
        order.register("125-ОД", "2025-09-15")
        cls.teachers = {
            role: new_test_user(
                cls.env,
                f"request_{role}",
                groups=group,
                company_id=cls.company.id,
                company_ids=[Command.set(cls.company.ids)],
            )
            for role, group in (
                ("mentor", "base.group_user"),
                ("director", "school_mentorship.group_mentorship_director"),
            )
        }
        cls.mentor.employee_id.user_id = cls.teachers["mentor"]

    def _ask(self, **vals):
        self.pair.write(
            {
                "request_date": "2025-11-10",
                "request_wish_id": self.other.id,
                "request_reason": "разное время уроков",
                **vals,
            }
        )

    def _sign(self, content=PNG):
        self.pair.write(
            {
                "request_copy": base64.b64encode(content),
                "request_copy_name": "Ходатайство.png",
            }
        )

    def test_printed_as_it_was_entered(self):
        """Who asks, about whom, why and whom he wishes for stand in the request."""
        self._ask()
        content = self._print(MENTOR_CHANGE, self.pair)
        self._assert_paper(content, pages=1)
        page = self._pages(content)[0]
        for part in (
            "от учителя ИЗО Орлова Льва Сергеевича",
            "учителя математики Ивановой Ирины Ивановны, закреплённой",
            "от 15 сентября 2025 г. № 125-ОД",
            "Причина: разное время уроков.",
            "Прошу назначить моим наставником учителя физики Белову Анну Юрьевну.",
            "Мнение куратора",
        ):
            self.assertIn(part, page)

    def test_it_names_the_mentor_of_its_day(self):
        """After the mentor was replaced the request still says who it was about."""
        self._ask()
        self.pair._replace_mentor(self.other, date(2025, 11, 17), "ходатайство")
        page = self._pages(self._print(MENTOR_CHANGE, self.pair))[0]
        self.assertIn("замене моего наставника – учителя математики Ивановой", page)

    def test_joins_the_folder(self):
        """Printed sheet first; its signed copy takes the place of it."""
        before = self._pages(self._print(FOLDER, self.pair))
        self.assertNotIn("Ходатайство о замене", before[1])
        self._ask()
        pages = self._pages(self._print(FOLDER, self.pair))
        line = "Ходатайство о замене наставника от 10.11.2025 – Орлов Л.С."
        self.assertIn(line, pages[1])
        self.assertIn("ХОДАТАЙСТВО", pages[-1])
        self._sign()
        pages = self._pages(self._print(FOLDER, self.pair))
        self.assertIn(line, pages[1])
        self.assertNotIn("ХОДАТАЙСТВО", " ".join(pages))

    def test_goes_on_in_the_order(self):
        """The window that replaces the mentor knows what was asked for."""
        self._ask()
        action = self.pair.action_replace()
        window = Form(
            self.env["mentorship.pair.change"].with_context(**action["context"])
        )
        self.assertEqual(window.new_mentor_id, self.other)
        reason = window.reason.replace("\xa0", " ")
        self.assertEqual(reason, "ходатайство Орлова Л.С. от 10.11.2025")

    def test_a_group_says_who_asks(self):
        """In a group nobody is guessed: the one who asks is chosen."""
        second = self._participant("Зуева Яна Олеговна", "Учитель химии", "mentee")
        self.env["mentorship.pair.member"].create(
            {"pair_id": self.pair.id, "participant_id": second.id}
        )
        self._ask()
        page = self._pages(self._print(MENTOR_CHANGE, self.pair))[0]
        self.assertNotIn("Орлова Льва", page)
        self.pair.request_person_id = second
        page = self._pages(self._print(MENTOR_CHANGE, self.pair))[0]
        self.assertIn("от учителя химии Зуевой Яны Олеговны", page)

    def test_the_mentor_does_not_read_it(self):
        """The mentor prints a blank form; the director reads what was entered."""
        self._ask()
        self._sign()
        self.env.invalidate_all()
        pair = self.pair.with_user(self.teachers["mentor"])
        for name in ("request_date", "request_reason", "request_copy"):
            with self.subTest(name), self.assertRaises(AccessError):
                pair.read([name])
        scan = self.env["ir.attachment"].search(
            [("res_field", "=", "request_copy"), ("res_id", "=", self.pair.id)]
        )
        self.assertTrue(scan)
        with self.assertRaises(AccessError):
            scan.with_user(self.teachers["mentor"]).read(["raw"])
        blank, _kind = self.reports.with_user(self.teachers["mentor"])._render_qweb_pdf(
            MENTOR_CHANGE, self.pair.ids
        )
        self.assertNotIn("разное время", self._pages(blank)[0])
        director = self.pair.with_user(self.teachers["director"])
        self.assertEqual(director.request_reason, "разное время уроков")

    def test_wrong_days_and_files(self):
        """A day before the pair or tomorrow, a scan without a day, a wrong file."""
        for day in ("2025-09-01", "2100-01-01"):
            with self.subTest(day), self.assertRaises(ValidationError) as caught:
                self._ask(request_date=day)
            self.assertIn("15.09.2025", str(caught.exception))
        self.pair.write(dict.fromkeys(("request_date", "request_reason"), False))
        with self.assertRaises(ValidationError) as caught:
            self._sign()
        self.assertIn("date", str(caught.exception))
        self.pair.write({"request_copy": False, "request_copy_name": False})
        self._ask()
        with self.assertRaises(ValidationError):
            self._sign(b"PK\x03\x04 no picture")

    def test_a_signed_request_is_not_written_over(self):
        """Another request waits until the signed one was saved and removed."""
        self._ask()
        self._sign()
        with self.assertRaises(UserError) as caught:
            self._ask(request_date="2026-01-12")
        self.assertIn("10.11.2025", str(caught.exception))
        self.pair.write({"request_copy": False, "request_copy_name": False})
        self._ask(request_date="2026-01-12")
        self.assertEqual(self.pair.request_date, date(2026, 1, 12))

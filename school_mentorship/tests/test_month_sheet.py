from odoo.exceptions import AccessError, UserError, ValidationError

from .queries import CountsQueries
from .test_program import ProgramCommon


class TestMonthSheet(CountsQueries, ProgramCommon):
    """A month of all pairs, entered from paper on one screen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = cls._program()
        cls.other = cls._program(
            cls._at_work(
                cls._participant("mentor", "second"),
                cls._participant("mentee", "novice"),
            )
        )

    def _sheet(self, month="2026-11-01", **vals):
        return self.env["mentorship.month.sheet"].create({"month": month, **vals})

    def _row(self, sheet, program, line=""):
        return sheet.line_ids.filtered(
            lambda row: (
                row.program_id == program and (row.session_id.name or "") == line
            )
        )

    def test_rows(self):
        """A row for each line of the month and a free one for each pair."""
        sheet = self._sheet()
        self.assertEqual(
            [(row.program_id, row.session_id.name) for row in sheet.line_ids],
            [
                (self.program, "Журнал"),
                (self.program, False),
                (self.other, "Журнал"),
                (self.other, False),
            ],
        )
        self.assertEqual(sheet.title, "ноябрь 2026")

    def test_month_is_entered(self):
        """Days typed into the rows become meetings; empty rows are passed over."""
        sheet = self._sheet()
        self._row(sheet, self.program, "Журнал").days = "12"
        self._row(sheet, self.program).write({"days": "5, 19; 20", "duration": 30})
        self._row(sheet, self.other).write({"days": "3", "result": "Разбор"})
        action = sheet.action_save()
        meetings = self.env["mentorship.session"].search(action["domain"])
        self.assertEqual(len(meetings), 5)
        self.assertEqual(
            sorted(
                str(s.date_held)[8:] for s in self.program.session_ids if s.date_held
            ),
            ["05", "12", "19", "20"],
        )
        self.assertEqual(self.program.done_count, 1)
        self.assertEqual(self.other.session_ids.filtered("is_extra").result, "Разбор")
        again = self._sheet()
        self.assertEqual(self._row(again, self.program).known, "5, 12, 19, 20")
        self.assertFalse(self._row(again, self.program, "Журнал"))

    def test_paused_and_over(self):
        """Only programs at work in that month have rows."""
        self.other.action_end()
        sheet = self._sheet()
        self.assertEqual(sheet.line_ids.program_id, self.program)
        self.assertFalse(self._sheet("2026-09-01").line_ids)

    def test_one_mentor(self):
        """The sheet of one mentor."""
        sheet = self._sheet(mentor_id=self.other.mentor_id.id)
        self.assertEqual(sheet.line_ids.program_id, self.other)

    def test_wrong_days(self):
        """A day that is none is named with its pair; nothing of the sheet is lost."""
        sheet = self._sheet()
        self._row(sheet, self.program).days = "5"
        row = self._row(sheet, self.other)
        for days, words in (
            ("31", "«31» is no day of the month"),
            ("0", "«0» is no day"),
            ("пятница", "«пятница» is no day"),
            ("5, 5", "stands in the row twice"),
        ):
            with self.subTest(days=days):
                row.days = days
                self.assertRefused(UserError, words, sheet.action_save)
        self.assertFalse(self.program.held_count)
        self.assertEqual(row.days, "5, 5")

    def test_day_to_come(self):
        """A day to come is refused: 30 November on the 22nd."""
        sheet = self._sheet()
        self._row(sheet, self.other).days = "30"
        self.assertRefused(ValidationError, "has not come yet", sheet.action_save)

    def test_entered_by_phone_before(self):
        """What the mentor entered by phone is not entered twice from the sheet."""
        sheet = self._sheet()
        self.env["mentorship.session"].with_user(self.users["mentor"]).create(
            {
                "program_id": self.program.id,
                "work_form_id": self._form().id,
                "date_held": "2026-11-05",
            }
        )
        row = self._row(sheet, self.program)
        row.days = "5"
        self.assertRefused(
            ValidationError,
            "Иванова И.И. – Петров П.П.: the meeting",
            sheet.action_save,
        )
        row.days = "6"
        sheet.action_save()

    def test_line_held_meanwhile(self):
        """A line marked by phone while the sheet lay open is not overwritten."""
        sheet = self._sheet()
        row = self._row(sheet, self.program, "Журнал")
        row.session_id.with_user(self.users["mentor"]).date_held = "2026-11-12"
        row.days = "13"
        self.assertRefused(UserError, "entered already", sheet.action_save)
        self.assertEqual(str(row.session_id.date_held), "2026-11-12")

    def test_empty_sheet(self):
        """Nothing typed: said what to do."""
        self.assertRefused(UserError, "enter the days", self._sheet().action_save)

    def test_curators_only(self):
        """Teachers enter their own meetings, not the school's sheet."""
        for role in ("mentor", "mentee", "director"):
            env = self._as(self.users[role])
            with self.subTest(role=role), self.assertRaises(AccessError):
                env["mentorship.month.sheet"].create({})

    def test_queries(self):
        """The sheet asks as often for thirty pairs as for two."""
        self._queries(lambda: self._sheet())
        few = self._queries(lambda: self._sheet())
        mentors, mentees = (self._outsiders(role, 30) for role in ("mentor", "mentee"))
        pairs = self.env["mentorship.pair"].create(
            [
                {
                    "mentor_id": mentor.id,
                    "mentee_ids": mentee.ids,
                    "date_start": "2026-10-01",
                    "date_end": "2027-05-31",
                }
                for mentor, mentee in zip(mentors, mentees, strict=True)
            ]
        )
        self._consent(mentors, day="2026-09-10")
        self._registered(pairs, number="99", day="2026-10-01")
        programs = self.env["mentorship.program"]._make(pairs)
        programs.action_approve()
        self._queries(lambda: self._sheet())
        self.assertEqual(self._queries(lambda: self._sheet()), few)

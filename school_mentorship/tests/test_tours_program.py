"""Meetings as curator, mentor and mentee enter and read them."""

from odoo import fields
from odoo.tests import tagged

from . import test_tours


class ProgramToursCommon(test_tours.ToursCommon):
    """A pair at work for two months, with a program."""

    def _program(self, mentor="Петрова", mentee="Смирнова"):
        today = fields.Date.context_today(self.env["mentorship.pair"])
        start = fields.Date.subtract(today, days=60)
        pair = self._pair(mentor, mentee)
        pair.write({"date_start": start, "date_end": fields.Date.add(today, days=120)})
        people = pair.member_ids.participant_id
        consents = self.env["mentorship.consent"].search(
            [("partner_id", "in", people.partner_id.ids)]
        )
        consents._write_guarded({"date_signed": start})
        self._order(pair).register("7-ОД", today)
        program = self.env["mentorship.program"].create(
            {
                "pair_id": pair.id,
                "goal": "Уверенно вести урок",
                "session_ids": [
                    fields.Command.create({"name": "Журнал", "period": "month"})
                ],
            }
        )
        program.action_approve()
        self.assertEqual(program.state, "running")
        return program


@tagged("post_install", "-at_install")
class TestProgramTours(ProgramToursCommon):
    """The curator's month sheet and the mentee's screen."""

    def test_month_sheet(self):
        """Two days typed from paper are two meetings."""
        program = self._program()
        self._tour("mentorship-month-sheet", "month_sheet")
        self.assertEqual((program.done_count, program.held_count), (1, 2))

    def test_mentee(self):
        """The mentee reads the result and confirms the meeting."""
        program = self._program()
        self.root["mentorship.school"]._of(self.company).mentee_confirms = True
        meeting = self.env["mentorship.session"].create(
            {
                "program_id": program.id,
                "name": "Консультация",
                "date_held": fields.Date.context_today(program),
                "result": "Разобрали план урока",
            }
        )
        self._tour("mentorship-my-meetings", "mentee", "teacher")
        self.assertTrue(meeting.confirmed)


@tagged("post_install", "-at_install")
class TestPhoneTours(ProgramToursCommon):
    """The mentor's phone."""

    browser_size = "375x667"
    touch_enabled = True

    def test_phone(self):
        """One button and two taps: the line of the plan is held today."""
        program = self._program("Смирнова", "Козлов")
        self._tour("mentorship-my-pairs", "phone", "teacher")
        (meeting,) = program.session_ids
        self.assertEqual(meeting.state, "held")
        self.assertEqual(meeting.result, "Разобрали план урока")

    def test_phone_bookmark(self):
        """Opened by its address the window leads to the meetings, not to nothing."""
        program = self._program("Смирнова", "Козлов")
        self._tour("mentorship-enter-meeting", "phone_bookmark", "teacher")
        self.assertEqual(program.session_ids.result, "Разобрали журнал")

    def test_phone_program(self):
        """Programs and plan are cards on a phone, no tables that are cut off."""
        program = self._program("Смирнова", "Козлов")
        self._tour("mentorship-my-programs", "phone_program", "teacher")
        self.assertEqual(program.session_ids.state, "planned")

    def test_phone_month_sheet(self):
        """The month sheet is usable on a phone as well."""
        program = self._program("Смирнова", "Козлов")
        self._tour("mentorship-month-sheet", "phone_month")
        self.assertEqual(program.done_count, 1)

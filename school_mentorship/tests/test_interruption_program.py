from odoo.fields import Command
from odoo.tests import Form

from .test_program import ProgramCommon


class TestInterruptionOfProgram(ProgramCommon):
    """The program follows its pair through pauses, departures and replacements."""

    def test_program_goes_on_with_another_mentor(self):
        """The mentor leaves the school, another one takes over: nothing is lost."""
        program = self._program()
        lines = len(program.session_ids)
        self.staff["mentor"].write({"departure_date": "2026-11-22"})
        self.env.invalidate_all()
        self.assertEqual((self.pair.state, program.state), ("ended", "ended"))
        second = self._participant("mentor", "second")
        self._consent(second)
        window = self.env["mentorship.pair.change"].create(
            {
                "pair_ids": [Command.set(self.pair.ids)],
                "result": "replaced",
                "new_mentor_id": second.id,
                "date": "2026-11-23",
                "reason": "увольнение наставника",
            }
        )
        order = self.env["mentorship.order"].browse(window.action_draft()["res_id"])
        with self._on("2026-11-23 09:00:00"):
            self._to_sign(order).register("151-ОД", "2026-11-23")
        self.assertEqual((self.pair.state, program.state), ("active", "running"))
        self.assertEqual(str(program.date_end), "2027-05-31")
        self.assertEqual(len(program.session_ids), lines)
        self.assertFalse(
            program.session_ids.filtered(lambda line: line.state == "cancelled")
        )

    def test_departure_with_meetings_planned(self):
        """Odoo's departure window in the middle of the year, and nothing is lost.

        The pair and its program end on the last day, what was held stays in the log,
        lines to come are cancelled and leave the mentee's calendar.
        """
        program = self._program()
        past, coming, _end = program.session_ids.sorted("date_start")
        past.date_held = "2026-10-15"
        coming.write(
            {"period": "day", "date_start": "2026-11-25", "date_end": "2026-11-25"}
        )
        coming.action_invite()
        event = coming.event_id.sudo()
        self.users["officer"].group_ids += self.env.ref("hr.group_hr_manager")
        officer = self._as(self.users["officer"])
        form = Form(
            officer["hr.departure.wizard"].with_context(
                active_ids=self.staff["mentor"].ids, employee_termination=True
            )
        )
        form.departure_date = "2026-11-22"
        self.assertEqual(form.mentorship_pair_count, 1)
        form.save().action_register_departure()
        self.env.invalidate_all()
        self.assertEqual(
            (self.pair.state, str(self.pair.date_end)), ("ended", "2026-11-22")
        )
        self.assertEqual((program.state, program.held_count), ("ended", 1))
        self.assertEqual((past.state, coming.state), ("held", "cancelled"))
        self.assertFalse(event.exists())
        order = self.env["mentorship.order"].search(
            [("change_ids.pair_id", "=", self.pair.id), ("state", "=", "draft")]
        )
        self.assertEqual(len(order), 1)
        self.assertEqual(order.activity_ids.user_id, self.users["curator"])

    def test_program_rests_and_its_end_moves(self):
        """While the pair is suspended nothing is late; the end moves with the pair."""
        program = self._program()
        self.pair.pause("parental", "2026-11-22", "2026-12-02")
        self.assertEqual(program.state, "running")
        self.assertFalse(program.is_silent)
        self.pair.resume("2026-12-02", shift=True)
        self.assertEqual(str(self.pair.date_end), "2027-06-10")
        self.assertEqual(str(program.date_end), "2027-06-10")

from odoo.fields import Command

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

    def test_program_rests_and_its_end_moves(self):
        """While the pair is suspended nothing is late; the end moves with the pair."""
        program = self._program()
        self.pair.pause("parental", "2026-11-22", "2026-12-02")
        self.assertEqual(program.state, "running")
        self.assertFalse(program.is_silent)
        self.pair.resume("2026-12-02", shift=True)
        self.assertEqual(str(self.pair.date_end), "2027-06-10")
        self.assertEqual(str(program.date_end), "2027-06-10")

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import TODAY, MentorshipCommon


class TestCompletion(MentorshipCommon):
    """The end of programs: one answer for each pair, and what follows from it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor")
        cls.second = cls._participant("mentor", "second")
        cls.mentee = cls._participant("mentee")
        cls.novice = cls._participant("mentee", "novice")
        cls._consent(cls.mentor | cls.second | cls.mentee | cls.novice)
        cls.pair = cls._pair(cls.mentor, cls.mentee, date_start="2026-10-01")
        cls.other = cls._pair(cls.second, cls.novice, date_start="2026-10-01")
        cls.pairs = cls.pair | cls.other
        cls._registered(cls.pairs, number="100-ОД")
        cls.program = cls._program(cls.pair)

    @classmethod
    def _program(cls, pair, lines=4):
        """A program at work with so many lines of October and November."""
        program = cls.env["mentorship.program"].create(
            {
                "pair_id": pair.id,
                "name": "Первые шаги",
                "goal": "Уверенно вести урок",
                "session_ids": [
                    Command.create(
                        {
                            "name": f"Консультация {number}",
                            "date_start": f"2026-10-{number + 10}",
                            "date_end": f"2026-10-{number + 10}",
                        }
                    )
                    for number in range(lines)
                ],
            }
        )
        program.action_approve()
        return program

    @classmethod
    def _hold(cls, program, number):
        for session in program.session_ids[:number]:
            session.date_held = session.date_start

    def _window(self, pairs=None):
        action = (pairs or self.pairs).action_complete()
        return self.env["mentorship.completion"].browse(action["res_id"])

    def _line(self, window, pair=None):
        return window.line_ids.filtered(lambda w: w.pair_id == (pair or self.pair))

    def _answer(self, window, **vals):
        vals = {"date": TODAY, "result": "done", **vals}
        window.line_ids.write(vals)

    # What the window shows.

    def test_all_pairs_at_work(self):
        """Opened from the menu, it holds every pair at work of the school, no other."""
        preparing = self._pair(
            self._participant("mentor", "outsider"),
            self._participant("mentee", "student"),
        )
        action = self.env["mentorship.completion"]._action_open()
        window = self.env["mentorship.completion"].browse(action["res_id"])
        self.assertEqual(window.line_ids.pair_id, self.pairs)
        self.assertNotIn(preparing, window.line_ids.pair_id)

    def test_proposal_follows_the_plan(self):
        """Four fifths of the plan held are «completed», less is «in part»."""
        for held, result in ((3, "partly"), (4, "done")):
            self._hold(self.program, held)
            line = self._line(self._window())
            with self.subTest(held=held):
                self.assertEqual(line.plan, f"{held} / 4")
                self.assertEqual(line.result, result)
        self.assertFalse(self._line(self._window(), self.other).result)

    def test_meetings_beside_the_plan_do_not_count(self):
        """What was held beside the plan does not make up for the plan."""
        self.env["mentorship.session"].create(
            [
                {
                    "program_id": self.program.id,
                    "name": "Вне плана",
                    "date_held": f"2026-11-{day:02}",
                }
                for day in range(2, 8)
            ]
        )
        self.assertEqual(self._line(self._window()).plan, "0 / 4")

    def test_missing_in_words(self):
        """What is missing stands beside the pair, and holds nobody up."""
        self._hold(self.program, 2)
        self.program.area_line_ids = [
            Command.create(
                {"area_id": self.env["mentorship.area"].search([], limit=1).id}
            )
        ]
        window = self._window()
        self.assertIn("not held: 2", self._line(window).missing)
        self.assertIn("without «after»: 1", self._line(window).missing)
        self.assertEqual(self._line(window, self.other).missing, "no program")
        self.assertEqual(window.missing_count, 2)
        self.assertEqual(window.unanswered_count, 1)

    def test_leave_out_who_lacks_something(self):
        """Pairs that lack something are left out with one click and stay at work."""
        self._hold(self.program, 4)
        window = self._window()
        window.action_drop_missing()
        self.assertEqual(window.line_ids.pair_id, self.pair)
        window.action_complete()
        self.assertEqual(self.pairs.mapped("state"), ["done", "active"])

    def test_one_answer_for_all(self):
        """The answer and the day of the head go to every line."""
        window = self._window()
        window.write({"result": "partly", "date": TODAY})
        window.action_apply_all()
        self.assertEqual(set(window.line_ids.mapped("result")), {"partly"})
        window.write({"result": False, "date": False})
        self.assertRefused(UserError, "for all first", window.action_apply_all)

    def test_nobody_at_work(self):
        """Without pairs at work there is nothing to complete."""
        self.pairs.action_end()
        self.assertRefused(UserError, "nothing to complete", self.pairs.action_complete)

    # What is refused.

    def test_refusals_name_the_pair(self):
        """Each answer that makes no sense is refused in one sentence."""
        window = self._window(self.pair)
        for vals, words in (
            ({"result": False}, "choose the answer"),
            ({"date": False}, "enter the last day"),
            ({"result": "ended"}, "ground of the early end"),
            ({"result": "extended", "date": "2027-05-31"}, "enter a day after"),
            ({"result": "done", "date": "2027-06-01"}, "extend the pair"),
            ({"date": "2026-09-01"}, "before the first day"),
        ):
            self._answer(window, reason=False, **vals)
            with self.subTest(words=words):
                self.assertRefused(UserError, words, window.action_complete)
                self.assertRefused(UserError, words, window.action_prepare_order)
        self.assertEqual(self.pair.state, "active")

    def test_a_second_click(self):
        """Whoever has been completed meanwhile is named, and nothing happens twice."""
        window = self._window()
        self._answer(window)
        self.pair.action_done()
        self.assertRefused(UserError, "completed already", window.action_complete)
        self.assertEqual(self.other.state, "active")

    # What the answers bring about.

    def test_without_an_order(self):
        """A school that makes no order of it completes its pairs at once."""
        window = self._window()
        self._answer(window, result="partly", reason="болезнь наставника")
        window.action_complete()
        self.assertEqual(set(self.pairs.mapped("state")), {"done"})
        self.assertRecordValues(
            self.program,
            [
                {
                    "state": "done",
                    "result": "partly",
                    "result_date": self._day(TODAY),
                    "result_reason": "болезнь наставника",
                }
            ],
        )
        # The lines that were not held stay in the log as such.
        self.assertEqual(set(self.program.session_ids.mapped("state")), {"missed"})

    def test_by_order(self):
        """The order takes effect when it is registered, not before."""
        window = self._window()
        self._answer(window)
        order = self.env["mentorship.order"].browse(
            window.action_prepare_order()["res_id"]
        )
        self.assertEqual(order.change_ids.pair_id, self.pairs)
        self._to_sign(order)
        self.assertEqual(self.program.state, "running")
        order.register("200-ОД", TODAY)
        self.assertEqual(self.program.state, "done")
        self.assertEqual(self.program.result, "done")

    def test_extended(self):
        """An extended program runs on with its pair until the new day."""
        window = self._window(self.pair)
        self._answer(window, result="extended", date="2027-08-31")
        window.action_complete()
        self.assertEqual(self.pair.state, "active")
        self.assertEqual(str(self.pair.date_end), "2027-08-31")
        self.assertEqual(str(self.program.date_end), "2027-08-31")
        self.assertEqual(self.program.result, "extended")
        self.assertEqual(str(self.program.extended_until), "2027-08-31")

    def test_ended_early(self):
        """What was ended keeps its ground; lines to come are cancelled."""
        window = self._window(self.pair)
        self._answer(window, result="ended", reason="увольнение")
        window.action_complete()
        self.assertEqual(self.pair.state, "ended")
        self.assertEqual(self.program.state, "ended")
        self.assertEqual(set(self.program.session_ids.mapped("state")), {"cancelled"})

    def test_back_at_work(self):
        """A completed pair that works again has no answer yet."""
        window = self._window(self.pair)
        self._answer(window)
        window.action_complete()
        self.pair.action_resume()
        self.assertEqual(self.program.state, "running")
        self.assertFalse(self.program.result)
        self.assertEqual(set(self.program.session_ids.mapped("state")), {"planned"})

    def test_answer_is_not_typed(self):
        """The answer comes from the window or an order; a client cannot write it."""
        self.assertRefused(UserError, "", self.program.write, {"result": "done"})

    # The résumé.

    def test_resume_of_the_mentor(self):
        """The mentor's résumé gets one line; of the mentee nothing is published."""
        window = self._window(self.pair)
        self._answer(window)
        window.action_complete()
        lines = self.root["hr.resume.line"].search(
            [("employee_id", "in", (self.mentor | self.mentee).employee_id.ids)]
        )
        self.assertEqual(lines.employee_id, self.mentor.employee_id)
        self.assertEqual(len(lines), 1)
        self.assertIn("2026/2027", lines.name)
        self.assertIn("100-ОД", self._plain(str(lines.description)))
        self.assertNotIn("Петров", f"{lines.name} {lines.description}")
        # Completed once more, it is not written twice.
        self.pair.action_resume()
        window = self._window(self.pair)
        self._answer(window)
        window.action_complete()
        self.assertEqual(
            self.root["hr.resume.line"].search_count(
                [("employee_id", "=", self.mentor.employee_id.id)]
            ),
            1,
        )

    def test_early_end_leaves_no_line(self):
        """A pair that was ended early is no line of a résumé."""
        window = self._window(self.pair)
        self._answer(window, result="ended", reason="увольнение")
        window.action_complete()
        self.assertFalse(
            self.root["hr.resume.line"].search(
                [("employee_id", "=", self.mentor.employee_id.id)]
            )
        )

    def test_curator_has_no_right_to_resumes(self):
        """The line is made by the completion, not by a right of the curator."""
        with self.assertRaises(AccessError):
            self.env["hr.resume.line"].create(
                {"employee_id": self.mentor.employee_id.id, "name": "x"}
            )

    # Access and evidence.

    def test_only_the_curator_completes(self):
        """Teachers, officers and the director do not complete."""
        for role in ("mentor", "mentee", "outsider", "officer", "director"):
            env = self._as(self.users[role])
            with self.subTest(role=role), self.assertRaises(AccessError):
                env["mentorship.completion"].create({})

    def test_evidence_of_completion(self):
        """A line of completion counts the pairs that have their answer."""
        roadmap = self._roadmap()
        line = roadmap.measure_ids.filtered(lambda m: m.evidence == "survey")[:1]
        line.evidence = "completion"
        self._commit()
        self.assertEqual((line.done, line.expected), (0, 2))
        self.assertIn("и ещё 1", self._plain(line.hint))
        window = self._window(self.pair)
        self._answer(window, result="extended", date="2027-08-31")
        window.action_complete()
        window = self._window(self.other)
        self._answer(window)
        window.action_complete()
        self._commit()
        self.assertEqual((line.state, line.progress), ("done", 100))
        self.assertEqual(str(line.date_done), TODAY)

    def test_answer_of_last_year_does_not_count(self):
        """An extension of the year before is no answer to this year's roadmap."""
        window = self._window(self.pair)
        self._answer(window, result="extended", date="2027-11-30")
        window.action_complete()
        with self._on("2027-09-10 09:00:00"):
            roadmap = self._roadmap(date_start="2027-09-01")
            line = roadmap.measure_ids.filtered(lambda m: m.evidence == "survey")[:1]
            line.evidence = "completion"
            self._commit()
            self.assertEqual((line.done, line.expected), (0, 1))

    def test_speed(self):
        """The window asks as often for one pair as for fifty."""
        mentees = self._outsiders("mentee", 50)
        pairs = self.env["mentorship.pair"].create(
            [
                {
                    "mentor_id": self.mentor.id,
                    "mentee_ids": [Command.link(mentee.id)],
                    "date_start": "2026-10-01",
                    "date_end": "2027-05-31",
                }
                for mentee in mentees
            ]
        )
        self._consent(mentees)
        self._registered(pairs, number="101-ОД")
        for pair in pairs[::2]:
            self._program(pair)
        counts = []
        for some in (pairs[:1], pairs[:1], pairs):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            window = self._window(some.browse(some.ids))
            window.line_ids.mapped("missing")
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[1] + 2, counts)

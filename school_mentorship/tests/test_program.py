from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from .common import MentorshipCommon


class ProgramCommon(MentorshipCommon):
    """A pair at work since October, with its program."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pair = cls._at_work()
        cls.template = cls.env.ref("school_mentorship.program_subject")

    @classmethod
    def _at_work(cls, mentor=None, mentees=None, **vals):
        """A pair assigned in October."""
        vals = {"date_start": "2026-10-01", "date_end": "2027-05-31", **vals}
        pair = cls._pair(mentor, mentees, **vals)
        cls._consent(pair.member_ids.participant_id, day="2026-09-10")
        cls._number = getattr(cls, "_number", 0) + 1
        cls._registered(pair, number=f"{cls._number}-П", day="2026-10-01")
        return pair

    @classmethod
    def _program(cls, pair=None, state="running", lines=None, **vals):
        """A program; by default running with a line for each month."""
        if lines is None:
            lines = [
                ("Урок", "2026-10-01", "2026-10-31"),
                ("Журнал", "2026-11-01", "2026-11-30"),
                ("Итоги", "2027-05-01", "2027-05-31"),
            ]
        program = cls.env["mentorship.program"].create(
            {
                "pair_id": (pair or cls.pair).id,
                "goal": "Уверенно вести урок",
                "session_ids": [
                    Command.create(
                        {
                            "name": name,
                            "period": "month",
                            "date_start": start,
                            "date_end": end,
                        }
                    )
                    for name, start, end in lines
                ],
                **vals,
            }
        )
        if state != "draft":
            program.action_approve()
        return program

    @classmethod
    def _form(cls, name="consultation"):
        return cls.env.ref(f"school_mentorship.work_form_{name}")


class TestProgram(ProgramCommon):
    """A program from its template to its end."""

    def test_made_in_one_step(self):
        """Pair and template give goal, tasks and a plan around the vacations."""
        program = self.env["mentorship.program"]._make(self.pair, self.template)
        self.assertEqual(program.name, self.template.name)
        self.assertEqual(program.goal, self.template.goal)
        self.assertEqual(len(program.task_ids), 4)
        self.assertEqual(program.session_count, len(self.template.line_ids))
        self.assertEqual(program.date_start, self.pair.date_start)
        self.assertEqual(program.date_end, self.pair.date_end)
        self.assertEqual(
            program.session_ids.sorted("date_start")[0].term[:7], "октябрь"
        )
        self.assertFalse(program.missing)
        self.assertFalse(program.warning)

    def test_made_from_needs(self):
        """Known needs choose the lines, become areas, and none is left without one."""
        area = {
            key: self.env.ref(f"school_mentorship.area_{key}")
            for key in ("discipline", "parents", "workload")
        }
        template = self.env["mentorship.program.template"].create(
            {
                "name": "Краткая",
                "goal": "Цель",
                "line_ids": [
                    Command.create({"month": month, "name": name, "area_id": line.id})
                    for month, name, line in (
                        (1, "Знакомство", area["parents"].browse()),
                        (2, "Дисциплина", area["discipline"]),
                        (3, "Нагрузка", area["workload"]),
                    )
                ],
            }
        )
        self.pair.mentee_ids.area_line_ids = [
            Command.create({"area_id": area["discipline"].id, "score": 3}),
            Command.create({"area_id": area["parents"].id, "score": 1}),
            Command.create({"area_id": area["workload"].id, "score": 0}),
        ]
        program = self.env["mentorship.program"]._make(self.pair, template)
        self.assertEqual(
            {
                line.area_id: (line.before, line.target)
                for line in program.area_line_ids
            },
            {area["discipline"]: (3, 1), area["parents"]: (1, 0)},
        )
        names = program.session_ids.mapped("name")
        self.assertIn("Дисциплина", names)
        self.assertNotIn("Нагрузка", names)
        self.assertIn(f"Консультация по направлению «{area['parents'].name}»", names)

    def test_template_that_suits(self):
        """The mentee's position, category and the type of the pair choose it."""
        ref = self.env.ref
        mentee = self.pair.mentee_ids
        best = self.env["mentorship.program.template"]._best_for
        mentee.position = "учитель начальных классов"
        self.assertEqual(
            best(self.pair)[self.pair], ref("school_mentorship.program_primary")
        )
        mentee.position = "Воспитатель"
        self.assertEqual(
            best(self.pair)[self.pair], ref("school_mentorship.program_kindergarten")
        )
        self.pair.type_id = ref("school_mentorship.type_reverse")
        self.assertEqual(
            best(self.pair)[self.pair], ref("school_mentorship.program_digital")
        )

    def test_planned_by_day_quarter_year(self):
        """The same template by days, quarters or for the whole term."""
        for by, check in (
            ("day", lambda s: s.date_start == s.date_end),
            ("quarter", lambda s: (s.date_end - s.date_start).days > 25),
            ("year", lambda s: s.term == "в течение года"),
        ):
            with self.subTest(by=by):
                program = self.env["mentorship.program"]._make(
                    self.pair, self.template, by
                )
                self.assertTrue(all(map(check, program.session_ids)))
                program.unlink()

    def test_own_vacations_win(self):
        """Days of the plan keep clear of the vacations that the school has entered."""
        self.env["mentorship.vacation"].create(
            {
                "name": "Осенние",
                "date_start": "2026-10-01",
                "date_end": "2026-10-25",
            }
        )
        program = self.env["mentorship.program"]._make(self.pair, self.template, "day")
        first = min(program.session_ids.mapped("date_start"))
        self.assertGreaterEqual(first, self._day("2026-10-26"))

    def test_usual_vacations_can_be_corrected(self):
        """One click enters the usual dates of the year; a second changes nothing."""
        vacations = self.env["mentorship.vacation"]
        vacations.action_fill_year()
        vacations.action_fill_year()
        self.assertEqual(len(vacations.search([])), 4)

    def test_all_new_pairs_at_once(self):
        """The window takes all pairs without a program, and passes over the rest."""
        other = self._pair(
            self._participant("mentor", "second"), self._participant("mentee", "novice")
        )
        self._program()
        window = self.env["mentorship.program.make"].create({})
        self.assertEqual(window.pair_ids, other)
        action = window.action_make()
        program = self.env["mentorship.program"].browse(action["res_id"])
        self.assertEqual(program.pair_id, other)
        again = self.env["mentorship.program.make"].create({})
        self.assertRefused(UserError, "every pair has its program", again.action_make)

    def test_plan_begins_today(self):
        """A program made late has no lines that are late from its first day."""
        window = self.env["mentorship.program.make"].create({"pair_ids": self.pair.ids})
        action = window.action_make()
        program = self.env["mentorship.program"].browse(action["res_id"])
        self.assertGreaterEqual(
            min(program.session_ids.mapped("date_start")), fields.Date.today()
        )
        self.assertEqual(program.date_start, self.pair.date_start)

    def test_plan_by_days_that_does_not_fit(self):
        """Seventeen days of meetings do not fit into a week: said, nothing made."""
        short = self._pair(
            self._participant("mentor", "second"),
            self._participant("mentee", "novice"),
            date_start="2026-11-23",
            date_end="2026-11-29",
        )
        make = self.env["mentorship.program"]._make
        self.assertRefused(
            UserError, "does not fit before the end", make, short, None, "day"
        )
        self.assertFalse(short.program_ids)

    def test_second_program(self):
        """A pair has one program under way; a second one is refused by name."""
        self._program()
        self.assertRefused(
            ValidationError,
            "Иванова И.И. – Петров П.П.: the pair already",
            self._program,
        )

    def test_approval_asks_for_goal_and_plan(self):
        """Without goal or plan nothing is approved, by button, order or client."""
        bare = self._program(state="draft", lines=[], goal=False)
        self.assertEqual(bare.missing, "no goal; no plan")
        self.assertRefused(ValidationError, "no goal, no plan", bare.action_approve)
        self.assertRefused(UserError, "no goal, no plan", bare.action_prepare_order)
        bare.goal = "Цель"
        self.assertRefused(ValidationError, "no plan", bare.action_approve)
        self.assertRefused(
            ValidationError, "no plan", bare.write, {"state": "approved"}
        )
        self.assertEqual(bare.state, "draft")

    def test_cancelled_lines_are_no_plan(self):
        """A plan of which every line was cancelled is none."""
        program = self._program(state="draft")
        program.session_ids.action_cancel()
        self.assertRefused(ValidationError, "no plan", program.action_approve)

    def test_plan_beyond_the_end(self):
        """A line after the last day is refused, whichever of the two is changed."""
        program = self._program()
        self.assertRefused(
            ValidationError,
            "does not fit into the term",
            program.write,
            {"date_end": "2027-05-15"},
        )
        self.assertRefused(
            ValidationError,
            "does not fit into the term",
            program.session_ids[0].write,
            {"date_end": "2027-06-15"},
        )

    def test_begins_with_its_pair(self):
        """Approved before the order: it begins when the pair does."""
        pair = self._pair(
            self._participant("mentor", "second"),
            self._participant("mentee", "novice"),
            date_start="2026-11-01",
        )
        program = self._program(pair, lines=[("Урок", "2026-11-01", "2026-11-30")])
        self.assertEqual(program.state, "approved")
        self.assertRefused(
            UserError, "when its pair is at work", program.write, {"state": "running"}
        )
        self._consent(pair.member_ids.participant_id, day="2026-10-10")
        self._registered(pair, number="77")
        self.assertEqual(program.state, "running")

    def test_begins_on_its_first_day(self):
        """The daily job begins a program whose first day has come."""
        program = self._program(
            date_start="2026-12-01", lines=[("Урок", "2026-12-01", "2026-12-31")]
        )
        self.assertEqual(program.state, "approved")
        with self._on("2026-12-01 09:00:00"):
            self.root["mentorship.program"]._cron_daily()
            self.assertEqual(program.state, "running")

    def test_term_is_a_warning(self):
        """Three months to one year is custom; short types are not measured by it."""
        program = self._program(lines=[("Урок", "2026-10-01", "2026-10-31")])
        program.date_end = "2026-11-30"
        self.assertIn("shorter than three months", program.warning)
        self.pair.type_id = self.env.ref("school_mentorship.type_speed")
        self.assertFalse(program.warning)
        self.pair.type_id = self.env.ref("school_mentorship.type_traditional")
        self.pair.date_end = "2028-05-31"
        program.date_end = "2028-05-31"
        self.assertIn("longer than a year", program.warning)

    def test_extension_follows_the_pair(self):
        """An extended pair has an extended program; a corrected end stays."""
        program = self._program()
        self.pair.date_end = "2027-09-30"
        self.assertEqual(program.date_end, self._day("2027-09-30"))
        program.date_end = "2027-06-30"
        self.pair.date_end = "2027-10-31"
        self.assertEqual(program.date_end, self._day("2027-06-30"))

    def test_pair_shortened_below_the_plan(self):
        """Shortening the pair says which line is in the way; nothing is lost."""
        program = self._program()
        self.assertRefused(
            ValidationError, "«Итоги»", self.pair.write, {"date_end": "2027-04-30"}
        )
        self.assertEqual(program.date_end, self._day("2027-05-31"))

    def test_replaced_mentor_keeps_the_program(self):
        """A new mentor goes on with the same program, its plan and its log."""
        program = self._program()
        program.session_ids[0].date_held = "2026-10-15"
        second = self._participant("mentor", "second")
        self.pair._replace_mentor(second, self._day("2026-11-20"), "Отпуск")
        self.assertEqual(program.state, "running")
        self.assertEqual(program.mentor_id, second)
        self.assertEqual(program.held_count, 1)

    def test_mentor_leaves_in_the_middle(self):
        """Without a mentor the program waits with everything it has."""
        program = self._program()
        self.pair.member_ids.filtered(
            lambda m: m.role == "mentor"
        ).date_end = "2026-11-20"
        self.assertEqual(program.state, "running")
        self.assertEqual(program.session_count, 3)
        self.assertIn("no mentor", self.pair.missing)

    def test_pause_is_not_late(self):
        """While the pair is paused nothing is late and nobody is silent."""
        program = self._program()
        self.assertEqual(program.late_count, 1)
        self.assertTrue(program.is_silent)
        self.pair.action_suspend()
        self.assertFalse(program.late_count)
        self.assertFalse(program.is_silent)
        self.pair.action_resume()
        self.assertEqual(program.state, "running")
        self.assertTrue(program.is_late)

    def test_pair_ended_with_meetings_planned(self):
        """Ending the pair cancels what is planned; working again brings it back."""
        program = self._program()
        held, late, last = program.session_ids.sorted("date_start")
        held.date_held = "2026-10-15"
        late.action_missed()
        self.pair.action_end()
        self.assertEqual(program.state, "ended")
        self.assertEqual(
            (held.state, late.state, last.state), ("held", "missed", "cancelled")
        )
        self.pair.action_resume()
        self.assertEqual(program.state, "running")
        self.assertEqual(
            (held.state, late.state, last.state), ("held", "missed", "planned")
        )

    def test_pair_completed(self):
        """Completing the pair completes the program; what was not held says so."""
        program = self._program()
        program.session_ids[0].date_held = "2026-10-15"
        self.pair.action_done()
        self.assertEqual(program.state, "done")
        self.assertEqual(
            program.session_ids.mapped("state"), ["held", "missed", "missed"]
        )
        self.assertEqual(program.progress, 33)

    def test_draft_survives_its_pair(self):
        """A draft ended with its pair is a draft again when the pair goes on."""
        program = self._program(state="draft", goal=False)
        self.pair.action_end()
        self.assertEqual(program.state, "ended")
        self.pair.action_resume()
        self.assertEqual(program.state, "draft")

    def test_moves_that_have_no_ground(self):
        """A draft does not become completed on the board."""
        program = self._program(state="draft")
        self.assertRefused(UserError, "cannot become", program.write, {"state": "done"})

    def test_deleted_while_a_draft_only(self):
        """An approved program is ended, not deleted; nor a pair that has met."""
        program = self._program()
        self.assertRefused(UserError, "not deleted", program.unlink)
        pair = self._pair(
            self._participant("mentor", "second"), self._participant("mentee", "novice")
        )
        self._program(pair, state="draft", lines=[("Урок", "2026-11-23", "2026-11-30")])
        pair.unlink()

    def test_progress_counts_the_plan(self):
        """Meetings beside the plan are meetings, but fulfil no line of it."""
        program = self._program()
        program.session_ids[0].date_held = "2026-10-15"
        self.env["mentorship.session"].create(
            {
                "program_id": program.id,
                "work_form_id": self._form().id,
                "date_held": "2026-11-10",
            }
        )
        self.assertRecordValues(
            program,
            [
                {
                    "session_count": 3,
                    "done_count": 1,
                    "held_count": 2,
                    "progress": 33,
                    "date_last_held": self._day("2026-11-10"),
                }
            ],
        )

    def test_growth_by_areas(self):
        """Before, target, after; nought after is a result, not a gap."""
        area = self.env.ref("school_mentorship.area_lesson")
        program = self._program(
            area_line_ids=[Command.create({"area_id": area.id, "before": 3})]
        )
        line = program.area_line_ids
        self.assertEqual((line.is_rated, line.growth), (False, 0))
        line.after = 0
        self.assertEqual((line.is_rated, line.growth), (True, 3))
        self.assertRefusedByDatabase("from 0 to 3", line.write, {"before": 4})

    def test_approved_by_order(self):
        """An order approves programs with the day of its registration."""
        program = self._program(state="draft")
        action = program.action_prepare_order()
        order = self.env["mentorship.order"].browse(action["res_id"])
        self.assertTrue(order.approves_programs)
        self.assertEqual(order.pair_ids, self.pair)
        self._to_sign(order)
        self.assertEqual(program.state, "draft")
        order.register("130-ОД", "2026-11-20")
        self.assertEqual(program.state, "running")
        self.assertEqual(program.date_approved, self._day("2026-11-20"))
        self.assertEqual(program.order_ids, order)

    def test_order_asks_for_goal_and_plan(self):
        """A program that lost its plan meanwhile stops the order before it prints."""
        program = self._program(state="draft")
        action = program.action_prepare_order()
        order = self.env["mentorship.order"].browse(action["res_id"])
        program.goal = " "
        self.assertRefused(UserError, "no goal", self._to_sign, order)
        self.assertEqual(order.state, "draft")

    def test_order_names_what_is_approved(self):
        """An order that names neither programs nor pairs approves nothing."""
        order = self._order(kind=self.env.ref("school_mentorship.order_kind_programs"))
        self.assertRefused(UserError, "add the programs", self._to_sign, order)

    def test_registered_by_the_director(self):
        """Who registers needs no right to programs: the order orders it."""
        program = self._program(state="draft")
        action = program.action_prepare_order()
        order = self._to_sign(self.env["mentorship.order"].browse(action["res_id"]))
        order.with_env(self._as(self.users["director"])).register("131", "2026-11-20")
        self.assertEqual(program.state, "running")

    def test_evidence_of_programs(self):
        """Roadmap: every pair has a program, then every one is approved."""
        roadmap = self._roadmap()
        prepared = self._lines(roadmap, evidence_program="prepared")
        approved = self._lines(roadmap, evidence_program="approved")
        self.assertEqual((prepared.done, prepared.expected), (0, 1))
        self.assertIn("No program: Иванова И.И.", self._plain(prepared.hint))
        self.assertEqual(prepared.action_open_missing()["res_model"], "mentorship.pair")
        program = self._program(state="draft")
        self._commit()
        self.assertEqual((prepared.state, approved.state), ("done", "running"))
        program.action_approve()
        self._commit()
        self.assertEqual(approved.state, "done")
        self.assertEqual(approved.date_done, fields.Date.today())

    def test_evidence_of_meetings(self):
        """A line of the roadmap may count the lines of the plans that were held."""
        program = self._program()
        roadmap = self._roadmap()
        line = self._lines(roadmap, evidence_program="prepared")
        line.write({"evidence_program": "held", "hand_done": False})
        line._write_guarded({"date_done": False})
        line._settle()
        self.assertEqual((line.done, line.expected), (0, 1))
        program.session_ids.sorted("date_start")[0].date_held = "2026-10-15"
        self._commit()
        self.assertEqual((line.done, line.expected), (1, 1))

    def test_evidence_of_nothing(self):
        """Without pairs there is nothing to do yet, and nothing is done."""
        self.pair.action_end()
        roadmap = self._roadmap()
        line = self._lines(roadmap, evidence_program="prepared")
        self.assertEqual((line.done, line.expected, line.progress), (0, 0, 0))
        self.assertIn("Nothing to do yet", line.hint)

    def test_orders_are_entered_on_the_order(self):
        """The orders of a program are no field to write."""
        program = self._program(state="draft")
        order = self._order(self.pair)
        self.assertRefused(
            UserError,
            "on the order",
            program.write,
            {"order_ids": [Command.link(order.id)]},
        )

    def test_in_the_forms(self):
        """The curator enters a program by hand in its form."""
        form = Form(self.env["mentorship.program"])
        form.pair_id = self.pair
        form.goal = "Уверенно вести урок"
        self.assertEqual(str(form.date_start), "2026-10-01")
        with form.session_ids.new() as line:
            line.name = "Урок"
            line.period = "month"
        program = form.save()
        self.assertEqual(
            str(program.session_ids.date_end), "2026-11-30", "the month around today"
        )
        program.action_approve()

    def test_job_for_many(self):
        """More than thirty pairs are worked off in the background, once each."""
        mentors = self._outsiders("mentor", 31)
        mentees = self._outsiders("mentee", 31)
        pairs = self.env["mentorship.pair"].create(
            [
                {
                    "mentor_id": mentor.id,
                    "mentee_ids": [Command.set(mentee.ids)],
                    "date_start": "2026-11-23",
                    "date_end": "2027-05-31",
                }
                for mentor, mentee in zip(mentors, mentees, strict=True)
            ]
        )
        window = self.env["mentorship.program.make"].create({"pair_ids": pairs.ids})
        action = window.action_make()
        job = self.root[action["res_model"]].browse(action["res_id"])
        self._program(pairs[0], lines=[("Урок", "2026-11-23", "2026-11-30")])
        job._run_chunk()
        self.assertEqual(job.state, "done")
        self.assertEqual(len(pairs.program_ids), 31)
        self.assertEqual(job.activity_ids.user_id, self.users["curator"])

    def test_reminder_of_the_curator(self):
        """One reminder a school says what is late; it goes when nothing is."""
        program = self._program()
        activities = self.root["mail.activity"]
        domain = [
            ("res_model", "=", "mentorship.school"),
            ("res_id", "=", self.school.id),
        ]
        cron = self.root["mentorship.program"]._cron_daily
        cron()
        cron()
        activity = activities.search(domain)
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, self.users["curator"])
        self.assertIn("late lines: 1", activity.summary)
        self.assertIn("30 days: 1", activity.summary)
        program.session_ids.sorted("date_start")[0].date_held = "2026-11-15"
        self.env.flush_all()
        cron()
        self.assertFalse(activities.search(domain))


class TestProgramAccess(ProgramCommon):
    """Who may read and write programs: the pair reads, the curator writes."""

    def test_pair_reads_its_own(self):
        """Both read plan and results; another teacher finds nothing."""
        program = self._program(state="draft")
        for role, sees in (
            ("mentor", 1),
            ("mentee", 1),
            ("outsider", 0),
            ("officer", 0),
        ):
            env = self._as(self.users[role])
            with self.subTest(role=role):
                self.assertEqual(len(env["mentorship.program"].search([])), sees)
                self.assertEqual(bool(env["mentorship.session"].search([])), bool(sees))
        mine = program.with_env(self._as(self.users["mentor"]))
        for vals in ({"goal": "Другая"}, {"state": "done"}, {"date_end": "2027-06-30"}):
            self.assertRefused(AccessError, "", mine.write, vals)
        self.assertRefused(AccessError, "", mine.action_approve)

    def test_director_reads(self):
        """The director reads programs and meetings and writes neither."""
        program = self._program().with_env(self._as(self.users["director"]))
        self.assertEqual(program.goal, "Уверенно вести урок")
        self.assertRefused(AccessError, "", program.write, {"goal": "Другая"})
        self.assertRefused(
            AccessError, "", program.session_ids[0].write, {"name": "Другая"}
        )

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from .test_program import ProgramCommon


class TestSession(ProgramCommon):
    """Lines of the plan and meetings, by curator, mentor and mentee."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.program = cls._program()
        cls.lines = cls.program.session_ids.sorted("date_start")
        cls.mine = cls._as(cls.users["mentor"])
        cls.hers = cls._as(cls.users["mentee"])

    def _meeting(self, day="2026-11-10", env=None, **vals):
        """A meeting beside the plan."""
        return (env or self.env)["mentorship.session"].create(
            {
                "program_id": self.program.id,
                "work_form_id": self._form().id,
                "date_held": day,
                **vals,
            }
        )

    def test_two_fields(self):
        """A day and a form of work are a meeting of 45 minutes."""
        meeting = self._meeting()
        self.assertRecordValues(
            meeting,
            [
                {
                    "name": "консультация",
                    "state": "held",
                    "duration": 45,
                    "is_extra": True,
                    "date_start": self._day("2026-11-10"),
                    "date_end": self._day("2026-11-10"),
                }
            ],
        )

    def test_day_makes_it_held(self):
        """Typing the day into a line of the plan makes it a meeting."""
        line = self.lines[1]
        line.date_held = "2026-11-12"
        self.assertEqual(line.state, "held")
        self.assertFalse(line.is_extra)
        line.action_missed()
        self.assertFalse(line.date_held)

    def test_late_when_the_period_is_over(self):
        """A line of November is late in December, not on the 22nd."""
        october, november, _may = self.lines
        self.assertTrue(october.is_late)
        self.assertFalse(november.is_late)
        with self._on("2026-12-01 09:00:00"):
            self.env.invalidate_all()
            self.assertTrue(november.is_late)
            late = self.env["mentorship.session"].search([("is_late", "=", True)])
            self.assertEqual(late, october | november)

    def test_line_of_the_year_is_not_late(self):
        """«В течение года» is late when the program is over."""
        line = self.env["mentorship.session"].create(
            {"program_id": self.program.id, "name": "Курсы", "period": "year"}
        )
        self.assertEqual(line.date_end, self.program.date_end)
        self.assertEqual(line.term, "в течение года")
        self.assertFalse(line.is_late)

    def test_quarter_around_a_day(self):
        """A line of a quarter runs between two vacations."""
        line = self.env["mentorship.session"].create(
            {
                "program_id": self.program.id,
                "name": "Курсы",
                "period": "quarter",
                "date_start": "2027-02-01",
            }
        )
        self.assertEqual(
            (str(line.date_start), str(line.date_end)), ("2027-01-11", "2027-03-26")
        )

    def test_silent_after_thirty_days(self):
        """A pair without a meeting for thirty days stands out, one with it does not."""
        self.assertTrue(self.program.is_silent)
        self.assertTrue(self.pair.is_silent)
        pairs = self.env["mentorship.pair"]
        self.assertEqual(pairs.search([("is_silent", "=", True)]), self.pair)
        self._meeting("2026-10-23")
        self.assertFalse(self.program.is_silent)
        self.assertFalse(pairs.search([("is_silent", "=", True)]))

    # Bad input.

    def test_outside_the_program(self):
        """A meeting before the program began is a wrong day."""
        self.assertRefused(
            ValidationError, "30.09.2026 lies outside", self._meeting, "2026-09-30"
        )

    def test_in_the_future(self):
        """What has not come yet was not held."""
        self.assertRefused(
            ValidationError, "has not come yet", self._meeting, "2026-11-23"
        )
        self.assertRefused(
            ValidationError,
            "has not come yet",
            self.lines[1].write,
            {"date_held": "2026-11-23"},
        )

    def test_twenty_hours(self):
        """Twenty hours are a typing error, as is nothing."""
        for minutes in (1200, 0, -45):
            with self.subTest(minutes=minutes):
                self.assertRefused(
                    ValidationError,
                    f"a meeting of {minutes} minutes",
                    self._meeting,
                    duration=minutes,
                )

    def test_entered_twice(self):
        """The mentor by phone and the curator from the sheet: the second is told."""
        self._meeting(env=self.mine)
        self.assertRefused(ValidationError, "entered already", self._meeting)
        self.assertRefused(
            ValidationError,
            "Иванова И.И. – Петров П.П.: the meeting of 10.11.2026",
            self._meeting,
        )
        self._meeting(work_form_id=self._form("analysis").id)
        self._meeting("2026-11-11")
        self._meeting(is_second=True)
        self.assertEqual(self.program.held_count, 4)

    def test_line_and_phone(self):
        """A line of the plan marked on a day that was entered by phone is the same."""
        self._meeting(env=self.mine)
        self.lines[1].work_form_id = self._form()
        self.assertRefused(
            ValidationError,
            "entered already",
            self.lines[1].write,
            {"date_held": "2026-11-10"},
        )

    def test_two_lines_on_one_day(self):
        """Two lines of the plan may be done in one meeting."""
        self.lines[:2].write({"work_form_id": self._form().id})
        self.lines[:2].write({"date_held": "2026-11-10"})
        self.assertEqual(self.program.done_count, 2)

    def test_held_without_a_day(self):
        """Held without a day is held today."""
        self.lines[1].state = "held"
        self.assertEqual(self.lines[1].date_held, fields.Date.today())

    def test_held_is_not_deleted(self):
        """A meeting stays in the log; a mistake is marked as not held."""
        meeting = self._meeting()
        self.assertRefused(UserError, "stays in the log", meeting.unlink)
        meeting.action_missed()
        meeting.unlink()

    # Groups.

    def test_attendance_of_a_group(self):
        """Everybody of a group was there unless somebody says otherwise."""
        mentees = self._participant("mentee", "novice") | self._participant(
            "mentee", "student"
        )
        group = self._at_work(self._participant("mentor", "second"), mentees)
        program = self._program(group)
        first, second, _may = program.session_ids.sorted("date_start")
        first.date_held = "2026-10-15"
        self.assertEqual(first.attendee_ids, mentees)
        second.write({"date_held": "2026-11-15", "attendee_ids": mentees[0].ids})
        self.assertEqual(second.attendee_ids, mentees[0])

    # The mentor's phone.

    def test_mentor_enters_by_phone(self):
        """The window knows pair, day and line; one button writes the meeting."""
        window = Form(self.mine["mentorship.session.enter"])
        self.assertEqual(window.program_id.id, self.program.id)
        self.assertEqual(window.session_id.id, self.lines[0].id)
        self.assertEqual(str(window.date_held), "2026-11-22")
        window.session_id = self.lines[1].with_env(self.mine)
        window.result = "Разобрали план"
        window.save().action_enter()
        self.assertEqual(self.lines[1].state, "held")
        self.assertEqual(self.lines[1].result, "Разобрали план")

    def test_mentor_enters_beside_the_plan(self):
        """Without a line the form of work says what it was."""
        window = Form(self.mine["mentorship.session.enter"])
        window.session_id = self.mine["mentorship.session"]
        window.work_form_id = self._form("online").with_env(self.mine)
        window.save().action_enter()
        meeting = self.program.session_ids.filtered("is_extra")
        self.assertEqual(meeting.name, "онлайн-встреча")

    def test_mentor_writes_his_pairs_only(self):
        """Meetings of another pair, its plan and any deletion are refused."""
        other = self._at_work(
            self._participant("mentor", "second"), self._participant("mentee", "novice")
        )
        line = self._program(other).session_ids[0]
        self.assertFalse(line.with_env(self.mine).has_access("read"))
        self.assertRefused(
            AccessError, "", line.with_env(self.mine).write, {"result": "Чужое"}
        )
        self.assertRefused(
            AccessError,
            "",
            self.mine["mentorship.session"].create,
            {
                "program_id": line.program_id.id,
                "work_form_id": self._form().id,
                "date_held": "2026-11-10",
            },
        )
        self.assertRefused(AccessError, "", self.lines[0].with_env(self.mine).unlink)

    def test_former_mentor_writes_no_more(self):
        """Who has been replaced still reads, and writes nothing."""
        second = self._participant("mentor", "second")
        self.pair._replace_mentor(second, self._day("2026-11-20"), "Отпуск")
        self.env.flush_all()
        line = self.lines[1].with_env(self.mine)
        self.assertTrue(line.has_access("read"))
        self.assertRefused(AccessError, "", line.write, {"date_held": "2026-11-19"})

    # The mentee.

    def test_mentee_reads_and_writes_nothing(self):
        """The mentee reads plan and results; the plan is not his to write."""
        self.lines[0].write({"date_held": "2026-10-15", "result": "Хорошо"})
        line = self.lines[0].with_env(self.hers)
        self.assertEqual(line.result, "Хорошо")
        self.assertRefused(AccessError, "", line.write, {"result": "Отлично"})
        self.assertRefused(AccessError, "", self._meeting, env=self.hers)
        window = self.hers["mentorship.session.enter"].create(
            {"program_id": self.program.id, "date_held": "2026-11-20"}
        )
        self.assertRefused(UserError, "the mentor of the pair", window.action_enter)

    def test_where_the_window_leads(self):
        """Over a pair it closes; from the menu or a bookmark the meetings follow."""
        windows = self.mine["mentorship.session.enter"]
        over = windows.with_context(default_program_id=self.program.id)
        action = Form(over).save().action_enter()
        self.assertEqual(action["type"], "ir.actions.act_window_close")
        action = Form(windows).save().action_enter()
        self.assertEqual(action["path"], "mentorship-my-meetings")
        curator = self.env["mentorship.session.enter"]
        window = curator.create({"program_id": self.program.id, "is_second": True})
        self.assertEqual(window.action_enter()["path"], "mentorship-sessions")

    def test_confirmation_is_off(self):
        """Unless the school asks for it, nobody confirms anything."""
        self.lines[0].date_held = "2026-10-15"
        line = self.lines[0].with_env(self.hers)
        self.assertFalse(line.can_confirm)
        self.assertRefused(UserError, "where the school asks", line.action_confirm)

    def test_mentee_confirms(self):
        """Switched on, the mentee confirms; nobody can do it in his place."""
        self.school.mentee_confirms = True
        self.lines[0].date_held = "2026-10-15"
        for env in (self.env, self.mine):
            line = self.lines[0].with_env(env)
            self.assertRefused(
                UserError, "confirmed by its mentee", line.action_confirm
            )
            self.assertRefused(
                UserError, "confirmed by its", line.write, {"confirmed": True}
            )
        self.lines[0].with_env(self.hers).action_confirm()
        self.assertTrue(self.lines[0].confirmed)
        self.assertEqual(self.lines[0].date_confirmed, fields.Date.today())
        self.lines[0].action_missed()
        self.assertFalse(self.lines[0].confirmed)

    # What is private.

    def test_result_stays_in_the_circle(self):
        """Result and next step: pair, curator, director; no colleague, no personnel."""
        self.lines[0].write({"date_held": "2026-10-15", "result": "Хорошо"})
        for role, reads in (
            ("mentor", True),
            ("mentee", True),
            ("curator", True),
            ("director", True),
            ("outsider", False),
            ("officer", False),
        ):
            line = self.lines[0].with_env(self._as(self.users[role]))
            with self.subTest(role=role):
                self.assertEqual(line.has_access("read"), reads)

    def test_observation_is_not_the_directors(self):
        """What a mentor saw in a lesson stays between the pair and the curator."""
        self.lines[0].work_form_id = self._form("visit")
        line = self.lines[0].with_env(self.mine)
        line.action_observe()
        line.observation_ids[0].write({"score": "2", "note": "Цель названа"})
        sheet = self.lines[0].observation_ids
        self.assertEqual(len(sheet), 10)
        for role, allowed in (
            ("mentor", "rw"),
            ("mentee", "r"),
            ("curator", "rw"),
            ("director", ""),
            ("outsider", ""),
        ):
            mine = sheet.with_env(self._as(self.users[role]))
            with self.subTest(role=role):
                found = "".join(
                    letter
                    for letter, operation in (("r", "read"), ("w", "write"))
                    if mine.has_access(operation)
                )
                self.assertEqual(found, allowed)

    def test_director_opens_a_visit(self):
        """The director opens the meeting all the same, without the sheet."""
        self.lines[0].work_form_id = self._form("visit")
        self.lines[0].action_observe()
        self.env.invalidate_all()
        line = self.lines[0].with_env(self._as(self.users["director"]))
        (values,) = line.web_read({"name": {}, "observation_ids": {"fields": {}}})
        self.assertFalse(values["observation_ids"])

    # The calendar.

    def test_invitation_is_private(self):
        """Both find a meeting in their calendars, with nothing given away."""
        line = self.lines[1].with_env(self.mine)
        self.assertRefused(UserError, "has no day yet", line.action_invite)
        line.write(
            {
                "period": "day",
                "date_start": "2026-11-25",
                "date_end": "2026-11-25",
                "hour": 15.0,
            }
        )
        line.action_invite()
        event = self.lines[1].event_id.sudo()
        self.assertEqual((event.name, event.privacy), ("Встреча", "private"))
        for word in ("наставн", "mentor", "Журнал", "програм"):
            self.assertNotIn(word, str(event.description).lower())
        self.assertFalse(event.res_model)
        self.assertEqual(
            event.partner_ids,
            (self.users["mentor"] | self.users["mentee"]).partner_id,
        )
        self.assertEqual(event.duration, 0.75)
        line.write({"date_start": "2026-11-26", "date_end": "2026-11-26"})
        self.assertEqual(str(event.start)[:10], "2026-11-26")
        line.action_cancel()
        self.assertFalse(event.exists())

    def _invited_line(self):
        """A meeting in the calendars of both."""
        line = self.lines[1].with_env(self.mine)
        day = {"period": "day", "date_start": "2026-11-25", "date_end": "2026-11-25"}
        line.write(day)
        line.action_invite()
        return self.lines[1]

    def test_invitation_follows_the_new_mentor(self):
        """Another mentor takes over: the meeting is in his calendar, not in hers."""
        event = self._invited_line().event_id.sudo()
        self.staff["second"].user_id = self.users["outsider"]
        self.staff["outsider"].user_id = False
        second = self._participant("mentor", "second")
        self.pair._replace_mentor(second, self._day("2026-11-24"), "Отпуск")
        self.assertEqual(
            event.partner_ids,
            (self.users["outsider"] | self.users["mentee"]).partner_id,
        )
        self.assertEqual(event.user_id, self.users["outsider"])

    def test_invitation_before_the_change_stays(self):
        """A meeting before the new mentor's first day stays with the present one."""
        event = self._invited_line().event_id.sudo()
        second = self._participant("mentor", "second")
        self.pair._replace_mentor(second, self._day("2026-11-26"), "Отпуск")
        self.assertIn(self.users["mentor"].partner_id, event.partner_ids)

    def test_list_offers_what_the_reader_may(self):
        """In the list, nobody finds a button that ends in a refusal."""
        for who, offered in (("mentee", 0), ("mentor", 0), ("curator", 2)):
            env = self._as(self.users[who])
            arch = env["mentorship.session"].get_view(view_type="list")["arch"]
            header = etree.fromstring(arch).findall("header/button")
            self.assertEqual(len(header), offered, who)
        (row,) = (
            self.lines[0]
            .with_env(self.hers)
            .web_read({"can_enter": {}, "can_confirm": {}})
        )
        self.assertFalse(row["can_enter"])

    def test_pair_is_chosen_by_its_name(self):
        """Whoever has two pairs sees on the phone which one he enters for."""
        program = self.program.with_context(program_by_pair=True)
        self.assertEqual(program.display_name, self.pair.name)
        self.assertIn(self.program.name, self.program.display_name)
        arch = self.mine["mentorship.session.enter"].get_view(view_type="form")["arch"]
        self.assertIn("program_by_pair", arch)

    def test_own_pairs_stand_below_each_other(self):
        """«My Pairs» has no columns to swipe through."""
        action = self.root.ref("school_mentorship.mentorship_pair_action_own")
        view = self.mine["mentorship.pair"].get_view(action.view_id.id, "kanban")
        arch = etree.fromstring(view["arch"])
        self.assertNotIn("default_group_by", arch.attrib)
        self.assertIn("state", [f.get("name") for f in arch.iter("field")])

    def test_invitation_needs_an_account(self):
        """Without accounts there is nobody to invite."""
        pair = self._at_work(
            self._participant("mentor", "second"), self._participant("mentee", "novice")
        )
        program = self._program(pair)
        line = self.env["mentorship.session"].create(
            {
                "program_id": program.id,
                "name": "Встреча",
                "date_start": "2026-11-25",
            }
        )
        self.assertRefused(
            UserError, "nobody of the pair has an account", line.action_invite
        )

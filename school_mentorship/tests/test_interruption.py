from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form

from .common import MentorshipCommon


class TestInterruption(MentorshipCommon):
    """Absences, departures, another mentor: nothing is lost, an order is drafted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pair = cls._assigned(date_start="2026-11-22", date_end="2027-05-31")
        cls.mentor, cls.mentee = cls.pair.mentor_id, cls.pair.mentee_ids
        cls.second = cls._participant("mentor", "second")
        # Odoo's window for a departure belongs to the head of personnel.
        cls.users["officer"].group_ids += cls.env.ref("hr.group_hr_manager")
        cls.officer = cls._as(cls.users["officer"])

    def _agreed(self, pair=None):
        (pair or self.pair).action_prepare_agreements()
        agreement = self.env["mentorship.agreement"].search(
            [("pair_id", "=", (pair or self.pair).id)]
        )
        agreement.action_sign("2026-11-22")
        return agreement

    def _drafts(self):
        return self.env["mentorship.order"].search(
            [("changes_pairs", "=", True), ("state", "=", "draft")]
        )

    def _depart(self, *who, day="2026-11-22", env=None):
        """The personnel officer registers a departure with Odoo's own window."""
        env = env or self.officer
        employees = env["hr.employee"].browse([self.staff[name].id for name in who])
        form = Form(
            env["hr.departure.wizard"].with_context(
                active_ids=employees.ids, employee_termination=True
            )
        )
        form.departure_date = day
        count = form.mentorship_pair_count
        form.save().action_register_departure()
        self.env.invalidate_all()
        return count

    # Suspension.

    def test_pause_and_return(self):
        """Reason, days and a reminder on the day of the return; the history knows."""
        action = self.pair.action_pause()
        window = (
            self.env["mentorship.pause"]
            .with_context(**action["context"])
            .create(
                {
                    "kind": "parental",
                    "person_id": self.mentor.id,
                    "date_start": "2026-11-22",
                    "date_end": "2027-02-01",
                }
            )
        )
        window.action_pause()
        self.assertRecordValues(
            self.pair, [{"state": "suspended", "pause_kind": "parental"}]
        )
        task = self.pair.activity_ids
        self.assertEqual(str(task.date_deadline), "2027-02-01")
        self.assertEqual(task.user_id, self.users["curator"])
        self.assertIn("Иванова", task.note)
        action = self.pair.action_back()
        window = (
            self.env["mentorship.pause"]
            .with_context(**action["context"])
            .create({"date_back": "2027-02-01", "shift": "now"})
        )
        self.assertIn("10.08.2027", window.shift_text)
        window.action_resume()
        # 71 days of absence are added to the term.
        self.assertRecordValues(
            self.pair, [{"state": "active", "pause_kind": False, "pause_end": False}]
        )
        self.assertEqual(str(self.pair.date_end), "2027-08-10")

    def test_shift_by_an_order(self):
        """The last day stands in an order, so another order moves it."""
        self.pair.pause("study", "2026-11-22", "2026-12-02")
        window = self.env["mentorship.pause"].create(
            {
                "pair_ids": [Command.set(self.pair.ids)],
                "mode": "resume",
                "date_back": "2026-12-02",
                "shift": "order",
            }
        )
        action = window.action_resume()
        order = self.env["mentorship.order"].browse(action["res_id"])
        self.assertEqual(str(self.pair.date_end), "2027-05-31")
        self.assertEqual(
            [(c.result, str(c.date)) for c in order.change_ids],
            [("extended", "2027-06-10")],
        )

    def test_why_is_not_shown_to_colleagues(self):
        """That somebody is ill is nobody's business but the leaders'."""
        self.pair.pause("illness", person=self.mentor.id)
        mine = self.pair.with_env(self._as(self.users["mentee"]))
        self.assertNotIn("pause_kind", mine.fields_get())
        self.assertFalse(mine.reason)
        self.assertEqual(mine.state, "suspended")

    def test_wrong_days(self):
        for args, words in (
            (("illness", "2026-12-01", "2026-12-01"), "return"),
            (("illness", "2026-01-01"), "first day"),
        ):
            with self.subTest(args=args):
                self.assertRefused(UserError, words, self.pair.pause, *args)
        self.assertRefused(UserError, "suspended", self.pair.resume)
        self.pair.pause("illness")
        self.assertRefused(UserError, "at work", self.pair.pause, "illness")

    def test_suspended_pair_in_an_order(self):
        """The sentence says that the pair is suspended, not that it has ended."""
        self.pair.pause("illness")
        order = self._order(self.pair)
        self.assertRefused(UserError, "is suspended", order.action_to_sign)

    # Another mentor, an early end.

    def _change(self, result, **vals):
        window = self.env["mentorship.pair.change"].create(
            {
                "pair_ids": [Command.set(self.pair.ids)],
                "result": result,
                "date": "2026-11-27",
                "reason": "заявление от 20.11.2026",
                **vals,
            }
        )
        return self.env["mentorship.order"].browse(window.action_draft()["res_id"])

    def test_replacement(self):
        """Another mentor goes on with the same pair; the former agreement ends."""
        agreement = self._agreed()
        self._consent(self.second)
        order = self._change("replaced", new_mentor_id=self.second.id)
        self._to_sign(order)
        with self._on("2026-11-28 09:00:00"):
            order.register("140-ОД", "2026-11-25")
            self.assertEqual(self.pair.mentor_id, self.second)
        self.assertEqual(self.pair.state, "active")
        self.assertEqual(agreement.state, "ended")
        self.assertEqual(str(agreement.date_ended), "2026-11-26")
        self.assertIn("140-ОД", agreement.end_reason)

    def test_early_end_ends_the_agreement(self):
        agreement = self._agreed()
        self._to_sign(self._change("ended")).register("140-ОД", "2026-11-22")
        self.assertEqual(self.pair.state, "ended")
        self.assertEqual(
            (agreement.state, str(agreement.date_ended)), ("ended", "2026-11-27")
        )

    def test_agreement_for_others_stays(self):
        """An agreement for all mentees stays while the mentor has another pair."""
        agreement = self.env["mentorship.agreement"].create(
            {
                "participant_id": self.mentor.id,
                "date": "2026-11-22",
                "date_start": "2026-11-22",
                "date_end": "2027-05-31",
                "state": "signed",
            }
        )
        self._pair(self.mentor, self._participant("mentee", "novice"))
        self._to_sign(self._change("ended")).register("140-ОД", "2026-11-22")
        self.assertEqual(agreement.state, "signed")

    def test_three_working_days(self):
        """An order that relieves a mentor too soon is warned about, not refused."""
        self._agreed()
        order = self._change("ended", date="2026-11-23")
        self.assertIn("three working days", order.warning)
        self.assertFalse(self._change_date(order, "2026-11-27").warning)

    def _change_date(self, order, day):
        order.change_ids.date = day
        order.invalidate_recordset()
        return order

    def test_window_asks(self):
        for vals, words in (
            ({"reason": " "}, "reason"),
            ({"result": "replaced"}, "new mentor"),
        ):
            with self.subTest(vals=vals):
                self.assertRefused(
                    UserError, words, self._change, **{"result": "ended", **vals}
                )

    def test_consent_of_the_new_mentor_is_asked_early(self):
        window = self.env["mentorship.pair.change"].new(
            {
                "pair_ids": [Command.set(self.pair.ids)],
                "result": "replaced",
                "new_mentor_id": self.second.id,
                "date": "2026-11-27",
            }
        )
        self.assertIn("Морозов С.П.", self._plain(window.consent))

    def test_end_by_consent_is_kept(self):
        """That both sides agreed on an earlier day stays with the agreement."""
        agreement = self._agreed()
        agreement.end_early("mentor", "2026-11-22", "2026-11-23", by_consent=True)
        self.assertTrue(agreement.by_consent)
        # The pair loses its mentor: the curator is told what to do.
        self.assertIn("Replace the mentor", self.pair.activity_ids.summary)

    # Leaving the school.

    def test_mentee_leaves(self):
        """The pair ends on that day with the reason, and the order is drafted."""
        agreement = self._agreed()
        self.assertEqual(self._depart("mentee"), 1)
        self.assertRecordValues(
            self.pair,
            [{"state": "ended", "reason": "прекращение трудового договора"}],
        )
        self.assertEqual(str(self.pair.date_end), "2026-11-22")
        self.assertEqual(str(self.mentee.date_out), "2026-11-22")
        change = self._drafts().change_ids
        self.assertEqual((change.pair_id, change.result), (self.pair, "ended"))
        task = change.order_id.activity_ids
        self.assertEqual(task.user_id, self.users["curator"])
        self.assertIn("Петров", task.note)
        # The director confirms it; the mentor's agreement ends with the pair.
        order = change.order_id
        self._to_sign(order).register("150-ОД", "2026-11-22")
        self.assertEqual(self.pair.state, "ended")
        self.assertFalse(self.pair.left_behind)
        self.assertEqual(agreement.state, "ended")

    def test_mentor_of_several_leaves(self):
        """Two pairs stop; one goes on with another mentor, with its old last day."""
        other = self._pair(
            self.mentor,
            self._participant("mentee", "novice"),
            date_start="2026-11-22",
        )
        self._consent(other.mentee_ids)
        self._registered(other, number="126-ОД")
        agreement = self._agreed()
        self.assertEqual(self._depart("mentor"), 2)
        self.assertEqual((self.pair | other).mapped("state"), ["ended", "ended"])
        self.assertEqual(agreement.state, "ended")
        order = self._drafts()
        self.assertEqual(order.change_ids.pair_id, self.pair | other)
        # The curator decides: this pair goes on, that one does not.
        self._consent(self.second)
        draft = self._change(
            "replaced", new_mentor_id=self.second.id, date="2026-11-23"
        )
        self.assertEqual(draft, order)
        with self._on("2026-11-23 09:00:00"):
            self._to_sign(order).register("151-ОД", "2026-11-23")
            self.assertEqual(self.pair.mentor_id, self.second)
        self.assertEqual(self.pair.state, "active")
        self.assertEqual(str(self.pair.date_end), "2027-05-31")
        former = self.pair.member_ids.filtered(
            lambda m: m.participant_id == self.mentor
        )
        self.assertEqual(str(former.date_end), "2026-11-22")
        self.assertEqual(other.state, "ended")

    def test_leaves_next_week(self):
        """Until the last day the pair works; the night after it has ended."""
        agreement = self._agreed()
        self._depart("mentee", "mentor", day="2026-11-30")
        self.assertEqual(self.pair.state, "active")
        self.assertEqual(len(self._drafts().change_ids), 1)
        self.assertEqual(str(self.mentee.date_out), "2026-11-30")
        with self._on("2026-12-01 03:00:00"):
            self.env["mentorship.pair"]._cron_refresh_people()
            self.env["mentorship.agreement"]._cron_end()
        self.assertEqual(self.pair.state, "ended")
        self.assertEqual(str(self.pair.date_end), "2026-11-30")
        self.assertEqual(agreement.state, "ended")

    def test_another_last_day(self):
        """The day of leaving is corrected: everything moves with it."""
        self._depart("mentor")
        self.staff["mentor"].with_env(self.officer).departure_date = "2026-11-27"
        self.env.invalidate_all()
        self.assertEqual(str(self.mentor.date_out), "2026-11-27")
        self.assertEqual(self.pair.state, "active")
        self.assertEqual(str(self.pair.date_end), "2027-05-31")
        self.assertEqual(str(self._drafts().change_ids.date), "2026-11-27")

    def test_one_of_a_group_leaves(self):
        """The others go on, and the curator is told."""
        third = self._participant("mentee", "student")
        self.env["mentorship.pair.member"].create(
            {"pair_id": self.pair.id, "participant_id": third.id}
        )
        self._depart("student")
        self.assertEqual(self.pair.state, "active")
        with self._on("2026-11-23 09:00:00"):
            self.assertEqual(
                self.pair._members_of("mentee").participant_id, self.mentee
            )
        self.assertFalse(self._drafts())
        self.assertIn("Орлов", self.pair.activity_ids.note)

    def test_pair_without_an_order(self):
        """A pair that no order names yet is taken out of the draft that would."""
        pair = self._pair(self.second, self._participant("mentee", "novice"))
        order = self._order(pair | self.pair)
        self._depart("novice")
        self.assertEqual(pair.state, "ended")
        self.assertEqual(order.pair_ids, self.pair)
        self.assertFalse(self._drafts())

    def test_archived_without_the_window(self):
        """Archiving several colleagues at once is leaving as well."""
        people = self.staff["mentor"] | self.staff["mentee"]
        people.with_env(self.officer).action_archive()
        self.env.invalidate_all()
        self.assertEqual(self.pair.state, "ended")
        self.assertTrue(self._drafts())

    def test_nobody_of_mentoring_leaves(self):
        self.assertEqual(self._depart("outsider"), 0)
        self.assertFalse(self._drafts())

    def test_officer_sees_no_more(self):
        """The officer who registers the departure reads no orders by that."""
        self._depart("mentee")
        self.assertFalse(self.officer["mentorship.order"].has_access("read"))

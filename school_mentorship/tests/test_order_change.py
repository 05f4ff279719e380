from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from .common import TODAY, MentorshipCommon


class TestOrderChange(MentorshipCommon):
    """Orders that end, extend and complete pairs, and replace a mentor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind_change = cls.env.ref("school_mentorship.order_kind_change")
        cls.kind_completion = cls.env.ref("school_mentorship.order_kind_completion")
        cls.mentor = cls._participant("mentor")
        cls.mentee = cls._participant("mentee")
        cls.pair = cls._pair(cls.mentor, cls.mentee, date_start="2026-10-01")
        cls._consent(cls.mentor | cls.mentee)
        cls.assigning = cls._registered(cls.pair, number="100-ОД")
        cls.new = cls._participant("mentor", "second")

    @classmethod
    def _changing(cls, *changes, kind=None, **vals):
        """A draft order with these changes, by default of the one pair."""
        return cls._order(
            kind=kind or cls.kind_change,
            change_ids=[
                Command.create({"pair_id": cls.pair.id, "date": TODAY, **change})
                for change in changes
            ],
            **vals,
        )

    def _carried_out(self, *changes, number="126-ОД", **vals):
        order = self._to_sign(self._changing(*changes, **vals))
        order.register(number, TODAY)
        return order

    def _replacement(self, **vals):
        return {
            "result": "replaced",
            "new_mentor_id": self.new.id,
            "reason": "заявление от 20.11.2026",
            **vals,
        }

    def _pairs(self, number):
        mentees = self._outsiders("mentee", number)
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
        self._registered(pairs, number="101-ОД")
        return pairs

    # What each result does.

    def test_done(self):
        """A completed pair ends on the day of the order, with or without a reason."""
        for number, result in enumerate(("done", "partly")):
            self._carried_out({"result": result}, number=f"{number}-ОД")
            with self.subTest(result=result):
                self.assertEqual(self.pair.state, "done")
                self.assertEqual(str(self.pair.date_end), TODAY)
            self.pair.write({"state": "active"})

    def test_ended(self):
        """A pair that is ended early keeps the reason and the day."""
        self._carried_out(
            {"result": "ended", "date": "2026-11-20", "reason": "увольнение"}
        )
        self.assertEqual(self.pair.state, "ended")
        self.assertEqual(str(self.pair.date_end), "2026-11-20")
        self.assertEqual(self.pair.reason, "увольнение")

    def test_extended(self):
        """An extended pair works on until the new last day."""
        self._carried_out({"result": "extended", "date": "2027-08-31"})
        self.assertEqual(self.pair.state, "active")
        self.assertEqual(str(self.pair.date_end), "2027-08-31")

    def test_replaced(self):
        """The new mentor goes on: mentees, their dates and the pair's term stay."""
        joined = self._participant("mentee", "novice")
        self.env["mentorship.pair.member"].create(
            {
                "pair_id": self.pair.id,
                "participant_id": joined.id,
                "date_start": "2026-11-01",
                "date_end": "2027-03-31",
            }
        )
        self._consent(self.new)
        mentees = {
            member.participant_id: (member.date_start, member.date_end)
            for member in self.pair._members_of("mentee")
        }
        term = self.pair.date_start, self.pair.date_end
        self._carried_out(self._replacement())
        self.assertEqual(self.pair.state, "active")
        self.assertEqual(self.pair.mentor_id, self.new)
        self.assertEqual((self.pair.date_start, self.pair.date_end), term)
        self.assertEqual(
            {
                member.participant_id: (member.date_start, member.date_end)
                for member in self.pair._members_of("mentee")
            },
            mentees,
        )
        former = self.pair.member_ids.filtered(
            lambda member: member.participant_id == self.mentor
        )
        self.assertEqual(str(former.date_end), "2026-11-21")
        self.assertEqual(former.reason, "заявление от 20.11.2026")
        successor = self.pair.member_ids.filtered(
            lambda member: member.participant_id == self.new
        )
        self.assertEqual(str(successor.date_start), TODAY)
        self.assertIn("Морозов", self.pair.name)

    def test_replaced_later(self):
        """Until the new mentor's first day the pair is still the former one's."""
        self._consent(self.new)
        self._carried_out(self._replacement(date="2026-12-01"))
        self.assertEqual(self.pair.mentor_id, self.mentor)
        self.assertFalse(self.pair.is_group)
        refresh = self.root["mentorship.pair"]._cron_refresh_people
        with self._on("2026-11-30 09:00:00"):
            refresh()
            self.assertEqual(self.pair.mentor_id, self.mentor)
        with self._on("2026-12-01 09:00:00"):
            refresh()
            self.assertEqual(self.pair.mentor_id, self.new)
            self.assertFalse(self.pair.is_group)

    def test_suspended_pair(self):
        """A suspended pair can be ended as well."""
        self.pair.action_suspend()
        self._carried_out({"result": "ended", "reason": "длительный отпуск"})
        self.assertEqual(self.pair.state, "ended")

    def test_longer_member(self):
        """Ending a pair ends the places in it that were to last longer."""
        member = self.pair._members_of("mentee")
        member.date_end = "2027-03-31"
        self._carried_out({"result": "done"})
        self.assertEqual(str(member.date_end), TODAY)

    def test_mass_completion(self):
        """One order completes many pairs, each with its own result."""
        pairs = self._pairs(6)
        results = ("done", "partly", "extended", "ended", "done", "done")
        dates = (TODAY, TODAY, "2027-06-30", TODAY, "2026-11-20", TODAY)
        self._carried_out(
            *(
                {"pair_id": pair.id, "result": result, "date": date, "reason": "итоги"}
                for pair, result, date in zip(pairs, results, dates, strict=True)
            ),
            kind=self.kind_completion,
        )
        self.assertEqual(
            pairs.mapped("state"), ["done", "done", "active", "ended", "done", "done"]
        )
        self.assertEqual([str(pair.date_end) for pair in pairs], list(dates))
        self.assertEqual(self.pair.state, "active")

    # What is refused.

    def test_new_mentor_without_consent(self):
        """Labour Code, art. 351.8: nobody becomes a mentor without his consent."""
        order = self._changing(self._replacement())
        with self._no_printer():
            self.assertRefused(UserError, "Морозов С.П.", order.action_to_sign)
        self._consent(self.new, ["data_processing"])
        with self._no_printer():
            self.assertRefused(UserError, "Морозов С.П.", order.action_to_sign)
        self._consent(self.new, ["mentor_duties"], day="2026-11-20")
        self._to_sign(order)
        self.assertRefused(UserError, "Морозов С.П.", order.register, "7", "2026-11-19")
        self.assertEqual(self.pair.mentor_id, self.mentor)
        order.register("7", "2026-11-20")
        self.assertEqual(order.state, "registered")

    def test_consent_for_another_pair(self):
        """A consent that is limited to one pair does not open another one."""
        other = self._pairs(1)
        self._consent(self.new, ["mentor_duties"], pair_id=other.id)
        order = self._changing(self._replacement(), self._replacement(pair_id=other.id))
        with self._no_printer():
            self.assertRefused(UserError, "Морозов С.П.", order.action_to_sign)
        self._to_sign(self._changing(self._replacement(pair_id=other.id)))

    def test_consent_is_asked_of_new_mentors_only(self):
        """A mentor left over from another result is nobody's concern."""
        order = self._changing({"result": "done", "new_mentor_id": self.new.id})
        self._to_sign(order)
        self.assertEqual(order.state, "signing")

    def test_new_mentor_is_a_new_mentor(self):
        """Neither the present mentor nor a mentee takes over."""
        novice = self._participant("mentee", "novice")
        for person, words in ((self.mentor, "present one"), (novice, "mentees")):
            self.assertRefused(
                ValidationError,
                words,
                self._changing,
                self._replacement(new_mentor_id=person.id),
            )

    def test_mentee_as_his_own_mentor(self):
        """A mentee of the pair who is a mentor elsewhere cannot take it over."""
        twin = self._participant("mentor", "mentee")
        self._consent(twin, ["mentor_duties"])
        order = self._to_sign(self._changing(self._replacement(new_mentor_id=twin.id)))
        self.assertRefused(
            ValidationError, "mentor and mentee", order.register, "7", TODAY
        )
        self.assertEqual(order.state, "signing")
        self.assertEqual(self.pair.mentor_id, self.mentor)

    def test_whole_lines(self):
        """Each result says what it needs."""
        for change, words in (
            ({"result": "replaced", "reason": "заявление"}, "choose the new mentor"),
            (self._replacement(reason=False), "enter the reason"),
            ({"result": "ended"}, "enter the reason"),
            ({"result": "done", "date": "2026-09-30"}, "before the first day"),
            ({"result": "done", "date": "2027-06-01"}, "after the last day"),
            (self._replacement(date="2027-06-01"), "after the last day"),
            ({"result": "extended", "date": "2027-05-31"}, "not later"),
        ):
            with self.subTest(change=change):
                self.assertRefused(ValidationError, words, self._changing, change)

    def test_pair_twice(self):
        """One order changes a pair once."""
        self.assertRefusedByDatabase(
            "changes a pair once",
            self._changing,
            {"result": "done"},
            {"result": "done"},
        )

    def test_pair_not_at_work(self):
        """A pair that does not work yet, or no more, is not changed."""
        preparing = self._pair(self.new, self._participant("mentee", "student"))
        order = self._changing({"pair_id": preparing.id, "date": "2026-11-23"})
        with self._no_printer():
            self.assertRefused(UserError, "not at work", order.action_to_sign)
        order = self._to_sign(self._changing({"result": "done"}))
        self.pair.action_end()
        self.assertRefused(UserError, "not at work", order.register, "7", TODAY)
        self.assertEqual(order.state, "signing")

    def test_no_changes(self):
        """An order about changes says which ones."""
        order = self._changing()
        with self._no_printer():
            self.assertRefused(UserError, "Add the pairs", order.action_to_sign)

    def test_printed_rows_are_closed(self):
        """The rows of a printed sheet are neither changed, added nor removed."""
        order = self._to_sign(self._changing({"result": "done"}))
        change = order.change_ids
        other = self._pairs(1)
        for act, args in (
            (order.write, [{"change_ids": [Command.clear()]}]),
            (change.write, [{"result": "partly"}]),
            (change.unlink, []),
            (
                change.create,
                [{"order_id": order.id, "pair_id": other.id, "date": TODAY}],
            ),
        ):
            with self.subTest(act=act.__name__):
                self.assertRefused(UserError, "printed for signature", act, *args)
        order.action_draft()
        change.result = "partly"
        order.unlink()
        self.assertFalse(change.exists())

    def test_registered_once(self):
        """The effects come about once: registering again is refused."""
        self._consent(self.new)
        order = self._carried_out(self._replacement())
        members = self.pair.member_ids
        self.assertRefused(UserError, "registered already", order.register, "127-ОД")
        self.assertEqual(self.pair.member_ids, members)
        self.assertEqual(len(members), 3)

    def test_two_orders_about_one_pair(self):
        """Two sheets on the desk about one pair: the second one is refused."""
        first = self._to_sign(self._changing({"result": "done"}))
        second = self._to_sign(self._changing({"result": "ended", "reason": "перевод"}))
        first.register("1", TODAY)
        self.assertRefused(UserError, "not at work", second.register, "2", TODAY)
        self.assertEqual(self.pair.state, "done")

    def test_everybody_is_acquainted(self):
        """The sheet of acquaintance names the pair, the new mentor, the curator."""
        self._consent(self.new)
        order = self._to_sign(self._changing(self._replacement()))
        self.assertEqual(
            set(order.acquaintance_ids.mapped("name")),
            {self.staff[who].name for who in ("mentor", "mentee", "second", "curator")},
        )

    def test_form(self):
        """The rows are entered on the order's form."""
        form = Form(self.env["mentorship.order"])
        form.kind_id = self.kind_change
        with form.change_ids.new() as line:
            line.pair_id = self.pair
            line.result = "ended"
            line.reason = "увольнение"
        order = form.save()
        self.assertTrue(order.changes_pairs)
        self.assertEqual(order.change_ids.pair_id, self.pair)

    # Repeal.

    def test_repeal(self):
        """An order repeals another one; both name each other."""
        order = self._registered(
            kind=self.kind_curator, number="130-ОД", repeals_id=self.assigning.id
        )
        self.assertEqual(self.assigning.repealed_by_id, order)
        self.assertEqual(order.state, "registered")

    def test_repeal_comes_with_registering(self):
        """A sheet on the desk repeals nothing yet."""
        self._to_sign(self._order(kind=self.kind_curator, repeals_id=self.assigning.id))
        self.assertFalse(self.assigning.repealed_by_id)

    def test_repeal_of_what_stands(self):
        """Neither itself, nor a draft, nor what has been repealed is repealed."""
        draft = self._order(kind=self.kind_curator)
        self.assertRefused(
            ValidationError, "itself", draft.write, {"repeals_id": draft.id}
        )
        other = self._order(kind=self.kind_curator)
        self.assertRefused(
            ValidationError, "not in force", other.write, {"repeals_id": draft.id}
        )
        first, second = (
            self._to_sign(
                self._order(kind=self.kind_curator, repeals_id=self.assigning.id)
            )
            for _number in range(2)
        )
        first.register("131-ОД", TODAY)
        self.assertRefused(
            ValidationError, "not in force", second.register, "132-ОД", TODAY
        )
        self.assertEqual(self.assigning.repealed_by_id, first)
        self.assertEqual(second.state, "signing")

    def test_director_registers_a_repeal(self):
        """The director registers what repeals, though he edits no orders."""
        order = self._to_sign(
            self._order(kind=self.kind_curator, repeals_id=self.assigning.id)
        )
        order.with_env(self._as(self.users["director"])).register("133-ОД", TODAY)
        self.assertEqual(self.assigning.repealed_by_id, order)

    def test_director_registers_changes(self):
        """The director registers changes, though he edits no pairs."""
        order = self._to_sign(self._changing({"result": "done"}))
        order.with_env(self._as(self.users["director"])).register("134-ОД", TODAY)
        self.assertEqual(self.pair.state, "done")

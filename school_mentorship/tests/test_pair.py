from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from .common import TODAY, MentorshipCommon


class TestPair(MentorshipCommon):
    """Pairs and groups: people with dates; custom is a warning, law an error."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor", capacity=3)
        cls.mentee = cls._participant("mentee")

    def _move(self, pair, state):
        """What the board does when a card is dropped."""
        pair.write({"state": state})

    def test_two_fields_make_a_pair(self):
        """A mentor and a mentee are enough: name, term, form, members follow."""
        pair = self.env["mentorship.pair"].create(
            {"mentor_id": self.mentor.id, "mentee_ids": [Command.link(self.mentee.id)]}
        )
        self.assertEqual(self._plain(pair.name), "Иванова И.И. – Петров П.П.")
        self.assertEqual(pair.member_ids.participant_id, self.mentor | self.mentee)
        self.assertEqual(str(pair.date_start), TODAY)
        self.assertEqual(str(pair.date_end), "2027-05-31")
        self.assertEqual(pair.state, "preparing")
        self.assertTrue(pair.form_id)
        self.assertTrue(pair.type_id)
        self.assertFalse(pair.is_group)
        self.assertEqual(
            pair.member_ids.user_id, self.users["mentor"] | self.users["mentee"]
        )

    def test_form(self):
        """The form of a pair saves with a mentor and a mentee."""
        form = Form(self.env["mentorship.pair"])
        form.mentor_id = self.mentor
        form.mentee_ids.add(self.mentee)
        pair = form.save()
        self.assertEqual(pair.mentor_id, self.mentor)
        self.assertEqual(pair.mentee_ids, self.mentee)

    def test_default_end_in_spring_and_summer(self):
        """A pair made in May ends this May, one made in June next May."""
        pairs = self.env["mentorship.pair"]
        for moment, end in (
            ("2027-02-01 09:00:00", "2027-05-31"),
            ("2027-06-01 09:00:00", "2028-05-31"),
            ("2028-02-29 09:00:00", "2028-05-31"),
        ):
            with self._on(moment):
                self.assertEqual(str(pairs._default_date_end()), end)

    def test_person_with_himself(self):
        """Nobody is his own mentor, however the pair is entered."""
        same = self._participant("mentee", "mentor")
        words = "cannot be mentor and mentee in the same pair"
        self.assertRefused(ValidationError, words, self._pair, self.mentor, same)
        members = [
            Command.create({"participant_id": person.id})
            for person in self.mentor | same
        ]
        pairs = self.env["mentorship.pair"]
        self.assertRefused(
            ValidationError, words, pairs.create, {"member_ids": members}
        )
        pair = self._pair(self.mentor, self.mentee)
        self.assertRefused(
            ValidationError,
            words,
            self.env["mentorship.pair.member"].create,
            {"pair_id": pair.id, "participant_id": same.id},
        )
        self.assertRefused(
            ValidationError,
            words,
            pair.write,
            {"mentee_ids": [Command.link(same.id)]},
        )

    def test_dates_the_wrong_way_round(self):
        """A pair does not end before it starts, nor does a member in it."""
        self.assertRefused(
            ValidationError,
            "lies before the first one",
            self._pair,
            self.mentor,
            self.mentee,
            date_start="2027-05-31",
            date_end="2026-09-01",
        )
        pair = self._pair(self.mentor, self.mentee)
        self.assertRefused(
            ValidationError,
            "lies before the first one",
            pair.member_ids[0].write,
            {"date_start": "2027-03-01", "date_end": "2027-02-01"},
        )

    def test_member_within_the_pair(self):
        """The dates of a member lie within those of the pair."""
        pair = self._pair(self.mentor, self.mentee)
        words = "within those of the pair, 23.11.2026 – 31.05.2027"
        member = pair.member_ids[0]
        for vals in ({"date_start": "2026-11-01"}, {"date_end": "2027-06-30"}):
            self.assertRefused(ValidationError, words, member.write, vals)

    def test_pair_shrinks_only_with_its_members(self):
        """A pair's term is not cut below the dates of its members."""
        pair = self._pair(self.mentor, self.mentee)
        pair.member_ids[0].date_start = "2027-01-11"
        self.assertRefused(
            ValidationError, "", pair.write, {"date_start": "2027-02-01"}
        )

    def test_same_two_people_once_at_a_time(self):
        """The same mentor and mentee form one pair at a time."""
        self._pair(self.mentor, self.mentee)
        words = "already exists for these dates"
        self.assertRefused(ValidationError, words, self._pair, self.mentor, self.mentee)
        later = self._pair(
            self.mentor, self.mentee, date_start="2027-09-01", date_end="2028-05-31"
        )
        self.assertTrue(later)
        self.assertRefused(
            ValidationError, words, later.write, {"date_start": "2027-05-01"}
        )

    def test_several_pairs_of_one_mentee(self):
        """A mentee may have two mentors, each in a pair of its own."""
        self._pair(self.mentor, self.mentee)
        second = self._pair(self._participant("mentor", "second"), self.mentee)
        self.assertTrue(second)
        self.assertEqual(self.mentee.pair_count, 2)

    def test_reverse_mentoring(self):
        """The same two people teach each other: a mentor here is a mentee there."""
        self._pair(self.mentor, self.mentee)
        back = self._pair(
            self._participant("mentor", "mentee"),
            self._participant("mentee", "mentor"),
        )
        self.assertEqual(self._plain(back.name), "Петров П.П. – Иванова И.И.")

    def test_group_and_dates_of_each(self):
        """A group: several mentees, each with dates of his own."""
        novice = self._participant("mentee", "novice")
        pair = self._pair(self.mentor, self.mentee | novice)
        self.assertTrue(pair.is_group)
        member = pair.member_ids.filtered(lambda m: m.participant_id == novice)
        with self._on("2027-02-10 09:00:00"):
            member.write({"date_end": "2027-02-01", "reason": "переход"})
            self.assertEqual(pair.mentee_ids, self.mentee)
            self.assertEqual(len(pair.member_ids), 3)

    def test_replacing_a_mentor_before_the_order(self):
        """Before an order another mentor is simply chosen."""
        pair = self._pair(self.mentor, self.mentee)
        second = self._participant("mentor", "second")
        pair.mentor_id = second
        self.assertEqual(pair.member_ids.participant_id, second | self.mentee)
        self.assertEqual(self._plain(pair.name), "Морозов С.П. – Петров П.П.")

    def test_replacing_a_mentor_after_the_order(self):
        """After an order a mentor leaves on a day and another one joins."""
        pair = self._assigned(mentor=self.mentor, mentees=self.mentee)
        second = self._participant("mentor", "second")
        words = "named in a printed order"
        self.assertRefused(UserError, words, pair.write, {"mentor_id": second.id})
        former = pair.member_ids.filtered(lambda m: m.role == "mentor")
        with self._on("2027-01-15 09:00:00"):
            pair.member_ids = [
                Command.update(former.id, {"date_end": "2027-01-10"}),
                Command.create(
                    {"participant_id": second.id, "date_start": "2027-01-11"}
                ),
            ]
            self.assertEqual(pair.mentor_id, second)
            self.assertEqual(len(pair.member_ids), 3)
            self.assertEqual(self.mentor.pair_count, 0)

    def test_ordered_members_stay(self):
        """Who stands in a registered order is neither removed nor exchanged."""
        pair = self._assigned(mentor=self.mentor, mentees=self.mentee)
        other = self._participant("mentee", "novice")
        member = pair.member_ids.filtered(lambda m: m.role == "mentee")
        words = "Enter the day on which the person left"
        self.assertRefused(UserError, words, member.unlink)
        self.assertRefused(
            UserError, "", pair.write, {"mentee_ids": [Command.set(other.ids)]}
        )
        self.assertRefused(UserError, "", member.write, {"participant_id": other.id})
        self.assertEqual(pair.mentee_ids, self.mentee)

    def test_ordered_pair_stays(self):
        """A pair in a registered order is not deleted; before it, it is."""
        pair = self._assigned(mentor=self.mentor, mentees=self.mentee)
        self.assertRefused(UserError, "End the pair instead", pair.unlink)
        draft = self._pair(self._participant("mentor", "second"), self.mentee)
        draft.unlink()
        self.assertFalse(draft.exists())

    def test_pair_on_the_desk_stays(self):
        """A printed sheet names a pair: it keeps its people until that is settled."""
        pair = self._pair(self.mentor, self.mentee)
        self._consent(self.mentor | self.mentee)
        second = self._participant("mentor", "second")
        self._to_sign(self._order(pair))
        self.assertRefused(UserError, "", pair.unlink)
        self.assertRefused(UserError, "", pair.write, {"mentor_id": second.id})

    def test_orders_of_a_pair_are_not_typed(self):
        """A pair gets into an order and out of it by the order alone."""
        pair = self._assigned(mentor=self.mentor, mentees=self.mentee)
        order = pair.order_ids
        other = self._pair(self._participant("mentor", "second"), self.mentee)
        for target, commands in (
            (other, [Command.link(order.id)]),
            (pair, [Command.clear()]),
            (pair, [Command.unlink(order.id)]),
        ):
            with self.subTest(commands=commands):
                self.assertRefused(UserError, "", target.write, {"order_ids": commands})
        self.assertEqual(order.pair_ids, pair)

    def test_work_starts_by_order_only(self):
        """Dragging a pair to «Действует» without an order is refused, with the way."""
        pair = self._pair(self.mentor, self.mentee)
        self.assertRefused(UserError, "Prepare the order", self._move, pair, "active")
        self.assertEqual(pair.state, "preparing")

    def test_state_is_not_given_at_birth(self):
        """A new pair is being prepared, whatever values or context say."""
        vals = {
            "mentor_id": self.mentor.id,
            "mentee_ids": [Command.link(self.mentee.id)],
        }
        pairs = self.env["mentorship.pair"]
        self.assertRefused(UserError, "", pairs.create, vals | {"state": "active"})
        try:
            with self.env.cr.savepoint():
                pair = pairs.with_context(
                    default_state="active", mentorship_internal=True
                ).create(vals)
        except UserError:
            return
        self.assertEqual(pair.state, "preparing")

    def test_moves_on_the_board(self):
        """What may follow what; anything else is refused with both names."""
        pair = self._assigned(mentor=self.mentor, mentees=self.mentee)
        self.assertEqual(pair.state, "active")
        words = "«At work» cannot become «Being prepared»"
        self.assertRefused(UserError, words, self._move, pair, "preparing")
        self._move(pair, "suspended")
        self._move(pair, "active")
        self._move(pair, "done")
        self.assertRefused(UserError, "cannot become", self._move, pair, "suspended")
        self._move(pair, "active")
        self._move(pair, "ended")
        self.assertEqual(pair.state, "ended")

    def test_preparing_is_not_completed(self):
        """A pair that never worked is not «Завершена»; it can be ended."""
        pair = self._pair(self.mentor, self.mentee)
        self.assertRefused(UserError, "cannot become", self._move, pair, "done")
        self.assertRefused(UserError, "cannot become", self._move, pair, "suspended")
        self._move(pair, "ended")
        self.assertEqual(pair.state, "ended")

    def test_buttons(self):
        """Pause, resume, complete: the open term ends today."""
        pair = self._assigned(
            mentor=self.mentor, mentees=self.mentee, date_start="2026-09-15"
        )
        pair.action_suspend()
        self.assertEqual(pair.state, "suspended")
        pair.action_resume()
        self.assertEqual(pair.state, "active")
        pair.action_done()
        self.assertEqual(pair.state, "done")
        self.assertEqual(str(pair.date_end), TODAY)

    def test_ending_before_the_first_day(self):
        """Ending a pair that has not begun does not turn its dates round."""
        pair = self._pair(self.mentor, self.mentee, date_start="2026-12-01")
        pair.action_end()
        self.assertEqual(pair.date_end, pair.date_start)

    def test_missing_in_words(self):
        """«Чего не хватает» in the order in which a curator deals with it."""
        pair = self._pair(self.mentor, self.mentee)
        self.assertEqual(
            self._plain(pair.missing),
            "no consent to duties: Иванова И.И.; "
            "no consent to participate: Петров П.П.; "
            "no consent to data processing: Иванова И.И., Петров П.П.; no order",
        )
        self._consent(self.mentor)
        self.env.invalidate_all()
        self.assertNotIn("Иванова", pair.missing)
        self._consent(self.mentee)
        self.env.invalidate_all()
        self.assertEqual(pair.missing, "no order")
        self._registered(pair)
        self.env.invalidate_all()
        self.assertFalse(pair.missing)

    def test_missing_people(self):
        """A pair without a mentor or without mentees says so."""
        empty = self.env["mentorship.pair"].create({})
        self.assertIn("no mentor; no mentee", empty.missing)
        self.assertFalse(empty.name)

    def test_finished_pair_misses_nothing(self):
        """Nothing is asked of a pair that has ended."""
        pair = self._pair(self.mentor, self.mentee)
        pair.action_end()
        self.assertFalse(pair.missing)

    def test_mentee_paper_is_a_warning(self):
        """Without the mentee's paper the pair is assigned all the same."""
        pair = self._pair(self.mentor, self.mentee)
        self._consent(self.mentor, ["mentor_duties"])
        self._registered(pair)
        self.assertEqual(pair.state, "active")
        self.assertIn("no consent to participate", pair.missing)

    def test_load_is_a_warning(self):
        """More mentees than the school's limit: shown, never refused."""
        novice = self._participant("mentee", "novice")
        self.school.mentee_limit = 1
        pair = self._pair(self.mentor, self.mentee | novice)
        self.assertIn("2 mentees, the school's limit is 1", pair.warning)
        self.school.mentee_limit = 0
        self.env.invalidate_all()
        self.assertFalse(pair.warning)

    def test_term_is_a_warning(self):
        """Three months to a year is the custom; a short type says nothing."""
        pair = self._pair(self.mentor, self.mentee, date_end="2026-12-31")
        self.assertIn("shorter than three months", pair.warning)
        short = self.env["mentorship.type"].search([("is_short", "=", True)], limit=1)
        pair.type_id = short
        self.assertFalse(pair.warning)
        pair.type_id = False
        pair.date_end = "2028-05-31"
        self.assertIn("longer than a year", pair.warning)

    def test_experience_category_manager_are_warnings(self):
        """The limits that a school may set for itself."""
        pair = self._pair(self.mentor, self.mentee)
        self.school.write(
            {"min_experience": 5, "category_required": True, "manager_excluded": True}
        )
        self.staff["mentor"].teaching_since = "2024-09-01"
        self.staff["mentee"].parent_id = self.staff["mentor"]
        self.env.invalidate_all()
        self.assertIn("less experience", pair.warning)
        self.assertIn("holds no category", pair.warning)
        self.assertIn("is the mentee's manager", pair.warning)
        self.staff["mentor"].write(
            {"teaching_since": "2010-09-01", "qualification_category": "highest"}
        )
        self.staff["mentee"].parent_id = False
        self.env.invalidate_all()
        self.assertFalse(pair.warning)

    def test_prepare_consents(self):
        """One button makes all sheets that the members still lack."""
        pair = self._pair(self.mentor, self.mentee)
        action = pair.action_prepare_consents()
        self.assertEqual(
            self.env["mentorship.consent"].search_count(action["domain"]), 4
        )

    def test_prepare_one_order_for_several(self):
        """September in one order: the chosen pairs stand in it, ready to print."""
        pair = self._pair(self.mentor, self.mentee)
        other = self._pair(
            self._participant("mentor", "second"), self._participant("mentee", "novice")
        )
        action = (pair | other).action_prepare_order()
        order = self.env["mentorship.order"].browse(action["res_id"])
        self.assertEqual(order.kind_id, self.kind_pairs)
        self.assertEqual(order.pair_ids, pair | other)
        self._consent((pair | other).member_ids.participant_id)
        self._to_sign(order).register("1")
        self.assertRefused(
            UserError, "assigned by an order already", pair.action_prepare_order
        )

    def test_search_by_mentee(self):
        """Pairs are found by a mentee's name, and those without him as well."""
        novice = self._participant("mentee", "novice")
        pair = self._pair(self.mentor, self.mentee | novice)
        other = self._pair(self._participant("mentor", "second"), novice)
        pairs = self.env["mentorship.pair"]
        self.assertEqual(pairs.search([("mentee_ids", "ilike", "Петров")]), pair)
        self.assertEqual(pairs.search([("mentee_ids", "in", self.mentee.ids)]), pair)
        self.assertEqual(
            pairs.search([("mentee_ids", "not in", self.mentee.ids)]), other
        )

    def test_groups_are_told_apart(self):
        """A pair and a group are two different cards on the board."""
        novice = self._participant("mentee", "novice")
        pair = self._pair(self.mentor, self.mentee)
        self.assertFalse(pair.is_group)
        pair.mentee_ids |= novice
        self.assertTrue(pair.is_group)

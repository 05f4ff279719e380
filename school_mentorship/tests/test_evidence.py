from odoo import SUPERUSER_ID

from .common import MentorshipCommon


class TestEvidence(MentorshipCommon):
    """The roadmap is alive: its lines are counted from records, its stage follows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roadmap = cls._roadmap()

    def _line(self, **values):
        return self._lines(self.roadmap, **values)[:1]

    def _new(self, **vals):
        return self.env["mentorship.measure"].create(
            {
                "roadmap_id": self.roadmap.id,
                "stage_id": self.roadmap.stage_id.id,
                "name": "Пункт",
                **vals,
            }
        )

    def _counted(self, line):
        self._commit()
        return line.done, line.expected, line.progress, line.state

    def _records(self, action):
        self.assertEqual(action["type"], "ir.actions.act_window")
        return self.env[action["res_model"]].search(action["domain"])

    # Nothing yet.

    def test_nothing_expected_is_not_done(self):
        """Nothing to do yet is 0 % and never done."""
        for values in (
            {"evidence": "bank", "evidence_role": "mentor"},
            {"evidence": "pair"},
            {"evidence": "order", "evidence_effect": "assigns_pairs"},
        ):
            line = self._line(**values) or self._new(**values, evidence_pair="formed")
            self.assertEqual(line.expected, 0)
            self.assertEqual(line.progress, 0)
            self.assertNotEqual(line.state, "done")
            self.assertTrue(line.hint)
            self.assertFalse(line.has_missing)

    def test_button_where_nothing_is_there(self):
        """With nothing to show the button leads to where the first record is made."""
        for line in self.roadmap.measure_ids:
            action = line.action_open_missing()
            self.assertIn(action["res_model"], self.env)

    # Bank and consents.

    def test_bank(self):
        """The bank's line counts people, says who lacks a consent, opens them."""
        line = self._line(evidence="bank", evidence_role="mentor")
        first = self._participant("mentor")
        second = self._participant("mentor", "second")
        third = self._participant("mentor", "novice")
        self.assertEqual(self._counted(line), (0, 3, 0, "running"))
        self.assertIn("и ещё 2", self._plain(line.hint))
        self._consent(first)
        self.assertEqual(self._counted(line), (1, 3, 33, "running"))
        self.env.invalidate_all()
        self.assertTrue(line.has_missing)
        self.assertEqual(self._records(line.action_open_missing()), second | third)
        self._consent(second | third)
        self.assertEqual(self._counted(line), (3, 3, 100, "done"))
        # Done on the day of the last consent, whenever that was typed in.
        self.assertEqual(str(line.date_done), "2026-09-10")
        self.env.invalidate_all()
        self.assertFalse(line.has_missing)

    def test_bank_counts_its_role_only(self):
        """Mentees do not fill the bank of mentors."""
        self._consent(self._participant("mentee"))
        line = self._line(evidence="bank", evidence_role="mentor")
        self.assertEqual(self._counted(line)[1], 0)

    def test_consents(self):
        """A line of consents asks its own kind of those whose role it names."""
        line = self._new(
            evidence="consent", evidence_role="mentor", evidence_consent="image"
        )
        mentor = self._participant("mentor")
        self._consent(mentor, ["data_processing", "mentor_duties"])
        self.assertEqual(self._counted(line), (0, 1, 0, "planned"))
        self._consent(mentor, ["image"])
        self.assertEqual(self._counted(line)[:3], (1, 1, 100))

    def test_within_the_roadmaps_dates(self):
        """Who left before this school year is no gap in it."""
        line = self._line(evidence="bank", evidence_role="mentor")
        self._participant("mentor", date_in="2025-09-01", date_out="2026-08-31")
        self._participant("mentor", "second", date_in="2027-09-01")
        self.assertEqual(self._counted(line)[1], 0)

    # Orders.

    def test_order_of_the_regulation(self):
        """No order, an order under way, a registered one: 0 %, its name, done."""
        line = self._line(evidence="order", evidence_effect="approves_regulation")
        self.assertEqual(line.hint, "No order")
        order = self._order(kind=self.kind_regulation)
        self._commit()
        self.env.invalidate_all()
        self.assertIn("Not registered yet", line.hint)
        self.assertEqual(self._records(line.action_open_missing()), order)
        self._to_sign(order).register("1")
        self.assertEqual(self._counted(line)[:3], (1, 1, 100))
        self.assertEqual(line.state, "done")

    def test_order_approves_this_roadmap(self):
        """Last year's order approves last year's roadmap, not this one."""
        line = self._line(evidence="order", evidence_effect="approves_roadmap")
        last = self.env["mentorship.roadmap"].create({"date_start": "2025-09-01"})
        self._registered(kind=self.kind_roadmap, roadmap_id=last.id, number="1")
        self.assertEqual(self._counted(line)[0], 0)
        self._registered(kind=self.kind_roadmap, roadmap_id=self.roadmap.id, number="2")
        self.assertEqual(self._counted(line)[0], 1)

    def test_repealed_order_proves_nothing(self):
        """An order that lost its force does not prove a line not yet reached."""
        first = self._registered(kind=self.kind_curator, number="1")
        second = self._registered(kind=self.kind_regulation, number="2")
        first.repealed_by_id = second
        line = self._new(evidence="order", evidence_effect="appoints_curator")
        self.assertEqual(self._counted(line)[0], 0)

    def test_order_of_the_pairs(self):
        """Every pair of the year has its registered order."""
        line = self._line(evidence="order", evidence_effect="assigns_pairs")
        pair = self._pair()
        other = self._pair(
            self._participant("mentor", "second"), self._participant("mentee", "novice")
        )
        self._consent((pair | other).member_ids.participant_id)
        self.assertEqual(self._counted(line)[:2], (0, 2))
        self._registered(pair)
        self.assertEqual(self._counted(line)[:3], (1, 2, 50))
        self.env.invalidate_all()
        self.assertEqual(self._records(line.action_open_missing()), other)
        self._registered(other, "126-ОД")
        self.assertEqual(self._counted(line)[2:], (100, "done"))

    # Pairs.

    def test_every_mentee_has_a_pair(self):
        """Who of the mentees is without a mentor is said and opened."""
        line = self._new(evidence="pair", evidence_pair="formed")
        mentee = self._participant("mentee")
        novice = self._participant("mentee", "novice")
        self.assertEqual(self._counted(line)[:2], (0, 2))
        self._pair(mentees=mentee)
        self.assertEqual(self._counted(line)[:2], (1, 2))
        self.env.invalidate_all()
        self.assertIn("Лебедева А.Ю.", self._plain(line.hint))
        self.assertEqual(self._records(line.action_open_missing()), novice)

    def test_member_added_by_itself(self):
        """A mentee added to a pair as a member counts like any other."""
        line = self._new(evidence="pair", evidence_pair="formed")
        pair = self._pair()
        novice = self._participant("mentee", "novice")
        self.assertEqual(self._counted(line)[:2], (1, 2))
        self.env["mentorship.pair.member"].create(
            {"pair_id": pair.id, "participant_id": novice.id}
        )
        self.assertEqual(self._counted(line)[:2], (2, 2))

    def test_every_pair_at_work(self):
        """Pairs being prepared are what is missing; ended ones are not asked."""
        line = self._new(evidence="pair", evidence_pair="active")
        pair = self._pair()
        other = self._pair(
            self._participant("mentor", "second"), self._participant("mentee", "novice")
        )
        self.assertEqual(self._counted(line)[:2], (0, 2))
        other.action_end()
        self.assertEqual(self._counted(line)[:2], (0, 1))
        self._consent(pair.member_ids.participant_id)
        self._registered(pair)
        self.assertEqual(self._counted(line)[2:], (100, "done"))

    # Reached is reached.

    def test_reached_keeps_its_date(self):
        """Who comes or leaves later does not lower what September reached."""
        line = self._line(evidence="bank", evidence_role="mentor")
        mentor = self._participant("mentor")
        consent = self._consent(mentor)
        self.assertEqual(self._counted(line)[3], "done")
        with self._on("2026-12-10 09:00:00"):
            self._participant("mentor", "second")
            consent.action_withdraw("2026-12-10")
            self.assertEqual(self._counted(line), (0, 2, 100, "done"))
            self.assertEqual(str(line.date_done), "2026-09-10")

    def test_by_hand_beats_the_count(self):
        """A line that records do not prove can be done on paper."""
        line = self._line(evidence="bank", evidence_role="mentor")
        self._participant("mentor")
        line.write({"hand_done": True, "hand_basis": "Банк на бумаге"})
        self.assertEqual(self._counted(line)[2:], (100, "done"))
        line.hand_done = False
        self.assertEqual(self._counted(line)[:3], (0, 1, 0))

    def test_hand_mark_and_back_keeps_what_was_reached(self):
        """A mark by hand taken back does not erase the day the records reached."""
        line = self._line(evidence="bank", evidence_role="mentor")
        mentor = self._participant("mentor")
        self._consent(mentor)
        self.assertEqual(self._counted(line)[3], "done")
        with self._on("2026-12-10 09:00:00"):
            line.write({"hand_done": True, "hand_basis": "Протокол"})
            line.hand_done = False
            self.assertEqual(self._counted(line)[3], "done")

    def test_not_required_is_not_counted(self):
        """Records do not move a line that is not required this year."""
        line = self._line(evidence="bank", evidence_role="mentor")
        line.write({"not_required": True, "not_required_reason": "Нет наставников"})
        self._consent(self._participant("mentor"))
        self.assertEqual(self._counted(line), (0, 0, 100, "not_required"))

    def test_drafts_rest(self):
        """A draft roadmap is not counted; approving it counts at once."""
        draft = self.env["mentorship.roadmap"].create({"date_start": "2027-09-01"})
        line = self._lines(draft, evidence="order", evidence_effect="appoints_curator")
        line = line or self._lines(draft, evidence="bank", evidence_role="mentor")
        mentor = self._participant("mentor")
        self._consent(mentor)
        self._commit()
        self.assertEqual(draft.progress, 0)
        self.assertEqual(line[0].done, 0)
        draft.action_approve()
        self.assertTrue(draft.measure_ids.filtered("done"))

    def test_counted_for_whoever_acts(self):
        """A personnel officer or a director moves the roadmap by what they enter."""
        line = self._line(evidence="order", evidence_effect="approves_regulation")
        order = self._to_sign(self._order(kind=self.kind_regulation))
        order.with_env(self._as(self.users["director"])).register("1")
        self.assertEqual(self._counted(line)[3], "done")

    def test_once_a_transaction(self):
        """However many records change, the roadmap is counted once, at the end."""
        line = self._line(evidence="bank", evidence_role="mentor")
        people = self._outsiders("mentor", 5)
        self.assertEqual(line.expected, 0)
        self._commit()
        self.assertEqual(line.expected, 5)
        people[0].unlink()
        self._commit()
        self.assertEqual(line.expected, 4)

    def test_night(self):
        """At night what only time has changed is counted: a consent ran out."""
        line = self._line(evidence="bank", evidence_role="mentor")
        first = self._participant("mentor")
        self._participant("mentor", "second")
        self._consent(first)[0].valid_until = "2026-11-30"
        self.assertEqual(self._counted(line)[:2], (1, 2))
        with self._on("2026-12-01 01:00:00"):
            self.root["mentorship.roadmap"]._cron_refresh()
            self.env.invalidate_all()
            self.assertEqual(self._counted(line)[:2], (0, 2))

    # The stage.

    def _finish(self, *stages):
        lines = self.roadmap.measure_ids.filtered(
            lambda m: m.stage_id.sequence in stages
        )
        lines.write({"hand_done": True, "hand_basis": "Протокол"})
        self._commit()

    def test_stage_moves_forward(self):
        """All lines of a stage done, the roadmap stands in the next one."""
        self.assertEqual(self.roadmap.stage_id.sequence, 10)
        self._finish(10)
        self.assertEqual(self.roadmap.stage_id.sequence, 20)
        self._finish(20, 30)
        self.assertEqual(self.roadmap.stage_id.sequence, 40)

    def test_stage_is_written_by_the_bot_with_one_note(self):
        """The move is noted once, in the bot's name: nobody pushed the card."""
        # What the fixture made is behind us, as in a request of its own.
        self._commit()
        roadmap = self.roadmap.with_context(tracking_disable=False)
        before = roadmap.message_ids
        env = self.env(context={**self.env.context, "tracking_disable": False})
        lines = roadmap.measure_ids.with_env(env)
        lines.filtered(lambda m: m.stage_id.sequence == 10).write(
            {"hand_done": True, "hand_basis": "Протокол"}
        )
        self._commit()
        self.env.invalidate_all()
        notes = (roadmap.message_ids - before).filtered(
            lambda m: "stage_id" in m.sudo().tracking_value_ids.field_id.mapped("name")
        )
        self.assertEqual(len(notes), 1)
        bot = self.root["res.users"].browse(SUPERUSER_ID)
        self.assertEqual(notes.author_id, bot.partner_id)

    def test_everything_done(self):
        """With everything done the roadmap stands in its last stage, not in none."""
        self._finish(10, 20, 30, 40, 50, 60)
        self.assertEqual(self.roadmap.stage_id.sequence, 60)
        self.assertFalse(self.roadmap.stage_id.is_transversal)

    def test_hand_move_holds_until_passed(self):
        """A move by hand holds until the evidence passes it."""
        self._finish(10)
        stages = self.env["mentorship.stage"].search([("company_id", "=", False)])
        fourth = stages.filtered(lambda s: s.sequence == 40)
        self.roadmap.stage_id = fourth
        self._finish(20)
        self.assertEqual(self.roadmap.stage_id, fourth)
        self._finish(30, 40)
        self.assertEqual(self.roadmap.stage_id.sequence, 50)

    def test_hand_move_back_holds(self):
        """Moved back by hand, it stays there until the evidence goes further."""
        self._finish(10, 20)
        stages = self.env["mentorship.stage"].search([("company_id", "=", False)])
        self.roadmap.stage_id = stages.filtered(lambda s: s.sequence == 10)
        self._consent(self._participant("mentor"))
        self._commit()
        self.assertEqual(self.roadmap.stage_id.sequence, 10)
        self._finish(30)
        self.assertEqual(self.roadmap.stage_id.sequence, 40)

    def test_later_gap_is_a_badge(self):
        """A line opened again behind the roadmap is a badge, not a jump back."""
        self._finish(10)
        line = self.roadmap.measure_ids.filtered(lambda m: m.stage_id.sequence == 10)[0]
        self.assertEqual(self.roadmap.gap_count, 0)
        line.hand_done = False
        self._commit()
        self.assertEqual(self.roadmap.gap_count, 1)
        self.assertEqual(self.roadmap.stage_id.sequence, 20)

    def test_transversal_lines_hold_nothing_up(self):
        """Lines of the stage that runs through all stages lock none of them."""
        self._finish(10, 20, 30, 40, 50)
        self.assertEqual(self.roadmap.stage_id.sequence, 60)
        open_lines = self.roadmap.measure_ids.filtered(
            lambda m: m.stage_id.is_transversal and m.state != "done"
        )
        self.assertTrue(open_lines)
        self.assertEqual(self.roadmap.gap_count, 0)

    def test_another_schools_stage(self):
        """Another school's own stage is no place for this school's roadmap."""
        other = self.root["res.company"].create({"name": "Лицей № 1"})
        stage = self.root["mentorship.stage"].create(
            {
                "name": "Аттестация",
                "short_name": "Аттестация",
                "sequence": 65,
                "company_id": other.id,
            }
        )
        self._finish(10, 20, 30, 40, 50, 60)
        self._consent(self._participant("mentor"))
        self._commit()
        self.assertNotEqual(self.roadmap.sudo().stage_id, stage)

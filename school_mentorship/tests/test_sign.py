from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .common import TODAY, MentorshipCommon


class TestSign(MentorshipCommon):
    """«Отметить подписанными»: many papers, one day, minus exceptions; and back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor")
        cls.mentee = cls._participant("mentee")
        cls.people = cls.mentor | cls.mentee
        cls.consents = cls.env["mentorship.consent"]._prepare_for(cls.people)
        with cls._no_printer():
            cls.consents._give_out()

    def _window(self, records, date="2026-11-20", without=None):
        """The window opened for a selection, some lines unticked."""
        action = records.action_mark_signed()
        window = self.env["mentorship.sign"].browse(action["res_id"])
        window.date = date
        for record in without or ():
            window.line_ids.filtered(
                lambda line, record=record: (
                    (line.res_model, line.res_id) == (record._name, record.id)
                )
            ).selected = False
        return window

    def _marked(self, records, date="2026-11-20", without=None):
        """What was marked together."""
        self._window(records, date, without).action_mark()
        return self.env["mentorship.mark"].search([], limit=1)

    def test_all_except(self):
        """All but the unticked ones are received, with one date."""
        left = self.consents[0]
        mark = self._marked(self.consents, without=left)
        self.assertEqual(left.state, "printed")
        others = self.consents - left
        self.assertEqual(set(others.mapped("state")), {"signed"})
        self.assertEqual(set(others.mapped("date_signed")), {self._day("2026-11-20")})
        self.assertEqual(mark.total, 3)
        self.assertIn("Петров Пётр Петрович", mark.people)

    def test_from_people_and_pairs(self):
        """From the banks and the pairs: everything that waits for their signatures."""
        self.assertEqual(len(self._window(self.people).line_ids), 4)
        self.assertEqual(len(self._window(self.mentor).line_ids), 2)
        pair = self._pair(self.mentor, self.mentee)
        self.assertEqual(len(self._window(pair).line_ids), 4)

    def test_never_printed(self):
        """What was never printed has no tick, and is refused by its row."""
        draft = self.env["mentorship.consent"].create(
            {"partner_id": self.mentor.partner_id.id, "kind": "image"}
        )
        window = self._window(self.consents | draft)
        line = window.line_ids.filtered(lambda line: line.res_id == draft.id)
        self.assertFalse(line.selected)
        self.assertIn("not been printed", line.problem)
        line.selected = True
        self.assertRefused(
            UserError,
            "Иванова Ирина Ивановна – Consent: Use of an image: the sheet has not",
            window.action_mark,
        )
        self.assertEqual(set(self.consents.mapped("state")), {"printed"})

    def test_future(self):
        """A day to come is refused, and nothing is half done."""
        window = self._window(self.consents, "2026-11-23")
        self.assertRefused(
            UserError, "23.11.2026, has not come yet", window.action_mark
        )
        self.assertEqual(set(self.consents.mapped("state")), {"printed"})
        self.assertFalse(self.env["mentorship.mark"].search([]))

    def test_nothing_ticked(self):
        """A window without a tick says so; so does a selection without papers."""
        window = self._window(self.consents, without=self.consents)
        self.assertRefused(UserError, "Tick at least one", window.action_mark)
        self._marked(self.consents)
        self.assertRefused(UserError, "Nothing waits", self.people.action_mark_signed)

    def test_second_click(self):
        """Marked twice, the second time is refused: the papers are signed."""
        window = self._window(self.consents)
        window.action_mark()
        self.assertRefused(UserError, "received already", window.action_mark)

    def test_undo(self):
        """One button puts everything back as it was, and only once."""
        mark = self._marked(self.consents)
        self.assertEqual(self.mentor.state, "ready")
        mark.action_undo()
        self.assertRecordValues(
            self.consents, [{"state": "printed", "date_signed": False}] * 4
        )
        self.assertEqual(self.mentor.state, "no_consent")
        self.assertRefused(UserError, "taken back already", mark.action_undo)
        self._marked(self.consents)
        self.assertEqual(set(self.consents.mapped("state")), {"signed"})

    def test_undo_under_an_order(self):
        """A registered order stands on the consents: the mark stays, in words."""
        mark = self._marked(self.consents)
        pair = self._pair(self.mentor, self.mentee)
        self._registered(pair)
        self.assertRefused(UserError, "No 125-ОД of 22.11.2026", mark.action_undo)
        self.assertEqual(set(self.consents.mapped("state")), {"signed"})

    def test_undo_under_an_order_on_the_desk(self):
        """An order that was printed with the dates of the consents counts as well."""
        mark = self._marked(self.consents)
        order = self._to_sign(self._order(self._pair(self.mentor, self.mentee)))
        self.assertRefused(UserError, "on the ground of this consent", mark.action_undo)
        order.action_draft()
        mark.action_undo()
        self.assertEqual(mark.state, "undone")

    def test_undo_under_needs(self):
        """Needs that were written down on the ground of a consent hold it."""
        mark = self._marked(self.consents)
        self.env["mentorship.participant.area"].create(
            {
                "participant_id": self.mentee.id,
                "area_id": self.env["mentorship.area"].search([], limit=1).id,
            }
        )
        self.env.flush_all()
        # The day of the line is the database's, whatever the test's clock says.
        self.env.cr.execute(
            "UPDATE mentorship_participant_area SET create_date = %s", [TODAY]
        )
        self.env.invalidate_all()
        self.assertRefused(UserError, "needs and abilities", mark.action_undo)

    def test_undo_after_withdrawal(self):
        """What was withdrawn since is not brought back to life."""
        mark = self._marked(self.consents)
        self.consents[0].action_withdraw()
        self.assertRefused(UserError, "withdrawn", mark.action_undo)

    def test_agreements(self):
        """Agreements are marked and undone with the consents; former terms too."""
        pair = self._pair(self.mentor, self.mentee)
        pair.action_prepare_agreements()
        agreement = self.env["mentorship.agreement"].search([("pair_id", "=", pair.id)])
        with self._no_printer():
            agreement._give_out()
        mark = self._marked(self.people)
        self.assertRecordValues(
            agreement, [{"state": "signed", "date": self._day("2026-11-20")}]
        )
        new = agreement.copy({"amends_id": agreement.id, "date_start": "2026-12-01"})
        with self._no_printer():
            new._give_out()
        second = self._marked(new, "2026-11-21")
        self.assertEqual(agreement.state, "ended")
        self.assertRefused(UserError, "ended since", mark.action_undo)
        second.action_undo()
        self.assertRecordValues(agreement, [{"state": "signed", "date_ended": False}])

    def test_acquaintance(self):
        """«All, except …» on the sheet of a registered order."""
        self._marked(self.consents)
        order = self._registered(self._pair(self.mentor, self.mentee), day="2026-11-21")
        lines = order.acquaintance_ids
        left = lines.filtered(lambda line: line.partner_id == self.mentee.partner_id)
        window = self._window(order, "2026-11-20")
        self.assertRefused(UserError, "later than this day", window.action_mark)
        mark = self._marked(order, TODAY, without=left)
        self.assertFalse(left.date)
        self.assertEqual(set((lines - left).mapped("date")), {self._day(TODAY)})
        mark.action_undo()
        self.assertFalse(any(lines.mapped("date")))

    def test_rights(self):
        """Nobody writes a mark; a director marks nothing; an officer sees his own."""
        mark = self._marked(self.consents)
        with self.assertRaises(AccessError):
            mark.state = "undone"
        director = self._as(self.users["director"])
        with self.assertRaises(AccessError):
            self.consents.with_env(director).action_mark_signed()
        with self.assertRaises(AccessError):
            mark.with_env(director).action_undo()
        officer = self._as(self.users["officer"])
        self.assertFalse(officer["mentorship.mark"].search([]))
        pair = self._pair(self.mentor, self.mentee)
        pair.action_prepare_agreements()
        agreement = self.env["mentorship.agreement"].search([("pair_id", "=", pair.id)])
        with self._no_printer():
            agreement._give_out()
        action = agreement.with_env(officer).action_mark_signed()
        officer["mentorship.sign"].browse(action["res_id"]).action_mark()
        self.assertEqual(agreement.state, "signed")
        officer["mentorship.mark"].search([]).action_undo()
        self.assertEqual(agreement.state, "printed")

    def test_queries(self):
        """Three hundred consents are marked, and undone, with a hundred's queries."""
        counts = []
        for number in (100, 300):
            people = self._outsiders("mentee", number)
            consents = self.env["mentorship.consent"].create(
                [
                    {"partner_id": person.partner_id.id, "kind": "data_processing"}
                    for person in people
                ]
            )
            consents._write_guarded({"state": "printed"})
            consents = consents.with_context(tracking_disable=False)
            count = self._queries(self._marked, consents)
            self.assertEqual(set(consents.mapped("state")), {"signed"})
            self.assertEqual(set(people.mapped("state")), {"ready"})
            self.assertIn("Marked as signed", consents[-1].message_ids[0].body)
            mark = self.env["mentorship.mark"].search([], limit=1)
            mark = mark.with_context(tracking_disable=False)
            counts.append((count, self._queries(mark.action_undo)))
            self.assertEqual(set(consents.mapped("state")), {"printed"})
        for few, many in zip(*counts, strict=True):
            # A batch more, of inserts or updates, and no query a record.
            self.assertLess(many - few, 20, f"queries: {counts}")

    def _queries(self, act, *args):
        """How many queries an act makes, to the end of its transaction."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act(*args)
        self._commit()
        return self.env.cr.sql_log_count - before


class TestSignTwice(MentorshipCommon):
    """Papers of one person side by side."""

    def test_another_consent_carries_it(self):
        """Undoing is free where another consent of the person carries the order."""
        mentor, mentee = self._participant("mentor"), self._participant("mentee")
        self._consent(mentor | mentee)
        second = self.env["mentorship.consent"].create(
            {"partner_id": mentor.partner_id.id, "kind": "mentor_duties"}
        )
        second._write_guarded({"state": "printed"})
        pair = self._pair(mentor, mentee)
        action = second.action_mark_signed()
        self.env["mentorship.sign"].browse(action["res_id"]).action_mark()
        mark = self.env["mentorship.mark"].search([], limit=1)
        order = self.env["mentorship.order"].create(
            {"kind_id": self.kind_pairs.id, "pair_ids": [Command.set(pair.ids)]}
        )
        self._to_sign(order).register("7")
        mark.action_undo()
        self.assertEqual(second.state, "printed")

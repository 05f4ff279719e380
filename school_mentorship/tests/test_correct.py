import base64

from odoo.exceptions import AccessError, UserError

from .common import MentorshipCommon

OLD = base64.b64encode(b"%PDF-1.4 old")
NEW = base64.b64encode(b"%PDF-1.4 new")


class TestCorrect(MentorshipCommon):
    """What was mistyped on registering is corrected, with a reason and a trace."""

    def _window(self, paper, env=None, **vals):
        paper = paper.with_env(env) if env else paper
        action = paper.action_correct()
        window = paper.env["mentorship.correct"].with_context(**action["context"])
        return window.create({"reason": "опечатка", **vals})

    def _notes(self, record):
        return " ".join(record.message_ids.mapped("body"))

    def test_number_date_and_signer(self):
        """Number, date and signer follow the paper; the former ones stay in the log."""
        order = self._registered(
            kind=self.kind_curator, number="152-ОД", day="2026-11-20"
        )
        window = self._window(
            order,
            number="125-ОД",
            date="2026-11-18",
            signatory_id=self.staff["second"].id,
            is_acting=True,
        )
        window.action_correct()
        self.assertRecordValues(
            order,
            [
                {
                    "number": "125-ОД",
                    "number_key": order._number_key("125-ОД"),
                    "signatory_id": self.staff["second"].id,
                    "is_acting": True,
                    "state": "registered",
                }
            ],
        )
        self.assertEqual(str(order.date), "2026-11-18")
        for word in ("152-ОД", "125-ОД", "20.11.2026", "опечатка", "Козлова"):
            self.assertIn(word, self._plain(order.corrections))
        self.assertIn("152-ОД", self._notes(order))

    def test_frozen_sheet_follows(self):
        """The sheet printed for signature shows the corrected number and date."""
        order = self._order(kind=self.kind_curator)
        order.action_to_sign()
        order.register("152-ОД", "2026-11-20")
        frozen = order.frozen_hash
        order.correct("опечатка", {"number": "125-ОД", "date": "2026-11-18"})
        self.assertEqual(order.frozen_hash, frozen)
        slots = {name: self._plain(text) for name, text in order._paper_slots().items()}
        self.assertEqual(slots, {"number": "125-ОД", "date": "18 ноября 2026 г."})

    def test_reason_is_asked(self):
        order = self._registered(kind=self.kind_curator)
        self.assertRefused(UserError, "why", order.correct, "  ", {"number": "1"})
        self.assertEqual(order.number, "125-ОД")

    def test_only_registration_data(self):
        """What the paper orders is changed by another order."""
        order = self._registered(kind=self.kind_curator)
        self.assertRefused(
            UserError, "another order", order.correct, "x", {"title": "Другой"}
        )
        draft = self._order(kind=self.kind_curator)
        self.assertRefused(UserError, "registered", draft.correct, "x", {"number": "1"})

    def test_nothing_is_written_past_it(self):
        order = self._registered(kind=self.kind_curator)
        for vals in ({"number": "1"}, {"signatory_id": False}, {"corrections": ""}):
            with self.subTest(vals=vals):
                self.assertRefused(UserError, "Correct", order.write, vals)

    def test_same_number_and_future(self):
        self._registered(kind=self.kind_curator, number="1-ОД")
        order = self._registered(kind=self.kind_curator, number="2-ОД")
        self.assertRefused(
            UserError, "confirm", order.correct, "x", {"number": "1 - од"}
        )
        order.correct("x", {"number": "1-ОД"}, confirm_duplicate=True)
        self.assertRefused(
            UserError, "to come", order.correct, "x", {"date": "2026-12-01"}
        )
        self.assertRefused(UserError, "number", order.correct, "x", {"number": " "})

    def test_not_before_the_consent(self):
        """The corrected date may not be older than the mentor's consent, nor may the
        consent become younger than the order."""
        pair = self._assigned()
        order = pair.order_ids
        self.assertRefused(
            UserError, "consent", order.correct, "x", {"date": "2026-09-01"}
        )
        consent = self.env["mentorship.consent"].search(
            [("kind", "=", "mentor_duties")]
        )
        order.correct("x", {"date": "2026-11-10"})
        self.assertRefused(
            UserError,
            "older than",
            consent._correct,
            "x",
            {"date_signed": "2026-11-11"},
        )
        consent._correct("x", {"date_signed": "2026-11-09"})
        self.assertIn("09.11.2026", self._plain(self._notes(consent)))

    def test_regulation_and_roadmap_follow(self):
        """The act that the order made and the day on the roadmap follow it."""
        line = self._lines(self._roadmap(), evidence_effect="approves_regulation")
        order = self._registered(
            kind=self.kind_regulation, number="14", day="2026-11-20"
        )
        self._commit()
        self.assertEqual(str(line.date_done), "2026-11-20")
        order.correct("опечатка", {"number": "41", "date": "2026-11-12"})
        act = self.env["mentorship.legal.act"].search([("order_id", "=", order.id)])
        self.assertEqual((act.number, str(act.date_from)), ("41", "2026-11-12"))
        self.assertIn("12.11.2026 № 41", act.citation)
        self.assertEqual((line.state, str(line.date_done)), ("done", "2026-11-12"))

    def test_who_may(self):
        """Who registers corrects: director and curator, not teacher or officer."""
        order = self._registered(kind=self.kind_curator)
        director = order.with_env(self._as(self.users["director"]))
        director.correct("опечатка", {"number": "7"})
        for role in ("mentor", "officer"):
            mine = order.with_env(self._as(self.users[role]))
            with self.subTest(role=role), self.assertRaises(AccessError):
                mine.correct("опечатка", {"number": "8"})
        self.assertEqual(order.number, "7")

    def test_copy_is_replaced_with_trace(self):
        """The former copy stays in the chatter: who, when and why."""
        order = self._registered(kind=self.kind_curator)
        order.write({"signed_copy": OLD, "signed_copy_name": "скан.pdf"})
        self.assertTrue(order.signed_copy_kept)
        self.assertRefused(UserError, "why", order.write, {"signed_copy": NEW})
        self.assertRefused(UserError, "why", order.write, {"signed_copy": False})
        window = self._window(order, signed_copy=NEW, signed_copy_name="новый.pdf")
        window.reason = "скан был обрезан"
        window.action_correct()
        order.invalidate_recordset()
        self.assertEqual(order.with_context(bin_size=False).signed_copy, NEW)
        note = order.message_ids.filtered("attachment_ids")
        self.assertEqual(len(note), 1)
        self.assertIn("скан был обрезан", note.body)
        self.assertEqual(note.author_id, self.users["curator"].partner_id)
        self.assertEqual(note.attachment_ids.raw, b"%PDF-1.4 old")
        self.assertEqual(note.attachment_ids.name, "скан.pdf")

    def test_same_copy_again(self):
        """The same file once more replaces nothing."""
        order = self._registered(kind=self.kind_curator)
        order.write({"signed_copy": OLD, "signed_copy_name": "скан.pdf"})
        order.write({"signed_copy": OLD})
        self.assertFalse(order.message_ids.attachment_ids)

    def test_agreement(self):
        """The officer corrects number and date of an agreement, with a note."""
        self._assigned().action_prepare_agreements()
        agreement = self.env["mentorship.agreement"].search([])
        agreement.action_sign("2026-11-20")
        window = self._window(
            agreement, self._as(self.users["officer"]), number="12", date="2026-11-19"
        )
        window.action_correct()
        self.assertEqual((agreement.number, str(agreement.date)), ("12", "2026-11-19"))
        self.assertIn("опечатка", self._notes(agreement))

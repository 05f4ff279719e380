from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form

from .common import TODAY, MentorshipCommon


class TestConsent(MentorshipCommon):
    """Consents: one kind, one person, one sheet, and the gates that ask for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor")
        cls.mentee = cls._participant("mentee")

    def _draft(self, **vals):
        return self.env["mentorship.consent"].create(
            {
                "partner_id": self.mentor.partner_id.id,
                "kind": "data_processing",
                **vals,
            }
        )

    def _valid(self, day, people=None, kinds=("data_processing",), **kwargs):
        people = people or self.mentor
        return set(
            self.env["mentorship.consent"]._valid(
                people.partner_id,
                list(kinds),
                date.fromisoformat(day),
                self.company,
                **kwargs,
            )
        )

    def test_form(self):
        """The form takes a person and a kind; it says whose and what it is."""
        form = Form(self.env["mentorship.consent"])
        form.partner_id = self.mentor.partner_id
        form.kind = "mentor_duties"
        consent = form.save()
        self.assertEqual(consent.state, "draft")
        self.assertEqual(
            consent.display_name, "Иванова Ирина Ивановна – Duties of a mentor"
        )
        self.assertEqual(consent.position, "учитель математики")

    def test_no_passport(self):
        """Passport and address are blanks on the paper and are stored nowhere."""
        fields = " ".join(self.env["mentorship.consent"]._fields)
        for word in ("passport", "address", "street", "birth"):
            self.assertNotIn(word, fields)

    def test_from_draft_to_received(self):
        """Draft, given out for signature, received: one click each."""
        consent = self._draft()
        with self._no_printer():
            action = consent.action_print()
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertEqual(consent.state, "printed")
        self.assertEqual(str(consent.date_printed), TODAY)
        self.assertTrue(consent.frozen_hash)
        self.assertEqual(self.mentor.state, "no_consent")
        consent.action_sign("2026-11-20")
        self.assertEqual(consent.state, "signed")
        self.assertEqual(str(consent.date_signed), "2026-11-20")

    def test_paper_of_before_the_system(self):
        """A paper that was never printed here is entered with its own day."""
        consent = self._draft()
        consent.action_sign("2024-09-02")
        self.assertEqual(consent.state, "signed")
        self.assertEqual(str(consent.valid_until), "2027-08-31")

    def test_received_but_never_printed(self):
        """What was never printed cannot come back: the sentence says what to do."""
        consent = self._draft()
        self.assertRefused(UserError, "has not been printed yet", consent.action_sign)
        self.assertEqual(consent.state, "draft")
        with self._no_printer():
            consent.action_print()
        consent.action_sign()
        self.assertEqual(consent.state, "signed")

    def test_several_at_once(self):
        """A stack of sheets is marked as received in one click."""
        consents = self._draft() | self._draft(partner_id=self.mentee.partner_id.id)
        consents.action_sign(TODAY)
        self.assertEqual(set(consents.mapped("state")), {"signed"})

    def test_term_by_school_years(self):
        """Three school years by default, August begins one; 0: until withdrawn."""
        for day, until in (
            ("2026-07-31", "2028-08-31"),
            ("2026-08-01", "2029-08-31"),
            ("2026-09-01", "2029-08-31"),
            ("2026-11-20", "2029-08-31"),
        ):
            consent = self._draft()
            consent.action_sign(day)
            self.assertEqual(str(consent.valid_until), until)
        self.school.consent_years = 0
        consent = self._draft()
        consent.action_sign(TODAY)
        self.assertFalse(consent.valid_until)

    def test_day_to_come(self):
        """A consent dated in the future is refused, naming person and day."""
        consent = self._draft()
        words = "the day 23.11.2026 has not come yet"
        self.assertRefused(ValidationError, words, consent.action_sign, "2026-11-23")
        self.assertEqual(consent.state, "draft")
        consent.action_sign("2026-11-01")
        self.assertRefused(
            ValidationError, "has not come", consent.action_withdraw, "2026-11-23"
        )

    def test_dates_the_wrong_way_round(self):
        """It is not withdrawn before, and does not expire before, it was signed."""
        consent = self._draft()
        consent.action_sign("2026-11-10")
        self.assertRefused(
            ValidationError,
            "withdrawn before it is signed",
            consent.action_withdraw,
            "2026-11-09",
        )
        self.assertRefused(
            ValidationError,
            "cannot expire before",
            consent.write,
            {"valid_until": "2026-11-09"},
        )

    def test_received_needs_a_day(self):
        """«Получено» without the day of signature is refused."""
        self.assertRefused(
            UserError,
            "",
            self.env["mentorship.consent"].create,
            {
                "partner_id": self.mentor.partner_id.id,
                "kind": "image",
                "state": "signed",
            },
        )

    def test_valid_on_a_day(self):
        """The one question of every gate: valid for whom, which kind, on which day."""
        consent = self._draft()
        key = {(self.mentor.partner_id.id, "data_processing")}
        self.assertEqual(self._valid(TODAY), set())
        consent.action_sign("2026-10-01")
        self.assertEqual(self._valid("2026-09-30"), set())
        self.assertEqual(self._valid("2026-10-01"), key)
        consent.valid_until = "2026-12-31"
        self.assertEqual(self._valid("2026-12-31"), key)
        self.assertEqual(self._valid("2027-01-01"), set())
        self.assertEqual(self._valid(TODAY, kinds=["image"]), set())

    def test_withdrawn_counts_until_that_day(self):
        """What was done before the withdrawal was done with consent."""
        consent = self._draft()
        consent.action_sign("2026-10-01")
        consent.action_withdraw("2026-11-01")
        self.assertEqual(consent.state, "withdrawn")
        self.assertTrue(self._valid("2026-10-31"))
        self.assertFalse(self._valid("2026-11-01"))

    def test_stored_state_is_not_asked(self):
        """An expired paper is not valid, even before the nightly job marked it."""
        consent = self._draft()
        consent.action_sign("2026-10-01")
        consent.valid_until = "2026-11-21"
        self.assertEqual(consent.state, "signed")
        self.assertFalse(self._valid(TODAY))
        self.root["mentorship.consent"]._cron_expire()
        self.assertEqual(consent.state, "expired")
        self.assertTrue(self._valid("2026-11-21"))

    def test_limited_to_one_pair(self):
        """A consent to the duties in one pair says nothing about another one."""
        pair = self._pair(self.mentor, self.mentee)
        other = self._pair(self.mentor, self._participant("mentee", "novice"))
        self._consent(self.mentor, ["mentor_duties"], pair_id=pair.id)
        kinds = ["mentor_duties"]
        self.assertTrue(self._valid(TODAY, kinds=kinds, pairs=pair))
        self.assertFalse(self._valid(TODAY, kinds=kinds, pairs=other))
        self.assertFalse(self._valid(TODAY, kinds=kinds))
        lacking = (pair | other)._without_mentor_consent()
        self.assertEqual(list(lacking), [other])

    def test_signed_is_kept(self):
        """A signed consent is proof and is not deleted; a draft is."""
        consent = self._draft()
        consent.action_sign(TODAY)
        self.assertRefused(UserError, "Withdraw it instead", consent.unlink)
        consent.action_withdraw(TODAY)
        self.assertRefused(UserError, "cannot be deleted", consent.unlink)
        draft = self._draft(kind="image")
        draft.unlink()
        self.assertFalse(draft.exists())

    def test_signed_is_not_undone(self):
        """No drag and no client turns a received paper back into a draft."""
        consent = self._draft()
        consent.action_sign(TODAY)
        for vals in (
            {"state": "draft", "date_signed": False, "valid_until": False},
            {"state": "printed"},
        ):
            with self.subTest(vals=vals):
                self.assertRefused(UserError, "", consent.write, vals)

    def test_signed_stays_whose_it_is(self):
        """A signed sheet does not become another person's or another kind's."""
        consent = self._draft()
        consent.action_sign(TODAY)
        for vals in (
            {"partner_id": self.mentee.partner_id.id},
            {"kind": "image"},
        ):
            with self.subTest(vals=vals):
                self.assertRefused(UserError, "", consent.write, vals)

    def test_ended_is_not_signed_again(self):
        """After a withdrawal there is a new paper, not the old one again."""
        consent = self._draft()
        consent.action_sign("2026-10-01")
        consent.action_withdraw(TODAY)
        self.assertRefused(UserError, "make a new one", consent.action_sign)

    def test_only_received_is_withdrawn(self):
        """Nothing is withdrawn that was never given."""
        self.assertRefused(
            UserError, "Only a received consent", self._draft().action_withdraw
        )

    def test_take_back_the_sheet(self):
        """A sheet with a wrong name is taken back, corrected and printed anew."""
        consent = self._draft()
        self.assertRefused(UserError, "Only a sheet given out", consent.action_draft)
        with self._no_printer():
            consent.action_print()
            consent.action_draft()
            self.assertEqual(consent.state, "draft")
            self.assertFalse(consent.frozen_html)
            self.assertFalse(consent.date_printed)
            consent.action_print()
        self.assertTrue(consent.frozen_html)

    def test_printed_sheet_does_not_change(self):
        """The frozen sheet cannot be exchanged from outside, context or not."""
        consent = self._draft()
        with self._no_printer():
            consent.action_print()
        for name in ("frozen_html", "frozen_pdf", "frozen_hash"):
            for forged in (consent, consent.with_context(mentorship_internal=True)):
                self.assertRefused(UserError, "", forged.write, {name: "AAAA"})

    def test_frozen_sheet_is_not_given_at_birth(self):
        """A new consent does not come with a sheet that was never printed."""
        vals = {"partner_id": self.mentor.partner_id.id, "frozen_html": "<p>forged</p>"}
        consents = self.env["mentorship.consent"]
        self.assertRefused(UserError, "", consents.create, vals)
        forged = consents.with_context(default_frozen_html=vals.pop("frozen_html"))
        try:
            with self.env.cr.savepoint():
                consent = forged.create(vals)
        except UserError:
            return
        self.assertFalse(consent.frozen_html)

    def test_last_day_with_summer_and_leap_year(self):
        """Signed on 29 February: the term still ends on a 31 August."""
        with self._on("2028-03-01 09:00:00"):
            consent = self._draft()
            consent.action_sign("2028-02-29")
        self.assertEqual(str(consent.valid_until), "2030-08-31")

    def test_position_shown_is_that_of_the_bank(self):
        """A list of consents shows positions, one query for all of them."""
        consents = self._draft() | self._draft(partner_id=self.mentee.partner_id.id)
        self.assertEqual(
            consents.mapped("position"), ["учитель математики", "учитель физики"]
        )

from odoo.exceptions import UserError
from odoo.tests import Form

from .common import TODAY, MentorshipCommon


class TestOrderRegister(MentorshipCommon):
    """Registering: the clerk's number and date, and what the order brings about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor")
        cls.mentee = cls._participant("mentee")
        cls.pair = cls._pair(cls.mentor, cls.mentee)
        cls._consent(cls.mentor | cls.mentee, day="2026-09-10")

    def _desk(self, pair=None, **vals):
        return self._to_sign(self._order(pair or self.pair, **vals))

    def _simple(self, **vals):
        """An order on the desk that names no pairs."""
        return self._to_sign(self._order(kind=self.kind_curator, **vals))

    def test_registering_activates_the_pairs(self):
        """Number and date are written, the pairs begin to work."""
        order = self._desk()
        order.register(" 125-ОД ", "2026-11-20")
        self.assertEqual(order.state, "registered")
        self.assertEqual(order.number, "125-ОД")
        self.assertEqual(str(order.date), "2026-11-20")
        self.assertEqual(self.pair.state, "active")
        self.assertIn("125-ОД", order.display_name)

    def test_draft_is_not_registered(self):
        """First the sheet, then its number."""
        order = self._order(self.pair)
        self.assertRefused(UserError, "Print the order", order.register, "1")

    def test_twice(self):
        """A registered order is not registered again."""
        order = self._desk()
        order.register("1")
        self.assertRefused(UserError, "registered already", order.register, "2")
        self.assertEqual(order.number, "1")

    def test_number_is_asked_for(self):
        """In a journal of the clerk's the number is hers."""
        order = self._desk()
        for number in (None, "", "   "):
            self.assertRefused(UserError, "Enter the number", order.register, number)

    def test_day_to_come(self):
        """No order is registered with a date to come."""
        order = self._desk()
        self.assertRefused(UserError, "to come", order.register, "1", "2026-11-23")
        self.assertEqual(order.state, "signing")

    def test_before_the_consent(self):
        """On the date of the order the consent must have been there."""
        order = self._desk()
        self.assertRefused(UserError, "Иванова И.И.", order.register, "1", "2026-09-09")
        order.register("1", "2026-09-10")
        self.assertEqual(order.state, "registered")

    def test_consent_withdrawn_on_the_desk(self):
        """A consent withdrawn while the order lay on the desk stops it."""
        order = self._desk()
        consents = self.env["mentorship.consent"].search(
            [("partner_id", "=", self.mentor.partner_id.id)]
        )
        consents.action_withdraw(TODAY)
        self.assertRefused(UserError, "Иванова И.И.", order.register, "1")
        self.assertEqual(self.pair.state, "preparing")
        order.action_draft()
        order.action_exclude_unconsented()
        self.assertFalse(order.pair_ids)

    def test_same_number_asks(self):
        """A number already used in the journal's year asks, in any spelling."""
        self._simple().register("125-ОД", "2026-09-01")
        order = self._desk()
        for number in ("125-ОД", "125 – од", "№ 125-ОД", "125-OД", "0125-ОД"):
            with self.subTest(number=number):
                self.assertRefused(UserError, "125-ОД", order.register, number)
        order.register("125-од", TODAY, confirm_duplicate=True)
        self.assertEqual(order.state, "registered")

    def test_same_number_elsewhere(self):
        """Another year or another journal gives the same number without asking."""
        former = self._simple()
        former.register("5", "2025-12-30")
        other = self._simple(journal_id=self.school.staff_journal_id.id)
        other.register("5", "2026-01-09")
        own = self._simple()
        own.register("5", "2026-01-09")
        self.assertEqual((former | other | own).mapped("number"), ["5", "5", "5"])

    def test_journal_that_counts(self):
        """A journal that numbers by itself goes on, year by year."""
        self.journal.write({"numbering": "auto", "last_number": 41, "year": 2026})
        first, second, third = self._simple(), self._simple(), self._simple()
        first.register(date="2026-11-02")
        second.register(date="2026-11-03")
        self.assertEqual(first.number, "42-ОД")
        self.assertEqual(second.number, "43-ОД")
        with self._on("2027-01-12 09:00:00"):
            third.register()
        self.assertEqual(third.number, "1-ОД")
        self.assertEqual(self.journal.year, 2027)

    def test_journal_skips_typed_numbers(self):
        """Numbers that the clerk typed in between are skipped."""
        self.journal.write({"numbering": "auto", "last_number": 1, "year": 2026})
        self._simple().register("2 – од", TODAY)
        self._simple().register("3-OД", TODAY)
        order = self._simple()
        order.register()
        self.assertEqual(order.number, "4-ОД")

    def test_late_order_of_last_year(self):
        """An order of last year, entered in January, gets a free number of its year."""
        self.journal.write({"numbering": "auto", "last_number": 10, "year": 2026})
        self._simple().register("1-ОД", "2025-12-01")
        late = self._simple()
        late.register(date="2025-12-31")
        self.assertEqual(late.number, "2-ОД")
        self.assertEqual(self.journal.last_number, 10)

    def test_first_use_of_a_counting_journal(self):
        """The clerk says where the count stands; the next order follows it."""
        self.journal.write({"numbering": "auto", "last_number": 100})
        order = self._simple()
        order.register()
        self.assertEqual(order.number, "101-ОД")

    def test_journal_numbers_are_not_negative(self):
        """A journal does not count below zero."""
        self.assertRefused(
            UserError, "negative", self.journal.write, {"last_number": -1}
        )

    def test_without_a_journal(self):
        """An order that lost its journal says so, instead of failing."""
        order = self._simple()
        try:
            order.journal_id = False
        except UserError:
            return
        self.assertRefused(UserError, "", order.register, "1")

    def test_several_effects_in_one(self):
        """A small school makes one order of several; each effect comes about."""
        roadmap = self.env["mentorship.roadmap"].create({"date_start": "2026-09-01"})
        order = self._desk(
            roadmap_id=roadmap.id,
            approves_roadmap=True,
            appoints_curator=True,
            approves_regulation=True,
            curator_id=self.staff["second"].id,
        )
        order.register("1")
        self.assertEqual(roadmap.state, "approved")
        self.assertEqual(self.school.curator_id.id, self.staff["second"].id)
        self.assertEqual(roadmap.curator_id.id, self.staff["second"].id)
        self.assertEqual(self.pair.state, "active")
        act = self.env["mentorship.legal.act"].search(
            [("company_id", "=", self.company.id), ("level", "=", "4_school")]
        )
        self.assertIn("№ 1", self._plain(act.citation))

    def test_effects_ask_for_what_they_need(self):
        """A roadmap to approve, a curator to appoint: asked for before the print."""
        order = self._order(kind=self.kind_roadmap, roadmap_id=False)
        self.assertRefused(UserError, "roadmap", self._to_sign, order)
        order = self._order(kind=self.kind_curator)
        order.curator_id = False
        self.assertRefused(UserError, "curator", self._to_sign, order)

    def test_new_regulation_follows_the_old_one(self):
        """A new regulation ends the former one; orders quote one of them."""
        self._to_sign(self._order(kind=self.kind_regulation)).register(
            "1", "2026-08-28"
        )
        self._to_sign(self._order(kind=self.kind_regulation)).register(
            "9", "2026-11-20"
        )
        acts = self.env["mentorship.legal.act"].search(
            [("company_id", "=", self.company.id)], order="date_from"
        )
        self.assertEqual(len(acts), 2)
        self.assertEqual(str(acts[0].date_until), "2026-11-19")
        quoted = self._order(kind=self.kind_curator)._grounds()
        self.assertIn("20.11.2026", quoted)
        self.assertNotIn("28.08.2026", quoted)

    def test_nothing_half_written(self):
        """If the last effect fails, number, date and pairs are as before."""
        roadmap = self._roadmap()
        order = self._desk(
            roadmap_id=roadmap.id, approves_roadmap=True, appoints_curator=True
        )
        roadmap.action_close()
        # A closed roadmap takes no other curator.
        order_curator = order.curator_id
        try:
            with self.env.cr.savepoint():
                order.register("1")
                self.env.flush_all()
        except UserError:
            self.env.invalidate_all()
            self.assertEqual(order.state, "signing")
            self.assertFalse(order.number)
            self.assertEqual(self.pair.state, "preparing")
        else:
            self.assertEqual(self.pair.state, "active")
        self.assertEqual(order.curator_id, order_curator)

    def test_window(self):
        """The window proposes today and the signer, and warns of a used number."""
        self._simple().register("125-ОД", "2026-09-01")
        order = self._desk()
        action = order.action_register()
        form = Form(
            self.env["mentorship.order.register"].with_context(**action["context"])
        )
        self.assertEqual(str(form.date), TODAY)
        self.assertEqual(form.signatory_id.id, self.staff["director"].id)
        form.number = "125 – од"
        self.assertEqual(form.duplicate_id.number, "125-ОД")
        form.number = "126-ОД"
        self.assertFalse(form.duplicate_id)
        form.save().action_register()
        self.assertEqual(order.number, "126-ОД")

    def test_window_acting_and_signed_copy(self):
        """Signer (acting or not) and the signed copy are entered in the same window."""
        order = self._desk()
        window = self.env["mentorship.order.register"].create(
            {
                "order_id": order.id,
                "number": "1",
                "signatory_id": self.staff["curator"].id,
                "is_acting": True,
                "signed_copy": "JVBERi0xLjQK",
                "signed_copy_name": "приказ.pdf",
            }
        )
        window.action_register()
        self.assertTrue(order.is_acting)
        self.assertEqual(order.signatory_id.id, self.staff["curator"].id)
        self.assertEqual(order.signed_copy_name, "приказ.pdf")
        self.assertFalse(order.missing)

    def test_window_says_who_lacks_a_consent(self):
        """With a date before the consent the window names the mentor at once."""
        order = self._desk()
        form = Form(
            self.env["mentorship.order.register"].with_context(
                default_order_id=order.id
            )
        )
        self.assertFalse(form.lacking)
        form.date = "2026-09-01"
        self.assertIn("Иванова И.И.", self._plain(form.lacking))

    def test_director_registers(self):
        """The director may register as well; the pairs begin to work."""
        order = self._desk().with_env(self._as(self.users["director"]))
        order.register("125-ОД")
        self.assertEqual(self.pair.state, "active")

    def test_teacher_does_not(self):
        """A teacher registers nothing, not even an order that names him."""
        order = self._desk().with_env(self._as(self.users["mentor"]))
        self.assertRefused(UserError, "", order.register, "1")

    def test_acquaintance_of_leavers(self):
        """Who has left the pair is not asked to sign."""
        with self._on("2027-02-01 09:00:00"):
            novice = self._participant("mentee", "novice")
            pair = self._pair(
                self._participant("mentor", "second"),
                self.mentee | novice,
                date_start="2027-01-11",
            )
            self._consent(pair.mentor_id)
            member = pair.member_ids.filtered(lambda m: m.participant_id == novice)
            member.date_end = "2027-01-20"
            order = self._desk(pair)
            self.assertNotIn(
                novice.partner_id, order.acquaintance_ids.mapped("partner_id")
            )

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import TODAY, MentorshipCommon
from .queries import CountsQueries


class AgreementCommon(MentorshipCommon):
    """A mentor, and agreements with him in one word."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor")
        cls.mentee = cls._participant("mentee")
        cls.pair = cls._pair(cls.mentor, cls.mentee)

    @classmethod
    def _agreement(cls, **vals):
        return cls.env["mentorship.agreement"].create(
            {
                "participant_id": cls.mentor.id,
                "contract_number": "45/2019",
                "contract_date": "2019-08-28",
                "duty_ids": [Command.set(cls.env["mentorship.duty"].search([]).ids)],
                "date_start": "2026-09-15",
                "date_end": "2027-05-31",
                "pay_amount": 5000,
                **vals,
            }
        )

    @classmethod
    def _signed(cls, day="2026-09-14", **vals):
        agreement = cls._agreement(**vals)
        agreement.action_sign(day)
        return agreement

    @classmethod
    def _day_off(cls, day, working=False, **vals):
        return cls.env["mentorship.day.off"].create(
            {"name": "Приказ", "date": day, "is_working": working, **vals}
        )


class TestAgreement(AgreementCommon):
    """The addendum to a mentor's labour contract (Labour Code, art. 351.8)."""

    def test_form(self):
        """An agreement saves from its form."""
        form = Form(self.env["mentorship.agreement"])
        form.participant_id = self.mentor
        form.date_end = "2027-05-31"
        form.pay_amount = 5000
        agreement = form.save()
        self.assertEqual(agreement.name, "Иванова Ирина Ивановна")
        self.assertEqual(agreement.state, "draft")
        self.assertEqual(str(agreement.date_start), TODAY)

    def test_name(self):
        """In lists an agreement is its number and its mentor."""
        agreement = self._agreement()
        self.assertEqual(self._plain(agreement.display_name), "Иванова И.И.")
        agreement.number = "12"
        self.assertEqual(self._plain(agreement.display_name), "№ 12 – Иванова И.И.")

    def test_pay_in_words(self):
        """Each way of paying is said as Russian contracts say it."""
        for kind, amount, words in (
            ("sum", 5000, "5 000 (пять тысяч) рублей 00 копеек в месяц"),
            ("sum", 1, "1 (один) рубль 00 копеек в месяц"),
            (
                "percent",
                15,
                "15 (пятнадцать) процентов должностного оклада в месяц",
            ),
            ("points", 3, "3 (три) балла в месяц"),
            (
                "coefficient",
                0.15,
                "коэффициент 0,15 (ноль целых пятнадцать сотых) за каждого "
                "наставляемого",
            ),
        ):
            for clause, by in (
                (False, ""),
                ("3.4", " (по п. 3.4 Положения об оплате труда)"),
            ):
                agreement = self._agreement(
                    pay_kind=kind, pay_amount=amount, pay_clause=clause
                )
                with self.subTest(kind=kind, amount=amount, clause=clause):
                    self.assertEqual(self._plain(agreement.pay_words), words + by)

    def test_pay_by_the_regulation(self):
        """Pay by the regulation names its clause, or leaves a blank for it."""
        agreement = self._agreement(pay_kind="regulation", pay_amount=0)
        self.assertEqual(
            self._plain(agreement.pay_words), "по п. ___ Положения об оплате труда"
        )
        self.assertEqual(agreement.missing, "clause of the regulation on pay")
        agreement.pay_clause = "3.4"
        self.assertIn("3.4", agreement.pay_words)
        self.assertFalse(agreement.missing)

    def test_impossible_pay(self):
        """A mistyped sum does not break the form; it is refused on saving."""
        for amount, words in ((-5, "negative"), (10**13, "too big")):
            form = Form(self.env["mentorship.agreement"])
            form.participant_id = self.mentor
            form.date_end = "2027-05-31"
            form.pay_amount = amount
            self.assertFalse(form.pay_words)
            self.assertRefusedByDatabase(words, form.save)

    def test_missing(self):
        """What the sheet would leave blank is said in words, as it is typed."""
        agreement = self._agreement(
            contract_number=False, contract_date=False, duty_ids=False, pay_amount=0
        )
        self.assertEqual(
            agreement.missing,
            "Labour Contract No, Date of the Contract, Content of the Work, size of "
            "the pay",
        )
        agreement.contract_number = "45/2019"
        self.assertNotIn("Labour Contract", agreement.missing)
        agreement.write(
            {
                "contract_date": "2019-08-28",
                "duty_ids": [
                    Command.set(self.env["mentorship.duty"].search([], limit=1).ids)
                ],
                "pay_amount": 100,
            }
        )
        self.assertFalse(agreement.missing)

    def test_dates(self):
        """The term has a first day and a last one, in this order."""
        self.assertRefused(
            ValidationError, "lies before", self._agreement, date_end="2026-09-14"
        )
        self._agreement(date_end="2026-09-15")

    def test_only_with_mentors(self):
        """Nobody makes an agreement with a mentee."""
        self.assertRefused(
            ValidationError,
            "with mentors",
            self._agreement,
            participant_id=self.mentee.id,
        )

    def test_pair_of_the_mentor(self):
        """The pair is one of this mentor's."""
        other = self._pair(
            self._participant("mentor", "second"), self._participant("mentee", "novice")
        )
        self.assertRefused(
            ValidationError, "another mentor", self._agreement, pair_id=other.id
        )
        self.assertTrue(self._agreement(pair_id=self.pair.id))

    def test_in_function_needs_a_reason(self):
        """Where mentoring belongs to the post, the document that says so is named."""
        for reason in (False, ""):
            self.assertRefused(
                ValidationError,
                "name the document",
                self._agreement,
                in_function=True,
                in_function_reason=reason,
            )
        agreement = self._agreement(
            in_function=True,
            in_function_reason="должностная инструкция, п. 2.7",
            contract_number=False,
            pay_amount=0,
        )
        self.assertFalse(agreement.missing)
        with self._no_printer():
            self.assertRefused(UserError, "nothing to print", agreement.action_print)
        agreement.action_sign()
        self.assertEqual(agreement.state, "signed")

    def test_print(self):
        """Printing freezes the sheet and gives it out."""
        agreement = self._agreement()
        with self._no_printer():
            action = agreement.action_print()
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertEqual(agreement.state, "printed")
        self.assertEqual(str(agreement.date_printed), TODAY)
        self.assertEqual(agreement.frozen_html, "<p/>")
        self.assertTrue(agreement.frozen_hash)

    def test_second_print(self):
        """A second print changes nothing: the frozen sheet is printed again."""
        agreement = self._agreement()
        with self._no_printer():
            agreement.action_print()
            with self._on("2026-11-25 09:00:00"):
                agreement.action_print()
        self.assertEqual(str(agreement.date_printed), TODAY)

    def test_several_at_once(self):
        """Many agreements are printed and signed with one click."""
        agreements = self._agreement() | self._agreement()
        with self._no_printer():
            agreements.action_print()
        self.assertEqual(agreements.mapped("state"), ["printed"] * 2)
        agreements.action_sign()
        self.assertEqual(agreements.mapped("state"), ["signed"] * 2)
        self.assertEqual({str(day) for day in agreements.mapped("date")}, {TODAY})

    def test_printed_is_closed(self):
        """What stands on the printed sheet does not change any more."""
        agreement = self._agreement()
        with self._no_printer():
            agreement.action_print()
        for vals in (
            {"participant_id": self.mentee.id},
            {"pair_id": self.pair.id},
            {"contract_number": "1"},
            {"contract_date": "2020-01-01"},
            {"in_function": True, "in_function_reason": "ДИ"},
            {"duty_ids": [Command.clear()]},
            {"way": "beyond"},
            {"date_start": "2026-10-01"},
            {"date_end": "2027-06-30"},
            {"pay_kind": "percent"},
            {"pay_amount": 6000},
            {"pay_clause": "3.5"},
            {"amends_id": False},
        ):
            with self.subTest(vals=vals):
                self.assertRefused(UserError, "has been printed", agreement.write, vals)
        agreement.write({"number": "12", "copy_given": True})
        agreement.action_draft()
        self.assertEqual(agreement.state, "draft")
        self.assertFalse(agreement.date_printed)
        self.assertFalse(agreement.frozen_html)
        agreement.pay_amount = 6000

    def test_back_to_draft(self):
        """Only a printed sheet is taken back, a signed one is not."""
        for agreement in (self._agreement(), self._signed()):
            self.assertRefused(UserError, "Only a sheet", agreement.action_draft)

    def test_states_by_buttons_only(self):
        """An import or an outside client writes no state, no last day, no sheet."""
        agreement = self._agreement()
        for vals in (
            {"state": "signed"},
            {"date_printed": TODAY},
            {"date_ended": TODAY},
            {"notice_date": TODAY},
            {"notice_by": "mentor"},
            {"frozen_html": "<p>Другое</p>"},
        ):
            with self.subTest(vals=vals):
                self.assertRefused(UserError, "with its buttons", agreement.write, vals)
        self.assertRefused(
            UserError, "with its buttons", self._agreement, frozen_html="<p/>"
        )

    def test_agreements_of_before(self):
        """Agreements of before are entered as they are, with their date."""
        self.assertRefused(
            ValidationError, "enter the date", self._agreement, state="signed"
        )
        agreement = self._agreement(state="signed", date="2026-09-10", number="7")
        self.assertEqual(agreement.state, "signed")

    def test_sign(self):
        """The date of the agreement is the one given, the entered one, or today."""
        self.assertEqual(str(self._signed("2026-11-20").date), "2026-11-20")
        agreement = self._agreement(date="2026-11-19")
        agreement.action_sign()
        self.assertEqual(str(agreement.date), "2026-11-19")
        agreement = self._agreement()
        self.assertRefused(UserError, "has not been printed", agreement.action_sign)
        agreement._give_out()
        agreement.action_sign()
        self.assertEqual(str(agreement.date), TODAY)

    def test_signed_in_the_future(self):
        """Nobody has signed tomorrow."""
        agreement = self._agreement()
        self.assertRefused(
            ValidationError, "has not come yet", agreement.action_sign, "2026-11-23"
        )
        self.assertEqual(agreement.state, "draft")

    def test_amended_terms_end(self):
        """New terms end the former ones on the day before they begin."""
        old = self._signed(number="12")
        new = self._agreement(amends_id=old.id, date_start="2026-12-01")
        self.assertEqual(old.state, "signed")
        new.action_sign(TODAY)
        self.assertEqual(old.state, "ended")
        self.assertEqual(str(old.date_ended), "2026-11-30")
        self.assertFalse(old.notice_by)
        # Signing once more does not end anything again.
        old.invalidate_recordset()
        new.action_sign()
        self.assertEqual(str(old.date_ended), "2026-11-30")

    def test_amended_terms_keep_their_end(self):
        """Former terms that ended by themselves keep their last day."""
        old = self._signed(date_end="2026-11-30")
        new = self._agreement(amends_id=old.id, date_start="2027-01-11")
        new.action_sign(TODAY)
        self.assertEqual(str(old.date_ended), "2026-11-30")
        stopped = self._signed()
        stopped.end_early("mentor", "2026-11-10")
        self._signed(TODAY, amends_id=stopped.id, date_start="2026-12-01")
        self.assertEqual(str(stopped.date_ended), "2026-11-13")

    def test_what_may_be_amended(self):
        """Only earlier terms of the same mentor, and never itself."""
        second = self._participant("mentor", "second")
        alien = self._signed(participant_id=second.id)
        self.assertRefused(
            ValidationError, "another mentor's", self._agreement, amends_id=alien.id
        )
        later = self._signed(date_start="2026-10-01")
        self.assertRefused(
            ValidationError, "begin before", self._agreement, amends_id=later.id
        )
        agreement = self._agreement()
        self.assertRefused(
            ValidationError, "itself", agreement.write, {"amends_id": agreement.id}
        )
        other = self._agreement(amends_id=agreement.id)
        self.assertRefused(
            ValidationError, "itself", agreement.write, {"amends_id": other.id}
        )

    def test_deletion(self):
        """Drafts and spoilt sheets are deleted; what was signed is kept."""
        self._agreement().unlink()
        agreement = self._agreement()
        with self._no_printer():
            agreement.action_print()
        agreement.unlink()
        agreement = self._signed()
        self.assertRefused(UserError, "personnel file", agreement.unlink)
        agreement.end_early("mentor", "2026-11-10")
        self.assertRefused(UserError, "personnel file", agreement.unlink)
        second = self._participant("mentor", "second")
        self._signed(participant_id=second.id)
        self.assertRefusedByDatabase("", second.unlink)

    def test_copy(self):
        """A copy is a new draft without number, date and sheet."""
        agreement = self._agreement(number="12")
        with self._no_printer():
            agreement.action_print()
        agreement.action_sign()
        copy = agreement.copy()
        self.assertEqual(copy.state, "draft")
        self.assertFalse(copy.number or copy.date or copy.frozen_html)
        self.assertFalse(copy.date_printed)

    def test_ended_is_not_signed(self):
        """An agreement that has ended does not come back."""
        agreement = self._signed()
        agreement.end_early("employer", "2026-11-10")
        self.assertRefused(UserError, "has ended", agreement.action_sign)

    def test_nightly_end(self):
        """The night after its last day an agreement has ended."""
        last = self._signed(date_end=TODAY)
        over = self._signed(date_end="2026-11-20")
        running = self._signed()
        draft = self._agreement(date_end="2026-11-20")
        cron = self.env.ref("school_mentorship.mentorship_agreement_cron").sudo()
        self.assertIn("_cron_end", cron.code)
        self.root["mentorship.agreement"]._cron_end()
        self.assertEqual(
            (last | over | running | draft).mapped("state"),
            ["signed", "ended", "signed", "draft"],
        )
        self.assertEqual(str(over.date_ended), "2026-11-20")
        with self._on("2026-11-23 09:00:00"):
            self.root["mentorship.agreement"]._cron_end()
        self.assertEqual(last.state, "ended")

    def test_duty_is_shared(self):
        """Shipped duties are there to choose from; a school adds its own."""
        duties = self.env["mentorship.duty"]
        self.assertGreaterEqual(duties.search_count([("company_id", "=", False)]), 3)
        own = duties.create({"name": "подготовка к конкурсам"})
        self.assertEqual(own.company_id, self.company)


class TestAgreementEnd(AgreementCommon):
    """Early refusal and cancellation: three working days, as each school works."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agreement = cls._signed()

    def _last_day(self, notice):
        return str(self.agreement._earliest_end(self._day(notice)))

    def test_three_working_days(self):
        """Monday's notice ends the work on Thursday, over Saturday and Sunday."""
        self.assertEqual(self._last_day("2026-11-09"), "2026-11-12")
        self.assertEqual(self._last_day("2026-11-19"), "2026-11-24")
        self.assertEqual(self._last_day("2026-11-22"), "2026-11-25")

    def test_over_holidays(self):
        """Public holidays and the Government's transfers do not count."""
        # 4 November is a holiday, 1 and 7–8 are days off.
        self.assertEqual(self._last_day("2026-11-02"), "2026-11-06")
        # New Year: 31 December is a day off by decree, 1–10 January as well.
        self.assertEqual(self._last_day("2025-12-30"), "2026-01-14")

    def test_six_day_week(self):
        """In a six-day week a Saturday is a working day."""
        self.school.working_week = "6"
        self.assertEqual(self._last_day("2026-11-19"), "2026-11-23")
        self.assertEqual(self._last_day("2026-11-02"), "2026-11-06")

    def test_own_days(self):
        """A school's own days off and working days win over the calendar."""
        self._day_off("2026-11-11")
        self.assertEqual(self._last_day("2026-11-09"), "2026-11-13")
        self._day_off("2026-11-14", working=True)
        self.assertEqual(self._last_day("2026-11-10"), "2026-11-14")

    def test_own_days_of_another_school(self):
        """Another school's days are its own; the region's are everybody's."""
        other = self.root["res.company"].create({"name": "Лицей № 1"})
        self.root["mentorship.day.off"].create(
            [
                {"name": "День лицея", "date": "2026-11-11", "company_id": other.id},
                {"name": "Областной", "date": "2026-11-12", "company_id": False},
            ]
        )
        self.assertEqual(self._last_day("2026-11-09"), "2026-11-13")

    def test_archived_own_day(self):
        """An archived day counts no more and may be entered anew."""
        day = self._day_off("2026-11-11")
        self.assertRefusedByDatabase(
            "already been entered", self._day_off, "2026-11-11"
        )
        day.active = False
        self.assertEqual(self._last_day("2026-11-09"), "2026-11-12")
        self._day_off("2026-11-11")

    def test_refusal_and_cancellation(self):
        """Both sides may end it; the record keeps who, when, and the last day."""
        for side in ("mentor", "employer"):
            agreement = self._signed()
            last = agreement.end_early(side, "2026-11-19")
            with self.subTest(side=side):
                self.assertEqual(str(last), "2026-11-24")
                self.assertEqual(agreement.state, "ended")
                self.assertEqual(agreement.notice_by, side)
                self.assertEqual(str(agreement.notice_date), "2026-11-19")
                self.assertEqual(agreement.date_ended, last)

    def test_notice_of_today(self):
        """Without a day the notice is today's."""
        self.agreement.end_early("mentor")
        self.assertEqual(str(self.agreement.notice_date), TODAY)
        self.assertEqual(str(self.agreement.date_ended), "2026-11-25")

    def test_notice_in_the_future(self):
        """A notice that has not been given yet ends nothing."""
        self.assertRefused(
            UserError, "not come yet", self.agreement.end_early, "mentor", "2026-11-23"
        )

    def test_notice_before_the_agreement(self):
        """A notice cannot be older than the agreement: a mistyped year."""
        self.assertRefused(
            UserError, "older", self.agreement.end_early, "mentor", "1926-11-20"
        )

    def test_earlier_day_by_consent_only(self):
        """An earlier day than the law's needs the consent of both sides."""
        act = self.agreement.end_early
        self.assertRefused(
            UserError,
            "24.11.2026 at the earliest",
            act,
            "mentor",
            "2026-11-19",
            "2026-11-23",
        )
        self.assertRefused(
            UserError,
            "before the day of the notice",
            act,
            "mentor",
            "2026-11-19",
            "2026-11-18",
            True,
        )
        act("mentor", "2026-11-19", "2026-11-19", by_consent=True)
        self.assertEqual(str(self.agreement.date_ended), "2026-11-19")

    def test_later_day(self):
        """A later day needs nobody's consent, but the term stays its limit."""
        self.agreement.end_early("mentor", "2026-11-19", "2026-12-31")
        self.assertEqual(str(self.agreement.date_ended), "2026-12-31")
        agreement = self._signed(date_end="2026-11-23")
        agreement.end_early("mentor", "2026-11-19")
        self.assertEqual(str(agreement.date_ended), "2026-11-23")

    def test_only_in_force(self):
        """Drafts are deleted, ended ones have ended: neither is ended early."""
        draft = self._agreement()
        self.agreement.end_early("mentor")
        for agreement in (draft, self.agreement):
            self.assertRefused(UserError, "in force", agreement.end_early, "mentor")

    def test_window(self):
        """The window shows the earliest day and proposes it."""
        form = Form(
            self.env["mentorship.agreement.end"].with_context(
                default_agreement_id=self.agreement.id
            )
        )
        form.notice_date = "2026-11-19"
        self.assertEqual(form.earliest, self._day("2026-11-24"))
        self.assertEqual(form.date, self._day("2026-11-24"))
        form.notice_date = "1926-11-19"
        self.assertFalse(form.earliest)
        form.notice_date = "2026-11-19"
        form.date = "2026-11-23"
        window = form.save()
        self.assertRefused(UserError, "at the earliest", window.action_end)
        window.by_consent = True
        window.action_end()
        self.assertEqual(self.agreement.state, "ended")
        self.assertEqual(str(self.agreement.date_ended), "2026-11-23")


class TestAgreementPrepare(AgreementCommon):
    """Agreements made from the pairs with one button."""

    def _prepare(self, pairs):
        action = pairs.action_prepare_agreements()
        return self.env["mentorship.agreement"].search(action["domain"])

    def test_prepare(self):
        """Term, mentor and shipped duties come from the pair."""
        agreement = self._prepare(self.pair)
        self.assertEqual(agreement.participant_id, self.mentor)
        self.assertEqual(agreement.pair_id, self.pair)
        self.assertEqual(agreement.date_start, self.pair.date_start)
        self.assertEqual(agreement.date_end, self.pair.date_end)
        self.assertTrue(agreement.duty_ids)
        self.assertEqual(agreement.state, "draft")

    def test_twice(self):
        """The second click makes no doubles and opens what is there."""
        first = self._prepare(self.pair)
        self.assertEqual(self._prepare(self.pair), first)
        first.action_sign(TODAY)
        self.assertEqual(self._prepare(self.pair), first)

    def test_ended_one_is_made_anew(self):
        """Where the former agreement has ended, a new one is made."""
        first = self._prepare(self.pair)
        first.action_sign(TODAY)
        first.end_early("mentor")
        second = self._prepare(self.pair)
        self.assertEqual(second.participant_id, self.mentor)
        self.assertNotEqual(second, first)

    def test_agreement_for_all_mentees(self):
        """An agreement for all mentees of the year covers each of the pairs."""
        whole = self._agreement()
        self.assertEqual(self._prepare(self.pair), whole)

    def test_several_pairs(self):
        """One agreement for each mentor of each pair; done pairs need none."""
        second = self._pair(
            self._participant("mentor", "second"), self._participant("mentee", "novice")
        )
        over = self._pair(self.mentor, self._participant("mentee", "student"))
        over.action_end()
        agreements = self._prepare(self.pair | second | over)
        self.assertEqual(agreements.pair_id, self.pair | second)
        self.assertEqual(len(agreements), 2)

    def test_mentor_from_outside(self):
        """A mentor from another school has no labour contract here."""
        mentor = self._outsiders("mentor", 1)
        pair = self._pair(mentor, self._participant("mentee", "novice"))
        self.assertFalse(self._prepare(pair))

    def test_open_term(self):
        """A pair without a last day gives an agreement until the school year's end."""
        self.pair.date_end = False
        self.assertEqual(str(self._prepare(self.pair).date_end), "2027-05-31")

    def test_foreign_duties(self):
        """Duties of another school are not put into the agreement."""
        other = self.root["res.company"].create({"name": "Лицей № 1"})
        self.root["mentorship.duty"].create(
            {"name": "дежурство", "company_id": other.id}
        )
        env = self._as(self.users["curator"])
        agreement = self._prepare(self.pair.with_env(env))
        self.assertNotIn("дежурство", agreement.duty_ids.mapped("name"))


class TestAgreementQueries(CountsQueries, AgreementCommon):
    """Speed: lists, forms and the nightly job of 1 agreement and of 50."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pairs = cls._many_pairs()
        cls.pairs.action_prepare_agreements()
        cls.agreements = cls.env["mentorship.agreement"].search(
            [("pair_id", "in", cls.pairs.ids)]
        )
        cls.agreements[::2].write({"contract_number": "1", "pay_amount": 100})
        cls._commit()
        cls.env.flush_all()

    def test_screens(self):
        """The list, the board and the form."""
        self.assertEqual(*self._screens(self.agreements, "list", "kanban", "form"))

    def test_screens_of_an_officer(self):
        """The same for a personnel officer."""
        env = self._as(self.users["officer"])
        self.env = env
        self.assertEqual(*self._screens(self.agreements.with_env(env), "list", "form"))

    def test_nightly(self):
        """The nightly job writes day by day, not agreement by agreement."""

        def ended(number):
            some = self.agreements.filtered(lambda a: a.state == "draft")[:number]
            some.action_sign(TODAY)
            self.env.flush_all()
            with self._on("2027-06-01 09:00:00"), mute_logger("odoo.models.unlink"):
                return self._queries(self.root["mentorship.agreement"]._cron_end)

        ended(1)
        self.assertLessEqual(abs(ended(5) - ended(40)), 2)

    def test_preparing(self):
        """Making agreements asks for duties and known ones once."""
        self.agreements.unlink()
        # The first time what is cached for the process is read.
        counts = [
            self._queries(pairs.action_prepare_agreements)
            for pairs in (self.pairs[:1], self.pairs[1:2], self.pairs[2:])
        ]
        self.assertEqual(counts[1], counts[2])

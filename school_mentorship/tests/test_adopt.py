import base64

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form

from .common import MentorshipCommon

PDF = base64.b64encode(b"%PDF-1.4 scan")


class TestAdopt(MentorshipCommon):
    """Nobody starts on an empty first of September: papers of before are entered."""

    def _window(self, kind=None, **vals):
        values = {
            "kind_id": (kind or self.kind_pairs).id,
            "number": "125-ОД",
            "date": "2026-09-15",
            **vals,
        }
        return self.env["mentorship.adopt"].create(values)

    def _line(self, mentor="mentor", mentees=("mentee",), **vals):
        return Command.create(
            {
                "mentor_id": self.staff[mentor].id,
                "mentee_ids": [Command.set([self.staff[who].id for who in mentees])],
                "date_start": "2026-09-16",
                "date_end": "2027-05-31",
                "consent_date": "2026-09-10",
                "mentee_date": "2026-09-11",
                **vals,
            }
        )

    def _adopted(self, **vals):
        action = self._window(**vals).action_adopt()
        return self.env["mentorship.order"].browse(action["res_id"])

    # Orders with their pairs.

    def test_pairs_with_their_back_dates(self):
        """One window: the order, two pairs, consents, an agreement; all at work."""
        order = self._adopted(
            line_ids=[
                self._line(agreement_number="14", agreement_date="2026-09-15"),
                self._line("second", ("novice", "student")),
            ]
        )
        self.assertRecordValues(
            order,
            [
                {
                    "state": "registered",
                    "number": "125-ОД",
                    "issued_before": True,
                    "missing": "",
                    "frozen_hash": False,
                }
            ],
        )
        self.assertEqual(str(order.date), "2026-09-15")
        pairs = order.pair_ids.sorted("id")
        self.assertEqual(pairs.mapped("state"), ["active", "active"])
        self.assertEqual(
            [str(day) for day in set(pairs.mapped("date_start"))], ["2026-09-16"]
        )
        self.assertEqual(pairs.mapped("is_group"), [False, True])
        # Nothing turns red.
        self.assertFalse(any(pairs.mapped("missing")), pairs.mapped("missing"))
        consents = self.env["mentorship.consent"].search([])
        self.assertEqual(set(consents.mapped("state")), {"signed"})
        self.assertEqual(len(consents), 10)
        self.assertFalse(any(consents.mapped("date_printed")))
        agreement = self.env["mentorship.agreement"].search([])
        self.assertRecordValues(
            agreement,
            [
                {
                    "number": "14",
                    "state": "signed",
                    "missing": "",
                    "pair_id": pairs[0].id,
                }
            ],
        )
        people = self.env["mentorship.participant"].search([])
        self.assertEqual(set(people.mapped("state")), {"ready"})

    def test_pairs_that_stand_there(self):
        """Pairs that were entered already get the order that assigned them."""
        pair = self._pair(date_start="2026-09-16")
        action = pair.action_adopt_order()
        window = (
            self.env["mentorship.adopt"]
            .with_context(**action["context"])
            .create({"number": "125-ОД", "date": "2026-09-15"})
        )
        window.line_ids.consent_date = "2026-09-10"
        order = self.env["mentorship.order"].browse(window.action_adopt()["res_id"])
        self.assertEqual(order.pair_ids, pair)
        self.assertEqual(pair.state, "active")

    def test_pairs_of_last_year(self):
        """Pairs whose term is over are completed at once."""
        order = self._adopted(
            date="2025-09-15",
            line_ids=[
                self._line(
                    date_start="2025-09-16",
                    date_end="2026-05-31",
                    consent_date="2025-09-10",
                    mentee_date="2025-09-10",
                )
            ],
        )
        self.assertEqual(order.pair_ids.state, "done")
        self.assertEqual(str(order.pair_ids.date_end), "2026-05-31")

    def test_order_before_the_consent(self):
        """An order older than the mentor's consent is refused, with the name."""
        window = self._window(
            date="2026-09-01", line_ids=[self._line(date_start="2026-09-02")]
        )
        self.assertRefused(UserError, "Иванова И.И.", window.action_adopt)
        self.assertFalse(self.env["mentorship.pair"].search([]))

    def test_order_before_the_law(self):
        """Before 01.03.2025 no law asked for that consent."""
        order = self._adopted(
            date="2024-09-02",
            line_ids=[
                self._line(
                    date_start="2024-09-03",
                    date_end="2025-05-31",
                    consent_date=False,
                    mentee_date=False,
                )
            ],
        )
        self.assertEqual(order.state, "registered")

    def test_rows_are_named(self):
        """What is missing is said with the row, and nothing is half done."""
        for vals, words in (
            ({"mentor_id": False}, "Row 2"),
            ({"mentee_ids": []}, "Row 2"),
            ({"date_start": False}, "Row 2"),
            ({"consent_date": "2026-12-31"}, "Row 2"),
            ({"agreement_number": "3"}, "Row 2"),
        ):
            window = self._window(
                line_ids=[self._line(), self._line("second", ("novice",), **vals)]
            )
            with self.subTest(vals=vals):
                self.assertRefused(UserError, words, window.action_adopt)
        self.assertFalse(self.env["mentorship.participant"].search([]))

    def test_nobody_without_pairs(self):
        self.assertRefused(UserError, "pairs", self._window().action_adopt)

    def test_number_and_date(self):
        """A paper has a number and a day that has come."""
        lines = [self._line()]
        for vals, words in (
            ({"number": "  "}, "б/н"),
            ({"date": False}, "date"),
            ({"date": "2027-01-01"}, "to come"),
        ):
            with self.subTest(vals=vals):
                self.assertRefused(
                    UserError,
                    words,
                    self._window(**{"line_ids": lines, **vals}).action_adopt,
                )

    def test_same_number_asks(self):
        self._adopted(line_ids=[self._line()])
        window = self._window(line_ids=[self._line("second", ("novice",))])
        self.assertEqual(window.duplicate_id.number, "125-ОД")
        self.assertRefused(UserError, "confirm", window.action_adopt)
        window.confirm_duplicate = True
        window.action_adopt()

    def test_counting_journal_is_not_disturbed(self):
        """A typed number of before neither moves nor stops the counter."""
        self.journal.numbering = "auto"
        self._registered(self._consented(), number=None)
        self.assertEqual(self.journal.last_number, 1)
        self._adopted(number="57-ОД", line_ids=[self._line("second", ("novice",))])
        self.assertEqual(self.journal.last_number, 1)
        order = self._registered(kind=self.kind_curator, number=None)
        self.assertEqual(order.number, "2-ОД")

    def _consented(self):
        pair = self._pair(self._participant("mentor"), self._participant("mentee"))
        self._consent(pair.member_ids.participant_id)
        return pair

    def test_signed_by_somebody_else(self):
        """A former director, who is on no list, and an acting one; a scan with it."""
        order = self._adopted(
            signer="директор Н.П. Осипова",
            signed_copy=PDF,
            signed_copy_name="приказ.pdf",
            line_ids=[self._line()],
        )
        self.assertEqual(order.signer, "директор Н.П. Осипова")
        self.assertFalse(order.signatory_id)
        self.assertEqual(order.signed_copy_name, "приказ.pdf")

    def test_print_is_not_the_paper(self):
        """What is printed of such an order says that the original is on paper."""
        order = self._adopted(line_ids=[self._line()])
        html = order._paper_report()._paper_sheets(order)[order]
        self.assertIn("ПОДЛИННИК", self._plain(html))
        self.assertNotIn("ПРОЕКТ", html)

    def test_draft_of_any_kind(self):
        """An order with rows of its own is entered from its draft, unprinted."""
        pair = self._assigned(date_start="2026-09-20")
        order = self._order(
            kind=self.env.ref("school_mentorship.order_kind_change"),
            change_ids=[
                Command.create(
                    {
                        "pair_id": pair.id,
                        "result": "ended",
                        "date": "2026-11-10",
                        "reason": "заявление",
                    }
                )
            ],
        )
        action = order.action_register_issued()
        form = Form(
            self.env["mentorship.order.register"].with_context(**action["context"])
        )
        form.number, form.date = "140-ОД", "2026-11-09"
        form.save().action_register()
        self.assertEqual(pair.state, "ended")
        self.assertTrue(order.issued_before)
        self.assertFalse(order.frozen_html)
        self.assertIn(
            "registered already",
            str(self._error(order.register_issued, "1", "2026-11-09")),
        )

    def _error(self, act, *args):
        try:
            act(*args)
        except UserError as error:
            return error
        return ""

    def test_printed_one_is_no_paper_of_before(self):
        order = self._to_sign(self._order(kind=self.kind_curator))
        self.assertRefused(UserError, "draft", order.register_issued, "1", "2026-11-01")

    def test_state_is_not_typed(self):
        """No client makes an order registered or issued by writing it."""
        for vals in ({"issued_before": True}, {"corrections": "x"}):
            with self.subTest(vals=vals):
                self.assertRefused(UserError, "buttons", self._order().write, vals)

    # Regulation, roadmap, curator.

    def test_regulation_in_force(self):
        """Last year's regulation is quoted, and satisfies its line of the roadmap."""
        roadmap = self._roadmap()
        line = self._lines(roadmap, evidence_effect="approves_regulation")
        self.assertNotEqual(line.state, "done")
        order = self._adopted(
            kind=self.kind_regulation, number="41-од", date="2025-08-29"
        )
        self._commit()
        self.assertEqual((line.state, line.progress), ("done", 100))
        self.assertEqual(str(line.date_done), "2025-08-29")
        act = self.env["mentorship.legal.act"].search([("order_id", "=", order.id)])
        self.assertTrue(act.quote_by_default)
        later = self._order()
        self.assertIn("№ 41-од", self._plain(later._grounds()))

    def test_regulation_entered_as_an_act(self):
        """A regulation known as an act only counts as well, while it is in force."""
        line = self._lines(self._roadmap(), evidence_effect="approves_regulation")
        act = self.env["mentorship.legal.act"].create(
            {
                "name": "Положение о наставничестве",
                "level": "4_school",
                "citation": "Положением о наставничестве",
                "date_from": "2024-09-01",
                "date_until": "2026-08-01",
            }
        )
        self._commit()
        self.assertNotEqual(line.state, "done")
        act.date_until = False
        self._commit()
        self.assertEqual(line.state, "done")

    def test_older_regulation_entered_later(self):
        """The older one ends where the newer one begins, whichever is entered first."""
        self._adopted(kind=self.kind_regulation, number="2", date="2025-08-29")
        self._adopted(kind=self.kind_regulation, number="1", date="2022-11-08")
        acts = self.env["mentorship.legal.act"]._regulations(self.company)
        in_force = acts.filtered(lambda act: act._is_in_force(self._day("2026-11-22")))
        self.assertEqual(in_force.number, "2")
        older = acts - in_force
        self.assertEqual(str(older.date_until), "2025-08-28")

    def test_roadmap_and_curator(self):
        """The roadmap's own line is done; an old order appoints no curator any more."""
        roadmap = self._roadmap()
        line = self._lines(roadmap, evidence_effect="approves_roadmap")
        self._adopted(kind=self.kind_roadmap, number="100", date="2026-08-30")
        self._commit()
        self.assertEqual(line.state, "done")
        self._adopted(
            kind=self.kind_curator,
            number="7",
            date="2026-09-01",
            curator_id=self.staff["second"].id,
        )
        self.assertEqual(self.school.curator_id.id, self.staff["second"].id)
        self._adopted(
            kind=self.kind_curator,
            number="3",
            date="2024-09-01",
            curator_id=self.staff["novice"].id,
        )
        self.assertEqual(self.school.curator_id.id, self.staff["second"].id)

    def test_changes_are_sent_to_their_form(self):
        kind = self.env.ref("school_mentorship.order_kind_change")
        self.assertRefused(UserError, "Issued already", self._window(kind).action_adopt)

    # Consents and agreements alone.

    def test_consents_of_many(self):
        """Consents of many people lie in the folder: one window, one date."""
        people = self._participant("mentor") | self._participant("mentee")
        window = self._window(
            paper="consents",
            date="2026-09-05",
            participant_ids=[Command.set(people.ids)],
            note="Папка 02-14",
        )
        action = window.action_adopt()
        consents = self.env["mentorship.consent"].search(action["domain"])
        self.assertEqual(len(consents), 4)
        self.assertEqual(set(people.mapped("state")), {"ready"})
        self.assertEqual(set(consents.mapped("note")), {"Папка 02-14"})
        # A second click makes no second papers.
        again = window.action_adopt()
        self.assertEqual(
            self.env["mentorship.consent"].search(again["domain"]), consents
        )

    def test_consents_that_ran_out(self):
        """A consent whose term is over is entered as expired and opens no gate."""
        person = self._participant("mentor")
        self._window(
            paper="consents",
            date="2021-09-05",
            participant_ids=[Command.set(person.ids)],
        ).action_adopt()
        self.assertEqual(set(person.consent_ids.mapped("state")), {"expired"})
        self.assertEqual(person.state, "no_consent")

    def test_consents_of_nobody(self):
        person = self._participant("mentor")
        for vals, words in (
            ({"participant_ids": []}, "whose"),
            ({"date": False}, "day"),
            ({"with_processing": False, "with_duties": False}, "which"),
        ):
            values = {
                "paper": "consents",
                "participant_ids": [Command.set(person.ids)],
                **vals,
            }
            with self.subTest(vals=vals):
                self.assertRefused(
                    UserError, words, self._window(**values).action_adopt
                )

    def test_agreements_alone(self):
        """Agreements of before; one whose term is over has ended."""
        rows = [
            self._line(
                mentees=(),
                agreement_number="14",
                agreement_date="2026-09-15",
                pay_amount=3000,
            ),
            self._line(
                "second",
                (),
                agreement_number="9",
                agreement_date="2025-09-15",
                date_start="2025-09-16",
                date_end="2026-05-31",
            ),
        ]
        action = self._window(paper="agreements", line_ids=rows).action_adopt()
        agreements = self.env["mentorship.agreement"].search(
            action["domain"], order="number"
        )
        self.assertEqual(agreements.mapped("state"), ["signed", "ended"])
        self.assertFalse(any(agreements.mapped("missing")))
        self.assertRefused(
            UserError,
            "Row 1",
            self._window(paper="agreements", line_ids=[self._line()]).action_adopt,
        )

    def test_names_that_are_not_on_the_staff(self):
        """A curator is told who may add to the staff list."""
        line = self._line(mentor_id=False, mentor_name=" Громова  Ирина Олеговна")
        self.assertRefused(
            UserError, "personnel officer", self._window(line_ids=[line]).action_adopt
        )
        self.users["curator"].group_ids += self.env.ref("hr.group_hr_user")
        order = self._adopted(line_ids=[line])
        self.assertEqual(order.pair_ids.mentor_id.name, "Громова Ирина Олеговна")

    def test_director_does_not_enter(self):
        """The window is the curator's."""
        env = self._as(self.users["director"])
        self.assertFalse(env["mentorship.adopt"].has_access("create"))

    def test_queries_do_not_grow(self):
        """Twenty pairs cost about as many questions for each as two do."""
        counts = []
        for number in (2, 12):
            rows = [
                Command.create(
                    {
                        "mentor_id": mentor.id,
                        "mentee_ids": [Command.set(mentee.ids)],
                        "date_start": "2026-09-16",
                        "date_end": "2027-05-31",
                        "consent_date": "2026-09-10",
                        "mentee_date": "2026-09-10",
                    }
                )
                for mentor, mentee in (self._hire_two() for _i in range(number))
            ]
            window = self._window(number=f"{number}-ОД", line_ids=rows)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            window.action_adopt()
            self.env.flush_all()
            counts.append((self.env.cr.sql_log_count - before) / number)
        # The share of a pair falls: nothing is asked pair by pair without need.
        self.assertLess(counts[1], counts[0] / 2, counts)

    def _hire_two(self):
        self._hired = getattr(self, "_hired", 0) + 2
        return self.env["hr.employee"].browse(
            self.root["hr.employee"]
            .create(
                [
                    {
                        "name": f"Сидоров{self._hired + i} Иван Петрович",
                        "company_id": self.company.id,
                    }
                    for i in range(2)
                ]
            )
            .ids
        )

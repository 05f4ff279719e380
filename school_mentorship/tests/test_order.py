from odoo.exceptions import RedirectWarning, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from .common import TODAY, MentorshipCommon


class TestOrder(MentorshipCommon):
    """The order «О закреплении наставников» from its draft to the director's desk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor")
        cls.mentee = cls._participant("mentee")
        cls.pair = cls._pair(cls.mentor, cls.mentee)

    def test_kind_fills_the_order(self):
        """Choosing the kind is enough: texts, effects, journal, people follow."""
        order = self._order(self.pair)
        self.assertEqual(
            order.title, "О закреплении наставников (наставнических пар/групп)"
        )
        self.assertIn("{{основания}}", order.preamble)
        self.assertTrue(order.assigns_pairs)
        self.assertFalse(order.approves_roadmap)
        self.assertEqual(order.journal_id, self.journal)
        self.assertEqual(order.signatory_id.id, self.staff["director"].id)
        self.assertEqual(order.curator_id.id, self.staff["curator"].id)
        self.assertEqual(order.state, "draft")

    def test_form(self):
        """A new order saves from its form with a kind and pairs."""
        form = Form(self.env["mentorship.order"])
        form.kind_id = self.kind_pairs
        form.pair_ids.add(self.pair)
        order = form.save()
        self.assertEqual(order.pair_ids, self.pair)
        self.assertTrue(order.clauses)

    def test_roadmap_of_the_year_is_proposed(self):
        """The order belongs to the running roadmap without being asked."""
        roadmap = self._roadmap()
        self.assertEqual(self._order(self.pair).roadmap_id, roadmap)

    def test_journal_by_kind(self):
        """Personnel orders go into the journal of personnel orders."""
        kind = self.env["mentorship.order.kind"].create(
            {
                "name": "О поощрении",
                "journal_kind": "staff",
                "title": "О поощрении",
                "preamble": "В соответствии с {{основания}}",
                "clauses": "Поощрить.",
            }
        )
        self.assertEqual(
            self._order(kind=kind).journal_id, self.school.staff_journal_id
        )

    def test_own_words_win(self):
        """The text is proposed by the kind and is the curator's to change."""
        order = self._order(self.pair)
        order.clauses = "Закрепить наставников.\nКонтроль {{директор.род}}."
        self.assertEqual(
            [self._plain(clause) for clause in order._filled()["clauses"]],
            ["Закрепить наставников.", "Контроль Смирнова А.А."],
        )

    def test_unknown_placeholder(self):
        """A typing error in a placeholder is refused with its name and its place."""
        order = self._order(self.pair)
        self.assertRefused(
            ValidationError, "куратр", order.write, {"clauses": "А.\nБ {{куратр.дат}}."}
        )
        self.assertRefused(ValidationError, "", order.write, {"title": "Об {{школа"})

    def test_names_and_positions_in_their_case(self):
        """People are printed as Russian asks: «Заместителю … Козловой Н.В.»."""
        filled = self._order(self.pair)._filled()
        text = self._plain("\n".join(filled["clauses"]))
        self.assertIn("Заместителю директора по УВР Козловой Н.В.", text)
        self.assertNotIn("{{", text + filled["title"] + filled["preamble"])

    def test_period_of_the_pairs(self):
        """«{{период}}» runs from the first day of the pairs to the last one."""
        other = self._pair(
            self._participant("mentor", "second"),
            self._participant("mentee", "novice"),
            date_start="2026-09-15",
            date_end="2026-12-31",
        )
        order = self._order(self.pair | other)
        text = self._plain(order._filled()["clauses"][0])
        self.assertIn("период с 15 сентября 2026 г. по 31 мая 2027 г.", text)

    def test_placeholder_value_is_not_evaluated(self):
        """A name with braces or tags is text: nothing in it is carried out."""
        self.school.council_protocol = "{{директор}} <b>№ 1</b> ${1+1}"
        text = self._order(self.pair)._filled()["preamble"]
        self.assertIn("{{директор}}", text)
        self.assertIn("${1+1}", text)

    def test_without_pairs(self):
        """An order without pairs assigns nobody and is not printed."""
        order = self._order()
        self.assertIn("no pairs", order.missing)
        self.assertRefused(UserError, "order without pairs", self._to_sign, order)
        self.assertEqual(order.state, "draft")

    def test_mentor_without_consent(self):
        """Law: no written consent of the mentor, no order; it says who."""
        order = self._order(self.pair)
        self.assertIn("Иванова И.И.", self._plain(order.missing))
        self.assertRefused(UserError, "Иванова И.И.", self._to_sign, order)
        self.assertEqual(order.state, "draft")

    def test_leave_out_in_one_click(self):
        """One missing paper never stops the other pairs."""
        other = self._pair(
            self._participant("mentor", "second"), self._participant("mentee", "novice")
        )
        self._consent(other.mentor_id, ["mentor_duties"])
        order = self._order(self.pair | other)
        order.action_exclude_unconsented()
        self.assertEqual(order.pair_ids, other)
        self.assertFalse(order.missing)
        self._to_sign(order)
        self.assertEqual(order.state, "signing")
        self.assertTrue(self.pair.exists())
        self.assertEqual(self.pair.state, "preparing")

    def test_pair_without_a_mentee(self):
        """A pair of one is not assigned."""
        lonely = self.env["mentorship.pair"].create({"mentor_id": self.mentor.id})
        self._consent(self.mentor)
        self.assertRefused(UserError, "mentee", self._to_sign, self._order(lonely))

    def test_ended_pair(self):
        """A pair that has ended is not assigned again."""
        self._consent(self.mentor)
        self.pair.action_end()
        self.assertRefused(UserError, "", self._to_sign, self._order(self.pair))

    def test_settings_first(self):
        """Before the first order the school's missing data are named, with a way."""
        self._consent(self.mentor)
        self.school.write({"place": False, "director_id": False})
        order = self._order(self.pair)
        with self.assertRaises(RedirectWarning) as caught:
            self._to_sign(order)
        self.assertIn("Place", str(caught.exception.args[0]))

    def test_on_the_desk(self):
        """«На подписи» prints, freezes, and puts everybody on the sheet."""
        self._consent(self.mentor)
        order = self._order(self.pair)
        with self._no_printer():
            action = order.action_to_sign()
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertEqual(order.state, "signing")
        self.assertEqual(str(order.date_signing), TODAY)
        self.assertFalse(order.number)
        self.assertFalse(order.date)
        self.assertTrue(order.frozen_html)
        self.assertTrue(order.frozen_pdf)
        self.assertEqual(
            sorted(order.acquaintance_ids.mapped("name")),
            [
                "Иванова Ирина Ивановна",
                "Козлова Наталья Викторовна",
                "Петров Пётр Петрович",
            ],
        )
        self.assertRefused(UserError, "Only a draft", self._to_sign, order)

    def test_real_sheet(self):
        """A curator without HR rights prints a real sheet, with real pages."""
        self._consent(self.mentor | self.mentee)
        order = self._order(self.pair)
        order.action_to_sign()
        self.assertIn("закреплении", order.frozen_html)
        self.assertTrue(order.with_context(bin_size=False).frozen_pdf)
        self.assertEqual(len(order.frozen_hash), 64)

    def test_printed_text_is_frozen(self):
        """What the sheet shows does not change while it lies on the desk, or later."""
        self._consent(self.mentor)
        order = self._to_sign(self._order(self.pair))
        changes = {
            "title": "Другой",
            "preamble": "Другая",
            "clauses": "Другие",
            "pair_ids": [Command.clear()],
            "kind_id": self.kind_curator.id,
            "curator_id": self.staff["second"].id,
            "assigns_pairs": False,
            "approves_roadmap": True,
        }
        for state in ("signing", "registered"):
            if state == "registered":
                order.register("1")
            for name, value in changes.items():
                with self.subTest(state=state, name=name):
                    self.assertRefused(UserError, "", order.write, {name: value})

    def test_registered_order_keeps_its_journal(self):
        """A registered order does not change journals: its number stands in one."""
        self._consent(self.mentor)
        order = self._to_sign(self._order(self.pair))
        order.register("1")
        other = self.school.staff_journal_id.id
        self.assertRefused(UserError, "", order.write, {"journal_id": other})

    def test_names_stay_as_printed(self):
        """A marriage after the print changes neither the sheet nor its list."""
        self._consent(self.mentor)
        order = self._to_sign(self._order(self.pair))
        self.staff["mentor"].name = "Петрова Ирина Ивановна"
        self.staff["mentor"].job_title = "методист"
        line = order.acquaintance_ids.filtered(
            lambda line: line.partner_id == self.mentor.partner_id
        )
        self.assertEqual(line.name, "Иванова Ирина Ивановна")
        self.assertEqual(line.position, "учитель математики")

    def test_frozen_fields(self):
        """The frozen sheet is written by the print alone; no context opens it."""
        order = self._order(self.pair)
        forged = order.with_context(
            mentorship_internal=True, install_mode=True, tracking_disable=True
        )
        for name in ("frozen_html", "frozen_pdf", "frozen_hash"):
            for record in (order, forged):
                self.assertRefused(UserError, "", record.write, {name: "AAAA"})

    def test_state_number_and_date_come_from_buttons(self):
        """Dragging an order, or typing its number outside the window, is refused."""
        order = self._order(self.pair)
        for vals in (
            {"state": "registered"},
            {"state": "signing"},
            {"number": "1"},
            {"date": TODAY},
            {"date_signing": TODAY},
        ):
            for record in (order, order.with_context(mentorship_internal=True)):
                self.assertRefused(UserError, "buttons", record.write, vals)

    def test_registered_at_birth(self):
        """A new order is a draft without number, whatever values or context say."""
        given = {"state": "registered", "number": "1", "date": TODAY}
        orders = self.env["mentorship.order"]
        vals = {"kind_id": self.kind_pairs.id}
        for name, value in given.items():
            self.assertRefused(UserError, "", orders.create, {**vals, name: value})
        context = {f"default_{name}": value for name, value in given.items()}
        context |= {"default_frozen_html": "<p>forged</p>"}
        try:
            with self.env.cr.savepoint():
                order = orders.with_context(**context).create(vals)
                self.env.flush_all()
        except UserError:
            return
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.number)
        self.assertFalse(order.date)
        self.assertFalse(order.frozen_html)

    def test_copy_is_a_draft(self):
        """Duplicating a registered order gives a draft without number."""
        self._consent(self.mentor)
        order = self._to_sign(self._order(self.pair))
        order.register("1")
        copy = order.copy()
        self.assertEqual(copy.state, "draft")
        self.assertFalse(copy.number)
        self.assertFalse(copy.date)
        self.assertFalse(copy.frozen_html)
        self.assertFalse(copy.acquaintance_ids)

    def test_back_to_draft(self):
        """An order comes back from the desk to be corrected and printed anew."""
        self._consent(self.mentor)
        order = self._to_sign(self._order(self.pair))
        order.action_draft()
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.frozen_html)
        self.assertFalse(order.acquaintance_ids)
        order.title = "Другой"
        self._to_sign(order)
        self.assertEqual(len(order.acquaintance_ids), 3)

    def test_withdrawn_draft(self):
        """«Проект снят» stays in the list, changes nothing, and can come back."""
        order = self._order(self.pair)
        order.action_cancel()
        self.assertEqual(order.state, "cancelled")
        self.assertRefused(UserError, "", order.write, {"title": "Другой"})
        order.action_draft()
        self.assertEqual(order.state, "draft")

    def test_registered_is_final(self):
        """A registered order is corrected and repealed by another order only."""
        self._consent(self.mentor)
        order = self._to_sign(self._order(self.pair))
        order.register("1")
        self.assertRefused(UserError, "another order", order.action_draft)
        self.assertRefused(UserError, "another order", order.action_cancel)
        self.assertRefused(UserError, "another", order.unlink)

    def test_deleting_orders(self):
        """Drafts can be deleted, printed ones cannot."""
        self._consent(self.mentor)
        order = self._order(self.pair)
        printed = self._to_sign(self._order(self.pair))
        self.assertRefused(UserError, "printed for signature", printed.unlink)
        order.unlink()
        self.assertFalse(order.exists())

    def test_not_its_own_amendment(self):
        """An order does not amend or repeal itself."""
        order = self._order(self.pair)
        for name in ("amends_id", "repealed_by_id"):
            self.assertRefused(ValidationError, "itself", order.write, {name: order.id})

    def test_what_stays_writable(self):
        """After registering: signed copy, acquaintance, repealed by."""
        self._consent(self.mentor)
        order = self._to_sign(self._order(self.pair))
        order.register("1")
        self.assertIn("signed copy", order.missing)
        order.write({"signed_copy": "JVBERi0xLjQK", "signed_copy_name": "приказ.pdf"})
        self.assertFalse(order.missing)
        order.acquaintance_ids[0].date = TODAY
        later = self._to_sign(self._order(self.pair))
        later.register("2")
        order.repealed_by_id = later
        self.assertEqual(order.repealed_by_id, later)

    def test_acquaintance(self):
        """A person signs once, and not on a day to come."""
        self._consent(self.mentor)
        order = self._to_sign(self._order(self.pair))
        line = order.acquaintance_ids[0]
        self.assertRefused(
            ValidationError, "has not come", line.write, {"date": "2026-11-23"}
        )
        self.assertRefusedByDatabase("once", line.copy)

    def test_deleting_what_a_registered_order_uses(self):
        """Pair, participant, consent, employee, kind, journal: each stays."""
        pair = self._pair(
            self._participant("mentor", "second"), self._participant("mentee", "novice")
        )
        consents = self._consent(pair.member_ids.participant_id)
        order = self._to_sign(self._order(pair))
        order.register("7")
        self.env.flush_all()
        for records in (
            pair,
            pair.member_ids,
            pair.mentor_id,
            pair.mentee_ids,
            consents,
            order,
        ):
            with self.subTest(records=records):
                self.assertRefused(UserError, "", records.unlink)
        admin = self._as(self.users["admin"])
        officer = self._as(self.users["officer"])
        kind = self.kind_pairs.with_env(admin)
        journal = self.journal.with_env(admin)
        for records in (
            self.staff["second"].with_env(officer),
            self.staff["novice"].with_env(officer),
            kind,
            journal,
        ):
            with self.subTest(records=records):
                self.assertRefusedByDatabase("", records.unlink)
        for role in ("director", "curator"):
            # Signer and appointed curator stand on the paper as well.
            self.school.write({f"{role}_id": False})
            with self.subTest(role=role):
                self.assertRefusedByDatabase(
                    "", self.staff[role].with_env(officer).unlink
                )

    def test_warning_of_back_dated_work(self):
        """Work before the order's date and a name in Latin are warnings."""
        contact = self.root["res.partner"].create({"name": "Smirnova Anna"})
        mentee = self.env["mentorship.participant"].create(
            {"role": "mentee", "partner_id": contact.id}
        )
        pair = self._pair(
            self._participant("mentor", "second"), mentee, date_start="2026-09-01"
        )
        warning = self._order(pair).warning
        self.assertIn("Latin letters", warning)
        self.assertIn("before the date of the order", warning)

    def test_annex_rows(self):
        """The annex names each pair with its people and the consents' dates."""
        self._consent(self.mentor | self.mentee, day="2026-09-10")
        (row,) = self._order(self.pair)._annex_rows()
        self.assertEqual(row["pair"], self.pair)
        self.assertEqual(row["mentors"], self.mentor)
        consent = row["mentor_consents"][self.mentor]
        self.assertEqual(consent.kind, "mentor_duties")
        self.assertEqual(str(consent.date_signed), "2026-09-10")
        self.assertEqual(
            row["mentee_consents"][self.mentee].kind, "mentee_participation"
        )

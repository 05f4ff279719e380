from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user

from .common import MentorshipCommon


class TestStart(MentorshipCommon):
    """Five steps, each with a default; left at any moment, and taken up again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # A village school on its first day: a company, and one person who does all.
        cls.village = cls.root["res.company"].create(
            {"name": "МКОУ «Школа с. Верхнее»", "city": "Верхнее"}
        )
        cls.chief = new_test_user(
            cls.root,
            login="mentorship_village",
            groups="school_mentorship.group_mentorship_curator,hr.group_hr_user",
            company_id=cls.village.id,
            company_ids=[Command.set(cls.village.ids)],
            lang="en_US",
        )
        cls.mine = cls._as(cls.chief, cls.village)
        cls.settings = cls.mine["mentorship.school"]._of(cls.village)

    def _open(self):
        action = self.mine["mentorship.start"].action_start()
        return self.mine["mentorship.start"].browse(action["res_id"])

    def _begin(self):
        """School, director and curator, roadmap."""
        window = self._open()
        window.minimal_mode = True
        window.action_next()
        window.director_name = window.curator_name = "Лопатин Игорь Ильич"
        window.action_next()
        window.action_next()
        return window

    def _two_pairs(self, window):
        rows = [
            {
                "mentor_name": mentor,
                "mentor_title": "учитель",
                "mentee_name": mentee,
                "mentee_title": "учитель",
            }
            for mentor, mentee in (
                ("Лопатин Игорь Ильич", "Белых Анна Петровна"),
                ("Черных Вера Олеговна", "Глухих Олег Юрьевич"),
            )
        ]
        window.line_ids = [Command.create(row) for row in rows]
        window.action_next()
        return self.mine["mentorship.pair"].search([])

    def test_from_nothing_to_the_combined_order(self):
        """Two pairs, one order of everything, one person director, curator, mentor."""
        window = self._open()
        self.assertEqual(window.step, "school")
        # Each step has its default.
        self.assertEqual(window.name_full, "МКОУ «Школа с. Верхнее»")
        self.assertEqual(window.place, "г. Верхнее")
        window = self._begin()
        self.assertEqual(window.step, "pairs")
        self.assertEqual(self.settings.director_id, self.settings.curator_id)
        roadmap = self.mine["mentorship.roadmap"].search([])
        self.assertEqual(roadmap.state, "running")
        self.assertEqual(str(roadmap.date_start), "2026-09-01")
        pairs = self._two_pairs(window)
        self.assertEqual(len(pairs), 2)
        # The director was on the list already: no second one was made.
        self.assertEqual(self.mine["hr.employee"].search_count([]), 4)
        consents = self.mine["mentorship.consent"].search([])
        self.assertEqual(len(consents), 8)
        with self._no_printer():
            window.action_print_consents()
        self.assertEqual(set(consents.mapped("state")), {"printed"})
        window.action_all_signed()
        self.assertEqual(set(consents.mapped("state")), {"signed"})
        self.assertFalse([p.warning for p in pairs if p.warning])
        order = self.mine["mentorship.order"].browse(
            window.action_prepare_order()["res_id"]
        )
        self.assertTrue(
            order.approves_regulation
            and order.approves_roadmap
            and order.appoints_curator
            and order.assigns_pairs
        )
        self._to_sign(order)
        order.register("1")
        self.assertEqual(set(pairs.mapped("state")), {"active"})
        self._commit()
        done = roadmap.measure_ids.filtered(lambda line: line.evidence == "order")
        self.assertEqual(set(done.mapped("state")), {"done"})
        # The next pair gets an order of its own, not the whole again.
        self.assertEqual(
            pairs._order_kind(self.village), self.kind_pairs.with_env(self.mine)
        )

    def test_school_without_a_name(self):
        """Odoo's «My Company» is no name: it is asked for, and the company bears it."""
        self.root["res.company"].search([("name", "=", "My Company")]).name = "Other"
        self.env.flush_all()
        self.village.name = "My Company"
        self.settings.write({"name_full": "My Company", "name_short": "My Company"})
        window = self._open()
        self.assertFalse(window.name_full or window.name_short)
        self.assertRefused(UserError, "names of the school", window.action_next)
        with Form(window) as form:
            form.name_full = "муниципальное казённое учреждение «Школа с. Верхнее»"
            form.name_short = "МКУ «Школа с. Верхнее»"
            # Orders need the genitive; nobody types what grammar knows.
            self.assertEqual(
                form.name_full_genitive,
                "муниципального казённого учреждения «Школа с. Верхнее»",
            )
        window.action_next()
        self.assertEqual(self.settings.name_short_genitive, "МКУ «Школа с. Верхнее»")
        # Settings of the company are the administrator's, and hers to name.
        self.assertEqual(self.village.name, "My Company")
        window.step = "school"
        window.sudo().action_next()
        self.assertEqual(self.village.name, "МКУ «Школа с. Верхнее»")

    def test_genitive_that_was_corrected(self):
        """What a person has written is not computed away."""
        self.settings.name_short_genitive = "школы села Верхнего"
        window = self._open()
        self.assertEqual(window.name_short_genitive, "школы села Верхнего")
        window.action_next()
        self.assertEqual(self.settings.name_short_genitive, "школы села Верхнего")

    def test_empty_staff_list(self):
        """Nobody to choose from: names are typed, and no empty columns are shown."""
        window = self._begin()
        self.assertFalse(window.has_staff)
        self._two_pairs(window)
        self.assertTrue(self._open().has_staff)

    def test_left_and_resumed(self):
        """Closed in the middle, it opens where the school has got to."""
        self._begin()
        window = self._open()
        self.assertEqual(window.step, "pairs")
        self.assertIn("3", window.done)
        self._two_pairs(window)
        self.assertEqual(self._open().step, "consents")
        with self._no_printer():
            self._open().action_print_consents()
        self._open().action_all_signed()
        self.assertEqual(self._open().step, "order")

    def test_signing_what_was_never_printed(self):
        """Sheets that nobody printed cannot have come back; nothing is marked."""
        window = self._begin()
        self._two_pairs(window)
        consents = self.mine["mentorship.consent"].search([])
        self.assertEqual(window.unprinted, 8)
        # Whose and which, and nothing about orders, which come later.
        self.assertIn(
            "Глухих О.Ю.: Processing of personal data, Participation as a mentee",
            self._plain(window.lacking),
        )
        self.assertNotIn("order", window.lacking)
        self.assertRefused(
            UserError, "8 sheets have not been printed yet", window.action_all_signed
        )
        self.assertEqual(set(consents.mapped("state")), {"draft"})
        self.assertEqual(window.step, "consents")
        with self._no_printer():
            window.action_print_consents()
        window.invalidate_recordset()
        self.assertEqual(window.unprinted, 0)
        window.date_signed = "2026-11-23"
        self.assertRefused(UserError, "has not come yet", window.action_all_signed)
        window.date_signed = "2026-11-22"
        window.action_all_signed()
        # Like any marking of many it can be looked at and taken back.
        self.assertEqual(self.mine["mentorship.mark"].search([]).total, 8)
        window.invalidate_recordset()
        self.assertFalse(window.lacking)

    def test_signed_before(self):
        """Consents in the folder are entered with their day; no sheet is left over."""
        window = self._begin()
        self._two_pairs(window)
        drafts = self.mine["mentorship.consent"].search([])
        action = window.action_signed_before()
        before = (
            self.mine["mentorship.adopt"]
            .browse(action["res_id"])
            .with_context(**action["context"])
        )
        self.assertEqual(len(before.participant_ids), 4)
        self.assertRefused(UserError, "the day on which", before.action_adopt)
        before.date = "2026-09-03"
        again = before.action_adopt()
        # One comes back to the steps, at the next one.
        self.assertEqual(again["res_model"], "mentorship.start")
        self.assertEqual(self._open().step, "order")
        consents = self.mine["mentorship.consent"].search([])
        self.assertEqual(consents, drafts)
        self.assertEqual(set(consents.mapped("state")), {"signed"})
        self.assertEqual(set(map(str, consents.mapped("date_signed"))), {"2026-09-03"})
        self.assertFalse(any(consents.mapped("date_printed")))
        self.assertRefused(UserError, "is signed", window.action_signed_before)

    def test_any_step_again(self):
        """Steps are gone through twice without making anything twice."""
        window = self._begin()
        window.step = "school"
        for _step in range(3):
            window.action_next()
        self.assertEqual(self.mine["mentorship.roadmap"].search_count([]), 1)
        self.assertEqual(self.mine["hr.employee"].search_count([]), 1)
        self._two_pairs(window)
        window.action_back()
        self.assertEqual(window.step, "pairs")
        window.action_next()
        self.assertEqual(self.mine["mentorship.pair"].search_count([]), 2)

    def test_what_is_missing(self):
        window = self._open()
        window.place = False
        self.assertRefused(UserError, "place", window.action_next)
        window.place = "с. Верхнее"
        window.action_next()
        self.assertRefused(UserError, "director", window.action_next)
        window.step = "pairs"
        self.assertRefused(UserError, "first pair", window.action_next)
        window.step = "order"
        self.assertRefused(UserError, "has its order", window.action_prepare_order)

    def test_without_the_right_to_hire(self):
        """A curator without HR rights chooses from the staff list and is told so."""
        window = self.env["mentorship.start"].create({})
        self.assertFalse(window.may_hire)
        window.director_id = False
        window.director_name = "Новиков Пётр Ильич"
        window.step = "people"
        self.assertRefused(UserError, "personnel officer", window.action_next)

    def test_ordinary_school(self):
        """A school with a regulation in force gets an order of pairs only."""
        self._roadmap()
        self.school.minimal_mode = True
        self._registered(kind=self.kind_regulation, number="1")
        self.assertEqual(
            self.env["mentorship.pair"]._order_kind(self.company), self.kind_pairs
        )

    def test_no_rule_gets_in_the_way(self):
        """Custom that a village cannot follow is not shown in a small school."""
        self.school.write({"category_required": True, "mentee_limit": 1})
        pair = self._pair()
        self.assertIn("category", pair.warning)
        self.school.minimal_mode = True
        pair.invalidate_recordset()
        self.assertFalse(pair.warning)

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user

from .common import MentorshipCommon
from .test_school import SHARED


class TestMulticompany(MentorshipCommon):
    """Several schools in one database: each keeps to itself, a district above all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.district = cls.root["res.company"].create({"name": "Управление"})
        cls.lyceum = cls.root["res.company"].create(
            {"name": "Лицей № 1", "parent_id": cls.district.id}
        )
        cls.stranger = new_test_user(
            cls.root,
            login="mentorship_lyceum",
            groups="school_mentorship.group_mentorship_curator",
            company_id=cls.lyceum.id,
            lang="en_US",
        )
        cls.there = cls._as(cls.stranger, cls.lyceum)
        cls.teacher = cls.root["hr.employee"].create(
            {"name": "Белов Иван Ильич", "company_id": cls.lyceum.id}
        )

    def _records(self):
        """One record of every kind that belongs to a school."""
        roadmap = self._roadmap()
        pair = self._pair()
        consents = self._consent(pair.member_ids.participant_id)
        area = self.env["mentorship.participant.area"].create(
            {
                "participant_id": pair.mentor_id.id,
                "area_id": self.env["mentorship.area"].search([], limit=1).id,
            }
        )
        order = self._registered(pair, roadmap_id=roadmap.id)
        wish = self.env["mentorship.preference"].create(
            {
                "participant_id": pair.mentor_id.id,
                "partner_id": pair.mentee_ids.partner_id.id,
            }
        )
        match = self.env["mentorship.match"].create(
            {"mentee_ids": [Command.set(pair.mentee_ids.ids)]}
        )
        match.action_propose()
        return {
            "school": self.school,
            "journal": self.journal,
            "roadmap": roadmap,
            "measure": roadmap.measure_ids,
            "participant": pair.mentor_id,
            "participant.area": area,
            "preference": wish,
            "match": match,
            "match.line": match.line_ids,
            "pair": pair,
            "pair.member": pair.member_ids,
            "consent": consents,
            "order": order,
            "acquaintance": order.acquaintance_ids,
        }

    def test_schools_do_not_see_each_other(self):
        """Another school's curator finds, reads and writes nothing of this school."""
        for name, records in self._records().items():
            with self.subTest(name=name):
                foreign = self.there[records._name]
                self.assertFalse(foreign.search([("id", "in", records.ids)]))
                for operation in ("read", "write"):
                    self.assertFalse(
                        foreign.browse(records.ids).has_access(operation), operation
                    )

    def test_every_school_record_has_its_rule(self):
        """No model with a school is forgotten by the rules."""
        rules = self.root["ir.rule"].search([("groups", "=", False)])
        covered = set(rules.mapped("model_id.model"))
        for name, model in self.registry.items():
            if (
                name.startswith("mentorship.")
                and not model._abstract
                and not model._transient
                and "company_id" in model._fields
            ):
                self.assertIn(name, covered)

    def test_roadmap_of_each(self):
        """Each school has its roadmap of the year, counted from its own records."""
        mine = self._roadmap()
        theirs = self.there["mentorship.roadmap"].create({"date_start": "2026-09-01"})
        theirs.action_start()
        self._consent(self._participant("mentor"))
        self._commit()
        line = self._lines(mine, evidence="bank", evidence_role="mentor")
        other = self._lines(theirs, evidence="bank", evidence_role="mentor")
        self.assertEqual(line.done, 1)
        self.assertEqual(other.done, 0)
        both = self._as(self.users["curator"], self.company)
        self.users["curator"].with_env(self.root).company_ids += self.lyceum
        both = self._as(self.users["curator"], self.company + self.lyceum)
        found = both["mentorship.roadmap"].search([("date_start", "=", "2026-09-01")])
        self.assertEqual(found.company_id, self.company + self.lyceum)
        self.assertEqual(
            {m.company_id: m.done for m in (line + other).with_env(both)},
            {self.company.with_env(both): 1, self.lyceum.with_env(both): 0},
        )

    def test_nobody_crosses_over(self):
        """People, journals and roadmaps of another school are refused in records."""
        self.users["curator"].with_env(self.root).company_ids += self.lyceum
        env = self._as(self.users["curator"], self.company + self.lyceum)
        theirs = self.there["mentorship.participant"].create(
            {"role": "mentee", "employee_id": self.teacher.id}
        )
        pair = self._pair().with_env(env)
        roadmap = self.there["mentorship.roadmap"].create({"date_start": "2026-09-01"})
        journal = self.there["mentorship.school"]._of(self.lyceum).main_journal_id
        order = self._order().with_env(env)
        line = self._roadmap().measure_ids[0].with_env(env)
        school = self.school.with_env(env)
        for record, vals in (
            (pair, {"mentee_ids": [Command.link(theirs.id)]}),
            (pair, {"member_ids": [Command.create({"participant_id": theirs.id})]}),
            (order, {"journal_id": journal.id}),
            (order, {"roadmap_id": roadmap.id}),
            (order, {"signatory_id": self.teacher.id}),
            (line, {"responsible_ids": [Command.link(self.teacher.id)]}),
            (school, {"director_id": self.teacher.id}),
        ):
            with self.subTest(record=record, vals=vals):
                self.assertRefused(UserError, "", record.write, vals)

    def test_participant_of_another_schools_staff(self):
        """Another school's teacher comes as a contact, not as this school's staff."""
        self.users["curator"].with_env(self.root).company_ids += self.lyceum
        env = self._as(self.users["curator"], self.company + self.lyceum)
        people = env["mentorship.participant"]
        vals = {"role": "mentor", "company_id": self.company.id}
        self.assertRefused(
            UserError, "", people.create, {**vals, "employee_id": self.teacher.id}
        )
        guest = people.create({**vals, "partner_id": self.teacher.work_contact_id.id})
        self.assertFalse(guest.employee_id)

    def test_consent_of_one_school(self):
        """A consent given to one school is none for another."""
        contact = self.root["res.partner"].create({"name": "Белова Мария Олеговна"})
        here, there = (
            env["mentorship.participant"].create(
                {"role": "mentor", "partner_id": contact.id}
            )
            for env in (self.env, self.there)
        )
        self._consent(here)
        self._commit()
        self.assertEqual(here.state, "ready")
        self.assertEqual(there.state, "no_consent")

    def test_shared_tables(self):
        """Shipped and the district's rows are read, the own ones written."""
        for name in SHARED:
            model = f"mentorship.{name}"
            with self.subTest(model=model):
                shipped = self.root[model].search([("company_id", "=", False)], limit=1)
                rows = {}
                for company in self.district, self.lyceum, self.company:
                    vals = {"company_id": company.id}
                    if name == "declension":
                        vals["nominative"] = shipped.nominative
                    rows[company] = shipped.copy(vals)
                own = rows[self.lyceum].with_env(self.there)
                above = rows[self.district].with_env(self.there)
                foreign = rows[self.company].with_env(self.there)
                found = self.there[model].search([])
                self.assertIn(own, found)
                self.assertIn(above, found)
                self.assertIn(shipped.with_env(self.there), found)
                self.assertNotIn(foreign, found)
                self.assertTrue(own.has_access("write"))
                self.assertTrue(own.has_access("unlink"))
                for row in above, foreign, shipped.with_env(self.there):
                    self.assertFalse(row.has_access("write"))
                    self.assertFalse(row.has_access("unlink"))

    def test_own_row_of_another_school_is_not_made(self):
        """A curator adds rows to his own school's tables only."""
        self.users["curator"].with_env(self.root).company_ids += self.lyceum
        areas = self.env["mentorship.area"]
        self.assertEqual(areas.create({"name": "Краеведение"}).company_id, self.company)
        for company in (self.lyceum.id, False):
            self.assertRefused(
                AccessError,
                "",
                areas.create,
                {"name": "Шахматы", "company_id": company},
            )

    def test_roadmap_of_a_chosen_school(self):
        """Who works for two schools chooses the school of a new roadmap."""
        self.users["curator"].with_env(self.root).company_ids += self.lyceum
        env = self._as(self.users["curator"], self.company + self.lyceum)
        roadmap = env["mentorship.roadmap"].create(
            {"date_start": "2026-09-01", "company_id": self.lyceum.id}
        )
        self.assertFalse(roadmap.curator_id)
        self.assertEqual(roadmap.measure_ids.company_id, self.lyceum)

    def test_order_of_a_chosen_school(self):
        """Its order belongs to that school's journal, signer and roadmap."""
        self._roadmap()
        self.users["curator"].with_env(self.root).company_ids += self.lyceum
        env = self._as(self.users["curator"], self.company + self.lyceum)
        order = env["mentorship.order"].create(
            {"kind_id": self.kind_regulation.id, "company_id": self.lyceum.id}
        )
        self.assertEqual(order.journal_id.company_id, self.lyceum)
        self.assertFalse(order.signatory_id)
        self.assertFalse(order.roadmap_id)

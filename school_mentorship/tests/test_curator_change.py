from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .common import MentorshipCommon


class TestCuratorChange(MentorshipCommon):
    """One place holds the curator; in the middle of the year open work moves over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roadmap = cls._roadmap()
        cls.successor = cls.staff["second"]
        cls.user = new_test_user(
            cls.root,
            login="mentorship_successor",
            groups="base.group_user",
            company_id=cls.company.id,
        )
        cls.successor.user_id = cls.user
        cls.draft = cls._order(kind=cls.kind_curator)
        cls.registered = cls._registered(kind=cls.kind_curator, number="1")
        cls.line = cls._lines(cls.roadmap, state="running")[:1]
        cls.line.responsible_ids = cls.staff["curator"]
        cls.task = cls.draft.activity_schedule(
            "mail.mail_activity_data_todo", user_id=cls.users["curator"].id
        )

    def _change(self, env=None, **vals):
        env = env or self.env
        return env["mentorship.curator.change"].create(
            {"school_id": self.school.id, "curator_id": self.successor.id, **vals}
        )

    def _allow(self):
        self.user.group_ids += self.env.ref(
            "school_mentorship.group_mentorship_curator"
        )

    def test_open_work_moves(self):
        self._allow()
        action = self._change().action_change()
        self.assertEqual(self.school.curator_id.id, self.successor.id)
        for record in (self.roadmap, self.draft):
            self.assertEqual(record.curator_id.id, self.successor.id)
        # What was signed stays as it was signed.
        self.assertEqual(self.registered.curator_id.id, self.staff["curator"].id)
        self.assertEqual(self.line.responsible_ids.ids, self.successor.ids)
        self.assertEqual(self.task.user_id, self.user)
        note = self._plain(self.school.message_ids[0].body)
        self.assertIn("Козлова Наталья Викторовна", note)
        self.assertIn("Морозов Сергей Павлович", note)
        order = self.env["mentorship.order"].browse(action["res_id"])
        self.assertEqual(order.kind_id, self.kind_curator)
        self.assertEqual(order.curator_id.id, self.successor.id)
        self.assertEqual(order.state, "draft")

    def test_without_rights_it_says_so(self):
        """Activities stay where somebody may work on them, and that is said."""
        window = self._change(draft_order=False)
        self.assertEqual(window.rights, "lacking")
        self.assertFalse(window.may_give)
        window.action_change()
        self.assertEqual(self.task.user_id, self.users["curator"])
        self.assertIn("administrator", self.school.message_ids[0].body)

    def test_only_an_administrator_gives_rights(self):
        self.assertRefused(
            AccessError, "administrator", self._change(give_rights=True).action_change
        )
        self.users["admin"].group_ids += self.env.ref("base.group_erp_manager")
        admin = self._as(self.users["admin"])
        self._change(admin, give_rights=True, take_rights=True).action_change()
        group = "school_mentorship.group_mentorship_curator"
        self.assertTrue(self.user.has_group(group))
        self.assertFalse(self.users["curator"].has_group(group))
        self.assertEqual(self.task.user_id, self.user)

    def test_by_a_registered_order(self):
        """The order that appoints another curator moves the work as well."""
        self._allow()
        self._registered(
            kind=self.kind_curator, number="2", curator_id=self.successor.id
        )
        self.assertEqual(self.school.curator_id.id, self.successor.id)
        self.assertEqual(self.roadmap.curator_id.id, self.successor.id)
        self.assertEqual(self.task.user_id, self.user)

    def test_other_schools_keep_their_work(self):
        self._allow()
        mine = self.env["mentorship.order"].search_count([])
        other = self.root["res.company"].create({"name": "Школа № 4"})
        root = self.root(
            context={**self.root.context, "allowed_company_ids": other.ids}
        )
        roadmap = root["mentorship.roadmap"].create({"date_start": "2026-09-01"})
        task = roadmap.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.root.user.id
        )
        task.user_id = self.users["curator"]
        self._change(draft_order=False).action_change()
        self.assertEqual(task.user_id, self.users["curator"])
        self.assertEqual(self.env["mentorship.order"].search_count([]), mine)

    def test_same_one(self):
        window = self._change(curator_id=self.staff["curator"].id)
        self.assertRefused(UserError, "already", window.action_change)

    def test_closed_year_stays(self):
        self.roadmap.action_close()
        self._change(draft_order=False).action_change()
        self.assertEqual(self.roadmap.curator_id.id, self.staff["curator"].id)
        self.assertTrue(fields.Date.today())

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user

from .access import STAFF_READS, AccessCommon
from .common import TODAY

# What each role may do with a paper of the school; see `test_access`. The agreement
# is that of the mentor; «alone» is a colleague's.
OFFICERS = {"officer": "rwcd", "curator": "rwcd", "admin": "rwcd"}
MATRIX = {
    "order.title (shipped)": {**STAFF_READS, "curator": "r", "admin": "rwcd"},
    "order.title (own)": {**STAFF_READS, "curator": "rwcd", "admin": "rwcd"},
    "duty (shipped)": {**STAFF_READS, "curator": "r", "admin": "rwcd"},
    "duty (own)": {**STAFF_READS, **OFFICERS},
    "day.off (shipped)": {**STAFF_READS, "curator": "r", "admin": "rwcd"},
    "day.off (own)": {**STAFF_READS, **OFFICERS},
    "agreement": {"mentor": "r", "director": "r", **OFFICERS},
    "agreement (alone)": {"director": "r", **OFFICERS},
    "order.change": {"director": "r", "curator": "rwcd", "admin": "rwcd"},
    # Made by marking only; an officer sees what he has marked himself.
    "mark": {"curator": "r", "admin": "r"},
}
# Windows belong to whoever opened them; only the right to open one is asked here.
WINDOWS = {
    "agreement.end": ("officer", "curator", "admin"),
    "pay.list": ("officer", "director", "curator", "admin"),
    "journal.print": ("director", "curator", "admin"),
    "assign": ("curator", "admin"),
    "packet": ("curator", "admin"),
    "sign": ("officer", "curator", "admin"),
    "sign.line": ("officer", "curator", "admin"),
    "scan": ("officer", "curator", "admin"),
    "scan.line": ("officer", "curator", "admin"),
    "adopt": ("curator", "admin"),
    "adopt.line": ("curator", "admin"),
    # Who registers corrects; the officer's agreements have data of their own.
    "correct": ("officer", "director", "curator", "admin"),
    "pause": ("curator", "admin"),
    "pair.change": ("curator", "admin"),
    "curator.change": ("curator", "admin"),
    "start": ("curator", "admin"),
}


class TestAccessPapers(AccessCommon):
    """Who may do what with agreements, their tables, and changes by an order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pair = cls._assigned()
        cls.mentor, cls.mentee = cls.pair.mentor_id, cls.pair.mentee_ids
        cls.alone = cls._pair(
            cls._participant("mentor", "second"), cls._participant("mentee", "novice")
        )
        (cls.pair | cls.alone).action_prepare_agreements()
        agreements = cls.env["mentorship.agreement"]
        cls.agreement = agreements.search([("pair_id", "=", cls.pair.id)])
        cls.other = agreements.search([("pair_id", "=", cls.alone.id)])
        cls.order = cls._order(
            kind=cls.env.ref("school_mentorship.order_kind_change"),
            change_ids=[Command.create({"pair_id": cls.pair.id, "date": "2026-11-23"})],
        )
        cls.area = cls.env["mentorship.participant.area"].create(
            {
                "participant_id": cls.mentee.id,
                "area_id": cls.env["mentorship.area"].search([], limit=1).id,
            }
        )
        cls.officer = cls._as(cls.users["officer"])
        cls.env.flush_all()

    def _records(self):
        days = self.root["mentorship.day.off"]
        records = {
            "agreement": self.agreement,
            "agreement (alone)": self.other,
            "order.change": self.order.change_ids,
            "mark": self.root["mentorship.mark"].create(
                {
                    "company_id": self.company.id,
                    "user_id": self.users["curator"].id,
                    "date": "2026-11-20",
                    "before": [],
                }
            ),
            "day.off (shipped)": days.create(
                {"name": "Областной", "date": "2026-10-08", "company_id": False}
            ),
            "day.off (own)": days.create(
                {
                    "name": "День школы",
                    "date": "2026-10-09",
                    "company_id": self.company.id,
                }
            ),
        }
        for name in ("order.title", "duty"):
            row = self.root[f"mentorship.{name}"].search(
                [("company_id", "=", False)], limit=1
            )
            records[f"{name} (shipped)"] = row
            records[f"{name} (own)"] = row.copy({"company_id": self.company.id})
        return records

    def test_matrix(self):
        """Every role, every model, every operation: exactly what the table says."""
        self.assertEqual(self._rights(self._records()), MATRIX)

    def test_windows(self):
        """Who may open the windows."""
        self.assertEqual(self._openers(WINDOWS), WINDOWS)

    def test_teacher_sees_his_own(self):
        """A teacher finds his own agreement; a mentee and a colleague find none."""
        for role, found in (
            ("mentor", self.agreement),
            ("mentee", self.agreement.browse()),
            ("outsider", self.agreement.browse()),
        ):
            agreements = self._as(self.users[role])["mentorship.agreement"]
            with self.subTest(role=role):
                self.assertEqual(agreements.search([]).ids, found.ids)
        mine = self.other.with_env(self._as(self.users["mentor"]))
        with self.assertRaises(AccessError):
            mine.read(["pay_amount"])

    def test_teacher_opens_his_own(self):
        """His own agreement opens with every field of the form."""
        opened = self._opened(self._as(self.users["mentor"]), self.agreement)
        self.assertEqual(opened, {"mentorship.agreement": ["Иванова И.И."]})

    def test_teacher_signs_nothing(self):
        """What the buttons do is asked of rights too."""
        self.agreement._give_out()
        mine = self.agreement.with_env(self._as(self.users["mentor"]))
        second = self._pair(self.mentor, self._participant("mentee", "student"))
        acts = (
            mine.action_sign,
            mine.action_draft,
            second.with_env(mine.env).action_prepare_agreements,
            self.other.with_env(mine.env).action_print,
        )
        refused = self._refused(AccessError, *acts)
        self.assertEqual(refused, [act.__name__ for act in acts])
        self.agreement.action_sign()
        self.assertRefused(AccessError, "", mine.end_early, "mentor")
        self.assertRefused(AccessError, "", mine.write, {"copy_given": True})

    def test_director_reads(self):
        """The director opens agreements and changes, and edits neither."""
        env = self._as(self.users["director"])
        opened = self._opened(env, self.agreement | self.other, self.order)
        self.assertEqual(
            opened["mentorship.agreement"], ["Иванова И.И.", "Морозов С.П."]
        )
        self.assertEqual(len(opened["mentorship.order"]), 1)
        for record, vals in (
            (self.agreement, {"pay_amount": 1}),
            (self.order.change_ids, {"result": "partly"}),
        ):
            self.assertRefused(AccessError, "", record.with_env(env).write, vals)

    def test_curator_opens(self):
        """So does the curator, without HR rights."""
        self.assertFalse(self.env.user.has_group("hr.group_hr_user"))
        opened = self._opened(self.env, self.agreement | self.other)
        self.assertEqual(len(opened["mentorship.agreement"]), 2)

    def test_officer_works_with_agreements(self):
        """A personnel officer without a mentoring group does the whole job."""
        env = self.officer
        self.assertFalse(
            env.user.has_group("school_mentorship.group_mentorship_director")
        )
        opened = self._opened(env, self.agreement | self.other)
        self.assertEqual(len(opened["mentorship.agreement"]), 2)
        form = Form(env["mentorship.agreement"])
        form.participant_id = self.mentor.with_env(env)
        form.date_start = "2026-11-01"
        form.date_end = "2027-05-31"
        form.pay_amount = 5000
        agreement = form.save()
        with self._no_printer():
            agreement.action_print()
        agreement.number = "12"
        agreement.action_sign("2026-11-09")
        self.assertEqual(agreement.state, "signed")
        window = env["mentorship.agreement.end"].create(
            {"agreement_id": agreement.id, "notice_date": "2026-11-19"}
        )
        window.action_end()
        self.assertEqual(str(agreement.date_ended), "2026-11-24")
        self._commit()

    def test_officer_prints(self):
        """The sheet itself is made with the officer's rights."""
        agreement = self.agreement.with_env(self.officer)
        html = agreement._paper_report()._render_paper_html(agreement)
        # The sheet names whom the mentor accompanies; their entries stay closed.
        for name in ("Иванов", "Петров"):
            self.assertIn(name, html)
        self.assertNotIn("None", html)

    def test_officer_sees_mentors(self):
        """The officer sees mentors and the terms of their pairs, not the mentees."""
        env = self.officer
        people = env["mentorship.participant"].search([])
        self.assertEqual(set(people.mapped("role")), {"mentor"})
        self.assertIn(self.alone.mentor_id.id, people.ids)
        members = env["mentorship.pair.member"].search([])
        self.assertEqual(set(members.mapped("role")), {"mentor"})
        pair = self.pair.with_env(env)
        self.assertEqual(str(pair.date_end), "2027-05-31")
        self.assertRefused(AccessError, "", pair.write, {"topic": "Тема"})
        self.assertRefused(AccessError, "", pair.mentor_id.write, {"capacity": 9})
        mentee = self.mentee.with_env(env)
        with self.assertRaises(AccessError):
            mentee.read(["name"])

    def test_officer_sees_no_more(self):
        """Consents, needs, notes, orders and roadmaps are none of his business."""
        env = self.officer
        self.assertFalse(env["mentorship.consent"].search([]))
        self.assertFalse(env["mentorship.participant.area"].search([]))
        self.assertNotIn("note", env["mentorship.participant"].fields_get())
        for name in ("order", "order.change", "roadmap", "journal"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                env[f"mentorship.{name}"].search([])

    def test_officer_who_is_a_mentor(self):
        """An officer with a pair of his own sees it as any teacher does."""
        self.staff["officer"] = self.root["hr.employee"].create(
            {
                "name": "Белова Инна Ильинична",
                "company_id": self.company.id,
                "user_id": self.users["officer"].id,
            }
        )
        mentor = self._participant("mentor", "officer")
        pair = self._pair(mentor, self._participant("mentee", "student"))
        people = self.officer["mentorship.participant"].search(
            [("role", "=", "mentee")]
        )
        self.assertEqual(people.ids, pair.mentee_ids.ids)

    def test_own_duties_of_an_officer(self):
        """The officer keeps the school's own duties and days, not shipped ones."""
        env = self.officer
        env["mentorship.duty"].create({"name": "подготовка к конкурсам"})
        env["mentorship.day.off"].create({"name": "День школы", "date": TODAY})
        shipped = env["mentorship.duty"].search([("company_id", "=", False)], limit=1)
        self.assertRefused(AccessError, "", shipped.write, {"name": "Другое"})
        self.assertRefused(
            AccessError,
            "",
            env["mentorship.duty"].create,
            {"name": "Для всех", "company_id": False},
        )
        own = env["mentorship.duty"].search([("company_id", "=", self.company.id)])
        self.assertEqual(own.mapped("name"), ["подготовка к конкурсам"])

    def test_other_school(self):
        """Another school's curator and officer find none of it."""
        other = self.root["res.company"].create({"name": "Лицей № 1"})
        days = self.env["mentorship.day.off"].create(
            {"name": "День школы", "date": TODAY}
        )
        duty = self.env["mentorship.duty"].create({"name": "дежурство"})
        for group in (
            "hr.group_hr_user",
            "school_mentorship.group_mentorship_curator",
            "school_mentorship.group_mentorship_admin",
        ):
            user = new_test_user(
                self.root,
                login=f"lyceum_{group}",
                groups=group,
                company_id=other.id,
                lang="en_US",
            )
            env = self._as(user, other)
            for record in (self.agreement, days, duty, self.order.change_ids):
                with self.subTest(group=group, model=record._name):
                    self.assertFalse(record.with_env(env).has_access("read"))
            self.assertFalse(env["mentorship.agreement"].search([]))

    def test_schools_do_not_mix(self):
        """An agreement takes mentor, pair and former terms from its own school."""
        other = self.root["res.company"].create({"name": "Лицей № 1"})
        curator = self.users["curator"]
        curator.company_ids |= other
        env = self._as(curator, self.company | other)
        for vals in (
            {"participant_id": self.mentor.id},
            {"participant_id": self.mentor.id, "pair_id": self.pair.id},
        ):
            with self.subTest(vals=vals):
                self.assertRefused(
                    UserError,
                    "belongs to another company",
                    env["mentorship.agreement"].create,
                    {"company_id": other.id, "date_end": "2027-05-31", **vals},
                )
        self.assertFalse(
            env["mentorship.agreement"].search([("company_id", "=", other.id)])
        )

from odoo.exceptions import AccessError
from odoo.fields import Command

from .access import AccessCommon
from .common import TODAY

KEEPERS = {"director": "r", "curator": "rwcd", "admin": "rwcd"}
INVITED = {"mentor": "r", **KEEPERS}
STAFF = dict.fromkeys(("outsider", "officer", "mentor", "mentee"), "r")
MATRIX = {
    "event": INVITED,
    "event.attendee": INVITED,
    "event.item": INVITED,
    "practice (collected)": {**STAFF, **KEEPERS},
    "practice (draft)": {"mentor": "r", **KEEPERS},
    "publication": KEEPERS,
    "publication.post": KEEPERS,
    "channel (own)": KEEPERS,
    "channel (shipped)": {"director": "r", "curator": "r", "admin": "rwcd"},
}


class TestEventAccess(AccessCommon):
    """Events are for those who are invited, the collection for all teachers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor")
        cls.event = cls.env["mentorship.event"].create(
            {
                "name": "Семинар",
                "date_start": TODAY,
                "attendee_ids": [
                    Command.create({"employee_id": cls.staff["mentor"].id}),
                    Command.create({"name": "Гостев Иван Петрович"}),
                ],
                "item_ids": [Command.create({"text": "О разном"})],
            }
        )
        practices = cls.env["mentorship.practice"].create(
            [
                {
                    "name": name,
                    "author_ids": [Command.set(cls.mentor.partner_id.ids)],
                    "problem": "Что",
                    "steps": "Как",
                    "result": "Итог",
                }
                for name in ("Готовая", "Начатая")
            ]
        )
        practices[0].action_collect()
        publication = cls.env["mentorship.publication"].create(
            {
                "name": "Новость",
                "stage_id": cls.env.ref("school_mentorship.stage_pairs").id,
            }
        )
        publication.action_add_posts()
        site = cls.env.ref("school_mentorship.channel_site")
        cls.records = {
            "event": cls.event,
            "event.attendee": cls.event.attendee_ids[1],
            "event.item": cls.event.item_ids,
            "practice (collected)": practices[0],
            "practice (draft)": practices[1],
            "publication": publication,
            "publication.post": publication.post_ids[0],
            "channel (own)": site.sudo().copy({"company_id": cls.company.id}),
            "channel (shipped)": site,
        }
        cls.env.flush_all()

    def test_matrix(self):
        """Every role, every model, every operation: exactly what the table says."""
        self.assertEqual(self._rights(self.records), MATRIX)

    def test_another_school(self):
        """A curator of another school sees nothing of this one."""
        other = self.root["res.company"].create({"name": "Средняя школа № 4"})
        user = self.users["curator"].copy(
            {
                "login": "mentorship_other",
                "company_id": other.id,
                "company_ids": [Command.set(other.ids)],
            }
        )
        for record in self.records.values():
            if record.company_id:
                mine = record.with_env(self._as(user, other))
                self.assertFalse(mine.has_access("read"), record._name)

    def test_screens(self):
        """Director, curator and an invited teacher open what they may see."""
        for role, names in (
            ("director", self.records),
            ("curator", self.records),
            ("mentor", ("event", "practice (draft)")),
        ):
            screens = [self.records[name] for name in names]
            opened = self._opened(self._as(self.users[role]), *screens)
            with self.subTest(role=role):
                self.assertEqual(opened.keys(), {screen._name for screen in screens})
                self.assertEqual(opened["mentorship.event"], ["Seminar «Семинар»"])

    def test_papers_of_a_teacher(self):
        """An invited teacher prints the program and his own certificate."""
        self.event.attendee_ids.attended = True
        env = self._as(self.users["mentor"])
        line = self.event.attendee_ids[0].with_env(env)
        self.assertEqual(line.action_print()["type"], "ir.actions.report")
        for report, record in (
            ("event_program", line.event_id),
            ("event_certificate", line),
        ):
            html, _type = env["ir.actions.report"]._render_qweb_html(
                f"school_mentorship.mentorship_{report}_report", record.ids
            )
            self.assertIn("Семинар", html.decode())
        other = self.env["mentorship.practice"].create({"name": "Чужая"})
        with self.assertRaises(AccessError):
            env["ir.actions.report"]._render_qweb_html(
                "school_mentorship.mentorship_practice_report", other.ids
            )

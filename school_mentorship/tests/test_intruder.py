from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user

from . import test_access, test_access_papers, test_erasure, test_event_access
from .common import TODAY, MentorshipCommon

TABLES = (test_access, test_access_papers, test_erasure, test_event_access)


class TestIntruder(MentorshipCommon):
    """Who knows the numbers of records and the programming interface learns no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pair = cls._assigned()
        cls.foreign = cls._pair(
            cls._participant("mentor", "second"), cls._participant("mentee", "novice")
        )
        cls.programs = cls.env["mentorship.program"].create(
            [
                {
                    "pair_id": pair.id,
                    "goal": "Цель",
                    "session_ids": [
                        Command.create({"name": "Урок", "date_start": "2026-11-23"})
                    ],
                }
                for pair in (cls.pair, cls.foreign)
            ]
        )
        cls.lyceum = cls.root["res.company"].create({"name": "Лицей № 1"})
        cls.users["stranger"] = new_test_user(
            cls.root,
            login="mentorship_lyceum",
            groups="school_mentorship.group_mentorship_curator",
            company_id=cls.lyceum.id,
            company_ids=[cls.lyceum.id],
            lang="en_US",
        )
        cls.stranger = cls._as(cls.users["stranger"], cls.lyceum)
        cls.mentor = cls._as(cls.users["mentor"])
        cls.env.flush_all()

    def test_no_model_is_forgotten(self):
        """Of every model and window a table says who may do what with it."""
        known = {
            name.split(" ")[0]
            for module in TABLES
            for table in (module.MATRIX, getattr(module, "WINDOWS", ()))
            for name in table
        }
        # Acts of destruction have their table beside their own tests.
        known.add("erasure")
        models = {
            name.removeprefix("mentorship.")
            for name, model in self.registry.items()
            if name.startswith("mentorship.") and not model._abstract
        }
        self.assertEqual(models - known, set())
        self.assertEqual(known - models, set())

    def test_a_window_is_its_owners(self):
        """Scans, lists and sheets being typed in are nobody else's, in no school."""
        scan = self.env["mentorship.scan"].create({})
        scan.line_ids = [
            Command.create(
                {
                    "attachment_id": self.env["ir.attachment"]
                    .create({"name": "Согласие.pdf", "raw": b"%PDF-"})
                    .id,
                    "picture": "AAAA",
                }
            )
        ]
        windows = {
            "officer": [scan, scan.line_ids, self.env["mentorship.sign"].create({})],
            "director": [self.env["mentorship.bank.date"].create({"date": TODAY})],
            "stranger": [scan, scan.line_ids, self.env["mentorship.adopt"].create({})],
        }
        for role, records in windows.items():
            env = self.stranger if role == "stranger" else self._as(self.users[role])
            for record in records:
                with self.subTest(role=role, model=record._name):
                    self.assertTrue(env[record._name].has_access("read"))
                    self.assertFalse(env[record._name].search([]))
                    for operation in ("read", "write", "unlink"):
                        self.assertFalse(record.with_env(env).has_access(operation))
                    self.assertTrue(record.has_access("write"))

    def test_every_window_of_tomorrow(self):
        """The rule holds for all windows, whoever adds one."""
        for name, model in self.registry.items():
            if name.startswith("mentorship.") and model._transient:
                domain = self.env["ir.rule"]._compute_domain(name, "read")
                self.assertIn("create_uid", str(domain), name)

    def test_a_refusal_names_nobody(self):
        """In developer mode, too: anybody switches it on for himself."""
        outsider = self._as(self.users["outsider"])
        mentee = self.pair.mentee_ids
        for record in (mentee, self.pair, self.programs[0]):
            hidden = record.with_env(outsider)
            with self.debug_mode(), self.assertRaises(AccessError) as caught:
                hidden.check_access("read")
            for word in ("Петров", "Иванова"):
                self.assertNotIn(word, str(caught.exception))
            self.assertIn("closed to you", str(caught.exception))

    def test_a_meeting_does_not_move_to_another_pair(self):
        """A mentor writes in his own program, and puts nothing into another's."""
        mine, foreign = self.programs
        session = mine.session_ids.with_env(self.mentor)
        sheet = self.mentor["mentorship.observation"].create(
            {"session_id": session.id, "criterion": "goal"}
        )
        for act in (
            lambda: session.write({"program_id": foreign.id}),
            lambda: session.write({"pair_id": self.foreign.id}),
            lambda: session.write({"company_id": self.lyceum.id}),
            lambda: sheet.write({"session_id": foreign.session_ids.id}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                act()
            self.env.invalidate_all()
        self.assertEqual(session.sudo().program_id, mine)

    def test_numbers_at_random(self):
        """The window of a meeting does not say who stands behind a number."""
        windows = self.mentor["mentorship.session.enter"]
        window = windows.create({"program_id": self.programs[0].id})
        self.assertIn("Петров", window.read(["program_id"])[0]["program_id"][1])
        for vals in (
            {"program_id": self.programs[1].id},
            {
                "program_id": self.programs[0].id,
                "session_id": self.programs[1].session_ids.id,
            },
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                windows.create(vals)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            window.write({"program_id": self.programs[1].id})
        # Nor do those present, whose names stand in the log.
        hidden = self.foreign.mentee_ids
        session = self.programs[0].session_ids.with_env(self.mentor)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            session.write({"attendee_ids": [Command.set(hidden.ids)]})

    def test_a_window_of_correction_names_nobody(self):
        """A personnel officer corrects agreements; consents he does not even see."""
        consent = self.env["mentorship.consent"].search(
            [("partner_id", "=", self.pair.mentee_ids.partner_id.id)], limit=1
        )
        windows = self._as(self.users["officer"])["mentorship.correct"]
        for vals in ({"consent_id": consent.id}, {"order_id": self.pair.order_ids.id}):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                windows.create({"reason": "Опечатка", **vals})

    def test_own_rows_stay_own(self):
        """A curator makes none of his school's rows everybody's or another's."""
        area = self.env["mentorship.area"].create({"name": "Робототехника"})
        survey = self.env["survey.survey"].create(
            {"title": "Наша", "survey_type": "mentorship"}
        )
        for record, name in ((area, "company_id"), (survey, "mentorship_company_id")):
            for company in (False, self.lyceum.id):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    record.write({name: company})
                self.env.invalidate_all()
            self.assertEqual(record[name], self.company)

    def test_a_questionnaire_stays_of_mentoring(self):
        """As another survey its answers would lie open to the managers of those."""
        survey = self.env["survey.survey"].create(
            {"title": "Наша", "survey_type": "mentorship"}
        )
        self.assertRefused(
            UserError, "stays one", survey.write, {"survey_type": "custom"}
        )
        other = self.root["survey.survey"].create({"title": "Опрос родителей"})
        self.assertRefused(
            UserError, "stays one", other.write, {"survey_type": "mentorship"}
        )

    def test_another_school_in_a_staff_list(self):
        """A line of a list tells nothing about an employee of another school."""
        window = self.stranger["mentorship.staff.import"].create({})
        line = self.stranger["mentorship.staff.import.line"].create(
            {
                "import_id": window.id,
                "state": "same",
                "decision": "match",
                "employee_id": self.staff["mentee"].id,
                "data": {"name": "Иной Иван Иванович", "work_phone": "1"},
            }
        )
        self.assertFalse(line.changes)

    def test_who_comes_is_not_who_is_a_mentee(self):
        """Those who are invited see each other, not the roles in the banks."""
        event = self.env["mentorship.event"].create(
            {
                "name": "Семинар",
                "date_start": TODAY,
                "attendee_ids": [
                    Command.create({"employee_id": self.staff[who].id})
                    for who in ("mentor", "mentee", "novice")
                ],
            }
        )
        lines = event.attendee_ids.with_env(self.mentor)
        self.assertEqual(len(lines.read(["name"])), 3)
        with self.assertRaises(AccessError):
            lines.read(["role"])
        with self.assertRaises(AccessError):
            self.mentor["mentorship.event.attendee"].search([("role", "=", "mentee")])
        self.assertIn("mentee", event.attendee_ids.mapped("role"))

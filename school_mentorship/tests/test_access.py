from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form

from .access import STAFF_READS, AccessCommon
from .test_school import SHARED

# What each role may do with a record of the school; roles not named may do nothing.
# «r» read, «w» write, «c» create, «d» delete. The pair is that of mentor and mentee.
MATRIX = {
    **{
        f"{name} (shipped)": {**STAFF_READS, "curator": "r", "admin": "rwcd"}
        for name in SHARED
    },
    **{
        f"{name} (own)": {**STAFF_READS, "curator": "rwcd", "admin": "rwcd"}
        for name in SHARED
    },
    "school": {**STAFF_READS, "curator": "rw", "admin": "rwcd"},
    "journal": {"director": "r", "curator": "rwc", "admin": "rwcd"},
    "roadmap": {"director": "r", "curator": "rwcd", "admin": "rwcd"},
    "measure": {"director": "r", "curator": "rwcd", "admin": "rwcd"},
    "participant (mentor)": {
        "officer": "r",
        "mentor": "r",
        "mentee": "r",
        "director": "r",
        "curator": "rwcd",
        "admin": "rwcd",
    },
    "participant (alone)": {
        "officer": "r",
        "director": "r",
        "curator": "rwcd",
        "admin": "rwcd",
    },
    "participant.area": {
        "mentor": "r",
        "director": "r",
        "curator": "rwcd",
        "admin": "rwcd",
    },
    "sitting": {"director": "r", "curator": "rwcd", "admin": "rwcd"},
    "invitation": {
        "mentee": "r",
        "director": "r",
        "curator": "rwcd",
        "admin": "rwcd",
    },
    # Made by the system alone, from what the person has sent.
    "answer": {"curator": "r", "admin": "r"},
    # Neither the director nor the person himself; an administrator is a curator.
    "preference": {"curator": "rwcd", "admin": "rwcd"},
    "match": {"curator": "rwcd", "admin": "rwcd"},
    "match.line": {"curator": "rwcd", "admin": "rwcd"},
    "pair": {
        "officer": "r",
        "mentor": "r",
        "mentee": "r",
        "director": "r",
        "curator": "rwcd",
        "admin": "rwcd",
    },
    "pair (alone)": {
        "officer": "r",
        "director": "r",
        "curator": "rwcd",
        "admin": "rwcd",
    },
    "pair.member": {
        "officer": "r",
        "mentor": "r",
        "mentee": "r",
        "director": "r",
        "curator": "rwcd",
        "admin": "rwcd",
    },
    "consent": {
        "mentor": "r",
        "director": "r",
        "curator": "rwcd",
        "admin": "rwcd",
    },
    "order": {"director": "rw", "curator": "rwcd", "admin": "rwcd"},
    "acquaintance": {"director": "r", "curator": "rwcd", "admin": "rwcd"},
    "program": {
        "mentor": "r",
        "mentee": "r",
        "director": "r",
        "curator": "rwcd",
        "admin": "rwcd",
    },
    "program.area": {
        "mentor": "r",
        "mentee": "r",
        "director": "r",
        "curator": "rwcd",
        "admin": "rwcd",
    },
    "program.task": {
        "mentor": "r",
        "mentee": "r",
        "director": "r",
        "curator": "rwcd",
        "admin": "rwcd",
    },
    "session": {
        "mentor": "rwc",
        "mentee": "r",
        "director": "r",
        "curator": "rwcd",
        "admin": "rwcd",
    },
    # What was seen in a lesson is not the director's.
    "observation": {
        "mentor": "rwcd",
        "mentee": "r",
        "curator": "rwcd",
        "admin": "rwcd",
    },
    "monitoring": {"director": "r", "curator": "rwcd", "admin": "rwcd"},
    "vacation": {**STAFF_READS, "curator": "rwcd", "admin": "rwcd"},
    "program.template.line": {**STAFF_READS, "curator": "r", "admin": "rwcd"},
    # Whoever asked for it sees his own job; this one is the curator's.
    "job": {"curator": "r"},
}
# Windows belong to whoever opened them; only the right to open one is asked here.
WINDOWS = {
    "order.register": ("director", "curator", "admin"),
    "sample.school": ("admin",),
    "staff.import": ("officer", "curator", "admin"),
    "staff.import.line": ("officer", "curator", "admin"),
    "staff.import.column": ("officer", "curator", "admin"),
    "program.make": ("curator", "admin"),
    "completion": ("curator", "admin"),
    "completion.line": ("curator", "admin"),
    "month.sheet": ("curator", "admin"),
    "month.sheet.line": ("curator", "admin"),
    "sheet": ("curator", "admin"),
    "sheet.line": ("curator", "admin"),
    "session.enter": (
        "outsider",
        "officer",
        "mentor",
        "mentee",
        "director",
        "curator",
        "admin",
    ),
    "bank.date": ("director", "curator", "admin"),
}


class TestAccess(AccessCommon):
    """Who may do what: role × model × operation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pair = cls._pair()
        cls.mentor, cls.mentee = cls.pair.mentor_id, cls.pair.mentee_ids
        cls.consents = cls._consent(cls.mentor | cls.mentee)
        cls.roadmap = cls._roadmap()
        cls.order = cls._registered(cls.pair, roadmap_id=cls.roadmap.id)
        cls.alone = cls._pair(
            cls._participant("mentor", "second"), cls._participant("mentee", "novice")
        )
        cls.area = cls.env["mentorship.participant.area"].create(
            {
                "participant_id": cls.mentor.id,
                "area_id": cls.env["mentorship.area"].search([], limit=1).id,
            }
        )
        cls.preference = cls.env["mentorship.preference"].create(
            {
                "participant_id": cls.mentor.id,
                "partner_id": cls.mentee.partner_id.id,
                "kind": "veto",
            }
        )
        survey = cls.env["survey.survey"]._questionnaire("needs", cls.company)
        cls.sitting = cls.env["mentorship.sitting"].create({"survey_id": survey.id})
        cls.sitting.action_open()
        cls.invitation = cls.sitting.invitation_ids.filtered(
            lambda invitation: invitation.partner_id == cls.mentee.partner_id
        )
        cls.answer = (
            cls.root["mentorship.answer"]
            .sudo()
            .create(
                {
                    "invitation_id": cls.invitation.id,
                    "question_id": survey.question_ids[0].id,
                    "value": 3,
                }
            )
        )
        cls.match = cls.env["mentorship.match"].create(
            {"mentee_ids": [Command.set(cls.mentee.ids)]}
        )
        cls.match.action_propose()
        cls.program = cls.env["mentorship.program"].create(
            {
                "pair_id": cls.pair.id,
                "goal": "Цель",
                "task_ids": [Command.create({"name": "Задача"})],
                "area_line_ids": [Command.create({"area_id": cls.area.area_id.id})],
                "session_ids": [
                    Command.create(
                        {
                            "name": "Урок",
                            "date_start": "2026-11-23",
                            "observation_ids": [Command.create({"criterion": "goal"})],
                        }
                    )
                ],
            }
        )
        cls.monitoring = cls.env["mentorship.monitoring"].create({})
        cls.vacation = cls.env["mentorship.vacation"].create(
            {"name": "Осень", "date_start": "2026-10-24", "date_end": "2026-11-01"}
        )
        cls.job = cls.root["mentorship.job"].create(
            {
                "name": "Согласия",
                "user_id": cls.users["curator"].id,
                "report_id": cls.root["ir.actions.report"].search([], limit=1).id,
            }
        )
        cls.env.flush_all()

    def _records(self):
        own = {}
        shipped = {}
        for name in SHARED:
            model = self.root[f"mentorship.{name}"]
            shipped[f"{name} (shipped)"] = row = model.search(
                [("company_id", "=", False)], limit=1
            )
            own[f"{name} (own)"] = row.copy({"company_id": self.company.id})
        return {
            **shipped,
            **own,
            "school": self.school,
            "journal": self.journal,
            "roadmap": self.roadmap,
            "measure": self.roadmap.measure_ids[0],
            "participant (mentor)": self.mentor,
            "participant (alone)": self.alone.mentor_id,
            "participant.area": self.area,
            "sitting": self.sitting,
            "invitation": self.invitation,
            "answer": self.answer,
            "preference": self.preference,
            "match": self.match,
            "match.line": self.match.line_ids[0],
            "pair": self.pair,
            "pair (alone)": self.alone,
            "pair.member": self.pair.member_ids[0],
            "consent": self.consents.filtered(
                lambda c: c.partner_id == self.mentor.partner_id
            )[0],
            "order": self.order,
            "acquaintance": self.order.acquaintance_ids[0],
            "program": self.program,
            "program.area": self.program.area_line_ids,
            "program.task": self.program.task_ids,
            "session": self.program.session_ids,
            "observation": self.program.session_ids.observation_ids,
            "monitoring": self.monitoring,
            "vacation": self.vacation,
            "program.template.line": self.env.ref(
                "school_mentorship.program_subject_1"
            ),
            "job": self.job,
        }

    def test_matrix(self):
        """Every role, every model, every operation: exactly what the table says."""
        self.assertEqual(self._rights(self._records()), MATRIX)

    def test_windows(self):
        """Who may open the windows."""
        self.assertEqual(self._openers(WINDOWS), WINDOWS)

    def test_colleague_sees_nothing(self):
        """A teacher who stands in no pair finds no pair, person, consent or order."""
        env = self._as(self.users["outsider"])
        for name in ("participant", "pair", "pair.member", "consent"):
            self.assertFalse(env[f"mentorship.{name}"].search([]))
        for name in ("order", "roadmap", "measure", "journal", "acquaintance"):
            with self.assertRaises(AccessError):
                env[f"mentorship.{name}"].search([])

    def test_mentee_sees_his_pair(self):
        """A mentee sees his own pair, who is in it, and his own papers."""
        env = self._as(self.users["mentee"])
        self.assertEqual(env["mentorship.pair"].search([]).ids, self.pair.ids)
        self.assertEqual(
            env["mentorship.participant"].search([]).ids,
            (self.mentor | self.mentee).sorted("name").ids,
        )
        consents = env["mentorship.consent"].search([])
        self.assertEqual(consents.partner_id.id, self.mentee.partner_id.id)
        self.assertEqual(
            self._plain(env["mentorship.pair"].search([]).mentor_id.short_name),
            "Иванова И.И.",
        )

    def test_pair_screen_of_a_teacher(self):
        """A teacher opens the pair as the screen does, with what is missing."""
        pair = self.pair.with_env(self._as(self.users["mentor"]))
        (values,) = pair.web_read(
            {
                "name": {},
                "missing": {},
                "warning": {},
                "mentor_id": {"fields": {"display_name": {}}},
                "mentee_ids": {"fields": {"display_name": {}, "position": {}}},
                "member_ids": {"fields": {"role": {}, "date_start": {}}},
            }
        )
        self.assertEqual(values["mentor_id"]["display_name"], "Иванова Ирина Ивановна")
        self.assertEqual(len(values["mentee_ids"]), 1)

    def test_areas_are_ones_own(self):
        """Needs and abilities of a colleague are nobody's business, not in a pair."""
        mentee = self._as(self.users["mentee"])
        self.assertFalse(mentee["mentorship.participant.area"].search([]))
        self.env.invalidate_all()
        entry = self.mentor.with_env(mentee)
        self.assertFalse(entry.area_line_ids)
        mentor = self._as(self.users["mentor"])
        self.assertEqual(
            mentor["mentorship.participant.area"].search([]).ids, self.area.ids
        )

    def test_note_is_the_curators(self):
        """The curator's note is read by the curator, not even by the director."""
        self.mentor.note = "Не назначать с …"
        for role, reads in (
            ("mentor", False),
            ("mentee", False),
            ("officer", False),
            ("director", False),
            ("curator", True),
            ("admin", True),
        ):
            people = self._as(self.users[role])["mentorship.participant"]
            with self.subTest(role=role):
                self.assertEqual("note" in people.fields_get(), reads)
                if not reads:
                    with self.assertRaises(AccessError):
                        people.search([("note", "ilike", "назначать")])
                    with self.assertRaises(AccessError):
                        people.browse(self.mentor.id).read(["note"])

    def test_consents_on_the_contact(self):
        """A contact's consents are shown to director and curator only."""
        for role, reads in (
            ("outsider", False),
            ("officer", False),
            ("mentor", False),
            ("director", True),
            ("curator", True),
        ):
            env = self._as(self.users[role])
            with self.subTest(role=role):
                for model in ("res.partner", "res.users"):
                    names = env[model].fields_get()
                    self.assertEqual("mentorship_consent_ids" in names, reads)
                self.assertEqual(
                    "consent_ids" in env["mentorship.participant"].fields_get(), reads
                )

    def test_no_hr_right_comes_along(self):
        """None of the groups implies an HR right."""
        hr = self.env.ref("hr.group_hr_user").sudo()
        for name in ("director", "curator", "admin"):
            group = self.env.ref(f"school_mentorship.group_mentorship_{name}").sudo()
            self.assertNotIn(hr, group.all_implied_ids)

    def test_director_reads_and_registers(self):
        """The director edits no pair, participant or roadmap, but may register."""
        env = self._as(self.users["director"])
        for record, vals in (
            (self.alone, {"topic": "Тема"}),
            (self.alone.mentor_id, {"capacity": 9}),
            (self.roadmap, {"name": "Другая"}),
            (self.consents[0], {"note": "Папка 1"}),
            (self.school, {"place": "г. Слободской"}),
        ):
            with self.subTest(record=record):
                self.assertRefused(AccessError, "", record.with_env(env).write, vals)
        self._consent(self.alone.mentor_id)
        order = self._to_sign(self._order(self.alone)).with_env(env)
        window = env["mentorship.order.register"].create(
            {"order_id": order.id, "number": "126-ОД"}
        )
        window.action_register()
        self.assertEqual(self.alone.state, "active")

    def test_director_opens_every_screen(self):
        """Whatever the director reads he can open, without HR rights."""
        opened = self._opened(self._as(self.users["director"]), *self._screens())
        self.assertEqual(opened.keys(), {screen._name for screen in self._screens()})
        self.assertTrue(all(map(all, opened.values())), opened)

    def test_curator_opens_every_screen(self):
        """So does the curator."""
        opened = self._opened(self.env, *self._screens())
        self.assertEqual(opened.keys(), {screen._name for screen in self._screens()})
        self.assertEqual(
            opened["mentorship.pair"],
            ["Иванова И.И. – Петров П.П.", "Морозов С.П. – Лебедева А.Ю."],
        )

    def _screens(self):
        return (
            self.roadmap,
            self.roadmap.measure_ids,
            self.mentor | self.mentee,
            self.pair | self.alone,
            self.consents,
            self.order,
            self.school,
            self.journal,
            self.program,
            self.program.session_ids,
        )

    def test_curator_does_the_whole_job(self):
        """Without any HR right: roadmap, bank, consents, pair, order, register."""
        self.assertFalse(self.env.user.has_group("hr.group_hr_user"))
        form = Form(self.env["mentorship.participant"])
        form.role = "mentor"
        form.employee_id = self.staff["outsider"].with_env(self.env)
        mentor = form.save()
        form = Form(self.env["mentorship.participant"])
        form.role = "mentee"
        form.employee_id = self.staff["student"].with_env(self.env)
        mentee = form.save()
        form = Form(self.env["mentorship.pair"])
        form.mentor_id = mentor
        form.mentee_ids.add(mentee)
        pair = form.save()
        action = pair.action_prepare_consents()
        consents = self.env["mentorship.consent"].search(action["domain"])
        with self._no_printer():
            consents.action_print()
        consents.action_sign("2026-11-20")
        action = pair.action_prepare_order()
        order = self.env["mentorship.order"].browse(action["res_id"])
        with Form(order) as form:
            form.title = "О закреплении наставника"
        self._to_sign(order)
        window = Form(
            self.env["mentorship.order.register"].with_context(
                default_order_id=order.id
            )
        )
        window.number = "130-ОД"
        window.save().action_register()
        self._commit()
        self.assertEqual(pair.state, "active")
        self.assertFalse(pair.missing)

    def test_teachers_private_methods(self):
        """What a button does is asked of rights too: a teacher signs nothing."""
        env = self._as(self.users["mentor"])
        consent = self.env["mentorship.consent"].create(
            {"partner_id": self.mentor.partner_id.id, "kind": "image"}
        )
        acts = (
            consent.with_env(env).action_sign,
            consent.with_env(env).action_print,
            self.pair.with_env(env).action_end,
            self.mentor.with_env(env).action_leave,
        )
        refused = self._refused(AccessError, *acts)
        self.assertEqual(refused, [act.__name__ for act in acts])

    def test_followers_see_no_more(self):
        """Following a consent does not open it to a colleague."""
        consent = self.consents[0]
        consent.sudo().message_subscribe(self.users["outsider"].partner_id.ids)
        mine = consent.with_env(self._as(self.users["outsider"]))
        self.assertFalse(mine.has_access("read"))

    def test_deleted_by_command(self):
        """A command through another record asks for the same rights."""
        env = self._as(self.users["director"])
        member = self.alone.member_ids[0]
        for record, vals in (
            (self.alone, {"member_ids": [Command.delete(member.id)]}),
            (self.alone.mentor_id, {"member_ids": [Command.delete(member.id)]}),
            (self.roadmap, {"order_ids": [Command.delete(self.order.id)]}),
        ):
            self.assertRefused(UserError, "", record.with_env(env).write, vals)
        self.assertTrue(member.exists() and self.order.exists())

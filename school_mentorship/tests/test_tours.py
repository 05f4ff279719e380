"""The journeys of the school's people through the web client, in a real browser."""

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .staff_lists import workbook


@tagged("post_install", "-at_install")
class ToursCommon(HttpCase):
    """A school with a director, a curator, a teacher with a login, and colleagues."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.company = cls.env["res.company"].create({"name": "МБОУ «СШ № 7»"})
        context = {
            "allowed_company_ids": cls.company.ids,
            "tracking_disable": True,
            "no_reset_password": True,
        }
        cls.root = cls.env(context={**cls.env.context, **context})
        cls.users, cls.staff = {}, {}
        for role, name, title in (
            ("director", "Соколов Андрей Викторович", "Директор"),
            ("curator", "Орлова Татьяна Сергеевна", "Методист"),
            ("", "Петрова Ольга Ивановна", "Учитель математики"),
            ("teacher", "Смирнова Анна Дмитриевна", "Учитель физики"),
            ("", "Козлов Пётр Ильич", "Учитель истории"),
            ("", "Белова Мария Олеговна", "Учитель химии"),
        ):
            cls._hire(role, name, title)
        cls.root["mentorship.school"]._of(cls.company).write(
            {
                "place": "г. Вологда",
                "director_id": cls.staff["Соколов"].id,
                "curator_id": cls.staff["Орлова"].id,
            }
        )
        # From here on the curator is at work.
        cls.env = cls.root(user=cls.users["curator"], su=False)

    @classmethod
    def _hire(cls, role, name, title):
        """A member of the staff, who has a login if he has a role."""
        if role:
            group = "base.group_user"
            if role != "teacher":
                group = f"school_mentorship.group_mentorship_{role}"
            cls.users[role] = new_test_user(
                cls.root,
                login=f"tour_{role}",
                name=name,
                groups=group,
                company_id=cls.company.id,
                lang="ru_RU",
                tz="Europe/Moscow",
            )
        cls.staff[name.split()[0]] = cls.root["hr.employee"].create(
            {
                "name": name,
                "job_title": title,
                "company_id": cls.company.id,
                "user_id": cls.users[role].id if role else False,
            }
        )

    @classmethod
    def _enter(cls, role, *surnames, consents=True):
        """Enter colleagues in the bank of a role."""
        people = cls.env["mentorship.participant"].create(
            [{"role": role, "employee_id": cls.staff[s].id} for s in surnames]
        )
        if consents:
            cls.env["mentorship.consent"]._prepare_for(people).action_sign(
                fields.Date.context_today(people)
            )
        return people

    @classmethod
    def _pair(cls, mentor="Петрова", mentee="Смирнова"):
        """A pair of two colleagues who have consented to everything."""
        return cls.env["mentorship.pair"].create(
            {
                "mentor_id": cls._enter("mentor", mentor).id,
                "mentee_ids": [fields.Command.set(cls._enter("mentee", mentee).ids)],
            }
        )

    @classmethod
    def _order(cls, pair):
        """The order that assigns the pair, on the director's desk."""
        action = pair.action_prepare_order()
        order = cls.env["mentorship.order"].browse(action["res_id"])
        order.action_to_sign()
        return order

    @classmethod
    def _roadmap(cls):
        """The roadmap of the school year that is running, at work."""
        today = fields.Date.context_today(cls.env["mentorship.roadmap"])
        roadmap = cls.env["mentorship.roadmap"].create(
            {"date_start": f"{today.year - (today.month < 9)}-09-01"}
        )
        roadmap.action_start()
        return roadmap

    def _tour(self, path, name, role="curator", **options):
        self.env.cr.flush()
        self.start_tour(
            f"/odoo/{path}",
            f"school_mentorship_{name}",
            login=self.users[role].login,
            **options,
        )
        self.env.invalidate_all()


class TestTours(ToursCommon):
    """What people click; the rules behind it are tested with their models."""

    def test_board(self):
        """What is missing opens exactly those people; a mark by hand moves the card."""
        roadmap = self._roadmap()
        self._enter("mentee", "Смирнова")
        self._enter("mentee", "Козлов", "Белова", consents=False)
        self._tour("mentorship", "board")
        line = roadmap.measure_ids.filtered("hand_done")
        self.assertRecordValues(
            line,
            [
                {
                    "state": "done",
                    "progress": 100,
                    "hand_basis": "Сводка запросов, папка 02-14",
                    "hand_user_id": self.users["curator"].id,
                    "date_done": fields.Date.context_today(line),
                }
            ],
        )
        self.assertIn("Сбор информации", line.name)

    def test_banks(self):
        """A mentor and a mentee enter the banks, their consents come in."""
        self._tour("mentorship-mentors", "banks")
        people = self.env["mentorship.participant"].search([])
        self.assertEqual(
            {(p.role, p.employee_id, p.state) for p in people},
            {
                ("mentor", self.staff["Петрова"], "ready"),
                ("mentee", self.staff["Смирнова"], "ready"),
            },
        )
        self.assertEqual(
            sorted(people.consent_ids.mapped("kind")),
            [
                "data_processing",
                "data_processing",
                "mentee_participation",
                "mentor_duties",
            ],
        )
        self.assertEqual(set(people.consent_ids.mapped("state")), {"signed"})

    def test_order(self):
        """A pair, its order, «To be signed», «Register»: the pair is at work."""
        self._enter("mentor", "Петрова")
        self._enter("mentee", "Смирнова")
        self._tour("mentorship-pairs", "order")
        order = self.env["mentorship.order"].search([])
        self.assertEqual((order.state, order.number), ("registered", "125-ОД"))
        self.assertTrue(order.frozen_hash)
        self.assertEqual(order.pair_ids.state, "active")
        self.assertEqual(order.pair_ids.mentor_id.employee_id, self.staff["Петрова"])
        self.assertEqual(order.pair_ids.mentee_ids.employee_id, self.staff["Смирнова"])

    def test_drag(self):
        """No card is dragged past the order that is missing."""
        pair = self._pair()
        with mute_logger("odoo.http"):
            self._tour("mentorship-pairs", "drag")
        self.assertEqual(pair.state, "preparing")

    def test_director(self):
        """The director reads the board and registers an order."""
        self._roadmap()
        pair = self._pair()
        order = self._order(pair)
        self._tour("mentorship", "director", "director")
        self.assertEqual((order.state, order.number), ("registered", "131-ОД"))
        self.assertEqual(pair.state, "active")

    def test_teacher(self):
        """A teacher sees his own pair and his own consents, and changes nothing."""
        self._pair()
        self._pair("Козлов", "Белова")
        self._tour("mentorship-my-pairs", "teacher", "teacher")
        pairs = self.env["mentorship.pair"].search([])
        self.assertEqual(pairs.mapped("state"), ["preparing", "preparing"])

    def test_event(self):
        """The banks are invited with one click, the minutes freeze what was said."""
        self._enter("mentor", "Петрова")
        self._enter("mentee", "Смирнова")
        event = self.env["mentorship.event"]
        self._tour("mentorship-events", "event")
        event = event.search([])
        self.assertEqual((event.state, event.attended_count), ("held", 2))
        self.assertTrue(event.has_minutes)
        self.assertEqual(event.secretary_id, self.staff["Козлов"])

    def test_newcomer(self):
        """A newcomer gets a mentor in one window with three fields."""
        self._enter("mentor", "Петрова")
        self._tour("mentorship-mentees", "newcomer")
        pair = self.env["mentorship.pair"].search([])
        self.assertEqual(pair.mentee_ids.employee_id, self.staff["Смирнова"])
        self.assertTrue(pair.mentee_ids.category_ids)
        self.assertEqual(pair.order_ids.state, "draft")
        consents = self.env["mentorship.consent"].search([("state", "=", "printed")])
        # The mentor had signed his; the duties for this pair are covered by them.
        self.assertEqual(len(consents), 2)

    def test_eight_pairs(self):
        """Eight pairs, from the banks to the registered order, in sixty clicks."""
        for letter in "АБВГДЕЖЗ":
            for role, name in (("mentor", "Наставников"), ("mentee", "Новичков")):
                self._hire("", f"{name}{letter} Иван Петрович", "Учитель физики")
                self._enter(role, f"{name}{letter}", consents=False)
        self._tour("mentorship-mentees", "eight_pairs", timeout=180)
        order = self.env["mentorship.order"].search([])
        self.assertEqual((order.state, order.number), ("registered", "125-ОД"))
        self.assertEqual(len(order.pair_ids), 8)
        self.assertEqual(set(order.pair_ids.mapped("state")), {"active"})
        self.assertEqual(len(order.pair_ids.mentor_id), 8)

    def _given_out(self):
        """Two consents that lie to be signed."""
        people = self._enter("mentor", "Петрова", consents=False)
        consents = self.env["mentorship.consent"]._prepare_for(people)
        consents._give_out()
        return consents

    def test_mark_and_undo(self):
        """All except one are marked; the mark is taken back with one button."""
        consents = self._given_out()
        self._tour("mentorship-consents", "undo")
        self.assertEqual(set(consents.mapped("state")), {"printed"})
        mark = self.env["mentorship.mark"].search([])
        self.assertEqual((mark.state, mark.total), ("undone", 1))

    def test_scans(self):
        """Scans dropped onto the list of consents become their signed copies."""
        consents = self._given_out()
        self._tour("mentorship-consents", "scans")
        self.assertEqual(set(consents.mapped("state")), {"signed"})
        self.assertTrue(all(consents.mapped("signed_copy")))

    def test_start(self):
        """A school of two pairs, from nothing to its registered order."""
        village = self.root["res.company"].create({"name": "МКОУ «Школа с. Верхнее»"})
        self.users["village"] = new_test_user(
            self.root,
            login="tour_village",
            groups="school_mentorship.group_mentorship_curator,hr.group_hr_user",
            company_id=village.id,
            company_ids=[fields.Command.set(village.ids)],
            lang="ru_RU",
            tz="Europe/Moscow",
        )
        self._tour("mentorship-start", "start", "village")
        order = self.root["mentorship.order"].search([("company_id", "=", village.id)])
        self.assertEqual((order.state, order.number), ("registered", "1-ОД"))
        self.assertEqual(set(order.pair_ids.mapped("state")), {"active"})
        self.assertEqual(len(order.pair_ids), 2)

    def test_start_is_taken_up_again(self):
        """Half-way the window is closed; the next day it goes on from there."""
        village = self.root["res.company"].create(
            {"name": "МКОУ «Школа с. Нижнее»", "city": "Нижнее"}
        )
        self.root["mentorship.school"]._of(village).place = "с. Нижнее"
        self.users["village"] = new_test_user(
            self.root,
            login="tour_village",
            groups="school_mentorship.group_mentorship_curator,hr.group_hr_user",
            company_id=village.id,
            company_ids=[fields.Command.set(village.ids)],
            lang="ru_RU",
            tz="Europe/Moscow",
        )
        self._tour("mentorship-start", "start_again", "village")
        school = self.root["mentorship.school"]._of(village)
        self.assertEqual(school.director_id, school.curator_id)
        self.assertEqual(school.curator_id.name, "Лопатин Игорь Ильич")

    def test_staff_list(self):
        """The list of the staff as the school keeps it: the cards and the banks."""
        self.env["ir.attachment"].create(
            {
                "name": "Кадры.xlsx",
                "raw": workbook(
                    [
                        ["ФИО", "Должность", "Роль в наставничестве"],
                        ["Белова Елена Николаевна", "учитель химии", "наставник"],
                        ["лебедева анна юрьевна", "учитель химии", "наставляемый"],
                    ]
                ),
            }
        )
        self._tour("mentorship-staff", "staff_list")
        self.assertEqual(
            {
                (person.name, person.role, person.position)
                for person in self.env["mentorship.participant"].search([])
            },
            {
                ("Белова Елена Николаевна", "mentor", "учитель химии"),
                ("Лебедева Анна Юрьевна", "mentee", "учитель химии"),
            },
        )

    def test_pause(self):
        """A study session: suspended, and back at work."""
        pair = self._pair()
        self._order(pair).register("1")
        self._tour("mentorship-pairs", "pause")
        self.assertEqual(pair.state, "active")

    def test_adopt(self):
        """The order of a pair was issued before; its mistyped number is corrected."""
        pair = self._pair()
        pair.date_start = "2025-09-16"
        consents = pair.member_ids.participant_id.consent_ids
        consents.write({"date_signed": "2025-09-10"})
        self._tour("mentorship-pairs?view_type=list", "adopt")
        self.assertEqual(pair.order_ids.number, "125-ОД")
        self.assertTrue(pair.order_ids.issued_before)

    def test_completion(self):
        """All pairs get their answers in one window; the order completes them."""
        pairs = self._pair() | self._pair("Козлов", "Белова")
        for pair, number in zip(pairs, ("125-ОД", "126-ОД"), strict=True):
            self._order(pair).register(number)
        program = self.env["mentorship.program"].create(
            {
                "pair_id": pairs[0].id,
                "name": "Первые шаги",
                "goal": "Уверенно вести урок",
                "session_ids": [
                    fields.Command.create(
                        {
                            "name": "Консультация",
                            "period": "year",
                        }
                    )
                ],
            }
        )
        program.action_approve()
        self._tour("mentorship-completion", "completion")
        self.assertEqual(set(pairs.mapped("state")), {"done"})
        self.assertEqual((program.state, program.result), ("done", "done"))

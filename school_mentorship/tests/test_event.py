import base64

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .common import TODAY, MentorshipCommon


class EventCase(MentorshipCommon):
    """Events of a school with one mentor and one mentee."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor")
        cls.mentee = cls._participant("mentee")

    @classmethod
    def _event(cls, **vals):
        """A round table of this week with its mentor, his mentee and a guest."""
        return cls.env["mentorship.event"].create(
            {
                "name": "Лучшие практики года",
                "kind": "round_table",
                "date_start": "2026-11-20",
                "hour": 14.5,
                "place": "Актовый зал",
                "hours": 2,
                "chair_id": cls.staff["director"].id,
                "secretary_id": cls.staff["outsider"].id,
                "attendee_ids": [
                    Command.create({"employee_id": cls.staff["mentor"].id}),
                    Command.create({"employee_id": cls.staff["mentee"].id}),
                    Command.create({"name": "Гостев Иван Петрович"}),
                ],
                **vals,
            }
        )

    @classmethod
    def _items(cls, **decision):
        return [
            Command.create(
                {
                    "text": "О работе наставников",
                    "employee_id": cls.staff["mentor"].id,
                    "sequence": 1,
                }
            ),
            Command.create(
                {
                    "kind": "spoke",
                    "text": "предложил взаимные посещения уроков",
                    "employee_id": cls.staff["mentee"].id,
                    "sequence": 2,
                }
            ),
            Command.create(
                {
                    "kind": "decided",
                    "text": "Составить график взаимных посещений",
                    "sequence": 3,
                    "employee_id": cls.staff["mentor"].id,
                    "date_deadline": "2026-12-15",
                    **decision,
                }
            ),
        ]

    def _held(self, **vals):
        event = self._event(**{"item_ids": self._items(), **vals})
        event.action_all_attended()
        event.action_held()
        return event

    def _minuted(self, **vals):
        event = self._held(**vals)
        with self._no_printer():
            event.action_minutes()
        return event


class TestEvent(EventCase):
    """Common events: who came, how long, what was decided."""

    def test_a_guest_needs_only_a_name(self):
        """People without accounts and without contacts are invited and attend."""
        event = self._held()
        guest = event.attendee_ids.filtered(lambda line: line.role == "guest")
        self.assertEqual(guest.name, "Гостев Иван Петрович")
        self.assertFalse(guest.partner_id)
        self.assertEqual((event.invited_count, event.attended_count), (3, 3))

    def test_the_banks_are_invited_with_one_click(self):
        """A second click invites nobody twice."""
        event = self._event(attendee_ids=[])
        event.action_invite_mentors()
        self.assertEqual(event.attendee_ids.mapped("role"), ["mentor"])
        event.action_invite_all()
        event.action_invite_all()
        self.assertEqual(set(event.attendee_ids.mapped("role")), {"mentor", "mentee"})
        self.assertEqual(len(event.attendee_ids), 2)

    def test_training_of_mentors_is_counted(self):
        """Who was trained and how many hours; the final event is no training."""
        self._held()
        seminar = self._held(kind="seminar", item_ids=[], hours=3)
        seminar.attendee_ids[0].hours = 3
        rows = self.env["mentorship.event.attendee"]._read_group(
            [
                ("role", "=", "mentor"),
                ("attended", "=", True),
                ("is_training", "=", True),
                ("event_state", "=", "held"),
            ],
            ["partner_id"],
            ["hours:sum"],
        )
        self.assertEqual(rows, [(self.mentor.partner_id, 3)])
        self.assertEqual(self.mentor.training_hours, 3)

    def test_somebody_came_for_a_part(self):
        """Hours are a person's own; those of the event come by default."""
        event = self._event()
        self.assertEqual(event.attendee_ids.mapped("hours"), [2, 2, 2])
        event.attendee_ids[0].hours = 1
        self.assertEqual(event.attendee_ids[1].hours, 2)

    def test_nobody_came(self):
        """An event without anybody is not held, and is kept as it was."""
        event = self._event(attendee_ids=[])
        self.assertRefused(ValidationError, "nobody attended", event.action_held)
        self.assertEqual(event.state, "planned")
        self.assertRefused(
            ValidationError, "nobody attended", self._event, state="held"
        )

    def test_tomorrow_has_not_been(self):
        event = self._event(date_start="2026-12-01")
        event.action_all_attended()
        self.assertRefused(ValidationError, "has not come yet", event.action_held)

    def test_an_hour_of_the_day(self):
        self.assertRefused(ValidationError, "between 0:00", self._event, hour=25)

    def test_a_participant_without_a_name(self):
        self.assertRefused(
            ValidationError,
            "needs a name",
            self._event,
            attendee_ids=[Command.create({"position": "учитель"})],
        )

    def test_decisions_become_tasks(self):
        """Of the person with an account his own; of others the organizer's."""
        event = self._minuted(
            item_ids=[
                *self._items(),
                Command.create(
                    {
                        "kind": "decided",
                        "text": "Подготовить памятку",
                        "employee_id": self.staff["second"].id,
                        "date_deadline": "2026-12-20",
                        "sequence": 4,
                    }
                ),
                Command.create(
                    {"kind": "decided", "text": "Принять к сведению", "sequence": 5}
                ),
            ]
        )
        tasks = event.activity_ids.sorted("date_deadline")
        self.assertEqual(
            tasks.mapped("user_id"), self.users["mentor"] | self.users["curator"]
        )
        self.assertEqual(str(tasks[0].date_deadline), "2026-12-15")
        self.assertIn("Морозов С.П.", self._plain(tasks[1].summary))
        decided = event.item_ids.filtered(lambda item: item.kind == "decided")
        self.assertEqual(decided.mapped("task_state"), ["open", "open", False])
        tasks[0].with_user(self.users["mentor"]).action_feedback()
        decided.invalidate_recordset(["task_state"])
        self.assertEqual(decided[0].task_state, "done")
        with self._on("2027-01-10 09:00:00"):
            decided.invalidate_recordset(["task_state"])
            self.assertEqual(decided[1].task_state, "late")

    def test_a_second_click_makes_no_second_task(self):
        event = self._minuted()
        with self._no_printer():
            event.action_minutes()
        self.assertEqual(len(event.activity_ids), 1)

    def test_minutes_without_a_secretary(self):
        event = self._held(secretary_id=False)
        self.assertRefused(UserError, "secretary", event.action_minutes)
        self.assertFalse(event.has_minutes)
        self.assertEqual(len(event.item_ids), 3)

    def test_a_decision_without_a_person(self):
        event = self._held(item_ids=self._items(employee_id=False))
        self.assertRefused(UserError, "needs somebody", event.action_minutes)
        self.assertFalse(event.activity_ids)

    def test_a_decision_without_a_term(self):
        event = self._held(item_ids=self._items(date_deadline=False))
        self.assertRefused(UserError, "by when", event.action_minutes)

    def test_a_term_before_the_event(self):
        self.assertRefused(
            ValidationError,
            "before the day of the event",
            self._event,
            item_ids=self._items(date_deadline="2026-11-01"),
        )

    def test_minutes_of_an_event_to_come(self):
        event = self._event(item_ids=self._items())
        self.assertRefused(UserError, "before the minutes", event.action_minutes)

    def test_minutes_without_an_agenda(self):
        event = self._held(item_ids=[])
        self.assertRefused(UserError, "agenda is empty", event.action_minutes)

    def test_printed_minutes_do_not_change(self):
        """Neither the decisions nor who was there; taken back they do again."""
        event = self._minuted()
        for act in (
            lambda: event.write({"name": "Другое"}),
            lambda: event.item_ids[0].write({"text": "Другое"}),
            lambda: event.attendee_ids[0].write({"attended": False}),
            lambda: event.attendee_ids[0].unlink(),
            lambda: event.item_ids.create({"event_id": event.id, "text": "Ещё"}),
            event.action_plan,
            event.unlink,
        ):
            self.assertRefused(UserError, "minutes", act)
        event.minutes_number = "7"
        event.action_minutes_draft()
        self.assertFalse(event.activity_ids)
        event.item_ids[0].text = "Другое"

    def test_signed_minutes_are_not_taken_back(self):
        event = self._minuted()
        event.write(
            {
                "signed_copy": base64.b64encode(b"%PDF-1.4 signed"),
                "signed_copy_name": "протокол.pdf",
            }
        )
        self.assertRefused(UserError, "have been signed", event.action_minutes_draft)

    def test_the_sheet_is_the_system_s(self):
        event = self._held()
        self.assertRefused(
            UserError, "give for signature", event.write, {"frozen_hash": "x"}
        )

    def test_certificates_of_those_who_came(self):
        event = self._event()
        self.assertRefused(
            UserError, "nobody is marked", event.action_print_certificates
        )
        event.attendee_ids[0].attended = True
        action = event.action_print_certificates()
        self.assertEqual(action["context"]["active_ids"], event.attendee_ids[0].ids)
        self.assertRefused(
            UserError, "no certificate", event.attendee_ids[1].action_print
        )

    def test_the_order_announces_the_event(self):
        """The order names topic, day and place, and has the program in an annex."""
        event = self._event(item_ids=self._items())
        action = event.action_prepare_order()
        order = self.env["mentorship.order"].browse(action["res_id"])
        clause = self._plain(order._filled()["clauses"][0])
        self.assertIn("20 ноября 2026 г. в 14:30 круглый стол «Лучшие", clause)
        self._to_sign(order)
        order.register("131-ОД", TODAY)
        self.assertEqual(event.order_ids, order)

    def test_an_order_without_an_event(self):
        kind = self.env.ref("school_mentorship.order_kind_event")
        order = self._order(kind=kind)
        self.assertRefused(UserError, "choose the event", order.action_to_sign)

    def test_an_order_on_a_cancelled_event(self):
        event = self._event()
        order = self.env["mentorship.order"].browse(
            event.action_prepare_order()["res_id"]
        )
        event.action_cancel()
        self.assertRefused(UserError, "cancelled", order.action_to_sign)

    def test_a_big_file(self):
        """A file of 200 MB is refused in words; what was entered stays."""
        event = self._event()
        file = self.env["ir.attachment"].create({"name": "видео.mp4", "raw": b"x"})
        self.env.cr.execute(
            "UPDATE ir_attachment SET file_size = %s WHERE id = %s",
            (200 * 1024 * 1024, file.id),
        )
        file.invalidate_recordset()
        self.assertRefused(
            ValidationError,
            "has 200 MB",
            event.write,
            {"file_ids": [Command.link(file.id)]},
        )
        self.assertFalse(event.file_ids)

    def test_files_are_read_by_those_who_are_invited(self):
        file = self.env["ir.attachment"].create({"name": "план.pdf", "raw": b"x"})
        self._event(file_ids=[Command.set(file.ids)])
        self.env.flush_all()
        self.assertEqual(file.with_user(self.users["mentor"]).name, "план.pdf")
        with self.assertRaises(AccessError):
            file.with_user(self.users["outsider"]).check_access("read")


class TestEventEvidence(EventCase):
    """The lines of the roadmap that events and the collection prove."""

    def _line(self, **values):
        self._commit()
        self.env.invalidate_all()
        return self._lines(self.roadmap, **values)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roadmap = cls._roadmap()

    def test_consultations_count_one_by_one(self):
        line = self._line(evidence="event", evidence_event="training")
        self.assertEqual((line.done, line.expected), (0, 4))
        self.assertIn("No consultation", line.hint)
        for kind in ("seminar", "consultation", "exchange"):
            self._held(kind=kind, item_ids=[])
        self._event(kind="course", name="Курс наставника", date_start="2026-12-01")
        line = self._line(evidence="event", evidence_event="training")
        self.assertEqual((line.done, line.progress, line.state), (3, 75, "running"))
        self.assertIn("Курс наставника", line.hint)
        action = line.action_open_missing()
        found = self.env["mentorship.event"].search(action["domain"])
        self.assertEqual(found.name, "Курс наставника")
        self._held(kind="seminar", item_ids=[])
        line = self._line(evidence="event", evidence_event="training")
        self.assertEqual((line.state, str(line.date_done)), ("done", "2026-11-20"))

    def test_the_final_event_step_by_step(self):
        """Order, event, minutes; a cancelled one counts for nothing."""
        self._event().action_cancel()
        line = self._line(evidence="event", evidence_event="final")
        self.assertEqual((line.done, line.hint), (0, "No final event planned"))
        event = self._held()
        line = self._line(evidence="event", evidence_event="final")
        self.assertEqual(line.done, 1)
        self.assertEqual(line.hint, "Missing: order, minutes")
        order = self.env["mentorship.order"].browse(
            event.action_prepare_order()["res_id"]
        )
        self._to_sign(order)
        order.register("131-ОД", TODAY)
        with self._no_printer():
            event.action_minutes()
        line = self._line(evidence="event", evidence_event="final")
        self.assertEqual((line.progress, line.state), (100, "done"))

    def test_events_of_another_year_do_not_count(self):
        self._held(kind="seminar", item_ids=[], date_start="2026-08-20")
        line = self._line(evidence="event", evidence_event="training")
        self.assertEqual(line.done, 0)

    def test_collection(self):
        """A practice counts once it is in the collection; a material separately."""
        practice = self.env["mentorship.practice"].create(
            {
                "name": "Открытый журнал",
                "author_ids": [Command.set(self.mentor.partner_id.ids)],
                "problem": "Не хватает времени",
                "steps": "Раз\nДва",
                "result": "Хватает",
            }
        )
        line = self._line(evidence="practice", evidence_practice="practice")
        self.assertEqual((line.done, line.hint), (0, "Under way: Открытый журнал"))
        practice.action_collect()
        line = self._line(evidence="practice", evidence_practice="practice")
        self.assertEqual(line.state, "done")
        line = self._line(evidence="practice", evidence_practice="material")
        self.assertNotEqual(line.state, "done")

from odoo.fields import Command

from .common import TODAY, MentorshipCommon
from .queries import MANY, CountsQueries


class TestEventQueries(CountsQueries, MentorshipCommon):
    """Speed: as many queries for one event, practice, publication as for fifty."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roadmap = cls._roadmap()
        people = cls._outsiders("mentor", MANY)
        cls._consent(people[::2], ["data_distribution", "image"])
        env = cls.env
        cls.events = env["mentorship.event"].create(
            [
                {
                    "name": f"Семинар {number}",
                    "date_start": TODAY,
                    "chair_id": cls.staff["director"].id,
                    "secretary_id": cls.staff["outsider"].id,
                    "attendee_ids": [
                        Command.create({"partner_id": person.partner_id.id}),
                        Command.create({"employee_id": cls.staff["mentor"].id}),
                    ],
                    "item_ids": [
                        Command.create({"text": "О разном"}),
                        Command.create(
                            {
                                "kind": "decided",
                                "text": "Сделать",
                                "employee_id": cls.staff["mentor"].id,
                                "date_deadline": "2026-12-01",
                            }
                        ),
                    ],
                }
                for number, person in enumerate(people)
            ]
        )
        for event in cls.events[::2]:
            event.action_all_attended()
            event.action_held()
            event.item_ids._make_tasks()
        cls.practices = env["mentorship.practice"].create(
            [
                {
                    "name": f"Практика {number}",
                    "author_ids": [Command.set(person.partner_id.ids)],
                    "is_public": bool(number % 2),
                    "event_id": cls.events[number].id,
                }
                for number, person in enumerate(people)
            ]
        )
        cls.publications = env["mentorship.publication"].create(
            [
                {
                    "name": f"Новость {number}",
                    "stage_id": env.ref("school_mentorship.stage_pairs").id,
                    "named_ids": [Command.set(person.partner_id.ids)],
                    "pictured_ids": [Command.set(person.partner_id.ids)],
                }
                for number, person in enumerate(people)
            ]
        )
        cls.publications.action_add_posts()
        cls.people = people
        cls._commit()

    def test_events(self):
        self.assertEqual(*self._screens(self.events, "list", "form"))

    def test_training(self):
        self.assertEqual(*self._screens(self.events.attendee_ids[:MANY], "list"))
        self.assertEqual(*self._screens(self.people, "form"))

    def test_practices(self):
        self.assertEqual(*self._screens(self.practices, "list", "kanban", "form"))

    def test_publications(self):
        # One whose person has consented and one whose has not, as among the fifty.
        few = self.publications[:2]
        self.assertEqual(
            *self._screens(self.publications, "list", "kanban", "form", few=few)
        )

    def test_the_lines_of_the_roadmap(self):
        """Counting costs the same with one record of a kind and with fifty."""
        kinds = ("event", "practice", "publication")
        lines = self.roadmap.measure_ids.filtered(lambda m: m.evidence in kinds)
        self.assertEqual(len(lines), 5)
        many = self._queries(lines._evidence)
        many = self._queries(lines._evidence)
        self.practices[1:].unlink()
        self.publications[1:].unlink()
        events = self.events[1:]
        events.activity_ids.unlink()
        events.unlink()
        self.assertEqual(self._queries(lines._evidence), many)

    def test_invitation(self):
        """The bank of fifty is invited as cheaply as that of few."""
        event = self.events[0].copy({"attendee_ids": []})
        self._queries(event.action_invite_mentors)
        event.attendee_ids.unlink()
        many = self._queries(event.action_invite_mentors)
        self.assertEqual(len(event.attendee_ids), MANY)
        event.attendee_ids.unlink()
        self.people[3:].write({"date_out": "2026-11-01"})
        self.people.flush_recordset()
        few = self._queries(event.action_invite_mentors)
        self.assertLessEqual(many, few + 3)

    def test_minutes_of_many_on_paper(self):
        """The sheet of fifty participants costs as much as that of two."""
        report = self.env.ref("school_mentorship.mentorship_event_minutes_report")
        small, large = (self.events[0].copy({"attendee_ids": []}) for _i in "12")
        (small | large).action_invite_mentors()
        small.attendee_ids[2:].unlink()
        (small | large).action_all_attended()

        def queries(event):
            event = event.browse(event.ids)
            self._queries(lambda: report._render_papers(event))
            return self._queries(lambda: report._render_papers(event))

        self.assertEqual(queries(small), queries(large))

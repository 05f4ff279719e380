from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .common import MentorshipCommon


class TestPractice(MentorshipCommon):
    """The collection of practices («методическая копилка»)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.author = cls._participant("mentor")

    @classmethod
    def _practice(cls, **vals):
        return cls.env["mentorship.practice"].create(
            {
                "name": "Первые десять минут",
                "author_ids": [Command.set(cls.author.partner_id.ids)],
                "problem": "Класс долго не начинает работать",
                "steps": "Задание на доске\nТаймер\nОтвет вслух",
                "result": "Урок начинается через две минуты",
                **vals,
            }
        )

    def test_what_a_practice_needs(self):
        """Problem, steps, result, author – all that lacks is named at once."""
        practice = self._practice(steps=False, author_ids=[])
        self.assertRefused(ValidationError, "Authors, Steps", practice.action_collect)
        self.assertEqual(practice.state, "draft")

    def test_a_material_needs_an_author_only(self):
        material = self._practice(
            kind="material", problem=False, steps=False, result=False
        )
        material.action_collect()
        self.assertEqual(material.state, "collected")

    def test_found_by_words_of_its_text(self):
        practice = self._practice()
        view = self.env["mentorship.practice"].get_view(view_type="search")["arch"]
        self.assertIn("'steps'", view)
        found = self.env["mentorship.practice"].search([("steps", "ilike", "таймер")])
        self.assertEqual(found, practice)

    def test_permission_to_publish(self):
        """Given for what is in the collection, with its day; a draft has none."""
        practice = self._practice()
        self.assertRefused(
            UserError, "into the collection first", practice.action_permit
        )
        practice.action_collect()
        practice.action_permit()
        self.assertEqual(str(practice.date_public), "2026-11-22")
        self.assertIn("no consent to distribution", practice.warning)
        self._consent(self.author, ["data_distribution"])
        practice.invalidate_recordset(["warning"])
        self.assertFalse(practice.warning)
        practice.action_draft()
        self.assertFalse(practice.is_public)
        self.assertFalse(practice.date_public)

    def test_an_author_who_left(self):
        """The practice stays, names its author and says that he is gone."""
        practice = self._practice()
        practice.action_collect()
        self.staff["mentor"].active = False
        self.env.invalidate_all()
        self.assertEqual(self._plain(practice.author_names), "Иванова И.И.")
        self.assertIn("no longer works here", practice.warning)
        self.assertEqual(practice.state, "collected")

    def test_a_broken_address(self):
        for link in (
            "школа",
            "ftp://a.ru/x",
            "https://",
            "https://a b.ru",
            "javascript:1",
        ):
            self.assertRefused(
                ValidationError, "not an address", self._practice, link=link
            )
        self._practice(link="https://школа3.рф/копилка?id=5")

    def test_all_teachers_read_the_collection(self):
        """A draft is its author's and the curator's only."""
        practice = self._practice()
        env = self._as(self.users["outsider"])
        self.assertFalse(env["mentorship.practice"].search([]))
        own = self._as(self.users["mentor"])["mentorship.practice"].search([])
        self.assertEqual(own.ids, practice.ids)
        practice.action_collect()
        other = env["mentorship.practice"].search([])
        self.assertEqual(other.author_names, practice.author_names)
        with self.assertRaises(AccessError):
            other.name = "Моё"

    def test_draft_from_a_program(self):
        """Goal, meetings held and authors come from the program; a second click none.

        What the pair noted of its meetings stays with the pair.
        """
        areas = self.env["mentorship.area"].search([], limit=2)
        pair = self._assigned(mentor=self.author, topic="Первый урок")
        program = self.env["mentorship.program"].create(
            {
                "pair_id": pair.id,
                "name": "Программа",
                "goal": "Класс не слышит учителя",
                "area_line_ids": [
                    Command.create({"area_id": area.id, "before": 2, "after": after})
                    for area, after in zip(areas, (1, 3), strict=True)
                ],
                "session_ids": [
                    Command.create(
                        {
                            "name": "Посещение урока",
                            "date_start": "2026-11-23",
                            "date_end": "2026-11-30",
                        }
                    )
                ],
            }
        )
        program.action_approve()
        with self._on("2026-11-25 09:00:00"):
            program._begin_due()
            program.session_ids.write(
                {
                    "state": "held",
                    "date_held": "2026-11-24",
                    "result": "Только для нас двоих",
                }
            )
            action = program.action_make_practice()
            again = program.action_make_practice()
        practice = self.env["mentorship.practice"].browse(action["res_id"])
        self.assertEqual(again["res_id"], practice.id)
        self.assertRecordValues(
            practice,
            [
                {
                    "name": "Первый урок",
                    "problem": "Класс не слышит учителя",
                    "steps": "Посещение урока",
                    # What has become harder is no result of the practice.
                    "result": f"{areas[0].name}: затруднение было 2, стало 1",
                    "state": "draft",
                    "author_ids": self.author.partner_id.ids,
                }
            ],
        )

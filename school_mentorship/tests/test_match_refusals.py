"""What cannot be matched, said in the words of the school, and nothing lost."""

import re

from odoo.exceptions import UserError
from odoo.fields import Command

from .common import MentorshipCommon


class RussianMixin:
    """Sentences as the people of a school read them."""

    def _says(self, act, *args, **named):
        """The Russian sentence with which something is refused."""
        with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
            act(*args, **named)
        return self._russian(str(caught.exception))

    def _russian(self, text):
        self.assertTrue(text)
        self.assertNotRegex(text, r"[A-Za-z]{3}")
        return re.sub("\u00a0", " ", text)


class TestMatchRefusals(RussianMixin, MentorshipCommon):
    """One test for each thing that may be wrong with a matching."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.lang = "ru_RU"
        cls.env = cls.env(context={**cls.env.context, "lang": "ru_RU"})
        cls.ivanova = cls._participant("mentor", capacity=1)
        cls.morozov = cls._participant("mentor", "second", capacity=1)
        cls.petrov = cls._participant("mentee")
        cls.lebedeva = cls._participant("mentee", "novice")
        cls.mentors = cls.ivanova | cls.morozov
        cls.mentees = cls.petrov | cls.lebedeva
        cls._consent(cls.mentors | cls.mentees)
        cls.match = cls.env["mentorship.match"].create({"date_end": "2027-05-31"})

    def _line(self, mentee):
        return self.match.line_ids.filtered(lambda line: line.mentee_id == mentee)

    def _veto(self, person, about):
        return self.env["mentorship.preference"].create(
            {
                "participant_id": person.id,
                "partner_id": about.partner_id.id,
                "kind": "veto",
            }
        )

    def test_no_mentors(self):
        self.mentors.write({"date_out": "2026-11-01"})
        self.assertIn("Банк наставников пуст", self._says(self.match.action_propose))
        self.assertEqual(self.match.state, "draft")

    def test_no_mentees(self):
        self.mentees.write({"date_out": "2026-11-01"})
        self.assertIn("некому", self._says(self.match.action_propose))

    def test_all_vetoed(self):
        for mentor in self.mentors:
            for mentee in self.mentees:
                self._veto(mentee, mentor)
        self.match.action_propose()
        self.assertEqual(set(self.match.line_ids.mapped("reason")), {"forbidden"})
        self._russian(self.match.line_ids[0].explanation)
        self._says(self.match.action_apply)

    def test_capacity_zero(self):
        self.mentors.write({"capacity": 0})
        self.match.action_propose()
        self.assertEqual(set(self.match.line_ids.mapped("reason")), {"full"})
        self.assertIn("мест", self._russian(self.match.line_ids[0].explanation))
        self._says(self.match.action_apply)

    def test_weights_all_zero(self):
        weights = [name for name in self.match._fields if name.startswith("weight_")]
        self.assertIn(
            "нул", self._says(self.match.write, dict.fromkeys(weights, 0)).lower()
        )
        self._says(self.school.with_env(self.env).write, dict.fromkeys(weights, 0))

    def test_locked_to_whom_he_must_not_be_given(self):
        self.match.action_propose()
        line = self._line(self.petrov)
        line.locked = True
        mentor = line.mentor_id
        self._veto(mentor, self.petrov)
        before = self.match.line_ids.mapped("mentor_id")
        text = self._says(self.match.action_propose)
        self.assertIn("Петров П.П.", text)
        self.assertIn(self._plain(mentor.short_name), text)
        self.assertEqual(self.match.line_ids.mapped("mentor_id"), before)

    def test_more_locked_than_places(self):
        self.morozov.capacity = 2
        self.match.action_propose()
        for mentee in self.mentees:
            self._line(mentee).mentor_id = self.morozov
        self.morozov.capacity = 1
        text = self._says(self.match.action_propose)
        for name in ("Морозов С.П.", "Петров П.П.", "Лебедева А.Ю."):
            self.assertIn(name, text)
        self._says(self.match.action_apply)

    def test_locked_to_the_same_mentor_twice(self):
        """Two needs of one mentee, both locked to one mentor."""
        area = self.env["mentorship.area"].search([], limit=1)
        self.morozov.capacity = 2
        self.match.action_propose()
        self._line(self.petrov).mentor_id = self.morozov
        vals = {
            "match_id": self.match.id,
            "mentee_id": self.petrov.id,
            "area_id": area.id,
        }
        text = self._says(
            self.match.line_ids.create, {**vals, "mentor_id": self.morozov.id}
        )
        self.assertIn("Петров П.П.", text)

    def test_who_leaves_between_run_and_apply(self):
        self.match.action_propose()
        pairs = self.env["mentorship.pair"].search_count([])
        self.petrov.date_out = "2026-11-21"
        text = self._says(self.match.action_apply)
        self.assertIn("Петров П.П.", text)
        self.assertNotIn("Лебедева", text)
        self.assertEqual(self.env["mentorship.pair"].search_count([]), pairs)
        self.assertEqual(self.match.state, "proposed")
        # One click, and the others get their pairs.
        self.match.action_propose()
        self.match.action_apply()
        self.assertEqual(self.match.line_ids.pair_id.mentee_ids, self.lebedeva)

    def test_who_says_not_now_between_run_and_apply(self):
        self.match.action_propose()
        mentor = self._line(self.petrov).mentor_id
        mentor.readiness = "later"
        name = self._plain(mentor.short_name)
        self.assertIn(name, self._says(self.match.action_apply))
        # Chosen by name all the same, he is given.
        self._line(self.petrov).locked = True
        self.match.action_apply()

    def test_consent_withdrawn_between_run_and_apply(self):
        """He may still be mentored, on paper; his answers count no more."""
        self.match.action_propose()
        consents = self.petrov.consent_ids.filtered(
            lambda c: c.kind == "data_processing"
        )
        consents.action_withdraw()
        self.match.action_propose()
        self.assertEqual(self._line(self.petrov).reason, "no_consent")
        self._russian(self._line(self.petrov).explanation)

    def test_area_of_a_need_deleted(self):
        """An area for which a mentor was sought is archived, not deleted."""
        area = self.root["mentorship.area"].create(
            {"name": "Робототехника", "company_id": self.company.id}
        )
        self.match.write(
            {
                "line_ids": [
                    Command.create({"mentee_id": self.petrov.id, "area_id": area.id})
                ]
            }
        )
        admin = self._as(self.users["admin"])(context={"lang": "ru_RU"})
        self.assertIn("Робототехника", self._says(area.with_env(admin).unlink))

    def test_participant_deleted(self):
        """A mentee deleted from the bank leaves the run; the others stay."""
        self.match.action_propose()
        self.petrov.unlink()
        self.match.action_apply()
        self.assertEqual(self.match.line_ids.pair_id.mentee_ids, self.lebedeva)

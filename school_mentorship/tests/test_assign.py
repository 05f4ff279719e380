from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form

from .common import MentorshipCommon


class TestAssign(MentorshipCommon):
    """«Закрепить наставника»: a newcomer gets a mentor in one window."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor")

    def _window(self, records=None, **vals):
        """The window as it opens, filled in as said."""
        action = self.env["mentorship.assign"]._open_for(records)
        form = Form(self.env["mentorship.assign"].with_context(**action["context"]))
        for name, value in vals.items():
            setattr(form, name, value)
        return form.save()

    def _assign(self, records=None, **vals):
        self._window(records, **vals).action_assign()
        return self.env["mentorship.pair"].search([], order="id desc", limit=1)

    def test_one_window(self):
        """Who, category, mentor: entries, consents, pair, order, packet are there."""
        category = self.env["mentorship.category"].search([], limit=1)
        window = self._window(employee_id=self.staff["novice"], mentor_id=self.mentor)
        window.category_ids = category
        action = window.action_assign()
        self.assertEqual(action["type"], "ir.actions.act_url")
        pair = self.env["mentorship.pair"].search([])
        self.assertEqual(pair.mentor_id, self.mentor)
        mentee = pair.mentee_ids
        self.assertRecordValues(
            mentee,
            [
                {
                    "employee_id": self.staff["novice"].id,
                    "role": "mentee",
                    "category_ids": category.ids,
                    "position": "учитель начальных классов",
                }
            ],
        )
        self.assertEqual(pair.date_end, self._day("2027-05-31"))
        consents = self.env["mentorship.consent"].search([])
        self.assertEqual(len(consents), 4)
        self.assertEqual(set(consents.mapped("state")), {"printed"})
        order = self.env["mentorship.order"].search([])
        self.assertEqual((order.state, order.pair_ids), ("draft", pair))
        job = self.env["mentorship.job"].browse(int(action["url"].split("/")[4]))
        self.assertEqual((job.state, job.result_name[-4:]), ("done", ".pdf"))

    def test_draft_of_the_order_goes_on(self):
        """Further pairs come into the same draft; a printed one is left alone."""
        first = self._assign(employee_id=self.staff["novice"], mentor_id=self.mentor)
        second = self._assign(employee_id=self.staff["mentee"], mentor_id=self.mentor)
        order = self.env["mentorship.order"].search([])
        self.assertEqual(order.pair_ids, first | second)
        self.env["mentorship.consent"].search([]).action_sign("2026-11-20")
        self._to_sign(order)
        third = self._assign(employee_id=self.staff["student"], mentor_id=self.mentor)
        orders = self.env["mentorship.order"].search([])
        self.assertEqual((orders - order).pair_ids, third)

    def test_typed_name(self):
        """Who is not in the staff list is entered by name and position."""
        pair = self._assign(
            person_name=" Фёдорова  Мария Сергеевна ",
            position="учитель химии",
            mentor_id=self.mentor,
        )
        mentee = pair.mentee_ids
        self.assertEqual(mentee.name, "Фёдорова Мария Сергеевна")
        self.assertEqual(mentee.position, "учитель химии")
        self.assertFalse(mentee.employee_id)
        self.assertEqual(mentee.partner_id.company_id, self.company)

    def test_typed_name_of_a_colleague(self):
        """A name of the staff list is chosen there, not made twice."""
        window = self._window(
            person_name="Лебедева анна Юрьевна",
            position="учитель",
            mentor_id=self.mentor,
        )
        self.assertRefused(UserError, "already in the staff list", window.action_assign)
        self._assign(
            person_name="Фёдорова Мария Сергеевна",
            position="учитель химии",
            mentor_id=self.mentor,
        )
        window = self._window(
            person_name="Фёдорова Мария Сергеевна",
            position="учитель химии",
            mentor_id=self.mentor,
        )
        self.assertRefused(UserError, "already in the bank", window.action_assign)

    def test_name_is_not_enough(self):
        """A single word is no name; the position stands on every sheet."""
        window = self._window(
            person_name="Фёдорова", position="учитель", mentor_id=self.mentor
        )
        self.assertRefused(UserError, "surname, first name", window.action_assign)
        self.staff["novice"].job_title = False
        window = self._window(employee_id=self.staff["novice"], mentor_id=self.mentor)
        self.assertRefused(
            UserError, "the position is not entered", window.action_assign
        )
        self.assertFalse(self.env["mentorship.pair"].search([]))
        self.assertFalse(
            self.env["mentorship.participant"].search([("role", "=", "mentee")])
        )

    def test_nobody_chosen(self):
        """Without who and without a mentor nothing is made."""
        window = self._window(mentor_id=self.mentor)
        self.assertRefused(UserError, "Choose who gets a mentor", window.action_assign)
        window = self._window(employee_id=self.staff["novice"])
        self.assertRefused(UserError, "Choose the mentor", window.action_assign)

    def test_from_the_banks(self):
        """From a mentee's card only the mentor is chosen, and the other way round."""
        mentee = self._participant("mentee")
        pair = self._assign(mentee, mentor_id=self.mentor)
        self.assertEqual(pair.mentee_ids, mentee)
        pair = self._assign(self.mentor, employee_id=self.staff["novice"])
        self.assertEqual(pair.mentor_id, self.mentor)
        with self.assertRaises(UserError):
            (mentee | self.mentor).action_assign_mentor()

    def test_from_the_employee(self):
        """From the colleague's card, the one that a curator may read."""
        public = self.env["hr.employee.public"].browse(self.staff["novice"].id)
        action = public.action_assign_mentor()
        self.assertEqual(
            action["context"]["default_employee_id"], self.staff["novice"].id
        )

    def test_new_mentor(self):
        """A colleague who is no mentor yet becomes one with the pair."""
        pair = self._assign(
            employee_id=self.staff["novice"], mentor_employee_id=self.staff["second"]
        )
        self.assertEqual(pair.mentor_id.employee_id, self.staff["second"])
        self.assertEqual(pair.mentor_id.role, "mentor")

    def test_the_same_pair_twice(self):
        """A second click makes no second pair."""
        window = self._window(employee_id=self.staff["novice"], mentor_id=self.mentor)
        window.action_assign()
        self.assertRefused(ValidationError, "already exists", window.action_assign)
        self.assertEqual(self.env["mentorship.pair"].search_count([]), 1)

    def test_own_mentor(self):
        """Nobody is his own mentor."""
        window = self._window(employee_id=self.staff["mentor"], mentor_id=self.mentor)
        self.assertRefused(ValidationError, "same pair", window.action_assign)

    def test_without_packet(self):
        """Where everything is signed already, the pair opens instead of a file."""
        mentee = self._participant("mentee")
        self._consent(self.mentor | mentee)
        action = self._window(mentee, mentor_id=self.mentor).action_assign()
        self.assertEqual(action["res_model"], "mentorship.pair")

    def test_list_of_mentors(self):
        """Free places come first, then the same subject; the list says both."""
        busy = self._participant("mentor", "second")
        self._pair(busy, self._participant("mentee"))
        physicist = self._outsiders("mentor", 1)
        physicist.position = "учитель физики"
        self._consent(physicist, ["mentor_duties"])
        choice = {
            "mentorship_choice": True,
            "mentorship_position": "Учитель физики",
        }
        people = self.env["mentorship.participant"].with_context(**choice)
        found = people.name_search("", [("role", "=", "mentor")])
        self.assertEqual(
            [mentor for mentor, _name in found],
            [physicist.id, self.mentor.id, busy.id],
        )
        lines = {
            row["id"]: row["__formatted_display_name"]
            for row in people.web_name_search(
                "", {"display_name": {}}, [("role", "=", "mentor")]
            )
        }
        self.assertIn("consent is there", lines[physicist.id])
        self.assertIn("same subject", lines[physicist.id])
        self.assertIn("mentees: 0 out of 1", lines[self.mentor.id])
        self.assertIn("no free places", lines[busy.id])
        self.assertEqual(people.name_search("Морозов")[0][0], busy.id)

    def test_ranking_can_be_replaced(self):
        """Matching puts its own order and reasons into the same list."""
        mentee = self._participant("mentee", "novice")
        second = self._participant("mentor", "second")
        ranked = [(second, "подходит лучше всех"), (self.mentor, "")]
        model = self.registry["mentorship.participant"]
        self.patch(model, "_ranked_mentors", lambda *args, **kwargs: ranked)
        choice = {"mentorship_choice": True, "mentorship_mentee": mentee.id}
        people = self.env["mentorship.participant"].with_context(**choice)
        self.assertEqual(people.name_search()[0][0], second.id)
        shown = second.with_context(**choice, formatted_display_name=True)
        self.assertIn("подходит лучше всех", shown.display_name)

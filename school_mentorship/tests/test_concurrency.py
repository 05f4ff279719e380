import threading
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestConcurrency(BaseCase):
    """Two people at the same moment, each in a transaction of his own.

    Real cursors and real commits; what a test committed is deleted after it.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._env() as env:
            company = env["res.company"].search([], limit=1)
            self.company_id = company.id
            self.journal_id = (
                env["mentorship.journal"]
                .create(
                    {
                        "name": "Журнал одновременных приказов",
                        "numbering": "auto",
                        "suffix": "-ОД",
                        "company_id": company.id,
                    }
                )
                .id
            )
            # A kind without effects: what is tried here is the number.
            self.kind_id = (
                env["mentorship.order.kind"]
                .create(
                    {
                        "name": "Одновременный",
                        "title": "Об одновременности",
                        "preamble": "В целях проверки",
                        "clauses": "Проверить.",
                        "company_id": company.id,
                    }
                )
                .id
            )
        self.addCleanup(self._clean)

    def _clean(self):
        with self.registry.cursor() as cr:
            for table, column, value in (
                ("mentorship_order", "kind_id", self.kind_id),
                ("mentorship_order_kind", "id", self.kind_id),
                ("mentorship_journal", "id", self.journal_id),
            ):
                cr.execute(f"DELETE FROM {table} WHERE {column} = %s", [value])
            cr.execute("DELETE FROM mentorship_roadmap WHERE date_start > '2080-01-01'")

    @contextmanager
    def _env(self):
        """A transaction of its own that is committed in the end."""
        with self.registry.cursor() as cr:
            env = api.Environment(
                cr, SUPERUSER_ID, {"tracking_disable": True, "lang": "en_US"}
            )
            yield env

    def _orders(self, number):
        """Ids of so many orders on the desk."""
        with self._env() as env:
            orders = env["mentorship.order"].create(
                [
                    {
                        "kind_id": self.kind_id,
                        "journal_id": self.journal_id,
                        "company_id": self.company_id,
                        "roadmap_id": False,
                    }
                ]
                * number
            )
            orders._write_guarded({"state": "signing"})
            return orders.ids

    def _at_once(self, *acts):
        """Run acts in threads whose transactions have all begun before the first ends.

        As over HTTP: what the database refuses for the sake of order is tried again.

        :return: list of results; an error that a user would read is a result
        """
        barrier = threading.Barrier(len(acts), timeout=20)
        results = [None] * len(acts)

        def run(index, act):
            first = True

            def once(env):
                nonlocal first
                env.cr.execute("SELECT count(*) FROM mentorship_order")
                if first:
                    first = False
                    barrier.wait()
                return act(env)

            try:
                with self._env() as env:
                    results[index] = retrying(partial(once, env), env)
            except Exception as error:
                results[index] = error

        threads = [
            threading.Thread(target=run, args=(index, act))
            for index, act in enumerate(acts)
        ]
        with (
            mute_logger("odoo.sql_db", "odoo.service.model"),
            patch("odoo.service.model.random.uniform", lambda low, high: 0.05),
        ):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(30)
        return results

    @staticmethod
    def _register(order_id, *args, **kwargs):
        def act(env):
            order = env["mentorship.order"].browse(order_id)
            order.register(*args, **kwargs)
            return order.number

        return act

    def test_journal_never_gives_a_number_twice(self):
        """Orders registered at the same time in a counting journal share no number."""
        ids = self._orders(4)
        results = self._at_once(*(self._register(order_id) for order_id in ids))
        self.assertEqual(sorted(results), ["1-ОД", "2-ОД", "3-ОД", "4-ОД"])

    def test_same_order_twice(self):
        """Two curators register the same order: one does, the other reads it."""
        (order_id,) = self._orders(1)
        results = self._at_once(
            self._register(order_id, "7"), self._register(order_id, "8")
        )
        errors = [result for result in results if isinstance(result, UserError)]
        self.assertEqual(len(errors), 1, results)
        self.assertIn("registered already", str(errors[0]))
        with self._env() as env:
            number = env["mentorship.order"].browse(order_id).number
        self.assertIn(number, results)

    def test_same_typed_number(self):
        """Two curators type the same number: the second one is asked."""
        results = self._at_once(
            *(self._register(order_id, "12-ОД") for order_id in self._orders(2))
        )
        errors = [result for result in results if isinstance(result, UserError)]
        self.assertEqual(len(errors), 1, results)
        self.assertIn("confirm it", str(errors[0]))

    def test_same_roadmap(self):
        """Two curators create the same roadmap: one is made, whole."""

        def act(env):
            return (
                env["mentorship.roadmap"]
                .create(
                    {
                        "date_start": "2090-09-01",
                        "company_id": self.company_id,
                        "curator_id": False,
                    }
                )
                .id
            )

        results = self._at_once(act, act)
        errors = [result for result in results if isinstance(result, UserError)]
        self.assertEqual(len(errors), 1, results)
        self.assertIn("already has", str(errors[0]))
        with self._env() as env:
            roadmap = env["mentorship.roadmap"].search(
                [("date_start", "=", "2090-09-01")]
            )
            self.assertEqual(len(roadmap), 1)
            self.assertTrue(roadmap.measure_ids)

    def _bank(self, env):
        """A mentor with places and a mentee, both consented; (mentor, mentee)."""
        partners = env["res.partner"].create(
            [{"name": f"Одновременный{n} Иван Петрович"} for n in range(2)]
        )
        people = env["mentorship.participant"].create(
            [
                {
                    "role": role,
                    "partner_id": partner.id,
                    "company_id": self.company_id,
                    "capacity": 5,
                }
                for role, partner in zip(("mentor", "mentee"), partners, strict=True)
            ]
        )
        env["mentorship.consent"].create(
            [
                {
                    "partner_id": partner.id,
                    "kind": "data_processing",
                    "company_id": self.company_id,
                }
                for partner in partners
            ]
        ).action_sign("2026-09-10")
        return people

    def _clean_bank(self, ids):
        """Take away what the test has committed, in the order of its links."""
        with self._env() as env:
            people = env["mentorship.participant"].browse(ids)
            partners = people.partner_id.ids
            pairs = people.member_ids.pair_id
            orders = tuple(pairs.order_ids.ids) or (0,)
            runs = (
                env["mentorship.match.line"]
                .search([("mentee_id", "in", people.ids)])
                .match_id
            )
            for table, column, values in (
                ("mentorship_match", "id", runs.ids),
                ("mentorship_order", "id", orders),
                ("mentorship_pair", "id", pairs.ids),
                ("mentorship_consent", "partner_id", partners),
                ("mentorship_participant", "id", ids),
                ("res_partner", "id", partners),
            ):
                env.cr.execute(
                    f"DELETE FROM {table} WHERE {column} IN %s",
                    [tuple(values) or (0,)],
                )

    def _apply_at_once(self, number):
        """Apply so many runs over the same people, or one run twice."""
        with self._env() as env:
            people = self._bank(env)
            runs = env["mentorship.match"].create(
                [
                    {
                        "company_id": self.company_id,
                        "mentor_ids": [Command.set(people[0].ids)],
                        "mentee_ids": [Command.set(people[1].ids)],
                    }
                ]
                * number
            )
            runs.action_propose()
            mentee_id, run_ids = people[1].id, runs.ids
            self.addCleanup(self._clean_bank, people.ids)

        def act(run_id):
            return lambda env: env["mentorship.match"].browse(run_id).action_apply()

        results = self._at_once(act(run_ids[0]), act(run_ids[-1]))
        errors = [result for result in results if isinstance(result, UserError)]
        self.assertEqual(len(errors), 1, results)
        with self._env() as env:
            mentee = env["mentorship.participant"].browse(mentee_id)
            self.assertEqual(len(mentee.member_ids.pair_id), 1)
            self.assertEqual(len(mentee.member_ids.pair_id.order_ids), 1)
        return str(errors[0])

    def test_a_matching_applied_twice(self):
        """Two curators apply the same proposals: one does, the other is told."""
        self.assertIn("applied already", self._apply_at_once(1))

    def test_two_matchings_applied_at_once(self):
        """Two runs over the same people: no mentee gets two pairs."""
        self.assertRegex(
            self._apply_at_once(2), "form a pair already|has got a mentor meanwhile"
        )

    def _answer_at_once(self, *ways):
        """The same invitation answered by several at the same moment.

        :return: the sentence that all but the first are told
        """
        with self._env() as env:
            people = self._bank(env)
            survey = env["survey.survey"]._questionnaire(
                "needs", env["res.company"].browse(self.company_id)
            )
            sitting = env["mentorship.sitting"].create(
                {"survey_id": survey.id, "company_id": self.company_id}
            )
            sitting.action_open()
            invitation = sitting.invitation_ids.filtered(
                lambda i: i.participant_id == people[1]
            )
            _number, question, row = next(i for i in survey._items() if i[2])
            answer = {
                "question": question.id,
                "row": row.id,
                "option": question.suggested_answer_ids[1].id,
                "number": None,
                "text": "",
            }
            sitting_id, invitation_id = sitting.id, invitation.id
            self.addCleanup(self._clean_bank, people.ids)
            self.addCleanup(self._clean_sitting, sitting_id)

        def act(way):
            return lambda env: (
                env["mentorship.invitation"]
                .browse(invitation_id)
                ._receive([answer], named=True, way=way)
            )

        results = self._at_once(*map(act, ways))
        errors = [result for result in results if isinstance(result, Exception)]
        self.assertEqual(len(errors), len(ways) - 1, results)
        with self._env() as env:
            answers = env["mentorship.answer"].search(
                [("invitation_id", "=", invitation_id)]
            )
            self.assertEqual(len(answers), 1)
            self.assertEqual(answers.sitting_id.sheet_count, 1)
        return str(errors[0])

    def _clean_sitting(self, sitting_id):
        with self.registry.cursor() as cr:
            cr.execute("DELETE FROM mentorship_sitting WHERE id = %s", [sitting_id])

    def test_an_answer_sent_twice_at_once(self):
        """A second click on a slow telephone: one answer, and a thank-you."""
        self.assertIn("have been received", self._answer_at_once("link", "link"))

    def test_an_answer_by_link_and_on_paper_at_once(self):
        """The curator types in the sheet while its person sends the page."""
        self.assertIn("have been received", self._answer_at_once("link", "paper"))

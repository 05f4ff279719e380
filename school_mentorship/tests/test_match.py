from unittest.mock import patch

from lxml import html

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from .common import MentorshipCommon


class TestMatch(MentorshipCommon):
    """The best pairs for the whole school, and why, as the curator meets them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.areas = cls.env["mentorship.area"].search([], limit=3)
        cls.ivanova = cls._participant("mentor", capacity=1)
        cls.morozov = cls._participant("mentor", "second", capacity=1)
        cls.petrov = cls._participant("mentee")
        cls.lebedeva = cls._participant("mentee", "novice")
        cls.people = cls.ivanova | cls.morozov | cls.petrov | cls.lebedeva
        cls._consent(cls.people)
        lesson, discipline, papers = cls.areas
        cls.petrov._set_area_scores({lesson: 3, discipline: 1})
        cls.lebedeva._set_area_scores({papers: 3})
        cls.ivanova._set_area_scores({lesson: 3, discipline: 3})
        cls.morozov._set_area_scores({papers: 3, lesson: 2})

    def _match(self, **vals):
        return self.env["mentorship.match"].create(vals)

    def _proposed(self, **vals):
        match = self._match(**vals)
        match.action_propose()
        return match

    def _pairs_of(self, match):
        return {line.mentee_id: line.mentor_id for line in match.line_ids}

    def _line(self, match, mentee):
        return match.line_ids.filtered(lambda line: line.mentee_id == mentee)

    def _wish(self, person, about, kind):
        return self.env["mentorship.preference"].create(
            {
                "participant_id": person.id,
                "partner_id": about.partner_id.id,
                "kind": kind,
            }
        )

    # Proposals

    def test_the_best_pairs_of_the_school(self):
        """Each mentee gets whom his needs ask for; coverage, quality, load are told."""
        match = self._proposed()
        self.assertEqual(match.state, "proposed")
        self.assertEqual(
            self._pairs_of(match),
            {self.petrov: self.ivanova, self.lebedeva: self.morozov},
        )
        self.assertEqual((match.coverage, match.quality), (100, 100))
        self.assertEqual((match.matched_count, match.mentee_count), (2, 2))
        self.assertEqual(match.load, "1 each: 2")
        line = self._line(match, self.petrov)
        self.assertEqual(line.part_areas, 100)
        self.assertEqual((line.rank, line.candidate_count), (1, 2))
        self.assertIn(self.areas[0].name, line.explanation)
        self.assertIn("The best mentor", line.explanation)
        self.assertEqual([row[0] for row in line.alternatives], [self.morozov.id])
        self.assertIn("Морозов", line.next_best)

    def test_same_input_same_pairs(self):
        """Proposing again changes nothing: the run stands an appeal."""
        match = self._proposed()
        before = [
            (line.mentee_id, line.mentor_id, line.score) for line in match.line_ids
        ]
        match.action_propose()
        self.assertEqual(
            before,
            [(line.mentee_id, line.mentor_id, line.score) for line in match.line_ids],
        )

    def test_weights_of_the_school_and_of_the_run(self):
        """A run begins with the school's weights and may have others."""
        self.school.weight_experience = 33
        match = Form(self.env["mentorship.match"])
        self.assertEqual(match.weight_experience, 33)
        with self.assertRaises(ValidationError) as caught:
            self._match(
                weight_areas=0,
                weight_subject=0,
                weight_wishes=0,
                weight_formats=0,
                weight_experience=0,
            )
        self.assertIn("All weights of matching are zero", str(caught.exception))

    def test_wishes_count_and_vetoes_decide(self):
        """A wish is worth points; a veto of either side is never broken."""
        self._wish(self.petrov, self.morozov, "wish")
        match = self._proposed(
            weight_wishes=100, weight_areas=1, mentee_ids=[Command.set(self.petrov.ids)]
        )
        self.assertEqual(self._pairs_of(match), {self.petrov: self.morozov})
        self.assertIn("One of them wishes", match.line_ids.explanation)
        self._wish(self.morozov, self.petrov, "veto")
        match.action_propose()
        self.assertEqual(self._pairs_of(match), {self.petrov: self.ivanova})

    def test_only_good_pairs(self):
        """Below the threshold nobody is proposed, and the line says so."""
        self.lebedeva._set_area_scores({self.areas[2]: 0, self.areas[1]: 3})
        self._wish(self.lebedeva, self.ivanova, "veto")
        only = dict.fromkeys(
            ("weight_subject", "weight_wishes", "weight_formats", "weight_experience"),
            0,
        )
        match = self._proposed(mode="quality", weight_areas=1, **only)
        line = self._line(match, self.lebedeva)
        self.assertFalse(line.mentor_id)
        self.assertEqual(line.reason, "threshold")
        self.assertIn("Lower the threshold", line.explanation)
        match.mode = "coverage"
        match.action_propose()
        self.assertEqual(match.coverage, 100)

    def test_not_now_stays_out(self):
        """«Пока нет» keeps a mentor and a mentee out of matching, and is said."""
        self.ivanova.readiness = "later"
        self.lebedeva.readiness = "later"
        match = self._proposed()
        self.assertEqual(
            self._pairs_of(match),
            {self.petrov: self.morozov, self.lebedeva: self.env[self.people._name]},
        )
        self.assertEqual(self._line(match, self.lebedeva).reason, "later")

    def test_no_consent_no_answers(self):
        """Without the consent a mentee is not matched; by hand he still can be."""
        consent = self.env["mentorship.consent"].search(
            [
                ("partner_id", "=", self.petrov.partner_id.id),
                ("kind", "=", "data_processing"),
            ]
        )
        consent.action_withdraw()
        match = self._proposed()
        line = self._line(match, self.petrov)
        self.assertEqual((line.reason, line.score), ("no_consent", 0))
        self.assertIn("answers and wishes are not used", line.explanation)
        line.mentor_id = self.ivanova
        self.assertEqual((line.score, line.areas), (0, False))
        self.assertTrue(line.locked and line.by_hand)

    def test_what_the_school_switched_on(self):
        """Experience, category, «not the manager» exclude where the school says so."""
        self.root["hr.employee"].browse(self.ivanova.employee_id.id).write(
            {"teaching_since": "2026-01-01"}
        )
        self.school.min_experience = 3
        chosen = {"mentor_ids": [Command.set(self.ivanova.ids)]}
        match = self._proposed(**chosen)
        self.assertEqual(set(match.line_ids.mapped("reason")), {"forbidden"})
        self.assertIn("less experience", match.line_ids[0].explanation)
        reverse = self.env.ref("school_mentorship.type_reverse")
        match = self._proposed(type_id=reverse.id, **chosen)
        self.assertEqual(match.matched_count, 1, "the young teach the experienced")
        self.school.write({"min_experience": 0, "category_required": True})
        self.assertIn(
            "no valid category", self._proposed(**chosen).line_ids[0].explanation
        )
        self.school.write({"category_required": False, "manager_excluded": True})
        self.petrov.employee_id.with_env(self.root).write(
            {"parent_id": self.ivanova.employee_id.id}
        )
        match = self._proposed(**chosen)
        self.assertEqual(self._pairs_of(match)[self.lebedeva], self.ivanova)
        # A village has the people it has.
        self.school.write({"min_experience": 3, "minimal_mode": True})
        match = self._proposed(**chosen)
        self.assertEqual(match.matched_count, 1)
        self.assertNotIn("forbidden", match.line_ids.mapped("reason"))

    def test_dates(self):
        """Whoever leaves before the pairs begin is proposed to nobody."""
        self.ivanova.date_out = "2026-11-30"
        match = self._proposed(date_start="2026-12-01")
        self.assertNotIn(self.ivanova, match.line_ids.mentor_id)

    def test_load_counts_the_pairs_of_before(self):
        """Among equals the mentor with fewer mentees is proposed first."""
        (self.ivanova | self.morozov).write({"capacity": 3})
        self._pair(self.ivanova, self._participant("mentee", "student"))
        match = self._proposed(
            mentee_ids=[Command.set(self.lebedeva.ids)],
            weight_areas=0,
            weight_wishes=1,
            weight_subject=0,
            weight_formats=0,
            weight_experience=0,
        )
        self.assertEqual(match.line_ids.mentor_id, self.morozov)

    def test_a_chosen_part(self):
        """From the bank's list: the chosen mentees, also those who have a mentor."""
        self._pair(self.morozov, self.petrov)
        action = self.petrov.action_match()
        match = self.env["mentorship.match"].browse(action["res_id"])
        match.action_propose()
        self.assertEqual(self._pairs_of(match), {self.petrov: self.ivanova})

    def test_several_mentors_for_several_needs(self):
        """A further mentor for one need, never the same one twice."""
        match = self._proposed(mentee_ids=[Command.set(self.petrov.ids)])
        match.line_ids = [
            Command.create({"mentee_id": self.petrov.id, "area_id": self.areas[0].id})
        ]
        match.action_propose()
        self.assertEqual(len(match.line_ids), 2)
        self.assertEqual(match.line_ids.mentor_id, self.ivanova | self.morozov)

    def test_groups(self):
        """The mentees of one mentor make one group."""
        self.ivanova.capacity = 2
        match = self._proposed(
            mentor_ids=[Command.set(self.ivanova.ids)], as_groups=True
        )
        match.action_apply()
        pair = match.line_ids.pair_id
        self.assertEqual(len(pair), 1)
        self.assertEqual(pair.mentee_ids, self.petrov | self.lebedeva)
        self.assertTrue(pair.is_group)

    # A person understands it

    def test_why_not(self):
        """«Почему не X»: a rule, fewer points, or places that go to others."""
        match = self._proposed()
        line = self._line(match, self.petrov)

        def ask(mentor, of=line):
            of.ask_id = mentor
            return of.answer

        self.assertIn("the proposed mentor", ask(self.ivanova))
        self.assertIn("all free places are proposed to others", ask(self.morozov))
        self.morozov.capacity = 3
        self.assertIn("Weaker in", ask(self.morozov))
        self._wish(self.petrov, self.morozov, "veto")
        self.assertIn("must not be given", ask(self.morozov))

    def test_ranked_mentors(self):
        """«Кто подойдёт Петрову?» uses the same scores, with or without a consent."""
        mentors = self.ivanova | self.morozov
        match = self._proposed()
        ranked = mentors._scored_mentors(mentors, self.petrov)
        self.assertEqual([row["mentor"] for row in ranked], list(mentors))
        self.assertEqual(ranked[0]["score"], self._line(match, self.petrov).score)
        (first, reason), _second = mentors._ranked_mentors(mentors, self.petrov)
        self.assertEqual(first, self.ivanova)
        self.assertIn(self.areas[0].name, reason)
        newcomer = self._participant("mentee", "student")
        self._wish(self.ivanova, newcomer, "veto")
        ranked = mentors._ranked_mentors(mentors, newcomer)
        self.assertEqual(ranked[0][0], self.morozov)
        self.assertIn("must not be given", ranked[1][1])

    def test_newcomer_outside_the_bank(self):
        """Of a newcomer only the position is known: the same subject comes first."""
        mentors = self.ivanova | self.morozov
        ranked = mentors._ranked_mentors(mentors, position="Учитель истории")
        self.assertEqual(ranked[0][0], self.morozov)
        self.assertIn("The same subject", ranked[0][1])
        self.assertFalse(mentors._ranked_mentors(mentors.browse()))

    # By hand

    def test_by_hand_and_again(self):
        """Put by hand, locked, proposed again: the lock stays, the rest moves."""
        match = self._proposed()
        line = self._line(match, self.petrov)
        line.mentor_id = self.morozov
        self.assertTrue(line.locked and line.by_hand)
        self.assertIn("Put by hand", line.explanation)
        match.action_propose()
        self.assertEqual(
            self._pairs_of(match),
            {self.petrov: self.morozov, self.lebedeva: self.ivanova},
        )
        self._line(match, self.petrov).mentor_id = False
        match.action_propose()
        self.assertEqual(self._line(match, self.petrov).reason, "aside")
        self._line(match, self.petrov).locked = False
        match.action_propose()
        self.assertEqual(self._line(match, self.petrov).mentor_id, self.ivanova)

    def test_next_best_with_one_click(self):
        """The next best mentor who has a place; none left is a sentence."""
        self.morozov.capacity = 2
        match = self._proposed()
        self._line(match, self.petrov).action_next()
        self.assertEqual(self._line(match, self.petrov).mentor_id, self.morozov)
        line = self._line(match, self.lebedeva)
        line.action_next()
        self.assertRefused(UserError, "free place", line.action_next)

    def test_by_hand_what_no_word_helps(self):
        """A veto, oneself and a full mentor are refused by hand too."""
        match = self._proposed()
        line = self._line(match, self.petrov)
        self._wish(self.petrov, self.morozov, "veto")
        self.assertRefused(
            UserError, "must not be given", line.write, {"mentor_id": self.morozov.id}
        )
        self.assertEqual(line.mentor_id, self.ivanova)
        self._line(match, self.lebedeva).mentor_id = self.ivanova
        self._line(match, self.petrov).locked = True
        self.assertRefused(UserError, "free places", match.action_propose)
        self.ivanova.capacity = 0
        self.assertRefused(
            UserError,
            "no free places",
            self._line(match, self.petrov).write,
            {"mentor_id": self.ivanova.id},
        )

    def test_scores_are_not_typed(self):
        """What the run writes, no client writes."""
        match = self._proposed()
        self.assertRefused(
            UserError, "follow from the run", match.line_ids.write, {"score": 9}
        )
        self.assertRefused(
            UserError, "follow from the run", match.write, {"state": "applied"}
        )

    # Apply

    def test_apply(self):
        """Pairs being prepared and a line for each in one draft order."""
        match = self._proposed()
        action = match.action_apply()
        order = self.env["mentorship.order"].browse(action["res_id"])
        self.assertEqual((match.state, order.state), ("applied", "draft"))
        pairs = match.line_ids.pair_id
        self.assertEqual(order.pair_ids, pairs)
        self.assertEqual(set(pairs.mapped("state")), {"preparing"})
        self.assertEqual(
            {(pair.mentor_id, pair.mentee_ids) for pair in pairs},
            {(self.ivanova, self.petrov), (self.morozov, self.lebedeva)},
        )
        self.assertRefused(UserError, "applied already", match.action_apply)
        self.assertRefused(UserError, "applied already", match.action_propose)
        self.assertRefused(
            UserError, "applied already", match.write, {"mode": "quality"}
        )
        self.assertRefused(UserError, "applied already", match.line_ids.unlink)
        self.assertRefused(UserError, "applied already", match.unlink)

    def test_somebody_leaves_before_apply(self):
        """Who has left or has got a mentor meanwhile is named; nothing is made."""
        match = self._proposed()
        pairs = self.env["mentorship.pair"].search_count([])
        self.ivanova.date_out = "2026-11-21"
        self.assertRefused(
            UserError, "not in the bank on these dates", match.action_apply
        )
        self.ivanova.date_out = False
        self._wish(self.petrov, self.ivanova, "veto")
        self.assertRefused(UserError, "must not be given", match.action_apply)
        self.env["mentorship.preference"].search([]).unlink()
        self.assertEqual(self.env["mentorship.pair"].search_count([]), pairs)
        match.action_apply()

    def test_two_runs_one_after_the_other(self):
        """A second run over the same people makes no second pair."""
        first, second = self._proposed(), self._proposed()
        (self.ivanova | self.morozov).write({"capacity": 5})
        self._line(second, self.petrov).mentor_id = self.morozov
        first.action_apply()
        self.assertRefused(UserError, "has got a mentor meanwhile", second.action_apply)

    def test_part_of_a_run(self):
        """A line that is removed, or has nobody, stops no other pair."""
        match = self._proposed()
        self._line(match, self.petrov).unlink()
        match.action_apply()
        self.assertEqual(match.line_ids.pair_id.mentee_ids, self.lebedeva)

    # Bad input

    def test_nobody(self):
        """No mentees, no mentors, no places, all vetoed: a sentence or a reason."""
        (self.ivanova | self.morozov).write({"capacity": 0})
        match = self._proposed()
        self.assertEqual(set(match.line_ids.mapped("reason")), {"full"})
        self.assertIn("no free places – 2", match.line_ids[0].explanation)
        self.assertEqual((match.coverage, match.quality), (0, 0))
        self.assertRefused(UserError, "no proposed pairs", match.action_apply)
        self.assertRefused(UserError, "no proposed pairs", self._match().action_apply)
        (self.ivanova | self.morozov).write({"capacity": 2})
        for mentor in self.ivanova | self.morozov:
            for mentee in self.petrov | self.lebedeva:
                self._wish(mentor, mentee, "veto")
        match.action_propose()
        self.assertEqual(set(match.line_ids.mapped("reason")), {"forbidden"})
        (self.ivanova | self.morozov).write({"date_out": "2026-11-01"})
        self.assertRefused(
            UserError, "bank of mentors is empty", self._match().action_propose
        )
        (self.petrov | self.lebedeva).write({"date_out": "2026-11-01"})
        self.assertRefused(UserError, "nobody to find", self._match().action_propose)

    def test_oneself(self):
        """Who stands in both banks is not proposed to himself."""
        both = self._participant("mentee", "mentor")
        self._wish(both, self.morozov, "veto")
        match = self._proposed(mentee_ids=[Command.set(both.ids)])
        self.assertEqual(match.line_ids.reason, "forbidden")
        self.assertIn("his own mentor", match.line_ids.explanation)

    def test_wrong_role(self):
        """A mentor among the chosen mentees is refused by name."""
        with self.assertRaises(ValidationError) as caught:
            self._match(mentee_ids=[Command.set(self.ivanova.ids)])
        self.assertIn("Иванова", str(caught.exception))

    def test_without_the_library(self):
        """A missing solver costs matching alone, and is told in a sentence."""
        match = self._match()
        with patch(
            "odoo.addons.school_mentorship.models.mentorship_match_run_mixin.find_spec",
            return_value=None,
        ):
            self.assertRefused(UserError, "«ortools»", match.action_propose)

    def test_large_schools_in_the_background(self):
        """Above the limit the run waits for its turn and tells when it is ready."""
        path = "odoo.addons.school_mentorship.models.mentorship_match_run_mixin.AT_ONCE"
        cron = self.registry["ir.cron"]
        with (
            patch(path, 3),
            patch.object(cron, "_commit_progress", lambda *args, **kwargs: 1.0),
        ):
            match = self._proposed()
            self.assertEqual(match.state, "waiting")
            match.with_env(self.root)._cron_run()
        self.assertEqual(match.state, "proposed")
        self.assertEqual(match.matched_count, 2)
        self.assertIn("ready", match.activity_ids.summary)

    # Roadmap and paper

    def test_evidence_of_the_roadmap(self):
        """The line about matching counts mentees with a chosen mentor, and hints."""
        roadmap = self._roadmap()
        line = self._lines(roadmap, evidence="match")
        self.assertEqual(line.expected_result, "Лист подбора")
        self._commit()
        self.assertEqual((line.done, line.expected), (0, 2))
        match = self._proposed()
        self._commit()
        self.env.invalidate_all()
        self.assertIn("not applied yet", line.hint)
        match.action_apply()
        self._commit()
        self.assertEqual((line.done, line.expected, line.state), (2, 2, "done"))
        self._participant("mentee", "student")
        self._commit()
        self.env.invalidate_all()
        self.assertEqual(line.state, "done", "reached is reached")

    def test_sheet_of_matching(self):
        """«Лист подбора» has who, whom, why and who is next; no veto, no wish."""
        self._participant("mentee", "student")
        self._wish(self.petrov, self.morozov, "veto")
        self._wish(self.ivanova, self.petrov, "wish")
        match = self._proposed()
        report = self.env.ref("school_mentorship.mentorship_match_report")
        text = self._plain(
            html.document_fromstring(report._render_paper_html(match))
            .find("body")
            .text_content()
        )
        for part in (
            "ЛИСТ ПОДБОРА",
            "Петров Пётр Петрович",
            "Иванова Ирина Ивановна",
            f"Может помочь: {self.areas[0].name}; {self.areas[1].name}.",
            "нет согласия на обработку персональных данных",
            "Наставляемых: 3; подобран наставник: 2",
        ):
            self.assertIn(part, text)
        self.assertNotIn("Морозов С.П. – ", text, "vetoed, hence no next best")
        self.assertNotRegex(text, "[a-z]{4}")
        name, content = report._docx_download(match.ids)
        self.assertTrue(name.endswith(".docx"))
        self.assertTrue(content.startswith(b"PK"))

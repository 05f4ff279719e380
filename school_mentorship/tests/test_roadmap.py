from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from .common import MentorshipCommon


class TestRoadmap(MentorshipCommon):
    """A school's roadmap for a school year: made in one step, closed for good."""

    def _create(self, **vals):
        return self.env["mentorship.roadmap"].create(
            {"date_start": "2026-09-01", **vals}
        )

    def test_one_step(self):
        """One click gives the whole plan: name, dates, curator, every line."""
        roadmap = self.env["mentorship.roadmap"].create({})
        template = self.env["mentorship.measure.template"].search([])
        self.assertEqual(roadmap.name, "Roadmap 2026/2027")
        self.assertEqual(str(roadmap.date_start), "2026-09-01")
        self.assertEqual(str(roadmap.date_end), "2027-08-31")
        self.assertEqual(roadmap.curator_id.id, self.staff["curator"].id)
        self.assertEqual(roadmap.measure_ids.mapped("name"), template.mapped("name"))
        self.assertEqual(roadmap.state, "draft")
        self.assertEqual(roadmap.stage_id.sequence, 10)

    def test_form(self):
        """Saving the empty form gives the same plan."""
        roadmap = Form(self.env["mentorship.roadmap"]).save()
        self.assertGreater(len(roadmap.measure_ids), 10)

    def test_web_client_sends_empty_lines(self):
        """A client that sends an empty list of lines means the template's lines."""
        roadmap = self._create(measure_ids=[])
        self.assertGreater(len(roadmap.measure_ids), 10)

    def test_every_bullet_of_the_plan(self):
        """Each of the seven stages has its lines, with responsible and result."""
        lines = self._create().measure_ids
        self.assertEqual(len(lines.stage_id), 7)
        self.assertTrue(all(lines.mapped("responsible_text")))
        self.assertTrue(all(lines.mapped("expected_result")))
        self.assertTrue(all(lines.mapped("term")))

    def test_terms_by_the_year_cycle(self):
        """Terms are dates of this school year, or words."""
        first = self._create().measure_ids[0]
        self.assertEqual(first.term, "15.08.2026 – 05.09.2026")
        words = self.env["mentorship.measure"].search(
            [("term_text", "=like", "ежегодно%"), ("company_id", "=", self.company.id)]
        )
        self.assertTrue(words)
        self.assertTrue(words[0].term.startswith("ежегодно"))

    def test_another_year(self):
        """The next year's plan has the next year's dates."""
        roadmap = self._create(date_start="2027-09-01")
        self.assertEqual(roadmap.name, "Roadmap 2027/2028")
        self.assertEqual(str(roadmap.measure_ids[0].date_end), "2027-09-05")
        self.assertEqual(str(roadmap.date_end), "2028-08-31")

    def test_year_proposed_by_season(self):
        """Until June the running year is meant, from July on the coming one."""
        roadmaps = self.env["mentorship.roadmap"]
        for moment, start in (
            ("2027-06-30 09:00:00", "2026-09-01"),
            ("2027-07-01 09:00:00", "2027-09-01"),
            ("2027-12-31 09:00:00", "2027-09-01"),
        ):
            with self._on(moment):
                self.assertEqual(str(roadmaps._default_date_start()), start)

    def test_kept_here_since(self):
        """«Ведём с …»: what ended before that day counts as done before."""
        roadmap = self._create(tracked_from="2026-11-01")
        roadmap.action_start()
        before = roadmap.measure_ids.filtered(
            lambda line: line.date_end and line.date_end < roadmap.tracked_from
        )
        self.assertTrue(before)
        self.assertEqual(set(before.mapped("state")), {"done"})
        self.assertEqual(
            set(before.mapped("hand_basis")), {"Выполнено до начала работы в системе"}
        )
        self.assertEqual(before[0].date_done, before[0].date_end)
        later = roadmap.measure_ids - before
        self.assertFalse(any(later.mapped("hand_done")))

    def test_kept_here_since_a_day_to_come(self):
        """A day to come marks nothing as done that has not been yet."""
        roadmap = self._create(tracked_from="2027-01-11")
        marked = roadmap.measure_ids.filtered("hand_done")
        self.assertTrue(marked)
        self.assertLessEqual(max(marked.mapped("hand_date")), self._day("2026-11-22"))

    def test_second_for_the_same_year(self):
        """The second roadmap of a school year is refused; it names the first."""
        self._create()
        for start in ("2026-09-01", "2026-10-01"):
            self.assertRefused(
                ValidationError,
                "already has the roadmap «Roadmap 2026/2027»",
                self._create,
                date_start=start,
            )

    def test_second_by_moving_dates(self):
        """Neither can its dates be moved over another year's."""
        self._create()
        later = self._create(date_start="2027-09-01")
        self.assertRefused(
            ValidationError, "already has", later.write, {"date_start": "2027-08-01"}
        )

    def test_dates_the_wrong_way_round(self):
        """A roadmap does not end before it starts."""
        self.assertRefused(
            ValidationError,
            "lies before the first one",
            self._create,
            date_end="2026-08-31",
        )

    def test_transversal_stage_is_not_a_place(self):
        """Dragging a roadmap into the stage that runs through all is refused."""
        roadmap = self._create()
        publicity = self.env["mentorship.stage"].search(
            [("is_transversal", "=", True)], limit=1
        )
        self.assertRefused(
            ValidationError, "runs through", roadmap.write, {"stage_id": publicity.id}
        )

    def test_board_shows_every_stage(self):
        """The board of roadmaps has a column for each of six stages."""
        self._create()
        roadmaps = self.env["mentorship.roadmap"].with_context(read_group_expand=True)
        board = roadmaps.web_read_group([], ["stage_id"])
        self.assertEqual(len(board["groups"]), 6)

    def test_progress(self):
        """Seven small percentages and one in all."""
        roadmap = self._create()
        self.assertEqual(roadmap.progress, 0)
        self.assertEqual(roadmap.stage_progress.count("%"), 7)
        lines = roadmap.measure_ids
        first = lines.filtered(lambda line: line.stage_id == lines[0].stage_id)
        first.write({"hand_done": True, "hand_basis": "протокол"})
        self.assertTrue(roadmap.stage_progress.startswith("100 %"))
        self.assertEqual(roadmap.progress, 100 * len(first) // len(lines))

    def test_not_required_does_not_count(self):
        """What is not required this year lowers no percentage."""
        roadmap = self._create()
        kept, *others = roadmap.measure_ids
        for line in others:
            line.write({"not_required": True, "not_required_reason": "нет"})
        kept.write({"hand_done": True, "hand_basis": "протокол"})
        self.assertEqual(roadmap.progress, 100)

    def test_late_lines(self):
        """A line is late when its whole term is over."""
        roadmap = self._roadmap()
        late = roadmap.measure_ids.filtered("is_late")
        self.assertEqual(roadmap.late_count, len(late))
        self.assertTrue(late)
        found = self.env["mentorship.measure"].search(
            [("is_late", "=", True), ("roadmap_id", "=", roadmap.id)]
        )
        self.assertEqual(found, late)
        on_time = self.env["mentorship.measure"].search(
            [("is_late", "=", False), ("roadmap_id", "=", roadmap.id)]
        )
        self.assertEqual(on_time, roadmap.measure_ids - late)

    def test_states(self):
        """Draft, approved, at work, closed, opened again."""
        roadmap = self._create()
        roadmap.action_approve()
        self.assertEqual(roadmap.state, "approved")
        roadmap.action_start()
        self.assertEqual(roadmap.state, "running")
        self.assertRefused(UserError, "at work or closed", roadmap.action_start)
        roadmap.action_close()
        self.assertEqual(roadmap.state, "closed")
        self.assertRefused(UserError, "at work or closed", roadmap.action_start)
        roadmap.action_reopen()
        self.assertEqual(roadmap.state, "running")

    def test_closed_is_frozen(self):
        """Nothing of a closed roadmap changes: neither it nor its lines."""
        roadmap = self._roadmap()
        line = roadmap.measure_ids[0]
        roadmap.action_close()
        for vals in (
            {"name": "Другая"},
            {"date_end": "2027-07-31"},
            {"curator_id": self.staff["second"].id},
            {"stage_id": roadmap.stage_id.id},
            {"measure_ids": [Command.delete(line.id)]},
        ):
            with self.subTest(vals=vals):
                self.assertRefused(UserError, "closed", roadmap.write, vals)
        vals = {"state": "running", "name": "Другая"}
        self.assertRefused(UserError, "", roadmap.write, vals)
        for vals in (
            {"hand_done": True, "hand_basis": "протокол"},
            {"name": "Другой"},
            {"not_required": True, "not_required_reason": "нет"},
        ):
            with self.subTest(vals=vals):
                self.assertRefused(UserError, "closed", line.write, vals)
        self.assertRefused(UserError, "closed", line.unlink)
        self.assertRefused(
            UserError,
            "closed",
            self.env["mentorship.measure"].create,
            {"roadmap_id": roadmap.id, "stage_id": line.stage_id.id, "name": "Ещё"},
        )

    def test_line_is_not_moved_into_a_closed_roadmap(self):
        """Nor does a line of another year slip into a closed roadmap."""
        closed = self._roadmap()
        closed.action_close()
        other = self._create(date_start="2027-09-01")
        self.assertRefused(
            UserError, "", other.measure_ids[0].write, {"roadmap_id": closed.id}
        )

    def test_closed_does_not_count(self):
        """What happens after the close does not move a closed roadmap."""
        roadmap = self._roadmap()
        roadmap.action_close()
        before = roadmap.measure_ids.mapped(lambda m: (m.done, m.expected, m.state))
        self._assigned()
        self._commit()
        self.root["mentorship.roadmap"]._cron_refresh()
        self.env.invalidate_all()
        after = roadmap.measure_ids.mapped(lambda m: (m.done, m.expected, m.state))
        self.assertEqual(before, after)

    def test_messages_on_a_closed_roadmap(self):
        """People may still talk about a closed roadmap."""
        roadmap = self._roadmap()
        roadmap.action_close()
        roadmap.message_post(body="Итоги подведены")
        roadmap.message_subscribe(self.users["director"].partner_id.ids)
        roadmap.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.users["curator"].id
        )
        self.assertIn("Итоги подведены", roadmap.message_ids[0].body)
        self.assertIn(
            self.users["director"].partner_id, roadmap.message_follower_ids.partner_id
        )
        self.assertEqual(len(roadmap.activity_ids), 1)

    def test_state_has_its_buttons(self):
        """A roadmap at work does not become a draft, to be deleted then."""
        roadmap = self._roadmap()
        self.assertRefused(UserError, "", roadmap.write, {"state": "draft"})
        roadmap.action_close()
        self.assertRefused(UserError, "", roadmap.write, {"state": "draft"})
        self.assertRefused(UserError, "", roadmap.unlink)

    def test_deleting(self):
        """A draft is deleted with its lines, a roadmap at work is closed instead."""
        roadmap = self._create()
        lines = roadmap.measure_ids
        roadmap.unlink()
        self.assertFalse(lines.exists())
        roadmap = self._roadmap()
        self.assertRefused(UserError, "Only a draft", roadmap.unlink)

    def test_order_approves(self):
        """A registered order approves the roadmap it names."""
        roadmap = self._create()
        self._registered(kind=self.kind_roadmap, roadmap_id=roadmap.id)
        self.assertEqual(roadmap.state, "approved")
        self.assertEqual(roadmap.order_count, 1)

    def test_current(self):
        """The menu opens the newest roadmap that is still open."""
        roadmaps = self.env["mentorship.roadmap"]
        self.assertFalse(roadmaps._current(self.company))
        old = self._create(date_start="2025-09-01")
        new = self._create()
        self.assertEqual(roadmaps._current(self.company), new)
        new.action_start()
        new.action_close()
        self.assertEqual(roadmaps._current(self.company), old)

    def test_template_is_checked(self):
        """«31 июня» and a term that ends before it begins are refused."""
        template = self.env["mentorship.measure.template"]
        stage = self.env["mentorship.stage"].search([], limit=1)
        vals = {"name": "Пункт", "stage_id": stage.id}
        for term, words in (
            ({"day_start": 31, "month_start": 6}, "no such day"),
            ({"day_end": 5, "month_end": 13}, "no such day"),
            ({"day_end": 32, "month_end": 1}, "no such day"),
            (
                {"day_start": 1, "month_start": 5, "day_end": 1, "month_end": 10},
                "ends before it begins",
            ),
        ):
            with self.subTest(term=term):
                self.assertRefused(ValidationError, words, template.create, vals | term)
        line = template.create({**vals, "day_end": 29, "month_end": 2})
        self.assertEqual(str(line._term(2026)[1]), "2027-02-28")
        self.assertEqual(str(line._term(2027)[1]), "2028-02-29")

    def test_own_template_line(self):
        """A school's own line stands in its next roadmap, and in no other school's."""
        stage = self.env["mentorship.stage"].search([], limit=1)
        self.env["mentorship.measure.template"].create(
            {"name": "Школьный конкурс", "stage_id": stage.id}
        )
        self.assertIn("Школьный конкурс", self._create().measure_ids.mapped("name"))
        other = self.root["res.company"].create({"name": "Лицей № 1"})
        roadmap = self.root["mentorship.roadmap"].create(
            {"date_start": "2026-09-01", "company_id": other.id}
        )
        self.assertNotIn("Школьный конкурс", roadmap.measure_ids.mapped("name"))

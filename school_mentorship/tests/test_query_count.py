from odoo.fields import Command

from .common import MentorshipCommon
from .queries import MANY, CountsQueries


class TestQueryCount(CountsQueries, MentorshipCommon):
    """Speed: every board, list and form asks as often for 1 record as for 50."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roadmap = cls._roadmap()
        employees = cls.root["hr.employee"].create(
            [
                {
                    "name": f"Учителев{number} Иван Петрович",
                    "job_title": "учитель",
                    "company_id": cls.company.id,
                }
                for number in range(2 * MANY)
            ]
        )
        people = cls.env["mentorship.participant"].create(
            [
                {
                    "role": "mentor" if number < MANY else "mentee",
                    "employee_id": employee.id,
                    "date_in": "2026-09-01",
                }
                for number, employee in enumerate(employees)
            ]
        )
        cls.mentors, cls.mentees = people[:MANY], people[MANY:]
        cls.pairs = cls.env["mentorship.pair"].create(
            [
                {
                    "mentor_id": mentor.id,
                    "mentee_ids": [Command.link(mentee.id)],
                    "date_start": "2026-11-23",
                    "date_end": "2027-05-31",
                }
                for mentor, mentee in zip(cls.mentors, cls.mentees, strict=True)
            ]
        )
        # Half of everything is complete, half lacks something: both ways are walked.
        cls.consents = cls._consent(cls.mentors[::2] | cls.mentees[::3])
        cls.orders = cls.env["mentorship.order"].create(
            [
                {
                    "kind_id": cls.kind_pairs.id,
                    "pair_ids": [Command.link(pair.id)],
                    "roadmap_id": cls.roadmap.id,
                }
                for pair in cls.pairs
            ]
        )
        for number, order in enumerate(cls.orders[::2]):
            cls._to_sign(order)
            if number % 2:
                order.register(str(number))
        cls.roadmap.measure_ids.copy()
        cls.roadmap.measure_ids.copy()
        cls.programs = cls.env["mentorship.program"]._make(cls.pairs)
        cls.programs[::2].action_approve()
        cls.programs[::3].session_ids.write({"hour": 14})
        cls.school.write(
            {"min_experience": 3, "category_required": True, "manager_excluded": True}
        )
        cls._commit()
        cls.env.flush_all()

    def _of_each_kind(self):
        """One line for each way in which a line is counted."""
        seen = {}
        for line in self.roadmap.measure_ids:
            proof = [
                line[name]
                for name in line._fields
                if name.startswith("evidence")
                and name not in ("evidence_effect", "evidence_count")
            ]
            by_pairs = line.evidence_effect == "assigns_pairs"
            seen.setdefault((by_pairs, *proof), line)
        return self.env["mentorship.measure"].union(*seen.values())

    def test_matching(self):
        """A run asks as often for one mentee as for fifty; so do its screens."""
        self._consent(self.mentors[1::2])
        self.mentors.capacity = 3
        area = self.env["mentorship.area"].search([], limit=1)
        for mentor in self.mentors:
            mentor._set_area_scores({area: 2})
        runs = self.env["mentorship.match"].create(
            [
                {
                    "mentee_ids": [Command.set(self.mentees.ids)],
                    "mentor_ids": [Command.set(self.mentors.ids)],
                }
            ]
            * MANY
        )
        few = runs[0].copy({"mentee_ids": [Command.set(self.mentees[:1].ids)]})
        counts = []
        for run in (few.copy(), few, runs[0]):
            counts.append(self._queries(run.browse(run.id).action_propose))
        self.assertEqual(*counts[1:], "queries for 1 and for 50 mentees")
        self.assertEqual(*self._screens(runs[0].line_ids, "list"))
        self.assertEqual(*self._screens(runs, "list"))

        def rank(mentors):
            return mentors._ranked_mentors(mentors, self.mentees[0])

        self.assertEqual(*self._few_and_many(rank, self.mentors[0], self.mentors))

    def test_measures(self):
        """Lines of the roadmap with what is missing in words."""
        self.assertEqual(
            *self._screens(
                self.roadmap.measure_ids,
                "list",
                "kanban",
                "form",
                few=self._of_each_kind(),
            )
        )

    def test_participants(self):
        """The banks with load, state and what is missing."""
        self.assertEqual(
            *self._screens(self.mentors | self.mentees, "list", "kanban", "form")
        )

    def test_pairs(self):
        """Pairs with what is missing and with warnings."""
        self.assertEqual(*self._screens(self.pairs, "list", "kanban", "form"))

    def test_programs(self):
        """Programs with progress, late lines, what is missing."""
        self.assertEqual(*self._screens(self.programs, "list", "kanban", "form"))

    def test_sessions(self):
        """Plan and log, with what is late and what may be confirmed."""
        # No more than a page, or the web client has them counted as well.
        sessions = self.programs.session_ids[:400]
        few = self.programs[0].session_ids
        self.assertEqual(
            *self._screens(sessions, "list", "kanban", "form", "calendar", few=few)
        )

    def test_programs_made(self):
        """Programs for fifty pairs take little more asking than for five."""
        self.programs.filtered(lambda p: p.state != "draft").action_draft()
        self.programs.unlink()
        make = self.env["mentorship.program"]._make
        few = self._queries(lambda: make(self.pairs[:5]))
        many = self._queries(lambda: make(self.pairs[5:]))
        # Rows are inserted a hundred at a time.
        self.assertLess(many, few + 40)

    def test_daily_job(self):
        """The daily job asks as often for three programs as for fifty."""
        self.env.cr.execute(
            "UPDATE mentorship_pair SET state = 'active', date_start = '2026-10-01'"
            " WHERE id = ANY(%s)",
            [self.pairs.ids],
        )
        self.env.cr.execute(
            "UPDATE mentorship_program SET state = 'running', date_start = '2026-10-01'"
            " WHERE id = ANY(%s)",
            [self.programs.ids],
        )
        cron = self.root["mentorship.program"]._cron_daily
        with self._on("2027-03-01 09:00:00"):
            self._queries(cron)
            many = self._queries(cron)
            self.env.cr.execute(
                "DELETE FROM mentorship_program WHERE id = ANY(%s)",
                [self.programs[3:].ids],
            )
            self.env.invalidate_all()
            self._queries(cron)
            self.assertEqual(self._queries(cron), many)

    def test_expiring_consents(self):
        """So does the one that expires consents and refreshes the banks."""
        cron = self.root["mentorship.consent"]._cron_expire
        self._queries(cron)
        many = self._queries(cron)
        (self.mentors | self.mentees)[2:].write({"date_out": "2026-10-01"})
        self._queries(cron)
        self.assertLessEqual(self._queries(cron), many)

    def test_consents(self):
        """Consents with the position of the person."""
        self.assertEqual(*self._screens(self.consents, "list", "kanban", "form"))

    def test_orders(self):
        """Orders with what stands between them and their registration."""
        self.assertEqual(
            *self._screens(self.orders, "list", "kanban", "form", few=self.orders[:4])
        )

    def test_roadmaps(self):
        """Roadmaps of many years: progress, gaps, late lines."""
        roadmaps = self.env["mentorship.roadmap"].create(
            [{"date_start": f"{1970 + year}-09-01"} for year in range(MANY)]
        )
        self.assertEqual(*self._screens(roadmaps, "list", "kanban", "form"))

    def test_computed_fields(self):
        """Whatever a view may show one day: every field of every model."""
        for few, records in (
            (self._of_each_kind(), self.roadmap.measure_ids),
            (self.mentors[0], self.mentors | self.mentees),
            (self.pairs[0], self.pairs),
            (self.consents[0], self.consents),
            (self.orders[0], self.orders),
            (self.programs[0], self.programs),
            (self.programs[0].session_ids, self.programs.session_ids),
        ):
            names = [
                name
                for name, field in records._fields.items()
                if field.compute and records._has_field_access(field, "read")
            ]
            for name in names:
                with self.subTest(model=records._name, name=name):
                    self.assertEqual(
                        *self._few_and_many(
                            lambda some, name=name: some.mapped(name), few, records
                        )
                    )

    def test_boards(self):
        """A board with its columns, as the web client opens it."""
        for records, groupby in (
            (self.pairs, "state"),
            (self.mentors | self.mentees, "state"),
            (self.roadmap.measure_ids, "stage_id"),
            (self.orders, "state"),
            (self.programs, "state"),
            (self.programs.session_ids, "state"),
        ):
            model = records.with_context(read_group_expand=True)
            state = records[0][groupby]
            same = records.filtered(
                lambda r, state=state, groupby=groupby: r[groupby] == state
            )
            with self.subTest(model=records._name):
                one, many = (
                    self._queries(
                        lambda some=some, model=model, groupby=groupby: (
                            model.web_read_group([("id", "in", some.ids)], [groupby])
                        )
                    )
                    for some in (same[:1], same)
                )
                self.assertEqual(one, many)

    def _refresh_queries(self):
        roadmap = self.roadmap.with_env(self.root)
        self._queries(roadmap._refresh)
        return self._queries(roadmap._refresh)

    def test_counting_a_roadmap(self):
        """Counting the roadmap asks no more often with 50 pairs than with 7."""
        many = self._refresh_queries()
        # Seven are left, of every sort: with and without papers, orders, both.
        self.orders.filtered(lambda o: o.state == "draft").unlink()
        self.root.cr.execute(
            "DELETE FROM mentorship_order_pair_rel WHERE pair_id = ANY(%s)",
            [self.pairs[7:].ids],
        )
        self.env.invalidate_all()
        self.pairs[7:].unlink()
        (self.mentors[7:] | self.mentees[7:]).unlink()
        self.assertLessEqual(many, self._refresh_queries())

    def test_nightly(self):
        """The nightly jobs ask as often for 1 roadmap of a school as for 50 people."""
        cron = self.root["mentorship.roadmap"]._cron_refresh
        self._queries(cron)
        many = self._queries(cron)
        people = self.root["mentorship.participant"]._cron_refresh_state
        self._queries(people)
        many_people = self._queries(people)
        (self.mentors | self.mentees)[2:].write({"date_out": "2026-10-01"})
        self._commit()
        self._queries(people)
        self.assertLessEqual(self._queries(people), many_people)
        self._queries(cron)
        self.assertEqual(self._queries(cron), many)

    def test_nightly_of_a_district(self):
        """A district's night: the queries do not grow with the schools."""
        cron = self.root["mentorship.roadmap"]._cron_refresh

        def school(number):
            company = self.root["res.company"].create({"name": f"Школа {number}"})
            env = self.root(
                context={**self.root.context, "allowed_company_ids": company.ids}
            )
            roadmap = env["mentorship.roadmap"].create({"date_start": "2026-09-01"})
            self._outsiders("mentor", 2, env)
            roadmap.action_start()
            self.env.flush_all()

        school(1)
        self._commit()
        self._queries(cron)
        few = self._queries(cron)
        for number in range(2, 6):
            school(number)
        self._commit()
        self._queries(cron)
        self.assertEqual(self._queries(cron), few)

    def test_printing_a_hundred_pairs(self):
        """The words of an order are read at once, however many pairs it names."""
        few, many = self.orders[1], self.orders[3]
        pairs = self.pairs.filtered(lambda pair: pair.state == "preparing")
        few.pair_ids, many.pair_ids = pairs[:7], pairs
        self.env.flush_all()

        def words(order):
            order._filled()
            order._annex_rows()

        for order in (few, many):
            self._queries(lambda order=order: words(order))
        self.assertEqual(
            self._queries(lambda: words(few)), self._queries(lambda: words(many))
        )

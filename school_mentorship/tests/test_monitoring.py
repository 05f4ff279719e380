from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from ..models.mentorship_monitoring_sheet import SHEET
from .survey_common import SurveyCommon

MAY = "2027-05-10 09:00:00"


class TestMonitoring(SurveyCommon):
    """Rounds of monitoring: figures from the records, judgment from the curator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pairs = cls._pairs_at_work(3)
        cls.areas = cls.env["mentorship.area"].search([], limit=2)
        cls.programs = cls.env["mentorship.program"].create(
            [
                {
                    "pair_id": pair.id,
                    "name": "Первые шаги",
                    "goal": "Уверенно вести урок",
                    "date_start": "2026-11-20",
                    "session_ids": [
                        Command.create(
                            {
                                "name": f"Консультация {number}",
                                "date_start": f"2026-11-{20 + number}",
                                "date_end": f"2026-11-{20 + number}",
                            }
                        )
                        for number in range(3)
                    ]
                    + [
                        Command.create(
                            {
                                "name": "Открытый урок",
                                "date_start": "2027-05-25",
                                "date_end": "2027-05-25",
                            }
                        )
                    ],
                }
                for pair in cls.pairs
            ]
        )
        cls.programs.action_approve()

    @classmethod
    def _round(cls, season="final", **vals):
        days = {
            "start": ("2026-09-15", "2026-11-22"),
            "interim": ("2026-12-20", "2027-01-20"),
            "final": ("2027-05-01", "2027-05-20"),
        }[season]
        return cls.env["mentorship.monitoring"].create(
            {"season": season, "date_start": days[0], "date_end": days[1], **vals}
        )

    @classmethod
    def _hold(cls, program, number):
        for session in program.session_ids.sorted("date_start")[:number]:
            session.date_held = session.date_start

    @classmethod
    def _measure(cls, program, after=1):
        program.area_line_ids = [
            Command.create(
                {"area_id": area.id, "before": 3, "target": 1, "after": after}
            )
            for area in cls.areas
        ]

    @classmethod
    def _answer_sheet(cls, monitoring, mark="2"):
        monitoring.write(dict.fromkeys(SHEET, mark))

    # What is counted.

    def test_plan_counts_to_the_last_day(self):
        """Lines due later do not make a plan unfulfilled; extra ones do not help."""
        self._hold(self.programs[0], 3)
        self._hold(self.programs[1], 1)
        self.env["mentorship.session"].create(
            {
                "program_id": self.programs[2].id,
                "name": "Вне плана",
                "date_held": "2026-11-21",
            }
        )
        monitoring = self._round("start")
        self.assertRecordValues(
            monitoring,
            [
                {
                    "pair_count": 3,
                    "due_count": 9,
                    "held_count": 4,
                    "fulfilment": 44,
                    "meeting_count": 5,
                    "silent_count": 0,
                }
            ],
        )
        self.assertEqual(self._round("final").due_count, 9)

    def test_growth_of_few_is_hidden(self):
        """Two programs measured are no mean; with the third one it is shown."""
        monitoring = self._round()
        for program in self.programs[:2]:
            self._measure(program)
        monitoring.invalidate_recordset()
        self.assertEqual((monitoring.rated_count, monitoring.growth), (2, 0))
        self._measure(self.programs[2], after=2)
        monitoring.invalidate_recordset()
        self.assertEqual(monitoring.rated_count, 3)
        self.assertAlmostEqual(monitoring.growth, 1.7)

    def test_other_years_do_not_count(self):
        """A program of another year is not of this round."""
        monitoring = self._round(
            date_start="2026-05-01", date_end="2026-05-20", season="final"
        )
        self.assertEqual(monitoring.pair_count, 0)

    def test_satisfaction_comes_from_the_questionnaires(self):
        """Given out from the round; three answers make a percentage, two do not."""
        with self._on(MAY):
            monitoring = self._round()
            monitoring.action_give_out()
            self.assertEqual(
                set(monitoring.sitting_ids.mapped("purpose")),
                {"monitoring_mentee", "monitoring_mentor"},
            )
            # Given out already, by the calendar or by hand: opened, asked nobody twice.
            asked = monitoring.sitting_ids.invitation_ids
            again = monitoring.action_give_out()
            self.assertEqual(
                again["domain"], [("id", "in", monitoring.sitting_ids.ids)]
            )
            self.assertEqual(monitoring.sitting_ids.invitation_ids, asked)
            sitting = monitoring.sitting_ids.filtered(
                lambda s: s.purpose == "monitoring_mentee"
            )
            for number, invitation in enumerate(sitting.invitation_ids, start=1):
                self._answers(
                    invitation, E1=5, E2=5, E3=5, E4=5, E7=5 if number < 3 else 1
                )
                # Figures that grow with each answer would tell what it said.
                (line,) = monitoring._survey_lines(sitting)
                self.assertEqual((line["satisfied"], line["growth"]), ("–", "–"))
                sitting.action_close()
                (line,) = monitoring._survey_lines(sitting)
                with self.subTest(answers=number):
                    if number < 3:
                        self.assertEqual(line["satisfied"], "–")
                        sitting.action_reopen()
                    else:
                        self.assertIn("3 из 3", line["answered"])
                        self.assertEqual(line["satisfied"], "100\u00a0% (3 из 3)")

    def test_nobody_to_ask(self):
        """Without pairs at work the questionnaires are not given out."""
        self.pairs.action_end()
        with self._on(MAY):
            monitoring = self._round()
            self.pairs.write({"date_end": "2026-11-22"})
            self.assertRefused(
                UserError, "nobody to be asked", monitoring.action_give_out
            )

    def test_over(self):
        """Questionnaires of a round that is over would be late on their first day."""
        with self._on("2027-06-10 09:00:00"):
            self.assertRefused(UserError, "is over", self._round().action_give_out)

    # The curator's sheet.

    def test_levels(self):
        """17 points of twenty are high, 11 medium, ten low; a gap has no level."""
        monitoring = self._round()
        self.assertFalse(monitoring.sheet_level)
        for mark, level in (("2", "high"), ("1", "low")):
            self._answer_sheet(monitoring, mark)
            self.assertEqual(monitoring.sheet_level, level)
        monitoring.sheet_site = "2"
        self.assertEqual(
            (monitoring.sheet_score, monitoring.sheet_level), (11, "medium")
        )

    def test_filled_in_from_the_records(self):
        """What the records know is proposed; what the curator has said stays."""
        self._hold(self.programs[0], 3)
        monitoring = self._round("start")
        monitoring.write({"sheet_papers": "0", "strengths": "Дружный коллектив"})
        monitoring.action_suggest()
        self.assertEqual(monitoring.sheet_programs, "2")
        self.assertEqual(monitoring.sheet_meetings, "0")
        self.assertEqual(monitoring.sheet_papers, "0")
        self.assertEqual(monitoring.strengths, "Дружный коллектив")
        self.assertIn("33 %", self._plain(monitoring.weaknesses))
        self.assertIn("Встреч не было: 2 пары", self._plain(monitoring.weaknesses))

    def test_sheet_answered_as_a_questionnaire(self):
        """The curator's questionnaire fills the sheet in, with its SWOT."""
        with self._on(MAY):
            sitting = self._sitting("curator_sheet", date_end="2027-05-20")
            self._answers(
                sitting.invitation_ids, K1=2, K2=1, K3=0, S="Опытные наставники"
            )
            monitoring = self._round()
            monitoring.action_suggest()
            self.assertEqual(
                (monitoring.sheet_needs, monitoring.sheet_programs),
                ("2", "1"),
            )
            self.assertEqual(monitoring.sheet_papers, "0")
            self.assertEqual(monitoring.strengths, "Опытные наставники")

    def test_summed_up(self):
        """The results are summed up with a whole sheet, and closed until reopened."""
        monitoring = self._round()
        self.assertRefused(UserError, "to the end", monitoring.action_done)
        self._answer_sheet(monitoring)
        monitoring.action_done()
        self.assertEqual(monitoring.state, "done")
        self.assertRefused(
            UserError, "summed up", monitoring.write, {"sheet_site": "0"}
        )
        self.assertRefused(UserError, "Sum Up", monitoring.write, {"state": "running"})
        monitoring.action_reopen()
        monitoring.sheet_site = "0"

    def test_screen_and_paper_agree(self):
        """What is held or measured after summing up changes neither of the two."""
        self._hold(self.programs[0], 3)
        monitoring = self._round("start")
        monitoring.action_done()
        kept = monitoring.frozen_html
        self.assertIn("3 из 9", self._plain(kept))
        self._hold(self.programs[1], 3)
        for program in self.programs:
            self._measure(program)
        self.programs[2].name = "Другое название"
        self.env.invalidate_all()
        self.assertRecordValues(
            monitoring,
            [
                {
                    "pair_count": 3,
                    "due_count": 9,
                    "held_count": 3,
                    "fulfilment": 33,
                    "meeting_count": 3,
                    "silent_count": 2,
                    "rated_count": 0,
                }
            ],
        )
        self.assertEqual(monitoring.program_ids, self.programs)
        report = monitoring._paper_report()
        self.assertEqual(report._paper_sheets(monitoring)[monitoring], kept)

    def test_opened_again(self):
        """What was said stays in the chatter, then the figures are those of today."""
        self._hold(self.programs[0], 3)
        monitoring = self._round("start")
        monitoring.action_done()
        self._hold(self.programs[1], 3)
        monitoring.action_reopen()
        note = monitoring.message_ids.filtered("attachment_ids")[:1]
        self.assertIn("3 of 9", self._plain(note.body))
        self.assertEqual(note.attachment_ids.mimetype, "application/pdf")
        self.assertFalse(monitoring.frozen_html)
        self.assertEqual(monitoring.held_count, 6)
        monitoring.action_done()
        self.assertIn("6 из 9", self._plain(monitoring.frozen_html))

    def test_figures_are_not_written_from_outside(self):
        """Who sums up does not make up: the figures come from the records."""
        monitoring = self._round("start")
        self.assertRefused(
            UserError, "Sum Up", monitoring.write, {"figures": {"held_count": 9}}
        )

    def test_dates(self):
        """A round that ends before it begins is refused in words."""
        self.assertRefused(
            ValidationError,
            "lies before the first one",
            self._round,
            date_end="2027-04-01",
        )

    # Order, evidence, access, speed.

    def test_order_opens_the_round(self):
        """The order on monitoring opens the round of its season, or joins one."""
        kind = self.env.ref("school_mentorship.order_kind_monitoring")
        with self._on(MAY):
            order = self._registered(kind=kind, number="61-ОД", day="2027-05-10")
            (monitoring,) = self.env["mentorship.monitoring"].search([])
            self.assertEqual(monitoring.order_id, order)
            self.assertEqual(
                (monitoring.season, str(monitoring.date_start)),
                ("final", "2027-05-01"),
            )
        with self._on("2026-12-21 09:00:00"):
            waiting = self._round("interim")
            order = self._registered(kind=kind, number="161-ОД", day="2026-12-21")
            self.assertEqual(waiting.order_id, order)

    def test_evidence(self):
        """A line is reached when the results of the spring are summed up."""
        roadmap = self._roadmap()
        line = roadmap.measure_ids.filtered(lambda m: m.evidence == "survey")[:1]
        line.evidence = "monitoring"
        self._commit()
        self.assertEqual((line.done, line.expected), (0, 1))
        self.assertEqual(line.hint, "No monitoring yet")
        first = self._round("start")
        self._commit()
        line.invalidate_recordset(["hint"])
        self.assertIn("Стартовый мониторинг", line.hint)
        first.action_done()
        self._commit()
        self.assertEqual((line.done, line.expected, line.state), (1, 2, "running"))
        final = self._round()
        self._answer_sheet(final)
        final.action_done()
        self._commit()
        self.assertEqual((line.state, line.progress), ("done", 100))

    def test_teachers_read_nothing(self):
        """Monitoring is the curator's and the director's."""
        monitoring = self._round()
        for role in ("mentor", "mentee", "outsider", "officer"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                monitoring.with_env(self._as(self.users[role])).read(["name"])
        director = monitoring.with_env(self._as(self.users["director"]))
        self.assertEqual(director.read(["pair_count"])[0]["pair_count"], 3)
        with self.assertRaises(AccessError):
            director.write({"strengths": "x"})

    def test_speed(self):
        """A list of rounds asks as often for one round as for twenty."""
        rounds = self.env["mentorship.monitoring"].create(
            [
                {
                    "season": "start",
                    "date_start": f"2026-09-{day:02}",
                    "date_end": "2026-11-22",
                }
                for day in range(1, 21)
            ]
        )
        names = ["pair_count", "fulfilment", "growth", "sitting_ids", "sheet_score"]
        counts = []
        for some in (rounds[:1], rounds[:1], rounds):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.browse(some.ids).read(names)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

from contextlib import suppress

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form

from .common import TODAY, MentorshipCommon


class TestMeasure(MentorshipCommon):
    """A line of the roadmap: its term, its people, its marks by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.roadmap = cls._roadmap()
        cls.line = cls._lines(cls.roadmap)[-1]
        cls.line.evidence = "manual"

    def _new(self, **vals):
        return self.env["mentorship.measure"].create(
            {
                "roadmap_id": self.roadmap.id,
                "stage_id": self.line.stage_id.id,
                "name": "Круглый стол",
                **vals,
            }
        )

    def test_form(self):
        """A line of one's own: a stage and words are enough."""
        form = Form(self.env["mentorship.measure"])
        form.stage_id = self.line.stage_id
        form.name = "Круглый стол"
        line = form.save()
        self.assertEqual(line.roadmap_id, self.roadmap)
        self.assertEqual(line.state, "planned")

    def test_term_in_words(self):
        """Words go before dates; one day, an end, a beginning read naturally."""
        line = self._new()
        self.assertEqual(line.term, "")
        for vals, words in (
            ({"date_start": "2026-12-01"}, "01.12.2026"),
            ({"date_end": "2026-12-01"}, "01.12.2026"),
            ({"date_end": "2026-12-25"}, "01.12.2026 – 25.12.2026"),
            ({"date_start": False}, "до 25.12.2026"),
            ({"term_text": "в течение года"}, "в течение года"),
        ):
            line.write(vals)
            self.assertEqual(line.term, words)

    def test_dates_the_wrong_way_round(self):
        """A term does not end before it starts."""
        self.assertRefused(
            ValidationError,
            "lies before the first one",
            self._new,
            date_start="2026-12-25",
            date_end="2026-12-01",
        )

    def test_responsible(self):
        """Persons with initials, or a role in words; no HR right is needed."""
        line = self._new(responsible_text="куратор")
        self.assertEqual(line._responsible_words(), "куратор")
        line.responsible_ids = [
            Command.set((self.staff["mentor"] | self.staff["second"]).ids)
        ]
        self.assertEqual(
            sorted(self._plain(line._responsible_words()).split(", ")),
            ["Иванова И.И.", "Морозов С.П."],
        )

    def test_by_hand(self):
        """Counted by hand: a basis, a file, who and when."""
        self.line.write(
            {
                "hand_done": True,
                "hand_basis": "Протокол № 2 от 20.11.2026",
                "hand_file": "QUJD",
                "hand_file_name": "протокол.pdf",
            }
        )
        self.assertEqual(self.line.state, "done")
        self.assertEqual(self.line.progress, 100)
        self.assertEqual(self.line.hand_user_id, self.users["curator"])
        self.assertEqual(str(self.line.date_done), TODAY)
        self.assertEqual(self.line.hint, "Протокол № 2 от 20.11.2026")

    def test_by_hand_on_a_day(self):
        """The day of a mark by hand is that of the event, not of typing."""
        self.line.write(
            {"hand_done": True, "hand_basis": "Протокол", "hand_date": "2026-10-05"}
        )
        self.assertEqual(str(self.line.date_done), "2026-10-05")
        self.assertRefused(
            ValidationError,
            "not come yet",
            self.line.write,
            {"hand_date": "2026-11-23"},
        )

    def test_basis_and_reason_are_asked_for(self):
        """No mark without a basis, no «не требуется» without a reason."""
        for basis in (False, "", "  "):
            self.assertRefused(
                ValidationError,
                "name the basis",
                self.line.write,
                {"hand_done": True, "hand_basis": basis},
            )
            self.assertRefused(
                ValidationError,
                "why the line is not required",
                self.line.write,
                {"not_required": True, "not_required_reason": basis},
            )

    def test_mark_taken_back(self):
        """A mark by mistake is taken back with everything that belonged to it."""
        self.line.write({"hand_done": True, "hand_basis": "Протокол"})
        self.line.hand_done = False
        self.assertNotEqual(self.line.state, "done")
        self.assertFalse(self.line.date_done)
        self.assertFalse(self.line.hand_user_id)
        self.assertFalse(self.line.hand_date)
        self.assertEqual(self.line.progress, 0)

    def test_not_required(self):
        """«Не требуется в этом году (причина)» on any line, and back again."""
        self.line.write(
            {"not_required": True, "not_required_reason": "Наставляемых нет"}
        )
        self.assertEqual(self.line.state, "not_required")
        self.assertEqual(self.line.hint, "Наставляемых нет")
        self.assertFalse(self.line.is_late)
        self.line.not_required = False
        self.assertIn(self.line.state, ("planned", "running"))

    def test_counted_is_not_typed(self):
        """Dragging a line to «Выполнено» is refused with the way to do it."""
        for vals in (
            {"state": "done"},
            {"done": 1},
            {"expected": 0},
            {"progress": 100},
            {"date_done": TODAY},
        ):
            for line in (
                self.line,
                self.line.with_context(mentorship_internal=True, import_file=True),
            ):
                self.assertRefused(
                    UserError, "mark it done with a basis", line.write, vals
                )

    def test_counted_is_not_given_at_birth(self):
        """Neither values nor a forged context make a new line «Выполнено»."""
        for vals in ({"date_done": TODAY}, {"state": "done"}, {"progress": 100}):
            with self.subTest(vals=vals):
                try:
                    with self.env.cr.savepoint():
                        line = self._new(**vals)
                except UserError:
                    continue
                self.assertNotEqual(line.state, "done")
        forged = self.env["mentorship.measure"].with_context(
            default_date_done=TODAY, default_state="done"
        )
        try:
            with self.env.cr.savepoint():
                line = forged.create(
                    {
                        "roadmap_id": self.roadmap.id,
                        "stage_id": self.line.stage_id.id,
                        "name": "Круглый стол",
                    }
                )
        except UserError:
            return
        self.assertNotEqual(line.state, "done")

    def test_who_marked_is_not_forged(self):
        """Who marked a line is whoever did."""
        other = self.users["director"].id
        self.line.write(
            {"hand_done": True, "hand_basis": "Протокол", "hand_user_id": other}
        )
        self.assertEqual(self.line.hand_user_id, self.users["curator"])
        with suppress(UserError), self.env.cr.savepoint():
            self.line.write({"hand_user_id": other})
        self.env.invalidate_all()
        self.assertEqual(self.line.hand_user_id, self.users["curator"])

    def test_drag_between_stages(self):
        """A line may be dragged to another stage."""
        stage = self.roadmap.measure_ids.stage_id[-1]
        self.line.stage_id = stage
        self.assertEqual(self.line.stage_id, stage)

    def test_boards_have_all_columns(self):
        """The board by stage has seven columns, the board by state has four."""
        lines = self.env["mentorship.measure"].with_context(read_group_expand=True)
        domain = [("roadmap_id", "=", self.roadmap.id)]
        self.assertEqual(len(lines.web_read_group(domain, ["stage_id"])["groups"]), 7)
        self.assertEqual(len(lines.web_read_group(domain, ["state"])["groups"]), 4)

    def test_running_when_begun(self):
        """A line whose term has begun is «В работе», one of spring «Запланировано»."""
        begun = self._new(date_start="2026-11-22", date_end="2026-12-01")
        later = self._new(date_start="2026-11-23", date_end="2026-12-01")
        self.assertEqual(begun.state, "running")
        self.assertEqual(later.state, "planned")
        with self._on("2026-11-23 09:00:00"):
            self.root["mentorship.roadmap"]._cron_refresh()
            self.env.invalidate_all()
            self.assertEqual(later.state, "running")

    def test_evidence_needs_its_parameter(self):
        """Which order, whose bank, which consent, what of the pairs: asked for."""
        for kind in ("order", "bank", "consent", "pair"):
            with self.subTest(kind=kind):
                self.assertRefusedByDatabase(
                    "what exactly proves", self._new, evidence=kind
                )

    def test_open_missing_by_hand(self):
        """Of a line counted by hand the button opens the line itself."""
        action = self.line.action_open_missing()
        self.assertEqual(action["res_model"], "mentorship.measure")
        self.assertEqual(action["res_id"], self.line.id)

    def test_copy_starts_anew(self):
        """A copied line is not done."""
        self.line.write({"hand_done": True, "hand_basis": "Протокол"})
        copy = self.line.copy()
        self.assertNotEqual(copy.state, "done")
        self.assertFalse(copy.date_done)

    def test_deleting_a_line_moves_the_stage(self):
        """The last open line of a stage deleted, the roadmap stands in the next."""
        stage = self.roadmap.stage_id
        mine = self.roadmap.measure_ids.filtered(lambda m: m.stage_id == stage)
        mine[1:].write({"hand_done": True, "hand_basis": "Протокол"})
        self.assertEqual(self.roadmap.stage_id, stage)
        mine[0].unlink()
        self._commit()
        self.assertGreater(self.roadmap.stage_id.sequence, stage.sequence)

    def test_not_required_line_holds_nothing_up(self):
        """A line marked «не обязателен» does not hold up the stage."""
        stage = self.roadmap.stage_id
        mine = self.roadmap.measure_ids.filtered(lambda m: m.stage_id == stage)
        mine[0].required = False
        mine[1:].write({"hand_done": True, "hand_basis": "Протокол"})
        self.assertGreater(self.roadmap.stage_id.sequence, stage.sequence)
        self.assertEqual(self.roadmap.gap_count, 0)

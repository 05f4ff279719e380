from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools import russian


class MentorshipMeasure(models.Model):
    """A line of a roadmap: what, by when, by whom, and the proof that it is done.

    Counted from records by its `evidence` (mentorship_measure_evidence.py), or marked
    by hand with a basis, or «not required» with a reason. Reached is reached: the day
    of completion stays, whatever happens to the records later.
    """

    _name = "mentorship.measure"
    _description = "Line of the Roadmap"
    # hr.mixin first: it lets people without HR rights name employees.
    _inherit = [
        "mentorship.night.mixin",
        "hr.mixin",
        "mentorship.guarded.mixin",
        "mentorship.period.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.measure.mixin",
        "mentorship.measure.completion.mixin",
        "mentorship.measure.survey.mixin",
        "mentorship.measure.event.mixin",
        "mentorship.measure.program.mixin",
        "mentorship.measure.match.mixin",
    ]
    _order = "roadmap_id, stage_id, sequence, id"
    _check_company_auto = True
    # Counted, never typed.
    _GUARDED = frozenset({"done", "expected", "progress", "state", "date_done"})

    roadmap_id = fields.Many2one(
        "mentorship.roadmap",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        default=lambda self: self.env["mentorship.roadmap"]._current(self.env.company),
    )
    company_id = fields.Many2one(
        related="roadmap_id.company_id", store=True, index=True, string="School"
    )
    roadmap_state = fields.Selection(
        related="roadmap_id.state", string="State of the Roadmap"
    )
    date_start = fields.Date(tracking=True)
    date_end = fields.Date(tracking=True)
    term = fields.Char(compute="_compute_term")
    responsible_ids = fields.Many2many("hr.employee", check_company=True)
    done = fields.Integer(default=0, readonly=True, copy=False, aggregator=None)
    expected = fields.Integer(default=0, readonly=True, copy=False, aggregator=None)
    # A default, as a mean over a column passes over empty values.
    progress = fields.Integer(default=0, readonly=True, copy=False, aggregator="avg")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("running", "Under way"),
            ("done", "Done"),
            ("not_required", "Not required"),
        ],
        default="planned",
        required=True,
        index=True,
        tracking=True,
        copy=False,
        group_expand=True,
    )
    date_done = fields.Date("Done On", readonly=True, copy=False)
    is_late = fields.Boolean(
        "Late", compute="_compute_is_late", search="_search_is_late"
    )
    hint = fields.Char("What Is Missing", compute="_compute_hint")
    has_missing = fields.Boolean(compute="_compute_hint")
    hand_done = fields.Boolean("Done by Hand", copy=False, tracking=True)
    hand_basis = fields.Char(
        "Basis",
        copy=False,
        help="The paper or the event that proves it.",
        tracking=True,
    )
    hand_date = fields.Date("Done by Hand On", copy=False)
    hand_file = fields.Binary("File", copy=False)
    hand_file_name = fields.Char("Name of the File", copy=False)
    hand_user_id = fields.Many2one("res.users", "Marked By", readonly=True, copy=False)
    not_required = fields.Boolean("Not Required This Year", copy=False, tracking=True)
    not_required_reason = fields.Char("Reason", copy=False, tracking=True)

    @api.depends("term_text", "date_start", "date_end")
    def _compute_term(self):
        for measure in self:
            measure.term = measure._term_words()

    def _term_words(self):
        """The term as a roadmap shows it: words, or «15.08.2026 – 31.08.2026»."""
        self.ensure_one()
        if self.term_text:
            return self.term_text
        start = russian.date_numeric(self.date_start) if self.date_start else ""
        end = russian.date_numeric(self.date_end) if self.date_end else ""
        if start and end and start != end:
            return f"{start} – {end}"
        return f"до {end}" if end and not start else start or end

    def _responsible_words(self):
        """Who answers for the line: names with initials, or the role in words."""
        self.ensure_one()
        decline = self.env["mentorship.declension"]._decline
        names = [
            decline(person.name, "nominative", company=self.company_id, initials=True)
            for person in self.responsible_ids
        ]
        return ", ".join(names) or self.responsible_text or ""

    @api.model
    def _domain_late(self):
        """Open lines whose whole term is over."""
        return Domain("state", "in", ("planned", "running")) & Domain(
            "date_end", "<", fields.Date.context_today(self)
        )

    @api.depends("date_end", "state")
    def _compute_is_late(self):
        late = self.filtered_domain(self._domain_late())
        for measure in self:
            measure.is_late = measure in late

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_late()

    @api.depends("evidence", "done", "expected", "state", "not_required_reason")
    def _compute_hint(self):
        """In words what is missing; counted for all lines of a kind at once."""
        counted = self.filtered(lambda m: m.state in ("planned", "running") and m.id)
        proofs = counted._evidence()
        for measure in self:
            proof = proofs.get(measure)
            measure.has_missing = bool(proof and proof.missing)
            if measure.state == "not_required":
                measure.hint = measure.not_required_reason
            else:
                measure.hint = proof.hint if proof else measure.hand_basis

    @api.constrains("hand_done", "hand_basis", "not_required", "not_required_reason")
    def _check_reasons(self):
        for measure in self:
            if measure.hand_done and not (measure.hand_basis or "").strip():
                raise ValidationError(
                    self.env._(
                        "«%s»: name the basis – the paper or the event that proves it.",
                        measure.name,
                    )
                )
            if measure.not_required and not (measure.not_required_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "«%s»: say why the line is not required this year.",
                        measure.name,
                    )
                )

    @api.constrains("hand_date")
    def _check_hand_date(self):
        for measure in self:
            if measure.hand_date and measure.hand_date > fields.Date.context_today(
                self
            ):
                raise ValidationError(
                    self.env._("«%s»: this day has not come yet.", measure.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._sign_hand_mark(vals)
        measures = super().create(vals_list)
        measures._check_open()
        measures._settle()
        return measures

    def write(self, vals):
        if self._GUARDED & vals.keys():
            # The count itself, or a client whom the guard refuses.
            return super().write(vals)
        if any(not name.startswith(("message_", "activity_")) for name in vals):
            self._check_open()
        self._sign_hand_mark(vals)
        result = super().write(vals)
        if "roadmap_id" in vals:
            self._check_open()
        if {"hand_done", "hand_date", "not_required"} & vals.keys():
            for measure in self.filtered(lambda m: not m.hand_done):
                # A mark taken back takes its day with it.
                measure._write_guarded({"date_done": False})
        if "not_required" in vals:
            # Publicity counts the stages that the school works on.
            self |= self.roadmap_id.measure_ids.filtered(
                lambda m: m.evidence == "publication"
            )
        if not {"message_follower_ids", "activity_ids"} >= vals.keys():
            self._settle()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self._check_open()

    def unlink(self):
        roadmaps = self.roadmap_id
        result = super().unlink()
        # The last open line of a stage may have been taken away.
        at_work = roadmaps.exists().filtered(
            lambda roadmap: roadmap.state in ("approved", "running")
        )
        at_work._advance_stage()
        return result

    def _check_open(self):
        if closed := self.filtered(lambda m: m.roadmap_id.state == "closed"):
            raise UserError(
                self.env._(
                    "The roadmap «%s» is closed and its lines do not change any more.",
                    closed[0].roadmap_id.name,
                )
            )

    @api.model
    def _sign_hand_mark(self, vals):
        """Remember who marked a line by hand, and when."""
        vals.pop("hand_user_id", None)
        if vals.get("hand_done"):
            vals["hand_user_id"] = self.env.uid
            vals.setdefault("hand_date", fields.Date.context_today(self))
        elif "hand_done" in vals:
            vals.update(hand_user_id=False, hand_date=False)

    def _guard_message(self):
        return self.env._(
            "A line moves by itself when its records are there. To move it by hand, "
            "open it and mark it done with a basis, or not required with a reason."
        )

    def _settle(self):
        """Count the lines, and move their roadmaps on, if those are at work."""
        at_work = self.roadmap_id.filtered(lambda r: r.state in ("approved", "running"))
        self._refresh()
        at_work._advance_stage()

    def _refresh(self):
        """Count these lines from their records and write what has changed."""
        counting = self.filtered(
            lambda m: (
                m.roadmap_id.state in ("approved", "running")
                and not m.hand_done
                and not m.not_required
            )
        )
        proofs = counting._evidence()
        for measure in self:
            today = fields.Date.context_today(measure)
            vals = measure._state_vals(proofs.get(measure), today)
            changed = {k: v for k, v in vals.items() if measure[k] != v}
            if changed:
                measure._write_guarded(changed)

    def _state_vals(self, proof, today):
        """What the count says of one line.

        :param proof: `Evidence`, or None for a line that is not counted
        :param today: date
        :return: dict of the counted fields
        """
        self.ensure_one()
        done, expected = (proof.done, proof.expected) if proof else (0, 0)
        if self.not_required:
            return {
                "done": 0,
                "expected": 0,
                # Nothing is left to do here: a mean over the lines must say so.
                "progress": 100,
                "state": "not_required",
                "date_done": False,
            }
        if self.hand_done:
            date_done = self.hand_date or today
        elif expected and done >= expected:
            date_done = self.date_done or proof.date or today
        else:
            date_done = self.date_done
        if date_done:
            progress, state = 100, "done"
        else:
            progress = done * 100 // expected if expected else 0
            begun = self.date_start and self.date_start <= today
            at_work = self.roadmap_id.state in ("approved", "running")
            state = "running" if progress or (begun and at_work) else "planned"
        return {
            "done": done,
            "expected": expected,
            "progress": progress,
            "state": state,
            "date_done": date_done,
        }

    def action_open_missing(self):
        """Open exactly the records that are missing, or where to make them.

        :return: action
        """
        self.ensure_one()
        proof = self._evidence().get(self)
        if proof and proof.missing:
            records = proof.missing
            return {
                "type": "ir.actions.act_window",
                "name": self.hint,
                "res_model": records._name,
                "view_mode": "list,form",
                "views": [(False, "list"), (False, "form")],
                "domain": [("id", "in", records.ids)],
            }
        return getattr(self, f"_open_{self.evidence}")()

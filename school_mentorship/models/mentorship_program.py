from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import russian
from .mentorship_program_state_mixin import OPEN_STATES


class MentorshipProgram(models.Model):
    """The personalized program of a pair or group.

    Goal, tasks, areas, and a plan whose lines become the log of meetings. It belongs
    to the pair and not to its mentor: whoever replaces him goes on with it. Its state
    follows the pair (mentorship_pair_program_mixin.py).

    Source: letter AZ-1128/08 of 21.12.2021, sections 2 and 7.
    """

    _name = "mentorship.program"
    _description = "Personalized Program"
    _inherit = [
        "mentorship.night.mixin",
        "mentorship.guarded.mixin",
        "mentorship.period.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.evidence.mixin",
        "mentorship.program.progress.mixin",
        "mentorship.program.state.mixin",
        "mentorship.program.make.mixin",
        "mentorship.program.daily.mixin",
        "mentorship.program.completion.mixin",
        "mentorship.program.practice.mixin",
    ]
    _order = "date_start desc, name, id"
    _check_company_auto = True
    # Orders name programs, not the other way round.
    _GUARDED = frozenset(
        {"order_ids", "closed_with_pair", "result", "result_date", "extended_until"}
    )

    pair_id = fields.Many2one(
        "mentorship.pair",
        "Pair or Group",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        related="pair_id.company_id", store=True, index=True, string="School"
    )
    name = fields.Char(
        "Title of the Program",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    template_id = fields.Many2one(
        "mentorship.program.template", index="btree_not_null", ondelete="set null"
    )
    mentor_id = fields.Many2one(related="pair_id.mentor_id")
    form_id = fields.Many2one(related="pair_id.form_id")
    type_id = fields.Many2one(related="pair_id.type_id")
    is_group = fields.Boolean(related="pair_id.is_group")
    can_enter = fields.Boolean(related="pair_id.can_enter")
    goal = fields.Text(tracking=True)
    task_ids = fields.One2many("mentorship.program.task", "program_id", "Tasks")
    area_line_ids = fields.One2many("mentorship.program.area", "program_id", "Areas")
    planned_results = fields.Text()
    session_ids = fields.One2many("mentorship.session", "program_id", "Plan")
    date_start = fields.Date(
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
    )
    date_end = fields.Date(
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("approved", "Approved"),
            ("running", "Running"),
            ("done", "Completed"),
            ("ended", "Ended early"),
        ],
        required=True,
        default="draft",
        index=True,
        tracking=True,
        copy=False,
        group_expand=True,
    )
    pair_state = fields.Selection(related="pair_id.state", string="State of the Pair")
    reason = fields.Char("Reason of a Change", tracking=True, copy=False)
    date_approved = fields.Date("Approved On", tracking=True, copy=False)
    order_ids = fields.Many2many(
        "mentorship.order",
        "mentorship_order_program_rel",
        "program_id",
        "order_id",
        "Orders",
        copy=False,
    )
    closed_with_pair = fields.Boolean(copy=False, readonly=True)
    session_count = fields.Integer(
        "Lines of the Plan", compute="_compute_progress", store=True
    )
    done_count = fields.Integer("Lines Held", compute="_compute_progress", store=True)
    held_count = fields.Integer(
        "Meetings Held",
        compute="_compute_progress",
        store=True,
        help="Lines of the plan and meetings beside it.",
    )
    progress = fields.Integer(
        compute="_compute_progress",
        store=True,
        aggregator="avg",
        help="Share of the plan that has been held, per cent.",
    )
    date_last_held = fields.Date(
        "Last Meeting", compute="_compute_progress", store=True
    )
    late_count = fields.Integer("Late Lines", compute="_compute_late_count")
    is_late = fields.Boolean(
        "Late", compute="_compute_late_count", search="_search_is_late"
    )
    is_silent = fields.Boolean(
        "No Meeting for 30 Days", compute="_compute_is_silent", search="_search_silent"
    )
    missing = fields.Char("What Is Missing", compute="_compute_missing")
    warning = fields.Char(compute="_compute_warning")

    _open_uniq = models.UniqueIndex(
        "(pair_id) WHERE state IN ('draft', 'approved', 'running')",
        "This pair already has a program that is under way. Open it instead.",
    )

    @api.depends("template_id", "pair_id")
    def _compute_name(self):
        for program in self.filtered(lambda program: not program.name):
            program.name = (
                program.template_id.name
                or program.pair_id.topic
                or "Персонализированная программа наставничества"
            )

    @api.depends("pair_id")
    def _compute_dates(self):
        """The term of the pair; who corrects it keeps the correction."""
        for program in self:
            pair = program.pair_id
            program.date_start = program.date_start or pair.date_start
            program.date_end = program.date_end or pair.date_end
            if pair and not program.date_end:
                program.date_end = max(program.date_start, pair._default_date_end())

    @api.depends("name", "pair_id.name")
    @api.depends_context("program_by_pair")
    def _compute_display_name(self):
        """Pair and title; the pair alone where it is chosen on a phone."""
        by_pair = self.env.context.get("program_by_pair")
        for program in self:
            title = not by_pair and program.name
            parts = filter(None, (program.pair_id.name, title))
            program.display_name = ": ".join(parts)

    @api.depends("date_start", "date_end", "pair_id.type_id", "pair_id.date_end")
    def _compute_warning(self):
        """Letter AZ-1128/08: three months to one year, except types short by nature."""
        for program in self:
            parts = []
            if program.date_start and program.date_end:
                days = (program.date_end - program.date_start).days
                if not program.type_id.is_short and days < 89:
                    parts.append(
                        self.env._("The program is shorter than three months.")
                    )
                elif not program.type_id.is_short and days > 366:
                    parts.append(self.env._("The program is longer than a year."))
                pair_end = program.pair_id.date_end
                if pair_end and program.date_end > pair_end:
                    parts.append(
                        self.env._("The program ends later than the work of its pair.")
                    )
            program.warning = " ".join(parts)

    @api.constrains("date_start", "pair_id")
    def _check_pair_dates(self):
        for program in self:
            if program.date_start < program.pair_id.date_start:
                raise ValidationError(
                    self.env._(
                        "%(pair)s: the program begins on %(day)s, before the pair "
                        "does. Enter a day from %(start)s on.",
                        pair=program.pair_id.name,
                        day=russian.date_numeric(program.date_start),
                        start=russian.date_numeric(program.pair_id.date_start),
                    )
                )

    @api.constrains("date_start", "date_end")
    def _check_plan_fits(self):
        """The plan lies within the term, whichever of the two was changed."""
        self.session_ids._check_within_program()

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_second(vals_list)
        return super().create(vals_list)

    @api.model
    def _refuse_second(self, vals_list):
        """Before the database's index refuses it in words of its own: one query.

        :raises ValidationError: naming the pair that has a program already
        """
        pairs = [
            vals.get("pair_id")
            for vals in vals_list
            if vals.get("state", "draft") in OPEN_STATES
        ]
        twins = self.search(
            [("pair_id", "in", list(filter(None, pairs))), ("state", "in", OPEN_STATES)]
        )
        names = twins.pair_id.mapped("name")
        twice = {pair for pair in pairs if pair and pairs.count(pair) > 1}
        names += self.env["mentorship.pair"].browse(twice).mapped("name")
        if names:
            raise ValidationError(
                self.env._(
                    "%s: the pair already has a program that is under way. Open it "
                    "instead.",
                    russian.people_list(names, 3),
                )
            )

    def write(self, vals):
        if "state" in vals and not self._is_internal():
            self.check_access("write")
            self._check_transition(vals["state"])
            if vals["state"] == "approved":
                vals.setdefault("date_approved", fields.Date.context_today(self))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_held(self):
        if kept := self.filtered(lambda p: p.held_count or p.state != "draft"):
            raise UserError(
                self.env._(
                    "%s: an approved program and its meetings are not deleted. End it "
                    "instead.",
                    ", ".join(kept.mapped("display_name")),
                )
            )

    def _guard_message(self):
        return self.env._(
            "The orders of a program are entered on the order that approves it."
        )

    def action_open_sessions(self):
        """Open the plan and the log of this program."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "domain": [("program_id", "=", self.id)],
            "name": self.env._("Plan and Meetings"),
            "res_model": "mentorship.session",
            "view_mode": "list,form,calendar",
            "context": {"default_program_id": self.id},
        }

    def action_open_orders(self):
        """Open the orders that name this program."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "domain": [("program_ids", "in", self.ids)],
            "name": self.env._("Orders"),
            "res_model": "mentorship.order",
            "view_mode": "list,form",
        }

    def action_hold(self):
        """Open the window in which a meeting is entered."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Meeting Held"),
            "res_model": "mentorship.session.enter",
            "view_mode": "form",
            "target": "new",
            "context": {"default_program_id": self.id},
        }

    def _action_open(self):
        """Open these programs, a single one in its form."""
        action = {
            "type": "ir.actions.act_window",
            "domain": [("id", "in", self.ids)],
            "name": self.env._("Programs"),
            "res_model": self._name,
            "view_mode": "list,kanban,form",
        }
        if len(self) == 1:
            action.update(res_id=self.id, view_mode="form", views=[(False, "form")])
        return action

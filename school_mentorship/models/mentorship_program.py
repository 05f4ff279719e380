from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools import russian
from .mentorship_guarded_mixin import INTERNAL

# After so many days without a meeting a pair stands out.
SILENT_DAYS = 30
OPEN_STATES = ("draft", "approved", "running")
# From which state a program may go to which one by hand.
TRANSITIONS = {
    "draft": ("approved", "ended"),
    "approved": ("draft", "running", "done", "ended"),
    "running": ("done", "ended"),
    "done": ("running",),
    "ended": ("running", "draft"),
}


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

    @api.depends("session_ids.state", "session_ids.date_held", "session_ids.is_extra")
    def _compute_progress(self):
        """Stored, as boards and lists are sorted and grouped by it."""
        for program in self:
            held = program.session_ids.filtered(lambda s: s.state == "held")
            plan = program._plan()
            done = len(plan & held)
            program.session_count = len(plan)
            program.done_count = done
            program.held_count = len(held)
            program.progress = done * 100 // len(plan) if plan else 0
            program.date_last_held = max(held.mapped("date_held"), default=False)

    def _plan(self):
        """The lines of the plan that count: without cancelled ones and extras."""
        return self.session_ids.filtered(
            lambda s: s.state != "cancelled" and not s.is_extra
        )

    @api.depends("session_ids.state", "session_ids.date_end", "pair_id.state", "state")
    def _compute_late_count(self):
        sessions = self.env["mentorship.session"]
        counts = dict(
            sessions._read_group(
                Domain("program_id", "in", self.ids) & sessions._domain_late(),
                ["program_id"],
                ["__count"],
            )
        )
        for program in self:
            program.late_count = counts.get(program._origin, 0)
            program.is_late = bool(program.late_count)

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("session_ids", "any", self.env["mentorship.session"]._domain_late())]

    @api.model
    def _domain_silent(self):
        """Programs at work whose pair has not met for thirty days.

        A pair that is paused is not expected to meet.
        """
        limit = fields.Date.subtract(fields.Date.context_today(self), days=SILENT_DAYS)
        return (
            Domain("state", "=", "running")
            & Domain("pair_id.state", "!=", "suspended")
            & Domain("date_start", "<", limit)
            & (
                Domain("date_last_held", "=", False)
                | Domain("date_last_held", "<", limit)
            )
        )

    @api.depends("date_last_held", "state", "date_start", "pair_id.state")
    def _compute_is_silent(self):
        silent = self.filtered_domain(self._domain_silent())
        for program in self:
            program.is_silent = program in silent

    @api.model
    def _search_silent(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_silent()

    @api.depends("goal", "session_ids.state", "session_ids.is_extra", "state")
    def _compute_missing(self):
        for program in self:
            parts = program._gaps() if program.state in OPEN_STATES else []
            program.missing = "; ".join(parts)

    def _gaps(self):
        """What an approval waits for, in words."""
        self.ensure_one()
        gaps = []
        if not (self.goal or "").strip():
            gaps.append(self.env._("no goal"))
        if not self._plan():
            gaps.append(self.env._("no plan"))
        return gaps

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

    @api.constrains("state", "goal")
    def _check_whole(self):
        if self._is_internal():
            # The daily job begins what was approved, thousands at once.
            return
        for program in self.filtered(lambda p: p.state in ("approved", "running")):
            if gaps := program._gaps():
                raise ValidationError(
                    self.env._(
                        "%(program)s cannot be approved: %(gaps)s. Complete the "
                        "program first.",
                        program=program.display_name,
                        gaps=", ".join(gaps),
                    )
                )

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

    def _is_internal(self):
        """Whether the system itself writes, which has asked all that is to be asked."""
        return self.env.context.get("mentorship_internal") is INTERNAL

    def _check_transition(self, state):
        """Refuse a move on the board that has no ground, and say why."""
        for program in self.filtered(lambda program: program.state != state):
            if state not in TRANSITIONS[program.state]:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(program)s: a program «%(old)s» cannot become «%(new)s».",
                        program=program.display_name,
                        old=labels[program.state],
                        new=labels[state],
                    )
                )
            if state == "running" and program.pair_id.state not in (
                "active",
                "suspended",
            ):
                raise UserError(
                    self.env._(
                        "%s: the program starts when its pair is at work. Register "
                        "the order that assigns the pair first.",
                        program.display_name,
                    )
                )

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

    def action_approve(self):
        """Approve the programs without an order of the system.

        A program whose pair is at work begins with its first day.
        """
        self._approve(fields.Date.context_today(self))

    def _approve(self, date):
        """Approve the drafts among these programs as of a day, and begin those due.

        :param date: the day of approval, e.g. that of the order
        """
        drafts = self.filtered(lambda program: program.state == "draft")
        drafts.write({"state": "approved", "date_approved": date})
        self._begin_due()

    def _begin_due(self):
        """Begin the approved programs whose first day has come, in pairs at work."""
        today = fields.Date.context_today(self)
        self.filtered(
            lambda program: (
                program.state == "approved"
                and program.pair_id.state == "active"
                and program.date_start <= today
            )
        ).write({"state": "running"})

    def action_draft(self):
        """Take approved programs back to be corrected, before they begin."""
        self.write({"state": "draft", "date_approved": False})

    def action_done(self):
        """Complete the programs; lines that were not held count as missed."""
        self._close("done")

    def action_end(self):
        """End the programs before their term; lines to come are cancelled."""
        self._close("ended")

    def action_resume(self):
        """Let completed or ended programs go on."""
        self._reopen()

    def action_prepare_order(self):
        """Draft one order that approves these programs.

        :return: action that opens it
        :raises UserError: for a program that is no draft, or lacks goal or plan
        """
        self._check_approvable()
        order = self.env["mentorship.order"].create(
            {
                "kind_id": self.env.ref("school_mentorship.order_kind_programs").id,
                "company_id": self.company_id[:1].id,
                "program_ids": [fields.Command.set(self.ids)],
                "pair_ids": [fields.Command.set(self.pair_id.ids)],
            }
        )
        return order._action_open()

    def _check_approvable(self):
        """
        :raises UserError: for a program that is no draft, or lacks goal or plan
        """
        for program in self:
            if program.state != "draft":
                raise UserError(
                    self.env._("%s: approved already.", program.display_name)
                )
            if gaps := program._gaps():
                raise UserError(
                    self.env._(
                        "%(program)s cannot be approved: %(gaps)s. Complete the "
                        "program first.",
                        program=program.display_name,
                        gaps=", ".join(gaps),
                    )
                )

    def _close(self, state):
        """Complete or end programs and what is left of their plans.

        Nothing is deleted: `_reopen` brings back exactly the lines closed here.

        :param str state: ``done`` or ``ended``
        """
        left = self.session_ids.filtered(lambda s: s.state == "planned")
        left._write_guarded(
            {
                "state": "missed" if state == "done" else "cancelled",
                "closed_with_program": True,
            }
        )
        self.write({"state": state})

    def _reopen(self):
        """Let closed programs go on with the lines that closing had taken away."""
        left = self.session_ids.filtered("closed_with_program")
        # The plan first: a program without a line left does not run.
        left._write_guarded({"state": "planned", "closed_with_program": False})
        for program in self:
            # One that was never approved had not begun either.
            program.state = "running" if program.date_approved else "draft"
        self._forget_result()

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

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.mentorship_program_completion_mixin import RESULTS
from ..tools import russian

# Of the plan, from which share on a program is proposed as completed.
WHOLE = 80


class MentorshipCompletion(models.TransientModel):
    """The end of the year in one window: one answer for each pair.

    What is missing is said beside it and holds nobody up. One order is drafted for
    all answers; a school that makes no order of it completes the pairs at once.
    """

    _name = "mentorship.completion"
    _description = "Completion of Programs"

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    result = fields.Selection(RESULTS, "Answer for All")
    date = fields.Date("Last Day for All")
    reason = fields.Char("Ground for All")
    line_ids = fields.One2many("mentorship.completion.line", "completion_id", "Pairs")
    missing_count = fields.Integer(compute="_compute_counts")
    unanswered_count = fields.Integer(compute="_compute_counts")
    pair_count = fields.Integer(compute="_compute_counts")

    @api.depends("line_ids.missing", "line_ids.result")
    def _compute_counts(self):
        for completion in self:
            lines = completion.line_ids
            completion.pair_count = len(lines)
            completion.missing_count = len(lines.filtered("missing"))
            completion.unanswered_count = len(lines.filtered(lambda w: not w.result))

    @api.depends("company_id")
    def _compute_display_name(self):
        self.display_name = self.env._("Completion of Programs")

    @api.model
    def _action_open(self, pairs=None):
        """Open the window for some pairs, or for all that are at work in the school.

        :param pairs: `mentorship.pair` recordset
        :return: action
        :raises UserError: when there is nobody to complete
        """
        if not pairs:
            pairs = self.env["mentorship.pair"].search(
                [
                    ("company_id", "=", self.env.company.id),
                    ("state", "in", ("active", "suspended")),
                ]
            )
        at_work = pairs.filtered(lambda pair: pair.state in ("active", "suspended"))
        if not at_work:
            raise UserError(
                self.env._(
                    "No pair is at work, so there is nothing to complete. A pair gets "
                    "to work by the order that assigns it."
                )
            )
        companies = at_work.company_id
        if len(companies) > 1:
            raise UserError(
                self.env._(
                    "Choose pairs of one school: an order is that of one school."
                )
            )
        completion = self.create(
            {
                "company_id": companies.id,
                "line_ids": [Command.create(vals) for vals in self._line_vals(at_work)],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Completion of Programs"),
            "res_model": self._name,
            "res_id": completion.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "current",
        }

    @api.model
    def _line_vals(self, pairs):
        """What the window proposes for each pair, from its plan and its term.

        :param pairs: `mentorship.pair` recordset
        :return: list of dicts
        """
        counts = pairs.program_id._plan_count()
        today = fields.Date.context_today(self)
        vals_list = []
        for pair in pairs.sorted(lambda pair: (pair.name or "", pair.id)):
            held, due = counts.get(pair.program_id, (0, 0))
            result = "done" if due and held * 100 >= due * WHOLE else "partly"
            if not due:
                # Without a plan only a person can say what became of it.
                result = False
            vals_list.append(
                {
                    "pair_id": pair.id,
                    "held": held,
                    "due": due,
                    "result": result,
                    "date": pair.date_end or max(today, pair.date_start),
                }
            )
        return vals_list

    def action_apply_all(self):
        """Give all lines the answer, the day and the ground of the head."""
        self.ensure_one()
        vals = {name: self[name] for name in ("result", "date", "reason") if self[name]}
        if not vals:
            raise UserError(
                self.env._("Choose the answer, the day or the ground for all first.")
            )
        self.line_ids.write(vals)
        return self._reload()

    def action_drop_missing(self):
        """Leave out the pairs that lack something; they stay at work."""
        self.ensure_one()
        self.line_ids.filtered("missing").unlink()
        return self._reload()

    def _reload(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Completion of Programs"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _check_answers(self):
        """Refuse in one sentence what an order would refuse later.

        :return: the lines
        :raises UserError: naming the pair
        """
        self.ensure_one()
        lines = self.line_ids
        if not lines:
            raise UserError(self.env._("No pair is left in the list."))
        if open_ones := lines.filtered(lambda line: not line.result):
            raise UserError(
                self.env._(
                    "%s: choose the answer, or take the pair off the list.",
                    russian.people_list(open_ones.mapped("pair_id.name"), 3),
                )
            )
        for line in lines:
            line._check_answer()
        return lines

    def action_prepare_order(self):
        """Draft one order with all answers; it takes effect when it is registered.

        :return: action that opens it
        """
        lines = self._check_answers()
        order = self.env["mentorship.order"].create(
            {
                "kind_id": self.env.ref("school_mentorship.order_kind_completion").id,
                "company_id": self.company_id.id,
                "change_ids": [
                    Command.create(
                        {
                            "pair_id": line.pair_id.id,
                            "result": line.result,
                            "date": line.date,
                            "reason": line.reason,
                        }
                    )
                    for line in lines
                ],
            }
        )
        return order._action_open()

    def action_complete(self):
        """Bring the answers about at once, without an order of the system."""
        lines = self._check_answers()
        pairs = lines.pair_id
        pairs._conclude(
            [(line.pair_id, line.result, line.date, line.reason) for line in lines]
        )
        lines.unlink()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Completed Pairs"),
            "res_model": "mentorship.pair",
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", pairs.ids)],
            "target": "main",
        }

    def action_print_notes(self):
        """Print the notes on all programs of the list."""
        programs = self.line_ids.pair_id.program_id
        if not programs:
            raise UserError(
                self.env._("None of these pairs has a program to write a note on.")
            )
        return programs.action_print_note()

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.mentorship_program_completion_mixin import RESULTS
from ..tools import russian


class MentorshipCompletionLine(models.TransientModel):
    """A pair in the window of completion: what it has done and lacks, the answer."""

    _name = "mentorship.completion.line"
    _description = "Pair to Be Completed"
    _order = "id"
    _rec_name = "pair_id"

    completion_id = fields.Many2one(
        "mentorship.completion", required=True, index=True, ondelete="cascade"
    )
    pair_id = fields.Many2one(
        "mentorship.pair", required=True, readonly=True, index=True, ondelete="cascade"
    )
    mentor_id = fields.Many2one(related="pair_id.mentor_id")
    mentee_ids = fields.Many2many(related="pair_id.mentee_ids")
    held = fields.Integer(readonly=True)
    due = fields.Integer(readonly=True)
    plan = fields.Char("Plan Held", compute="_compute_plan")
    share = fields.Integer("Plan, %", compute="_compute_plan")
    missing = fields.Char("What Is Missing", compute="_compute_missing")
    result = fields.Selection(RESULTS, "Answer")
    date = fields.Date("Last Day", help="Of an extended program: the new last day.")
    reason = fields.Char("Ground", help="Needed for an early end.")

    @api.depends("held", "due")
    def _compute_plan(self):
        for line in self:
            line.plan = f"{line.held} / {line.due}" if line.due else ""
            line.share = line.held * 100 // line.due if line.due else 0

    @api.depends("pair_id")
    def _compute_missing(self):
        gaps = self.pair_id._completion_gaps()
        for line in self:
            line.missing = "; ".join(gaps[line.pair_id])

    @api.onchange("result")
    def _onchange_result(self):
        """An extension needs a later day, everything else one within the term."""
        for line in self:
            last = line.pair_id.date_end
            if line.result == "extended" and last and line.date <= last:
                line.date = fields.Date.add(last, months=3)
            elif line.result != "extended" and last and line.date > last:
                line.date = last

    def _check_answer(self):
        """
        :raises UserError: when the day or the ground does not go with the answer
        """
        self.ensure_one()
        pair, last = self.pair_id, self.pair_id.date_end
        problem = False
        if pair.state not in ("active", "suspended"):
            problem = self.env._(
                "%s: completed already. Take the pair off the list.", pair.name
            )
        elif not self.date:
            problem = self.env._("%s: enter the last day.", pair.name)
        elif self.date < pair.date_start:
            problem = self.env._(
                "%s: the day lies before the first day of the pair.", pair.name
            )
        elif self.result == "ended" and not (self.reason or "").strip():
            problem = self.env._("%s: enter the ground of the early end.", pair.name)
        elif self.result == "extended" and last and self.date <= last:
            problem = self.env._(
                "%(pair)s: to extend, enter a day after %(day)s.",
                pair=pair.name,
                day=russian.date_numeric(last),
            )
        elif self.result != "extended" and last and self.date > last:
            problem = self.env._(
                "%(pair)s: the term ends on %(day)s. Enter a day up to then, or extend "
                "the pair.",
                pair=pair.name,
                day=russian.date_numeric(last),
            )
        if problem:
            raise UserError(problem)

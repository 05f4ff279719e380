from odoo import api, fields, models

from ..models.mentorship_pair_pause_mixin import PAUSES


class MentorshipPause(models.TransientModel):
    """The window in which the work of pairs is interrupted, and taken up again."""

    _name = "mentorship.pause"
    _description = "Interrupt the Work of Pairs"

    pair_ids = fields.Many2many("mentorship.pair", required=True, readonly=True)
    mode = fields.Selection(
        [("pause", "Suspend"), ("resume", "Resume")], required=True, default="pause"
    )
    kind = fields.Selection(PAUSES, "Interrupted By", default="illness")
    people_ids = fields.Many2many(
        "mentorship.participant", compute="_compute_people_ids"
    )
    person_id = fields.Many2one(
        "mentorship.participant", "Absent", domain="[('id', 'in', people_ids)]"
    )
    date_start = fields.Date("Interrupted Since", default=fields.Date.context_today)
    date_end = fields.Date("Back On")
    note = fields.Char("Basis", help="Order on the leave, application …")
    date_back = fields.Date("First Day of Work", default=fields.Date.context_today)
    shift = fields.Selection(
        [
            ("keep", "The last day stays"),
            ("order", "Move it by an order: draft one"),
            ("now", "Move it at once"),
        ],
        "Last Day of the Pairs",
        required=True,
        default="keep",
    )
    shift_text = fields.Char("Would Last Until", compute="_compute_shift_text")

    @api.depends("pair_ids")
    def _compute_people_ids(self):
        for wizard in self:
            wizard.people_ids = wizard.pair_ids.member_ids.participant_id

    @api.depends("pair_ids", "date_back", "mode")
    def _compute_shift_text(self):
        for wizard in self:
            pairs = wizard.pair_ids.filtered("date_end")
            back = wizard.date_back
            wizard.shift_text = ", ".join(
                f"{pair.name}: {pair._shifted_end(back):%d.%m.%Y}"
                for pair in (pairs if back and wizard.mode == "resume" else ())
            )

    def action_pause(self):
        """Suspend the pairs, and have the curator reminded of the return."""
        self.ensure_one()
        self.pair_ids.pause(
            self.kind, self.date_start, self.date_end, self.person_id.id, self.note
        )
        return {"type": "ir.actions.act_window_close"}

    def action_resume(self):
        """Let the pairs work again; their last day moves, if that was chosen."""
        self.ensure_one()
        ends = {pair: pair._shifted_end(self.date_back) for pair in self.pair_ids}
        self.pair_ids.resume(self.date_back, shift=self.shift == "now")
        orders = self.env["mentorship.order"]
        if self.shift == "order":
            later = {
                pair: {"result": "extended", "date": end, "reason": self.note}
                for pair, end in ends.items()
                if end and end > pair.date_end
            }
            orders = self.pair_ids.browse().union(*later)._draft_changes(later)
        if orders:
            return orders[0]._action_open()
        return {"type": "ir.actions.act_window_close"}

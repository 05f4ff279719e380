from odoo import api, fields, models
from odoo.exceptions import UserError


class MentorshipPairChange(models.TransientModel):
    """The window that ends pairs or gives them another mentor: it drafts the order."""

    _name = "mentorship.pair.change"
    _description = "End Pairs or Replace Their Mentor"

    pair_ids = fields.Many2many("mentorship.pair", required=True, readonly=True)
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    result = fields.Selection(
        [("replaced", "Another mentor goes on"), ("ended", "The work ends early")],
        required=True,
        default="ended",
    )
    new_mentor_id = fields.Many2one(
        "mentorship.participant",
        domain="[('role', '=', 'mentor'), ('state', '!=', 'left'), "
        "('company_id', '=', company_id)]",
    )
    consent = fields.Char(compute="_compute_consent")
    date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Char()

    @api.depends("pair_ids")
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.pair_ids.company_id[:1]

    @api.depends("new_mentor_id", "date")
    def _compute_consent(self):
        """The new mentor consents before the order, not before its draft."""
        for wizard in self:
            person = wizard.new_mentor_id
            valid = person and self.env["mentorship.consent"]._valid(
                person.partner_id,
                ["mentor_duties"],
                wizard.date,
                person.company_id,
                wizard.pair_ids,
            )
            wizard.consent = (
                self.env._(
                    "%s: no written consent to the duties yet. Have it signed before "
                    "the order.",
                    person.short_name,
                )
                if person and not valid
                else False
            )

    def action_draft(self):
        """Draft the order and open it.

        :raises UserError: when the reason or the new mentor is missing
        """
        self.ensure_one()
        if not (self.reason or "").strip():
            raise UserError(
                self.env._("Enter the reason: it stands in the order as its basis.")
            )
        if self.result == "replaced" and not self.new_mentor_id:
            raise UserError(self.env._("Choose the new mentor."))
        pairs = self.pair_ids.filtered(
            lambda p: p.state in ("active", "suspended") or p.left_behind
        )
        if not pairs:
            raise UserError(
                self.env._("Only pairs at work are ended or changed by an order.")
            )
        replaced = self.result == "replaced"
        vals = {
            "result": self.result,
            "date": self.date,
            "reason": self.reason,
            "new_mentor_id": self.new_mentor_id.id if replaced else False,
        }
        # A line that a departure has left in a draft is what was to be decided.
        drafted = self.env["mentorship.order.change"].search(
            [("pair_id", "in", pairs.ids), ("order_id.state", "=", "draft")]
        )
        drafted.write(vals)
        orders = pairs._draft_changes(dict.fromkeys(pairs, vals))
        return orders[:1]._action_open()

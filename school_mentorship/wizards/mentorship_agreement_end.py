from odoo import api, fields, models


class MentorshipAgreementEnd(models.TransientModel):
    """The window for an early refusal or cancellation, with the earliest lawful day."""

    _name = "mentorship.agreement.end"
    _description = "End an Agreement Early"

    agreement_id = fields.Many2one(
        "mentorship.agreement", required=True, readonly=True, ondelete="cascade"
    )
    notice_by = fields.Selection(
        [("mentor", "The mentor refuses"), ("employer", "The employer cancels")],
        required=True,
        default="mentor",
    )
    notice_date = fields.Date(required=True, default=fields.Date.context_today)
    earliest = fields.Date("Earliest Last Day", compute="_compute_earliest")
    date = fields.Date(
        "Last Day",
        compute="_compute_date",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
    )
    by_consent = fields.Boolean("Both sides agree on an earlier day")

    @api.depends("agreement_id", "notice_date")
    def _compute_earliest(self):
        for wizard in self:
            wizard.earliest = wizard._earliest()

    @api.depends("agreement_id", "notice_date")
    def _compute_date(self):
        for wizard in self:
            wizard.date = wizard._earliest()

    def _earliest(self):
        """The earliest lawful day; none for a mistyped day of the notice."""
        agreement, notice = self.agreement_id, self.notice_date
        if not notice or (agreement.date and notice < agreement.date):
            return False
        return agreement._earliest_end(notice)

    def action_end(self):
        """End the agreement and close the window."""
        self.ensure_one()
        self.agreement_id.end_early(
            self.notice_by, self.notice_date, self.date, self.by_consent
        )
        return {"type": "ir.actions.act_window_close"}

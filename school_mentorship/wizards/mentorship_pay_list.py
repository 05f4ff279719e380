from odoo import api, fields, models
from odoo.fields import Domain


class MentorshipPayList(models.TransientModel):
    """The window in which the month of the accountant's list is chosen."""

    _name = "mentorship.pay.list"
    _description = "Monthly List for the Accountant"

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
    )
    date = fields.Date(
        "Month",
        required=True,
        default=lambda self: self._default_date(),
        help="Any day of the month.",
    )
    agreement_count = fields.Integer("Agreements", compute="_compute_agreement_count")

    @api.model
    def _default_date(self):
        """The month of the context (`month`, `year`), the current one without it."""
        today = fields.Date.context_today(self)
        month = self.env.context.get("month") or today.month
        return today.replace(
            year=self.env.context.get("year") or today.year, month=month, day=1
        )

    @api.depends("company_id", "date")
    def _compute_agreement_count(self):
        for wizard in self:
            wizard.agreement_count = len(wizard._agreements()) if wizard.date else 0

    def _month(self):
        """The first and the last day of the month."""
        self.ensure_one()
        start = fields.Date.start_of(self.date, "month")
        return start, fields.Date.end_of(start, "month")

    def _agreements(self):
        """The agreements that were in force on a day of the month at least.

        :return: `mentorship.agreement` recordset
        """
        start, end = self._month()
        return self.env["mentorship.agreement"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("in_function", "=", False)
            & Domain("state", "in", ("signed", "ended"))
            & Domain("date_start", "<=", end)
            & Domain("date_end", ">=", start)
            & (Domain("date_ended", "=", False) | Domain("date_ended", ">=", start)),
            order="name, date_start, id",
        )

    def action_print(self):
        """Print the list."""
        report = self.env.ref("school_mentorship.mentorship_pay_list_report")
        return report.report_action(self)

    def action_docx(self):
        """Download the list as DOCX."""
        report = self.env.ref("school_mentorship.mentorship_pay_list_report")
        return report.docx_action(self)

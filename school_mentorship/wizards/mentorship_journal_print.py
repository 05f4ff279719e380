from odoo import fields, models


class MentorshipJournalPrint(models.TransientModel):
    """The window in which the year of a printed journal is chosen."""

    _name = "mentorship.journal.print"
    _description = "Print a Journal of Orders"

    journal_id = fields.Many2one(
        "mentorship.journal", required=True, ondelete="cascade"
    )
    year = fields.Integer(
        required=True,
        default=lambda self: fields.Date.context_today(self).year,
        help="Calendar year in which the orders were registered.",
    )

    def _report(self):
        report = self.env.ref("school_mentorship.mentorship_journal_report")
        return report.with_context(year=self.year)

    def action_print(self):
        """Print the journal of the year."""
        self.ensure_one()
        return self._report().report_action(self.journal_id)

    def action_docx(self):
        """Download the journal of the year as DOCX."""
        self.ensure_one()
        return self._report().docx_action(self.journal_id)

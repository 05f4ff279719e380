from odoo import api, fields, models


class MentorshipDayOff(models.Model):
    """A day on which a school does not work, or works, against the calendar.

    Public holidays and their transfers come from a library; these rows are what the
    region or the school itself has decided, and they win.
    """

    _name = "mentorship.day.off"
    _description = "School's Own Day"
    _inherit = ["mentorship.shared.mixin"]
    _order = "date desc, id"

    date = fields.Date(required=True)
    is_working = fields.Boolean("Working Day")

    _date_uniq = models.UniqueIndex(
        "(date, COALESCE(company_id, 0)) WHERE active",
        "This day has already been entered.",
    )

    @api.model
    def _own_days(self, company):
        """The school's own days off and working days.

        :param company: `res.company`
        :return: pair of sets of dates: off, working
        """
        rows = self.search(self._domain_of_company(company))
        working = rows.filtered("is_working")
        return set((rows - working).mapped("date")), set(working.mapped("date"))

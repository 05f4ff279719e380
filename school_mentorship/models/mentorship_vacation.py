from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import school_year


class MentorshipVacation(models.Model):
    """Vacation of a school's pupils; between two vacations lies a quarter.

    A school that has entered nothing for a school year goes by the usual dates
    (`tools/school_year.py`); what it enters for a year replaces all of them.
    """

    _name = "mentorship.vacation"
    _description = "Vacation of the Pupils"
    _inherit = ["mentorship.period.mixin"]
    _order = "date_start desc, id"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
        ondelete="cascade",
    )
    date_start = fields.Date("First Day", required=True)
    date_end = fields.Date("Last Day", required=True)

    @api.model
    def _of_years(self, company, years):
        """The vacations of a school.

        :param company: `res.company`
        :param years: the calendar years in which the school years begin
        :return: list of `tools.school_year.Vacation`
        """
        years = sorted(set(years))
        own = self.search(
            Domain("company_id", "=", company.id)
            & Domain("date_start", ">=", date(years[0], 8, 1))
            & Domain("date_start", "<", date(years[-1] + 1, 8, 1))
        )
        entered = own.grouped(lambda row: school_year.first_year(row.date_start))
        result = []
        for year in years:
            result += [
                school_year.Vacation(row.name, row.date_start, row.date_end)
                for row in entered.get(year, ())
            ] or school_year.default_vacations(year)
        return sorted(result, key=lambda vacation: vacation.start)

    @api.model
    def _between(self, company, start, end):
        """The vacations of the school years that two days fall into, in one query."""
        first, last = school_year.first_year(start), school_year.first_year(end)
        return self._of_years(company, range(first, max(first, last) + 1))

    @api.model
    def _quarter(self, company, day):
        """First and last day of the quarter of a day; of the day's month in vacation.

        :param company: `res.company`
        :param day: date
        :return: pair of dates
        """
        year = school_year.first_year(day)
        for start, end in school_year.quarters(year, self._of_years(company, [year])):
            if start <= day <= end:
                return start, end
        return day.replace(day=1), school_year.month_end(day)

    @api.model
    def action_fill_year(self):
        """Enter the usual vacations of the school year that runs, to correct them.

        In June and July those of the year to come.
        """
        today = fields.Date.context_today(self)
        year = school_year.first_year(fields.Date.add(today, months=2))
        company = self.env.company
        entered = self.search(
            Domain("company_id", "=", company.id)
            & Domain("date_start", ">=", date(year, 8, 1))
            & Domain("date_start", "<", date(year + 1, 8, 1))
        )
        if not entered:
            self.create(
                [
                    {
                        "name": vacation.name,
                        "date_start": vacation.start,
                        "date_end": vacation.end,
                        "company_id": company.id,
                    }
                    for vacation in school_year.default_vacations(year)
                ]
            )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

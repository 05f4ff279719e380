from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

SHIFT = "day_start", "month_start", "day_end", "month_end"


class MentorshipMeasureTemplate(models.Model):
    """A line that every new roadmap begins with; terms are days of a school year."""

    _name = "mentorship.measure.template"
    _description = "Template of a Roadmap's Line"
    _inherit = ["mentorship.shared.mixin", "mentorship.measure.mixin"]
    _order = "stage_id, sequence, id"

    day_start = fields.Integer()
    month_start = fields.Integer()
    day_end = fields.Integer()
    month_end = fields.Integer()
    publication = fields.Char(
        "Publication to Plan",
        help="Heading of a publication that every new roadmap plans with this line.",
    )

    @api.constrains(*SHIFT)
    def _check_term(self):
        for line in self:
            try:
                start, end = line._term(2027)
            except ValueError as error:
                raise ValidationError(
                    self.env._("«%s»: there is no such day.", line.name)
                ) from error
            if start and end and end < start:
                raise ValidationError(
                    self.env._("«%s»: the term ends before it begins.", line.name)
                )

    def _term(self, year):
        """The dates of this line in a school year.

        :param int year: the calendar year in which the school year begins; months
            from August on belong to it, earlier ones to the next
        :return: pair of dates, each False where the template names no day
        """
        self.ensure_one()

        def day(number, month):
            if not (number and month):
                return False
            # 31 June is a typing error; 29 February is a day of some years only.
            start = date(year + (month < 8), month, 1)
            if (start + relativedelta(day=number)).day != number and number > 28:
                if month != 2 or number != 29:
                    raise ValueError(number)
            return start + relativedelta(day=number)

        return (
            day(self.day_start, self.month_start),
            day(self.day_end, self.month_end),
        )

    def _measure_vals(self, year):
        """Values of the roadmap's lines made from these templates."""
        names = self.env["mentorship.measure.mixin"]._fields.keys() - (
            models.MAGIC_COLUMNS
        )
        result = []
        for line in self:
            start, end = line._term(year)
            vals = {
                name: line._fields[name].convert_to_write(line[name], line)
                for name in names
                if line._fields[name].store
            }
            result.append({**vals, "date_start": start, "date_end": end})
        return result

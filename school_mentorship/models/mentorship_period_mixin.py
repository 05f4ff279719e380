from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import russian


class MentorshipPeriodMixin(models.AbstractModel):
    """A record with a first and a last day.

    Checked here and not by the database, which would answer an outside client in
    English and without the name of the record.
    """

    _name = "mentorship.period.mixin"
    _description = "Record with a Period"

    date_start = fields.Date()
    date_end = fields.Date()

    @api.constrains("date_start", "date_end")
    def _check_period(self):
        for record in self:
            start, end = record.date_start, record.date_end
            if start and end and end < start:
                raise ValidationError(
                    self.env._(
                        "%(record)s: the last day, %(end)s, lies before the first one, "
                        "%(start)s. Check both dates.",
                        record=record.display_name or "",
                        start=russian.date_numeric(start),
                        end=russian.date_numeric(end),
                    )
                )

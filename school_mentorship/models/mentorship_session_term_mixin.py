from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import russian, school_year


class MentorshipSessionTermMixin(models.AbstractModel):
    """When a line of the plan is due: a day, a month, a quarter, the whole term.

    It is late only when its whole period is over.
    """

    _name = "mentorship.session.term.mixin"
    _description = "Term of a Line of the Plan"

    @api.depends("period", "program_id", "date_held")
    def _compute_dates(self):
        """A day entered with the meeting, or the month, quarter or term around it."""
        for session in self:
            program = session.program_id
            day = session.date_start or session.date_held
            if not day and program:
                today = fields.Date.context_today(session)
                day = min(max(today, program.date_start), program.date_end)
            if day:
                session.date_start, session.date_end = self._around(
                    session.period, day, program
                )

    @api.model
    def _around(self, period, day, program):
        """The month, quarter or term around a day, cut to the program's term.

        :return: pair of dates
        """
        start = end = day
        if period == "month":
            start, end = day.replace(day=1), school_year.month_end(day)
        elif period == "quarter":
            start, end = self.env["mentorship.vacation"]._quarter(
                program.company_id or self.env.company, day
            )
        elif period == "year" and program:
            start, end = program.date_start, program.date_end
        if period != "day" and program:
            start = max(start, program.date_start)
            end = min(end, program.date_end)
        return start, end

    @api.depends("period", "date_start", "date_end")
    def _compute_term(self):
        for session in self:
            session.term = session._term_words()

    def _term_words(self):
        """When a line is due, as a plan shows it: «октябрь 2026 г.», «I четверть»."""
        self.ensure_one()
        start, end = self.date_start, self.date_end
        if not start or not end:
            return ""
        if self.period == "month":
            return f"{russian.MONTHS[start.month - 1]} {start.year}\u00a0г."
        if self.period == "year":
            return "в течение года"
        start, end = russian.date_numeric(start), russian.date_numeric(end)
        return start if start == end else f"{start} – {end}"

    @api.depends("date_held", "date_end")
    def _compute_date(self):
        for session in self:
            session.date = session.date_held or session.date_end

    @api.model
    def _domain_late(self):
        """Lines whose whole period is over, in programs that are not paused."""
        return (
            Domain("state", "=", "planned")
            & Domain("date_end", "<", fields.Date.context_today(self))
            & Domain("program_id.state", "=", "running")
            & Domain("pair_id.state", "!=", "suspended")
        )

    @api.depends("state", "date_end", "program_id.state", "pair_id.state")
    def _compute_is_late(self):
        late = self.filtered_domain(self._domain_late())
        for session in self:
            session.is_late = session in late

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_late()

import re

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..models.mentorship_session import LESSON
from ..tools import russian


class MentorshipMonthSheet(models.TransientModel):
    """A month of all pairs, entered from paper on one screen.

    A row for every line of the plans that falls into the month and one free row for
    every pair: the curator types the days and saves once. Everything or nothing is
    written; what is wrong is said with the pair and the day, and the sheet stays.
    """

    _name = "mentorship.month.sheet"
    _description = "Meetings of a Month"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    month = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="Any day of the month.",
    )
    title = fields.Char(compute="_compute_title")
    mentor_id = fields.Many2one(
        "mentorship.participant",
        domain="[('role', '=', 'mentor'), ('company_id', '=', company_id)]",
        help="Empty: all pairs.",
    )
    line_ids = fields.One2many(
        "mentorship.month.sheet.line",
        "sheet_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.depends("month")
    def _compute_title(self):
        for sheet in self:
            month = sheet.month
            sheet.title = month and f"{russian.MONTHS[month.month - 1]} {month.year}"

    @api.depends("month", "mentor_id")
    def _compute_line_ids(self):
        for sheet in self:
            sheet.line_ids = [Command.clear()] + [
                Command.create(vals) for vals in sheet._rows()
            ]

    @api.depends("title")
    def _compute_display_name(self):
        for sheet in self:
            sheet.display_name = self.env._("Month Sheet: %s", sheet.title or "")

    def _bounds(self):
        start = self.month.replace(day=1)
        return start, start + relativedelta(months=1, days=-1)

    def _rows(self):
        """The values of the rows; as many queries for any number of pairs."""
        start, end = self._bounds()
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("state", "=", "running")
            & Domain("date_start", "<=", end)
            & Domain("date_end", ">=", start)
        )
        if self.mentor_id:
            domain &= Domain("pair_id.mentor_id", "=", self.mentor_id.id)
        programs = self.env["mentorship.program"].search(domain)
        sessions = (
            self.env["mentorship.session"]
            .search(
                Domain("program_id", "in", programs.ids)
                & (
                    (
                        Domain("state", "=", "planned")
                        & Domain("date_start", "<=", end)
                        & Domain("date_end", ">=", start)
                    )
                    | (
                        Domain("state", "=", "held")
                        & Domain("date_held", ">=", start)
                        & Domain("date_held", "<=", end)
                    )
                )
            )
            .grouped("program_id")
        )
        talk = self.env.ref(
            "school_mentorship.work_form_consultation", raise_if_not_found=False
        )
        rows = []
        for program in programs.sorted(lambda p: (p.pair_id.name or "", p.id)):
            own = sessions.get(program, self.env["mentorship.session"])
            held = own.filtered(lambda s: s.state == "held")
            known = ", ".join(
                str(day) for day in sorted({s.date_held.day for s in held})
            )
            rows += [
                {
                    "program_id": program.id,
                    "session_id": session.id,
                    "known": known,
                    "work_form_id": session.work_form_id.id,
                }
                for session in own - held
            ]
            rows.append(
                {
                    "program_id": program.id,
                    "known": known,
                    "work_form_id": talk.id if talk else False,
                }
            )
        return rows

    def action_save(self):
        """Write the meetings of the sheet.

        :return: action that opens them
        :raises UserError: naming pair and day of what cannot be right
        """
        self.ensure_one()
        sessions = self.env["mentorship.session"]
        start, end = self._bounds()
        vals_list = []
        for row in self.line_ids:
            days = row._days_of(end.day)
            if not days:
                continue
            if row.session_id.state == "held":
                raise UserError(
                    self.env._(
                        "%(pair)s: «%(line)s» has been entered already. Empty its day "
                        "in the sheet.",
                        pair=row.pair_name,
                        line=row.session_id.name,
                    )
                )
            vals = {
                "duration": row.duration,
                "result": row.result,
                "state": "held",
                "is_second": row.is_second,
            }
            dates = [start.replace(day=day) for day in days]
            if row.session_id:
                row.session_id.write({**vals, "date_held": dates.pop(0)})
                sessions |= row.session_id
            vals_list += [
                {
                    **vals,
                    "program_id": row.program_id.id,
                    "name": row.session_id.name or row.work_form_id.name,
                    "work_form_id": row.work_form_id.id,
                    "date_held": date,
                    "date_start": date,
                    "date_end": date,
                }
                for date in dates
            ]
        sessions |= sessions.create(vals_list)
        if not sessions:
            raise UserError(
                self.env._("Enter the days of the meetings in the column «Days».")
            )
        return {
            "type": "ir.actions.act_window",
            "domain": [("id", "in", sessions.ids)],
            "name": self.env._("Meetings Entered: %s", len(sessions)),
            "res_model": "mentorship.session",
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
        }


class MentorshipMonthSheetLine(models.TransientModel):
    """A row of the month sheet: a line of a plan, or the pair's free row."""

    _name = "mentorship.month.sheet.line"
    _description = "Row of the Month Sheet"

    sheet_id = fields.Many2one(
        "mentorship.month.sheet", required=True, ondelete="cascade", index=True
    )
    program_id = fields.Many2one("mentorship.program", ondelete="cascade")
    pair_name = fields.Char(related="program_id.pair_id.name", string="Pair")
    session_id = fields.Many2one(
        "mentorship.session", "Line of the Plan", ondelete="cascade"
    )
    what = fields.Char(compute="_compute_what")
    known = fields.Char("Entered Already")
    work_form_id = fields.Many2one("mentorship.work.form", ondelete="cascade")
    days = fields.Char(help="Days of the month: «5» or «5, 12, 26».")
    duration = fields.Integer("Minutes", default=LESSON)
    result = fields.Char()
    is_second = fields.Boolean("One More That Day")

    @api.depends("session_id")
    def _compute_what(self):
        for row in self:
            row.what = row.session_id.name or self.env._("beside the plan")

    def _days_of(self, last):
        """The days typed into the row.

        :param int last: the last day of the month
        :return: list of int
        :raises UserError: for what is no day of the month, or stands there twice
        """
        self.ensure_one()
        words = re.split(r"[\s,;]+", (self.days or "").strip(" ,;."))
        days = []
        for word in filter(None, words):
            if not word.isdecimal() or not 1 <= int(word) <= last:
                raise UserError(
                    self.env._(
                        "%(pair)s: «%(word)s» is no day of the month. Enter days like "
                        "«5» or «5, 12, 26».",
                        pair=self.pair_name,
                        word=word,
                    )
                )
            if int(word) in days:
                raise UserError(
                    self.env._(
                        "%(pair)s: the day %(word)s stands in the row twice.",
                        pair=self.pair_name,
                        word=word,
                    )
                )
            days.append(int(word))
        return days

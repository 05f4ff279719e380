from odoo import api, fields, models
from odoo.fields import Domain

RESULTS = [
    ("done", "Fulfilled"),
    ("partly", "Fulfilled in part"),
    ("extended", "To be extended"),
    ("ended", "Broken off"),
]


class MentorshipProgramCompletionMixin(models.AbstractModel):
    """The one answer at the end of a program, and what follows from it.

    Source: letter AZ-1128/08, sections 2 (results) and 7 (end, extension).
    """

    _name = "mentorship.program.completion.mixin"
    _description = "Completion of a Program"

    result = fields.Selection(
        RESULTS,
        readonly=True,
        copy=False,
        tracking=True,
        help="The answer at the end: given in the window «Completion» or by an order.",
    )
    result_date = fields.Date("Answered On", readonly=True, copy=False)
    result_reason = fields.Char("Ground of the Result", readonly=True, copy=False)
    extended_until = fields.Date(readonly=True, copy=False)
    result_note = fields.Text(
        "Achievements, Difficulties, Proposals",
        copy=False,
        groups="school_mentorship.group_mentorship_director",
        help="Printed in the note on the program; the rest of it comes from the log.",
    )

    @api.model
    def _domain_of_year(self, company, start, end):
        """Programs that a school has worked by between two days.

        :param company: `res.company` recordset
        :return: `Domain`
        """
        return (
            Domain("company_id", "in", company.ids)
            & Domain("state", "!=", "draft")
            & Domain("date_start", "<=", end)
            & Domain("date_end", ">=", start)
        )

    def _plan_count(self, day=None):
        """How much of the plan was due by a day, and how much of that was held.

        What was held beside the plan does not make up for it.

        :param day: the last day that counts; the whole plan without it
        :return: dict of program → (held, due)
        """
        sessions = self.env["mentorship.session"]
        domain = (
            Domain("program_id", "in", self.ids)
            & Domain("state", "!=", "cancelled")
            & Domain("is_extra", "=", False)
        )
        if day:
            # Done before its time is done as well.
            domain &= Domain("date_end", "<=", day) | Domain("date_held", "<=", day)
        counts = {}
        for program, state, count in sessions._read_group(
            domain, ["program_id", "state"], ["__count"]
        ):
            held, due = counts.get(program, (0, 0))
            counts[program] = (held + count * (state == "held"), due + count)
        return {program: counts.get(program, (0, 0)) for program in self}

    def _record_result(self, result, date, reason=False):
        """Keep the answer; the states follow from the pair.

        :param str result: key of `RESULTS`
        :param date: the last day, or the new last day of an extended program
        :param reason: ground in words
        """
        self._write_guarded(
            {
                "result": result,
                "result_date": fields.Date.context_today(self),
                "result_reason": reason or False,
                "extended_until": date if result == "extended" else False,
            }
        )

    def _forget_result(self):
        """What goes on has no answer yet."""
        self._write_guarded(
            {
                "result": False,
                "result_date": False,
                "result_reason": False,
                "extended_until": False,
            }
        )

    def action_complete(self):
        """Open the window in which these programs get their answers."""
        return self.env["mentorship.completion"]._action_open(self.pair_id)

    def action_print_note(self):
        """Print the notes on these programs."""
        report = self.env.ref("school_mentorship.mentorship_program_note_report")
        return report.report_action(self)

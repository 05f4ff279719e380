import datetime

from odoo import fields, models
from odoo.fields import Domain

# What is asked together.
PURPOSES_OF = {
    "needs": ["needs"],
    "mentor": ["mentor"],
    "start": ["start_mentee", "start_mentor"],
    "monitoring": ["monitoring_mentee", "monitoring_mentor"],
    "short": ["short"],
    "curator_sheet": ["curator_sheet"],
}
ASKED = [
    ("needs", "Requests of teachers"),
    ("mentor", "Questionnaire of mentors"),
    ("start", "Start of programs"),
    ("monitoring", "Monitoring of programs"),
    ("short", "Short questionnaire"),
    ("curator_sheet", "Curator's sheet"),
]
# First and last day (month, day) where the roadmap names none.
TERMS = {
    "needs": ((8, 15), (8, 31)),
    "mentor": ((8, 15), (8, 31)),
    "start": ((9, 15), (10, 15)),
    "short": ((1, 15), (1, 31)),
    "monitoring": ((5, 1), (5, 20)),
    "curator_sheet": ((5, 1), (5, 20)),
}


class MentorshipSchoolSurveyMixin(models.AbstractModel):
    """When a school gives out its questionnaires by itself: in autumn and in spring."""

    _name = "mentorship.school.survey.mixin"
    _description = "Calendar of Questionnaires"

    survey_by_calendar = fields.Boolean(
        "Send Questionnaires by the Calendar",
        help="Requests and mentors in autumn, monitoring and the curator's sheet in "
        "spring: on the days of the roadmap's lines, by e-mail, with one reminder.",
    )
    survey_start = fields.Boolean(
        "Also at the Start", help="Start questionnaires from 15 September."
    )
    survey_short = fields.Boolean(
        "Also the Short One", help="Two questions in the second half of January."
    )

    def _give_out(self, today):
        """Give out what the calendar says, each questionnaire once in a school year.

        :param today: date
        """
        for school in self.filtered("survey_by_calendar"):
            year = today.year - (today.month < 8)
            sittings = self.env["mentorship.sitting"].search(
                [
                    ("company_id", "=", school.company_id.id),
                    ("date_start", ">=", datetime.date(year, 8, 1)),
                ]
            )
            # Who came since is asked as well.
            for sitting in sittings.filtered(lambda s: s.state == "open"):
                sitting.invitation_ids._invite(sitting)
            given = set(sittings.mapped("purpose"))
            for asked, (start, end) in school._survey_terms(today, year).items():
                if not start <= today <= end:
                    continue
                for purpose in PURPOSES_OF[asked]:
                    if purpose not in given:
                        school._give_out_one(purpose, today, end)

    def _survey_terms(self, today, year):
        """The terms of this school year: those of the roadmap, or the usual ones.

        :param today: date
        :param int year: calendar year in which the school year began
        :return: dict of what is asked → first and last day
        """
        self.ensure_one()
        wanted = {
            "start": self.survey_start,
            "short": self.survey_short,
        }
        terms = {
            asked: tuple(
                datetime.date(year + (month < 8), month, day) for month, day in days
            )
            for asked, days in TERMS.items()
            if wanted.get(asked, True)
        }
        lines = self.env["mentorship.measure"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("evidence", "=", "survey")
            & Domain("not_required", "=", False)
            & Domain("roadmap_state", "in", ("approved", "running"))
            & Domain("date_start", "<=", today)
            & Domain("date_end", ">=", today)
        )
        terms.update(
            (line.evidence_purpose, (line.date_start, line.date_end)) for line in lines
        )
        return terms

    def _give_out_one(self, purpose, today, end):
        survey = self.env["survey.survey"]._questionnaire(purpose, self.company_id)
        if not survey:
            return
        sitting = self.env["mentorship.sitting"].create(
            {
                "survey_id": survey.id,
                "company_id": self.company_id.id,
                "date_start": today,
                "date_end": end,
            }
        )
        if not sitting._people():
            # Nobody to ask yet: looked at again tomorrow.
            sitting.unlink()
            return
        sitting.action_open()
        sitting.invitation_ids._send()

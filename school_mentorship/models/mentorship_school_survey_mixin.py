import datetime

from odoo import fields, models
from odoo.fields import Domain

from ..tools import russian

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
    """When a school gives out its questionnaires by itself: in autumn and in spring.

    Two sittings a year are the rule, so the calendar is on; it asks only where there is
    something to ask about, and writes only to those who have consented. A term that had
    begun before the school came here is left to the curator.
    """

    _name = "mentorship.school.survey.mixin"
    _description = "Calendar of Questionnaires"

    survey_by_calendar = fields.Boolean(
        "Send Questionnaires by the Calendar",
        default=True,
        help="Requests and mentors in autumn, monitoring and the curator's sheet in "
        "spring: on the days of the roadmap's lines, by e-mail to those who have "
        "consented to data processing, with one reminder. The curator is told.",
    )
    # Empty: the curator has switched the calendar on, terms that run included.
    survey_since = fields.Date(
        "Calendar of Questionnaires Since",
        default=fields.Date.context_today,
        readonly=True,
        copy=False,
    )
    survey_start = fields.Boolean(
        "Also at the Start", help="Start questionnaires from 15 September."
    )
    survey_short = fields.Boolean(
        "Also the Short One", help="Two questions in the second half of January."
    )

    def write(self, vals):
        """Whoever switches the calendar on means also the terms that run already."""
        if vals.get("survey_by_calendar"):
            off = self.filtered(lambda school: not school.survey_by_calendar)
            super(MentorshipSchoolSurveyMixin, off).write({"survey_since": False})
        return super().write(vals)

    def _give_out(self, today):
        """Give out what the calendar says, each questionnaire once in a school year.

        :param today: date
        """
        schools = self.filtered("survey_by_calendar")
        roadmaps, at_work = schools._under_way(today)
        for school in schools:
            company = school.company_id
            if company not in roadmaps and company not in at_work:
                continue
            year = today.year - (today.month < 8)
            sittings = school._sittings_of(year)
            # Who came since is asked as well.
            for sitting in sittings.filtered(lambda s: s.state == "open"):
                sitting.invitation_ids._invite(sitting)
            given = set(sittings.mapped("purpose"))
            since = school.survey_since and max(
                filter(None, [school.survey_since, roadmaps.get(company)])
            )
            for asked, (start, end) in school._survey_terms(today, year).items():
                if not start <= today <= end:
                    continue
                for purpose in PURPOSES_OF[asked]:
                    if purpose not in given:
                        late = bool(since) and start <= since
                        school._ask_by_calendar(purpose, today, end, late)

    def _under_way(self, today):
        """Where there is something to ask about: two queries for all schools.

        :param today: date
        :return: dict of school → the day since when it keeps its roadmap here, if
            known, and the set of schools with pairs at work
        """
        companies = self.company_id.ids
        roadmaps = self.env["mentorship.roadmap"]._read_group(
            [
                ("company_id", "in", companies),
                ("state", "in", ("approved", "running")),
                ("date_end", ">=", today),
            ],
            ["company_id"],
            ["tracked_from:max"],
        )
        pairs = self.env["mentorship.pair"]._read_group(
            [("company_id", "in", companies), ("state", "in", ("active", "suspended"))],
            ["company_id"],
        )
        return dict(roadmaps), {company for (company,) in pairs}

    def _sittings_of(self, year):
        """The sittings of a school year, prepared ones included.

        :param int year: calendar year in which the school year began
        """
        return self.env["mentorship.sitting"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("date_start", ">=", datetime.date(year, 8, 1)),
                ("date_start", "<", datetime.date(year + 1, 8, 1)),
            ]
        )

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

    def _ask_by_calendar(self, purpose, today, end, late):
        """Give out one questionnaire in the night, or leave it to the curator.

        :param str purpose: one of `survey_survey.PURPOSES`
        :param bool late: whether its term had begun before the school came here: it is
            then prepared, and nobody is asked until the curator gives it out
        """
        if purpose in ("mentor", "curator_sheet") and not self._has_mentees(purpose):
            # Without young teachers there is nothing to ask the others about.
            return
        # In the night nobody has a language: the curator reads it.
        lang = self._curator_user().lang or self.env.lang
        self = self.with_context(lang=lang)
        sitting = self._sitting_for(purpose, today, end)
        if not sitting:
            return
        if late:
            self._remind_curator(
                sitting,
                self.env._("Give out the questionnaire?"),
                self.env._(
                    "The term had begun before the school came here, so nobody has "
                    "been asked. Press «Give out», or delete the sitting."
                ),
                end,
            )
            return
        sitting.action_open()
        invited = sitting.invitation_ids
        sent = invited._with_consent()._send()
        self._remind_curator(
            sitting,
            self.env._("The questionnaire has been given out by the calendar"),
            self.env._(
                "Asked: %(asked)s; e-mailed: %(sent)s. Give the others the link, the "
                "QR code or the sheet until %(day)s.",
                asked=len(invited),
                sent=len(sent),
                day=russian.date_numeric(end),
            ),
            end,
        )

    def _has_mentees(self, purpose):
        """Whether there is anybody for whose sake mentors or the curator are asked."""
        company = Domain("company_id", "=", self.company_id.id)
        if purpose == "mentor":
            bank = Domain("role", "=", "mentee") & Domain("state", "!=", "left")
            return bool(
                self.env["mentorship.participant"].search_count(company & bank, limit=1)
            )
        at_work = Domain("state", "in", ("active", "suspended", "done"))
        return bool(
            self.env["mentorship.pair"].search_count(company & at_work, limit=1)
        )

    def _sitting_for(self, purpose, today, end):
        """A sitting to be given out: one that is prepared already, or a new one.

        :param today: date
        :param end: deadline
        :return: `mentorship.sitting` in preparation; empty when nobody is to be asked
        """
        year = today.year - (today.month < 8)
        prepared = self._sittings_of(year).filtered(
            lambda s: s.purpose == purpose and s.state == "draft"
        )[:1]
        if prepared:
            prepared.write({"date_start": today, "date_end": end})
            return prepared
        survey = self.env["survey.survey"]._questionnaire(purpose, self.company_id)
        if not survey:
            return prepared
        sitting = prepared.create(
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
            return prepared
        return sitting

    def _give_out_one(self, purpose, today, end):
        """Give out one questionnaire at once, because the curator has asked for it."""
        if sitting := self._sitting_for(purpose, today, end):
            sitting.action_open()
            sitting.invitation_ids._send()

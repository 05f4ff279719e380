from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools import russian, school_year, working_days


class MentorshipProgramMakeMixin(models.AbstractModel):
    """Programs made from a template and the needs of the mentees, in one step."""

    _name = "mentorship.program.make.mixin"
    _description = "Programs Made from a Template"

    @api.model
    def _make(self, pairs, template=None, by="", since=None):
        """Make a draft program for every pair, with as many queries for any number.

        Areas come from the needs that are known (questionnaires, on the ground of a
        consent); lines of the template about other areas are left out then, and an
        area without a line gets a consultation.

        :param pairs: `mentorship.pair` recordset
        :param template: `mentorship.program.template`; the one that suits each pair
            best if not given
        :param str by: ``day``, ``month``, ``quarter``, ``year``; as the lines of the
            template say if empty
        :param since: the plan begins on this day at the earliest; with each pair if
            not given
        :return: `mentorship.program` recordset
        :raises UserError: naming a pair whose term is too short for the plan
        """
        templates = self.env["mentorship.program.template"]
        chosen = (
            dict.fromkeys(pairs, template) if template else templates._best_for(pairs)
        )
        calendars = {
            company: self._calendar(company, some)
            for company, some in pairs.grouped("company_id").items()
        }
        talk = self.env.ref(
            "school_mentorship.work_form_consultation", raise_if_not_found=False
        )
        return self.create(
            [
                self._vals_of(
                    pair, chosen[pair], by, calendars[pair.company_id], talk, since
                )
                for pair in pairs
            ]
        )

    @api.model
    def _calendar(self, company, pairs):
        """The vacations of a school's pairs, and whether it works on a day.

        :return: pair of list of vacations and function of a date
        """
        ends = [self._last_day(pair) for pair in pairs]
        vacations = self.env["mentorship.vacation"]._between(
            company, min(pairs.mapped("date_start")), max(ends)
        )
        off, working = self.env["mentorship.day.off"]._own_days(company)
        school = self.env["mentorship.school"]._of(company)
        week = int(school.working_week or 5)
        return vacations, lambda day: working_days.is_working(day, week, off, working)

    @api.model
    def _last_day(self, pair):
        return pair.date_end or max(pair.date_start, pair._default_date_end())

    @api.model
    def _vals_of(self, pair, template, by, calendar, talk, since):
        """The values of one program."""
        needs = self._needs(pair)
        lines = self._lines_for(template, needs, talk)
        start, end = pair.date_start, self._last_day(pair)
        vacations, is_working = calendar
        try:
            terms = school_year.plan(
                [school_year.Line(line["month"] - 1, line["period"]) for line in lines],
                # A pair that is over by then is planned as it was.
                max(start, since) if since and since <= end else start,
                end,
                vacations,
                by,
                is_working,
            )
        except ValueError as error:
            raise UserError(
                self.env._(
                    "%(pair)s: a plan of %(lines)s lines by days does not fit before "
                    "the end, %(start)s – %(end)s. Plan by months, choose a shorter "
                    "template or extend the pair.",
                    pair=pair.name,
                    lines=len(lines),
                    start=russian.date_numeric(start),
                    end=russian.date_numeric(end),
                )
            ) from error
        tasks = [task.strip() for task in (template.tasks or "").splitlines()]
        return {
            "pair_id": pair.id,
            "template_id": template.id,
            "name": template.name or pair.topic,
            "goal": template.goal,
            "planned_results": template.planned_results,
            "date_start": start,
            "date_end": end,
            "task_ids": [
                Command.create({"name": task, "sequence": number})
                for number, task in enumerate(filter(None, tasks), 1)
            ],
            "area_line_ids": [
                Command.create(
                    {
                        "area_id": area.id,
                        "before": score,
                        # From «help is needed» to «rarely», from «rarely» to none.
                        "target": max(score - 2, 0),
                    }
                )
                for area, score in needs.items()
            ],
            "session_ids": [
                Command.create(
                    {
                        "name": line["name"],
                        "work_form_id": line["work_form_id"],
                        "area_id": line["area_id"],
                        "period": term.period,
                        "date_start": term.start,
                        "date_end": term.end,
                    }
                )
                for line, term in zip(lines, terms, strict=True)
            ],
        }

    @api.model
    def _needs(self, pair):
        """The needs of the mentees: of a group, the strongest in each area.

        :return: dict of `mentorship.area` → score from 1 to 3
        """
        needs = {}
        for line in pair._members_of("mentee").participant_id.area_line_ids:
            if line.score:
                needs[line.area_id] = max(line.score, needs.get(line.area_id, 0))
        return needs

    @api.model
    def _lines_for(self, template, needs, talk):
        """The template's lines for these needs, in the order of their months.

        :return: list of dicts with month, period, name, work_form_id, area_id
        """
        lines = [
            {
                "month": line.month,
                "period": line.period,
                "name": line.name,
                "work_form_id": line.work_form_id.id,
                "area_id": line.area_id.id,
            }
            for line in template.line_ids
            if not needs or not line.area_id or line.area_id in needs
        ]
        last = max((line["month"] for line in lines), default=1)
        named = {line["area_id"] for line in lines}
        missing = [area for area in needs if area.id not in named]
        lines += [
            {
                # Between the first month, when they get acquainted, and the last one.
                "month": 1 + number * last // (len(missing) + 1),
                "period": "month",
                "name": f"Консультация по направлению «{area.name}»",
                "work_form_id": talk.id if talk else False,
                "area_id": area.id,
            }
            for number, area in enumerate(missing, 1)
        ]
        return sorted(lines, key=lambda line: line["month"])

import json

from odoo import models
from odoo.tools import file_open


class MentorshipSampleCompletionMixin(models.AbstractModel):
    """The end of the sample school's last year, and the monitoring of this one.

    Last year's programs have their answers, the rounds of monitoring are summed up;
    this year's first round is under way.
    """

    _name = "mentorship.sample.completion.mixin"
    _description = "Completion in the Sample School"

    def _load_completion(self, story):
        """Answers, notes and rounds of monitoring.

        :param story: `Scenario`, which has the people, the pairs and the days
        """
        with file_open("school_mentorship/demo/sample_completion.json") as file:
            data = json.load(file)
        programs = story.env["mentorship.program"].search(
            [
                ("company_id", "=", story.env.company.id),
                ("state", "in", ("done", "ended")),
            ]
        )
        for number, program in enumerate(programs):
            result = "ended"
            if program.state == "done":
                result = "done" if program.progress >= 80 else "partly"
            program._record_result(result, program.date_end, program.pair_id.reason)
            program._write_guarded({"result_date": program.date_end})
            program.result_note = data["notes"][number % len(data["notes"])]
        programs.pair_id.filtered(lambda p: p.state == "done")._add_resume_lines()
        self._hold_rounds(story, data["rounds"])

    def _hold_rounds(self, story, rounds):
        """The rounds of last year and the one of this autumn."""
        monitorings = story.env["mentorship.monitoring"]
        for row in rounds:
            first = monitorings._dates_of(row["season"], story.start)
            if row["last_year"]:
                first = tuple(day.replace(year=day.year - 1) for day in first)
            if first[0] > story.today:
                continue
            monitoring = monitorings.create(
                {
                    "season": row["season"],
                    "date_start": first[0],
                    "date_end": first[1],
                    **row["values"],
                }
            )
            monitoring.action_suggest()
            if row["last_year"]:
                monitoring._sum_up(first[1])

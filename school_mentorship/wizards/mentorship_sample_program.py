import json
from datetime import timedelta

from odoo import models
from odoo.tools import file_open


class MentorshipSampleProgramMixin(models.AbstractModel):
    """Programs and meetings of the sample school: last year's, and this year's so far.

    Made from the shipped templates and the needs of its people, approved by an order,
    held on working days up to today; one pair is silent, one line is late.
    """

    _name = "mentorship.sample.program.mixin"
    _description = "Programs of the Sample School"

    def _load_programs(self, story):
        """Programs of the pairs assigned so far, with their meetings.

        :param story: `Scenario`, which has the people, the pairs and the days
        """
        with file_open("school_mentorship/demo/sample_program.json") as file:
            data = json.load(file)
        story.env["mentorship.vacation"].action_fill_year()
        pairs = {
            row["key"]: story.pairs[row["key"]]
            for row in story.data["pairs"]
            if row["key"] in story.pairs
        }
        over = [p for p in pairs.values() if p.state in ("done", "ended")]
        at_work = [p for p in pairs.values() if p.state == "active"]
        programs = story.env["mentorship.program"]
        union = story.env["mentorship.pair"].union
        past = programs._make(union(*over))
        past._approve(story._last(26, 9))
        running = programs._make(union(*at_work))
        day = min(story._workday(story.anchor + timedelta(days=10)), story.today)
        order = programs.env["mentorship.order"].browse(
            running.action_prepare_order()["res_id"]
        )
        story._register(order, "programs", day)
        silent = pairs[data["silent"]].program_ids
        for program in past | running:
            self._hold_meetings(story, program, data, program == silent)
        for program in past:
            program._close(program.pair_id.state)
            program._write_guarded({"closed_with_pair": True})
        self._rate(past)

    def _hold_meetings(self, story, program, data, is_silent):
        """Hold the lines whose time has come, and a few meetings beside the plan."""
        last = min(program.date_end, story.today)
        if is_silent:
            last -= timedelta(days=data["silent_days"])
        results = data["results"]
        lines = program.session_ids.sorted(lambda s: (s.date_end, s.id))
        for number, line in enumerate(lines):
            day = line.date_start + timedelta(days=4 + 7 * (number % 3))
            day = story._workday(min(day, line.date_end))
            if not line.date_start <= day <= last or line.date_end < program.date_start:
                continue
            if number % 11 == 9:
                # Nobody is perfect: this one was not held.
                continue
            line.write(
                {
                    "date_held": day,
                    "duration": 90 if line.is_visit else 45,
                    "result": results[number % len(results)],
                    "next_step": data["steps"][number % len(data["steps"])],
                }
            )
            if line.is_visit and number % 2:
                self._observe(line, data)
        for number, text in enumerate(data["extra"]):
            day = story._workday(program.date_start + timedelta(days=24 + 31 * number))
            if day <= last:
                line.create(
                    {
                        "program_id": program.id,
                        "name": text,
                        "work_form_id": story._ref("work_form_online").id,
                        "date_held": day,
                        "duration": 20,
                    }
                )

    def _observe(self, line, data):
        """Fill the observation sheet of a visit."""
        line.action_observe()
        for number, row in enumerate(line.observation_ids):
            row.score = str(2 - number % 3 // 2)
            if number < len(data["seen"]):
                row.note = data["seen"][number]

    def _rate(self, past):
        """Last year's difficulties have become less."""
        for program in past:
            for area in program.area_line_ids:
                area.after = max(area.before - 2, 0)

    def _draft_programs(self, story):
        """Programs still to be approved, for pairs that were formed later."""
        new = [
            story.pairs[row["key"]]
            for row in story.data["pairs"]
            if row["year"] == "new" and row["key"] in story.pairs
        ]
        programs = story.env["mentorship.program"]._make(
            story.env["mentorship.pair"].union(*new[:2])
        )
        # One of them is not finished.
        programs[-1:].goal = False

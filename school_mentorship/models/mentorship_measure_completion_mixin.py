from odoo import models

from .mentorship_evidence_mixin import Evidence


class MentorshipMeasureCompletionMixin(models.AbstractModel):
    """The proofs of monitoring and of completion."""

    _name = "mentorship.measure.completion.mixin"
    _description = "Evidence of Monitoring and Completion"

    def _evidence_monitoring(self):
        """The rounds of the year are summed up; the last one is that of the spring.

        A line is reached when the spring's round is summed up; the rounds before it
        count as steps on the way.
        """
        result = {}
        rounds = self._monitorings_within()
        for measure in self:
            roadmap = measure.roadmap_id
            mine = rounds.filtered(
                lambda m, roadmap=roadmap: (
                    m.company_id == roadmap.company_id
                    and m.date_start <= roadmap.date_end
                    and m.date_end >= roadmap.date_start
                )
            )
            done = mine.filtered(lambda m: m.state == "done")
            missing = mine - done
            final = done.filtered(lambda m: m.season == "final")
            # Whoever holds one round only holds that of the results.
            expected = max(len(mine), len(done) + (not final))
            if missing:
                hint = self._hint(self.env._("Not summed up: %s"), missing, "name")
            elif final:
                hint = ""
            elif mine:
                hint = self.env._("The spring's round is to come")
            else:
                hint = self.env._("No monitoring yet")
            date = max(done.mapped("date_done"), default=None)
            result[measure] = Evidence(len(done), expected, missing, hint, date)
        return result

    def _monitorings_within(self):
        """All rounds that may count for these lines: one query."""
        monitorings = self.env["mentorship.monitoring"]
        roadmaps = self.roadmap_id
        if not roadmaps:
            return monitorings
        return monitorings.search(
            [
                ("company_id", "in", roadmaps.company_id.ids),
                ("date_start", "<=", max(roadmaps.mapped("date_end"))),
                ("date_end", ">=", min(roadmaps.mapped("date_start"))),
            ]
        )

    def _open_monitoring(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "mentorship.monitoring",
            "views": [(False, "list"), (False, "form")],
        }

    def _evidence_completion(self):
        """Every pair of the year has its answer: completed, extended, ended."""
        result = {}
        pairs = self._pairs_within().filtered(lambda pair: pair.state != "preparing")
        for measure in self:
            mine = measure._within(pairs, "date_start", "date_end")
            since = measure.roadmap_id.date_start
            # Completed without a program is completed as well; the extension of a
            # year before is no answer to this one.
            missing = mine.filtered(
                lambda pair, since=since: (
                    pair.state != "done"
                    and not (
                        pair.program_id.result and pair.program_id.result_date >= since
                    )
                )
            )
            hint = (
                self._hint(self.env._("No result yet: %s"), missing, "name")
                if mine
                else self._nothing_yet()
            )
            answered = (mine - missing).program_id
            date = max(filter(None, answered.mapped("result_date")), default=None)
            result[measure] = Evidence(
                len(mine) - len(missing), len(mine), missing, hint, date
            )
        return result

    def _open_completion(self):
        return self.env["mentorship.completion"]._action_open()

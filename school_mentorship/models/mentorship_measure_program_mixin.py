from odoo import fields, models
from odoo.fields import Domain

from .mentorship_evidence_mixin import Evidence

APPROVED = ("approved", "running", "done")


class MentorshipMeasureProgramMixin(models.AbstractModel):
    """Programs and meetings as the proof of a roadmap's line."""

    _name = "mentorship.measure.program.mixin"
    _description = "Lines Proved by Programs"

    def _evidence_program(self):
        """Every pair has a program, an approved one, or has met as planned.

        :return: dict of line → `Evidence`; missing are the pairs, or the late lines
        """
        result = {}
        by_held = self.filtered(lambda m: m.evidence_program == "held")
        result.update(by_held._evidence_held())
        others = self - by_held
        pairs = others._pairs_within()
        programs = self.env["mentorship.program"].search(
            [("pair_id", "in", pairs.ids), ("state", "!=", "ended")]
        )
        prepared = programs.pair_id
        approved = programs.filtered(lambda p: p.state in APPROVED).pair_id
        dates = {p.pair_id: p.date_approved for p in programs}
        for measure in others:
            mine = measure._within(pairs, "date_start", "date_end")
            is_prepared = measure.evidence_program == "prepared"
            missing = mine - (prepared if is_prepared else approved)
            hint = (
                self._hint(
                    self.env._("No program: %s")
                    if is_prepared
                    else self.env._("No approved program: %s"),
                    missing,
                    "name",
                )
                if mine
                else self._nothing_yet()
            )
            date = None
            if mine and not is_prepared:
                date = max(filter(None, map(dates.get, mine)), default=None)
            result[measure] = Evidence(
                len(mine) - len(missing), len(mine), missing, hint, date
            )
        return result

    def _evidence_held(self):
        """Of the plan's lines whose period is over, those that were held."""
        result = {}
        if not self:
            return result
        sessions = self.env["mentorship.session"]
        today = fields.Date.context_today(self)
        due = sessions.search(
            Domain("company_id", "in", self.company_id.ids)
            & Domain("is_extra", "=", False)
            & Domain("state", "!=", "cancelled")
            & Domain("program_id.state", "in", APPROVED)
            & Domain("date_end", ">=", min(self.roadmap_id.mapped("date_start")))
            & (Domain("date_end", "<", today) | Domain("state", "=", "held"))
        )
        for measure in self:
            roadmap = measure.roadmap_id
            mine = due.filtered(
                lambda s, roadmap=roadmap: (
                    s.company_id == roadmap.company_id
                    and roadmap.date_start <= s.date_end <= roadmap.date_end
                )
            )
            missing = mine.filtered(lambda s: s.state != "held")
            hint = (
                self._hint(self.env._("Not held: %s"), missing)
                if mine
                else self._nothing_yet()
            )
            result[measure] = Evidence(
                len(mine) - len(missing), len(mine), missing, hint
            )
        return result

    def _open_program(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "mentorship.program",
            "views": [(False, "kanban"), (False, "list"), (False, "form")],
        }

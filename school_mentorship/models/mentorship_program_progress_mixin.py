from odoo import api, fields, models
from odoo.fields import Domain

# After so many days without a meeting a pair stands out.
SILENT_DAYS = 30


class MentorshipProgramProgressMixin(models.AbstractModel):
    """How far a program has come: what of its plan was held, is late, or silent."""

    _name = "mentorship.program.progress.mixin"
    _description = "Progress of a Program"

    @api.depends("session_ids.state", "session_ids.date_held", "session_ids.is_extra")
    def _compute_progress(self):
        """Stored, as boards and lists are sorted and grouped by it."""
        for program in self:
            held = program.session_ids.filtered(lambda s: s.state == "held")
            plan = program._plan()
            done = len(plan & held)
            program.session_count = len(plan)
            program.done_count = done
            program.held_count = len(held)
            program.progress = done * 100 // len(plan) if plan else 0
            program.date_last_held = max(held.mapped("date_held"), default=False)

    def _plan(self):
        """The lines of the plan that count: without cancelled ones and extras."""
        return self.session_ids.filtered(
            lambda s: s.state != "cancelled" and not s.is_extra
        )

    @api.depends("session_ids.state", "session_ids.date_end", "pair_id.state", "state")
    def _compute_late_count(self):
        sessions = self.env["mentorship.session"]
        counts = dict(
            sessions._read_group(
                Domain("program_id", "in", self.ids) & sessions._domain_late(),
                ["program_id"],
                ["__count"],
            )
        )
        for program in self:
            program.late_count = counts.get(program._origin, 0)
            program.is_late = bool(program.late_count)

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("session_ids", "any", self.env["mentorship.session"]._domain_late())]

    @api.model
    def _domain_silent(self):
        """Programs at work whose pair has not met for thirty days.

        A pair that is paused is not expected to meet.
        """
        limit = fields.Date.subtract(fields.Date.context_today(self), days=SILENT_DAYS)
        return (
            Domain("state", "=", "running")
            & Domain("pair_id.state", "!=", "suspended")
            & Domain("date_start", "<", limit)
            & (
                Domain("date_last_held", "=", False)
                | Domain("date_last_held", "<", limit)
            )
        )

    @api.depends("date_last_held", "state", "date_start", "pair_id.state")
    def _compute_is_silent(self):
        silent = self.filtered_domain(self._domain_silent())
        for program in self:
            program.is_silent = program in silent

    @api.model
    def _search_silent(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_silent()

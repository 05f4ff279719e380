from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .mentorship_guarded_mixin import INTERNAL

OPEN_STATES = ("draft", "approved", "running")
# From which state a program may go to which one by hand.
TRANSITIONS = {
    "draft": ("approved", "ended"),
    "approved": ("draft", "running", "done", "ended"),
    "running": ("done", "ended"),
    "done": ("running",),
    "ended": ("running", "draft"),
}


class MentorshipProgramStateMixin(models.AbstractModel):
    """From the draft to the end of a program: what an approval waits for, who may go
    where, and what becomes of the plan.

    Source: letter AZ-1128/08 of 21.12.2021, section 7.
    """

    _name = "mentorship.program.state.mixin"
    _description = "States of a Program"

    @api.depends("goal", "session_ids.state", "session_ids.is_extra", "state")
    def _compute_missing(self):
        for program in self:
            parts = program._gaps() if program.state in OPEN_STATES else []
            program.missing = "; ".join(parts)

    def _gaps(self):
        """What an approval waits for, in words."""
        self.ensure_one()
        gaps = []
        if not (self.goal or "").strip():
            gaps.append(self.env._("no goal"))
        if not self._plan():
            gaps.append(self.env._("no plan"))
        return gaps

    @api.constrains("state", "goal")
    def _check_whole(self):
        if self._is_internal():
            # The daily job begins what was approved, thousands at once.
            return
        for program in self.filtered(lambda p: p.state in ("approved", "running")):
            if gaps := program._gaps():
                raise ValidationError(
                    self.env._(
                        "%(program)s cannot be approved: %(gaps)s. Complete the "
                        "program first.",
                        program=program.display_name,
                        gaps=", ".join(gaps),
                    )
                )

    def _is_internal(self):
        """Whether the system itself writes, which has asked all that is to be asked."""
        return self.env.context.get("mentorship_internal") is INTERNAL

    def _check_transition(self, state):
        """Refuse a move on the board that has no ground, and say why."""
        for program in self.filtered(lambda program: program.state != state):
            if state not in TRANSITIONS[program.state]:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(program)s: a program «%(old)s» cannot become «%(new)s».",
                        program=program.display_name,
                        old=labels[program.state],
                        new=labels[state],
                    )
                )
            if state == "running" and program.pair_id.state not in (
                "active",
                "suspended",
            ):
                raise UserError(
                    self.env._(
                        "%s: the program starts when its pair is at work. Register "
                        "the order that assigns the pair first.",
                        program.display_name,
                    )
                )

    def action_approve(self):
        """Approve the programs without an order of the system.

        A program whose pair is at work begins with its first day.
        """
        self._approve(fields.Date.context_today(self))

    def _approve(self, date):
        """Approve the drafts among these programs as of a day, and begin those due.

        :param date: the day of approval, e.g. that of the order
        """
        drafts = self.filtered(lambda program: program.state == "draft")
        drafts.write({"state": "approved", "date_approved": date})
        self._begin_due()

    def _begin_due(self):
        """Begin the approved programs whose first day has come, in pairs at work."""
        today = fields.Date.context_today(self)
        self.filtered(
            lambda program: (
                program.state == "approved"
                and program.pair_id.state == "active"
                and program.date_start <= today
            )
        ).write({"state": "running"})

    def action_draft(self):
        """Take approved programs back to be corrected, before they begin."""
        self.write({"state": "draft", "date_approved": False})

    def action_done(self):
        """Complete the programs; lines that were not held count as missed."""
        self._close("done")

    def action_end(self):
        """End the programs before their term; lines to come are cancelled."""
        self._close("ended")

    def action_resume(self):
        """Let completed or ended programs go on."""
        self._reopen()

    def action_prepare_order(self):
        """Draft one order that approves these programs.

        :return: action that opens it
        :raises UserError: for a program that is no draft, or lacks goal or plan
        """
        self._check_approvable()
        order = self.env["mentorship.order"].create(
            {
                "kind_id": self.env.ref("school_mentorship.order_kind_programs").id,
                "company_id": self.company_id[:1].id,
                "program_ids": [fields.Command.set(self.ids)],
                "pair_ids": [fields.Command.set(self.pair_id.ids)],
            }
        )
        return order._action_open()

    def _check_approvable(self):
        """
        :raises UserError: for a program that is no draft, or lacks goal or plan
        """
        for program in self:
            if program.state != "draft":
                raise UserError(
                    self.env._("%s: approved already.", program.display_name)
                )
            if gaps := program._gaps():
                raise UserError(
                    self.env._(
                        "%(program)s cannot be approved: %(gaps)s. Complete the "
                        "program first.",
                        program=program.display_name,
                        gaps=", ".join(gaps),
                    )
                )

    def _close(self, state):
        """Complete or end programs and what is left of their plans.

        Nothing is deleted: `_reopen` brings back exactly the lines closed here.

        :param str state: ``done`` or ``ended``
        """
        left = self.session_ids.filtered(lambda s: s.state == "planned")
        left._write_guarded(
            {
                "state": "missed" if state == "done" else "cancelled",
                "closed_with_program": True,
            }
        )
        self.write({"state": state})

    def _reopen(self):
        """Let closed programs go on with the lines that closing had taken away."""
        left = self.session_ids.filtered("closed_with_program")
        # The plan first: a program without a line left does not run.
        left._write_guarded({"state": "planned", "closed_with_program": False})
        for program in self:
            # One that was never approved had not begun either.
            program.state = "running" if program.date_approved else "draft"
        self._forget_result()

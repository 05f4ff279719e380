from odoo import fields, models
from odoo.exceptions import UserError

LEADERS = "school_mentorship.group_mentorship_director"
PAUSES = [
    ("parental", "Parental leave"),
    ("illness", "Long sickness"),
    ("study", "Study session"),
    ("other", "Other long absence"),
]


class MentorshipPairPauseMixin(models.AbstractModel):
    """A pair whose work stands still for a time, and comes back to it.

    The program hangs on the state of the pair: it rests with it, and its end moves
    with that of the pair, if the school wants so.
    """

    _name = "mentorship.pair.pause.mixin"
    _description = "Interruption of a Pair"

    # Why somebody is absent is for those who lead the school's mentoring only.
    pause_kind = fields.Selection(
        PAUSES, "Interrupted By", tracking=True, copy=False, groups=LEADERS
    )
    pause_person_id = fields.Many2one(
        "mentorship.participant",
        "Absent",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups=LEADERS,
    )
    pause_start = fields.Date("Interrupted Since", copy=False, groups=LEADERS)
    pause_end = fields.Date("Back On", tracking=True, copy=False, groups=LEADERS)

    def action_pause(self):
        """Open the window in which the interruption is entered."""
        return self._open_pause(self.env._("Suspend the Pair"), "pause")

    def action_back(self):
        """Open the window in which suspended pairs resume their work."""
        return self._open_pause(self.env._("Resume the Work"), "resume")

    def _open_pause(self, name, mode):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "mentorship.pause",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_pair_ids": [fields.Command.set(self.ids)],
                "default_mode": mode,
            },
        }

    def pause(self, kind, date_start=None, date_end=None, person=None, note=None):
        """Suspend pairs at work for a long absence, and have the curator reminded.

        :param str kind: one of `PAUSES`
        :param date_start: first day of the absence; today if not given
        :param date_end: the day on which the person is expected back
        :param int person: id of the `mentorship.participant` who is absent
        :param str note: circumstance, as it shall be kept
        :return: True
        :raises UserError: when a pair is not at work or the days are wrong
        """
        start = fields.Date.to_date(date_start) or fields.Date.context_today(self)
        end = fields.Date.to_date(date_end)
        if end and end <= start:
            raise UserError(
                self.env._("The return lies before the absence. Check both days.")
            )
        if idle := self.filtered(lambda pair: pair.state != "active"):
            raise UserError(
                self.env._(
                    "%s: only a pair at work is suspended.",
                    ", ".join(idle.mapped("name")),
                )
            )
        for pair in self:
            if start < pair.date_start:
                raise UserError(
                    self.env._(
                        "%s: the absence begins before the first day of the pair.",
                        pair.name,
                    )
                )
        self.write(
            {
                "state": "suspended",
                "pause_kind": kind,
                "pause_start": start,
                "pause_end": end,
                "pause_person_id": person,
                "reason": note,
            }
        )
        for pair in self.filtered("pause_end"):
            name = pair.pause_person_id.short_name or pair.name
            self.env["mentorship.school"]._remind_curator(
                pair,
                self.env._("Back from the absence?"),
                self.env._(
                    "%s is expected back. Open the pair and press «Resume», or enter "
                    "another day of the return.",
                    name,
                ),
                pair.pause_end,
            )
        return True

    def resume(self, date=None, shift=False):
        """Let suspended pairs work again.

        :param date: the first day of work; today if not given
        :param bool shift: move the last day of the pairs by the days of the absence
        :return: True
        """
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        if idle := self.filtered(lambda pair: pair.state != "suspended"):
            raise UserError(
                self.env._(
                    "%s: only a suspended pair resumes its work.",
                    ", ".join(idle.mapped("name")),
                )
            )
        for pair in self:
            if pair.pause_start and date < pair.pause_start:
                raise UserError(
                    self.env._("The return lies before the absence. Check both days.")
                )
            vals = {"state": "active", **self._pause_over()}
            if shift and pair.date_end:
                vals["date_end"] = pair._shifted_end(date)
            pair.write(vals)
        return True

    def _pause_over(self):
        """What a pair at work forgets of its interruption; the history keeps it."""
        return {
            "pause_kind": False,
            "pause_start": False,
            "pause_end": False,
            "pause_person_id": False,
            "reason": False,
        }

    def _shifted_end(self, date):
        """The last day moved by as many days as the work stood still.

        :param date: the first day of work again
        :return: date, or None for a pair without a last day
        """
        self.ensure_one()
        if not self.date_end:
            return None
        days = (date - (self.pause_start or date)).days
        return fields.Date.add(self.date_end, days=max(days, 0))

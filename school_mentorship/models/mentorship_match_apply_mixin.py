from odoo import fields, models
from odoo.exceptions import UserError


class MentorshipMatchApplyMixin(models.AbstractModel):
    """How proposals become pairs and a draft order: all of them, and once."""

    _name = "mentorship.match.apply.mixin"
    _description = "Applying of a Matching"

    def action_apply(self):
        """Make the pairs and one draft order that assigns them.

        All or nothing, and once: two people who apply at the same moment wait for
        each other, the second is told that it is done.

        :return: action that opens the draft order
        :raises UserError: when somebody has left or has got a mentor meanwhile
        """
        self.ensure_one()
        self._lock_school()
        self._check_open()
        lines = self.line_ids.filtered("mentor_id")
        if self.state != "proposed" or not lines:
            raise UserError(
                self.env._(
                    "There are no proposed pairs to apply. Propose pairs first, or put "
                    "the mentees to mentors by hand."
                )
            )
        lines._check_still_possible()
        pairs = self.env["mentorship.pair"]
        grouped = {}
        for line in lines:
            whole = self.as_groups and not line.area_id
            key = line.mentor_id if whole else line
            grouped.setdefault(key, lines.browse())
            grouped[key] |= line
        made = pairs.create(
            [
                {
                    "company_id": self.company_id.id,
                    "form_id": self.form_id.id,
                    "type_id": self.type_id.id,
                    "date_start": self.date_start,
                    "date_end": self.date_end,
                    "member_ids": [
                        fields.Command.create({"participant_id": person.id})
                        for person in group.mentor_id | group.mentee_id
                    ],
                }
                for group in grouped.values()
            ]
        )
        for pair, group in zip(made, grouped.values(), strict=True):
            group._internal().write({"pair_id": pair.id})
        action = made.action_prepare_order()
        self._write_guarded({"state": "applied", "order_id": action["res_id"]})
        return action

    def _lock_school(self):
        """Let only one run of a school be applied at a time.

        A real UPDATE, not only a row lock: under repeatable read the second
        transaction then fails to serialise, and Odoo runs it again on fresh data.
        """
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mentorship_school SET write_date = write_date "
            "WHERE company_id IN %s",
            [tuple(self.company_id.ids)],
        )
        self.invalidate_recordset(["state"])

    def action_open_pairs(self):
        """Open the pairs that this run has made."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "domain": [("id", "in", self.line_ids.pair_id.ids)],
            "name": self.env._("Pairs"),
            "res_model": "mentorship.pair",
            "view_mode": "kanban,list,form",
        }

    def action_open_order(self):
        """Open the draft order of this run."""
        self.ensure_one()
        return self.order_id._action_open()

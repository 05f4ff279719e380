from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

OPEN = ("preparing", "active", "suspended")
# Printed in the order as the basis; why somebody leaves the school is his own affair.
LEFT = "прекращение трудового договора"


class MentorshipPairLeaveMixin(models.AbstractModel):
    """What becomes of pairs when somebody goes: an order that ends them or replaces.

    Sources: letter AZ-1128/08, section 7 (the program goes on with another mentor);
    Labour Code, art. 351.8.
    """

    _name = "mentorship.pair.leave.mixin"
    _description = "End and Change of Pairs"

    # Ended because the last mentor or mentee has left the school, and no order of the
    # director has confirmed it or named another mentor yet.
    left_behind = fields.Boolean(readonly=True, copy=False)
    planned_end = fields.Date(readonly=True, copy=False)

    def action_open_change(self):
        """Open the window that ends pairs or replaces their mentor by an order."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End the Work or Replace the Mentor"),
            "res_model": "mentorship.pair.change",
            "view_mode": "form",
            "target": "new",
            "context": {"default_pair_ids": [fields.Command.set(self.ids)]},
        }

    def action_adopt_order(self):
        """Open the window for the order that has assigned these pairs before."""
        if ordered := self.filtered(lambda pair: pair._is_ordered()):
            raise UserError(
                self.env._(
                    "%s: assigned by an order already.",
                    ", ".join(ordered.mapped("name")),
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enter Papers of Before"),
            "res_model": "mentorship.adopt",
            "view_mode": "form",
            "target": "new",
            "context": {
                "dialog_size": "extra-large",
                "default_with_pairs": True,
                "default_line_ids": [
                    fields.Command.create({"pair_id": pair.id}) for pair in self
                ],
            },
        }

    def action_replace(self):
        """The same window, with a new mentor to be chosen."""
        action = self.action_open_change()
        action["name"] = self.env._("Replace the Mentor")
        action["context"]["default_result"] = "replaced"
        if len(self) == 1 and self.request_date:
            # What the mentee has asked for is not typed again.
            action["context"].update(
                default_new_mentor_id=self.request_wish_id.id,
                default_reason=self._request_words(),
            )
        return action

    def _draft_changes(self, changes):
        """Put these pairs into one draft of an order that changes or ends them.

        Pairs that stand in such a draft already keep their line there.

        :param dict changes: pair → values of its `mentorship.order.change`
        :return: `mentorship.order` with the drafts
        """
        known = self.env["mentorship.order.change"].search(
            [("pair_id", "in", self.ids), ("order_id.state", "=", "draft")]
        )
        kind = self.env.ref("school_mentorship.order_kind_change")
        return known.order_id | known.order_id.create(
            [
                {
                    "kind_id": kind.id,
                    "company_id": company.id,
                    "change_ids": [
                        fields.Command.create({"pair_id": pair.id, **changes[pair]})
                        for pair in pairs
                    ],
                }
                for company, pairs in (self - known.pair_id)
                .grouped("company_id")
                .items()
            ]
        )

    def _end_left_behind(self):
        """End open pairs in which nobody of a role is left by today."""
        today = fields.Date.context_today(self)
        last = {}
        for pair in self.filtered(lambda pair: pair.state in OPEN):
            for role in ("mentor", "mentee"):
                people = pair.member_ids.filtered(lambda m, role=role: m.role == role)
                gone = people.filtered(lambda m: m.date_end and m.date_end <= today)
                if people and gone == people:
                    last[pair] = gone.sorted("date_end")[-1]
                    break
        self.browse(pair.id for pair in last)._leave_behind(last)

    def _leave_behind(self, last):
        """End pairs on the day on which their last mentor or mentee has left.

        :param dict last: pair → `mentorship.pair.member` who left last
        """
        planned, by_end, by_plan = {}, {}, {}
        for pair in self:
            member = last[pair]
            end = max(pair.date_start, member.date_end), member.reason or LEFT
            by_end.setdefault(end, []).append(pair.id)
            if pair._is_ordered():
                planned[pair] = pair.date_end
        for (day, reason), ids in by_end.items():
            vals = {"state": "ended", "date_end": day}
            pairs = self.browse(ids).with_prefetch(self._prefetch_ids)
            pairs.write({**vals, **self._pause_over(), "reason": reason})
        for pair, day in planned.items():
            by_plan.setdefault(day, []).append(pair.id)
        for day, ids in by_plan.items():
            self.browse(ids)._write_guarded({"left_behind": True, "planned_end": day})
        drafts = self.order_ids.filtered(
            lambda order: order.state == "draft" and order.assigns_pairs
        )
        drafts.write({"pair_ids": [fields.Command.unlink(pair.id) for pair in self]})

    def _reopen(self):
        """Let pairs that were left behind work on, with another mentor or day."""
        for pair in self.filtered("left_behind"):
            pair.write({"state": "active", "date_end": pair.planned_end})
            pair.write(pair._pause_over())
            pair._write_guarded({"left_behind": False, "planned_end": False})

    @api.model
    def _cron_end_left_behind(self):
        """Overnight: pairs whose people have left the school by now."""
        local = self._at_night()
        today = fields.Date.context_today(local)
        since = fields.Date.subtract(today, days=31)
        members = local.env["mentorship.pair.member"].search(
            Domain("pair_id.state", "in", OPEN)
            & Domain("date_end", ">=", since)
            & Domain("date_end", "<", today)
            & Domain("participant_id.date_out", "<", today)
        )
        members.pair_id._end_left_behind()

from odoo import fields, models

from .mentorship_pair_leave_mixin import LEFT, OPEN

# So many days after it was entered, another last day still moves a departure.
CORRECTED_DAYS = 31


class MentorshipParticipantLeaveMixin(models.AbstractModel):
    """Leaving the school: bank, pairs, agreements, and the draft of the order."""

    _name = "mentorship.participant.leave.mixin"
    _description = "Leaving of a Participant"

    def _leave_school(self, date):
        """Let these participants go with the last day of their labour contract.

        Nothing is lost: who left stays in his pairs with his day, the pairs that
        nobody carries on end with the reason, an order is drafted, and the curator is
        asked whether another mentor takes over. Called again with another day, it
        moves everything to that day.

        :param date: the last day at the school
        :return: `mentorship.order` with the drafts
        """
        since = fields.Date.subtract(
            fields.Date.context_today(self), days=CORRECTED_DAYS
        )
        again = self.filtered(
            lambda person: (
                person.reason_out == LEFT
                and person.date_out
                and person.date_out >= since
            )
        )
        people = again | self.filtered(lambda person: not person.date_out)
        members = people.member_ids
        members.pair_id.filtered("left_behind")._reopen()
        again.member_ids.filtered(lambda m: m.reason == LEFT).write(
            {"date_end": False, "reason": False}
        )
        people.write({"reason_out": LEFT})
        for person in people:
            person.date_out = max(date, person.date_in)
        members = members.filtered(
            lambda m: (
                m.pair_id.state in OPEN
                and (not m.date_end or m.date_end > date)
                and (not m.pair_id.date_end or m.pair_id.date_end > date)
            )
        )
        for member in members:
            last = max(date, member.date_start or date)
            member.write({"date_end": last, "reason": LEFT})
        pairs = members.pair_id
        orders = self._draft_leaving(pairs, date)
        pairs._end_left_behind()
        people._end_agreements()
        return orders

    def _draft_leaving(self, pairs, date):
        """The draft of the order, and what the curator has to decide."""
        alone = pairs.filtered(lambda pair: self._is_last_of(pair))
        ordered = alone.filtered(lambda pair: pair._is_ordered())
        for change in self.env["mentorship.order.change"].search(
            [
                ("pair_id", "in", ordered.ids),
                ("order_id.state", "=", "draft"),
                ("reason", "=", LEFT),
            ]
        ):
            change.date = max(date, change.pair_id.date_start)
        orders = ordered._draft_changes(
            {
                pair: {
                    "result": "ended",
                    "date": max(date, pair.date_start),
                    "reason": LEFT,
                }
                for pair in ordered
            }
        )
        names = ", ".join(self.mapped("short_name"))
        school = self.env["mentorship.school"]
        new = orders.filtered(lambda order: not order.activity_ids)
        if new:
            school._remind_curator(
                new,
                self.env._("End the pairs or replace the mentor"),
                self.env._(
                    "%s leaves the school. For every pair of this draft choose: it "
                    "ends, or another mentor takes over and the program goes on.",
                    names,
                ),
                date,
            )
        school._remind_curator(
            pairs - alone,
            self.env._("Somebody has left the group"),
            self.env._(
                "%s leaves the school; the others go on. Check the program and the "
                "plan.",
                names,
            ),
            date,
        )
        return orders

    def _is_last_of(self, pair):
        """Whether nobody of the role of these people stays in a pair."""
        roles = {m.role for m in pair.member_ids if m.participant_id in self}
        return any(
            not pair.member_ids.filtered(
                lambda m, role=role: (
                    m.role == role
                    and m.participant_id not in self
                    and (not m.date_end or m.date_end > fields.Date.context_today(pair))
                )
            )
            for role in roles
        )

    def _end_agreements(self):
        """Agreements end with the labour contract to which they belong."""
        today = fields.Date.context_today(self)
        left = self.filtered(
            lambda person: person.date_out and person.date_out <= today
        )
        agreements = self.env["mentorship.agreement"].search(
            [("participant_id", "in", left.ids), ("state", "=", "signed")]
        )
        for agreement in agreements:
            date = agreement.participant_id.date_out
            last = max(agreement.date_start, min(date, agreement.date_end))
            agreement._write_guarded(
                {"state": "ended", "date_ended": last, "end_reason": LEFT}
            )

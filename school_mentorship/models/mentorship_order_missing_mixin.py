from odoo import api, fields, models

from ..tools import russian


class MentorshipOrderMissingMixin(models.AbstractModel):
    """What an order still waits for, and what looks wrong on it."""

    _name = "mentorship.order.missing.mixin"
    _description = "What Is Missing to an Order"

    missing = fields.Char("What Is Missing", compute="_compute_missing")
    warning = fields.Char(compute="_compute_warning")

    @api.depends(
        "pair_ids",
        "assigns_pairs",
        "state",
        "signed_copy_name",
        "date_as_of",
        "issued_before",
    )
    def _compute_missing(self):
        """What stands between the order and its registration, in words."""
        open_ones = self.filtered(
            lambda order: order.state in ("draft", "signing") and order.assigns_pairs
        )
        # One question for all orders of today, one more for each day of before.
        answers = {
            date: orders._without_consent(date)
            for date, orders in open_ones.grouped("date_as_of").items()
        }
        for order in self:
            parts = []
            if order in open_ones:
                lacking = answers[order.date_as_of]
                if not order.pair_ids:
                    parts.append(self.env._("no pairs"))
                mentors = self.env["mentorship.participant"].union(
                    *(lacking[pair] for pair in order.pair_ids if pair in lacking)
                )
                if mentors:
                    names = ", ".join(mentors.mapped("short_name"))
                    parts.append(self.env._("no consent to duties: %s", names))
            # Of a paper issued before, the original in the folder is the document.
            if (
                order.state == "registered"
                and not order.signed_copy_name
                and not order.issued_before
            ):
                parts.append(self.env._("no signed copy"))
            order.missing = "; ".join(parts)

    @api.depends(
        "pair_ids.date_start",
        "date",
        "date_as_of",
        "state",
        "changes_pairs",
        "change_ids.date",
        "change_ids.result",
    )
    def _compute_warning(self):
        """What is lawful, but looks wrong on paper."""
        open_ones = self.filtered(lambda order: order.state in ("draft", "signing"))
        expiring = open_ones._expiring_acts()
        for order in self:
            people = order.pair_ids.member_ids.participant_id
            parts = [person.name_warning for person in people if person.name_warning]
            date = order._paper_date()
            late = order.pair_ids.filtered(lambda p, date=date: p.date_start < date)
            if late and order.state in ("draft", "signing"):
                parts.append(
                    self.env._(
                        "The work of %s begins before the date of the order.",
                        ", ".join(late.mapped("name")),
                    )
                )
            if order.changes_pairs and order in open_ones:
                parts += order._warnings_of_notice()
            for act in expiring.get(order, ()):
                parts.append(
                    self.env._(
                        "«%(act)s» is in force until %(date)s only.",
                        act=act.name,
                        date=russian.date_numeric(act.date_until),
                    )
                )
            order.warning = " ".join(parts)

    def _warnings_of_notice(self):
        """Mentors whom the order relieves sooner than they are to be told."""
        return [
            self.env._(
                "%(pair)s: a mentor is told three working days ahead, so the earliest "
                "last day is %(date)s; an earlier one needs the consent of both sides.",
                pair=change.pair_id.name,
                date=russian.date_numeric(earliest),
            )
            for change, earliest in self.change_ids._notice_is_short().items()
        ]

    def _expiring_acts(self):
        """The acts that open orders quote and that end within three months.

        Orders of one school and day quote the same acts: one question for them all.

        :return: dict of order → `mentorship.legal.act`
        """
        result = {}
        for (_company, date, _new), orders in self.grouped(
            lambda o: (o.company_id, o.date_as_of, o.approves_regulation)
        ).items():
            until = fields.Date.add(date or fields.Date.context_today(self), months=3)
            acts = (
                orders[0]
                ._quoted_acts()
                .filtered(
                    lambda act, until=until: act.date_until and act.date_until <= until
                )
            )
            result.update(dict.fromkeys(orders, acts))
        return result

    def action_exclude_unconsented(self):
        """Leave out the pairs whose mentor has not consented to his duties."""
        for order in self:
            lacking = order.pair_ids._without_mentor_consent(order._paper_date())
            order.pair_ids -= self.env["mentorship.pair"].union(*lacking)

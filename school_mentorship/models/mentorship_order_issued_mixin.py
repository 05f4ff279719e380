from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import russian


class MentorshipOrderIssuedMixin(models.AbstractModel):
    """An order that was issued on paper before it came into the system.

    It is entered with the number, date and signer that stand on it: nothing is
    printed or frozen, the paper in the folder is the document. The same file corrects
    what was mistyped on registering any order, with reason and trace.
    """

    _name = "mentorship.order.issued.mixin"
    _description = "Order Issued Before"

    issued_before = fields.Boolean(
        readonly=True,
        copy=False,
        help="Entered as it was issued; the paper in the folder is the document.",
    )
    signer = fields.Char(
        "Signer Not on the Staff",
        copy=False,
        help="A former director or another author: name and position as they stand on "
        "the paper.",
    )
    corrections = fields.Text(readonly=True, copy=False)

    def register_issued(self, number, date, confirm_duplicate=False):
        """Register a draft that was issued on paper before, without printing it.

        Number and date are those of the paper; a journal that numbers by itself goes
        on counting as if nothing had happened. Pairs whose term is over are completed.

        :param str number: as it stands on the paper, «б/н» if it has none
        :param date: date of the paper
        :param bool confirm_duplicate: the same number twice in a year is meant
        :return: True
        :raises UserError: nothing is written then
        """
        self._lock_for_registration()
        if self.state != "draft":
            raise UserError(
                self.env._(
                    "Only a draft is entered as issued before; «%s» has been printed. "
                    "Take it back to draft, or register it.",
                    self.display_name,
                )
            )
        number, date = self._paper_data(number, date)
        self.date_as_of = date
        self._check_number(number, date, confirm_duplicate)
        self._take_effect(number, date, issued_before=True)
        today = fields.Date.context_today(self)
        # As other effects of an order: the right was checked above.
        over = self.sudo().pair_ids.filtered(
            lambda pair: pair.date_end and pair.date_end < today
        )
        if self.assigns_pairs:
            over.filtered(lambda pair: pair.state == "active").write({"state": "done"})
        return True

    def _paper_data(self, number, date):
        """Number and date of a paper as they were typed, checked.

        :return: tuple of str and date
        :raises UserError: when one of them is missing or cannot be
        """
        number = " ".join((number or "").split())
        if not number:
            raise UserError(
                self.env._(
                    "Enter the number that stands on the paper, «б/н» if it has none."
                )
            )
        date = fields.Date.to_date(date)
        if not date:
            raise UserError(self.env._("Enter the date that stands on the paper."))
        if date > fields.Date.context_today(self):
            raise UserError(
                self.env._("An order cannot be registered with a date to come.")
            )
        return number, date

    def _check_number(self, number, date, confirm_duplicate):
        """
        :raises UserError: when the journal's year holds the number already
        """
        twin = self._same_number(number, date)
        if twin and not confirm_duplicate:
            raise UserError(
                self.env._(
                    "The number %(number)s was given to «%(order)s» in that year. If "
                    "the journal really holds it twice, confirm it.",
                    number=number,
                    order=twin.display_name,
                )
            )

    def correct(self, reason, vals, confirm_duplicate=False):
        """Correct what was mistyped when a registered order was entered.

        Who may register may correct. The former data stay in `corrections`, which
        nobody can write, and in the chatter.

        :param str reason: why
        :param dict vals: any of number, date, signatory_id, is_acting, signer
        :param bool confirm_duplicate: the same number twice in a year is meant
        :return: True
        :raises UserError: nothing is written then
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "registered":
            raise UserError(
                self.env._("Only the data of a registered order are corrected.")
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the data are corrected."))
        names = ("number", "date", "signatory_id", "is_acting", "signer")
        if unknown := set(vals) - set(names):
            raise UserError(
                self.env._(
                    "%s: is corrected by another order, not by a note.",
                    ", ".join(sorted(unknown)),
                )
            )
        self.journal_id._lock()
        former = {name: self[name] for name in names}
        number, date = self._paper_data(
            vals.get("number", self.number), vals.get("date", self.date)
        )
        corrected = {**vals, "number": number, "date": date}
        if (number, date) != (self.number, self.date):
            self._check_number(number, date, confirm_duplicate)
        if self.assigns_pairs and (lacking := self._without_consent(date)):
            people = self.env["mentorship.participant"].union(*lacking.values())
            raise UserError(
                self.env._(
                    "%s: no written consent to the duties of a mentor on this date. "
                    "Check the date of the order and that of the consent.",
                    ", ".join(people.mapped("short_name")),
                )
            )
        self._write_guarded(corrected)
        if changes := self._changes_since(former):
            self._note_correction(reason.strip(), changes)
            self._follow_correction(former["date"])
        return True

    def _note_correction(self, reason, changes):
        """Keep who corrected what, when and why."""
        today = fields.Date.context_today(self)
        note = self.env._(
            "%(date)s, %(user)s: %(changes)s. Reason: %(reason)s",
            date=russian.date_numeric(today),
            user=self.env.user.name,
            changes=changes,
            reason=reason,
        )
        self._write_guarded(
            {"corrections": "\n".join(filter(None, (self.corrections, note)))}
        )
        self.message_post(body=note, message_type="notification")

    def _follow_correction(self, former_date):
        """What was made of number and date follows: the act, the roadmap's days."""
        # An act of the school's own, made by the order itself: who may correct the
        # order, which was asked, corrects it there too.
        acts = self.env["mentorship.legal.act"].sudo()
        for act in acts.search([("order_id", "=", self.id)]):
            act.write(self._regulation_vals())
        if self.date == former_date:
            return
        lines = (
            self.env["mentorship.measure"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("evidence", "=", "order"),
                    ("hand_done", "=", False),
                    ("date_done", "=", former_date),
                    ("roadmap_id.state", "in", ("approved", "running")),
                ]
            )
        )
        # Counted by this order's mistyped day; the count finds the right one.
        lines._write_guarded({"date_done": False})
        lines._refresh()

    def action_register_issued(self):
        """Open the window in which the data of the paper are entered."""
        action = self.action_register()
        action["name"] = self.env._("Enter as Issued Before")
        action["context"] = {**action["context"], "default_issued_before": True}
        return action

from odoo import fields, models

from ..tools import declension, russian

# Lines for names to be written by hand, where no sheet has been listed yet.
BLANK_LINES = 15


class MentorshipAcquaintanceDocument(models.AbstractModel):
    """The acquaintance sheet of an order alone; Labour Code, art. 22."""

    _name = "report.school_mentorship.mentorship_acquaintance_document"
    _description = "Acquaintance Sheet on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        values.update(
            title=record._filled()["title"],
            acquaintances=record.acquaintance_ids,
            blank_lines=BLANK_LINES,
        )
        return values


class MentorshipJournalDocument(models.AbstractModel):
    """The journal of registered orders of one calendar year, on paper."""

    _name = "report.school_mentorship.mentorship_journal_document"
    _description = "Journal of Orders on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        today = fields.Date.context_today(record)
        year = self.env.context.get("year") or today.year
        orders = self.env["mentorship.order"].search(
            [
                ("journal_id", "=", record.id),
                ("state", "=", "registered"),
                ("number_year", "=", year),
            ]
        )
        # As they were written into the journal: by day, and within it by number.
        orders = orders.sorted(lambda o: (o.date, self._digits(o.number), o.id))
        amended = self.env["mentorship.order"].search(
            [("amends_id", "in", orders.ids), ("state", "=", "registered")],
            order="date, id",
        )
        values.update(
            year=year,
            rows=[
                {
                    "order": order,
                    "title": order._filled()["title"],
                    "signer": declension.initials(order.signatory_id.name or ""),
                    "note": self._note(
                        order, amended.filtered(lambda a, o=order: a.amends_id == o)
                    ),
                }
                for order in orders
            ],
            today=russian.date_words(today),
        )
        return values

    def _digits(self, number):
        """The number as it counts: 9 before 10, «125-ОД» as 125."""
        digits = "".join(c if c.isdecimal() else " " for c in number or "").split()
        return int(digits[0]) if digits else 0

    def _note(self, order, amended):
        """«Изменён приказом от … № …», «Утратил силу: приказ от … № …»."""
        notes = [f"изменён приказом {self._short(other)}" for other in amended]
        if other := order.repealed_by_id:
            notes.append(f"утратил силу: приказ {self._short(other)}")
        if other := order.amends_id:
            notes.append(f"изменяет приказ {self._short(other)}")
        return self._capital("; ".join(notes))

    def _short(self, order):
        number = russian.number_sign(order.number)
        return f"от\u00a0{russian.date_numeric(order.date)} {number}"

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MentorshipJournal(models.Model):
    """The school's journal of orders («журнал регистрации приказов»).

    Numbers are the clerk's: by default one types the number she gave. A journal
    that numbers by itself counts in its own row, year by year.
    """

    _name = "mentorship.journal"
    _description = "Journal of Orders"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
        ondelete="cascade",
    )
    kind = fields.Selection(
        [("main", "Main activity"), ("staff", "Personnel")],
        required=True,
        default="main",
        help="Orders on pay and rewards belong into the journal of personnel orders.",
    )
    numbering = fields.Selection(
        [("manual", "The clerk gives the number"), ("auto", "Numbers by itself")],
        required=True,
        default="manual",
    )
    prefix = fields.Char()
    suffix = fields.Char(help="For example «-ОД».")
    year = fields.Integer("Counting Year", readonly=True)
    last_number = fields.Integer(
        help="The last number given in the counting year; the next one follows it."
    )
    order_ids = fields.One2many("mentorship.order", "journal_id", "Orders")

    @api.constrains("last_number")
    def _check_last_number(self):
        for journal in self:
            if journal.last_number < 0:
                raise ValidationError(
                    self.env._("The last number of a journal cannot be negative.")
                )

    def _format_number(self, number):
        """The number as it is written: «125-ОД»."""
        self.ensure_one()
        return f"{self.prefix or ''}{number}{self.suffix or ''}"

    def _next_number(self, year):
        """Take the next free number of a calendar year.

        The row of the journal is locked until the transaction ends, so two orders
        registered at the same moment never share a number; numbers that the clerk
        typed by hand are skipped.

        :param int year: calendar year of the order's date
        :return: str, the formatted number
        """
        self.ensure_one()
        self._lock()
        self.invalidate_recordset(["year", "last_number"])
        number = self.last_number if self.year in (0, year) else 0
        if self.year > year:
            # An order of a past year: count on from what that year holds.
            number = self.order_ids.sudo().search_count(
                [("journal_id", "=", self.id), ("number_year", "=", year)]
            )
        taken = self._taken_keys(year)
        orders = self.env["mentorship.order"]
        while True:
            number += 1
            text = self._format_number(number)
            if orders._number_key(text) not in taken:
                break
        if self.year <= year:
            # The counter belongs to the mechanism, not to whoever registers.
            self.sudo().write({"year": year, "last_number": number})
        return text

    def _taken_keys(self, year):
        """Normalised numbers already given in this journal in a calendar year."""
        self.ensure_one()
        # Numbers of all orders count, also of those the user may not read.
        rows = (
            self.env["mentorship.order"]
            .sudo()
            ._read_group(
                [("journal_id", "=", self.id), ("number_year", "=", year)],
                ["number_key"],
            )
        )
        return {key for (key,) in rows}

    def _lock(self):
        """Let only one registration at a time pass through this journal.

        A real UPDATE, not only a row lock: under repeatable read the second
        transaction then fails to serialise, and Odoo runs it again on fresh data.
        """
        self.ensure_one()
        self.env.cr.execute(
            "UPDATE mentorship_journal SET write_date = write_date WHERE id = %s",
            [self.id],
        )

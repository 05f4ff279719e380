from odoo import api, fields, models

from ..tools import amounts, russian


class MentorshipAgreementPayMixin(models.AbstractModel):
    """The pay that an agreement promises, and how the paper says it."""

    _name = "mentorship.agreement.pay.mixin"
    _description = "Pay by an Agreement"

    pay_kind = fields.Selection(
        [
            ("sum", "Sum a month"),
            ("percent", "Percent of the salary"),
            ("points", "Points"),
            ("coefficient", "Coefficient for each mentee"),
            ("regulation", "By the regulation on pay"),
        ],
        required=True,
        default="sum",
    )
    pay_amount = fields.Float(digits=(16, 2))
    pay_clause = fields.Char(
        "Clause of the Regulation on Pay", help="«3.4» in «по п. 3.4 Положения …»."
    )
    pay_words = fields.Char("Pay", compute="_compute_pay_words")

    _amount_positive = models.Constraint(
        "CHECK(pay_amount >= 0)", "Pay cannot be negative."
    )

    _amount_sensible = models.Constraint(
        "CHECK(pay_amount < 1000000000)", "Check the size of the pay: it is too big."
    )

    @api.depends("pay_kind", "pay_amount", "pay_clause")
    def _compute_pay_words(self):
        for agreement in self:
            try:
                text = agreement._pay_text()
            except amounts.AmountError:
                # A mistyped sum is refused on saving, not while it is typed.
                text = ""
            agreement.pay_words = russian.nbsp(text)

    def _pay_text(self):
        """The pay as the agreement says it, in Russian: it is printed so.

        :raises AmountError: for a sum that no agreement can name
        """
        self.ensure_one()
        amount, clause = self.pay_amount, self.pay_clause
        by = f" (по п. {clause} Положения об оплате труда)" if clause else ""
        match self.pay_kind:
            case "sum":
                return f"{amounts.rubles_in_words(amount)} в месяц{by}"
            case "percent":
                percents = amounts.percents_in_words(amount)
                return f"{percents} должностного оклада в месяц{by}"
            case "points":
                return f"{amounts.points_in_words(amount)} в месяц{by}"
            case "coefficient":
                number = amounts.number_in_words(amount)
                return f"коэффициент {number} за каждого наставляемого{by}"
            case "regulation":
                return f"по п. {clause or '___'} Положения об оплате труда"
        # While the form is being filled in, the kind may be empty.
        return ""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import russian


class MentorshipAcquaintance(models.Model):
    """A person's line on the acquaintance sheet of an order.

    Labour Code, art. 22: the signature on paper is the proof; the date here is a
    convenience. Name and position stay as they were when the sheet was printed.
    """

    _name = "mentorship.acquaintance"
    _description = "Acquaintance with an Order"
    _inherit = ["mentorship.signing.mixin"]
    _order = "order_id, name, id"
    _MARKED = ("date",)

    order_id = fields.Many2one(
        "mentorship.order", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char("Full Name", required=True)
    position = fields.Char()
    date = fields.Date("Acquainted On")

    _person_uniq = models.Constraint(
        "UNIQUE(order_id, partner_id)", "A person signs the sheet of an order once."
    )

    @api.constrains("date")
    def _check_date(self):
        for line in self:
            if line.date and line.date > fields.Date.context_today(line):
                raise ValidationError(
                    self.env._(
                        "%s: the day of acquaintance has not come yet.", line.name
                    )
                )

    def _signing_words(self):
        self.ensure_one()
        return self.name, self.env._("Acquaintance: %s", self.order_id.display_name)

    def _signing_problems(self, date):
        result = {}
        for line in self:
            order = line.order_id
            if line.date:
                result[line] = self.env._(
                    "acquainted already, on %s", russian.date_numeric(line.date)
                )
            elif order.state != "registered":
                result[line] = self.env._("the order has not been registered yet")
            elif order.date > date:
                result[line] = self.env._(
                    "the order is of %s, later than this day",
                    russian.date_numeric(order.date),
                )
        return result

    def _sign_marked(self, date):
        self.write({"date": date})

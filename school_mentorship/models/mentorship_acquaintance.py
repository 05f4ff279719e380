from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MentorshipAcquaintance(models.Model):
    """A person's line on the acquaintance sheet of an order.

    Labour Code, art. 22: the signature on paper is the proof; the date here is a
    convenience. Name and position stay as they were when the sheet was printed.
    """

    _name = "mentorship.acquaintance"
    _description = "Acquaintance with an Order"
    _order = "order_id, name, id"

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

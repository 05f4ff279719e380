from odoo import api, fields, models


class MentorshipOrderTitle(models.Model):
    """Another title under which schools issue a kind of order."""

    _name = "mentorship.order.title"
    _description = "Title of an Order"
    _inherit = ["mentorship.shared.mixin"]

    name = fields.Char("Title", required=True)
    kind_id = fields.Many2one(
        "mentorship.order.kind", required=True, index=True, ondelete="cascade"
    )

    @api.constrains("name")
    def _check_placeholders(self):
        for title in self:
            title.kind_id._check_text(title, "name")

from odoo import fields, models


class MentorshipArea(models.Model):
    """What a mentee needs help with and a mentor can help with («направление»)."""

    _name = "mentorship.area"
    _description = "Area of Need and Ability"
    _inherit = ["mentorship.shared.mixin"]

    description = fields.Char(help="What belongs to the area, for the questionnaires.")

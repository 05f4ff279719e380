from odoo import models


class MentorshipCategory(models.Model):
    """Why a person becomes a mentee: a beginner, a returner, a new post, a student.

    Nothing close to health is shipped: such a category would be special personal
    data (152-FZ, art. 10). Categories are never printed in an order.
    """

    _name = "mentorship.category"
    _description = "Category of Mentees"
    _inherit = ["mentorship.shared.mixin"]

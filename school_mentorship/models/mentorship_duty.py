from odoo import models


class MentorshipDuty(models.Model):
    """What a mentor's work consists of, to choose from in an agreement.

    Labour Code, art. 351.8: the agreement names the content of the work.
    """

    _name = "mentorship.duty"
    _description = "Duty of a Mentor"
    _inherit = ["mentorship.shared.mixin"]

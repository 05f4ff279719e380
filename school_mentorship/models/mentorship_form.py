from odoo import models


class MentorshipForm(models.Model):
    """Which roles meet («форма»): teacher and teacher, employer and student …

    Source: letter AZ-1128/08 of 21.12.2021, section 2.3; the list is open there.
    """

    _name = "mentorship.form"
    _description = "Form of Mentoring"
    _inherit = ["mentorship.shared.mixin"]

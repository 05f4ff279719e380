from odoo import fields, models


class MentorshipWorkForm(models.Model):
    """A form of work («форма работы»): consultation, visit of a lesson, master class.

    The name is printed in programs and logs, hence Russian and not translated.
    """

    _name = "mentorship.work.form"
    _description = "Form of Work"
    _inherit = ["mentorship.shared.mixin"]

    is_visit = fields.Boolean(
        "Visit of a Lesson", help="Its meetings have an observation sheet."
    )

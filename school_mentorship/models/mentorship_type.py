from odoo import fields, models


class MentorshipType(models.Model):
    """How mentor and mentee work («вид»): one to one, in a group, by video …

    Source: letter AZ-1128/08 of 21.12.2021, section 2.4; the list is open there.
    """

    _name = "mentorship.type"
    _description = "Type of Mentoring"
    _inherit = ["mentorship.shared.mixin"]

    is_short = fields.Boolean(
        "Short by Nature",
        help="The usual term of three months to one year does not apply.",
    )
    is_reverse = fields.Boolean(
        "The Younger Teaches",
        help="Reverse mentoring: experience and category of the mentor do not matter.",
    )

from odoo import api, fields, models
from odoo.exceptions import UserError

# Where an area stands, the most usual places first.
USED = (
    ("survey.question.answer", "mentorship_area_id"),
    ("mentorship.participant.area", "area_id"),
    ("mentorship.answer", "area_id"),
    ("mentorship.match.line", "area_id"),
)


class MentorshipArea(models.Model):
    """What a mentee needs help with and a mentor can help with («направление»)."""

    _name = "mentorship.area"
    _description = "Area of Need and Ability"
    _inherit = ["mentorship.shared.mixin"]

    description = fields.Char(help="What belongs to the area, for the questionnaires.")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        """Scores and answers of this and of earlier years are told by their areas."""
        # Used anywhere, be it by a school or a person the user does not see.
        for model, name in USED:
            used = self.env[model].sudo().search([(name, "in", self.ids)], limit=1)
            if used:
                raise UserError(
                    self.env._(
                        "«%s» stands in questionnaires or in the bank and cannot be "
                        "deleted. Archive it instead.",
                        used[name].name,
                    )
                )

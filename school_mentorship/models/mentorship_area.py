from odoo import api, fields, models
from odoo.exceptions import UserError


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
        rows = self.env["survey.question.answer"].sudo()
        scores = self.env["mentorship.participant.area"].sudo()
        for model, name in ((rows, "mentorship_area_id"), (scores, "area_id")):
            if used := model.search([(name, "in", self.ids)], limit=1):
                raise UserError(
                    self.env._(
                        "«%s» stands in questionnaires or in the bank and cannot be "
                        "deleted. Archive it instead.",
                        used[name].name,
                    )
                )

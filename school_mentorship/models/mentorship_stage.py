from odoo import fields, models


class MentorshipStage(models.Model):
    """One of the stages («этап») of a roadmap.

    Stages are logical, not chronological: a stage shows readiness and locks
    nothing. The transversal stage (publicity) accompanies all others: lines stand
    in it, a roadmap never does.
    """

    _name = "mentorship.stage"
    _description = "Stage of the Roadmap"
    _inherit = ["mentorship.shared.mixin"]

    short_name = fields.Char(required=True, help="Heads the column of the board.")
    is_transversal = fields.Boolean(
        "Runs Through All Stages",
        help="Lines can stand in this stage, a roadmap as a whole cannot.",
    )

    def _compute_display_name(self):
        for stage in self:
            stage.display_name = stage.short_name or stage.name

from odoo import api, fields, models


class MentorshipProgramArea(models.Model):
    """How much help a mentee needs in an area: before, aimed at, after.

    The scale is that of the questionnaire, from 0 (no difficulty) to 3 (help is
    needed): less is better.
    """

    _name = "mentorship.program.area"
    _description = "Area of a Program"
    _order = "program_id, before desc, area_id, id"
    _rec_name = "area_id"

    program_id = fields.Many2one(
        "mentorship.program", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="program_id.company_id", store=True, index=True
    )
    area_id = fields.Many2one(
        "mentorship.area", required=True, index=True, ondelete="restrict"
    )
    before = fields.Integer(aggregator="avg")
    target = fields.Integer(aggregator="avg")
    after = fields.Integer(aggregator="avg")
    is_rated = fields.Boolean(
        "Measured", help="The value «after» is known; 0 is a good result, not a gap."
    )
    growth = fields.Integer(
        compute="_compute_growth",
        store=True,
        aggregator="avg",
        help="By how much the difficulty became less.",
    )

    _area_uniq = models.Constraint(
        "UNIQUE(program_id, area_id)", "Each area stands in a program once."
    )
    _score_range = models.Constraint(
        "CHECK(before BETWEEN 0 AND 3 AND target BETWEEN 0 AND 3"
        " AND after BETWEEN 0 AND 3)",
        "A score is a number from 0 to 3.",
    )

    @api.depends("before", "after", "is_rated")
    def _compute_growth(self):
        for area in self:
            area.growth = area.before - area.after if area.is_rated else 0

    @api.onchange("after")
    def _onchange_after(self):
        if self.after:
            self.is_rated = True

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("after"):
                vals.setdefault("is_rated", True)
        return super().create(vals_list)

    def write(self, vals):
        if "after" in vals:
            vals = {"is_rated": True, **vals}
        return super().write(vals)

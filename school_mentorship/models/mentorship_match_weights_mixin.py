from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import matching


class MentorshipMatchWeightsMixin(models.AbstractModel):
    """What counts how much in matching: the school's habit, and that of one run."""

    _name = "mentorship.match.weights.mixin"
    _description = "Weights of Matching"

    weight_areas = fields.Integer(
        "Weight: Needs and Abilities",
        default=matching.DEFAULT_WEIGHTS["areas"],
        help="How much of what the mentee asks for the mentor is able to give.",
    )
    weight_subject = fields.Integer(
        "Weight: Subject",
        default=matching.DEFAULT_WEIGHTS["subject"],
        help="The same subject or post; less for the same department.",
    )
    weight_wishes = fields.Integer(
        "Weight: Wishes",
        default=matching.DEFAULT_WEIGHTS["wishes"],
        help="Half for the wish of each of the two.",
    )
    weight_formats = fields.Integer(
        "Weight: Formats",
        default=matching.DEFAULT_WEIGHTS["formats"],
        help="A way of working that suits both.",
    )
    weight_experience = fields.Integer(
        "Weight: Experience",
        default=matching.DEFAULT_WEIGHTS["experience"],
        help="The mentor's years of teaching, valid category and completed pairs.",
    )
    match_threshold = fields.Integer(
        "Threshold of a Good Pair",
        default=matching.THRESHOLD,
        help="From 0 to 100; counts for «only good pairs».",
    )

    def _weights(self):
        """Criterion → weight, as `tools.matching` wants them."""
        return {name: self[f"weight_{name}"] for name in matching.CRITERIA}

    @api.constrains(*(f"weight_{name}" for name in matching.CRITERIA))
    def _check_weights(self):
        for record in self:
            weights = record._weights().values()
            if min(weights) < 0:
                raise ValidationError(
                    self.env._(
                        "A weight of matching cannot be negative. Enter 0 to "
                        "leave the criterion out."
                    )
                )
            if not any(weights):
                raise ValidationError(
                    self.env._(
                        "All weights of matching are zero: nothing would tell a good "
                        "pair from another. Give at least one criterion a weight."
                    )
                )

    @api.constrains("match_threshold")
    def _check_threshold(self):
        if any(not 0 <= record.match_threshold <= 100 for record in self):
            raise ValidationError(
                self.env._("The threshold of a good pair is a number from 0 to 100.")
            )

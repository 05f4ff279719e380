from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import matching, matching_scores


def _weight(criterion, label, explanation):
    """How much a criterion counts, as the addon ships it.

    :param str criterion: one of `matching_scores.CRITERIA`
    :param str label: name of the field
    :param str explanation: what the criterion looks at
    """
    return fields.Integer(
        label, default=matching_scores.DEFAULT_WEIGHTS[criterion], help=explanation
    )


class MentorshipMatchWeightsMixin(models.AbstractModel):
    """What counts how much in matching: the school's habit, and that of one run."""

    _name = "mentorship.match.weights.mixin"
    _description = "Weights of Matching"

    weight_areas = _weight(
        "areas",
        "Weight: Needs and Abilities",
        "How much of what the mentee asks for the mentor is able to give.",
    )
    weight_subject = _weight(
        "subject",
        "Weight: Subject",
        "The same subject or post; less for the same department.",
    )
    weight_wishes = _weight(
        "wishes", "Weight: Wishes", "Half for the wish of each of the two."
    )
    weight_formats = _weight(
        "formats", "Weight: Formats", "A way of working that suits both."
    )
    weight_experience = _weight(
        "experience",
        "Weight: Experience",
        "The mentor's years of teaching, valid category and completed pairs.",
    )
    match_threshold = fields.Integer(
        "Threshold of a Good Pair",
        default=matching.THRESHOLD,
        help="From 0 to 100; counts for «only good pairs».",
    )

    def _weights(self):
        """Criterion → weight, as the scores want them."""
        return {name: self[f"weight_{name}"] for name in matching_scores.CRITERIA}

    @api.constrains(*(f"weight_{name}" for name in matching_scores.CRITERIA))
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

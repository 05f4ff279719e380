from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MentorshipParticipantArea(models.Model):
    """How strongly a participant needs help, or can help, in one area (0 to 3).

    Given in questionnaires, hence known only on the ground of his consent to the
    processing of personal data: without it nothing is kept here.
    """

    _name = "mentorship.participant.area"
    _description = "Need or Ability of a Participant"
    _order = "score desc, area_id, id"
    _rec_name = "area_id"

    participant_id = fields.Many2one(
        "mentorship.participant", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="participant_id.company_id", store=True, index=True
    )
    area_id = fields.Many2one(
        "mentorship.area", required=True, index=True, ondelete="restrict"
    )
    score = fields.Integer(
        default=1,
        help="Need: 0 none, 1 rarely, 2 often, 3 help is needed. "
        "Ability: 0 none to 3 sure of it.",
    )

    _area_uniq = models.Constraint(
        "UNIQUE(participant_id, area_id)", "Each area is named once."
    )
    _score_range = models.Constraint(
        "CHECK(score BETWEEN 0 AND 3)", "A score is a number from 0 to 3."
    )

    @api.constrains("participant_id", "score")
    def _check_consent(self):
        """The gate to data: nothing is kept without a consent to processing."""
        closed = self.participant_id.filtered(lambda person: not person.ready)
        if closed:
            raise ValidationError(
                self.env._(
                    "%s: without a valid consent to data processing no needs or "
                    "abilities may be kept. Have the consent signed first.",
                    ", ".join(closed.mapped("short_name")),
                )
            )

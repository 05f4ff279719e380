from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MentorshipParticipantArea(models.Model):
    """How strongly a participant needs help, or can help, in one area (0 to 3).

    Given in questionnaires, hence known only on the ground of his consent to the
    processing of personal data: without it nothing is kept here. A new score does not
    overwrite the old one: that stays with its last day, so that the bank can be asked
    as of any day.
    """

    _name = "mentorship.participant.area"
    _description = "Need or Ability of a Participant"
    _order = "score desc, area_id, date desc, id"
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
    date = fields.Date(
        "Since", required=True, default=fields.Date.context_today, readonly=True
    )
    date_end = fields.Date("Held Until", readonly=True, help="Empty: holds today.")
    source = fields.Char("Known From", readonly=True, help="Empty: entered by hand.")

    _open_uniq = models.UniqueIndex(
        "(participant_id, area_id) WHERE date_end IS NULL", "Each area is named once."
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

    def write(self, vals):
        """A score changed by hand on a later day leaves the former one behind."""
        if "score" in vals and not {"date", "date_end"} & vals.keys():
            today = fields.Date.context_today(self)
            changed = self.filtered(
                lambda line: (
                    not line.date_end
                    and line.date < today
                    and line.score != vals["score"]
                )
            )
            former = [
                {
                    **values,
                    "date": line.date,
                    "date_end": fields.Date.subtract(today, days=1),
                    "source": line.source,
                }
                for line, values in zip(changed, changed.copy_data(), strict=True)
            ]
            if former:
                self.create(former)
                fresh = {"date": today, "source": vals.get("source", False)}
                super(MentorshipParticipantArea, changed).write({**vals, **fresh})
                return super(MentorshipParticipantArea, self - changed).write(vals)
        return super().write(vals)

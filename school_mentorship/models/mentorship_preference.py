from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MentorshipPreference(models.Model):
    """With whom somebody wants to work, and whom he must not be given.

    «Кого не назначать (видит только куратор)»: neither the director nor the
    person himself reads these rows.
    """

    _name = "mentorship.preference"
    _description = "Wish or Veto of a Participant"
    _order = "participant_id, kind desc, id"
    _rec_name = "partner_id"

    participant_id = fields.Many2one(
        "mentorship.participant",
        "Whose Wish",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="participant_id.company_id", store=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner", "About Whom", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [("wish", "Wishes to work with"), ("veto", "Must not be given")],
        "Wish or Veto",
        required=True,
        default="wish",
    )
    note = fields.Char("In His Own Words")

    _person_uniq = models.Constraint(
        "UNIQUE(participant_id, partner_id)",
        "A wish or a veto about this person has been entered already.",
    )

    @api.constrains("participant_id", "partner_id")
    def _check_people(self):
        """The gate to data, as for needs and abilities; nobody wishes for himself."""
        for wish in self:
            person = wish.participant_id
            if wish.partner_id == person.partner_id:
                raise ValidationError(
                    self.env._(
                        "%s: a wish or a veto is about another person. Choose a "
                        "colleague.",
                        person.short_name,
                    )
                )
            if not person.ready:
                raise ValidationError(
                    self.env._(
                        "%s: without a valid consent to data processing no wishes "
                        "may be kept. Have the consent signed first.",
                        person.short_name,
                    )
                )

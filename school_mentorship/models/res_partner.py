from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    mentorship_participant_ids = fields.One2many(
        "mentorship.participant",
        "partner_id",
        "Entries in the Mentoring Bank",
        groups="school_mentorship.group_mentorship_director",
    )
    mentorship_consent_ids = fields.One2many(
        "mentorship.consent",
        "partner_id",
        "Mentoring Consents",
        groups="school_mentorship.group_mentorship_director",
    )

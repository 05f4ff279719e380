from odoo import models


class MentorshipSampleSchool(models.TransientModel):
    _name = "mentorship.sample.school"
    _description = "Sample School"

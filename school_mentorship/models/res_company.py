from odoo import api, models


class ResCompany(models.Model):
    """A company is a school, with the settings of its mentoring."""

    _inherit = "res.company"

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        # Whoever may create a company may have its empty settings made as well.
        self.env["mentorship.school"].sudo()._create_missing(companies)
        return companies

from odoo import api, fields, models


class HrDepartureWizard(models.TransientModel):
    """Says beforehand what a departure means for mentoring."""

    _inherit = "hr.departure.wizard"

    mentorship_pair_count = fields.Integer(
        "Mentoring Pairs", compute="_compute_mentorship_pair_count"
    )

    @api.depends("employee_ids")
    def _compute_mentorship_pair_count(self):
        for wizard in self:
            # Only how many there are is told; a personnel officer sees no mentees.
            members = self.env["mentorship.pair.member"].sudo()
            wizard.mentorship_pair_count = len(
                members.search(
                    [
                        ("employee_id", "in", wizard.employee_ids.ids),
                        *members._domain_current(),
                    ]
                ).pair_id
            )

from odoo import api, fields, models


class HrJob(models.Model):
    """A position knows whether it is a pedagogical one."""

    _inherit = "hr.job"

    is_pedagogical = fields.Boolean(
        "Pedagogical Position",
        compute="_compute_is_pedagogical",
        store=True,
        readonly=False,
        help="Counted among the pedagogical workers of the school.",
    )

    @api.depends("name")
    def _compute_is_pedagogical(self):
        """By the head word: «учитель математики» is a «учитель»."""
        heads = self.env["mentorship.declension"]._pedagogical_heads()
        for job in self:
            name = (job.name or "").lower()
            job.is_pedagogical = next(
                (
                    pedagogical
                    for head, pedagogical in heads
                    if name == head or name.startswith(f"{head} ")
                ),
                False,
            )

    @api.model
    def _recompute_is_pedagogical(self):
        """Look at the jobs of before, once the positions are there."""
        self.with_context(active_test=False).search(
            [("name", "!=", False)]
        )._compute_is_pedagogical()

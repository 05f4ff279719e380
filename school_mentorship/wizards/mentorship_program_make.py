from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.mentorship_program_template_line import PERIODS

# More pairs than this are worked off in the background.
AT_ONCE = 30


class MentorshipProgramMake(models.TransientModel):
    """Programs for chosen pairs, or for all pairs that have none, in one step."""

    _name = "mentorship.program.make"
    _description = "Prepare Programs"

    pair_ids = fields.Many2many(
        "mentorship.pair",
        string="Pairs",
        default=lambda self: self._default_pairs(),
        domain="[('state', 'in', ('preparing', 'active', 'suspended'))]",
        required=True,
    )
    template_id = fields.Many2one(
        "mentorship.program.template",
        help="Empty: for each pair the one that suits its type, the mentee's position "
        "and category.",
    )
    by = fields.Selection(
        [("template", "As in the template"), *PERIODS],
        "Plan by",
        required=True,
        default="template",
    )

    since = fields.Date(
        "Plan From",
        default=fields.Date.context_today,
        help="Lines of the plan begin on this day or with the pair, whichever is "
        "later. Empty: with the pair, also in the past.",
    )

    @api.model
    def _default_pairs(self):
        """The chosen pairs, or all pairs of the school without a program."""
        pairs = self.env["mentorship.pair"]
        if self.env.context.get("active_model") == "mentorship.pair":
            return pairs.browse(self.env.context.get("active_ids", []))
        return pairs.search(
            Domain("company_id", "=", self.env.company.id)
            & Domain("state", "in", ("preparing", "active", "suspended"))
            & ~Domain(
                "program_ids",
                "any",
                [("state", "in", ("draft", "approved", "running"))],
            )
        )

    def action_make(self):
        """Make the programs, many of them in the background.

        :return: action that opens them, or the job
        :raises UserError: when there is no pair, or one has a program already
        """
        self.ensure_one()
        pairs = self.pair_ids
        if not pairs:
            raise UserError(self.env._("Every pair has its program."))
        by = "" if self.by == "template" else self.by
        if len(pairs) > AT_ONCE:
            job = self.env["mentorship.job"]._start_work(
                self.env._("Programs for %s pairs", len(pairs)),
                pairs,
                "_job_make_programs",
                {
                    "template": self.template_id.id,
                    "by": by,
                    "since": fields.Date.to_string(self.since),
                },
            )
            return job._action_open()
        programs = self.env["mentorship.program"]
        return programs._make(pairs, self.template_id, by, self.since)._action_open()

from odoo import api, fields, models

from .mentorship_guarded_mixin import INTERNAL
from .mentorship_match_line_words_mixin import PARTS

# What the run writes and nobody else.
COMPUTED = frozenset(
    {
        *PARTS,
        "score",
        "rank",
        "candidate_count",
        "areas",
        "alternatives",
        "excluded",
        "reason",
        "by_hand",
        "pairs_before",
        "pair_id",
    }
)


class MentorshipMatchLine(models.Model):
    """A mentee with the mentor a run proposes, and why: in points and in words."""

    _name = "mentorship.match.line"
    _description = "Proposal of Matching"
    _inherit = [
        "mentorship.guarded.mixin",
        "mentorship.match.line.words.mixin",
        "mentorship.match.line.hand.mixin",
    ]
    _order = "match_id desc, mentee_id, id"
    _rec_name = "mentee_id"
    _check_company_auto = True
    _GUARDED = COMPUTED

    match_id = fields.Many2one(
        "mentorship.match", "Matching", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="match_id.company_id", store=True, index=True)
    match_state = fields.Selection(related="match_id.state", string="State of the Run")
    mentee_id = fields.Many2one(
        "mentorship.participant",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        domain="[('role', '=', 'mentee'), ('state', '!=', 'left')]",
    )
    area_id = fields.Many2one(
        "mentorship.area",
        "For the Need",
        index="btree_not_null",
        ondelete="restrict",
        help="A further mentor for this need alone. Empty: for all needs.",
    )
    mentor_id = fields.Many2one(
        "mentorship.participant",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        domain="[('role', '=', 'mentor'), ('state', '!=', 'left')]",
    )
    locked = fields.Boolean(help="Stays as it is when pairs are proposed again.")
    by_hand = fields.Boolean(readonly=True)
    score = fields.Integer("Points", readonly=True, aggregator="avg")
    rank = fields.Integer("Place Among All Mentors", readonly=True, aggregator=None)
    candidate_count = fields.Integer(readonly=True, aggregator=None)
    part_areas = fields.Integer("Needs", readonly=True, aggregator="avg")
    part_subject = fields.Integer("Subject", readonly=True, aggregator="avg")
    part_wishes = fields.Integer("Wishes of Both", readonly=True, aggregator="avg")
    part_formats = fields.Integer("Ways of Working", readonly=True, aggregator="avg")
    part_experience = fields.Integer("Experience", readonly=True, aggregator="avg")
    pairs_before = fields.Integer(readonly=True, aggregator=None)
    areas = fields.Char("Needs He Can Help With", readonly=True)
    alternatives = fields.Json(readonly=True)
    excluded = fields.Json(readonly=True)
    reason = fields.Selection(
        [
            ("aside", "Left without a mentor by hand"),
            ("no_consent", "No consent to data processing"),
            ("later", "Not now"),
            ("dates", "Not in the bank on these dates"),
            ("no_mentors", "No mentors"),
            ("forbidden", "Every mentor is excluded by a rule"),
            ("full", "No free places"),
            ("threshold", "No pair is good enough"),
            ("taken", "All suitable places are taken"),
        ],
        "Why Nobody",
        readonly=True,
    )
    explanation = fields.Text(compute="_compute_explanation")
    next_best = fields.Html(compute="_compute_next_best")
    ask_id = fields.Many2one(
        "mentorship.participant",
        "Why Not",
        store=False,
        domain="[('role', '=', 'mentor'), ('company_id', '=', company_id)]",
    )
    answer = fields.Text(compute="_compute_answer")
    pair_id = fields.Many2one(
        "mentorship.pair", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _need_uniq = models.UniqueIndex(
        "(match_id, mentee_id, COALESCE(area_id, 0))",
        "This mentee stands in the run already, for the same need.",
    )

    def _guard_message(self):
        return self.env._(
            "Scores and reasons follow from the run. Change the mentor, lock the line, "
            "or propose again."
        )

    def _check_company(self, fnames=None):
        """A run takes people of its own school alone, so its lines need no look each.

        Of ten thousand it would take longer than finding their mentors.
        """
        if self.env.context.get("mentorship_internal") is INTERNAL:
            return None
        return super()._check_company(fnames)

    def _internal(self):
        """These lines for the run's own writes."""
        return self.with_context(mentorship_internal=INTERNAL)

    @api.model
    def _pair_vals(self, cohort, scores, row, col, parts):
        """Points and areas of one pair, as the run writes them.

        :param dict parts: criterion → 0 to 100, see `MatchCohort.parts_at`
        """
        hidden = bool(
            set(cohort.blocked(row, col)) & {"no_consent", "mentor_no_consent"}
        )
        areas = [] if hidden else cohort.common_areas(row, col)
        return {
            "score": 0 if hidden else int(scores[row, col]),
            "areas": "; ".join(area.name for area in areas) or False,
            "reason": False,
            "excluded": False,
            **{f"part_{name}": 0 if hidden else part for name, part in parts.items()},
        }

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if self.env.context.get("mentorship_internal") is not INTERNAL:
            lines.match_id._check_open()
            lines.filtered("mentor_id")._put_by_hand()
        return lines

    def write(self, vals):
        internal = self.env.context.get("mentorship_internal") is INTERNAL
        if not internal:
            self.match_id._check_open()
        result = super().write(vals)
        if not internal and "mentor_id" in vals:
            self._put_by_hand()
        return result

    def unlink(self):
        self.match_id._check_open()
        return super().unlink()

    def action_open(self):
        """Open the explanation of one proposal in a window."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.mentee_id.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_open_all(self):
        """Open the proposals of a run as a list of their own."""
        return {
            "type": "ir.actions.act_window",
            "domain": [("match_id", "in", self.match_id.ids)],
            "name": self.env._("Proposals"),
            "res_model": self._name,
            "views": [(False, "list"), (False, "form")],
        }

    # Apply

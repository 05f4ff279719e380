from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import matching_scores, russian

# What a run is made from: closed once it has been applied.
INPUTS = frozenset(
    {"company_id", "date", "date_start", "date_end", "form_id", "type_id", "mode"}
    | {"as_groups", "mentee_ids", "mentor_ids", "line_ids", "match_threshold"}
    | {f"weight_{name}" for name in matching_scores.CRITERIA}
)


class MentorshipMatch(models.Model):
    """One run of matching: who could work with whom, for the whole school at once.

    A proposal is reviewed by the curator, who puts mentees to other mentors, locks
    pairs and runs again; applying it makes the pairs and their draft order. Only
    curators read it: answers, wishes and vetoes stand behind every line.
    """

    _name = "mentorship.match"
    _description = "Matching"
    _inherit = [
        "mentorship.guarded.mixin",
        "mentorship.period.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.evidence.mixin",
        "mentorship.match.weights.mixin",
        "mentorship.match.run.mixin",
        "mentorship.match.apply.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True
    _GUARDED = frozenset(
        {"state", "total", "upper", "order_id", "date_run", "pairs_considered"}
    )

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    name = fields.Char(required=True, default=lambda self: self._default_name())
    date = fields.Date(
        "As of",
        required=True,
        default=fields.Date.context_today,
        help="Answers and consents of this day count.",
    )
    date_start = fields.Date(
        "Pairs Work From", required=True, default=fields.Date.context_today
    )
    date_end = fields.Date(
        "Pairs Work Until",
        default=lambda self: self.env["mentorship.pair"]._default_date_end(),
    )
    form_id = fields.Many2one(
        "mentorship.form",
        default=lambda self: self.env["mentorship.form"].search([], limit=1),
        index="btree_not_null",
        ondelete="restrict",
    )
    type_id = fields.Many2one(
        "mentorship.type",
        default=lambda self: self.env["mentorship.type"].search([], limit=1),
        index="btree_not_null",
        ondelete="restrict",
    )
    is_reverse = fields.Boolean(related="type_id.is_reverse")
    mode = fields.Selection(
        [("coverage", "Reach everybody"), ("quality", "Only good pairs")],
        "Aim",
        required=True,
        default="coverage",
        tracking=True,
        help="Reach everybody: most mentees, then the most points. Only good pairs: "
        "whoever finds nobody above the threshold stays without a mentor.",
    )
    as_groups = fields.Boolean(
        "Groups", help="The mentees of one mentor make one group instead of pairs."
    )
    mentee_ids = fields.Many2many(
        "mentorship.participant",
        "mentorship_match_mentee_rel",
        string="Chosen Mentees",
        domain="[('role', '=', 'mentee'), ('state', '!=', 'left')]",
        check_company=True,
        help="Empty: all mentees without a mentor.",
    )
    mentor_ids = fields.Many2many(
        "mentorship.participant",
        "mentorship_match_mentor_rel",
        string="Chosen Mentors",
        domain="[('role', '=', 'mentor'), ('state', '!=', 'left')]",
        check_company=True,
        help="Empty: all mentors of the bank.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("waiting", "Being computed"),
            ("proposed", "Proposed"),
            ("applied", "Applied"),
        ],
        required=True,
        default="draft",
        index=True,
        tracking=True,
        copy=False,
    )
    date_run = fields.Datetime("Computed On", readonly=True, copy=False)
    line_ids = fields.One2many("mentorship.match.line", "match_id", "Proposals")
    total = fields.Integer("Points in All", readonly=True, copy=False)
    upper = fields.Integer("Points Without Limits", readonly=True, copy=False)
    pairs_considered = fields.Integer(readonly=True, copy=False)
    mentee_count = fields.Integer("Mentees", compute="_compute_figures")
    matched_count = fields.Integer("With a Mentor", compute="_compute_figures")
    coverage = fields.Integer("Coverage, %", compute="_compute_figures")
    quality = fields.Integer(
        "Quality, %",
        compute="_compute_figures",
        help="Points reached, out of those that everybody's best mentor would bring "
        "if places had no limit.",
    )
    mean_score = fields.Integer(compute="_compute_figures")
    load = fields.Char("Load of the Mentors", compute="_compute_load")
    order_id = fields.Many2one(
        "mentorship.order", readonly=True, copy=False, index="btree_not_null"
    )

    @api.model
    def _default_name(self):
        today = russian.date_numeric(fields.Date.context_today(self))
        return self.env._("Matching of %s", today)

    @api.model
    def default_get(self, fields):
        """The school's own weights, as long as nobody has typed others."""
        values = super().default_get(fields)
        school = self.env["mentorship.school"]._of(self.env.company)
        names = self.env["mentorship.match.weights.mixin"]._fields.keys() - (
            models.MAGIC_COLUMNS
        )
        for name in names & set(fields):
            if school and f"default_{name}" not in self.env.context:
                values[name] = school[name]
        return values

    @api.depends("line_ids.mentor_id", "line_ids.score", "upper")
    def _compute_figures(self):
        """Coverage and quality: one query for any number of runs."""
        rows = self.env["mentorship.match.line"]._read_group(
            [("match_id", "in", self.ids)],
            ["match_id"],
            ["__count", "mentor_id:count", "score:sum"],
        )
        found = {match: values for match, *values in rows}
        for match in self:
            count, matched, points = found.get(match, (0, 0, 0))
            match.mentee_count, match.matched_count = count, matched
            match.coverage = matched * 100 // count if count else 0
            # What the curator moved by hand counts as it stands now.
            match.quality = min(points * 100 // match.upper, 100) if match.upper else 0
            match.mean_score = round(points / matched) if matched else 0

    @api.depends("line_ids.mentor_id")
    def _compute_load(self):
        """«1 mentee: 12 mentors; 2: 3», of the proposals themselves."""
        rows = self.env["mentorship.match.line"]._read_group(
            [("match_id", "in", self.ids), ("mentor_id", "!=", False)],
            ["match_id", "mentor_id"],
            ["__count"],
        )
        loads = {}
        for match, _mentor, count in rows:
            mine = loads.setdefault(match, {})
            mine[count] = mine.get(count, 0) + 1
        for match in self:
            match.load = "; ".join(
                self.env._("%(count)s each: %(mentors)s", count=count, mentors=mentors)
                for count, mentors in sorted(loads.get(match, {}).items())
            )

    @api.constrains("mentee_ids", "mentor_ids")
    def _check_roles(self):
        for match in self:
            wrong = match.mentee_ids.filtered(lambda p: p.role != "mentee")
            wrong |= match.mentor_ids.filtered(lambda p: p.role != "mentor")
            if wrong:
                raise ValidationError(
                    self.env._(
                        "%s: chosen in the wrong role. Take the entry from the other "
                        "bank.",
                        ", ".join(wrong.mapped("short_name")),
                    )
                )

    def _guard_message(self):
        return self.env._(
            "These figures follow from the run. Use the buttons «Propose» and «Apply»."
        )

    def _check_open(self):
        """
        :raises UserError: once the run has been applied
        """
        if applied := self.filtered(lambda match: match.state == "applied"):
            raise UserError(
                self.env._(
                    "«%s» has been applied already. Make a new matching for those "
                    "who still have no mentor.",
                    applied[0].name,
                )
            )

    def write(self, vals):
        if vals.keys() & INPUTS:
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        self._check_open()

    def _places_left(self, alternatives):
        """Free places of some mentors beside what this run proposes.

        :param alternatives: list of [mentor id, score]
        :return: dict of mentor id → number
        """
        self.ensure_one()
        used = Counter(line.mentor_id.id for line in self.line_ids)
        people = self.env["mentorship.participant"].browse(
            [mentor for mentor, _score in alternatives or ()]
        )
        return {p.id: p.free_capacity - used[p.id] for p in people.exists()}

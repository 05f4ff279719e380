from collections import Counter
from importlib.util import find_spec

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import matching, russian
from .match_cohort import ALWAYS, MatchCohort

# More pairs of people than that are matched in the background.
AT_ONCE = 1_000_000
# So many next best mentors are kept for each mentee.
NEXT_BEST = 5
# What a run is made from: closed once it has been applied.
INPUTS = frozenset(
    {"company_id", "date", "date_start", "date_end", "form_id", "type_id", "mode"}
    | {"as_groups", "mentee_ids", "mentor_ids", "line_ids", "match_threshold"}
    | {f"weight_{name}" for name in matching.CRITERIA}
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

    # Propose

    def _people(self):
        """Mentees and mentors of this run: the chosen ones, or all that concern it."""
        self.ensure_one()
        people = self.env["mentorship.participant"]
        bank = [("company_id", "=", self.company_id.id), ("state", "!=", "left")]
        mentees = self.mentee_ids or people.search(
            [*bank, ("role", "=", "mentee"), ("has_pair", "=", False)], order="id"
        )
        # Whom the curator has put somewhere by hand stays in.
        mentees |= self.line_ids.filtered("locked").mentee_id
        mentors = self.mentor_ids or people.search(
            [*bank, ("role", "=", "mentor")], order="id"
        )
        mentors |= self.line_ids.filtered("locked").mentor_id
        return mentees.sorted(lambda p: p.id), mentors.sorted(lambda p: p.id)

    def _cohort(self, rows, mentors):
        self.ensure_one()
        return MatchCohort(
            rows,
            mentors,
            self._weights(),
            self.date,
            self.date_start,
            reverse=self.type_id.is_reverse,
        )

    def action_propose(self):
        """Find the best pairs; large schools are matched in the background.

        Locked lines stay as they are. Everything else is proposed anew.

        :raises UserError: nobody to match, or locks that contradict each other
        """
        self._check_open()
        self._check_weights()
        self._check_solver()
        for match in self:
            mentees, mentors = match._people()
            if not mentees:
                raise UserError(
                    self.env._(
                        "There is nobody to find a mentor for: every mentee of the "
                        "bank has one. Enter new mentees, or choose some by name."
                    )
                )
            if not mentors:
                raise UserError(
                    self.env._(
                        "The bank of mentors is empty. Enter at least one mentor "
                        "before matching."
                    )
                )
            if len(mentees) * len(mentors) > AT_ONCE and not self.env.context.get(
                "mentorship_match_now"
            ):
                match._write_guarded({"state": "waiting"})
                cron = self.env.ref("school_mentorship.mentorship_match_cron")
                # Only told to run soon; it works with the rights of its curator.
                cron.sudo()._trigger()
                continue
            match._propose(mentees, mentors)

    @api.model
    def _cron_run(self):
        """Match the large schools that wait, each in a transaction of its own."""
        cron = self.env["ir.cron"]
        waiting = self.search([("state", "=", "waiting")], order="id")
        cron._commit_progress(remaining=len(waiting))
        for match in waiting:
            own = match.with_user(match.write_uid).with_context(
                mentorship_match_now=True, lang=match.write_uid.lang
            )
            try:
                with self.env.cr.savepoint():
                    own.with_company(match.company_id).action_propose()
                note = self.env._("The proposals are ready.")
            except UserError as error:
                match._write_guarded({"state": "draft"})
                note = str(error)
            match.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=note,
                user_id=match.write_uid.id,
            )
            if not cron._commit_progress(1):
                return

    @api.model
    def _check_solver(self):
        """
        :raises UserError: when the library that solves is not installed
        """
        if find_spec("ortools") is None:
            raise UserError(
                self.env._(
                    "Matching needs the Python library «ortools», which is missing on "
                    "the server. Ask the administrator to install it; mentors can be "
                    "assigned by hand meanwhile."
                )
            )

    def _propose(self, mentees, mentors):
        self.ensure_one()
        areas = self.env["mentorship.area"]
        kept = {(line.mentee_id, line.area_id): line for line in self.line_ids}
        needs = {}
        for mentee, area in kept:
            if area:
                needs.setdefault(mentee, []).append(area)
        rows = [
            (mentee, area)
            for mentee in mentees
            for area in [areas, *sorted(needs.get(mentee, []), key=lambda a: a.id)]
        ]
        cohort = self._cohort(rows, mentors)
        locked, aside = [], {}
        for row, key in enumerate(rows):
            line = kept.get(key)
            if line and line.locked:
                if line.mentor_id:
                    locked.append((row, cohort.column[line.mentor_id.id]))
                else:
                    aside[row] = line
        self._check_locks(cohort, locked)
        forbidden = cohort.forbidden(except_for=locked)
        forbidden[list(aside)] = True
        scores = cohort.scores()
        for row, col in locked:
            if set(cohort.blocked(row, col)) - set(ALWAYS):
                # Nothing that is known of such a person counts.
                scores[row, col] = 0
        found = matching.solve(
            scores,
            cohort.capacities(),
            forbidden,
            locked,
            self.mode,
            self.match_threshold,
            cohort.loads(),
            [mentee.id for mentee, _area in rows] if needs else None,
        )
        vals_list = self._line_vals(cohort, scores, forbidden, found, kept, aside)
        lines = self.line_ids._internal()
        lines.unlink()
        lines.create(vals_list)
        # Read again in the order of the list.
        self.invalidate_recordset(["line_ids"])
        self._write_guarded(
            {
                "state": "proposed",
                "date_run": fields.Datetime.now(),
                "total": found.total,
                "upper": found.upper,
                "pairs_considered": found.pairs_considered,
            }
        )

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

    def _check_locks(self, cohort, locked):
        """Name the people whose locked pairs cannot all be made.

        :raises UserError: before anything is changed
        """
        places = cohort.capacities()
        words = self.env["mentorship.match.line"]._rule_words()
        taken = {}
        for row, col in locked:
            mentee, mentor = cohort.rows[row][0], cohort.mentors[col]
            codes = [
                code
                for code in cohort.blocked(row, col)
                if code in ALWAYS and code != "full"
            ]
            twice = (mentee, mentor) in taken
            taken[mentee, mentor] = True
            if codes or twice:
                raise UserError(
                    self.env._(
                        "%(mentee)s is locked to %(mentor)s, which is impossible: "
                        "%(why)s. Unlock the pair and propose again.",
                        mentee=mentee.short_name,
                        mentor=mentor.short_name,
                        why=words[codes[0]]
                        if codes
                        else self.env._("locked to the same mentor twice"),
                    )
                )
        for col, mentor in enumerate(cohort.mentors):
            mine = [cohort.rows[row][0] for row, at in locked if at == col]
            if len(mine) > places[col]:
                raise UserError(
                    self.env._(
                        "%(mentor)s has free places: %(places)s, but is locked to "
                        "%(mentees)s. Unlock somebody or raise the number of mentees "
                        "this mentor is ready to accompany.",
                        mentor=mentor.short_name,
                        places=places[col],
                        mentees=", ".join(person.short_name for person in mine),
                    )
                )

    def _line_vals(self, cohort, scores, forbidden, found, kept, aside):
        """What the run writes about each mentee."""
        import numpy as np

        lines = self.env["mentorship.match.line"]
        open_now = np.array(cohort.capacities()) > 0
        pairs = [(row, col) for row, col in enumerate(found.mentor_of) if col >= 0]
        parts = cohort.parts_at(pairs)
        ids = cohort.mentors.ids
        result = []
        for row, (mentee, area) in enumerate(cohort.rows):
            col = found.mentor_of[row]
            line = kept.get((mentee, area), lines)
            allowed = open_now & ~forbidden[row]
            best = cohort.best_of(row, scores, allowed, NEXT_BEST + 1)
            vals = {
                "match_id": self.id,
                "mentee_id": mentee.id,
                "area_id": area.id,
                "mentor_id": ids[col] if col >= 0 else False,
                "locked": line.locked,
                "by_hand": line.by_hand and line.locked,
                "alternatives": [
                    [ids[other], int(scores[row, other])]
                    for other in best
                    if other != col
                ][:NEXT_BEST],
                "candidate_count": int(allowed.sum()),
                "pairs_before": mentee.pair_count,
            }
            if col >= 0:
                vals |= lines._pair_vals(cohort, scores, row, col, parts[row, col])
                vals["rank"] = int((scores[row][allowed] > scores[row, col]).sum()) + 1
            else:
                vals |= self._unmatched_vals(cohort, row, found, row in aside)
            result.append(vals)
        return result

    def _unmatched_vals(self, cohort, row, found, aside):
        """The reason, and what excludes how many mentors."""
        own = cohort.row_rules[row]
        reason = "aside" if aside else own[0] if own else found.reasons[row]
        counts = {} if own or aside else cohort.excluded(row)
        return {"reason": reason, "excluded": counts}

    # Apply

    def action_apply(self):
        """Make the pairs and one draft order that assigns them.

        All or nothing, and once: two people who apply at the same moment wait for
        each other, the second is told that it is done.

        :return: action that opens the draft order
        :raises UserError: when somebody has left or has got a mentor meanwhile
        """
        self.ensure_one()
        self._lock_school()
        self._check_open()
        lines = self.line_ids.filtered("mentor_id")
        if self.state != "proposed" or not lines:
            raise UserError(
                self.env._(
                    "There are no proposed pairs to apply. Propose pairs first, or put "
                    "the mentees to mentors by hand."
                )
            )
        lines._check_still_possible()
        pairs = self.env["mentorship.pair"]
        grouped = {}
        for line in lines:
            whole = self.as_groups and not line.area_id
            key = line.mentor_id if whole else line
            grouped.setdefault(key, lines.browse())
            grouped[key] |= line
        made = pairs.create(
            [
                {
                    "company_id": self.company_id.id,
                    "form_id": self.form_id.id,
                    "type_id": self.type_id.id,
                    "date_start": self.date_start,
                    "date_end": self.date_end,
                    "member_ids": [
                        fields.Command.create({"participant_id": person.id})
                        for person in group.mentor_id | group.mentee_id
                    ],
                }
                for group in grouped.values()
            ]
        )
        for pair, group in zip(made, grouped.values(), strict=True):
            group._internal().write({"pair_id": pair.id})
        action = made.action_prepare_order()
        self._write_guarded({"state": "applied", "order_id": action["res_id"]})
        return action

    def _lock_school(self):
        """Let only one run of a school be applied at a time.

        A real UPDATE, not only a row lock: under repeatable read the second
        transaction then fails to serialise, and Odoo runs it again on fresh data.
        """
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mentorship_school SET write_date = write_date "
            "WHERE company_id IN %s",
            [tuple(self.company_id.ids)],
        )
        self.invalidate_recordset(["state"])

    def action_open_pairs(self):
        """Open the pairs that this run has made."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "domain": [("id", "in", self.line_ids.pair_id.ids)],
            "name": self.env._("Pairs"),
            "res_model": "mentorship.pair",
            "view_mode": "kanban,list,form",
        }

    def action_open_order(self):
        """Open the draft order of this run."""
        self.ensure_one()
        return self.order_id._action_open()

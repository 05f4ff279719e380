from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import matching
from .match_cohort import ALWAYS
from .mentorship_guarded_mixin import INTERNAL

PARTS = tuple(f"part_{name}" for name in matching.CRITERIA)
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
    _inherit = ["mentorship.guarded.mixin"]
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
        if self.env.context.get("mentorship_internal") is not INTERNAL:
            return super()._check_company(fnames)
        return None

    def _internal(self):
        """These lines for the run's own writes."""
        return self.with_context(mentorship_internal=INTERNAL)

    # Words

    @api.model
    def _rule_words(self):
        """Each hard rule in words, as it follows «impossible:»."""
        return {
            "self": self.env._("nobody is his own mentor"),
            "veto": self.env._("one of them must not be given to the other"),
            "paired": self.env._("they form a pair already"),
            "manager": self.env._("he is the mentee's manager"),
            "dates": self.env._("the mentee is not in the bank on these dates"),
            "mentor_dates": self.env._("the mentor is not in the bank on these dates"),
            "no_consent": self.env._("the mentee has not consented to data processing"),
            "mentor_no_consent": self.env._(
                "the mentor has not consented to data processing, his answers are not "
                "used"
            ),
            "later": self.env._("the mentee is not ready now"),
            "mentor_later": self.env._("the mentor is not ready now"),
            "full": self.env._("the mentor has no free places"),
            "experience": self.env._("less experience than the school asks of mentors"),
            "category": self.env._("no valid category, which the school asks for"),
        }

    def _part_labels(self):
        return {
            name: self._fields[f"part_{name}"]._description_string(self.env)
            for name in matching.CRITERIA
        }

    @api.depends("mentor_id", "reason", "score", "areas", *PARTS)
    def _compute_explanation(self):
        for line in self:
            words = line._pair_words() if line.mentor_id else line._nobody_words()
            line.explanation = ". ".join(words) + "." if words else False

    def _pair_words(self):
        """Why this mentor."""
        words = [self.env._("Put by hand")] if self.by_hand else []
        parts = {name: self[f"part_{name}"] for name in matching.CRITERIA}
        if why := self._words_of(parts, self.areas):
            words.append(why)
        if self.rank == 1:
            words.append(self.env._("The best mentor for this mentee"))
        elif self.rank:
            words.append(
                self.env._(
                    "Place %(rank)s of %(count)s: better ones bring the school more "
                    "elsewhere",
                    rank=self.rank,
                    count=self.candidate_count,
                )
            )
        return words

    @api.model
    def _words_of(self, parts, areas):
        """Why two people suit each other, in words.

        :param dict parts: criterion → 0 to 100
        :param str areas: what is asked and given
        :return: str, sentences without the last full stop
        """
        words = []
        if areas:
            words.append(
                self.env._(
                    "Helps with what is asked: %(areas)s (%(part)s of 100)",
                    areas=areas,
                    part=parts["areas"],
                )
            )
        if parts["subject"] == matching.MAX_SCORE:
            words.append(self.env._("The same subject"))
        elif parts["subject"]:
            words.append(self.env._("The same department"))
        if parts["wishes"] == matching.MAX_SCORE:
            words.append(self.env._("Each wishes to work with the other"))
        elif parts["wishes"]:
            words.append(self.env._("One of them wishes to work with the other"))
        if parts["experience"] >= 50:
            words.append(self.env._("An experienced mentor"))
        return ". ".join(words)

    def _nobody_words(self):
        """Why nobody, and what to do about it."""
        if not self.reason:
            return []
        labels = dict(self._fields["reason"]._description_selection(self.env))
        words = [labels[self.reason]]
        advice = {
            "no_consent": self.env._(
                "Without the consent answers and wishes are not used. Have it signed, "
                "or choose a mentor by hand"
            ),
            "later": self.env._("The card says that the mentee is not ready now"),
            "full": self.env._("Find another mentor or raise the number of places"),
            "taken": self.env._("Find another mentor or raise the number of places"),
            "threshold": self.env._("Lower the threshold, or choose «reach everybody»"),
        }
        rules = self._rule_words()
        excluded = self.excluded or {}
        if excluded and self.reason != "threshold":
            counts = ", ".join(
                f"{rules[code]} – {number}"
                for code, number in sorted(excluded.items(), key=lambda item: -item[1])
            )
            words.append(self.env._("Of the mentors: %s", counts))
        if self.reason in advice:
            words.append(advice[self.reason])
        return words

    @api.depends("alternatives", "match_id.line_ids.mentor_id")
    def _compute_next_best(self):
        """The next best mentors as a small table with bars."""
        people = self.env["mentorship.participant"]
        ids = {row[0] for line in self for row in line.alternatives or []}
        names = {p.id: p.short_name for p in people.browse(sorted(ids)).exists()}
        for line in self:
            left = line.match_id._places_left(line.alternatives)
            line.next_best = Markup("").join(
                Markup(
                    '<div class="d-flex align-items-center gap-2 mb-1">'
                    '<span class="w-50">%s</span>'
                    '<div class="progress flex-grow-1" style="height: 8px">'
                    '<div class="progress-bar" style="width: %s%%"></div></div>'
                    '<span class="text-end" style="width: 2rem">%s</span>'
                    '<span class="text-muted small w-25">%s</span></div>'
                )
                % (
                    names[mentor],
                    score,
                    score,
                    "" if left[mentor] > 0 else self.env._("all places are taken"),
                )
                for mentor, score in line.alternatives or []
                if mentor in left
            )

    @api.depends("ask_id", "mentor_id")
    def _compute_answer(self):
        for line in self:
            line.answer = line._why_not(line.ask_id) if line.ask_id else False

    def _why_not(self, mentor):
        """Why another mentor is not the proposed one, in words.

        :param mentor: `mentorship.participant` in the role of a mentor
        :return: str
        """
        self.ensure_one()
        if mentor == self.mentor_id:
            return self.env._("This is the proposed mentor.")
        line = self._origin or self
        mentors = mentor._origin | line.mentor_id
        cohort = line.match_id._cohort([(line.mentee_id, line.area_id)], mentors)
        col = cohort.column[mentor._origin.id]
        codes = cohort.blocked(0, col)
        if codes:
            words = self._rule_words()
            return self.env._(
                "%(mentor)s: %(why)s.",
                mentor=mentor.short_name,
                why="; ".join(words[code] for code in codes),
            )
        scores = cohort.scores()[0]
        score = int(scores[col])
        others = line.match_id.line_ids.filtered(
            lambda other: other.mentor_id == mentor._origin
        )
        full = len(others) >= mentor.free_capacity
        if full:
            taken = ", ".join(f"{o.mentee_id.short_name} – {o.score}" for o in others)
            return self.env._(
                "%(mentor)s: %(score)s points, but all free places are proposed to "
                "others: %(others)s. For the school as a whole this brings more.",
                mentor=mentor.short_name,
                score=score,
                others=taken,
            )
        if not line.mentor_id:
            return self.env._(
                "%(mentor)s: %(score)s points, which is below the threshold.",
                mentor=mentor.short_name,
                score=score,
            )
        mine, parts = cohort.column[line.mentor_id.id], cohort.parts_of(0)
        weaker = [
            f"{label.lower()} {parts[name][col]} / {parts[name][mine]}"
            for name, label in self._part_labels().items()
            if parts[name][col] < parts[name][mine]
        ]
        if score < line.score:
            return self.env._(
                "%(mentor)s: %(score)s points against %(best)s. Weaker in: %(parts)s.",
                mentor=mentor.short_name,
                score=score,
                best=line.score,
                parts=", ".join(weaker),
            )
        return self.env._(
            "%(mentor)s: %(score)s points against %(best)s – as good. Put the mentee "
            "to this mentor by hand if you prefer.",
            mentor=mentor.short_name,
            score=score,
            best=line.score,
        )

    # Scores of one pair

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

    # By hand

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

    def _put_by_hand(self):
        """Score and lock what the curator has chosen; the last word is with people.

        :raises UserError: where no person's word helps: a veto, oneself, no places
        """
        for match, lines in self.grouped("match_id").items():
            rows = [(line.mentee_id, line.area_id) for line in lines]
            cohort = match._cohort(rows, lines.mentor_id)
            scores = cohort.scores() if lines.mentor_id else None
            for row, line in enumerate(lines):
                if not line.mentor_id:
                    vals = dict.fromkeys(("score", "rank", *PARTS), 0)
                    vals |= {"areas": False, "reason": "aside", "excluded": False}
                else:
                    col = cohort.column[line.mentor_id.id]
                    line._check_by_hand(cohort, row, col)
                    parts = cohort.parts_at([(row, col)])[row, col]
                    vals = self._pair_vals(cohort, scores, row, col, parts)
                    vals["rank"] = 0
                vals |= {"by_hand": True, "locked": True}
                vals["pairs_before"] = line.mentee_id.pair_count
                line._internal().write(vals)
            if match.state == "draft":
                match._write_guarded({"state": "proposed"})

    def _check_by_hand(self, cohort, row, col):
        words = self._rule_words()
        codes = [code for code in cohort.blocked(row, col) if code in ALWAYS]
        mentor = self.mentor_id
        others = self.match_id.line_ids.filtered(
            lambda line: line.mentor_id == mentor and line != self
        )
        if not codes and self.mentee_id in others.mentee_id:
            raise UserError(
                self.env._(
                    "%(mentee)s already gets %(mentor)s in another line.",
                    mentee=self.mentee_id.short_name,
                    mentor=mentor.short_name,
                )
            )
        locked = others.filtered("locked")
        if not codes and len(locked) >= mentor.free_capacity:
            codes = ["full"]
        if codes:
            raise UserError(
                self.env._(
                    "%(mentee)s cannot be put to %(mentor)s: %(why)s.",
                    mentee=self.mentee_id.short_name,
                    mentor=mentor.short_name,
                    why=words[codes[0]],
                )
            )

    def action_next(self):
        """Put the mentee to the next best mentor who has a place, and lock."""
        for line in self:
            places = line.match_id._places_left(line.alternatives)
            free = [mentor for mentor, left in places.items() if left > 0]
            if not free:
                raise UserError(
                    self.env._(
                        "%s: none of the next best mentors has a free place. Choose "
                        "one by name, or propose again after unlocking others.",
                        line.mentee_id.short_name,
                    )
                )
            line.mentor_id = free[0]

    def action_lock(self):
        """Keep these pairs when pairs are proposed again; or let them go again."""
        for line in self:
            line.locked = not line.locked

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

    def _check_still_possible(self):
        """What has changed since the run is named before anything is made.

        :raises UserError: naming who has left, got a mentor or has no place any more
        """
        cohort = self.match_id._cohort(
            [(line.mentee_id, line.area_id) for line in self], self.mentor_id
        )
        words = self._rule_words()
        problems = []
        taken = {}
        for row, line in enumerate(self):
            col = cohort.column[line.mentor_id.id]
            # Whom a curator has put there himself stays, ready or not.
            rules = ALWAYS if line.locked else {*ALWAYS, "later", "mentor_later"}
            codes = [code for code in cohort.blocked(row, col) if code in rules]
            taken[line.mentor_id] = taken.get(line.mentor_id, 0) + 1
            if not codes and taken[line.mentor_id] > line.mentor_id.free_capacity:
                codes = ["full"]
            if codes:
                problems.append(
                    self.env._(
                        "%(mentee)s – %(mentor)s: %(why)s",
                        mentee=line.mentee_id.short_name,
                        mentor=line.mentor_id.short_name,
                        why=words[codes[0]],
                    )
                )
            if line.mentee_id.pair_count > line.pairs_before:
                problems.append(
                    self.env._(
                        "%s: has got a mentor meanwhile", line.mentee_id.short_name
                    )
                )
        if problems:
            raise UserError(
                self.env._(
                    "The bank has changed since the pairs were proposed. Propose them "
                    "again.\n%s",
                    "\n".join(problems),
                )
            )

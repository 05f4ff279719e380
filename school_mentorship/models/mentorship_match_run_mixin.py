from importlib.util import find_spec

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import matching
from .match_cohort import MatchCohort
from .match_rules import ALWAYS

# More pairs of people than that are matched in the background.
AT_ONCE = 1_000_000
# So many next best mentors are kept for each mentee.
NEXT_BEST = 5


class MentorshipMatchRunMixin(models.AbstractModel):
    """How proposals are made: at once for a school, in the background for a district.

    Locked lines stay as they are; everything else is proposed anew, the whole of it or
    nothing.
    """

    _name = "mentorship.match.run.mixin"
    _description = "Run of Matching"

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

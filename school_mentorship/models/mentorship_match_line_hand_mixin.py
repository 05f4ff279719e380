from odoo import models
from odoo.exceptions import UserError

from .match_rules import ALWAYS
from .mentorship_match_line_words_mixin import PARTS


class MentorshipMatchLineHandMixin(models.AbstractModel):
    """The last word is with people: where it helps, and where it does not."""

    _name = "mentorship.match.line.hand.mixin"
    _description = "Proposal of Matching by Hand"

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

from markupsafe import Markup

from odoo import api, models

from ..tools import matching_scores

PARTS = tuple(f"part_{name}" for name in matching_scores.CRITERIA)


class MentorshipMatchLineWordsMixin(models.AbstractModel):
    """Why this mentor, why not another one, why nobody: as a person understands it."""

    _name = "mentorship.match.line.words.mixin"
    _description = "Proposal of Matching in Words"

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
            for name in matching_scores.CRITERIA
        }

    @api.depends("mentor_id", "reason", "score", "areas", *PARTS)
    def _compute_explanation(self):
        for line in self:
            words = line._pair_words() if line.mentor_id else line._nobody_words()
            line.explanation = ". ".join(words) + "." if words else False

    def _pair_words(self):
        """Why this mentor."""
        words = [self.env._("Put by hand")] if self.by_hand else []
        parts = {name: self[f"part_{name}"] for name in matching_scores.CRITERIA}
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
        if parts["subject"] == matching_scores.MAX_SCORE:
            words.append(self.env._("The same subject"))
        elif parts["subject"]:
            words.append(self.env._("The same department"))
        if parts["wishes"] == matching_scores.MAX_SCORE:
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

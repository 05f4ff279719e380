from odoo import fields, models

from .match_cohort import MatchCohort


class MentorshipParticipantBankMixin(models.AbstractModel):
    """What the bank knows of a person beside his place in it, with its history."""

    _name = "mentorship.participant.bank.mixin"
    _description = "Card of the Bank"

    readiness = fields.Selection(
        [("ready", "Ready"), ("later", "Not now")],
        required=True,
        default="ready",
        tracking=True,
        groups="school_mentorship.group_mentorship_director",
        help="«Not now» keeps a person in the bank and out of matching.",
    )
    type_ids = fields.Many2many(
        "mentorship.type",
        string="Formats",
        groups="school_mentorship.group_mentorship_director",
        help="In which ways this person wants to work; empty: in any.",
    )
    preference_ids = fields.One2many(
        "mentorship.preference",
        "participant_id",
        "Wishes and Vetoes",
        groups="school_mentorship.group_mentorship_curator",
    )
    area_history_ids = fields.One2many(
        "mentorship.participant.area", "participant_id", "History of Areas"
    )

    def _set_area_scores(self, scores, date=None, source=False):
        """Keep needs or abilities from a day on; what held before stays as history.

        An older paper typed in late takes its place between what was known before
        and after it; the same day again corrects the score.

        :param dict scores: `mentorship.area` record → score, 0 to 3
        :param date: the first day of these scores; today if not given
        :param str source: where they come from, as the card shows it
        :return: `mentorship.participant.area` rows of these scores
        :raises ValidationError: without a valid consent to data processing
        """
        self.ensure_one()
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        lines = self.env["mentorship.participant.area"]
        areas = self.env["mentorship.area"].union(*scores)
        known = lines.search(
            [("participant_id", "=", self.id), ("area_id", "in", areas.ids)],
            order="date, id",
        ).grouped("area_id")
        result, new = lines, []
        for area, score in scores.items():
            rows = known.get(area, lines)
            same = rows.filtered(lambda row: row.date == date)
            if same:
                same.write({"score": score, "source": source, "date": date})
                result |= same
                continue
            before = rows.filtered(lambda row: row.date < date)[-1:]
            after = rows.filtered(lambda row: row.date > date)[:1]
            day_before = fields.Date.subtract(date, days=1)
            if before and (not before.date_end or before.date_end >= date):
                before.date_end = day_before
            new.append(
                {
                    "participant_id": self.id,
                    "area_id": area.id,
                    "score": score,
                    "date": date,
                    "date_end": after and fields.Date.subtract(after.date, days=1),
                    "source": source,
                }
            )
        # The closed rows go first: one row of an area is open at a time.
        lines.flush_model()
        return result | lines.create(new)

    def action_match(self):
        """Open a new matching of these people alone."""
        names = {"mentee": "mentee_ids", "mentor": "mentor_ids"}
        match = self.env["mentorship.match"].create(
            {
                name: [fields.Command.set(people.ids)]
                for role, name in names.items()
                if (people := self.filtered(lambda p, role=role: p.role == role))
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": match._name,
            "res_id": match.id,
            "views": [(False, "form")],
        }

    def _ranked_mentors(self, mentors=None, limit=None):
        """Who suits this mentee: the scores of matching, best first.

        A newcomer without a consent to data processing is scored by what the staff
        list says (subject, department, experience), never by answers.

        :param mentors: `mentorship.participant` recordset; the whole bank if not given
        :param int limit: so many of the best; all if not given
        :return: list of dicts: `mentor` (record), `score` (0 to 100), `free` (places),
            `words` (str, why), `blocked` (list of str, why he cannot be chosen; empty
            if he can); those who can be chosen come first
        """
        self.ensure_one()
        if mentors is None:
            mentors = self.search(
                [
                    ("role", "=", "mentor"),
                    ("state", "!=", "left"),
                    ("company_id", "=", self.company_id.id),
                ],
                order="id",
            )
        if not mentors:
            return []
        today = fields.Date.context_today(self)
        school = self.env["mentorship.school"]._of(self.company_id)
        cohort = MatchCohort(
            [(self, self.env["mentorship.area"])],
            mentors,
            school._weights(),
            today,
            today,
            strict=False,
        )
        scores, parts = cohort.scores()[0], cohort.parts_of(0)
        lines = self.env["mentorship.match.line"]
        rules = lines._rule_words()
        result = []
        for col, mentor in enumerate(mentors):
            areas = cohort.common_areas(0, col)
            result.append(
                {
                    "mentor": mentor,
                    "score": int(scores[col]),
                    "free": mentor.free_capacity,
                    "words": lines._words_of(
                        {name: int(part[col]) for name, part in parts.items()},
                        "; ".join(area.name for area in areas),
                    ),
                    "blocked": [rules[code] for code in cohort.blocked(0, col)],
                }
            )
        result.sort(
            key=lambda row: (
                bool(row["blocked"]),
                -row["score"],
                row["mentor"].mentee_count,
                row["mentor"].id,
            )
        )
        return result[:limit]

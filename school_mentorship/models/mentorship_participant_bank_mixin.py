from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

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

    # As of today, or of the day in the context key `bank_date`.
    state_on = fields.Selection(
        [("no_consent", "No consent"), ("ready", "In the bank"), ("left", "Left")],
        "State on the Day",
        compute="_compute_state_on",
        search="_search_state_on",
    )
    experience = fields.Integer(
        "Years of Teaching",
        compute="_compute_experience",
        search="_search_experience",
        aggregator=None,
    )
    area_text = fields.Char("Needs and Abilities", compute="_compute_area_text")
    consent_until = fields.Date(
        "Consents Until",
        compute="_compute_consents_on",
        search="_search_consent_until",
        groups="school_mentorship.group_mentorship_director",
        help="The first of the valid consents ends on this day.",
    )
    consent_text = fields.Char(
        "Valid Consents",
        compute="_compute_consents_on",
        groups="school_mentorship.group_mentorship_director",
    )

    @api.model
    def _bank_date(self):
        """The day as of which the bank is asked: that of the context, or today."""
        day = self.env.context.get("bank_date")
        return fields.Date.to_date(day) or fields.Date.context_today(self)

    @api.model
    def _domain_bank(self):
        """Who stands in the bank on its day."""
        if not self.env.context.get("bank_date"):
            return Domain("state", "!=", "left")
        day = self._bank_date()
        return Domain("date_in", "<=", day) & (
            Domain("date_out", "=", False) | Domain("date_out", ">=", day)
        )

    @api.model
    def _domain_load(self):
        """Members of pairs that count on the day of the bank.

        Of a past day the dates tell; a pair that was given up before any order was
        never one.
        """
        members = self.env["mentorship.pair.member"]
        if not self.env.context.get("bank_date"):
            return members._domain_current()
        day = self._bank_date()
        started = Domain("pair_id.date_start", "<=", day) & (
            Domain("date_start", "=", False) | Domain("date_start", "<=", day)
        )
        over = Domain.AND(
            Domain(name, "=", False) | Domain(name, ">=", day)
            for name in ("date_end", "pair_id.date_end")
        )
        real = Domain("pair_id.state", "!=", "ended") | Domain(
            "pair_id.order_ids.state", "=", "registered"
        )
        return started & over & real

    @api.depends("state", "date_in", "date_out")
    @api.depends_context("bank_date")
    def _compute_state_on(self):
        if not self.env.context.get("bank_date"):
            for person in self:
                person.state_on = person.state
            return
        day = self._bank_date()
        consented = set(self._consented(day).ids)
        for person in self:
            if person.date_out and person.date_out < day:
                person.state_on = "left"
            else:
                person.state_on = "ready" if person.id in consented else "no_consent"

    @api.model
    def _search_state_on(self, operator, value):
        if operator != "in":
            return NotImplemented
        if not self.env.context.get("bank_date"):
            return [("state", "in", list(value))]
        people = self.search([("date_in", "<=", self._bank_date())])
        found = people.filtered(lambda person: person.state_on in value)
        return [("id", "in", found.ids)]

    @api.depends("employee_id.teaching_since")
    @api.depends_context("bank_date")
    def _compute_experience(self):
        day = self._bank_date()
        for person in self:
            since = person.teaching_since
            person.experience = (
                max(relativedelta(day, since).years, 0) if since else False
            )

    @api.model
    def _search_experience(self, operator, value):
        """«Less than three years»: whoever has no date is not found."""
        today, since = self._bank_date(), "employee_id.teaching_since"
        if operator in ("in", "not in"):
            found = Domain.OR(
                Domain(since, "<=", today - relativedelta(years=int(years)))
                & Domain(since, ">", today - relativedelta(years=int(years) + 1))
                if years is not False
                else Domain(since, "=", False)
                for years in value
            )
            return found if operator == "in" else ~found
        if operator not in ("<", "<=", ">", ">="):
            return NotImplemented
        # «More than two» and «three at least» are the same of whole years.
        years = int(value) + (operator in ("<=", ">"))
        turned = ">" if operator in ("<", "<=") else "<="
        return [(since, turned, today - relativedelta(years=years))]

    @api.depends("area_line_ids.score")
    @api.depends_context("bank_date")
    def _compute_area_text(self):
        """«Проектирование урока – 3; Классное руководство – 2»: one query."""
        day = self._bank_date()
        rows = self.env["mentorship.participant.area"].search(
            Domain("participant_id", "in", self.ids)
            & Domain("score", ">", 0)
            & Domain("date", "<=", day)
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", day))
        )
        lines = rows.grouped("participant_id")
        for person in self:
            person.area_text = "; ".join(
                f"{row.area_id.name} – {row.score}"
                for row in lines.get(person._origin, ())
            )

    @api.depends("state")
    @api.depends_context("bank_date")
    def _compute_consents_on(self):
        """Which consents are valid on the day, and until when: one query a school."""
        consents = self.env["mentorship.consent"]
        kinds = dict(consents._fields["kind"]._description_selection(self.env))
        for company, people in self.grouped("company_id").items():
            valid = consents._valid(
                people.partner_id, list(kinds), self._bank_date(), company
            )
            for person in people:
                mine = {
                    kind: found
                    for kind in kinds
                    if (found := valid.get((person.partner_id.id, kind)))
                }
                # Of one kind the longest counts; without a term it never ends.
                ends = [
                    max(found.mapped("valid_until"))
                    for found in mine.values()
                    if all(found.mapped("valid_until"))
                ]
                person.consent_until = min(ends, default=False)
                person.consent_text = "; ".join(kinds[kind] for kind in mine)

    @api.model
    def _search_consent_until(self, operator, value):
        people = self.search(self._domain_bank())
        if operator not in ("in", "not in"):
            people = people.filtered("consent_until")
        found = people.filtered_domain([("consent_until", operator, value)])
        return [("id", "in", found.ids)]

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

    @api.model
    def _ranked_mentors(self, mentors, mentee=None, position=None):
        """Mentors in the order in which they are offered for a mentee, with the reason.

        :param mentors: `mentorship.participant` recordset to choose from
        :param mentee: `mentorship.participant` of the mentee; empty for a newcomer who
            does not stand in the bank yet
        :param str position: position of a newcomer, «учитель физики»
        :return: list of (mentor, reason in words): the best first, then those who
            cannot be chosen
        """
        result = []
        for row in self._scored_mentors(mentors, mentee, position):
            words = "; ".join(row["blocked"]) or row["words"]
            points = self.env._("%s of 100", row["score"])
            result.append((row["mentor"], ". ".join(filter(None, [points, words]))))
        return result

    @api.model
    def _scored_mentors(self, mentors, mentee=None, position=None):
        """Who suits a mentee: the scores of matching.

        Without a consent to data processing he is scored by what the staff list says
        (subject, department, experience of the mentor), never by answers.

        :param mentors: `mentorship.participant` recordset
        :param mentee: `mentorship.participant`; empty for a newcomer
        :param str position: position of a newcomer
        :return: list of dicts: `mentor`, `score` (0 to 100), `words` (why), `blocked`
            (list of str, why he cannot be chosen); those who can be come first
        """
        if not mentors:
            return []
        company = (mentee or mentors).company_id[:1]
        mentee = mentee or self.new(
            {"role": "mentee", "position": position, "company_id": company.id}
        )
        today = fields.Date.context_today(self)
        cohort = MatchCohort(
            [(mentee, self.env["mentorship.area"])],
            mentors.sorted("id"),
            self.env["mentorship.school"]._of(company)._weights(),
            today,
            today,
            strict=False,
        )
        scores, parts = cohort.scores()[0], cohort.parts_of(0)
        lines = self.env["mentorship.match.line"]
        rules = lines._rule_words()
        result = []
        for col, mentor in enumerate(cohort.mentors):
            areas = cohort.common_areas(0, col)
            result.append(
                {
                    "mentor": mentor,
                    "score": int(scores[col]),
                    "words": lines._words_of(
                        {name: int(part[col]) for name, part in parts.items()},
                        "; ".join(area.name for area in areas),
                    ),
                    "blocked": [rules[code] for code in cohort.blocked(0, col)],
                }
            )
        return sorted(
            result,
            key=lambda row: (
                bool(row["blocked"]),
                -row["score"],
                row["mentor"].mentee_count,
                row["mentor"].id,
            ),
        )

"""Which mentee must not be given to which mentor: the hard rules of matching."""

from collections import Counter

from odoo.fields import Domain

# Rules that hold even for a pair that the curator makes by hand.
ALWAYS = ("self", "veto", "paired", "dates", "mentor_dates", "full")
# Points of a valid category; none of them is no category.
CATEGORY = {"first": 60, "highest": 100, "methodist": 100, "mentor": 100}


class MatchRules:
    """The rules about mentees, about mentors and about two people, by code.

    No model: a part of `match_cohort.MatchCohort`, whose people, days and school it
    reads.
    """

    def _read_rules(self):
        """Rules about one mentee, about one mentor and about two people."""
        self.row_rules = [self._mentee_rules(person) for person, _area in self.rows]
        self.col_rules = [self._mentor_rules(mentor) for mentor in self.mentors]
        self.pair_rules, self.excluded_of = {}, {}
        by_partner = {}
        for person in self.people:
            by_partner.setdefault((person.partner_id.id, person.role), []).append(
                person.id
            )
        for person in self.mentees:
            for mentor in by_partner.get((person.partner_id.id, "mentor"), ()):
                self._exclude(person.id, mentor, "self")
        self.preferences = self.env["mentorship.preference"].search(
            [
                ("participant_id", "in", self.people.ids),
                ("partner_id", "in", self.people.partner_id.ids),
            ]
        )
        for wish in self.preferences.filtered(lambda p: p.kind == "veto"):
            for pair in self._pairs_of(wish, by_partner):
                self._exclude(*pair, "veto")
        self.by_partner = by_partner
        if self.school.manager_excluded and not self.school.minimal_mode:
            # Who manages whom stands in the personnel file; only the answer is used.
            mentor_of = {m.employee_id.id: m for m in self.mentors if m.employee_id}
            for person in self.mentees:
                manager = person.employee_id.sudo().parent_id.id
                if manager in mentor_of:
                    self._exclude(person.id, mentor_of[manager].id, "manager")
        members = self.env["mentorship.pair.member"]
        pairs = members._read_group(
            Domain("participant_id", "in", self.people.ids) & members._domain_current(),
            ["pair_id"],
            ["participant_id:array_agg"],
        )
        for _pair, ids in pairs:
            for person in ids:
                for mentor in ids:
                    if person in self.rows_of and mentor in self.column:
                        self._exclude(person, mentor, "paired")

    def _exclude(self, mentee_id, mentor_id, code):
        col = self.column[mentor_id]
        for row in self.rows_of[mentee_id]:
            self.pair_rules.setdefault((row, col), []).append(code)
            self.excluded_of.setdefault(row, {}).setdefault(col, code)

    def _pairs_of(self, wish, by_partner):
        """(mentee id, mentor id) of whom a wish or a veto speaks."""
        person = wish.participant_id
        other = "mentee" if person.role == "mentor" else "mentor"
        return [
            (found, person.id) if person.role == "mentor" else (person.id, found)
            for found in by_partner.get((wish.partner_id.id, other), ())
        ]

    def _in_bank(self, person):
        return not (
            (person.date_in and person.date_in > self.date_start)
            or (person.date_out and person.date_out <= self.date_start)
        )

    def _mentee_rules(self, person):
        codes = []
        if not self._in_bank(person):
            codes.append("dates")
        if self.strict and person.id not in self.consented:
            codes.append("no_consent")
        if person.readiness == "later":
            codes.append("later")
        return codes

    def _mentor_rules(self, person):
        codes = []
        if not self._in_bank(person):
            codes.append("mentor_dates")
        if self.strict and person.id not in self.consented:
            codes.append("mentor_no_consent")
        if person.readiness == "later":
            codes.append("mentor_later")
        if person.free_capacity < 1:
            codes.append("full")
        # A village has the people it has: custom gets in nobody's way there.
        small = self.school.minimal_mode
        if not self.reverse and not small and person.employee_id:
            since, school = person.teaching_since, self.school
            if (
                school.min_experience
                and since
                and self._years(since) < (school.min_experience)
            ):
                codes.append("experience")
            if school.category_required and not CATEGORY.get(self._category(person)):
                codes.append("category")
        return codes

    def _years(self, since):
        return int((self.date - since).days // 365.25)

    def _category(self, person):
        """His category, as long as it is valid on the day."""
        until = person.qualification_until
        return not (until and until < self.date) and person.qualification_category

    def blocked(self, row, col):
        """Codes of all rules against a pair; empty if it may be made."""
        return [
            *self.row_rules[row],
            *self.col_rules[col],
            *self.pair_rules.get((row, col), ()),
        ]

    def excluded(self, row):
        """How many mentors which rule excludes for a mentee: code → number."""
        counts = Counter(codes[0] for codes in self.col_rules if codes)
        for col, code in self.excluded_of.get(row, {}).items():
            if not self.col_rules[col]:
                counts[code] += 1
        return dict(counts)

    def forbidden(self, except_for=()):
        """n × m booleans for the solver.

        :param except_for: (row, col) that the curator has made by hand
        """
        import numpy as np

        result = np.zeros((len(self.rows), len(self.mentors)), bool)
        result[[bool(codes) for codes in self.row_rules]] = True
        # Whoever has no place left is no excluded one: the solver knows the places.
        result[:, [bool(set(codes) - {"full"}) for codes in self.col_rules]] = True
        for row, col in self.pair_rules:
            result[row, col] = True
        for row, col in except_for:
            result[row, col] = False
        return result

"""What the bank knows of some mentees and mentors, as the solver's arrays.

No model: one object for one run, read with a number of queries that does not depend
on the number of people.
"""

from collections import Counter

from odoo.fields import Domain

from ..tools import matching

# Rules that hold even for a pair that the curator makes by hand.
ALWAYS = ("self", "veto", "paired", "dates", "mentor_dates", "full")
_TEACHER = ("учитель", "преподаватель", "педагог")
# Years of teaching from which experience counts in full.
_FULL_YEARS = 15
_CATEGORY = {"first": 60, "highest": 100, "methodist": 100, "mentor": 100}


class MatchCohort:
    """Mentees with their needs against mentors with their places.

    :param list rows: (mentee, `mentorship.area` or an empty one for all his needs)
    :param mentors: `mentorship.participant` recordset
    :param dict weights: criterion → weight
    :param date: the day whose answers and consents count
    :param date_start: the first day of the pairs
    :param bool reverse: pairs in which the young teach the experienced: experience
        and category are neither asked for nor counted
    :param bool strict: leave out whom no consent covers; if not, he is scored by what
        the staff list says of him, never by answers
    """

    def __init__(
        self, rows, mentors, weights, date, date_start, reverse=False, strict=True
    ):
        self.rows, self.mentors = rows, mentors
        self.env = mentors.env
        self.mentees = mentors.browse().union(*(person for person, _area in rows))
        self.date, self.date_start = date, date_start
        self.reverse, self.strict = reverse, strict
        self.weights = {**weights, "experience": 0} if reverse else weights
        if not any(self.weights.values()):
            self.weights = {**self.weights, "experience": 1}
        self.people = self.mentees | mentors
        self.consented = set(self.people._consented(date).ids)
        self.column = {mentor.id: col for col, mentor in enumerate(mentors)}
        self.rows_of = {}
        for row, (person, _area) in enumerate(rows):
            self.rows_of.setdefault(person.id, []).append(row)
        company = (mentors | self.mentees).company_id[:1] or self.env.company
        self.school = self.env["mentorship.school"]._of(company)
        self._read_rules()
        self._read_arrays()

    # What excludes a pair

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
            if school.category_required and not _CATEGORY.get(self._category(person)):
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

    # What makes a score

    def _read_arrays(self):
        import numpy as np

        mentees = [person for person, _area in self.rows]
        known = self.people.browse(self.consented).with_prefetch(self.people.ids)
        lines = self.env["mentorship.participant.area"].search(
            Domain("participant_id", "in", known.ids)
            & Domain("date", "<=", self.date)
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", self.date))
        )
        self.areas = lines.area_id.sorted(lambda area: (area.sequence, area.id))
        place = {area.id: number for number, area in enumerate(self.areas)}
        scores = {}
        for line in lines:
            scores.setdefault(line.participant_id.id, {})[place[line.area_id.id]] = (
                line.score
            )
        needs = self._table(np, [scores.get(p.id, {}) for p in mentees], len(place))
        for row, (_person, area) in enumerate(self.rows):
            if area:
                only = place.get(area.id)
                value = needs[row, only] if only is not None else 0
                needs[row] = 0
                if only is not None:
                    needs[row, only] = value
        abilities = self._table(
            np, [scores.get(p.id, {}) for p in self.mentors], len(place)
        )
        subjects, groups = {}, {}

        def number(names, name):
            return names.setdefault(name, len(names)) if name else -1

        def subject(people):
            names = [number(subjects, self._subject(p)) for p in people]
            return np.array(names, np.int64)

        def group(people):
            # The department stands in the personnel file; only equality is used.
            names = [
                number(groups, p.employee_id.sudo().department_id.id) for p in people
            ]
            return np.array(names, np.int64)

        types = (known.type_ids).ids
        formats = {p.id: {types.index(t) for t in p.type_ids.ids} for p in known}

        def wanted(people):
            result = np.zeros((len(people), len(types)), bool)
            for row, person in enumerate(people):
                result[row, sorted(formats.get(person.id, ()))] = True
            return result

        wishes = {"mentee": [], "mentor": []}
        for wish in self.preferences.filtered(lambda p: p.kind == "wish"):
            if wish.participant_id.id not in self.consented:
                continue
            for mentee, mentor in self._pairs_of(wish, self.by_partner):
                col = self.column[mentor]
                wishes[wish.participant_id.role] += [
                    (row, col) for row in self.rows_of[mentee]
                ]
        self.cohort = matching.Cohort(
            needs=needs,
            abilities=abilities,
            subject=subject(mentees),
            mentor_subject=subject(self.mentors),
            group=group(mentees),
            mentor_group=group(self.mentors),
            formats=wanted(mentees),
            mentor_formats=wanted(self.mentors),
            experience=np.array(self._experience(), np.int64),
            wishes=wishes["mentee"],
            mentor_wishes=wishes["mentor"],
        )

    def _table(self, np, scores, width):
        result = np.zeros((len(scores), width), np.int8)
        for row, cells in enumerate(scores):
            for col, value in cells.items():
                result[row, col] = value
        return result

    def _subject(self, person):
        """«учитель математики» – «математики»; any other post as a whole."""
        words = " ".join((person.position or "").lower().replace("ё", "е").split())
        first, _space, rest = words.partition(" ")
        return rest if first in _TEACHER and rest else words

    def _experience(self):
        """Half for years, three tenths for the category, the rest for done pairs."""
        done = dict(
            self.env["mentorship.pair.member"]._read_group(
                [
                    ("participant_id", "in", self.mentors.ids),
                    ("pair_id.state", "=", "done"),
                ],
                ["participant_id"],
                ["__count"],
            )
        )
        result = []
        for person in self.mentors:
            since = person.teaching_since
            years = self._years(since) if since else 0
            points = 50 * min(max(years, 0), _FULL_YEARS) // _FULL_YEARS
            points += 30 * _CATEGORY.get(self._category(person), 0) // 100
            result.append(points + (20 if done.get(person) else 0))
        return result

    def scores(self):
        """n × m whole numbers from 0 to 100.

        :raises matching.MatchingError: when no criterion has a weight
        """
        return self.cohort.scores(self.weights)

    def capacities(self):
        """Free places of each mentor."""
        return [max(mentor.free_capacity, 0) for mentor in self.mentors]

    def loads(self):
        """Mentees of each mentor before the run."""
        return [mentor.mentee_count for mentor in self.mentors]

    def parts_of(self, row):
        """The parts of one mentee's scores: criterion → list of m numbers."""
        return {name: part[0] for name, part in self.cohort.parts(row, row + 1).items()}

    def parts_at(self, pairs):
        """The parts of the scores of some pairs.

        :param list pairs: (row, col)
        :return: dict of (row, col) → dict of criterion → number
        """
        rows, cols = [row for row, _col in pairs], [col for _row, col in pairs]
        found = {
            name: part.tolist()
            for name, part in self.cohort.pair_parts(rows, cols).items()
        }
        return {
            pair: {name: part[place] for name, part in found.items()}
            for place, pair in enumerate(pairs)
        }

    def best_of(self, row, scores, allowed, count):
        """The best mentors of one mentee; equal ones in the order of the bank.

        :param int row: the mentee
        :param scores: n × m numbers, see `scores`
        :param allowed: m booleans, whom he may be given to
        :param int count: how many at most
        :return: list of columns, the best first
        """
        import numpy as np

        m = scores.shape[1]
        # A whole number for each, no two equal: cheaper than sorting all mentors.
        rank = scores[row].astype(np.int64) * m - np.arange(m)
        rank[~allowed] = -m
        best = np.arange(m)
        if m > count:
            best = np.argpartition(-rank, count - 1)[:count]
        best = best[np.argsort(-rank[best])]
        return [int(col) for col in best if allowed[col]]

    def common_areas(self, row, col):
        """Areas that the mentee asks for and the mentor is able to help with."""
        needs, abilities = self.cohort.needs[row], self.cohort.abilities[col]
        found = [
            (-int(min(need, ability)), number)
            for number, (need, ability) in enumerate(zip(needs, abilities, strict=True))
            if need and ability
        ]
        return [self.areas[number] for _points, number in sorted(found)]

"""What the bank knows of some mentees and mentors, as the solver's arrays.

No model: one object for one run, read with a number of queries that does not depend
on the number of people.
"""

from odoo.fields import Domain

from ..tools import matching_scores
from .match_rules import CATEGORY, MatchRules

_TEACHER = ("учитель", "преподаватель", "педагог")
# Years of teaching from which experience counts in full.
_FULL_YEARS = 15


class MatchCohort(MatchRules):
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
        self.cohort = matching_scores.Cohort(
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
            points += 30 * CATEGORY.get(self._category(person), 0) // 100
            result.append(points + (20 if done.get(person) else 0))
        return result

    def scores(self):
        """n × m whole numbers from 0 to 100.

        :raises ValueError: when no criterion has a weight
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

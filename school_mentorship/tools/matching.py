"""The best pairs for a whole school at once.

Arrays only: `Cohort` turns needs, abilities, wishes and weights into whole-number
scores from 0 to 100 with their parts, `solve` finds the pairs by OR-Tools' min-cost
flow. Every mentee sends one unit through an arc to a mentor, or through a dear arc to
«unmatched»; every further mentee of a mentor costs a little more than the one before,
too little to outweigh a single point of score, so load is spread evenly among equally
good solutions and never at the price of a better one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy

# A proposal below this score is not a good one («Только удачные пары»).
THRESHOLD = 50
# So many pairs of people are looked at all together: 3,000 × 1,000 and more. Above it
# the best candidates of each mentee are kept.
ALL_PAIRS = 4_000_000
MAX_SCORE = 100
# What OR-Tools' whole numbers can hold once it has multiplied costs by nodes.
COST_LIMIT = 2**61
# Parts of a score in the order in which they are shown.
CRITERIA = ("areas", "subject", "wishes", "formats", "experience")
DEFAULT_WEIGHTS = {
    "areas": 45,
    "subject": 20,
    "wishes": 15,
    "formats": 10,
    "experience": 10,
}


class MatchingError(ValueError):
    """Input that contradicts itself; `code` and `rows` say what and about whom."""

    def __init__(self, code, message, rows=()):
        super().__init__(message)
        self.code = code
        self.rows = tuple(rows)


@dataclass
class Matching:
    """A solution with what tells how good it is.

    `reasons` names for each unmatched mentee why: `no_mentors`, `forbidden` (a hard
    rule excludes every mentor), `full` (whom the rules leave have no place),
    `threshold` (nobody reaches the threshold), `taken` (places go where they bring
    the school more); empty for the matched.
    """

    mentor_of: list
    total: Any
    upper: Any
    reasons: list
    load: list
    pairs_considered: int
    all_considered: bool
    threshold: Any = None
    mean: float = 0.0
    worst: Any = None
    matched: int = field(default=0)

    @property
    def coverage(self):
        """Share of the mentees who get a mentor, 0 to 1."""
        return self.matched / len(self.mentor_of) if self.mentor_of else 1.0

    @property
    def share(self):
        """Share of the upper bound: what would be if places had no limit."""
        return float(self.total / self.upper) if self.upper else 1.0

    @property
    def unmatched(self):
        """Indices of the mentees without a mentor."""
        return [row for row, col in enumerate(self.mentor_of) if col < 0]


@dataclass
class Cohort:
    """What is known of n mentees and m mentors, as arrays.

    `needs` n × a and `abilities` m × a: 0 to 3. `subject`, `mentor_subject`,
    `group`, `mentor_group`: numbers, equal for equal subjects and departments, −1
    unknown. `formats` n × f, `mentor_formats` m × f: yes or no; a mentor without any
    takes every format. `experience` m: 0 to 100. `wishes`, `mentor_wishes`: pairs
    (mentee, mentor) of whom the one wishes for the other.
    """

    needs: numpy.ndarray
    abilities: numpy.ndarray
    subject: numpy.ndarray
    mentor_subject: numpy.ndarray
    group: numpy.ndarray
    mentor_group: numpy.ndarray
    formats: numpy.ndarray
    mentor_formats: numpy.ndarray
    experience: numpy.ndarray
    wishes: list
    mentor_wishes: list

    def __post_init__(self):
        import numpy as np

        self.wish_parts = {}
        for pairs in (self.wishes, self.mentor_wishes):
            for row, col in set(pairs):
                mine = self.wish_parts.setdefault(row, {})
                mine[col] = mine.get(col, 0) + MAX_SCORE // 2
        n = len(self.needs)
        # A criterion of which a mentee's card says nothing does not count against
        # him: his score is made of the others.
        self.applies = {
            "areas": self.needs.sum(axis=1) > 0,
            "subject": (self.subject >= 0) | (self.group >= 0),
            "wishes": np.fromiter((i in self.wish_parts for i in range(n)), bool, n),
            "formats": self.formats.any(axis=1),
            "experience": np.ones(n, bool),
        }

    def parts(self, start=0, stop=None):
        """The parts of the scores of some mentees with all mentors.

        :param int start: first mentee
        :param stop: the one after the last mentee
        :return: dict of criterion → array of 0 to 100
        """
        import numpy as np

        rows = slice(start, stop)
        needs = self.needs[rows]
        n, m = len(needs), len(self.abilities)
        found = np.zeros((n, m), np.int32)
        for area in range(needs.shape[1]):
            if needs[:, area].any():
                found += np.minimum.outer(needs[:, area], self.abilities[:, area])
        asked = np.maximum(needs.sum(axis=1, dtype=np.int32), 1)[:, None]
        areas = (found * MAX_SCORE + asked // 2) // asked

        same = self._equal(self.subject[rows], self.mentor_subject)
        near = self._equal(self.group[rows], self.mentor_group)
        subject = np.where(same, MAX_SCORE, np.where(near, 60, 0)).astype(np.int32)

        wishes = np.zeros((n, m), np.int32)
        for row in range(n):
            for col, value in self.wish_parts.get(start + row, {}).items():
                wishes[row, col] = value

        wanted = self.formats[rows].astype(np.int32)
        common = wanted @ self.mentor_formats.astype(np.int32).T
        common[:, ~self.mentor_formats.any(axis=1)] = 1
        formats = np.where(common > 0, MAX_SCORE, 0).astype(np.int32)

        experience = np.broadcast_to(self.experience.astype(np.int32), (n, m))
        return dict(
            zip(CRITERIA, (areas, subject, wishes, formats, experience), strict=True)
        )

    def pair_parts(self, rows, cols):
        """The parts of the scores of some pairs alone, as `parts` tells of all.

        :param rows: k mentees
        :param cols: the mentor of each of them
        :return: dict of criterion → array of k numbers from 0 to 100
        """
        import numpy as np

        rows, cols = np.asarray(rows, np.int64), np.asarray(cols, np.int64)
        needs = self.needs[rows]
        found = np.minimum(needs, self.abilities[cols]).sum(axis=1, dtype=np.int32)
        asked = np.maximum(needs.sum(axis=1, dtype=np.int32), 1)
        areas = (found * MAX_SCORE + asked // 2) // asked
        subject, group = self.subject[rows], self.group[rows]
        same = (subject == self.mentor_subject[cols]) & (subject >= 0)
        near = (group == self.mentor_group[cols]) & (group >= 0)
        wishes = [
            self.wish_parts.get(row, {}).get(col, 0)
            for row, col in zip(rows.tolist(), cols.tolist(), strict=True)
        ]
        theirs = self.mentor_formats[cols]
        common = (self.formats[rows] & theirs).any(axis=1) | ~theirs.any(axis=1)
        found = (
            areas,
            np.where(same, MAX_SCORE, np.where(near, 60, 0)),
            np.array(wishes, np.int32),
            np.where(common, MAX_SCORE, 0),
            self.experience[cols],
        )
        return dict(zip(CRITERIA, found, strict=True))

    @staticmethod
    def _equal(mine, theirs):
        return (mine[:, None] == theirs[None, :]) & (mine >= 0)[:, None]

    def scores(self, weights):
        """All scores: whole numbers from 0 to 100.

        :param dict weights: criterion → whole number, 0: not looked at
        :return: n × m array
        :raises MatchingError: when no weight is above zero
        """
        import numpy as np

        if any(weight < 0 for weight in weights.values()):
            raise MatchingError("weights", "A weight is negative.")
        if not any(weights.get(name) for name in CRITERIA):
            raise MatchingError("weights", "All weights are zero.")
        n, m = len(self.needs), len(self.abilities)
        result = np.zeros((n, m), np.uint8)
        step = max(1, 500_000 // max(m, 1))
        for start in range(0, n, step):
            stop = min(n, start + step)
            result[start:stop] = self._mix(
                self.parts(start, stop), weights, slice(start, stop)
            )
        return result

    def _mix(self, parts, weights, rows):
        """Weighted means of the parts, over the criteria that apply to a mentee."""
        import numpy as np

        share, mixed = 0, 0
        for name, part in parts.items():
            weight = weights.get(name, 0) * self.applies[name][rows]
            share = share + weight
            if weights.get(name, 0):
                mixed = mixed + part * weight[:, None]
        share = np.maximum(share, 1)[:, None]
        return (mixed + share // 2) // share


def solve(
    scores,
    capacities,
    forbidden=None,
    locked=None,
    mode="coverage",
    threshold=THRESHOLD,
    loads=None,
    persons=None,
):
    """The best pairs of all mentees and mentors at once.

    :param scores: n × m numbers, mentees × mentors
    :param capacities: m whole numbers, the places of each mentor
    :param forbidden: n × m booleans; such a pair is never made
    :param locked: pairs (mentee, mentor) that are made in any case
    :param str mode: `coverage`: most mentees, then most score; `quality`: pairs below
        the threshold are not made, of the others those with most score in all
    :param threshold: the lowest score of a good pair, for `quality`
    :param loads: m whole numbers, mentees a mentor accompanies already; only for
        spreading the load
    :param persons: n keys; rows with the same key are needs of one mentee, who never
        gets the same mentor twice
    :return: `Matching`
    :raises MatchingError: a `ValueError`: contradictory locks, wrong sizes or numbers
    :raises ImportError: without OR-Tools
    """
    import numpy as np

    problem = _Problem(np, scores, capacities, forbidden, mode, threshold, loads)
    problem.lock(locked or (), persons)
    problem.solve(persons)
    return problem.result()


class _Problem:
    """One call of `solve`, step by step."""

    def __init__(self, np, scores, capacities, forbidden, mode, threshold, loads):
        self.np = np
        if mode not in ("coverage", "quality"):
            raise MatchingError("mode", f"Unknown mode {mode!r}.")
        self.capacities = self._whole(capacities, "capacities")
        m = len(self.capacities)
        self.scores = np.asarray(scores)
        if self.scores.size == 0:
            self.scores = np.zeros((len(scores), m), np.int64)
        if self.scores.ndim != 2 or self.scores.shape[1] != m:
            raise MatchingError("shape", "Scores and capacities differ in size.")
        if self.scores.dtype.kind == "b":
            self.scores = self.scores.astype(np.int64)
        if self.scores.dtype.kind not in "iuf":
            self.scores = self.scores.astype(np.float64)
        if self.scores.dtype.kind == "f" and not np.isfinite(self.scores).all():
            raise MatchingError("numbers", "A score is not a number.")
        n = len(self.scores)
        allowed = np.broadcast_to(self.capacities > 0, (n, m)).copy()
        self.forbidden = None
        if forbidden is not None:
            self.forbidden = np.asarray(forbidden, bool)
            if self.forbidden.size == 0:
                self.forbidden = self.forbidden.reshape(n, m)
            if self.forbidden.shape != (n, m):
                raise MatchingError("shape", "Scores and prohibitions differ in size.")
            allowed &= ~self.forbidden
        self.upper_allowed = allowed
        self.mode, self.threshold = mode, threshold
        self.loads = np.zeros(m, np.int64)
        if loads is not None:
            self.loads = self._whole(loads, "loads")
            if len(self.loads) != m:
                raise MatchingError("shape", "Loads and capacities differ in size.")
        self.mentor_of = np.full(n, -1, np.int64)
        self.places = self.capacities.copy()
        self.load_now = self.loads.copy()
        self.locked_rows = np.zeros(n, bool)
        self.also_forbidden = []
        self.considered, self.all_considered = 0, True

    def _whole(self, numbers, name):
        np = self.np
        array = np.asarray(numbers)
        if array.size == 0:
            return np.zeros(0, np.int64)
        whole = array.astype(np.int64)
        if array.ndim != 1 or (whole != array).any() or (whole < 0).any():
            raise MatchingError(name, f"«{name}» are whole numbers of zero and more.")
        return whole

    def lock(self, locked, persons):
        """Make the locked pairs first; they take places like any other."""
        n, m = self.scores.shape
        pairs = locked.items() if hasattr(locked, "items") else locked
        seen = set()
        for row, col in sorted({(int(i), int(j)) for i, j in pairs}):
            if not (0 <= row < n and 0 <= col < m):
                raise MatchingError("locked", "A locked pair names nobody.", [row])
            if self.locked_rows[row]:
                raise MatchingError(
                    "locked_twice", "A mentee is locked to two mentors.", [row]
                )
            if self.forbidden is not None and self.forbidden[row, col]:
                raise MatchingError(
                    "locked_forbidden", "A locked pair is forbidden.", [row]
                )
            if persons is not None:
                if (persons[row], col) in seen:
                    raise MatchingError(
                        "locked_same", "A mentee is locked to a mentor twice.", [row]
                    )
                seen.add((persons[row], col))
            if self.places[col] < 1:
                raise MatchingError(
                    "locked_full",
                    "More mentees are locked than there are places.",
                    [row],
                )
            self.locked_rows[row] = True
            self.mentor_of[row] = col
            self.places[col] -= 1
            self.load_now[col] += 1
        if persons is not None and seen:
            self.also_forbidden = [
                (row, col)
                for row, person in enumerate(persons)
                for taken, col in seen
                if taken == person and not self.locked_rows[row]
            ]

    def candidates(self):
        """The pairs the solver chooses from: rows, columns.

        All of them as long as they are not too many; of more, the best of every
        mentee. Equal scores are taken from a place that differs from mentee to mentee:
        else all would keep the same few mentors.
        """
        np = self.np
        n, m = self.scores.shape
        allowed = self.upper_allowed.copy()
        allowed[:, self.places < 1] = False
        allowed[self.locked_rows] = False
        for row, col in self.also_forbidden:
            allowed[row, col] = False
        if self.mode == "quality":
            allowed &= self.scores >= self.threshold
        self.open = allowed
        if n * m <= ALL_PAIRS:
            rows, cols = np.nonzero(allowed)
        else:
            rows, cols = self._best(allowed, max(60, ALL_PAIRS // 4 // n))
        self.considered = len(rows)
        self.all_considered = self.considered == int(allowed.sum())
        return rows.astype(np.int32), cols.astype(np.int32)

    def _best(self, allowed, keep):
        np = self.np
        n, m = self.scores.shape
        keep = min(keep, m)
        rows, cols = [], []
        lowest = float(self.scores.min()) - 1
        order = np.arange(m)
        step = max(1, 2_000_000 // m)
        for start in range(0, n, step):
            part = self.scores[start : start + step].astype(np.float64)
            part[~allowed[start : start + step]] = lowest
            # Below one point of a whole-number score, hence only between equal ones.
            turn = (
                order[None, :] - (np.arange(start, start + len(part)) * 97)[:, None]
            ) % m
            rank = part - turn / (m + 1)
            best = np.argpartition(-rank, keep - 1, axis=1)[:, :keep]
            best.sort(axis=1)
            here = np.repeat(np.arange(len(part)), keep)
            cols_here = best.ravel()
            good = allowed[start : start + step][here, cols_here]
            rows.append(here[good] + start)
            cols.append(cols_here[good])
        return np.concatenate(rows), np.concatenate(cols)

    def costs(self, rows, cols, steps):
        """Whole-number costs of the pairs, and the cost of staying unmatched."""
        np = self.np
        n, m = self.scores.shape
        values = self.scores[rows, cols]
        highest = values.max() if len(values) else 0
        lowest = values.min() if len(values) else 0
        if self.mode == "quality":
            # Unmatched brings nothing; a pair at the threshold brings its score.
            lowest = min(lowest, 0)
            highest = max(highest, 0)
        span = float(highest) - float(lowest)
        # One point of score outweighs every spreading of load; among equal scores
        # in all, `quality` takes the solution with more mentees.
        load = n * int(steps.max(initial=0)) + 1
        more = n + 1 if self.mode == "quality" else 1
        nodes = n + m + len(rows) // max(m, 1) + 2
        room = COST_LIMIT // (nodes * (n + 2) * more)
        whole = values.dtype.kind in "iu" or (values == np.floor(values)).all()
        even = not whole or (span + 2) * load < room
        load = load if even else 1
        scale = 1
        if not whole or (span + 2) * load >= room:
            # Fractions, as finely as the solver's whole numbers allow.
            scale = min(1e9, room / load / 2) / max(span, 1e-12)
        away = np.rint((float(highest) - values) * scale).astype(np.int64)
        if self.mode == "coverage":
            # Dearer than anything that all others together could gain by it.
            unmatched = load * (int(span * scale) + 2) * (n + 1)
        else:
            unmatched = load * (more * round(float(highest) * scale) + 1)
        return away * (load * more), unmatched, even

    def solve(self, persons):
        """Choose among the candidates by min-cost flow."""
        np = self.np
        rows, cols = self.candidates()
        if not len(rows):
            return
        from ortools.graph.python import min_cost_flow

        n, m = self.scores.shape
        mentor, sink = n, n + m
        wanted = np.bincount(cols, minlength=m)
        places = np.minimum(self.places, wanted)
        # The further mentee of a mentor: one arc each, the dearer the later.
        hosts = np.repeat(np.arange(m), places)
        first = np.repeat(np.cumsum(places) - places, places)
        steps = np.arange(len(hosts)) - first + self.load_now[hosts]
        # Only differences of load count.
        steps -= steps.min(initial=0) if len(steps) else 0
        costs, unmatched, even = self.costs(rows, cols, steps)
        if not even:
            steps = np.zeros_like(steps)
        heads, extra, nodes = self._heads(rows, cols, persons, mentor, sink + 1)
        tails = [rows, *(e[0] for e in extra), hosts + mentor, np.arange(n)]
        ends = [
            heads,
            *(e[1] for e in extra),
            np.full(len(hosts), sink),
            np.full(n, sink),
        ]
        prices = [
            costs,
            *(np.zeros(len(e[0])) for e in extra),
            steps,
            np.full(n, unmatched),
        ]
        flow = min_cost_flow.SimpleMinCostFlow()
        for tail, head, price in zip(tails, ends, prices, strict=True):
            flow.add_arcs_with_capacity_and_unit_cost(
                tail.astype(np.int32),
                head.astype(np.int32),
                np.ones(len(tail), np.int64),
                price.astype(np.int64),
            )
        supplies = np.zeros(nodes, np.int64)
        supplies[:n] = ~self.locked_rows
        supplies[sink] = -supplies.sum()
        flow.set_nodes_supplies(np.arange(nodes, dtype=np.int32), supplies)
        status = flow.solve()
        if status != flow.OPTIMAL:
            raise MatchingError("solver", f"The solver stopped: {status}.")
        used = flow.flows(np.arange(len(rows), dtype=np.int32)) > 0
        self.mentor_of[rows[used]] = cols[used]

    def _heads(self, rows, cols, persons, mentor, free):
        """Where the arcs of the pairs end.

        At the mentor; for a mentee with several needs at a node of his own before the
        mentor, through which one unit fits.
        """
        np = self.np
        heads = cols + mentor
        if persons is None or len(set(persons)) == len(persons):
            return heads, [], free
        keys = {}
        numbers = np.array([keys.setdefault(p, len(keys)) for p in persons], np.int64)
        several = (np.bincount(numbers) > 1)[numbers[rows]]
        gates, gate_of = np.unique(
            numbers[rows[several]] * len(self.capacities) + cols[several],
            return_inverse=True,
        )
        heads = heads.copy()
        heads[several] = free + gate_of
        tails = free + np.arange(len(gates))
        ends = mentor + gates % len(self.capacities)
        return heads, [(tails, ends)], free + len(gates)

    def result(self):
        """The solution with its quality."""
        np = self.np
        n, m = self.scores.shape
        matched = self.mentor_of >= 0
        rows = np.nonzero(matched)[0]
        values = self.scores[rows, self.mentor_of[rows]]
        wide = np.int64 if self.scores.dtype.kind in "iu" else np.float64
        allowed = self.upper_allowed
        if self.mode == "quality":
            allowed = allowed & (self.scores >= self.threshold)
        upper = 0
        step = max(1, 2_000_000 // max(m, 1))
        for start in range(0, n, step):
            part = self.scores[start : start + step].astype(wide)
            yes = allowed[start : start + step]
            # A locked pair counts for its mentee, whatever the rules say.
            if part.size:
                best = np.where(yes, part, part.min() - 1).max(axis=1)
                some = yes.any(axis=1)
                own = self.mentor_of[start : start + step]
                has = own >= 0
                mine = np.where(has, part[np.arange(len(part)), own], best)
                upper += np.where(
                    some, np.maximum(best, mine), np.where(has, mine, 0)
                ).sum()
        return Matching(
            mentor_of=[int(col) for col in self.mentor_of],
            total=values.astype(wide).sum().item() if len(values) else 0,
            upper=upper.item() if hasattr(upper, "item") else upper,
            reasons=self._reasons(),
            load=np.bincount(self.mentor_of[rows], minlength=m).tolist(),
            pairs_considered=int(self.considered),
            all_considered=bool(self.all_considered),
            threshold=self.threshold if self.mode == "quality" else None,
            mean=float(values.mean()) if len(values) else 0.0,
            worst=values.min().item() if len(values) else None,
            matched=len(rows),
        )

    def _reasons(self):
        """Why each unmatched mentee stays without a mentor."""
        n, m = self.scores.shape
        reasons = [""] * n
        for row in range(n):
            if self.mentor_of[row] >= 0:
                continue
            if not m:
                reasons[row] = "no_mentors"
            elif self.forbidden is not None and self.forbidden[row].all():
                reasons[row] = "forbidden"
            elif not self.upper_allowed[row].any():
                reasons[row] = "full"
            elif (
                self.mode == "quality"
                and self.scores[row][self.upper_allowed[row]].max() < self.threshold
            ):
                reasons[row] = "threshold"
            else:
                reasons[row] = "taken"
        return reasons

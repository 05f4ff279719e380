"""The solver against every possible solution, and against SciPy's dense one."""

import functools
import itertools
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import matching
from ..tools.matching import MatchingError, solve

# Runs are repeatable and leave no folder behind.
tried = functools.partial(settings, deadline=None, database=None, derandomize=True)
POINTS = st.one_of(st.integers(0, 100), st.sampled_from([0, 50, 100]))


@st.composite
def cohorts(draw, most=4):
    """Scores, places, prohibitions and locks of a few people."""
    n, m = draw(st.integers(0, most)), draw(st.integers(0, most))

    def table(cell):
        return [[draw(cell) for _ in range(m)] for _ in range(n)]

    locked = [
        (row, draw(st.integers(0, m - 1)))
        for row in range(n)
        if m and draw(st.integers(0, 6)) == 0
    ]
    places = [draw(st.integers(0, 3)) for _ in range(m)]
    forbidden = table(st.integers(0, 3).map(lambda number: not number))
    return table(POINTS), places, forbidden, locked


def best_of_all(scores, places, forbidden, locked, mode):
    """(mentees, points, −unevenness) of the best of all possible solutions."""
    n, m = len(scores), len(places)
    best = None
    for pairs in itertools.product(range(-1, m), repeat=n):
        made = [(row, col) for row, col in enumerate(pairs) if col >= 0]
        if (
            any(pairs[row] != col for row, col in locked)
            or any(forbidden[row][col] for row, col in made)
            or any(pairs.count(col) > places[col] for col in range(m))
        ):
            continue
        if mode == "quality" and any(
            scores[row][col] < matching.THRESHOLD and (row, col) not in locked
            for row, col in made
        ):
            continue
        points = sum(scores[row][col] for row, col in made)
        uneven = sum(pairs.count(col) ** 2 for col in range(m))
        first = (len(made), points) if mode == "coverage" else (points, len(made))
        best = max(best or (*first, -uneven), (*first, -uneven))
    return best


@tagged("post_install", "-at_install")
class TestMatchingProperties(BaseCase):
    """Whole-cohort optimum, checked against all that is possible."""

    @tried(max_examples=150)
    @given(cohorts(), st.sampled_from(["coverage", "quality"]))
    def test_no_other_solution_is_better(self, cohort, mode):
        """Small cohorts: nobody finds better pairs, nor spreads load more evenly."""
        expected = best_of_all(*cohort, mode)
        try:
            found = solve(*cohort, mode)
        except MatchingError:
            self.assertIsNone(expected, "refused although a solution exists")
            return
        uneven = -sum(load**2 for load in found.load)
        first = found.matched, found.total
        self.assertEqual(
            expected, (*(first if mode == "coverage" else first[::-1]), uneven)
        )

    @tried(max_examples=150)
    @given(cohorts(6), st.sampled_from(["coverage", "quality"]))
    def test_rules_hold(self, cohort, mode):
        """Capacity, prohibitions and locks hold; who is left out is told why."""
        scores, places, forbidden, locked = cohort
        try:
            found = solve(*cohort, mode)
        except MatchingError:
            return
        self.assertTrue(
            all(load <= place for load, place in zip(found.load, places, strict=True))
        )
        for row, col in enumerate(found.mentor_of):
            self.assertEqual(col < 0, bool(found.reasons[row]))
            self.assertFalse(col >= 0 and forbidden[row][col])
        for row, col in locked:
            self.assertEqual(found.mentor_of[row], col)
        self.assertEqual(found, solve(*cohort, mode), "the same input again")
        self.assertLessEqual(found.total, max(found.upper, found.total))

    @tried(max_examples=25)
    @given(
        st.integers(1, 90),
        st.integers(1, 40),
        st.sampled_from([2, 5, 101, 10**6]),
        st.booleans(),
        st.integers(0, 10**6),
    )
    def test_the_total_is_that_of_scipy(self, n, m, points, fractions, seed):
        """Middle cohorts: as many pairs and as many points as SciPy's dense solver."""
        import numpy as np
        from scipy.optimize import linear_sum_assignment

        rng = np.random.default_rng(seed)
        scores = rng.random((n, m)) if fractions else rng.integers(0, points, (n, m))
        places = rng.integers(0, 4, m)
        forbidden = rng.random((n, m)) < rng.random()
        seats = np.repeat(np.arange(m), places)
        one_more = (scores.max() - scores.min() + 1) * (n + 1)
        gain = np.where(
            forbidden[:, seats], 0.0, scores[:, seats] - scores.min() + one_more
        )
        gain = np.concatenate([gain, np.zeros((n, n))], axis=1)
        rows, cols = linear_sum_assignment(gain, maximize=True)
        made = gain[rows, cols] > 0
        total = scores[rows[made], seats[cols[made]]].sum()
        found = solve(scores, places, forbidden)
        self.assertEqual(found.matched, made.sum())
        self.assertAlmostEqual(found.total, total, places=6)


@tagged("post_install", "-at_install")
class TestMatching(BaseCase):
    """What a curator relies on, and input that contradicts itself."""

    def test_coverage_and_quality(self):
        """Everybody gets a mentor, or only good pairs are made."""
        scores, places = [[90, 20], [80, 10]], [1, 1]
        everybody = solve(scores, places)
        self.assertEqual((everybody.matched, everybody.total), (2, 100))
        good = solve(scores, places, mode="quality")
        self.assertEqual(good.mentor_of, [0, -1])
        self.assertEqual(good.reasons, ["", "taken"])
        self.assertEqual(
            solve([[49], [50]], [2], mode="quality").reasons, ["threshold", ""]
        )

    def test_load_is_spread_among_equals(self):
        """Equal scores: no mentor gets a second mentee before all have one."""
        found = solve([[70] * 4] * 6, [6] * 4)
        self.assertEqual(sorted(found.load), [1, 1, 2, 2])
        busy = solve([[70, 70]] * 2, [5, 5], loads=[3, 0])
        self.assertEqual(busy.load, [0, 2])
        better = solve([[71, 70]] * 3, [3, 3])
        self.assertEqual(better.load, [3, 0], "one point outweighs any spreading")

    def test_nobody(self):
        """No mentors, no mentees, no places, all forbidden."""
        self.assertEqual(solve([], []).mentor_of, [])
        self.assertEqual(solve([], [1, 2]).load, [0, 0])
        self.assertEqual(solve([[], []], []).reasons, ["no_mentors"] * 2)
        self.assertEqual(solve([[5, 6]], [0, 0]).reasons, ["full"])
        self.assertEqual(solve([[5]], [1], [[True]]).reasons, ["forbidden"])
        self.assertEqual(solve([[5], [5]], [1]).reasons, ["", "taken"])

    def test_locks(self):
        """A locked pair is made even where a better one exists, and takes its place."""
        found = solve([[10, 90], [20, 95]], [1, 1], locked=[(0, 1)])
        self.assertEqual(found.mentor_of, [1, 0])
        for code, places, forbidden, locked in (
            ("locked_twice", [1, 1], None, [(0, 0), (0, 1)]),
            ("locked_full", [1, 1], None, [(0, 0), (1, 0)]),
            ("locked_full", [0, 1], None, [(0, 0)]),
            ("locked_forbidden", [1, 1], [[1, 0], [0, 0]], [(0, 0)]),
            ("locked", [1, 1], None, [(0, 7)]),
        ):
            with self.subTest(code=code), self.assertRaises(ValueError) as caught:
                solve([[1, 2], [3, 4]], places, forbidden, locked)
            self.assertEqual(caught.exception.code, code)

    def test_several_needs_of_one_person(self):
        """Two needs of one mentee never go to the same mentor."""
        scores, persons = [[90, 10], [80, 20], [70, 60]], ["a", "a", "b"]
        self.assertEqual(
            solve(scores, [3, 3], persons=persons).mentor_of.count(0),
            2,
            "one need of «a», and «b»",
        )
        found = solve(scores, [3, 3], persons=persons, locked=[(1, 0)])
        self.assertEqual(found.mentor_of, [1, 0, 0])
        alone = solve([[90], [80]], [2], persons=["a", "a"])
        self.assertEqual(alone.matched, 1)

    def test_wrong_input(self):
        """Sizes and numbers that make no sense are refused, not guessed."""
        for scores, places in (
            ([[1, 2]], [1]),
            ([[1]], [-1]),
            ([[1]], [1.5]),
            ([[float("nan")]], [1]),
        ):
            with self.subTest(scores=scores), self.assertRaises(ValueError):
                solve(scores, places)
        with self.assertRaises(ValueError):
            solve([[1]], [1], mode="best")

    def test_many_people_keep_the_best_candidates(self):
        """Above the limit the best of each are kept; with ties nobody is left out."""
        import numpy as np

        all_pairs, matching.ALL_PAIRS = matching.ALL_PAIRS, 10_000
        try:
            rng = np.random.default_rng(1)
            scores = rng.integers(0, 101, (200, 150))
            few = solve(scores, [2] * 150)
            equal = solve(np.full((200, 150), 50), [2] * 150)
        finally:
            matching.ALL_PAIRS = all_pairs
        self.assertFalse(few.all_considered)
        self.assertEqual(equal.matched, 200)
        self.assertGreater(few.total, solve(scores, [2] * 150).total * 0.99)


def cohort(seed=1, n=5, m=4, **arrays):
    """A small cohort with everything known of everybody."""
    import numpy as np

    rng = np.random.default_rng(seed)
    values = {
        "needs": rng.integers(0, 4, (n, 3)),
        "abilities": rng.integers(0, 4, (m, 3)),
        "subject": rng.integers(0, 3, n),
        "mentor_subject": rng.integers(0, 3, m),
        "group": np.full(n, -1),
        "mentor_group": np.full(m, -1),
        "formats": rng.random((n, 2)) < 0.5,
        "mentor_formats": rng.random((m, 2)) < 0.5,
        "experience": rng.integers(0, 101, m),
        "wishes": [(0, 1)],
        "mentor_wishes": [(0, 1), (2, 3)],
    }
    return matching.Cohort(**{**values, **arrays})


@tagged("post_install", "-at_install")
class TestScores(BaseCase):
    """From needs, abilities and wishes to points out of a hundred."""

    def test_parts(self):
        """What is asked and given, in each criterion."""
        import numpy as np

        one = cohort(
            n=1,
            m=3,
            needs=np.array([[3, 2, 0]]),
            abilities=np.array([[3, 2, 0], [0, 1, 3], [0, 0, 3]]),
            subject=np.array([4]),
            mentor_subject=np.array([4, 5, -1]),
            group=np.array([1]),
            mentor_group=np.array([2, 1, -1]),
            formats=np.array([[True, False]]),
            mentor_formats=np.array([[True, True], [False, True], [False, False]]),
            experience=np.array([100, 30, 0]),
            wishes=[(0, 0)],
            mentor_wishes=[(0, 0), (0, 2)],
        )
        parts = {name: part[0].tolist() for name, part in one.parts().items()}
        self.assertEqual(
            parts,
            {
                "areas": [100, 20, 0],
                "subject": [100, 60, 0],
                "wishes": [100, 0, 50],
                "formats": [100, 0, 100],
                "experience": [100, 30, 0],
            },
        )
        self.assertEqual(
            one.scores({"areas": 1, "wishes": 1})[0].tolist(), [100, 10, 25]
        )

    def test_parts_of_some_pairs(self):
        """Asked about some pairs alone, the parts are those of the whole table."""
        for seed in range(5):
            with self.subTest(seed=seed):
                some = cohort(seed, n=7, m=6)
                whole = some.parts()
                rows, cols = [0, 2, 2, 6], [1, 3, 0, 5]
                for name, part in some.pair_parts(rows, cols).items():
                    self.assertEqual(part.tolist(), whole[name][rows, cols].tolist())

    def test_what_is_not_known_does_not_count(self):
        """A mentee without answers is not worse off: the other criteria decide."""
        import numpy as np

        nothing = cohort(
            n=1,
            m=1,
            needs=np.zeros((1, 3), int),
            subject=np.array([1]),
            mentor_subject=np.array([1]),
            formats=np.zeros((1, 2), bool),
            experience=np.array([100]),
            wishes=[],
            mentor_wishes=[],
        )
        self.assertEqual(nothing.scores(matching.DEFAULT_WEIGHTS).tolist(), [[100]])

    def test_weights(self):
        """Weights of zero switch a criterion off; all zero or below is refused."""
        only = cohort().scores({"experience": 5})
        self.assertEqual(only[0].tolist(), cohort().experience.tolist())
        for weights in ({}, {"areas": 0}, {"areas": -1, "subject": 5}):
            with self.subTest(weights=weights), self.assertRaises(ValueError):
                cohort().scores(weights)

    def test_whole_numbers_within_a_hundred(self):
        """Scores are whole numbers from 0 to 100 whatever the weights."""
        draw = random.Random(7)
        for seed in range(30):
            weights = {name: draw.randint(1, 90) for name in matching.CRITERIA}
            scores = cohort(seed).scores(weights)
            self.assertEqual(scores.dtype.kind, "u")
            self.assertLessEqual(scores.max(), 100)

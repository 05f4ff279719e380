"""The same cohorts through our solver, SciPy's dense one, greedy, first come.

    python benchmarks/matching.py

Every row is a process of its own, so that its memory is its own. Time is for scoring
and solving together, by the clock and by the processor (which neighbours on the machine
do not lengthen); best of three, once for the largest. «Доля»: of the dense optimum's
total. The table stands as it is printed in docs/matching.md.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "school_mentorship" / "tools"))

SIZES = ((60, 30), (1_000, 400), (3_000, 1_000), (10_000, 3_000))
KINDS = {"real": "обычные", "equal": "все равны", "coarse": "пять разных"}
NAMES = {
    "ours": "**модуль**",
    "scipy": "SciPy (плотный)",
    "greedy": "жадный по баллам",
    "first": "в порядке очереди",
}
METHODS = tuple(NAMES)


def cohort(n, m):
    """An invented school: 11 areas, 18 subjects, 8 departments, some wishes."""
    import matching_scores
    import numpy as np

    rng = np.random.default_rng(20)
    areas, subjects, departments, formats = 11, 18, 8, 7
    needs = rng.integers(0, 4, (n, areas)) * (rng.random((n, areas)) < 0.4)
    people = matching_scores.Cohort(
        needs=needs.astype(np.int8),
        abilities=rng.integers(0, 4, (m, areas)).astype(np.int8),
        subject=rng.integers(0, subjects, n),
        mentor_subject=rng.integers(0, subjects, m),
        group=rng.integers(0, departments, n),
        mentor_group=rng.integers(0, departments, m),
        formats=rng.random((n, formats)) < 0.3,
        mentor_formats=rng.random((m, formats)) < 0.4,
        experience=rng.integers(0, 101, m),
        wishes=[(row, int(rng.integers(0, m))) for row in range(0, n, 3)],
        mentor_wishes=[],
    )
    # Places for slightly more than all, unevenly spread.
    places = rng.multinomial(int(n * 1.05), np.full(m, 1 / m))
    return people, places


def scored(people, kind):
    """The scores of a cohort: as they are, all equal, or with many ties."""
    import matching_scores

    scores = people.scores(matching_scores.DEFAULT_WEIGHTS)
    if kind == "equal":
        scores[:] = 50
    elif kind == "coarse":
        scores = scores // 25 * 25
    return scores


def ours(scores, places):
    """The addon's own solver."""
    import matching

    return matching.solve(scores, places).mentor_of


def scipy(scores, places):
    """SciPy's dense solver: one column a place, and one for «nobody» a mentee."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    seats = np.repeat(np.arange(len(places)), places)
    gain = scores[:, seats].astype(np.float64)
    rows, cols = linear_sum_assignment(gain, maximize=True)
    mentor_of = np.full(len(scores), -1)
    mentor_of[rows] = seats[cols]
    return mentor_of.tolist()


def greedy(scores, places):
    """The best pair of all, then the best of what is left, and so on."""
    import numpy as np

    places = list(places)
    mentor_of = [-1] * len(scores)
    order = np.argsort(-scores.ravel().astype(np.int16), kind="stable")
    left, free, m = len(scores), sum(places), scores.shape[1]
    for pair in order:
        row, col = divmod(int(pair), m)
        if mentor_of[row] < 0 and places[col]:
            mentor_of[row] = col
            places[col] -= 1
            left, free = left - 1, free - 1
            if not (left and free):
                break
    return mentor_of


def first(scores, places):
    """Each mentee in turn takes the best mentor who is left."""
    import numpy as np

    places = np.array(places)
    mentor_of = []
    for row in scores.astype(np.int16):
        row = np.where(places > 0, row, -1)
        col = int(row.argmax())
        mentor_of.append(col if row[col] >= 0 else -1)
        if mentor_of[-1] >= 0:
            places[col] -= 1
    return mentor_of


def one(method, n, m, kind):
    """Measure one method on one cohort; printed as JSON."""
    import matching  # noqa: F401

    if method == "ours":
        # Loading a library is not solving.
        from ortools.graph.python import min_cost_flow  # noqa: F401
    elif method == "scipy":
        import scipy.optimize  # noqa: F401
    people, places = cohort(n, m)
    best = None
    for _attempt in range(3 if n < 10_000 else 1):
        start, clock = time.process_time(), time.perf_counter()
        scores = scored(people, kind)
        mentor_of = globals()[method](scores, places)
        took = time.perf_counter() - clock, time.process_time() - start
        best = min(took, best or took)
    pairs = [(row, col) for row, col in enumerate(mentor_of) if col >= 0]
    print(
        json.dumps(
            {
                "wall": best[0],
                "seconds": best[1],
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "total": sum(int(scores[row, col]) for row, col in pairs),
                "matched": len(pairs),
            }
        )
    )


def whole(number):
    """A whole number as Russian tables have it: «4 316»."""
    return f"{number:,}".replace(",", "\u00a0")


def seconds(number):
    """Seconds to the thousandth, with a comma."""
    return f"{number:.3f}".replace(".", ",") if number >= 0.0005 else "< 0,001"


def table():
    """All methods on all cohorts, as a Markdown table."""
    print(
        "| наставляемых × наставников | баллы | способ | время по часам, с "
        "| процессорное, с | память, МБ | сумма баллов | доля от оптимума |"
    )
    print("|---|---|---|---:|---:|---:|---:|---:|")
    for n, m in SIZES:
        for kind, words in KINDS.items():
            found = {}
            for method in METHODS:
                run = subprocess.run(
                    [sys.executable, __file__, method, str(n), str(m), kind],
                    capture_output=True,
                    text=True,
                )
                found[method] = json.loads(run.stdout) if not run.returncode else None
            best = found["scipy"]
            for method, row in found.items():
                start = f"| {whole(n)} × {whole(m)} | {words} | {NAMES[method]} |"
                if not row:
                    print(f"{start} не решено | | | | |", flush=True)
                    continue
                share = "–"
                if best:
                    share = f"{100 * row['total'] / best['total']:.2f}\u00a0%"
                    share = share.replace(".", ",")
                print(
                    f"{start} {seconds(row['wall'])} | {seconds(row['seconds'])} | "
                    f"{whole(row['megabytes'])} | {whole(row['total'])} | "
                    f"{share} |",
                    flush=True,
                )


if __name__ == "__main__":
    if sys.argv[1:]:
        one(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    else:
        table()

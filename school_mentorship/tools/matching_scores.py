"""How well two people suit each other: whole numbers from 0 to 100, and their parts.

Arrays only: `Cohort` turns needs, abilities, wishes and weights into scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy

MAX_SCORE = 100
# Parts of a score in the order in which they are shown.
CRITERIA = ("areas", "subject", "wishes", "formats", "experience")
DEFAULT_WEIGHTS = {
    "areas": 45,
    "subject": 20,
    "wishes": 15,
    "formats": 10,
    "experience": 10,
}


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
        :raises ValueError: when no weight is above zero, or one is below
        """
        import numpy as np

        if any(weight < 0 for weight in weights.values()):
            raise ValueError("A weight is negative.")
        if not any(weights.get(name) for name in CRITERIA):
            raise ValueError("All weights are zero.")
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

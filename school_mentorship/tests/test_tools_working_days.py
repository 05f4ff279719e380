"""Working days: the Government's transfers, both weeks, terms of notice."""

import datetime
import functools
import sys
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.school_mentorship.tools import working_days
from odoo.addons.school_mentorship.tools.working_days import (
    earliest_day,
    is_known,
    is_working,
)

D = datetime.date
DAY = datetime.timedelta(days=1)

tried = functools.partial(
    settings(max_examples=200, deadline=None, database=None, derandomize=True)
)

# Day | five-day week | six-day week, + is worked. Decrees of the Government of
# 10.08.2023 No 1314, 04.10.2024 No 1335, and for 2026; art. 112 of the Labour Code.
DAYS = """
2024-04-27 + +
2024-04-29 - +
2024-04-30 - +
2024-05-10 - +
2024-11-02 + +
2024-12-28 + +
2024-12-30 - +
2024-12-31 - -
2025-01-08 - -
2025-01-09 + +
2025-01-11 - +
2025-02-24 + +
2025-03-10 + +
2025-05-02 - +
2025-05-03 - +
2025-05-08 - -
2025-06-13 - +
2025-11-01 + +
2025-11-03 - +
2025-11-04 - -
2025-12-31 - -
2026-01-09 - +
2026-01-12 + +
2026-02-23 - -
2026-03-09 - -
2026-05-09 - -
2026-05-11 - +
2026-06-12 - -
2026-06-13 - +
2026-11-04 - -
2026-12-31 - -
2027-02-20 + +
2027-02-22 - +
"""

# Notice | week | last day of three working days.
TERMS = """
2026-11-09 5 2026-11-12
2026-11-09 6 2026-11-12
2026-11-12 5 2026-11-17
2026-11-12 6 2026-11-16
2026-11-13 5 2026-11-18
2026-11-14 5 2026-11-18
2026-11-14 6 2026-11-18
2026-11-03 5 2026-11-09
2026-11-03 6 2026-11-07
2025-12-29 5 2026-01-13
2025-12-29 6 2026-01-10
2025-10-30 5 2025-11-05
2025-04-30 5 2025-05-07
2025-04-30 6 2025-05-05
2024-04-26 5 2024-05-03
"""


def tables(text):
    return [line.split() for line in text.strip().splitlines()]


@tagged("post_install", "-at_install")
class TestWorkingDays(BaseCase):
    def tearDown(self):
        super().tearDown()
        self.forget()

    @staticmethod
    def forget():
        working_days._year.cache_clear()
        working_days._decreed.cache_clear()

    def test_days(self):
        for day, *worked in tables(DAYS):
            for week, sign in zip((5, 6), worked, strict=True):
                with self.subTest(day=day, week=week):
                    self.assertEqual(
                        is_working(D.fromisoformat(day), week), sign == "+"
                    )

    def test_days_of_a_year(self):
        """The totals of the official production calendars."""
        for year, week, expected in (
            (2023, 5, 247),
            (2024, 5, 248),
            (2025, 5, 247),
            (2026, 5, 247),
            (2025, 6, 299),
        ):
            with self.subTest(year=year, week=week):
                days = (D(year, 1, 1) + DAY * n for n in range(365 + (year == 2024)))
                self.assertEqual(sum(is_working(day, week) for day in days), expected)

    def test_same_as_the_library(self):
        import holidays

        for year in range(2015, 2028):
            calendar = holidays.country_holidays("RU", years=year)
            for number in range(365):
                day = D(year, 1, 1) + DAY * number
                worked = day.weekday() < 5 or day in calendar.weekend_workdays
                with self.subTest(day=day):
                    self.assertEqual(is_working(day), worked and day not in calendar)

    def test_terms(self):
        for notice, week, last in tables(TERMS):
            with self.subTest(notice=notice, week=week):
                term = earliest_day(D.fromisoformat(notice), week=int(week))
                self.assertEqual(term.last_day, D.fromisoformat(last))
                self.assertEqual(term.free_from, term.last_day + DAY)
                self.assertTrue(term.is_certain)

    def test_school_days(self):
        notice = D(2026, 11, 9)
        off, working = D(2026, 11, 11), D(2026, 11, 14)
        self.assertEqual(
            earliest_day(notice, extra_off=[off]).last_day, D(2026, 11, 13)
        )
        self.assertEqual(
            earliest_day(notice, days=5, extra_working=[working]).last_day, working
        )
        both = is_working(off, extra_off=[off], extra_working=[off])
        self.assertFalse(both)
        self.assertTrue(is_working(D(2026, 1, 1), extra_working=iter([D(2026, 1, 1)])))

    def test_moment_is_its_day(self):
        moment = datetime.datetime(2026, 11, 9, 23, 59)
        self.assertEqual(earliest_day(moment), earliest_day(moment.date()))
        self.assertFalse(is_working(datetime.datetime(2026, 11, 4, 12)))
        self.assertFalse(
            is_working(moment.date(), extra_off=[datetime.datetime(2026, 11, 9, 8)])
        )

    def test_year_without_decree(self):
        """Only what the law itself says: a Saturday's holiday gives Monday."""
        self.assertTrue(is_known(2026))
        self.assertFalse(is_known(2040))
        self.assertFalse(earliest_day(D(2040, 5, 8)).is_certain)
        for day, five, six in (
            (D(2040, 6, 12), False, False),  # Tuesday
            (D(2040, 11, 5), False, False),  # the holiday is on Sunday
            (D(2039, 2, 23), False, False),  # Wednesday
            (D(2038, 6, 14), False, True),  # the holiday is on Saturday
            (D(2039, 1, 10), True, True),  # New Year's days are moved by decree only
        ):
            with self.subTest(day=day):
                self.assertEqual((is_working(day), is_working(day, 6)), (five, six))

    def test_without_the_library(self):
        self.forget()
        with patch.dict(sys.modules, {"holidays": None}):
            self.assertFalse(is_known(2026))
            self.assertTrue(is_working(D(2026, 1, 9)))
            self.assertFalse(is_working(D(2026, 3, 9)))
            term = earliest_day(D(2026, 11, 9))
            self.assertEqual(term.last_day, D(2026, 11, 12))
            self.assertFalse(term.is_certain)

    def test_bad(self):
        for bad in (
            lambda: earliest_day(D(2026, 1, 1), days=0),
            lambda: earliest_day(D(2026, 1, 1), week=7),
            lambda: is_working(D(2026, 1, 1), week=4),
            lambda: is_working(D(2012, 1, 1)),
        ):
            with self.assertRaises(ValueError):
                bad()

    @tried
    @given(
        st.dates(D(2013, 1, 1), D(2035, 1, 1)),
        st.integers(1, 10),
        st.sampled_from((5, 6)),
        st.lists(st.dates(D(2013, 1, 1), D(2035, 1, 1)), max_size=3),
    )
    def test_any_term(self, notice, days, week, off):
        term = earliest_day(notice, days, week, off)
        self.assertTrue(is_working(term.last_day, week, off))
        between = (
            notice + DAY * n for n in range(1, (term.last_day - notice).days + 1)
        )
        self.assertEqual(sum(is_working(day, week, off) for day in between), days)
        longer = earliest_day(notice, days + 1, week, off)
        self.assertGreater(longer.last_day, term.last_day)
        self.assertLessEqual(
            earliest_day(notice, days, 6, off).last_day,
            earliest_day(notice, days, 5, off).last_day,
        )

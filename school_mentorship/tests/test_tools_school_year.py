from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.school_mentorship.tools.school_year import (
    Line,
    Vacation,
    default_vacations,
    first_year,
    month_end,
    plan,
    quarters,
)

PERIODS = ("day", "month", "quarter", "year")
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@tagged("post_install", "-at_install")
class TestSchoolYear(BaseCase):
    """Vacations, quarters, and plans laid around them."""

    def test_vacations_of_2025(self):
        """The dates that the Ministry recommended for 2025/2026."""
        self.assertEqual(
            [(v.start, v.end) for v in default_vacations(2025)],
            [
                (date(2025, 10, 25), date(2025, 11, 2)),
                (date(2025, 12, 31), date(2026, 1, 11)),
                (date(2026, 3, 28), date(2026, 4, 5)),
                (date(2026, 5, 27), date(2026, 8, 31)),
            ],
        )

    def test_quarters_lie_between_vacations(self):
        """Four quarters, from 1 September to 26 May, without a gap but vacations."""
        terms = quarters(2025, default_vacations(2025))
        self.assertEqual(
            terms,
            [
                (date(2025, 9, 1), date(2025, 10, 24)),
                (date(2025, 11, 3), date(2025, 12, 30)),
                (date(2026, 1, 12), date(2026, 3, 27)),
                (date(2026, 4, 6), date(2026, 5, 26)),
            ],
        )

    def test_trimesters(self):
        """A school with other vacations has as many terms as they make."""
        terms = quarters(
            2026,
            [
                Vacation("a", date(2026, 11, 14), date(2026, 11, 22)),
                Vacation("b", date(2027, 2, 20), date(2027, 2, 28)),
                Vacation("c", date(2027, 5, 29), date(2027, 8, 31)),
            ],
        )
        self.assertEqual(len(terms), 3)
        self.assertEqual(terms[1], (date(2026, 11, 23), date(2027, 2, 19)))

    def test_school_year_turns_in_august(self):
        """A program that begins in August belongs to the year to come."""
        self.assertEqual(first_year(date(2026, 8, 1)), 2026)
        self.assertEqual(first_year(date(2026, 7, 31)), 2025)

    def test_nine_months_fit_into_five(self):
        """A template of nine months in a short program: first first, last last."""
        start, end = date(2027, 1, 12), date(2027, 5, 31)
        lines = [Line(month, "month") for month in range(9)]
        terms = plan(lines, start, end, default_vacations(2026))
        self.assertEqual(terms[0].start, start)
        self.assertEqual(terms[-1].end, end)
        self.assertEqual(len({term.start for term in terms}), 5)
        self.assertEqual(terms, sorted(terms, key=lambda term: term.start))

    def test_days_keep_clear_of_vacations(self):
        """Planned by days, a line falls neither into vacation nor on a weekend."""
        vacations = default_vacations(2026)
        lines = [Line(month, "month") for month in range(9) for _ in range(3)]
        terms = plan(lines, date(2026, 9, 15), date(2027, 5, 31), vacations, "day")
        for term in terms:
            self.assertLess(term.start.weekday(), 5)
            self.assertFalse(any(v.start <= term.start <= v.end for v in vacations[:3]))
        self.assertEqual(len({term.start for term in terms}), len(lines))

    def test_too_many_days(self):
        """Ten lines by days do not fit into a week."""
        with self.assertRaises(ValueError):
            plan(
                [Line(0, "day")] * 10,
                date(2026, 11, 23),
                date(2026, 11, 29),
                default_vacations(2026),
            )

    def test_summer_is_left_out(self):
        """A program over the summer has no lines in June, July and August."""
        lines = [Line(month, "month") for month in range(6)]
        terms = plan(
            lines,
            date(2027, 4, 1),
            date(2027, 11, 30),
            default_vacations(2026) + default_vacations(2027),
        )
        self.assertFalse({term.start.month for term in terms} & {6, 7, 8})

    @settings(max_examples=200, deadline=None, database=None, derandomize=True)
    @given(
        start=DAYS,
        length=st.integers(0, 400),
        months=st.lists(st.integers(0, 11), min_size=1, max_size=20),
        by=st.sampled_from(("", *PERIODS[1:])),
        own=st.sampled_from(PERIODS[1:]),
    )
    def test_every_plan_lies_in_its_term(self, start, length, months, by, own):
        """Whatever the term: each line once, in it, in the order of its months."""
        end = start + timedelta(days=length)
        years = range(first_year(start), first_year(end) + 1)
        vacations = [v for year in years for v in default_vacations(year)]
        lines = [Line(month, own) for month in sorted(months)]
        terms = plan(lines, start, end, vacations, by)
        self.assertEqual(len(terms), len(lines))
        for term in terms:
            self.assertLessEqual(start, term.start)
            self.assertLessEqual(term.start, term.end)
            self.assertLessEqual(term.end, end)
        self.assertEqual([t.start for t in terms], sorted(t.start for t in terms))

    @settings(deadline=None, database=None, derandomize=True)
    @given(DAYS)
    def test_end_of_a_month(self, day):
        """The last day of a month is the day before the first of the next one."""
        self.assertEqual((month_end(day) + timedelta(days=1)).day, 1)
        self.assertEqual(month_end(day).month, day.month)

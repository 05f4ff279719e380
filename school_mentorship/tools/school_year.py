"""The school year: its vacations, its quarters, its days of lessons."""

import datetime
from collections.abc import Callable, Iterable
from typing import NamedTuple

_DAY = datetime.timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


class Vacation(NamedTuple):
    """Vacation of the pupils, first and last day included."""

    name: str
    start: datetime.date
    end: datetime.date


class Line(NamedTuple):
    """A line of a template: ``month`` counts from 0, ``period`` as in the plan."""

    month: int
    period: str


class Term(NamedTuple):
    """When a line of the plan is due."""

    period: str
    start: datetime.date
    end: datetime.date


def first_year(date: datetime.date) -> int:
    """The year in which the school year of a day began; August is its first month."""
    return date.year if date.month >= 8 else date.year - 1


def default_vacations(year: int) -> list[Vacation]:
    """The usual vacations of four quarters, as the Ministry recommends them.

    Nine days from the last Saturdays of October and March, New Year from 31 December
    to the Sunday after the holidays, the summer from 27 May. A school's own calendar
    (it decides by itself: 273-FZ, art. 28) wins over them.

    :param year: the calendar year in which the school year begins
    """
    autumn = _last_saturday(year, 10)
    spring = _last_saturday(year + 1, 3)
    winter_end = datetime.date(year + 1, 1, 8)
    while winter_end.weekday() != _SUNDAY:
        winter_end += _DAY
    return [
        Vacation("Осенние каникулы", autumn, autumn + 8 * _DAY),
        Vacation("Зимние каникулы", datetime.date(year, 12, 31), winter_end),
        Vacation("Весенние каникулы", spring, spring + 8 * _DAY),
        Vacation(
            "Летние каникулы",
            datetime.date(year + 1, 5, 27),
            datetime.date(year + 1, 8, 31),
        ),
    ]


def quarters(
    year: int, vacations: Iterable[Vacation]
) -> list[tuple[datetime.date, datetime.date]]:
    """First and last days of the quarters between the vacations of a school year.

    As many as the school has: trimesters come out of vacations set for trimesters.
    """
    day, last = datetime.date(year, 9, 1), datetime.date(year + 1, 8, 31)
    result = []
    for vacation in sorted(vacations, key=lambda v: v.start):
        if vacation.start > day:
            result.append((day, vacation.start - _DAY))
        day = max(day, vacation.end + _DAY)
    if day <= last:
        result.append((day, last))
    return result


def plan(
    lines: list[Line],
    start: datetime.date,
    end: datetime.date,
    vacations: list[Vacation],
    by: str = "",
    is_working: Callable[[datetime.date], bool] = lambda day: day.weekday() < 5,
) -> list[Term]:
    """Lay the lines of a template over the term of a program.

    The months of the template are spread over the months of the term that are not
    vacation through and through: a template of nine months fits into five.

    :param lines: the template's lines
    :param start: the first day of the program
    :param end: its last day
    :param vacations: the vacations that touch the term
    :param by: ``day``, ``month``, ``quarter`` or ``year`` for all lines; as each line
        says if empty
    :param is_working: whether the school works on a day
    :returns: one term for each line, within the program's
    :raises ValueError: when there are fewer days of work than lines to hold on a day
    """
    slots = _slots(start, end, vacations)
    last = max((line.month for line in lines), default=0)
    place = [
        (line.month * (len(slots) - 1) + last // 2) // last if last else 0
        for line in lines
    ]
    days = _days(lines, place, slots, vacations, by, is_working)
    terms = []
    for number, line in enumerate(lines):
        period = by or line.period
        first, until = slots[place[number]]
        if period == "day":
            first = until = days[number]
        elif period == "quarter":
            first, until = _quarter(first, until, vacations)
        elif period == "year":
            first, until = start, end
        terms.append(Term(period, max(first, start), min(until, end)))
    return terms


def month_end(date: datetime.date) -> datetime.date:
    """The last day of a day's month."""
    following = date.replace(day=28) + 4 * _DAY
    return following - following.day * _DAY


def _last_saturday(year: int, month: int) -> datetime.date:
    day = month_end(datetime.date(year, month, 1))
    while day.weekday() != _SATURDAY:
        day -= _DAY
    return day


def _is_free(day, vacations) -> bool:
    return any(v.start <= day <= v.end for v in vacations)


def _slots(start, end, vacations):
    """The months of a term, without those in which there is vacation every day."""
    months, first = [], start
    while first <= end:
        last = min(month_end(first), end)
        months.append((first, last))
        first = last + _DAY
    at_work = [
        (first, last)
        for first, last in months
        if not all(
            _is_free(first + number * _DAY, vacations)
            for number in range((last - first).days + 1)
        )
    ]
    return at_work or months


def _quarter(first, until, vacations):
    """The quarter in which a month begins, or in which it ends after a vacation."""
    terms = quarters(first_year(first), vacations)
    for begin, close in terms:
        if begin <= first <= close:
            return begin, close
    for begin, close in terms:
        if first <= begin <= until:
            return begin, close
    return first, until


def _days(lines, place, slots, vacations, by, is_working):
    """A day of work for each line that is due on a day, evenly over its month."""
    by_slot = {}
    for number, line in enumerate(lines):
        if (by or line.period) == "day":
            by_slot.setdefault(place[number], []).append(number)
    result = {}
    for slot, numbers in by_slot.items():
        first, last = slots[slot]
        every = [first + n * _DAY for n in range((last - first).days + 1)]
        free = [day for day in every if is_working(day)]
        free = [day for day in free if not _is_free(day, vacations)] or free
        if len(free) < len(numbers):
            raise ValueError(len(free))
        for index, number in enumerate(numbers):
            result[number] = free[(2 * index + 1) * len(free) // (2 * len(numbers))]
    return result

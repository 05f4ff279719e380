"""Working days of a Russian employer: terms «not less than three working days».

Days off by the calendar of a five-day week (Saturday and Sunday) or a six-day one
(Sunday), the holidays of article 112 of the Labour Code and the transfers of days off,
which the Government decrees every year and the library ``holidays`` keeps. On top come
the school's own days. Holidays of the pupils are no days off of the teachers.

How transfers are applied to both weeks. A decree moves a *day off*: «с субботы
4 января на пятницу 2 мая». A Saturday is no day off in a six-day week, so there is
nothing to move, and 2 May is worked; «с воскресенья 5 января на среду 31 декабря» is
good for both weeks. The same holds for a Saturday made a working day, and for the
transfer by law (art. 112, part 2): a holiday on a day off gives the next working day.
"""

import datetime
import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

# Labour Code, art. 112, part 1, as it stands since 2013: month and days.
_HOLIDAYS = {
    1: (1, 2, 3, 4, 5, 6, 7, 8),
    2: (23,),
    3: (8,),
    5: (1, 9),
    6: (12,),
    11: (4,),
}
_FIRST_YEAR = 2013
_DAYS_OFF = {5: (5, 6), 6: (6,)}
# «Выходной (перенесено с 04.01.2025)», the library's name of a day off by decree.
_MOVED = re.compile("(\\d\\d)\\.(\\d\\d)\\.(\\d{4})")
_DAY = datetime.timedelta(days=1)


class Term(NamedTuple):
    """The end of a term in working days.

    ``last_day`` is its last day, still worked in the old way; ``free_from`` the
    calendar day after it, from which the duty is over. ``is_certain`` is false when
    the transfers of a year it touches are not known (yet): show the calculation to
    a person then.
    """

    last_day: datetime.date
    free_from: datetime.date
    is_certain: bool


class _Year(NamedTuple):
    off: frozenset
    working: frozenset
    is_known: bool


def earliest_day(
    notice: datetime.date,
    days: int = 3,
    week: int = 5,
    extra_off: Iterable[datetime.date] = (),
    extra_working: Iterable[datetime.date] = (),
) -> Term:
    """When a duty may end if notice of it is due some working days ahead.

    The term starts on the day after the notice (Labour Code, art. 14); for a mentor's
    early refusal and the employer's cancellation it has three working days
    (art. 351.8). Notice on Monday 09.11.2026: the last day is Thursday 12.11.

    :param notice: the day on which the other side got the written notice
    :param days: working days of the term, at least one
    :param week: working days in the employee's week, 5 or 6
    :param extra_off: the school's days off (a regional holiday, a day off by order)
    :param extra_working: the school's working days; a day in both is a day off, as
        a longer term breaks no law
    :raises ValueError: for less than one day, another week, a year before 2013
    """
    if days < 1:
        raise ValueError("A term has at least one working day.")
    day, off, working = _plain(notice), _days(extra_off), _days(extra_working)
    years = {day.year}
    left = days
    while left:
        day += _DAY
        years.add(day.year)
        left -= _is_working(day, week, off, working)
    return Term(day, day + _DAY, all(map(is_known, years)))


def is_working(
    date: datetime.date,
    week: int = 5,
    extra_off: Iterable[datetime.date] = (),
    extra_working: Iterable[datetime.date] = (),
) -> bool:
    """Whether a day is worked; the arguments are those of :func:`earliest_day`."""
    return _is_working(_plain(date), week, _days(extra_off), _days(extra_working))


def is_known(year: int) -> bool:
    """Whether the Government's transfers of a year are known.

    Without them (years to come, the library ``holidays`` missing or old) only the
    transfers by law are applied. Every year since 2013 has had a decree.
    """
    return _decreed(year)[2]


def _plain(date: datetime.date) -> datetime.date:
    return date.date() if isinstance(date, datetime.datetime) else date


def _days(dates: Iterable[datetime.date]) -> frozenset[datetime.date]:
    return frozenset(map(_plain, dates))


def _is_working(day, week, extra_off, extra_working) -> bool:
    if week not in _DAYS_OFF:
        raise ValueError("A working week has five or six days.")
    if day in extra_off:
        return False
    if day in extra_working:
        return True
    year = _year(day.year, week)
    if day in year.off:
        return False
    return day in year.working or day.weekday() not in _DAYS_OFF[week]


@functools.lru_cache(maxsize=64)
def _year(year: int, week: int) -> _Year:
    """Days of a year that are not as the day of the week says."""
    if year < _FIRST_YEAR:
        raise ValueError(f"Working days are known from {_FIRST_YEAR} on.")
    free = _DAYS_OFF[week]
    holidays = {
        datetime.date(year, month, day)
        for month, days in _HOLIDAYS.items()
        for day in days
    }
    moved, working, known = _decreed(year)
    off = set(holidays)
    for day, source in moved.items():
        # Where the library does not say what was moved, a five-day week is meant.
        if source.weekday() in free if source else week == 5:
            off.add(day)
    working = {day for day in working if day.weekday() in free} - holidays
    for day in sorted(holidays):
        # New Year's days off are moved by decree alone.
        if day.weekday() in free and day.month > 1 and day not in moved.values():
            while day in off or (day.weekday() in free and day not in working):
                day += _DAY
            off.add(day)
    return _Year(frozenset(off), frozenset(working), known)


@functools.lru_cache(maxsize=64)
def _decreed(year: int) -> tuple[dict, frozenset, bool]:
    """Days off by decree with the days they were moved from, and days made working."""
    try:
        import holidays
    except ImportError:
        return {}, frozenset(), False
    calendar = holidays.country_holidays("RU", years=year, language="ru")
    moved = {}
    for day, name in calendar.items():
        if day.day not in _HOLIDAYS.get(day.month, ()) and day.year == year:
            if match := _MOVED.search(name):
                moved[day] = datetime.date(*map(int, reversed(match.groups())))
            elif not name.endswith("(выходной)"):  # those by law are ours to find
                moved[day] = None
    working = frozenset(day for day in calendar.weekend_workdays if day.year == year)
    return moved, working, bool(moved)

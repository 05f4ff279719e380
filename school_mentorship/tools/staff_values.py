"""Values of a staff list as people type them: dates, experience, categories, roles.

Each reader takes the value of a cell and returns what it means, or raises
:class:`BadValue` with a kind from a closed list; the caller knows the cell and has
the words. What may be a slip is refused rather than guessed: the reader corrects a
cell in a minute, a wrong fact in an order is found by the inspection.
"""

import datetime
import re
from dataclasses import dataclass

from .russian import search_key

_MONTHS = (
    "янв",
    "фев",
    "мар",
    "апр",
    "ма",
    "июн",
    "июл",
    "авг",
    "сен",
    "окт",
    "ноя",
    "дек",
)
# Day 0 of the dates of Excel, and between which numbers they are taken for dates.
_EPOCH = datetime.date(1899, 12, 30)
_SERIALS = range(14000, 73051)  # 1938 … 2100
EARLIEST = datetime.date(1938, 1, 1)
_NOTHING = frozenset(("", "-", "–", "—", "нет", "не имеет", "б/к", "0", "не указано"))
_YES = frozenset(("да", "+", "1", "v", "х", "x", "есть", "д", "√", "✓", "y", "yes"))
_NO = frozenset(("нет", "-", "–", "—", "0", "н", "no", "n"))


class BadValue(Exception):
    """A value that cannot be read.

    :ivar kind: what is wrong with it
    :ivar values: what the sentence may name besides the value itself
    """

    def __init__(self, kind: str, **values):
        super().__init__(kind)
        self.kind = kind
        self.values = values


def text_of(value) -> str:
    """The value as one line of text; whole numbers without «.0»."""
    if value is None or value is False:
        return ""
    if isinstance(value, datetime.date):
        return f"{value.day:02}.{value.month:02}.{value.year:04}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).replace("\u00ad", "").split())


def check_formula(value) -> None:
    """
    :raises BadValue: for the error of a formula («#Н/Д», «#REF!»)
    """
    if isinstance(value, str) and re.fullmatch(
        r"#(?:[A-Z/0]+[!?]?|[А-Я/]+[!?]?)", value
    ):
        raise BadValue("formula")


# --------------------------------------------------------------------------------------
# Dates and experience
# --------------------------------------------------------------------------------------

_DAY = re.compile(r"\b(\d{1,2})\s*[./\-,]\s*(\d{1,2})\s*[./\-,]\s*(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_WORDS = re.compile(r"\b(\d{1,2})\s+([а-яё]{3,})\.?\s+(\d{4})(?!\d)")
_MONTH_YEAR = re.compile(r"(?:^|\s)([а-яё]{3,})\.?\s+(\d{4})(?!\d)")
_MONTH_NUMBER = re.compile(r"(?:^|\s)(\d{1,2})[./](\d{4})(?!\d)")
_YEAR = re.compile(r"(?:^|\s)((?:19|20)\d\d)(?:\s*г(?:\.|ода?)?)?$")


def read_date(value, *, latest: datetime.date, rough: str = "") -> datetime.date | None:
    """A date.

    :param value: a date, the number of a day in Excel, or text with one date
    :param latest: a later one is an error
    :param rough: ``start`` takes a year for its 1 September and a month for its first
        day; without it only a whole date will do
    :returns: the date, or None for nothing
    :raises BadValue: ``no_such_day``, ``no_date``, ``too_late``, ``too_early``
    """
    check_formula(value)
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return _checked(value, latest)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value == int(value) and int(value) in _SERIALS:
            return _checked(_EPOCH + datetime.timedelta(days=int(value)), latest)
        if value == 0:
            return None
    text = search_key(text_of(value))
    if text in _NOTHING:
        return None
    for pattern, order in ((_ISO, (0, 1, 2)), (_DAY, (2, 1, 0)), (_WORDS, (2, 1, 0))):
        if found := pattern.findall(text):
            if len(set(found)) > 1:
                raise BadValue("several_dates")
            parts = [found[0][index] for index in order]
            return _checked(_date(*parts, latest), latest)
    if rough:
        for pattern, order in ((_MONTH_YEAR, (1, 0)), (_MONTH_NUMBER, (1, 0))):
            if match := pattern.search(text):
                year, month = (match.groups()[index] for index in order)
                return _checked(_date(year, month, "1", latest), latest)
        if match := _YEAR.search(text):
            return _checked(datetime.date(int(match[1]), 9, 1), latest)
    raise BadValue("no_date")


def _date(year: str, month: str, day: str, latest: datetime.date) -> datetime.date:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= latest.year % 100 else 1900
    if month.isdecimal():
        position = int(month)
    else:
        position = next(
            (i for i, name in enumerate(_MONTHS, 1) if month.startswith(name)), 0
        )
    if not position:
        raise BadValue("no_date")
    try:
        return datetime.date(number, position, int(day))
    except ValueError as error:
        raise BadValue("no_such_day") from error


def _checked(value: datetime.date, latest: datetime.date) -> datetime.date:
    if value > latest:
        raise BadValue("too_late")
    if value < EARLIEST:
        raise BadValue("too_early")
    return value


_LONG = re.compile(
    r"(?:(\d{1,2}(?:[.,]\d)?)\s*(?:г(?:од[а-я]*|\.)?|л(?:ет|\.)?))?"
    r"\s*(?:(\d{1,2})\s*м(?:ес(?:яц[а-я]*|\.)?|\.)?)?"
    r"\s*(?:(\d{1,2})\s*д(?:н[а-я]*|ень|\.)?)?"
)
_BARE = re.compile(r"(\d{1,2})(?:[.,](\d))?")
_NO_EXPERIENCE = re.compile(
    r"(?:нет|не имеет|без (?:стажа|опыта)|б/?с|-|–|—|молод.*|менее (?:1|одного) года)"
)


@dataclass(frozen=True)
class Experience:
    """Since when somebody teaches.

    :ivar since: the day
    :ivar years: whole years, when the list gave a number and no day
    """

    since: datetime.date
    years: int | None = None


def read_experience(value, *, day: datetime.date) -> Experience | None:
    """Experience as a number of years («12», «12 лет 3 мес.») or as a date.

    :param value: the cell
    :param day: the day for which the list was made
    :raises BadValue: ``experience`` or one of :func:`read_date`
    """
    check_formula(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if 0 <= value <= 70:
            return _years_back(day, int(value), round((value - int(value)) * 12))
    text = search_key(text_of(value))
    if not text:
        return None
    if _NO_EXPERIENCE.fullmatch(text):
        return Experience(day, 0)
    if match := _BARE.fullmatch(text):
        months = round(int(match[2]) * 1.2) if match[2] else 0
        return _years_back(day, int(match[1]), months)
    match = _LONG.fullmatch(text)
    if match and any(match.groups()):
        years = float((match[1] or "0").replace(",", "."))
        months = int(match[2] or 0) + round((years - int(years)) * 12)
        return _years_back(day, int(years), months)
    try:
        found = read_date(value, latest=day, rough="start")
    except BadValue as error:
        raise BadValue(
            "experience" if error.kind == "no_date" else error.kind
        ) from error
    return Experience(found) if found else None


def _years_back(day: datetime.date, years: int, months: int) -> Experience:
    if years > 70:
        raise BadValue("experience")
    back = years * 12 + months
    year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return Experience(datetime.date(year, month + 1, last), years)
        except ValueError:
            continue
    raise BadValue("experience")


def full_years(since: datetime.date, day: datetime.date) -> int:
    """Whole years from a day to another."""
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


# --------------------------------------------------------------------------------------
# Category, role, mail, telephone
# --------------------------------------------------------------------------------------

# From this day on a category is given without an end (order of 24.03.2023 No 196).
_ENDLESS = datetime.date(2023, 9, 1)
_CATEGORIES = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        ("methodist", r"методист"),
        ("mentor", r"наставник"),
        ("none", r"(?:без|нет|не имеет|б/?к\b|б\.\s?к|молод|-|–|—|отсутств)"),
        ("fit", r"(?:соотв|сзд|с\.з\.д)"),
        ("highest", r"(?:высш|вкк|в\.?к\.?к|\bв\.|^в$)"),
        ("first", r"(?:перв|1\b|i\b|і\b|пкк|^п$|1-)"),
    )
)
_UNTIL = re.compile(r"\b(?:до|по)\s*\d|\bдейств")


@dataclass(frozen=True)
class Category:
    """A qualification category.

    :ivar key: as on `hr.employee`
    :ivar date: the day in the same cell, if any
    :ivar is_until: that day is the last one, not the first
    """

    key: str
    date: datetime.date | None = None
    is_until: bool = False


def read_category(value, *, latest: datetime.date) -> Category | None:
    """«Высшая», «I кв. категория», «СЗД», «первая, до 28.02.2027».

    :param value: the cell
    :param latest: no category ends later
    :raises BadValue: ``second_category`` (none is given since 2014), ``category``
    """
    check_formula(value)
    text = search_key(text_of(value))
    if not text:
        return None
    if re.match(r"(?:втор|2\b|ii\b|2-)", text):
        raise BadValue("second_category")
    date, until = None, bool(_UNTIL.search(text))
    if _DAY.search(text) or _ISO.search(text) or _WORDS.search(text):
        date = read_date(text, latest=latest)
        text = _WORDS.sub("", _ISO.sub("", _DAY.sub("", text)))
    # «I» of the other alphabet, «приказ № 5-123 от …», «категория».
    words = re.sub(r"\(.*\)|приказ.*|№.*", "", text).strip(" ,.;:")
    for key, pattern in _CATEGORIES:
        if (
            pattern.match(words)
            or (key in ("methodist", "mentor", "fit", "highest"))
            and pattern.search(words)
        ):
            return Category(key, date, until)
    raise BadValue("category")


def category_end(key: str, given: datetime.date | None) -> datetime.date | None:
    """The last day of a category given on a day: five years by the old rules.

    :param key: as on `hr.employee`
    :param given: the day of the decision
    """
    if not given or key == "none" or (key != "fit" and given >= _ENDLESS):
        return None
    try:
        return given.replace(year=given.year + 5)
    except ValueError:
        return given.replace(year=given.year + 5, day=28)


def read_role(value) -> frozenset[str]:
    """The roles in a cell: «наставник», «наставляемый», both, none.

    :raises BadValue: ``role``
    """
    check_formula(value)
    text = search_key(text_of(value))
    if text in _NOTHING:
        return frozenset()
    roles = set()
    if re.search(
        r"\bнаставляем|\bменти|\bподшефн|\bмолод\w* (?:педагог|спец|учит)", text
    ):
        roles.add("mentee")
    if re.search(r"\bнаставни[кц]", text):
        roles.add("mentor")
    if not roles:
        raise BadValue("role")
    return frozenset(roles)


def read_flag(value) -> bool:
    """«да», «+», «1» – «нет», «-», nothing.

    :raises BadValue: ``flag``
    """
    check_formula(value)
    text = search_key(text_of(value))
    if not text or text in _NO:
        return False
    if text in _YES:
        return True
    raise BadValue("flag")


_MAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}")


def read_email(value) -> str:
    """One e-mail address, in small letters.

    :raises BadValue: ``email``
    """
    check_formula(value)
    text = text_of(value).removeprefix("mailto:")
    if search_key(text) in _NOTHING:
        return ""
    if not _MAIL.fullmatch(text) or len(text) > 254:
        raise BadValue("email")
    return text.lower()


def read_phone(value) -> str:
    """A telephone number as typed; numbers of Russia as «+7 912 345-67-89».

    :raises BadValue: ``phone``
    """
    check_formula(value)
    text = text_of(value)
    if search_key(text) in _NOTHING:
        return ""
    digits = re.sub(r"\D", "", text)
    if not 5 <= len(digits) <= 15 or re.search(r"[^\W\d_]{5,}", text):
        raise BadValue("phone")
    if len(digits) == 11 and digits[0] in "78":
        digits = digits[1:]
    if len(digits) == 10 and re.fullmatch(r"[\d\s()+.-]+", text):
        return f"+7 {digits[:3]} {digits[3:6]}-{digits[6:8]}-{digits[8:]}"
    return text[:60]

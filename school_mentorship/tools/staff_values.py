"""Values of a staff list as people type them: names, posts, dates, experience.

Each reader takes the value of a cell and returns what it means, or raises
:class:`BadValue` with a kind from a closed list; the caller knows the cell and has
the words. What may be a slip is refused rather than guessed: the reader corrects a
cell in a minute, a wrong fact in an order is found by the inspection.
"""

import datetime
import re
from dataclasses import dataclass

from . import declension
from .russian import search_key

# Latin letters that look like Russian ones: typed by a keyboard left in English.
_LATIN = "AaBCcEeHKkMOoPpTXxYy"
_LOOKALIKES = str.maketrans(_LATIN, "АаВСсЕеНКкМОоРрТХхУу")
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
# Names
# --------------------------------------------------------------------------------------

# Words of a post: «Директор школы» in the column of names signs the list.
POST = re.compile(
    r"\b(?:учител[ья]|педагог|директор|воспитател[ья]|преподаватель|библиотекарь|методист|"
    r"психолог|логопед|тьютор|вожат|секретарь|бухгалтер|заведующ|заместитель|уч\.|зам\.)"
)
_NUMBERING = re.compile(r"^\d{1,4}\s*[.)]\s*|^\d{1,4}\s+(?=[^\d])")
_NOTE = re.compile(r"\s*\(([^()]*)\)\s*")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*", re.UNICODE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s*-?){1,3}", re.UNICODE)
_SPACED_INITIALS = re.compile(
    r"(?<=[\s.][^\W\d_])\.\s+(?=[^\W\d_]\.)|\.\s+(?=[^\W\d_]\.$)"
)
_BARE_INITIALS = re.compile(r"(?<=\s)([^\W\d_])\.?\s+([^\W\d_])\.?$")
_POST_AFTER = re.compile(r"\s*(?:[,;\n]|\s[-–—]\s)\s*")
_SURNAME = re.compile(r"[А-ЯЁ][а-яё-]+(?:[оеё]ва?|ина?|[сц]кая|[сц]кий)")
_GLUED = re.compile(r"(?<=[а-яё])(?=[А-ЯЁ]\.)|(?<=\.)(?=[^\W\d_]{2})")


@dataclass(frozen=True)
class Name:
    """A name as read from a list.

    :ivar full: «Фамилия Имя Отчество», cleaned
    :ivar former: the same with the surname in brackets, «Иванова (Сидорова) …»
    :ivar post: what stood behind the name in the same cell
    :ivar note: bracketed words that are no surname: «декрет»
    :ivar letters: Latin letters were taken for the Russian ones they look like
    """

    full: str
    former: str = ""
    post: str = ""
    note: str = ""
    letters: bool = False

    @property
    def is_short(self) -> bool:
        """Whether only the initials are given: «Петрова М.И.»."""
        return any("." in word for word in self.full.split())


def name_key(full_name: str) -> tuple[str, ...]:
    """What to compare names by: ё as е, any case, any order of the words."""
    return tuple(sorted(search_key(declension.normalize_name(full_name)).split()))


def read_name(value) -> Name:
    """A full name from a cell.

    :raises BadValue: ``no_name`` for nothing, ``not_a_name`` for what is none
    """
    check_formula(value)
    text = "" if value is None else str(value)
    text = _NUMBERING.sub("", text.strip(" \t\r\n\u00a0,;").lstrip("."))
    first, *rest = _POST_AFTER.split(text, maxsplit=1)
    post = " ".join(rest[0].split()) if rest else ""
    if post and _is_name_part(post) and not _is_full(first):
        # «Иванова\nМария Ивановна», «Иванова, Мария Ивановна»: one name.
        first, post = f"{first} {post}", ""
    former, note = "", ""
    for match in _NOTE.finditer(first):
        inside = " ".join(match[1].split())
        # A surname of before stands behind the surname; elsewhere only its ending
        # tells it from «(Декрет)».
        behind = len(first[: match.start()].split()) == 1
        if _NAME_WORD.fullmatch(inside) and (behind or _SURNAME.fullmatch(inside)):
            former = declension.normalize_name(inside)
        else:
            note = inside
    first = " ".join(_NOTE.sub(" ", first).split())
    first = _GLUED.sub(" ", first)
    first = _BARE_INITIALS.sub(r"\1.\2.", first)
    first = _SPACED_INITIALS.sub(".", first)
    if not re.search(r"(?:^|[\s.])[^\W\d_]\.$", first):
        first = first.rstrip(".")
    fixed = " ".join(_russian(word) for word in first.split())
    letters = fixed != " ".join(first.split())
    full = declension.ordered_name(declension.normalize_name(fixed))
    if not full:
        raise BadValue("no_name")
    words = full.split()
    if (
        len(words) < 2
        or len(words) > 6
        or not all(_NAME_WORD.fullmatch(w) or _INITIALS.fullmatch(w) for w in words)
        or all(_INITIALS.fullmatch(word) for word in words)
        or POST.search(search_key(full))
    ):
        raise BadValue("not_a_name")
    old = f"{former} {' '.join(words[1:])}" if former else ""
    return Name(full, old, post, note, letters)


def looks_like_name(value) -> bool:
    """Whether a cell holds a person's name, told by its form alone."""
    if not isinstance(value, str):
        return False
    try:
        name = read_name(value)
    except BadValue:
        return False
    words = name.full.split()
    if name.is_short:
        return len(words) in (2, 3)
    return len(words) in (3, 4) and declension.gender_of(name.full) is not None


def _is_name_part(text: str) -> bool:
    words = text.split()
    return len(words) <= 3 and all(
        _NAME_WORD.fullmatch(word) and word[:1].isupper() for word in words
    )


def _is_full(text: str) -> bool:
    return len(text.split()) >= 3


def _russian(word: str) -> str:
    """«Пeтрова» typed with a Latin «e»; a wholly Latin word stays."""
    if re.search("[А-Яа-яЁё]", word) and re.search("[A-Za-z]", word):
        return word.translate(_LOOKALIKES)
    return word


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


# --------------------------------------------------------------------------------------
# Positions
# --------------------------------------------------------------------------------------

_CAPITALS = frozenset(
    "УВР ВР АХЧ АХР ОБЖ ОБЗР ИЗО ИКТ МХК ОВЗ ГПД НМР МР УР БЖД ОДНКНР ГО ЧС".split()
)
_SHORT_POSTS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\bзам(?:ест)?\.?\s*дир(?:ектора|\.)?(?=\s|$|,)", "заместитель директора"),
        (r"\bзамдиректора\b", "заместитель директора"),
        (r"\bзам\.\s*", "заместитель "),
        (r"\bзав\.\s*", "заведующий "),
        (r"\bуч(?:ит)?\.\s*-?", "учитель "),
        (r"\bуч-ль\b", "учитель"),
        (r"\bпреп\.\s*", "преподаватель "),
        (r"\bвосп\.\s*", "воспитатель "),
        (r"\bсоц\.\s*пед(?:агог|\.)?", "социальный педагог"),
        (r"\bсоцпедагог\b", "социальный педагог"),
        (r"\bпед\.\s*-?\s*псих(?:олог|\.)?", "педагог-психолог"),
        (r"\bпедагог\s*-\s*психолог", "педагог-психолог"),
        (r"\bпед\.\s*", "педагог "),
        (r"\bпдо\b", "педагог дополнительного образования"),
        (r"\bдоп\.\s*обр(?:азования|\.)?", "дополнительного образования"),
        (r"\bнач(?:альн\w*)?\.?\s*кл(?:ассов|асса|\.)?(?=\s|$|,)", "начальных классов"),
        (r"\bнач\.\s*школы\b", "начальных классов"),
        (r"\bрус\.\s*яз(?:ыка|\.)?", "русского языка"),
        (r"\b(?:англ|английск)\.\s*яз(?:ыка|\.)?", "английского языка"),
        (r"\b(?:нем|немецк)\.\s*яз(?:ыка|\.)?", "немецкого языка"),
        (r"\b(?:ин|иностр)\.\s*яз(?:ыка|\.)?", "иностранного языка"),
        (r"\bлит-ры\b|\bлит\.(?=\s|$|,)", "литературы"),
        (r"\bматем\.(?=\s|$|,)", "математики"),
        (r"\bинф\.(?=\s|$|,)", "информатики"),
        (
            r"\bфиз-?ры\b|\bфиз(?:ич)?\.?\s*культуры\b|\bфизкультуры\b",
            "физической культуры",
        ),
        (r"\bобщ(?:еств)?\.(?=\s|$|,)", "обществознания"),
        (r"\bгеогр\.(?=\s|$|,)", "географии"),
        (r"\bбиол\.(?=\s|$|,)", "биологии"),
    )
)
# What the subject column says, and how it stands behind «учитель».
_SUBJECTS = {
    "математика": "математики",
    "алгебра": "математики",
    "геометрия": "математики",
    "русский язык": "русского языка",
    "литература": "литературы",
    "русский язык и литература": "русского языка и литературы",
    "английский язык": "английского языка",
    "немецкий язык": "немецкого языка",
    "французский язык": "французского языка",
    "китайский язык": "китайского языка",
    "иностранный язык": "иностранного языка",
    "физика": "физики",
    "астрономия": "астрономии",
    "химия": "химии",
    "биология": "биологии",
    "география": "географии",
    "история": "истории",
    "обществознание": "обществознания",
    "история и обществознание": "истории и обществознания",
    "информатика": "информатики",
    "информатика и икт": "информатики",
    "физкультура": "физической культуры",
    "физическая культура": "физической культуры",
    "музыка": "музыки",
    "изо": "изобразительного искусства",
    "изобразительное искусство": "изобразительного искусства",
    "технология": "технологии",
    "труд": "труда (технологии)",
    "труд (технология)": "труда (технологии)",
    "обж": "ОБЖ",
    "обзр": "ОБЗР",
    "основы безопасности и защиты родины": "основ безопасности и защиты Родины",
    "начальные классы": "начальных классов",
    "черчение": "черчения",
    "экономика": "экономики",
    "право": "права",
}
_GENITIVES = {search_key(value): value for value in _SUBJECTS.values()}
_BARE_TEACHER = re.compile(r"учитель|преподаватель|учитель-предметник")


def clean_position(value, subject=None) -> str:
    """A post in the spelling of a staff list: «учитель начальных классов».

    Small letters but for abbreviations, usual short forms in full, the subject of
    another column behind a bare «учитель».

    :param value: the cell, e.g. «УЧИТЕЛЬ НАЧ. КЛ.»
    :param subject: the cell with the subject, e.g. «Математика»
    :raises BadValue: ``formula``
    """
    check_formula(value)
    check_formula(subject)
    text = text_of(value).strip(" .,;:-–—") if not _keeps_dot(value) else text_of(value)
    lower = text.lower()
    for pattern, replacement in _SHORT_POSTS:
        lower = pattern.sub(replacement, lower)
    lower = " ".join(re.sub(r"\s+([,;])", r"\1", lower).split()).strip(" ,;:-–—.")
    words = [
        "".join(
            piece.upper() if piece.upper() in _CAPITALS else piece
            for piece in re.split(r"([^\w]+)", word)
        )
        for word in lower.split()
    ]
    post = " ".join(words)[:200]
    subjects = _subjects(subject)
    if subjects and _BARE_TEACHER.fullmatch(post):
        head = "учитель" if post.startswith("учитель") else post
        return f"{head} {subjects}"
    return post


def _keeps_dot(value) -> bool:
    """«учитель нач. кл.»: the dot tells that the word is shortened."""
    return bool(re.search(r"\b[а-яё]{2,6}\.$", text_of(value).lower()))


def _subjects(value) -> str:
    """«математики и физики» for «Математика, физика»; empty when one is unknown."""
    text = search_key(text_of(value)).strip(" .,;")
    if not text:
        return ""
    table = {search_key(key): form for key, form in _SUBJECTS.items()} | _GENITIVES
    if text in table:
        return table[text]
    parts = [part.strip() for part in re.split(r"[,;/]|\sи\s", text) if part.strip()]
    forms = list(dict.fromkeys(table[part] for part in parts if part in table))
    if not forms or len(parts) != sum(part in table for part in parts):
        return ""
    return " и ".join([", ".join(forms[:-1]), forms[-1]] if len(forms) > 1 else forms)

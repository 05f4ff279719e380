"""Russian dates, numbers, plurals and typography: the one place for all papers.

Everything here is plain text. Parts that must not be torn apart at the end of a line
are tied by the no-break space U+00A0. The narrow one (U+202F), which CLDR and Babel
put before «г.», is avoided: many fonts have no glyph for it.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable

NBSP = "\u00a0"

_MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
_DATES = re.compile("(?<!\\d)(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?!\\d)")


def date_words(date: datetime.date | None) -> str:
    """«8 ноября 2022 г.» with no-break spaces; empty for no date.

    :param date: a date or a datetime (its own day, no time zone is applied)
    """
    if not date:
        return ""
    return f"{date.day}{NBSP}{_MONTHS[date.month - 1]}{NBSP}{date.year}{NBSP}г."


def days_words(start: datetime.date | None, end: datetime.date | None = None) -> str:
    """Some days in words: «26–28 января 2027 г.», «с 30 января по 2 февраля 2027 г.».

    :param start: the first day
    :param end: the last day; the first one if not given
    :returns: text with no-break spaces, empty for no day
    """
    if not start or not end or end == start:
        return date_words(start)
    if start.year != end.year:
        return f"с{NBSP}{date_words(start)} по{NBSP}{date_words(end)}"
    if start.month == end.month:
        return f"{start.day}–{date_words(end)}"
    first = f"{start.day}{NBSP}{_MONTHS[start.month - 1]}"
    return f"с{NBSP}{first} по{NBSP}{date_words(end)}"


def quoted(text: str | None) -> str:
    """A title in quotation marks, those inside it of the second kind: «А „Б“».

    :param text: the title, its own quotation marks of any kind; those around the whole
        of it are not doubled
    :returns: the title in quotation marks; empty for none
    """
    text = str(text or "").strip()
    inside = text[1:-1]
    first = inside.find("»")
    if f"«{inside}»" == text and (first < 0 or 0 <= inside.find("«") < first):
        text = inside
    inner = re.sub('"(?=[\\w«„])', "„", text).replace('"', "“")
    inner = inner.replace("«", "„").replace("»", "“")
    # Of two marks that meet at the end Word leaves one.
    inner += "“" * (inner.count("„") - inner.count("“"))
    return f"«{inner}»" if text else ""


def date_quoted(date: datetime.date | None) -> str:
    """«08» ноября 2022 г., as on forms filled in by hand; a blank for no date."""
    if not date:
        return date_blank()
    month = _MONTHS[date.month - 1]
    return f"«{date.day:02}»{NBSP}{month}{NBSP}{date.year}{NBSP}г."


def date_numeric(date: datetime.date | None) -> str:
    """«08.11.2022»; empty for no date. Not by ``strftime``: years below 1000."""
    return f"{date.day:02}.{date.month:02}.{date.year:04}" if date else ""


def last_date(text: str | None) -> datetime.date | None:
    """The last date that stands in a text as «27.08.2026»; None for none."""
    for day, month, year in reversed(_DATES.findall(str(text or ""))):
        try:
            return datetime.date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def date_blank() -> str:
    """A date to be written by hand: «___» __________ 20___ г."""
    return f"«___»{NBSP}__________{NBSP}20___{NBSP}г."


def school_year(
    date_start: datetime.date, date_end: datetime.date | None = None
) -> str:
    """The school year of a period: «2026/2027».

    :param date_start: the first day
    :param date_end: the last day; within one calendar year, and for a single day, the
        school year counts from 1 September to 31 August
    :returns: the two years, or an empty string for no date
    """
    last = date_end or date_start
    if not last:
        return ""
    if date_start and date_start.year != last.year:
        return f"{date_start.year}/{last.year}"
    first_year = last.year if last.month >= 9 else last.year - 1
    return f"{first_year}/{first_year + 1}"


def number_sign(number: str | int | None) -> str:
    """«№ 125-ОД» with a no-break space; empty for no number.

    A sign already typed (№, N., #) is not doubled.
    """
    text = "" if number is None or number is False else " ".join(str(number).split())
    text = re.sub("^(?:№|#|[Nn][o°º]?\\.?(?=[\\s\\d]))\\s*", "", text)
    return f"№{NBSP}{text}" if text else ""


def number_blank() -> str:
    """A number to be written by hand: № ______."""
    return f"№{NBSP}______"


def plural(number: int | float, one: str, few: str, many: str) -> str:
    """The word that goes with a number: 1 пара, 2 пары, 5 пар, 1,5 пары.

    :param number: how many; the sign does not matter
    :param one: with 1, 21, 101 («пара»)
    :param few: with 2–4, 22–24 and fractions («пары»)
    :param many: with 0, 5–20, 25 («пар»)
    :returns: the word alone, without the number
    """
    if number != int(number):
        return few
    tens, units = abs(int(number)) % 100, abs(int(number)) % 10
    if 11 <= tens <= 14 or units == 0 or units >= 5:
        return many
    return one if units == 1 else few


def duration(minutes: int) -> str:
    """«12 ч 30 мин», «45 мин»; «0 мин» for none.

    :param minutes: whole minutes
    """
    hours, rest = divmod(int(minutes), 60)
    parts = [f"{hours}{NBSP}ч"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}{NBSP}мин")
    return " ".join(parts)


def people_list(names: Iterable[str], limit: int = 3) -> str:
    """Some names and how many more: «Петрова О.И. и ещё 2».

    :param names: names as they shall be printed; empty ones are passed over
    :param limit: how many are named, at least one
    """
    shown = [name for name in names if name]
    rest = len(shown) - max(limit, 1)
    if rest <= 0:
        return ", ".join(shown)
    return f"{', '.join(shown[: max(limit, 1)])} и{NBSP}ещё{NBSP}{rest}"


_GAP = f"[ {NBSP}]"
_SHORT_WORDS = (
    "а|без|в|во|для|до|за|и|из|к|ко|на|над|не|ни|о|об|обо|от|по|под|при|про|с|со|у"
)
_CAPITAL_WORD = "[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*"
_INITIALS = "[А-ЯЁ]\\.(?:-[А-ЯЁ]\\.)?"
_TIES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (f"№{_GAP}*(?=[\\w_])", f"№{NBSP}"),
        (f"§{_GAP}+(?=\\d)", f"§{NBSP}"),
        (f"(?<=\\d){_GAP}+(?=гг?\\.)", NBSP),
        (f"(?<=\\d){_GAP}+(?=(?:{'|'.join(_MONTHS)})\\b)", NBSP),
        (f"\\b({'|'.join(_MONTHS)}){_GAP}+(?=\\d{{4}}\\b)", f"\\1{NBSP}"),
        (f"(?<=\\d){_GAP}+(?=\\d{{3}}(?!\\d))", NBSP),
        (f"(?<=\\d){_GAP}+(?=(?:%|руб|ч|мин|лет|мм|см|кг)\\b)", NBSP),
        (
            f"\\b([Сс]т|[Пп]п?|[Чч]|[Пп]одп|[Рр]азд|[Пп]рил){_GAP}*\\.{_GAP}+(?=\\d)",
            f"\\1.{NBSP}",
        ),
        (f"\\b(г|с|д|пос|ул|кв|каб|тел)\\.{_GAP}+(?=[А-ЯЁ\\d])", f"\\1.{NBSP}"),
        (f"\\b(т)\\.{_GAP}+(?=[депк]\\.)", f"\\1.{NBSP}"),
        # Иванова И.И., Иванова И. И., И.И. Иванова, И. И. Иванова
        (
            f"({_CAPITAL_WORD}){_GAP}+(?={_INITIALS}(?:{_GAP}*{_INITIALS})?)",
            f"\\1{NBSP}",
        ),
        (f"(?<![\\w])({_INITIALS}){_GAP}+(?={_INITIALS})", f"\\1{NBSP}"),
        (f"({_INITIALS}){_GAP}+(?={_CAPITAL_WORD})", f"\\1{NBSP}"),
        (f"(?<=\\S){_GAP}+(?=[—–]{_GAP})", NBSP),
        (f"(?i)(?<![\\w-])({_SHORT_WORDS}){_GAP}+(?=[\\w«„(№])", f"\\1{NBSP}"),
    )
)


def nbsp(text: str | None) -> str:
    """Tie with no-break spaces what must stay on one line.

    № and the number, the parts of a date, «г.», numbers and their units, references
    («ст. 351.8»), initials and surname, short prepositions, the space before a dash.
    Line breaks are kept. Doing it twice changes nothing.

    :param text: plain text, not HTML
    """
    text = str(text or "")
    for _pass in range(3):  # neighbouring ties («и с № 5») overlap by a word
        before = text
        for pattern, replacement in _TIES:
            text = pattern.sub(replacement, text)
        if text == before:
            break
    return text


def search_key(text: str | None) -> str:
    """What to compare when people search: small letters, ё as е, single spaces."""
    text = unicodedata.normalize("NFC", str(text or "")).lower().replace("ё", "е")
    return " ".join(text.split())


_LOOKALIKES = str.maketrans("ABCEHKMOPTXYЁ", "АВСЕНКМОРТХУЕ")
_DASHES = re.compile("[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d\u00ad~_-]+")


def number_key(number: str | int | None) -> str:
    """What to compare when two documents may bear the same number.

    Letter case, spaces, kinds of dashes and slashes, Latin letters that look like
    Cyrillic ones, the sign № and **leading zeros of every group of digits** make no
    difference: «№ 05-ОД», «5 –од», «5-OД» are one number. A clerk does not give out 5
    and 05 in one year, and the only cost of a false alarm is one question.

    :param number: the number as typed
    :returns: a key of ASCII and Cyrillic characters; the key of a key is the key
    """
    text = "" if number is None or number is False else str(number)
    text = _DASHES.sub("-", text.replace("№", ""))
    text = unicodedata.normalize("NFKC", text).upper()
    text = _DASHES.sub("-", re.sub("[\\\\⁄∕]", "/", text))
    text = re.sub("[^!-~\u0400-\u0482\u048a-\u04ff]", "", text).translate(_LOOKALIKES)
    text = re.sub("^(?:[#-]|N[О.]{0,2}(?=[0-9]))+", "", text)
    text = re.sub("-{2,}", "-", text).strip("-")
    return re.sub("(?<![0-9])0+(?=[0-9])", "", text)

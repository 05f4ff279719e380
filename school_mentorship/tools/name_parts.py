"""The words of a Russian name: cleaned, with their roles, and whose gender they tell.

The order is «Фамилия Имя Отчество»; other orders are understood where they are certain.
What is not understood (Latin letters, four unclear words) has no parts, so that nobody
makes an invented form of it.
"""

import re
import unicodedata
from dataclasses import dataclass

GENDERS = ("male", "female")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HYPHENS = re.compile("(?<=\\w)[\u2010-\u2014\u2212](?=\\w)")
_SPACED_HYPHEN = re.compile("(?<=\\w)(?: -|- | - |[\u2010\u2011] )(?=\\w)")

# Cyrillic with the letters of other peoples of Russia (U+0400 – U+052F).
_LETTERS = "\u0400-\u0481\u048a-\u052f"
_WORD = re.compile(f"[{_LETTERS}]+(?:['’ʼ-][{_LETTERS}]+)*")
_BRACKETED = re.compile(f"\\({_WORD.pattern}\\)")
_INITIAL = re.compile("(?:[^\\W\\d_]\\.-?)+", re.UNICODE)

# Second words of Turkic patronymics, «son of» and «daughter of»: never declined.
_SON = ("оглы", "оглу", "огли", "угли", "углы", "улы", "уулу", "улу", "ўғли")
_DAUGHTER = ("кызы", "гызы", "кизи", "қызы", "қизи", "кзы")
FILIAL = _SON + _DAUGHTER
# Written small inside a surname of several words: «фон Рихтер», «ван дер Ваальс».
PARTICLES = ("фон", "ван", "дер", "ден", "де", "да", "ди", "ла", "дю", "дос")


def normalize_name(text: str | None) -> str:
    """Clean a name as people type it.

    Collapses spaces (no-break ones too), drops invisible characters, brings long
    dashes between letters to a hyphen, and turns words written all in capitals or all
    in small letters into «Иванова-Петрова»; «оглы», «кызы» stay small. Words of mixed
    case («МакГрегор») are left as they are.

    :param text: the name; ``None`` and ``False`` count as empty
    :returns: the clean name, possibly empty
    """
    if not text:
        return ""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", str(text)))
    text = " ".join(text.split())
    text = _SPACED_HYPHEN.sub("-", _HYPHENS.sub("-", text))
    words = text.split(" ")
    count = len(words)
    return " ".join(_capitalize(word, index, count) for index, word in enumerate(words))


def _capitalize(word: str, index: int, count: int) -> str:
    lower = word.lower()
    if index and lower in FILIAL:
        return lower
    if word != lower and word != word.upper():
        return word
    if _INITIAL.fullmatch(word):
        return word.upper()
    # In three words «Ван» may well be a surname; in four it is a particle.
    if count > 3 and index < count - 1 and lower in PARTICLES:
        return lower
    if not _WORD.fullmatch(word.strip("()")):
        return word
    pieces = re.split("([-'’ʼ(])", lower)
    return "".join(
        piece if position and piece in FILIAL else piece[:1].upper() + piece[1:]
        for position, piece in enumerate(pieces)
    )


SURNAME, FIRST, PATRONYMIC, FIXED, INITIALS = (
    "surname",
    "first",
    "patronymic",
    "fixed",
    "initials",
)

FILIAL_JOINED = re.compile(f".{{2,}}(?:{'|'.join(FILIAL)})")
_PATRONYMIC = re.compile(".+(?:ич|[оеё]вна|[иы]нична|ична)", re.IGNORECASE)
# In the second place, where «Абрамович» may also be a surname after a first name,
# only what is surely a patronymic counts.
_STRICT_PATRONYMIC = re.compile(
    ".+(?:[оеё]вич|[оеё]вна|инична)|.*(?:ильич|кузьмич|фомич|лукич|никитич|саввич|"
    "ильинична|кузьминична|фоминична|лукинична|никитична|саввична)",
    re.IGNORECASE,
)
_RUSSIAN_FEMALE = re.compile(".+(?:[оеё]ва|[сц]кая|ая|яя)", re.IGNORECASE)
_RUSSIAN_MALE = re.compile(".+(?:[оеё]в|[сц]кий|ый)", re.IGNORECASE)
# Weaker: a man may be «Калина» and a woman «Грин», the first name outweighs them.
_LIKELY_FEMALE = re.compile(".{2,}[иы]на", re.IGNORECASE)
_LIKELY_MALE = re.compile(".{2,}[иы]н", re.IGNORECASE)
# Surely a surname wherever it stands, but for a few first names.
_RUSSIAN_SURNAME = re.compile("..+(?:[оеё]ва?|[сц]кий|[сц]кая)", re.IGNORECASE)
_LIKE_SURNAMES = frozenset(("яков", "иаков"))
# First names borne by both; the detector of pytrovich takes them for one gender.
_EITHER = frozenset(("айнур", "слава", "шура", "валя", "паша", "тома"))


@dataclass(frozen=True)
class NameParts:
    """Words of a name with their roles, in the order in which they were written."""

    words: tuple[tuple[str, str], ...]

    def of(self, *roles: str) -> list[str]:
        return [word for role, word in self.words if role in roles]


def parse_name(clean: str) -> NameParts | None:
    """Roles of the words of a clean name; None when it is not understood."""
    words = clean.split(" ") if clean else []
    if any(
        not _WORD.fullmatch(word)
        and not _BRACKETED.fullmatch(word)
        and not _INITIAL.fullmatch(word)
        for word in words
    ):
        return None
    if not words or any(_is_latin(word) for word in words):
        return None
    # Bracketed words (a maiden name) share the surname's role and stand with it.
    plain = [word for word in words if not word.startswith("(")]
    roles = _roles(plain)
    if roles is None:
        return None
    result, queue = [], iter(zip(roles, plain, strict=True))
    for word in words:
        if not word.startswith("("):
            result.append(next(queue))
        elif result and result[-1][0] == SURNAME:
            result.append((SURNAME, word))
        else:
            return None
    return NameParts(tuple(result))


def _is_latin(word: str) -> bool:
    return any("LATIN" in unicodedata.name(letter, "") for letter in word)


def _roles(words: list[str]) -> list[str] | None:
    """Roles of plain words (no brackets), or None."""
    count = len(words)
    if count < 2:
        return None
    initials = [bool(_INITIAL.fullmatch(word)) for word in words]
    if any(initials):
        surname = initials.index(False) if False in initials else -1
        if initials.count(False) != 1 or surname not in (0, count - 1):
            return None
        return [INITIALS if is_initial else SURNAME for is_initial in initials]
    if words[-1].lower() in FILIAL:
        if count == 3:  # no first name, or no surname: take the usual order
            return [SURNAME, PATRONYMIC, FIXED]
        return [*_surname_roles(words[:-3]), FIRST, PATRONYMIC, FIXED]
    if count == 2:
        if _STRICT_PATRONYMIC.fullmatch(words[1]) and _first_gender(words[0]):
            # «Мария Ивановна»; but «Анна Абрамович» is a name and a surname.
            if _first_gender(words[0]) == patronymic_gender(words[1]):
                return [FIRST, PATRONYMIC]
        return [FIRST, SURNAME] if _is_reversed(*words) else [SURNAME, FIRST]
    if _is_patronymic(words[-1]):
        return [*_surname_roles(words[:-2]), FIRST, PATRONYMIC]
    if count == 3:
        if _STRICT_PATRONYMIC.fullmatch(words[1]):
            return [FIRST, PATRONYMIC, SURNAME]
        if _surname_gender(words[0]):
            return [SURNAME, FIRST, FIRST]
    return None


def _is_reversed(word: str, next_word: str) -> bool:
    """«Иван Петров» instead of «Петров Иван», when it is certain."""
    if not _RUSSIAN_SURNAME.fullmatch(next_word) or next_word.lower() in _LIKE_SURNAMES:
        return False
    gender = _surname_gender(next_word)
    return not _surname_gender(word, guess=True) and _first_gender(word) == gender


def _surname_roles(words: list[str]) -> list[str]:
    return [FIXED if word in PARTICLES else SURNAME for word in words]


def _is_patronymic(word: str) -> bool:
    return bool(_PATRONYMIC.fullmatch(word)) or bool(
        FILIAL_JOINED.fullmatch(word.lower())
    )


def patronymic_gender(word: str) -> str | None:
    lower = word.lower()
    if lower in _SON or FILIAL_JOINED.fullmatch(lower) and lower.endswith(_SON):
        return "male"
    if lower in _DAUGHTER or FILIAL_JOINED.fullmatch(lower):
        return "female"
    if _PATRONYMIC.fullmatch(lower):
        return "male" if lower.endswith("ич") else "female"
    return None


def _surname_gender(word: str, *, guess: bool = False) -> str | None:
    """Gender from the ending of a surname; ``guess`` takes -ин and -ина as well."""
    last = word.strip("()").rsplit("-", 1)[-1]
    for gender, certain, likely in (
        ("female", _RUSSIAN_FEMALE, _LIKELY_FEMALE),
        ("male", _RUSSIAN_MALE, _LIKELY_MALE),
    ):
        if certain.fullmatch(last) or guess and likely.fullmatch(last):
            return gender
    return None


def _first_gender(word: str) -> str | None:
    lower = word.lower()
    if lower in _EITHER:
        return None
    try:
        from pytrovich.detector import PetrovichGenderDetector
    except ImportError:
        return None
    gender = PetrovichGenderDetector().detect(firstname=lower).str()
    return gender if gender in GENDERS else None


def gender_of(full_name: str | None) -> str | None:
    """Grammatical gender of a person by name.

    The patronymic decides; without one the first name, unless the surname clearly
    says the opposite («Иванова Никита»); a first name of both genders («Саша») leaves
    it to the surname.

    :param full_name: «Фамилия Имя Отчество», also without patronymic or with initials
    :returns: ``"male"``, ``"female"``, or ``None`` when it cannot be told
    """
    parts = parse_name(normalize_name(full_name))
    return gender_of_parts(parts) if parts else None


def gender_of_parts(parts: NameParts) -> str | None:
    for word in reversed(parts.of(PATRONYMIC, FIXED)):
        if gender := patronymic_gender(word):
            return gender
    surnames = parts.of(SURNAME)
    by_surname = _surname_gender(surnames[-1]) if surnames else None
    first_names = parts.of(FIRST)
    by_name = _first_gender(first_names[0]) if first_names else None
    if by_name:
        return None if by_surname and by_surname != by_name else by_name
    if by_surname or not surnames:
        return by_surname
    return _surname_gender(surnames[-1], guess=True)


def ordered_name(full_name: str | None) -> str:
    """The words in the order of papers: «Мария Ивановна Петрова» → «Петрова Мария …».

    :param full_name: the name in any order of its words
    :returns: surname, first name, patronymic, cleaned; as it was when the roles of the
        words are not certain
    """
    clean = normalize_name(full_name)
    parts = parse_name(clean)
    if not parts:
        return clean
    surnames = [word for role, word in parts.words if role in (SURNAME, FIXED)]
    if parts.words[0][0] in (SURNAME, FIXED) or not parts.of(SURNAME):
        return clean
    others = [word for role, word in parts.words if role not in (SURNAME, FIXED)]
    return " ".join(surnames + others)

"""Names of people as a staff list has them: numbered, with posts and notes beside them.

A name is never guessed: what may be another word is refused (`staff_values.BadValue`).
"""

import re
from dataclasses import dataclass

from .name_parts import gender_of, normalize_name, ordered_name
from .russian import search_key
from .staff_values import BadValue, check_formula

# Latin letters that look like Russian ones: typed by a keyboard left in English.
_LATIN = "AaBCcEeHKkMOoPpTXxYy"
_LOOKALIKES = str.maketrans(_LATIN, "АаВСсЕеНКкМОоРрТХхУу")
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
    return tuple(sorted(search_key(normalize_name(full_name)).split()))


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
            former = normalize_name(inside)
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
    full = ordered_name(normalize_name(fixed))
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
    return len(words) in (3, 4) and gender_of(name.full) is not None


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

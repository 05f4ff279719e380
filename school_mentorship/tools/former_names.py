"""Names that a person bore before, as lines of a text: «Смирнова Анна Петровна (до …)».

A text and no table: it is read by people, corrected by people, and searched by its
letters.
"""

import datetime
import re

from .russian import date_numeric, search_key
from .staff_match import is_slip
from .staff_names import name_key

_UNTIL = re.compile(r"\s*\(до [^()]*\)\s*$")


def names_in(text: str | None) -> tuple[str, ...]:
    """The names in such a text, without their dates."""
    lines = (_UNTIL.sub("", line).strip() for line in (text or "").splitlines())
    return tuple(line for line in lines if line)


def add_name(text: str | None, name: str, until: datetime.date | None) -> str:
    """The text with one name more, once.

    :param name: the name borne before
    :param until: the day from which another one is borne
    """
    if name_key(name) in {name_key(known) for known in names_in(text)}:
        return text or ""
    end = f" (до {date_numeric(until)})" if until else ""
    return "\n".join(filter(None, ((text or "").strip(), f"{name}{end}")))


def is_renaming(old: str | None, new: str | None) -> bool:
    """Whether a new name is another one of the same person, and no correction.

    One word of several differs, by more than a slip of the pen, ё for е or a capital
    letter: a surname by marriage. When more words differ, the card was given to
    somebody else, and that one never bore the old name.
    """
    before = search_key(old).split()
    after = search_key(new).split()
    if len(before) != len(after) or len(before) < 2:
        return False
    differ = [
        (one, other) for one, other in zip(before, after, strict=True) if one != other
    ]
    return len(differ) == 1 and not is_slip(*differ[0])

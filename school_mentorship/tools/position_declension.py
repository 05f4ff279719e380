"""Positions in the six cases.

They are a closed list, so they are looked up in a table and not computed: what is not
in it comes back in the nominative, which a reader forgives.
"""

import re
import unicodedata
from collections.abc import Mapping

from .declension import check_case

# «и.о. директора»: the abbreviation is not declined, the rest is already genitive.
_ACTING = re.compile("(?:врио|врио\\.|вр\\. ?и\\. ?о\\.|и\\. ?о\\.|ио)(?= |$)")
_ADJECTIVE = re.compile("([а-я]{2,})(ый|ий|ой)")
_SEPARATOR = re.compile(",\\s+|,|;\\s*|\\s+и\\s+|\\s*/\\s*|\\s*\\+\\s*")


def decline_position(
    position: str | None, case: str, table: Mapping[str, Mapping[str, str]]
) -> str:
    """A position in a case: «учитель математики» – «учителя математики».

    The longest known head at the beginning is replaced by its form, what follows
    stays. The same is done after a comma, a slash or « и » when a known head stands
    there («учитель, классный руководитель»). Not in the table but derived from it:
    double words of two known heads («учитель-методист») and masculine adjectives
    before a known head («ведущий специалист»). Professions stay masculine for women.

    :param position: the position in the nominative
    :param case: as of :func:`declension.decline`; for positions (animate, masculine) a
        missing accusative is the genitive
    :param table: nominative of a head in any capitals → ``{case: form}``
    :returns: the position in that case; unchanged (cleaned of spaces) when its head is
        not known
    :raises ValueError: for an unknown case
    """
    check_case(case)
    text = " ".join(unicodedata.normalize("NFC", str(position or "")).split())
    if case == "nominative" or not text:
        return text
    heads = {_head_key(head): forms for head, forms in table.items() if head}
    longest = max(map(len, heads), default=0)
    declined = _decline_head(text, case, heads, longest)
    if declined is None:
        return text
    start, rest = declined
    result = [start]
    # In the rest only separators followed by another known head matter.
    done = 0
    while separator := _SEPARATOR.search(rest, done):
        following = _decline_head(rest[separator.end() :], case, heads, longest)
        if following is None:
            done = separator.end()
            continue
        result += [rest[: separator.end()], following[0]]
        rest, done = following[1], 0
    return "".join([*result, rest])


def _head_key(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").split())


def _decline_head(text, case, heads, longest) -> tuple[str, str] | None:
    """Declined beginning and the untouched rest, or None for an unknown head."""
    key = text.lower().replace("ё", "е")
    if len(key) != len(text):  # exotic letters whose small form is longer
        return None
    if acting := _ACTING.match(key):
        return text[: acting.end()], text[acting.end() :]
    for end in range(min(longest, len(key)), 0, -1):
        if _at_boundary(key, end) and key[:end] in heads:
            form = _form(heads[key[:end]], case)
            return (_like(text[:end], form) if form else text[:end]), text[end:]
    word, _space, rest = text.partition(" ")
    bare = word.rstrip(",;")
    pieces = bare.split("-")
    known = [heads.get(_head_key(piece)) for piece in pieces]
    if len(pieces) > 1 and all(known):
        forms = [
            _like(piece, _form(head, case) or piece)
            for piece, head in zip(pieces, known, strict=True)
        ]
        return "-".join(forms), text[len(bare) :]
    adjective = _ADJECTIVE.fullmatch(_head_key(word))
    if adjective and rest:
        following = _decline_head(rest, case, heads, longest)
        if following and following[0] != rest[: len(following[0])]:
            form = _decline_adjective(*adjective.groups(), case)
            return f"{_like(word, form)} {following[0]}", following[1]
    return None


def _at_boundary(text: str, end: int) -> bool:
    """No letter, digit or hyphen follows, so that the head is a whole word."""
    return end == len(text) or not (text[end].isalnum() or text[end] in "-‑")


def _form(forms: Mapping[str, str], case: str) -> str:
    return forms.get(case) or (case == "accusative" and forms.get("genitive")) or ""


def _decline_adjective(stem: str, ending: str, case: str) -> str:
    """A masculine animate adjective: главный, старший, ведущий."""
    soft = ending == "ий" and stem[-1] not in "гкх"
    back = ending == "ий" or stem[-1] in "гкхжшчщ"
    endings = {
        "genitive": "его" if soft else "ого",
        "dative": "ему" if soft else "ому",
        "accusative": "его" if soft else "ого",
        "instrumental": "им" if back else "ым",
        "prepositional": "ем" if soft else "ом",
    }
    return stem + endings[case]


def _like(sample: str, form: str) -> str:
    """The form with the capitals of the sample."""
    letters = [letter for letter in sample if letter.isalpha()]
    if len(letters) > 1 and sample == sample.upper():
        return form.upper()
    if letters and letters[0].isupper():
        return form[:1].upper() + form[1:]
    return form

"""The name of a school in the genitive: «МБОУ СОШ № 5» stays, «Школа № 5» does not.

Orders say «директор …», «в … (далее – Школа)»: the name stands in the genitive there.
Only the head of the name declines – adjectives and the noun they belong to; what
follows, a name in quotation marks above all, stays.
"""

import re

_NOUNS = {
    "учреждение": "учреждения",
    "организация": "организации",
    "школа": "школы",
    "гимназия": "гимназии",
    "лицей": "лицея",
    "центр": "центра",
    "комплекс": "комплекса",
    "колледж": "колледжа",
    "техникум": "техникума",
    "училище": "училища",
    "интернат": "интерната",
    "сад": "сада",
    "корпус": "корпуса",
    "академия": "академии",
}
# Endings of adjectives in the nominative, and in the genitive.
_ADJECTIVES = (
    ("няя", "ней"),
    ("нее", "него"),
    ("ний", "него"),
    ("ая", "ой"),
    ("ое", "ого"),
    ("ый", "ого"),
    ("ий", "ого"),
)
_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")


def genitive(name: str | None) -> str:
    """The name of a school in the genitive, as far as that is certain.

    :param name: full or short, in the nominative
    :returns: the name in the genitive; empty when a word in its head is not known, so
        that a person writes it
    """
    text = " ".join((name or "").split())
    result, done = [], 0
    for match in _WORD.finditer(text):
        word = match[0]
        # The head ends where something else than a space begins: a quotation mark, №.
        if text[done : match.start()].strip():
            break
        if word.isupper():  # МБОУ, СОШ
            if result:
                break
            return text
        form = _form(word)
        if not form:
            return ""
        result.append(text[done : match.start()] + form)
        done = match.end()
        if word.lower().split("-")[0] in _NOUNS:
            return "".join(result) + text[done:]
    return ""


def _form(word: str) -> str:
    """A word in the genitive with the capitals it had, or nothing."""
    small = word.lower()
    pieces = small.split("-")
    if pieces[0] in _NOUNS:  # школа-интернат, центр-школа
        found = "-".join(_NOUNS.get(piece, piece) for piece in pieces)
    else:
        found = next(
            (small[: -len(a)] + b for a, b in _ADJECTIVES if small.endswith(a)), ""
        )
    if not found:
        return ""
    return found[:1].upper() + found[1:] if word[:1].isupper() else found

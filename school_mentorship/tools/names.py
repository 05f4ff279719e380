"""Finding the names of people in a text that goes to the public.

A person stands in a Russian text in any of six cases, with or without initials or
first name: «Петровой О.И.», «у Ольги Петровой», «ПЕТРОВА». What is found is left out
by a person, not blacked out by a machine: a name that was cut out of a sentence can
mostly be guessed.
"""

import re
from collections.abc import Callable, Iterable

CASES = (
    "nominative",
    "genitive",
    "dative",
    "accusative",
    "instrumental",
    "prepositional",
)
_GAP = "[ \u00a0]+"
_AFTER_INITIAL = re.compile(f"{_GAP}([А-ЯЁ])\\.")
_AFTER_WORD = re.compile(f"{_GAP}([А-ЯЁ][а-яё]+)")
_BEFORE_INITIAL = re.compile("([А-ЯЁ])\\.(?:[ \u00a0]*[А-ЯЁ]\\.)?[ \u00a0]*$")
_BEFORE_WORD = re.compile(f"([А-ЯЁ][а-яё]+)(?:{_GAP}[А-ЯЁ][а-яё]+)?{_GAP}$")


def _plain(text: str) -> str:
    return text.replace("ё", "е").replace("Ё", "Е")


class NameGuard:
    """Who must not be named, found in any text.

    :param forbidden: full names, «Фамилия Имя Отчество», that must not stand there
    :param allowed: full names that may; namesakes are told apart by their initials
    :param decline: function (full name, case) → full name in that case
    """

    def __init__(
        self,
        forbidden: Iterable[str],
        allowed: Iterable[str],
        decline: Callable[[str, str], str],
    ):
        self._forbidden: dict[str, set[str]] = {}
        self._allowed: dict[str, set[str]] = {}
        for table, names in ((self._forbidden, forbidden), (self._allowed, allowed)):
            for name in set(filter(None, names)):
                for form in self._forms(name, decline):
                    table.setdefault(form, set()).add(name)
        words = sorted(map(re.escape, self._forbidden), key=len, reverse=True)
        self._pattern = (
            re.compile(f"(?<![\\w-])(?:{'|'.join(words)})(?![\\w-])") if words else None
        )

    @staticmethod
    def _forms(name: str, decline) -> set[str]:
        """A surname in all its cases, as it may be typed."""
        forms = set()
        for case in CASES:
            words = (decline(name, case) or name).split()
            if words and len(words[0]) > 1:
                form = _plain(words[0])
                forms |= {form, form.upper()}
        return forms

    def find(self, *texts: str | None) -> list[str]:
        """The full names of those who stand in the texts and must not.

        :param texts: plain texts or HTML; empty ones are passed over
        :returns: full names, sorted
        """
        found: set[str] = set()
        if self._pattern:
            for text in filter(None, texts):
                plain = _plain(text)
                for match in self._pattern.finditer(plain):
                    found |= self._meant(plain, match)
        return sorted(found)

    def _meant(self, text: str, match) -> set[str]:
        """Which of the forbidden a surname in a text can mean."""
        word = match.group()
        bad = self._forbidden[word]
        good = self._allowed.get(word, set())
        before, after = text[max(0, match.start() - 40) : match.start()], match.end()
        initial = _AFTER_INITIAL.match(text, after) or _BEFORE_INITIAL.search(before)
        if initial:
            return {n for n in bad if self._first(n)[:1] in ("", initial.group(1))}
        for beside in (_AFTER_WORD.match(text, after), _BEFORE_WORD.search(before)):
            if not beside:
                continue
            stem = beside.group(1)[:3]
            named = {n for n in bad if self._first(n).startswith(stem)}
            if named:
                return named
            if any(self._first(n).startswith(stem) for n in good):
                return set()
        return set(bad)

    @staticmethod
    def _first(name: str) -> str:
        words = _plain(name).split()
        return words[1] if len(words) > 1 else ""

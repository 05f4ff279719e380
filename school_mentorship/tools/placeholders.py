"""Placeholders in texts that a school edits: ``{{наставник.вин}}``.

Nothing is evaluated: a name in double braces is replaced with a given value, and that
is all. Spaces, capital letters and ё/е inside the braces make no difference. Positions
count from one, as text editors show them.
"""

import bisect
import difflib
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .russian import search_key

_PLACEHOLDER = re.compile("\\{\\{([^{}]*)\\}\\}")
_BROKEN = re.compile("\\{\\{|\\}\\}|(?<!\\{)\\{([^{}]*)\\}(?!\\})")

UNKNOWN, EMPTY, UNCLOSED, UNOPENED, SINGLE = (
    "unknown",
    "empty",
    "unclosed",
    "unopened",
    "single",
)
_MESSAGES = {
    UNKNOWN: "unknown placeholder “{name}”",
    EMPTY: "empty placeholder",
    UNCLOSED: "“{{{{” without “}}}}”",
    UNOPENED: "“}}}}” without “{{{{”",
    SINGLE: "single braces around “{name}”",
}


class Found(NamedTuple):
    """A placeholder: its normalised name, line and column (both from 1)."""

    name: str
    line: int
    column: int


class Problem(NamedTuple):
    """What is wrong with a text, where, and which known name was probably meant.

    ``kind`` is one of ``unknown``, ``empty``, ``unclosed``, ``unopened`` and
    ``single`` (a known name in single braces, which would be printed as it stands).
    """

    name: str
    line: int
    column: int
    kind: str
    suggestion: str = ""

    def __str__(self):
        message = _MESSAGES[self.kind].format(name=self.name)
        hint = f", perhaps “{self.suggestion}”" if self.suggestion else ""
        return f"{self.line}:{self.column}: {message}{hint}"


class UnknownPlaceholder(KeyError):
    """A placeholder without a value: ``name``, ``line``, ``column``."""

    def __init__(self, name: str, line: int, column: int):
        super().__init__(name)
        self.name = name
        self.line = line
        self.column = column

    def __str__(self):
        return f"{self.line}:{self.column}: unknown placeholder “{self.name}”"


def normalize(name: str) -> str:
    """The name as it is compared: small letters, ё as е, no spaces around dots."""
    return re.sub("\\s*\\.\\s*", ".", search_key(name))


class _Places:
    """Line and column of an offset."""

    def __init__(self, text: str):
        self._starts = [0, *(m.end() for m in re.finditer("\r\n|\r|\n", text))]

    def __call__(self, offset: int) -> tuple[int, int]:
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def find(text: str | None) -> list[Found]:
    """All placeholders of a text, in order, repeated ones too; empty ones are not.

    :param text: a text with placeholders
    """
    text = text or ""
    place = _Places(text)
    return [
        Found(name, *place(match.start()))
        for match in _PLACEHOLDER.finditer(text)
        if (name := normalize(match[1]))
    ]


def check(text: str | None, known: Iterable[str]) -> list[Problem]:
    """What is wrong with the placeholders of a text.

    :param text: a text with placeholders
    :param known: names that have a value
    :returns: problems in the order of the text; an empty list when all is well
    """
    text = text or ""
    place = _Places(text)
    names = {normalize(name): name for name in known}
    problems = []
    for match in _PLACEHOLDER.finditer(text):
        name = normalize(match[1])
        if not name:
            problems.append(Problem("", *place(match.start()), EMPTY))
        elif name not in names:
            close = difflib.get_close_matches(name, names, n=1)
            suggestion = names[close[0]] if close else ""
            problems.append(Problem(name, *place(match.start()), UNKNOWN, suggestion))
    # Whole placeholders are blotted out, so that what remains is broken.
    remains = _PLACEHOLDER.sub(lambda match: "\0" * len(match[0]), text)
    for match in _BROKEN.finditer(remains):
        if match[0] == "{{":
            problems.append(Problem("", *place(match.start()), UNCLOSED))
        elif match[0] == "}}":
            problems.append(Problem("", *place(match.start()), UNOPENED))
        elif (name := normalize(match[1])) in names:
            problems.append(Problem(name, *place(match.start()), SINGLE, names[name]))
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def fill(text: str | None, values: Mapping[str, str]) -> str:
    """The text with values in the place of placeholders.

    In one pass: a value that itself holds braces is not filled again. Values are put
    in as they are, so for HTML escape them before.

    :param text: a text with placeholders; broken ones stay as they are
    :param values: name → value; ``None`` and ``False`` give an empty string
    :raises UnknownPlaceholder: for a name that has no value, also for empty braces
    """
    text = text or ""
    known = {normalize(name): value for name, value in values.items()}

    def value_of(match: re.Match) -> str:
        name = normalize(match[1])
        if name not in known:
            raise UnknownPlaceholder(name, *_Places(text)(match.start()))
        value = known[name]
        value = "" if value is None or value is False else str(value)
        # Initials end with a full stop, which ends the sentence as well.
        follows = text[match.end() : match.end() + 2]
        if value.endswith(".") and follows[:1] == "." and follows != "..":
            return value[:-1]
        return value

    return _PLACEHOLDER.sub(value_of, text)

"""What answers to a questionnaire say: typed from paper, counted, weighed.

Knows numbers and words only. A sheet is what one person answered to one
questionnaire: a list of items, one for each question, row of a matrix or ticked box.
"""

import io
import re
from statistics import fmean
from typing import NamedTuple

# Fewer answers without names than this are not shown.
HIDDEN_BELOW = 3
# Satisfaction is a mean of these of at least four out of five.
SATISFACTION = {
    "monitoring_mentee": ("E1", "E2", "E3", "E4", "E7"),
    "monitoring_mentor": ("G1", "G6", "G7", "G8"),
}
# What is asked before and after in the same words.
GROWTH = {
    "monitoring_mentee": ("start_mentee", ("D1", "D2", "D3", "D4", "D5")),
    "monitoring_mentor": ("start_mentor", ("F1", "F2", "F3", "F4", "F5", "F6")),
}
RECOMMEND = "E8"
PROMOTER, CRITIC = 9, 6
# The curator's sheet: yes, partly, no = 2, 1, 0; ten lines.
LEVELS = ((17, "высокий"), (11, "средний"), (0, "низкий"))
STRONG, WEAK = 4.2, 3.2


class Unclear(ValueError):
    """What was typed is no answer to this question; says which part of it."""


class Share(NamedTuple):
    """A share of people: how many of how many, in whole per cents."""

    part: int
    whole: int

    @property
    def percent(self):
        return round(100 * self.part / self.whole) if self.whole else 0


def typed_numbers(text: str, low: int, high: int, several: bool = True) -> list[int]:
    """The numbers of ticked options, as a curator types them: «1, 3» or «13».

    :param text: what was typed
    :param low: the smallest number that stands on the sheet
    :param high: the largest one
    :param several: whether more than one may be ticked
    :return: each number once, in the order of the sheet
    :raises Unclear: with the part that is no such number
    """
    parts = re.findall(r"[^\s,;.]+", text)
    if len(parts) == 1 and several and high < 10 and parts[0].isdecimal():
        parts = list(parts[0])
    numbers = set()
    for part in parts:
        if not re.fullmatch("[0-9]{1,3}", part) or not low <= int(part) <= high:
            raise Unclear(part)
        numbers.add(int(part))
    if not several and len(numbers) > 1:
        raise Unclear(text.strip())
    return sorted(numbers)


def spread_marks(cells: list[str]) -> list[str]:
    """The marks of a table, one for each row, however its rows were typed.

    Whoever is quick types all of them into the first row, «32100123012»; on a slow
    machine some stay behind in the rows before. Both are read when the rows typed in
    stand together at the top and hold as many marks as the table has rows.

    :param cells: what stands in each row; marks are single digits
    :return: the same, or one mark for each row
    """
    filled = [cell.strip() for cell in cells]
    typed = len([cell for cell in filled if cell])
    marks = re.sub(r"[\s,;.]", "", "".join(filled[:typed]))
    if typed < len(cells) and all(filled[:typed]) and marks.isdecimal():
        if len(marks) == len(cells):
            return list(marks)
    return cells


def typed_number(text: str, high: float = 0) -> float:
    """A number as people write it: «12», «2,5», «2,5 года».

    :raises Unclear: when it is none, negative, or greater than `high`
    """
    match = re.fullmatch(r"([0-9]{1,6}(?:[.,][0-9]+)?)[^0-9]*", text.strip())
    number = float(match[1].replace(",", ".")) if match else -1
    if number < 0 or (high and number > high):
        raise Unclear(text.strip())
    return number


def satisfied(purpose: str, values: dict) -> bool | None:
    """Whether one person is satisfied; None when he did not say.

    :param values: code of a question → number
    """
    said = [values[code] for code in SATISFACTION.get(purpose, ()) if code in values]
    return fmean(said) >= 4 if said else None


def growth(purpose: str, before: dict, after: dict) -> float | None:
    """How much one person's marks have grown on the mean; None without both."""
    _purpose, codes = GROWTH.get(purpose, ("", ()))
    common = [code for code in codes if code in before and code in after]
    if not common:
        return None
    return fmean(after[code] - before[code] for code in common)


def share(answers) -> Share:
    """How many said yes of those who said anything.

    :param answers: iterable of True, False or None
    """
    said = [answer for answer in answers if answer is not None]
    return Share(sum(said), len(said))


def level(points: int) -> str:
    """The level of conditions that the curator's sheet shows, in Russian."""
    return next(name for least, name in LEVELS if points >= least)


def name_key(word: str) -> str:
    """A word as it is compared: small letters, «е» for «ё», nothing around it."""
    return re.sub("[^а-яa-z-]", "", word.lower().replace("ё", "е"))


def link_png(link: str) -> bytes:
    """The QR code of a link, as a PNG of one bit a dot.

    :param link: address of the page of an invitation
    """
    import qrcode
    from PIL import Image

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    code.add_data(link)
    code.make()
    rows = code.get_matrix()
    picture = Image.new("1", (len(rows), len(rows)), 1)
    picture.putdata([0 if dot else 1 for row in rows for dot in row])
    buffer = io.BytesIO()
    picture.resize((8 * len(rows), 8 * len(rows))).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()

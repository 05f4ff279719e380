"""Sums, percents and points in figures and words, as contracts write them.

«5 000 (пять тысяч) рублей 00 копеек». The words come from ``num2words``, which Odoo
itself needs. Its own currency mode puts a comma before the kopecks, hence this module.
Groups of digits and the figure with its unit are tied by no-break spaces; the words in
brackets are not, or a long sum would leave the line.
"""

import decimal
from decimal import Decimal

from .russian import NBSP, plural

NOMINATIVE, GENITIVE = "nominative", "genitive"
_CASES = {NOMINATIVE: "n", GENITIVE: "g"}

# With 1, with 2–4, with 5 and more in the nominative; with 1 and with all others in
# the genitive («в размере двух рублей»); a fraction takes the genitive singular.
_ROUBLE = ("рубль", "рубля", "рублей")
_KOPECK = ("копейка", "копейки", "копеек")
_PERCENT = ("процент", "процента", "процентов")
_POINT = ("балл", "балла", "баллов")
_PARTS = ("десятая", "сотая", "тысячная", "десятитысячная")

_LIMIT = Decimal(10**12)


class AmountError(ValueError):
    """Not a number that a contract can name; the message is for the user."""


def rubles_in_words(amount, case: str = NOMINATIVE) -> str:
    """«5 000 (пять тысяч) рублей 00 копеек».

    :param amount: ``Decimal``, number or its text; rounded to kopecks, half up
    :param case: ``"nominative"``, or ``"genitive"`` after «в размере»: «5 000 (пяти
        тысяч) рублей 00 копеек»
    :raises AmountError: for none, a negative or too big one, what is no number
    """
    kopecks = int(_number(amount, 2) * 100)
    rubles, kopecks = divmod(kopecks, 100)
    return (
        f"{_figures(Decimal(rubles))} ({_words(rubles, case)}){NBSP}"
        f"{_noun(rubles, _ROUBLE, case)} {kopecks:02}{NBSP}"
        f"{_noun(kopecks, _KOPECK, case)}"
    )


def percents_in_words(value, case: str = NOMINATIVE) -> str:
    """«15 (пятнадцать) процентов», «12,5 (двенадцать целых пять десятых) процента».

    The arguments are those of :func:`rubles_in_words`; up to four decimals.
    """
    return _counted(value, _PERCENT, case)


def points_in_words(value, case: str = NOMINATIVE) -> str:
    """«3 (три) балла»; the arguments are those of :func:`percents_in_words`."""
    return _counted(value, _POINT, case)


def number_in_words(value, case: str = NOMINATIVE) -> str:
    """A bare number, as a coefficient: «0,15 (ноль целых пятнадцать сотых)».

    The arguments are those of :func:`percents_in_words`.
    """
    number = _number(value, 4)
    return f"{_figures(number)} ({_number_words(number, case)})"


def _counted(value, nouns, case) -> str:
    number = _number(value, 4)
    noun = _noun(number, nouns, case)
    return f"{_figures(number)} ({_number_words(number, case)}){NBSP}{noun}"


def _number(value, decimals: int) -> Decimal:
    """The value as a finite number that is not negative, rounded half up."""
    if value is None or isinstance(value, bool) or value == "":
        raise AmountError("The amount is not given.")
    try:
        # By way of the text: 0.1 is meant, not 0.1000000000000000055.
        text = str(value).replace(NBSP, "").replace(" ", "").replace(",", ".")
        number = Decimal(text)
    except (decimal.DecimalException, ValueError) as error:
        raise AmountError("The amount is not a number.") from error
    if not number.is_finite():
        raise AmountError("The amount is not a number.")
    if number < 0:
        raise AmountError("The amount is negative.")
    if number < _LIMIT:
        number = number.quantize(Decimal(1).scaleb(-decimals), decimal.ROUND_HALF_UP)
    if number >= _LIMIT:
        raise AmountError("The amount is too big: a trillion or more.")
    return abs(number)  # no «-0»


def _figures(number: Decimal) -> str:
    """«5 000», «12,5»: no zeros at the end of a fraction."""
    whole, _point, fraction = f"{number:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", NBSP) + (f",{fraction}" if fraction else "")


def _number_words(number: Decimal, case: str) -> str:
    """Words of a number with up to four decimals.

    Not by ``num2words`` as a whole: it knows fractions in the nominative only.
    """
    whole = int(number)
    fraction = f"{number:f}".partition(".")[2].rstrip("0")
    if not fraction:
        return _words(whole, case)
    part = _PARTS[len(fraction) - 1]
    return " ".join(
        (
            _words(whole, case, "f"),
            _adjective(whole, "целая", case),
            _words(int(fraction), case, "f"),
            _adjective(int(fraction), part, case),
        )
    )


def _words(number: int, case: str, gender: str = "m") -> str:
    from num2words import num2words

    if case not in _CASES:
        raise ValueError(f"No such case: {case}")
    if gender != "m" and number >= 1000:  # num2words says «одна миллион»
        low = _words(number % 1000, case, gender) if number % 1000 else ""
        return f"{_words(number - number % 1000, case)} {low}".rstrip()
    words = num2words(number, lang="ru", case=_CASES[case], gender=gender)
    # «нуля рублей»: the form of grammar books and laws, where num2words has «ноля».
    return "нуля" if words == "ноля" else words


def _noun(number, nouns, case: str) -> str:
    one, few, many = nouns
    if case == GENITIVE:
        return plural(number, few, few if number != int(number) else many, many)
    return plural(number, one, few, many)


def _adjective(number: int, one: str, case: str) -> str:
    many = one.removesuffix("ая") + "ых"
    if case == GENITIVE:
        return plural(number, one.removesuffix("ая") + "ой", many, many)
    return plural(number, one, many, many)

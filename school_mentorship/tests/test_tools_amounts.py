"""Sums, percents and points in words, as a contract writes them."""

import functools
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.school_mentorship.tools.amounts import (
    GENITIVE,
    AmountError,
    number_in_words,
    percents_in_words,
    points_in_words,
    rubles_in_words,
)

NBSP = "\u00a0"

tried = functools.partial(
    settings(max_examples=200, deadline=None, database=None, derandomize=True)
)

# Written by hand; «_» is the no-break space.
ROUBLES = """
0 | 0 (ноль)_рублей 00_копеек
1 | 1 (один)_рубль 00_копеек
2 | 2 (два)_рубля 00_копеек
4.04 | 4 (четыре)_рубля 04_копейки
5 | 5 (пять)_рублей 00_копеек
11.11 | 11 (одиннадцать)_рублей 11_копеек
12 | 12 (двенадцать)_рублей 00_копеек
21.21 | 21 (двадцать один)_рубль 21_копейка
101.01 | 101 (сто один)_рубль 01_копейка
112 | 112 (сто двенадцать)_рублей 00_копеек
1000 | 1_000 (одна тысяча)_рублей 00_копеек
1500.5 | 1_500 (одна тысяча пятьсот)_рублей 50_копеек
2002 | 2_002 (две тысячи два)_рубля 00_копеек
5000 | 5_000 (пять тысяч)_рублей 00_копеек
11000 | 11_000 (одиннадцать тысяч)_рублей 00_копеек
21000 | 21_000 (двадцать одна тысяча)_рублей 00_копеек
33333.33 | 33_333 (тридцать три тысячи триста тридцать три)_рубля 33_копейки
100000 | 100_000 (сто тысяч)_рублей 00_копеек
1000001 | 1_000_001 (один миллион один)_рубль 00_копеек
2000000000 | 2_000_000_000 (два миллиарда)_рублей 00_копеек
"""

PERCENTS = """
1 | 1 (один)_процент
3 | 3 (три)_процента
10 | 10 (десять)_процентов
15 | 15 (пятнадцать)_процентов
21 | 21 (двадцать один)_процент
0.5 | 0,5 (ноль целых пять десятых)_процента
1.1 | 1,1 (одна целая одна десятая)_процента
2.02 | 2,02 (две целых две сотых)_процента
12.50 | 12,5 (двенадцать целых пять десятых)_процента
21.021 | 21,021 (двадцать одна целая двадцать одна тысячная)_процента
"""

POINTS = """
1 | 1 (один)_балл
3 | 3 (три)_балла
5 | 5 (пять)_баллов
12 | 12 (двенадцать)_баллов
22 | 22 (двадцать два)_балла
2.5 | 2,5 (две целых пять десятых)_балла
"""

NUMBERS = """
1 | 1 (один)
0.15 | 0,15 (ноль целых пятнадцать сотых)
1.2 | 1,2 (одна целая две десятых)
0.0001 | 0,0001 (ноль целых одна десятитысячная)
1000000.5 | 1_000_000,5 (один миллион целых пять десятых)
"""

IN_GENITIVE = (
    (rubles_in_words, "1", "1 (одного)_рубля 00_копеек"),
    (rubles_in_words, "5000.01", "5_000 (пяти тысяч)_рублей 01_копейки"),
    (rubles_in_words, "22", "22 (двадцати двух)_рублей 00_копеек"),
    (rubles_in_words, "0", "0 (нуля)_рублей 00_копеек"),
    (percents_in_words, "15", "15 (пятнадцати)_процентов"),
    (percents_in_words, "21", "21 (двадцати одного)_процента"),
    (percents_in_words, "12.5", "12,5 (двенадцати целых пяти десятых)_процента"),
    (percents_in_words, "1.01", "1,01 (одной целой одной сотой)_процента"),
    (points_in_words, "3", "3 (трёх)_баллов"),
    (number_in_words, "0.2", "0,2 (нуля целых двух десятых)"),
)


@tagged("post_install", "-at_install")
class TestAmounts(BaseCase):
    def test_tables(self):
        for function, table in (
            (rubles_in_words, ROUBLES),
            (percents_in_words, PERCENTS),
            (points_in_words, POINTS),
            (number_in_words, NUMBERS),
        ):
            for line in table.strip().splitlines():
                value, expected = line.split(" | ")
                expected = expected.replace("_", NBSP)
                for given_value in (Decimal(value), value, float(value)):
                    with self.subTest(function=function.__name__, value=given_value):
                        self.assertEqual(function(given_value), expected)

    def test_genitive(self):
        for function, value, expected in IN_GENITIVE:
            with self.subTest(function=function.__name__, value=value):
                self.assertEqual(
                    function(Decimal(value), GENITIVE), expected.replace("_", NBSP)
                )

    def test_rounding(self):
        self.assertTrue(rubles_in_words(Decimal("2.005")).endswith(f"01{NBSP}копейка"))
        self.assertTrue(rubles_in_words(0.1 + 0.2).endswith(f"30{NBSP}копеек"))
        self.assertTrue(rubles_in_words(Decimal("0.999")).startswith("1 (один)"))
        self.assertEqual(number_in_words(0.1 + 0.2), number_in_words("0,3"))
        self.assertTrue(rubles_in_words(Decimal("-0")).startswith("0 "))

    def test_as_people_type(self):
        self.assertEqual(rubles_in_words("5 000,50"), rubles_in_words(5000.5))
        self.assertEqual(
            rubles_in_words(f"1{NBSP}234"), rubles_in_words(Decimal("1234.00"))
        )

    def test_bad(self):
        for function in (
            rubles_in_words,
            percents_in_words,
            points_in_words,
            number_in_words,
        ):
            for value in (
                *(None, False, True, "", " ", "пять", "1,000.5", "0x1", [], object()),
                *(-1, Decimal("-0.01"), "-5", float("nan"), float("inf"), "sNaN"),
                *(10**12, Decimal("999999999999.999999"), 1e300, "1e999999", 10**5000),
            ):
                with self.subTest(function=function.__name__, value=type(value)):
                    with self.assertRaisesRegex(AmountError, r"^The amount is .+\.$"):
                        function(value)
        with self.assertRaises(ValueError):
            rubles_in_words(1, "dative")

    @tried
    @given(st.decimals(0, 10**12 - 1, places=2))
    def test_any_sum(self, amount):
        text = rubles_in_words(amount)
        figures, words = text.split(" (")
        self.assertEqual(int(figures.replace(NBSP, "")), int(amount))
        self.assertRegex(
            words, r"^[а-яё ]+\)\u00a0рубл(ь|я|ей) \d\d\u00a0копе(йка|йки|ек)$"
        )
        self.assertNotIn("  ", text)

    @tried
    @given(st.decimals(0, 10**6, places=4), st.sampled_from(["nominative", "genitive"]))
    def test_any_percent(self, value, case):
        figures = percents_in_words(value, case).split(" (")[0]
        self.assertEqual(Decimal(figures.replace(NBSP, "").replace(",", ".")), value)
        self.assertEqual(
            number_in_words(value, case),
            points_in_words(value, case).rsplit(NBSP, 1)[0],
        )

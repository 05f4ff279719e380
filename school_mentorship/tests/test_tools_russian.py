"""Dates, numbers, plurals, typography."""

import datetime

from odoo.tests import BaseCase, tagged

from odoo.addons.school_mentorship.tools import russian

D = datetime.date


def tied(text):
    """In the tables below «_» is the no-break space, blanks are written with «~»."""
    return text.replace("_", "\u00a0").replace("~", "_")


@tagged("post_install", "-at_install")
class TestDates(BaseCase):
    def test_words(self):
        self.assertEqual(russian.date_words(D(2022, 11, 8)), tied("8_ноября_2022_г."))
        self.assertEqual(russian.date_words(D(2026, 5, 31)), tied("31_мая_2026_г."))
        moment = datetime.datetime(2026, 1, 1, 23, 59)
        self.assertEqual(russian.date_words(moment), tied("1_января_2026_г."))
        self.assertEqual(russian.date_words(False), "")

    def test_all_months_are_genitive(self):
        for month in range(1, 13):
            self.assertRegex(russian.date_words(D(2026, month, 1)), "[яа]\u00a02026")

    def test_numeric(self):
        self.assertEqual(russian.date_numeric(D(2022, 11, 8)), "08.11.2022")
        self.assertEqual(russian.date_numeric(D(987, 1, 2)), "02.01.0987")
        self.assertEqual(russian.date_numeric(None), "")

    def test_by_hand(self):
        self.assertEqual(
            russian.date_quoted(D(2022, 11, 8)), tied("«08»_ноября_2022_г.")
        )
        self.assertEqual(russian.date_blank(), tied("«~~~»_~~~~~~~~~~_20~~~_г."))
        self.assertEqual(russian.date_quoted(None), russian.date_blank())

    def test_school_year(self):
        for start, end, expected in (
            (D(2026, 9, 1), D(2027, 8, 31), "2026/2027"),
            (D(2026, 8, 25), D(2027, 6, 1), "2026/2027"),
            (D(2026, 9, 1), D(2026, 12, 31), "2026/2027"),
            (D(2027, 1, 9), D(2027, 5, 31), "2026/2027"),
            (D(2026, 8, 25), D(2026, 12, 31), "2026/2027"),
            (D(2026, 9, 1), None, "2026/2027"),
            (D(2026, 8, 31), None, "2025/2026"),
            (D(2026, 9, 1), D(2029, 8, 31), "2026/2029"),
            (None, None, ""),
        ):
            with self.subTest(start=start, end=end):
                self.assertEqual(russian.school_year(start, end), expected)


@tagged("post_install", "-at_install")
class TestNumbers(BaseCase):
    def test_sign(self):
        for number, expected in (
            ("125-ОД", "№_125-ОД"),
            ("№125-ОД", "№_125-ОД"),
            ("№ 125-ОД", "№_125-ОД"),
            (" N 125 ", "№_125"),
            ("N125", "№_125"),
            ("Н-12", "№_Н-12"),
            ("NB-1", "№_NB-1"),
            (7, "№_7"),
            (0, "№_0"),
            ("", ""),
            (None, ""),
            (False, ""),
        ):
            with self.subTest(number=number):
                self.assertEqual(russian.number_sign(number), tied(expected))
        self.assertEqual(russian.number_blank(), tied("№_~~~~~~"))

    def test_key_same(self):
        for group in (
            (
                "125-ОД",
                "125 –од",
                "125-OД",
                "125 — Од",
                "№125-ОД",
                "№ 125-ОД",
                "0125-од",
                "125\u2011ОД",
                "125\u2212ОД",
                "N 125-ОД",
                "N125-ОД",
            ),
            ("39/3", "39 / 3", "39/03", "39\\3"),
            ("ABCEHKMOPTXY-1", "АВСЕНКМОРТХУ-1", "авсенкмортху - 01"),
            ("01-15/7", "1-15/7", "1–15/07"),
            ("575", 575, "  575 "),
            ("0", "00", 0),
            ("", None, False, " "),
        ):
            keys = {russian.number_key(number) for number in group}
            with self.subTest(group=group):
                self.assertEqual(len(keys), 1, keys)

    def test_key_different(self):
        numbers = "125-ОД 125 125-Д 12-5-ОД 1250-ОД 125/ОД 125-ОА 10-ОД 100-ОД 1-ОД"
        keys = [russian.number_key(number) for number in numbers.split()]
        self.assertEqual(len(keys), len(set(keys)), keys)

    def test_plural(self):
        for word, numbers in (
            ("пара", (1, 21, 101, 1001, -1, 1.0)),
            ("пары", (2, 3, 4, 22, 34, 102, 1.5, -2)),
            ("пар", (0, 5, 10, 11, 12, 13, 14, 15, 20, 25, 111, 112, 114, 1011)),
        ):
            for number in numbers:
                with self.subTest(number=number):
                    found = russian.plural(number, "пара", "пары", "пар")
                    self.assertEqual(found, word)

    def test_people(self):
        people = ["Петрова О.И.", "Сидоров П.П.", "", "Орлова М.А."]
        self.assertEqual(russian.people_list(people, 1), tied("Петрова О.И. и_ещё_2"))
        self.assertEqual(
            russian.people_list(people, 2), tied("Петрова О.И., Сидоров П.П. и_ещё_1")
        )
        self.assertEqual(
            russian.people_list(people, 3), "Петрова О.И., Сидоров П.П., Орлова М.А."
        )
        self.assertEqual(russian.people_list(people, 0), tied("Петрова О.И. и_ещё_2"))
        self.assertEqual(russian.people_list([], 2), "")


@tagged("post_install", "-at_install")
class TestTypography(BaseCase):
    def test_nbsp(self):
        for text, expected in (
            ("приказ № 125-ОД", "приказ №_125-ОД"),
            ("приказ №125-ОД", "приказ №_125-ОД"),
            ("от 8 ноября 2022 г.", "от_8_ноября_2022_г."),
            ("2026/2027 гг.", "2026/2027_гг."),
            ("наставник Иванова И.И. и куратор", "наставник Иванова_И.И. и_куратор"),
            ("Иванова И. И.", "Иванова_И._И."),
            ("И.И. Иванова", "И.И._Иванова"),
            ("А.-М. Петрова-Водкина", "А.-М._Петрова-Водкина"),
            ("ст. 351.8 ТК РФ, п. 3", "ст._351.8 ТК РФ, п._3"),
            ("в г. Киров", "в_г._Киров"),
            ("и с № 5", "и_с_№_5"),
            ("5 000 рублей, 30 мин", "5_000 рублей, 30_мин"),
            ("и т. д.", "и_т._д."),
            ("наставник — учитель", "наставник_— учитель"),
            ("что-то и", "что-то и"),
            ("кто-нибудь из нас", "кто-нибудь из_нас"),
            ("по воспитанию\nи развитию", "по_воспитанию\nи_развитию"),
            ("", ""),
            (None, ""),
        ):
            with self.subTest(text=text):
                done = russian.nbsp(text)
                self.assertEqual(done, tied(expected))
                self.assertEqual(russian.nbsp(done), done)

    def test_search_key(self):
        for text, expected in (
            ("Королёва  Алёна ", "королева алена"),
            ("КОРОЛЕВА\u00a0АЛЕНА", "королева алена"),
            ("Коро\nле\u0308ва", "коро лева"),
            (None, ""),
        ):
            with self.subTest(text=text):
                self.assertEqual(russian.search_key(text), expected)

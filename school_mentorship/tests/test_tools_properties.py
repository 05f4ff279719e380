"""What must hold for any text at all, tried with made-up ones (hypothesis)."""

import datetime
import functools

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.school_mentorship.tools import (
    declension,
    name_parts,
    placeholders,
    position_declension,
    russian,
)

NBSP = "\u00a0"

# Runs are repeatable and leave no folder behind.
tried = functools.partial(
    settings(
        max_examples=200,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
)
russian_letters = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ"
word = st.text(russian_letters, min_size=1, max_size=12)
name_like = st.one_of(
    st.text(max_size=40),
    st.text(russian_letters + " -.()'\u00a0", max_size=40),
    st.lists(word, min_size=1, max_size=5).map(" ".join),
    st.lists(
        st.one_of(word, st.sampled_from(["Ильич", "Ивановна", "оглы", "И.И.", "фон"])),
        min_size=1,
        max_size=5,
    ).map(" ".join),
)
case = st.sampled_from(("nominative", *declension.CASES))
gender = st.sampled_from((None, "male", "female", "other"))
number_like = st.one_of(
    st.text(max_size=20), st.text("0123АВСавсABCabc-–— /№N.#_~", max_size=20)
)
brace_text = st.text("{} .\nабв", max_size=40)


@tagged("post_install", "-at_install")
class TestAnyName(BaseCase):
    @tried
    @given(name_like, case, gender)
    @example("Иванова Мария Ивановна", "dative", None)
    def test_decline_never_fails(self, name, case, gender):
        declined = declension.decline(name, case, gender)
        clean = name_parts.normalize_name(name)
        self.assertEqual(len(declined.split()), len(clean.split()))
        self.assertEqual(declined, " ".join(declined.split()))
        if case == "nominative":
            self.assertEqual(declined, clean)

    @tried
    @given(name_like)
    def test_normalize_twice(self, name):
        clean = name_parts.normalize_name(name)
        self.assertEqual(name_parts.normalize_name(clean), clean)

    @tried
    @given(name_like)
    def test_gender(self, name):
        self.assertIn(name_parts.gender_of(name), (None, "male", "female"))

    @tried
    @given(name_like, case, gender, st.booleans(), st.booleans())
    def test_initials(self, name, case, gender, first, spaced):
        for short in (
            declension.initials(name, first, spaced),
            declension.decline_initials(name, case, gender, first, spaced),
        ):
            blank = short.replace(NBSP, " ")
            self.assertNotIn("  ", blank)
            self.assertEqual(blank, blank.strip())

    @tried
    @given(word, word, word)
    def test_three_words_have_initials(self, surname, first, middle):
        patronymic = middle + "ович"
        name = f"Я{surname}ов Я{first} {patronymic}"
        short = declension.initials(name)
        self.assertRegex(short, f"^Я.*{NBSP}Я\\.[А-ЯЁ]\\.$")

    @tried
    @given(
        st.text(max_size=40),
        case,
        st.dictionaries(
            st.text(max_size=8),
            st.dictionaries(case, st.text(max_size=8), max_size=3),
            max_size=3,
        ),
    )
    def test_position_never_fails(self, position, case, table):
        declined = position_declension.decline_position(position, case, table)
        self.assertIsInstance(declined, str)

    @tried
    @given(st.text(russian_letters + " ,", max_size=20), case)
    def test_position_keeps_the_rest(self, rest, case):
        table = {"учитель": dict.fromkeys(declension.CASES, "учителя")}
        declined = position_declension.decline_position(f"учитель {rest}", case, table)
        self.assertTrue(declined.startswith("учител"))
        if "учитель" not in rest.lower():
            self.assertEqual(declined.split()[1:], rest.split())


@tagged("post_install", "-at_install")
class TestAnyText(BaseCase):
    @tried
    @given(number_like)
    def test_number_key_is_stable(self, number):
        key = russian.number_key(number)
        self.assertEqual(russian.number_key(key), key)

    @tried
    @given(st.integers(0, 10**6), st.text(russian_letters, max_size=4))
    def test_number_key_of_variants(self, count, index):
        keys = {
            russian.number_key(text)
            for text in (
                f"{count}-{index}",
                f"№ {count} – {index.lower()}",
                f"0{count} —{index.upper()}",
            )
        }
        self.assertEqual(len(keys), 1)

    @tried
    @given(st.text(max_size=60))
    def test_nbsp(self, text):
        done = russian.nbsp(text)
        self.assertEqual(russian.nbsp(done), done)
        self.assertEqual(
            done.replace(NBSP, "").replace(" ", ""),
            text.replace(NBSP, "").replace(" ", ""),
        )

    @tried
    @given(st.text("исвГг. №12—И.Ива\u00a0\n", max_size=60))
    def test_nbsp_crowded(self, text):
        done = russian.nbsp(text)
        self.assertEqual(russian.nbsp(done), done)

    @tried
    @given(st.text(max_size=60))
    def test_search_key(self, text):
        key = russian.search_key(text)
        self.assertEqual(russian.search_key(key), key)

    @tried
    @given(st.dates(), st.dates())
    def test_dates(self, first, second):
        self.assertEqual(russian.date_words(first).count(NBSP), 3)
        parsed = datetime.datetime.strptime(russian.date_numeric(first), "%d.%m.%Y")
        self.assertEqual(parsed.date(), first)
        self.assertRegex(russian.school_year(first, second), r"^\d+/\d+$")

    @tried
    @given(st.integers())
    def test_plural(self, number):
        self.assertIn(russian.plural(number, "а", "б", "в"), "абв")

    @tried
    @given(st.lists(st.text(max_size=5), max_size=6), st.integers(-1, 7))
    def test_people(self, names, limit):
        self.assertEqual(
            bool(russian.people_list(names, limit)), any(names), (names, limit)
        )


@tagged("post_install", "-at_install")
class TestAnyPlaceholder(BaseCase):
    @tried
    @given(brace_text)
    def test_check_and_fill_agree(self, text):
        names = {found.name for found in placeholders.find(text)}
        problems = placeholders.check(text, names)
        self.assertNotIn("unknown", {problem.kind for problem in problems})
        if not problems:
            filled = placeholders.fill(text, dict.fromkeys(names, "x"))
            self.assertEqual(placeholders.find(filled), [])
            self.assertNotIn("{{", filled.replace("{{{", ""))
        for problem in placeholders.check(text, ()):
            lines = text.split("\n")
            self.assertIn(lines[problem.line - 1][problem.column - 1], "{}")

    @tried
    @given(brace_text)
    def test_unknown_is_never_printed(self, text):
        if placeholders.find(text):
            with self.assertRaises(placeholders.UnknownPlaceholder):
                placeholders.fill(text, {})

    @tried
    @given(st.text(max_size=40))
    def test_values_come_through(self, value):
        self.assertEqual(placeholders.fill("[{{а}}]", {"а": value}), f"[{value}]")

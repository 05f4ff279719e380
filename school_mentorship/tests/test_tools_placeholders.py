"""Placeholders in texts that a school edits."""

from odoo.tests import BaseCase, tagged

from odoo.addons.school_mentorship.tools import placeholders
from odoo.addons.school_mentorship.tools.placeholders import (
    UnknownPlaceholder,
    check,
    fill,
    find,
)

KNOWN = ("наставник.вин", "наставляемый.род", "дата", "учебный год", "счёт")


@tagged("post_install", "-at_install")
class TestPlaceholders(BaseCase):
    def test_find(self):
        text = "Назначить {{наставник.вин}}\r\nс {{ Дата }} по {{дата}}.\n{{ }}{{Счёт}}"
        self.assertEqual(
            find(text),
            [
                ("наставник.вин", 1, 11),
                ("дата", 2, 3),
                ("дата", 2, 17),
                ("счет", 3, 6),
            ],
        )
        self.assertEqual(find(""), [])
        self.assertEqual(find(None), [])

    def test_check_good(self):
        for text in (
            "",
            None,
            "без подстановок",
            "{{дата}}{{дата}}",
            "{{ НАСТАВНИК . ВИН }}",
            "{{учебный\u00a0 год}}",
            "{{\nдата\n}}",
            "{{счет}}",
            "фигурные {скобки} и { или } по одной",
        ):
            with self.subTest(text=text):
                self.assertEqual(check(text, KNOWN), [])

    def test_check_bad(self):
        for text, expected in (
            ("{{наставник.вын}}", [("unknown", 1, 1)]),
            ("а\n  {{имя}} {{дата}} {{}}", [("unknown", 2, 3), ("empty", 2, 20)]),
            ("{{дата", [("unclosed", 1, 1)]),
            ("дата}}", [("unopened", 1, 5)]),
            ("{{дата}", [("unclosed", 1, 1)]),
            ("{дата}}", [("unopened", 1, 6)]),
            ("{дата}", [("single", 1, 1)]),
            ("{{ {{дата}} }}", [("unclosed", 1, 1), ("unopened", 1, 13)]),
            ("}}{{", [("unopened", 1, 1), ("unclosed", 1, 3)]),
            ("{{дата}}\n{{\n}}", [("empty", 2, 1)]),
            ("{{x.__class__}}", [("unknown", 1, 1)]),
            ("{{дата|upper}}", [("unknown", 1, 1)]),
        ):
            with self.subTest(text=text):
                found = [(p.kind, p.line, p.column) for p in check(text, KNOWN)]
                self.assertEqual(found, expected)
                for problem in check(text, KNOWN):
                    self.assertTrue(str(problem))

    def test_suggestion(self):
        (problem,) = check("{{наставник.вын}}", KNOWN)
        self.assertEqual(problem.suggestion, "наставник.вин")
        self.assertIn("1:1", str(problem))

    def test_fill(self):
        values = {"Наставник.Вин": "Иванову И.И.", "дата": "8 ноября", "пусто": None}
        for text, expected in (
            ("{{наставник.вин}} с {{ дата }}", "Иванову И.И. с 8 ноября"),
            ("{{дата}}{{ДАТА}}", "8 ноября8 ноября"),
            ("[{{пусто}}]", "[]"),
            ("{{дата", "{{дата"),
            ("без подстановок", "без подстановок"),
            ("", ""),
            (None, ""),
        ):  # fmt: skip
            with self.subTest(text=text):
                self.assertEqual(fill(text, values), expected)

    def test_values_are_not_filled_again(self):
        values = {"а": "{{б}}", "б": "нет"}
        self.assertEqual(fill("{{а}} {{б}}", values), "{{б}} нет")
        self.assertEqual(fill("{{а}}", {"а": r"\1 \g<0>"}), r"\1 \g<0>")

    def test_unknown(self):
        with self.assertRaises(UnknownPlaceholder) as raised:
            fill("а\nб {{ Имя }}", {"дата": ""})
        error = raised.exception
        self.assertIsInstance(error, KeyError)
        self.assertEqual((error.name, error.line, error.column), ("имя", 2, 3))
        self.assertIn("2:3", str(error))
        with self.assertRaises(UnknownPlaceholder):
            fill("{{}}", {"дата": ""})

    def test_nothing_is_evaluated(self):
        for text in ("{{1+1}}", "{{дата.upper()}}", "{{object.name}}", "{{''.join}}"):
            with self.subTest(text=text), self.assertRaises(UnknownPlaceholder):
                fill(text, {"дата": "x"})

    def test_normalize(self):
        self.assertEqual(placeholders.normalize(" Учёный . Род "), "ученый.род")

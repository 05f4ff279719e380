from odoo.exceptions import ValidationError
from odoo.tests import Form

from odoo.addons.school_mentorship.tools import placeholders

from .common import MentorshipCommon

# Every shipped kind: its journal, its effects, what it lists.
KINDS = {
    "regulation": ("main", {"approves_regulation"}),
    "roadmap": ("main", {"approves_roadmap"}),
    "curator": ("main", {"appoints_curator"}),
    "pairs": ("main", {"assigns_pairs"}),
    "programs": ("main", {"lists_pairs"}),
    "change": ("main", {"changes_pairs"}),
    "completion": ("main", {"changes_pairs"}),
    "event": ("main", set()),
    "monitoring": ("main", set()),
    "payment": ("staff", {"lists_pay"}),
    "reward": ("staff", {"lists_pairs"}),
    "combined": (
        "main",
        {
            "approves_regulation",
            "approves_roadmap",
            "appoints_curator",
            "assigns_pairs",
        },
    ),
}
FLAGS = set().union(*(flags for _journal, flags in KINDS.values()))
TEXTS = ("title", "preamble", "clauses", "annex", "annex_title")


class TestOrderAnnex(MentorshipCommon):
    """The twelve shipped kinds of order, their annexes, a school's own wording."""

    @classmethod
    def _kind(cls, name):
        return cls.env.ref(f"school_mentorship.order_kind_{name}")

    def test_every_kind(self):
        """Twelve kinds are shipped, each with its journal and its effects."""
        shipped = self.env["mentorship.order.kind"].search([("company_id", "=", False)])
        self.assertEqual(len(shipped), len(KINDS))
        for name, (journal, flags) in KINDS.items():
            kind = self._kind(name)
            with self.subTest(name=name):
                self.assertIn(kind, shipped)
                self.assertEqual(kind.journal_kind, journal)
                self.assertEqual({flag for flag in FLAGS if kind[flag]}, flags)

    def test_orders_take_over(self):
        """An order has the journal, the effects and the texts of its kind."""
        journals = {
            "main": self.school.main_journal_id,
            "staff": self.school.staff_journal_id,
        }
        for name, (journal, flags) in KINDS.items():
            kind = self._kind(name)
            order = self._order(kind=kind)
            with self.subTest(name=name):
                self.assertEqual(order.journal_id, journals[journal])
                self.assertEqual({flag for flag in FLAGS if order[flag]}, flags)
                for text in TEXTS:
                    self.assertEqual(order[text], kind[text])

    def test_known_placeholders_only(self):
        """The shipped texts have only placeholders that the addon knows."""
        known = self.env["mentorship.order"]._placeholder_catalogue()
        for name in KINDS:
            for text in TEXTS:
                with self.subTest(name=name, text=text):
                    problems = placeholders.check(self._kind(name)[text] or "", known)
                    self.assertFalse(list(map(str, problems)))

    def test_filled_without_remains(self):
        """No braces, no «False», no double space or stop are left over."""
        for name in KINDS:
            order = self._order(kind=self._kind(name))
            filled = order._filled()
            sections = order._annex_sections()
            lines = [
                filled["title"],
                filled["annex_title"],
                filled["preamble"],
                *filled["clauses"],
                *(section["heading"] for section in sections),
                *(line for section in sections for _no, line in section["clauses"]),
            ]
            with self.subTest(name=name):
                self.assertTrue(filled["title"] and filled["preamble"])
                self.assertGreaterEqual(len(filled["clauses"]), 3)
                for line in lines:
                    for remains in ("{", "}", "False", "None", "  ", "..", " ,", "#"):
                        self.assertNotIn(remains, line)
                for clause in filled["clauses"]:
                    self.assertTrue(clause[0].isupper() and clause.endswith("."))

    def test_filled_of_an_empty_school(self):
        """A school without settings prints blanks, but never «False»."""
        other = self.root["res.company"].create({"name": "Лицей № 1"})
        self.env = self.root(
            context={**self.root.context, "allowed_company_ids": other.ids}
        )
        for name in KINDS:
            order = self.env["mentorship.order"].create(
                {"kind_id": self._kind(name).id, "company_id": other.id}
            )
            filled = order._filled()
            text = "".join(
                (filled["title"], filled["preamble"], *filled["clauses"])
            ) + str(order._annex_sections())
            with self.subTest(name=name):
                self.assertNotIn("False", text)
                self.assertNotIn("{{", text)

    def test_regulation_annex(self):
        """The regulation is an annex of numbered sections and clauses."""
        for name in ("regulation", "combined"):
            order = self._order(kind=self._kind(name))
            sections = order._annex_sections()
            with self.subTest(name=name):
                self.assertGreaterEqual(len(sections), 8)
                self.assertIn("Положение", order._filled()["annex_title"])
                for number, section in enumerate(sections, start=1):
                    self.assertEqual(section["number"], f"{number}.")
                    self.assertTrue(section["heading"])
                    self.assertEqual(
                        [no for no, _line in section["clauses"]],
                        [
                            f"{number}.{i}."
                            for i in range(1, len(section["clauses"]) + 1)
                        ],
                    )

    def test_no_annex(self):
        """Kinds without an annex have no empty one."""
        self.assertEqual(self._order(kind=self._kind("event"))._annex_sections(), [])

    def test_numbering(self):
        """Lines before the first heading count by themselves, empty lines do not."""
        order = self._order(kind=self._kind("event"))
        for text, expected in (
            ("", []),
            ("  \n\n", []),
            ("Первый.\nВторой.", [("", "", ["1.", "2."])]),
            (
                "Введение.\n\n# Цели\n  Цель.  \nЗадача.\n#Сроки\nСрок.",
                [
                    ("", "", ["1."]),
                    ("1.", "Цели", ["1.1.", "1.2."]),
                    ("2.", "Сроки", ["2.1."]),
                ],
            ),
            (
                "# Пусто\n# Полно\nСтрока.",
                [("1.", "Пусто", []), ("2.", "Полно", ["2.1."])],
            ),
        ):
            order.annex = text
            with self.subTest(text=text):
                self.assertEqual(
                    [
                        (s["number"], s["heading"], [no for no, _line in s["clauses"]])
                        for s in order._annex_sections()
                    ],
                    expected,
                )

    def test_placeholders_in_the_annex(self):
        """The annex is filled in, and a wrong placeholder is refused with its place."""
        order = self._order(kind=self._kind("event"))
        order.annex = "# О {{школа.род}}\nКуратор – {{куратор}}."
        (section,) = order._annex_sections()
        self.assertEqual(self._plain(section["heading"]), "О МОУ «Школа № 3»")
        self.assertEqual(
            self._plain(section["clauses"][0][1]), "Куратор – Козлова Н.В."
        )
        self.assertRefused(
            ValidationError, "line 2", order.write, {"annex": "# А\n{{куратр}}"}
        )
        for target in (order, self._kind("event").with_env(self.root)):
            self.assertRefused(
                ValidationError, "школо", target.write, {"annex_title": "О {{школо}}"}
            )

    def test_value_with_braces(self):
        """A name with braces in it is printed as it is and opens nothing."""
        self.school.name_short = "Школа {{директор}}"
        order = self._order(kind=self._kind("event"), title="О {{школа}}")
        self.assertEqual(self._plain(order._filled()["title"]), "О Школа {{директор}}")

    def test_own_annex_and_back(self):
        """A school's own wording wins until the shipped one is restored."""
        kind = self._kind("regulation").with_env(self._as(self.users["admin"]))
        own = {
            "own_title": "О наставниках",
            "own_preamble": "В соответствии с {{основания}}",
            "own_clauses": "Утвердить Положение.",
            "own_annex": "# Свой раздел\nСвоя строка.",
        }
        shipped = {name: kind[name.removeprefix("own_")] for name in own}
        kind.write(own)
        order = self._order(kind=kind.with_env(self.env))
        for name, text in own.items():
            self.assertEqual(order[name.removeprefix("own_")], text)
        self.assertEqual(order._annex_sections()[0]["heading"], "Свой раздел")
        other = self.root["res.company"].create({"name": "Лицей № 1"})
        self.assertEqual(
            kind.with_env(self.root)._texts(other)["annex"], shipped["own_annex"]
        )
        kind.action_restore_shipped()
        order = self._order(kind=kind.with_env(self.env))
        for name, text in shipped.items():
            self.assertFalse(kind[name])
            self.assertEqual(order[name.removeprefix("own_")], text)

    def test_own_annex_is_checked(self):
        """The school's own annex is checked like the shipped one."""
        kind = self._kind("regulation").with_env(self._as(self.users["admin"]))
        self.assertRefused(
            ValidationError, "line 2", kind.write, {"own_annex": "# А\n{{дректор}}"}
        )

    def test_other_titles(self):
        """Every shipped other title belongs to a kind and can be printed."""
        titles = self.env["mentorship.order.title"].search([])
        known = self.env["mentorship.order"]._placeholder_catalogue()
        self.assertGreaterEqual(len(titles), len(KINDS))
        for title in titles:
            with self.subTest(title=title.name):
                self.assertFalse(placeholders.check(title.name, known))
                self.assertNotEqual(title.name, title.kind_id.title)

    def test_choosing_another_title(self):
        """Choosing another title puts it in the place of this one."""
        kind = self._kind("change")
        form = Form(self.env["mentorship.order"])
        form.kind_id = kind
        shipped = form.title
        form.title_id = kind.title_ids[0]
        self.assertNotEqual(form.title, shipped)
        order = form.save()
        self.assertEqual(order.title, kind.title_ids[0].name)

    def test_own_title_is_checked(self):
        """A school's other title is checked for placeholders when it is entered."""
        vals = {"name": "О {{школо}}", "kind_id": self._kind("event").id}
        titles = self.env["mentorship.order.title"]
        self.assertRefused(ValidationError, "школо", titles.create, vals)
        own = titles.create({**vals, "name": "О круглом столе в {{школа.род}}"})
        self.assertEqual(own.company_id, self.company)

    def test_change_of_kind(self):
        """Another kind of a draft brings its own texts, annex and effects."""
        order = self._order(kind=self._kind("regulation"))
        order.kind_id = self._kind("payment")
        self.assertFalse(order.annex or order.annex_title)
        self.assertTrue(order.lists_pay)
        self.assertFalse(order.approves_regulation)
        self.assertEqual(order.journal_id, self.school.staff_journal_id)

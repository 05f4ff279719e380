from odoo.exceptions import ValidationError

from .common import MentorshipCommon


class TestOrderKind(MentorshipCommon):
    """Kinds of order: shipped texts and a school's own ones beside them."""

    def _own_kind(self, **vals):
        return self.env["mentorship.order.kind"].create(
            {
                "name": "О наставничестве",
                "title": "О наставничестве",
                "preamble": "В соответствии с {{основания}}",
                "clauses": "Начать работу в {{школа.предл}}."
                if vals.pop("broken", False)
                else "Начать работу.",
                **vals,
            }
        )

    def test_unknown_placeholder_says_where(self):
        """An unknown placeholder is refused on saving: field, line, column, name."""
        kind = self._own_kind()
        with self.assertRaises(ValidationError) as caught:
            kind.clauses = "Первый пункт.\nВторой {{куратр}}."
        message = str(caught.exception)
        self.assertIn("line 2", message)
        self.assertIn("column 8", message)
        self.assertIn("куратр", message)

    def test_unclosed_placeholder(self):
        """A brace that is never closed is refused as well."""
        self.assertRefused(
            ValidationError, "", self._own_kind, clauses="Утвердить {{школа"
        )

    def test_no_act_is_quoted_twice(self):
        """The preamble of every shipped kind names each act once."""
        for kind in self.env["mentorship.order.kind"].search([]):
            preamble = self._order(kind=kind)._filled()["preamble"]
            with self.subTest(kind=kind.name):
                self.assertLessEqual(preamble.count("351.8"), 1)
                self.assertLessEqual(preamble.count("273-ФЗ"), 1)

    def test_own_wording_and_back(self):
        """A school's own words win in its orders; «вернуть поставляемый» drops them."""
        admin = self._as(self.users["admin"])
        kind = self.kind_pairs.with_env(admin)
        shipped = kind.title
        kind.own_title = "О наставниках"
        self.assertEqual(self._order().title, "О наставниках")
        self.assertEqual(kind.title, shipped)
        kind.action_restore_shipped()
        self.assertEqual(self._order().title, shipped)

    def test_own_wording_is_of_one_school(self):
        """Another school keeps the shipped words."""
        other = self.root["res.company"].create({"name": "Лицей № 1"})
        kind = self.kind_pairs.with_env(self.root)
        kind.own_title = "О наставниках"
        self.assertEqual(kind._texts(self.company)["title"], "О наставниках")
        self.assertEqual(kind._texts(other)["title"], kind.title)

    def test_own_wording_is_checked(self):
        """The school's own words are checked for placeholders like shipped ones."""
        kind = self.kind_pairs.with_env(self._as(self.users["admin"]))
        self.assertRefused(
            ValidationError, "дректор", kind.write, {"own_title": "{{дректор}}"}
        )

    def test_placeholders_are_listed(self):
        """The form shows every placeholder with what it becomes."""
        text = self.kind_pairs.placeholder_help
        self.assertIn("{{куратор.дат}}", text)
        self.assertEqual(
            len(text.splitlines()),
            len(self.env["mentorship.order"]._placeholder_catalogue()),
        )

    def test_every_placeholder_has_a_value(self):
        """What the catalogue promises the order gives, nothing more or less."""
        order = self._order()
        self.assertEqual(
            order._placeholder_values().keys(), order._placeholder_catalogue().keys()
        )

    def test_changed_kind_leaves_orders_alone(self):
        """Texts and effects are copied to the order and are the order's from then."""
        kind = self._own_kind()
        order = self._order(kind=kind)
        kind.write({"title": "Другой", "assigns_pairs": True})
        self.assertEqual(order.title, "О наставничестве")
        self.assertFalse(order.assigns_pairs)

from odoo.tests import BaseCase, tagged

from ..tools import declension
from ..tools.names import NameGuard
from ..tools.web import is_address

OLGA = "Петрова Ольга Игоревна"
PETER = "Петров Пётр Петрович"
WOLF = "Королёв Иван Иванович"


@tagged("post_install", "-at_install")
class TestNames(BaseCase):
    """People are found in a text whatever case their names stand in."""

    def _guard(self, forbidden, allowed=()):
        return NameGuard(forbidden, allowed, declension.decline)

    def test_in_every_case(self):
        guard = self._guard([OLGA])
        for text in (
            "Петрова О.И. провела урок",
            "благодарим Петрову Ольгу Игоревну",
            "по опыту О.И. Петровой",
            "ПЕТРОВА",
            "у Петровой все получилось",
            "вместе с Петровой",
        ):
            self.assertEqual(guard.find(text), [OLGA], text)

    def test_others_are_let_through(self):
        guard = self._guard([OLGA])
        for text in (
            "",
            None,
            "Петровка, 38",
            "Петров П.П.",
            "Иванова Ирина Ивановна",
            "урок петровской эпохи",
            "Петрова А.А.",
        ):
            self.assertEqual(guard.find(text), [], text)

    def test_namesakes_are_told_apart(self):
        """Who has consented may be named; the surname alone could mean either."""
        other = "Петрова Анна Сергеевна"
        guard = self._guard([OLGA], [other])
        self.assertEqual(guard.find("Петрова А.С. и ее класс"), [])
        self.assertEqual(guard.find("А.С. Петрова"), [])
        self.assertEqual(guard.find("Анна Петрова"), [])
        self.assertEqual(guard.find("Петровой Анны Сергеевны"), [])
        self.assertEqual(guard.find("Петрова О.И."), [OLGA])
        self.assertEqual(guard.find("Петрова"), [OLGA])

    def test_yo_and_no_break_spaces(self):
        guard = self._guard([WOLF, PETER])
        self.assertEqual(guard.find("Королева И.И.\u00a0нет"), [WOLF])
        self.assertEqual(guard.find("с Петром Петровым", "Королёву"), [WOLF, PETER])

    def test_nobody_to_look_for(self):
        self.assertEqual(self._guard([], [OLGA]).find("Петрова О.И."), [])
        self.assertEqual(self._guard(["", "А"]).find("А это текст"), [])

    def test_a_whole_page_at_once(self):
        guard = self._guard([f"Учителев{i} Иван Петрович" for i in range(200)] + [OLGA])
        self.assertEqual(guard.find("<p>слово </p>" * 5000 + "Петровой"), [OLGA])


@tagged("post_install", "-at_install")
class TestAddresses(BaseCase):
    """What a browser opens, and what it does not."""

    def test_addresses(self):
        for good in (
            "https://school3.ru",
            "http://shkola32kirov-r43.gosweb.gosuslugi.ru/nastavnichestvo/?id=5#a",
            "https://школа3.рф/копилка",
            "https://vk.com/wall-1_2",
            "https://max.ru:443/x",
        ):
            self.assertTrue(is_address(good), good)
        for bad in ("", None, "vk.com", "https://", "https://a", "ftp://a.ru", "a b"):
            self.assertFalse(is_address(bad), bad)

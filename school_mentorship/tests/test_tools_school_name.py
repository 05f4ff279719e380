from odoo.tests import BaseCase, tagged

from ..tools.school_name import genitive


@tagged("post_install", "-at_install")
class TestSchoolName(BaseCase):
    """The name of a school in the genitive, where that is certain."""

    def test_names(self):
        for name, expected in (
            (
                "муниципальное бюджетное общеобразовательное учреждение «Средняя "
                "общеобразовательная школа № 5» города Кирова",
                "муниципального бюджетного общеобразовательного учреждения «Средняя "
                "общеобразовательная школа № 5» города Кирова",
            ),
            (
                "Государственное автономное общеобразовательное учреждение",
                "Государственного автономного общеобразовательного учреждения",
            ),
            (
                "Муниципальное казённое учреждение",
                "Муниципального казённого учреждения",
            ),
            ("МБОУ СОШ № 5", "МБОУ СОШ № 5"),
            ("МКОУ «Школа с. Верхнее»", "МКОУ «Школа с. Верхнее»"),
            ("Школа № 5", "Школы № 5"),
            ("Средняя школа № 3", "Средней школы № 3"),
            ("Гимназия № 1 г. Кирова", "Гимназии № 1 г. Кирова"),
            ("Лицей № 2", "Лицея № 2"),
            ("Кадетская школа-интернат", "Кадетской школы-интерната"),
            ("Образовательный центр «Сириус»", "Образовательного центра «Сириус»"),
            (
                "частное общеобразовательное учреждение",
                "частного общеобразовательного учреждения",
            ),
        ):
            with self.subTest(name=name):
                self.assertEqual(genitive(name), expected)

    def test_left_to_people(self):
        """What is not known stays empty, and is written by a person."""
        for name in ("", None, "«Школа»", "Наша Ромашка", "Radost", "My Company", "5"):
            with self.subTest(name=name):
                self.assertEqual(genitive(name), "")

from odoo.exceptions import ValidationError
from odoo.tests import Form

from .common import MentorshipCommon

ASYA = {
    "kind": "person",
    "nominative": "Шевченко Ася Игоревна",
    "genitive": "Шевченко Аси Игоревны",
    "dative": "Шевченко Асе Игоревне",
    "accusative": "Шевченко Асю Игоревну",
    "instrumental": "Шевченко Асей Игоревной",
    "prepositional": "Шевченко Асе Игоревне",
}


class TestDeclensionModel(MentorshipCommon):
    """Case forms: positions as data, names by the library, corrections win."""

    def _decline(self, text, case, *args, **kwargs):
        table = self.env["mentorship.declension"]
        return self._plain(table._decline(text, case, *args, **kwargs))

    def test_name_by_library(self):
        """A name is declined without anybody entering a form."""
        self.assertEqual(
            self._decline("Иванова Ирина Ивановна", "dative"),
            "Ивановой Ирине Ивановне",
        )
        self.assertEqual(
            self._decline("Иванова Ирина Ивановна", "accusative", initials=True),
            "Иванову И.И.",
        )

    def test_position_by_head(self):
        """The head word is declined, what follows it stays."""
        self.assertEqual(
            self._decline("учитель математики", "accusative", "position"),
            "учителя математики",
        )
        self.assertEqual(
            self._decline("заместитель директора по УВР", "dative", "position"),
            "заместителю директора по УВР",
        )

    def test_every_job_of_the_staff(self):
        """Every position of a school's staff list has its forms."""
        for job in ("директор", "методист", "педагог-психолог", "социальный педагог"):
            with self.subTest(job=job):
                form = self._decline(job, "instrumental", "position")
                self.assertNotEqual(form, job)

    def test_correction_wins_everywhere(self):
        """A corrected form is used for whoever bears this name, in any spelling."""
        row = self.env["mentorship.declension"].create(
            {**ASYA, "dative": "Шевченко Асие Игоревне"}
        )
        for name in (ASYA["nominative"], "ШЕВЧЕНКО  АСЯ ИГОРЕВНА "):
            self.assertEqual(self._decline(name, "dative"), "Шевченко Асие Игоревне")
        self.assertEqual(
            self._decline(ASYA["nominative"], "dative", initials=True), "Шевченко А.И."
        )
        row.dative = "Шевченко Асе Игоревне"
        self.assertEqual(
            self._decline(ASYA["nominative"], "dative"), "Шевченко Асе Игоревне"
        )
        row.unlink()
        self.assertTrue(self._decline(ASYA["nominative"], "dative"))

    def test_correction_typed_with_spaces(self):
        """A correction is found although it was typed with spaces too many."""
        self.env["mentorship.declension"].create(
            {
                **ASYA,
                "nominative": " Шевченко  Ася Игоревна",
                "dative": "Шевченко Асие Игоревне",
            }
        )
        self.assertEqual(
            self._decline("Шевченко Ася Игоревна", "dative"), "Шевченко Асие Игоревне"
        )

    def test_correction_of_one_school(self):
        """A school's correction does not reach another school."""
        self.env["mentorship.declension"].create(
            {**ASYA, "dative": "Шевченко Асие Игоревне"}
        )
        other = self.root["res.company"].create({"name": "Лицей № 1"})
        table = self.root["mentorship.declension"]
        self.assertNotEqual(
            table._decline(ASYA["nominative"], "dative", company=other),
            "Шевченко Асие Игоревне",
        )

    def test_own_position_wins(self):
        """A school's own form of a position goes before the shipped one."""
        self.env["mentorship.declension"].create(
            {
                "kind": "position",
                "nominative": "учитель",
                **dict.fromkeys(
                    (
                        "genitive",
                        "dative",
                        "accusative",
                        "instrumental",
                        "prepositional",
                    ),
                    "педагогу",
                ),
            }
        )
        self.assertEqual(
            self._decline("учитель физики", "dative", "position"), "педагогу физики"
        )

    def test_same_number_of_words(self):
        """A form that lost a word is refused: initials rely on it."""
        rows = self.env["mentorship.declension"]
        self.assertRefused(
            ValidationError,
            "same number of words",
            rows.create,
            {**ASYA, "dative": "Шевченко Асе"},
        )

    def test_entered_once(self):
        """The same name is corrected once; the second time it says so."""
        rows = self.env["mentorship.declension"]
        rows.create(ASYA)
        self.assertRefusedByDatabase(
            "already been entered",
            rows.create,
            {**ASYA, "nominative": ASYA["nominative"].upper()},
        )

    def test_form_proposes(self):
        """Typing the name fills the other cases; only the wrong one is retyped."""
        form = Form(self.env["mentorship.declension"])
        form.kind = "person"
        form.nominative = "Иванова Ирина Ивановна"
        self.assertEqual(form.dative, "Ивановой Ирине Ивановне")
        form.dative = "Ивановой Ирине Ивановнэ"
        row = form.save()
        self.assertEqual(row.genitive, "Ивановой Ирины Ивановны")
        self.assertEqual(
            self._decline("Иванова Ирина Ивановна", "dative"),
            "Ивановой Ирине Ивановнэ",
        )

    def test_strange_names_come_back(self):
        """One word, Latin letters, nothing at all: printed as they are, no error."""
        for name, printed in (
            ("", ""),
            (False, ""),
            ("Мадонна", None),
            ("Ivanova Irina", "Ivanova Irina"),
            ("ИВАНОВА ИРИНА ИВАНОВНА", "Ивановой Ирине Ивановне"),
            ("Ким Че Ён Су", None),
        ):
            with self.subTest(name=name):
                form = self._decline(name, "dative")
                self.assertEqual(form, form if printed is None else printed)

    def test_teacher_may_print(self):
        """A teacher printing his own sheet gets the same forms."""
        table = self._as(self.users["mentor"])["mentorship.declension"]
        self.assertEqual(
            table._decline("учитель физики", "genitive", "position"), "учителя физики"
        )

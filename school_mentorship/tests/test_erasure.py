import io

import docx
import pdfplumber

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user

from .access import OPERATIONS, ROLES
from .survey_common import SurveyCommon

REPORT = "school_mentorship.mentorship_erasure_report"
# Nobody makes, changes or deletes an act; it is made by the destruction alone.
MATRIX = dict.fromkeys(("director", "curator", "admin"), "r")


class TestErasure(SurveyCommon):
    """The act of destruction: what was destroyed, by whom, why, and the log of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school.sudo().write(
            {
                "address": "610000, г. Киров, ул. Мира, д. 3",
                "tax_number": "4345000003",
                "registry_number": "1024300000003",
            }
        )
        cls.person = cls._participant("mentee")
        cls.consent = cls._consent(cls.person).filtered(
            lambda consent: consent.kind == "data_processing"
        )
        cls.sitting = cls._sitting("needs")
        cls._answers(cls.sitting.invitation_ids, areas=2, veto="Только не Смирнов")
        cls.answers = len(cls.env["mentorship.answer"].search([]))

    def _erase(self):
        self.consent.action_withdraw("2026-11-20")
        return self.env["mentorship.erasure"].browse(
            self.consent.action_erase()["res_id"]
        )

    def _pages(self, erasure):
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        content, _kind = reports._render_qweb_pdf(REPORT, erasure.ids)
        with pdfplumber.open(io.BytesIO(content)) as document:
            return [
                " ".join((page.extract_text() or "").split()) for page in document.pages
            ]

    def test_destroying_leaves_an_act(self):
        """How much of which data, who, when, why – and none of the data themselves."""
        erasure = self._erase()
        self.assertEqual(erasure.consent_id, self.consent)
        self.assertEqual(erasure.user_id, self.users["curator"])
        self.assertEqual(erasure.date_withdrawn, self._day("2026-11-20"))
        self.assertEqual(erasure.company_id, self.company)
        self.assertIn(f"answers to questionnaires – {self.answers}", erasure.data)
        self.assertNotIn("Смирнов", str(erasure.log))
        self.assertEqual(erasure.date_keep, self._day("2029-11-22"), "three years")
        self.assertFalse(self.env["mentorship.answer"].search([]))

    def test_act_outlives_the_bank(self):
        """The person leaves the bank; the proof of the destruction stays."""
        erasure = self._erase()
        self.person.sudo().unlink()
        self.assertTrue(erasure.exists())
        self.assertIn(erasure.name, self._pages(erasure)[0])

    def test_nothing_destroyed_makes_no_act(self):
        """No answers were given: there is nothing to draw up an act about."""
        second = self._participant("mentor")
        consent = self._consent(second, ["data_processing"])
        consent.action_withdraw()
        self.assertFalse(consent.action_erase())
        self.assertTrue(consent.date_erased)
        self.assertFalse(consent.erasure_ids)

    def test_act_has_what_the_law_asks_for(self):
        """Roskomnadzor's order of 28.10.2022 No 179, item by item."""
        erasure = self._erase()
        act, log = self._pages(erasure)
        for part in (
            "АКТ об уничтожении персональных данных",
            "приказом Роскомнадзора от 28.10.2022 № 179",
            "Муниципальное общеобразовательное учреждение «Школа № 3»",
            "610000, г. Киров, ул. Мира, д. 3",
            "другому лицу не поручалась",
            self.person.name,
            self.users["curator"].name,
            f"участников наставничества – {self.answers};",
            "сведения о профессиональных",
            "Материальные носители",
            "информационная система",
            "Способ уничтожения",
            "от 10 сентября 2026 г., поступивший 20 ноября 2026 г.",
            "Дата уничтожения 22 ноября 2026 г.",
            "до 22 ноября 2029 г.",
        ):
            self.assertIn(part, act)
        for part in (
            "ВЫГРУЗКА из журнала регистрации событий",
            self.person.name,
            "информационная система",
            "22.11.2026",
            "mentorship.answer",
            f"{self.answers}",
            "поступивший 20 ноября 2026 г.",
        ):
            self.assertIn(part, log)
        for page in (act, log):
            self.assertNotIn("None", page)
            self.assertNotIn("False", page)

    def test_school_without_requisites_gets_lines_to_fill_in(self):
        self.school.sudo().write(
            {"address": False, "tax_number": False, "registry_number": False}
        )
        act = self._pages(self._erase())[0]
        self.assertIn("адрес: ____", act)
        self.assertIn("ИНН ____", act)

    def test_processor_is_named(self):
        """Where another body keeps the data for the school, the act says which."""
        self.school.sudo().data_processor = "ООО «Хостинг», 610001, г. Киров"
        self.assertIn("ООО «Хостинг», 610001", self._pages(self._erase())[0])

    def test_docx_says_the_same(self):
        erasure = self._erase()
        _name, content = self.env.ref(REPORT)._docx_download(erasure.ids)
        document = docx.Document(io.BytesIO(content))
        text = "\n".join(
            [p.text for p in document.paragraphs]
            + [
                cell.text
                for t in document.tables
                for row in t.rows
                for cell in row.cells
            ]
        ).replace("\u00a0", " ")
        for part in ("АКТ", "ВЫГРУЗКА", self.person.name, "mentorship.answer"):
            self.assertIn(part, text)

    def test_nobody_changes_or_deletes_an_act(self):
        """Not even the system: what is proof for three years stays as it was made."""
        erasure = self._erase()
        for act in (
            lambda: erasure.sudo().write({"name": "Другой Иван Ильич"}),
            erasure.sudo().unlink,
        ):
            with self.assertRaisesRegex(UserError, "cannot be"):
                act()
        self.assertEqual(erasure.name, self.person.name)

    def test_matrix(self):
        """Curator and director read; nobody else even sees it."""
        for role in ("portal", "public"):
            self.users[role] = new_test_user(
                self.root,
                login=f"erasure_{role}",
                groups=f"base.group_{role}",
                company_id=self.company.id,
            )
        erasure = self._erase()
        for role in ROLES:
            mine = erasure.with_env(self._as(self.users[role]))
            allowed = "".join(
                letter for letter, act in OPERATIONS.items() if mine.has_access(act)
            )
            with self.subTest(role=role):
                self.assertEqual(allowed, MATRIX.get(role, ""))

    def test_another_school_sees_none(self):
        self._erase()
        other = self.root["res.company"].create({"name": "Лицей"})
        stranger = new_test_user(
            self.root,
            login="erasure_stranger",
            groups="school_mentorship.group_mentorship_curator",
            company_id=other.id,
            company_ids=[other.id],
        )
        self.assertFalse(self._as(stranger, other)["mentorship.erasure"].search([]))

    def test_consent_leads_to_its_act(self):
        """The smart button of the curator and the director; a teacher opens his own
        consent without it."""
        erasure = self._erase()
        self.assertEqual(self.consent.action_open_erasures()["res_id"], erasure.id)
        for role in ("director", "mentee"):
            Form(self.consent.with_env(self._as(self.users[role])))

    def test_log_names_the_records_by_ranges(self):
        """«101–148», not forty-eight numbers."""
        words = self.env["report.school_mentorship.mentorship_erasure_document"]
        self.assertEqual(words._ranges([5, 1, 2, 3, 9]), "1–3, 5, 9")
        self.assertEqual(words._ranges([]), "")

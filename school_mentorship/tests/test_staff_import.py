import base64
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from . import staff_lists
from .common import MentorshipCommon


class StaffImportCommon(MentorshipCommon):
    """What the curator does with a staff list, in one word each."""

    @classmethod
    def _window(cls, content, env=None, **vals):
        """The window with a file chosen."""
        return (env or cls.env)["mentorship.staff.import"].create(
            {
                "data": base64.b64encode(content),
                "data_name": "Список.xlsx",
                "is_complete": False,
                **vals,
            }
        )

    @classmethod
    def _preview(cls, content, env=None, **vals):
        """The window with its preview; content may be rows of a table."""
        if isinstance(content, list):
            content = staff_lists.workbook(content)
        window = cls._window(content, env, **vals)
        window.action_preview()
        return window

    @classmethod
    def _applied(cls, content, env=None, **vals):
        window = cls._preview(content, env, **vals)
        window.action_apply()
        return window

    @staticmethod
    def _line(window, name):
        """The row of a person."""
        return window.line_ids.filtered(lambda line: line.name.startswith(name))

    @classmethod
    def _employee(cls, name, **vals):
        """A card made by the personnel officer."""
        return cls.root["hr.employee"].create(
            {"name": name, "company_id": cls.company.id, **vals}
        )

    @classmethod
    def _named(cls, name):
        """The cards of a name."""
        return cls.root["hr.employee"].search(
            [("name", "=", name), ("company_id", "=", cls.company.id)]
        )


@tagged("post_install", "-at_install")
class TestStaffImport(StaffImportCommon):
    """The staff list as the school has it is brought in by the curator."""

    def test_tariff_list(self):
        """The deputy's list: new ones, known ones, a second post, the banks."""
        window = self._applied(staff_lists.tariff_list())
        self.assertEqual(window.state, "done")
        new = self._named("Белова Елена Николаевна")
        self.assertEqual(new.job_title, "учитель начальных классов")
        self.assertTrue(new.job_id.is_pedagogical)
        self.assertEqual(new.teaching_since, date(1996, 11, 22))
        self.assertEqual(new.qualification_category, "highest")
        self.assertEqual(new.qualification_until, date(2027, 3, 25))
        # Known people stay themselves, whatever their spelling in the list.
        known = self.staff["mentee"].with_env(self.root)
        self.assertEqual(known.name, "Петров Пётр Петрович")
        self.assertEqual(known.qualification_category, "fit")
        double = self.staff["mentor"].with_env(self.root)
        self.assertEqual(
            double.job_title, "учитель математики, педагог дополнительного образования"
        )
        bank = self.env["mentorship.participant"].search([])
        self.assertEqual(
            {(p.name, p.role) for p in bank},
            {
                ("Белова Елена Николаевна", "mentor"),
                ("Лебедева Анна Юрьевна", "mentee"),
            },
        )
        # Nobody was made twice.
        self.assertEqual(len(self._named("Лебедева Анна Юрьевна")), 1)
        self.assertFalse(self._named("вакансия"))

    def test_clerk_list(self):
        """Three columns for the name, capital letters, days of hire."""
        self._applied(staff_lists.clerk_list())
        karimov = self._named("Каримов Тимур Рашид оглы")
        self.assertTrue(karimov)
        self.assertTrue(self._named("Жукова Вера"))
        morozov = self.staff["second"].with_env(self.root)
        self.assertEqual(morozov.work_email, "morozov@school.example")
        self.assertEqual(len(self._named("Соколова Ольга Игоревна")), 1)

    def test_single_column(self):
        """Name and post in one column, no header at all."""
        window = self._applied(staff_lists.single_column())
        new = self._named("Яшина Дарья Львовна")
        self.assertEqual(new.job_title, "педагог-психолог")
        self.assertEqual(
            self._line(window, "Орлов").state, "same", "the post is the same"
        )
        deputy = self.staff["curator"].with_env(self.root)
        self.assertEqual(deputy.job_title, "заместитель директора по УВР")

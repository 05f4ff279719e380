import base64
import io
from datetime import date

import openpyxl
from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

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

    def test_nothing_before_the_button(self):
        """The preview shows what would be done, and writes nothing."""
        before = self.root["hr.employee"].search_count([])
        window = self._preview(staff_lists.tariff_list())
        self.assertEqual(window.state, "preview")
        self.assertEqual(self.root["hr.employee"].search_count([]), before)
        self.assertFalse(self.env["mentorship.participant"].search([]))
        states = {line.name: line.state for line in window.line_ids}
        self.assertEqual(
            states,
            {
                "Белова Елена Николаевна": "new",
                "Лебедева Анна Юрьевна": "changed",
                "Иванова Ирина Ивановна": "changed",
                "Петров Петр Петрович": "changed",
            },
        )
        self.assertIn("New: 1", window.summary)
        self.assertIn("учитель математики →", self._line(window, "Иванова").changes)
        self.assertIn("bank of mentors", self._line(window, "Белова").changes)
        self.assertIn("«Кабинет»", window.remark)

    def test_nothing_on_an_error(self):
        """One wrong cell, and nobody is brought in; the sentence names the cell."""
        window = self._preview(
            [
                ["ФИО", "Должность", "Педагогический стаж"],
                ["Белова Анна Ивановна", "учитель", 3],
                ["Яшина Дарья Львовна", "учитель", "31.02.2010"],
            ]
        )
        self.assertEqual(window.error_count, 1)
        self.assertRefused(UserError, "C3: there is no such day", window.action_apply)
        self.assertFalse(self._named("Белова Анна Ивановна"))
        # The row may be left out by hand; the others come in.
        self._line(window, "Яшина").decision = "skip"
        window.action_apply()
        self.assertTrue(self._named("Белова Анна Ивановна"))
        self.assertFalse(self._named("Яшина Дарья Львовна"))

    def test_an_error_is_no_new_employee(self):
        """Calling a wrong row «new» does not bring it in."""
        window = self._preview([["ФИО", "Стаж"], ["Белова Анна Ивановна", "31.02"]])
        window.line_ids.decision = "new"
        self.assertRefused(UserError, "B2", window.action_apply)

    def test_same_person_twice(self):
        """A second post is asked about; joined to the first one or kept apart."""
        rows = [
            ["ФИО", "Должность"],
            ["Белова Анна Ивановна", "учитель"],
            ["Белова Анна Ивановна", "педагог-организатор"],
            ["Белова Анна Ивановна", "учитель"],
        ]
        window = self._preview(rows)
        self.assertEqual(
            window.line_ids.sorted("row").mapped("state"),
            ["new", "unclear", "left_out"],
        )
        self.assertRefused(UserError, "Decide who this is: row 3", window.action_apply)
        self.assertFalse(self._named("Белова Анна Ивановна"))
        window.line_ids.filtered(lambda line: line.row == 3).decision = "same"
        window.action_apply()
        card = self._named("Белова Анна Ивановна")
        self.assertEqual(card.job_title, "учитель, педагог-организатор")
        namesakes = self._preview([*rows[:1], ["Зуева Анна Ильинична", "учитель"]] * 2)
        self.assertEqual(len(namesakes.line_ids), 2)

    def test_two_people_of_one_name(self):
        """The user says which of two namesakes a row is."""
        one = self._employee("Белова Анна Ивановна", job_title="учитель физики")
        two = self._employee("Белова Анна Ивановна", job_title="учитель химии")
        rows = [["ФИО", "Категория"], ["Белова Анна Ивановна", "первая"]]
        window = self._preview(rows)
        line = window.line_ids
        self.assertEqual(line.state, "unclear")
        self.assertIn("учитель физики", line.note)
        line.decision = "match"
        self.assertRefused(UserError, "Decide who this is", window.action_apply)
        line.employee_id = two.id
        window.action_apply()
        self.assertEqual(two.qualification_category, "first")
        self.assertFalse(one.qualification_category)

    def test_one_employee_for_two_rows(self):
        """Two rows cannot be one employee, and none of another school's."""
        self._employee("Белова Анна Ивановна", job_title="учитель")
        self._employee("Белова Анна Ивановна", job_title="учитель")
        window = self._preview(
            [["ФИО"], ["Белова Анна Ивановна"], ["Белова Анна Ивановна"]]
        )
        card = self._named("Белова Анна Ивановна")[0]
        window.line_ids.write({"decision": "match", "employee_id": card.id})
        self.assertRefused(UserError, "same employee is chosen", window.action_apply)
        other = self.root["res.company"].create({"name": "Другая школа"})
        stranger = self.root["hr.employee"].create(
            {"name": "Чужой Иван Ильич", "company_id": other.id}
        )
        window = self._preview([["ФИО"], ["Белова Анна Ивановна"]])
        window.line_ids.write({"decision": "match", "employee_id": stranger.id})
        self.assertRefused(UserError, "works in another school", window.action_apply)

    def test_staff_changed_since_the_preview(self):
        """A colleague was entered meanwhile: look again, and nobody is made twice."""
        window = self._preview([["ФИО"], ["Белова Анна Ивановна"]])
        self._employee("Белова Анна Ивановна")
        self.assertRefused(UserError, "since the preview", window.action_apply)
        window.action_preview()
        self.assertEqual(window.line_ids.state, "same")
        window.action_apply()
        self.assertEqual(len(self._named("Белова Анна Ивановна")), 1)

    def test_second_click(self):
        """The button pressed twice brings the list in once."""
        window = self._preview([["ФИО"], ["Белова Анна Ивановна"]])
        window.action_apply()
        window.action_apply()
        self.assertEqual(len(self._named("Белова Анна Ивановна")), 1)
        again = self._applied([["ФИО"], ["БЕЛОВА АННА ИВАНОВНА"]])
        self.assertEqual(again.line_ids.state, "same")
        self.assertEqual(len(self._named("Белова Анна Ивановна")), 1)

    def test_wrong_files(self):
        """A file that is no table is refused in one sentence, with the way out."""
        for content, sentence in (
            (b"%PDF-1.7", "This is a PDF"),
            (b"PK\x03\x04 broken", "damaged"),
            (b"<html></html>", "Save As"),
            ("ФИО\n".encode() + "Белова Анна\n".encode() * 50000, "5000 filled rows"),
            ("Кабинет;Этаж\n1;2\n".encode(), "No column with the full names"),
            ("ФИО;Этаж\n".encode(), "nobody in this list"),
        ):
            with self.subTest(sentence=sentence):
                window = self._window(content)
                self.assertRefused(UserError, sentence, window.action_preview)
                self.assertEqual(window.state, "draft")
        window = self.env["mentorship.staff.import"].create({})
        self.assertRefused(UserError, "Choose the file", window.action_preview)
        self.assertRefused(UserError, "Look at the preview", window.action_apply)

    def test_column_chosen_by_hand(self):
        """A column that was misunderstood is read as the user says."""
        window = self._preview(
            [["ФИО", "Кем трудится"], ["Белова Анна Ивановна", "Учитель"]]
        )
        self.assertFalse(window.line_ids.position)
        window.column_ids.filtered(lambda c: c.letter == "B").field = "position"
        window.action_preview()
        self.assertEqual(window.line_ids.position, "учитель")
        # Another file starts anew.
        rows = [["Должность", "ФИО"], ["учитель", "Яшина Дарья Львовна"]]
        window.data = base64.b64encode(staff_lists.workbook(rows))
        window.action_preview()
        self.assertEqual(window.line_ids.name, "Яшина Дарья Львовна")

    def test_known_post_is_not_made_again(self):
        """A post in another spelling is the one that exists; a short one adds none."""
        job = self.root["hr.job"].create(
            {"name": "Учитель Химии", "company_id": self.company.id}
        )
        window = self._applied(
            [
                ["ФИО", "Должность"],
                ["Белова Анна Ивановна", "учитель химии"],
                ["Иванова Ирина Ивановна", "учитель"],
            ]
        )
        self.assertEqual(self._named("Белова Анна Ивановна").job_id, job)
        self.assertEqual(self._line(window, "Иванова").state, "same")

    def test_years_say_no_day(self):
        """The same number of years changes no known day; another number does."""
        card = self._employee("Белова Анна Ивановна", teaching_since="2016-09-01")
        self._applied([["ФИО", "Педстаж"], ["Белова Анна Ивановна", 10]])
        self.assertEqual(card.teaching_since, date(2016, 9, 1))
        self._applied([["ФИО", "Педстаж"], ["Белова Анна Ивановна", 12]])
        self.assertEqual(card.teaching_since, date(2014, 11, 22))

    def test_yo_is_kept(self):
        """A list without ё does not take it away; a list with it brings it."""
        with_yo = self._employee("Семёнова Алёна Петровна")
        without = self._employee("Артемова Анна Ильинична")
        self._applied(
            [["ФИО"], ["Семенова Алена Петровна"], ["Артёмова Анна Ильинична"]]
        )
        self.assertEqual(with_yo.name, "Семёнова Алёна Петровна")
        self.assertEqual(without.name, "Артёмова Анна Ильинична")
        self.assertFalse(without.former_names)

    def test_banks(self):
        """Roles, categories of mentees, and areas of those who consented."""
        area = self.env.ref("school_mentorship.area_class")
        mentor = self._participant("mentor")
        self._consent(mentor, ["data_processing"])
        rows = [
            ["ФИО", "Роль", "Категория наставляемого", "Направления"],
            ["Иванова Ирина Ивановна", "наставник", None, "Классное руководство"],
            ["Белова Анна Ивановна", "наставляемый", "молодой", "классное руководство"],
        ]
        window = self._applied(rows)
        entry = self.env["mentorship.participant"].search([("role", "=", "mentee")])
        self.assertEqual(entry.name, "Белова Анна Ивановна")
        self.assertEqual(
            entry.category_ids, self.env.ref("school_mentorship.category_young")
        )
        self.assertEqual(mentor.area_line_ids.area_id, area)
        self.assertFalse(entry.area_line_ids, "no needs without the consent")
        self.assertIn("lack of a consent", window.result_text)
        self.assertEqual(window.action_open_participants()["domain"][0][2], entry.ids)
        rows[2][2:] = ["космонавт", "вязание"]
        window = self._preview(rows)
        self.assertIn("C3", self._line(window, "Белова").problem)
        self.assertIn("D3", self._line(window, "Белова").problem)

    def test_who_has_left(self):
        """Who is not in the list is offered as having left; his pair ends with it."""
        pair = self._assigned(
            mentor=self._participant("mentor", "second"), date_start="2026-11-01"
        )
        entry = pair.mentor_id
        rows = [["ФИО"], ["Иванова Ирина Ивановна"]]
        self.assertFalse(self._preview(rows).missing_ids)
        window = self._preview(rows, is_complete=True)
        self.assertEqual(
            set(window.missing_ids.mapped("name")),
            {person.name for key, person in self.staff.items() if key != "mentor"},
        )
        window.missing_ids.filtered(
            lambda line: line.name.startswith("Морозов")
        ).has_left = True
        window.action_apply()
        self.assertTrue(entry.date_out)
        drafts = self.env["mentorship.order"].search([("state", "=", "draft")])
        self.assertIn(pair, drafts.change_ids.pair_id)
        self.assertTrue(self.staff["second"].sudo().active, "the officer's business")
        self.assertIn("personnel officer", window.result_text)
        officer = self._as(self.users["officer"])
        window = self._preview(rows, env=officer, is_complete=True)
        window.missing_ids.filtered(
            lambda line: line.name.startswith("Морозов")
        ).has_left = True
        window.action_apply()
        action = window.action_register_departure()
        self.assertEqual(action["domain"], [("id", "in", self.staff["second"].ids)])
        # The HR administrator gets Odoo's window, filled in.
        self.users["officer"].group_ids += self.root.ref("hr.group_hr_manager")
        action = window.action_register_departure()
        departure = officer["hr.departure.wizard"].with_context(**action["context"])
        departure.create({}).action_register_departure()
        self.assertFalse(self.staff["second"].sudo().active)

    def test_template(self):
        """The table to fill in is offered, and understood when it comes back."""
        window = self.env["mentorship.staff.import"].create({})
        content = base64.b64decode(window.template)
        self.assertIn("/template/", window.action_template()["url"])
        book = openpyxl.load_workbook(io.BytesIO(content))
        sheet = book["Работники"]
        for column, value in enumerate(
            ("Белова Анна Ивановна", "учитель", "физика", 5, "первая"), 1
        ):
            sheet.cell(2, column, value)
        buffer = io.BytesIO()
        book.save(buffer)
        self._applied(buffer.getvalue())
        card = self._named("Белова Анна Ивановна")
        self.assertEqual(card.job_title, "учитель физики")
        self.assertEqual(card.qualification_category, "first")

    def test_same_card_as_by_hand(self):
        """Cards from a list have what Odoo gives to one entered by hand."""
        self._applied([["ФИО", "Должность"], ["Белова Анна Ивановна", "учитель"]])
        listed = self._named("Белова Анна Ивановна")
        by_hand = self._employee("Яшина Дарья Львовна", job_id=listed.job_id.id)
        self.assertTrue(listed.work_contact_id)
        self.assertEqual(listed.current_version_id, listed.version_id)
        skipped = {"id", "employee_id", "write_date", "create_date"}
        # Whoever made the card.
        skipped |= {"hr_responsible_id", "display_name"}
        versions = (listed.version_id, by_hand.version_id)
        names = [
            name
            for name, field in versions[0]._fields.items()
            if field.store
            and name not in skipped
            and field.type != "one2many"
            and not name.endswith("_uid")
        ]
        one, other = (version.read(names)[0] for version in versions)
        for name in names:
            with self.subTest(name=name):
                self.assertEqual(one[name], other[name])

    def test_preview_asks_as_often_for_many(self):
        """The preview of 60 people takes as many queries as that of 6."""
        counts = []
        for number in (6, 60):
            content = staff_lists.long_list(number)
            self._preview(content)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._preview(content)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)


@tagged("post_install", "-at_install")
class TestStaffImportRights(StaffImportCommon):
    """What a curator may reach through the list, and what not."""

    ROWS = [
        ["ФИО", "Должность", "E-mail", "Телефон"],
        ["Смирнов Александр Александрович", "директор", "evil@x.ru", "89120000000"],
        ["Морозов Сергей Павлович", "учитель истории", "m@school.ru", "89120000001"],
    ]

    def test_address_of_a_user(self):
        """The address by which somebody gets a new password is not overwritten."""
        director = self.staff["director"].sudo()
        login = director.user_id.email
        before = director.work_email
        window = self._applied(self.ROWS)
        self.assertEqual(director.work_email, before)
        self.assertEqual(director.user_id.email, login)
        self.assertEqual(self._line(window, "Смирнов").state, "same")
        self.assertEqual(self.staff["second"].sudo().work_email, "m@school.ru")

    def test_only_what_the_list_carries(self):
        """Nothing else on a card moves, whatever a client writes into a row."""
        card = self.staff["second"].sudo()
        window = self._preview(self.ROWS)
        line = self._line(window, "Морозов")
        line.data = {
            **line.data,
            "name": "Морозов Сергей Павлович",
            "user_id": self.users["outsider"].id,
            "active": False,
            "birthday": "1980-01-01",
            "company_id": 1,
            "wage": 1000000,
        }
        skipped = {
            "work_email",
            "work_phone",
            "job_id",
            "job_title",
            "is_custom_job_title",
            "write_date",
            "write_uid",
            "message_ids",
        }
        names = [
            name
            for name, field in card._fields.items()
            if field.store
            and name not in skipped
            and "last_" not in name
            and field.type not in ("one2many", "binary")
        ]
        before = card.read(names)
        window.action_apply()
        self.assertEqual(card.work_email, "m@school.ru")
        self.assertEqual(card.read(names), before)

    def test_no_hr_right_comes_along(self):
        """Having brought a list in, the curator still writes no card by hand."""
        self._applied([["ФИО"], ["Белова Анна Ивановна"]])
        card = self._named("Белова Анна Ивановна").with_env(self.env)
        with self.assertRaises(AccessError):
            card.write({"name": "Другая Анна Ивановна"})
        with self.assertRaises(AccessError):
            card.read(["former_names"])
        with self.assertRaises(AccessError):
            self.env["hr.employee"].create({"name": "Ещё Один Человек"})

    def test_other_schools(self):
        """A list goes into a school that the user works in."""
        other = self.root["res.company"].create({"name": "Другая школа"})
        window = self._window(staff_lists.single_column())
        window.company_id = other.sudo(False).id
        self.assertRefused(
            AccessError, "do not work in this school", window.action_preview
        )

    def test_who_may_open_it(self):
        """Neither a teacher nor the director, and nobody another one's window."""
        for role in ("mentor", "outsider", "director"):
            env = self._as(self.users[role])
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._window(staff_lists.single_column(), env)
        window = self._preview([["ФИО"], ["Белова Анна Ивановна"]])
        mine = window.with_env(self._as(self.users["officer"]))
        with self.assertRaises(AccessError):
            mine.action_apply()

    def test_personnel_officer(self):
        """The officer brings staff in, the banks stay the curator's."""
        officer = self._as(self.users["officer"])
        window = self._applied(staff_lists.tariff_list(), env=officer)
        self.assertTrue(self._named("Белова Елена Николаевна"))
        self.assertFalse(self.env["mentorship.participant"].search([]))
        self.assertIn("filled in by the curator", window.remark)
        for view in ("form",):
            officer["mentorship.staff.import"].get_view(view_type=view)

    def test_who_had_left_comes_back(self):
        """The officer opens the old card again; the curator cannot."""
        card = self._employee("Белова Анна Ивановна", active=False)
        rows = [["ФИО"], ["Белова Анна Ивановна"]]
        window = self._preview(rows)
        self.assertEqual(window.line_ids.state, "unclear")
        window.line_ids.decision = "match"
        self.assertRefused(UserError, "personnel officer", window.action_apply)
        window = self._preview(rows, env=self._as(self.users["officer"]))
        window.line_ids.decision = "match"
        window.action_apply()
        self.assertTrue(card.active)


@tagged("post_install", "-at_install")
class TestFormerNames(StaffImportCommon):
    """A name changed by marriage is the same person."""

    ROWS = [["ФИО", "Должность"], ["Белова Ирина Ивановна", "учитель математики"]]

    def _married(self):
        window = self._preview(self.ROWS)
        line = window.line_ids
        self.assertEqual((line.state, line.kind), ("unclear", "renamed"))
        self.assertIn("Иванова Ирина Ивановна", line.note)
        line.decision = "match"
        window.action_apply()

    def test_same_person(self):
        """The card gets the new name and keeps the old one, the entry follows."""
        entry = self._participant("mentor")
        self._married()
        card = self.staff["mentor"].sudo()
        self.assertEqual(card.name, "Белова Ирина Ивановна")
        self.assertEqual(card.former_names, "Иванова Ирина Ивановна (до 22.11.2026)")
        self.assertEqual(entry.name, "Белова Ирина Ивановна")
        self.assertEqual(entry.former_names, card.former_names)
        # The old list is still understood, and takes nothing back.
        window = self._applied([["ФИО"], ["Иванова Ирина Ивановна"]])
        self.assertEqual(window.line_ids.state, "same")
        self.assertEqual(card.name, "Белова Ирина Ивановна")

    def test_another_person(self):
        """The user may say that it is somebody else."""
        window = self._preview(self.ROWS)
        window.line_ids.write({"decision": "new", "employee_id": False})
        window.action_apply()
        self.assertEqual(len(self._named("Белова Ирина Ивановна")), 1)
        self.assertEqual(self.staff["mentor"].sudo().name, "Иванова Ирина Ивановна")

    def test_search_finds_both(self):
        """Old name and new name find the person, the pair and the consents."""
        pair = self._pair()
        consents = self._consent(pair.mentor_id)
        self._married()
        self.env.flush_all()
        entry = pair.mentor_id
        for name in ("Иванова", "Белова"):
            with self.subTest(name=name):
                for model, record in (
                    ("hr.employee", self.staff["mentor"]),
                    ("mentorship.participant", entry),
                ):
                    found = [pid for pid, _n in self.env[model].name_search(name)]
                    self.assertEqual(found, record.ids)
                self.assertIn(pair, self._by_filter("mentorship.pair", name))
                self.assertEqual(self._by_filter("mentorship.consent", name), consents)
                self.assertEqual(self._by_filter("mentorship.participant", name), entry)
        teacher = self._as(self.users["outsider"])
        self.assertFalse(teacher["hr.employee"].name_search("Иванова"))

    def _by_filter(self, model, text):
        """What typing a text into the first search field finds."""
        view = self.env[model].get_view(view_type="search")
        node = etree.fromstring(view["arch"]).find("field[@filter_domain]")
        domain = safe_eval(node.get("filter_domain"), {"self": text})
        return self.env[model].search(domain)

    def test_papers_keep_the_name(self):
        """A sheet printed under the old name stays as it was printed."""
        mentor = self._participant("mentor")
        consent = self.env["mentorship.consent"].create(
            {"partner_id": mentor.partner_id.id, "kind": "mentor_duties"}
        )
        consent.action_print()
        frozen = consent.frozen_html
        self.assertIn("Иванов", frozen)
        self._married()
        self.assertEqual(consent.frozen_html, frozen)
        self.assertEqual(consent.name, "Белова Ирина Ивановна")

    def test_renamed_by_the_officer(self):
        """A new surname typed on the card keeps the old one; a slip does not."""
        officer = self._as(self.users["officer"])
        card = self.staff["second"].with_env(officer)
        card.name = "Морозов-Белый Сергей Павлович"
        self.assertIn("Морозов Сергей Павлович", card.former_names)
        other = self.staff["novice"].with_env(officer)
        other.name = "Лебедьева Анна Юрьевна"
        other.name = "Лебедева Анна Юрьевна"
        self.assertFalse(other.former_names)
        found = officer["hr.employee"].name_search("Морозов Сергей")
        self.assertEqual([pid for pid, _name in found], card.ids)

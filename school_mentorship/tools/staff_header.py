"""The header of a staff list: where it stands, and what each column holds.

It may stand anywhere in the first rows and take two of them; the columns have any names
and any order. A list without any header is understood by what stands in its columns.
"""

import re
from dataclasses import dataclass

from . import staff_names
from . import staff_values as values
from .russian import search_key
from .spreadsheet import Sheet, column_letter

HEADER_ROWS = 40
SAMPLE = 30

# What a column can hold, in the order in which a user would look for it.
FIELDS = (
    "name",
    "surname",
    "first_name",
    "patronymic",
    "position",
    "subject",
    "category",
    "category_date",
    "category_until",
    "experience",
    "hire_date",
    "birthday",
    "email",
    "phone",
    "role",
    "is_mentor",
    "is_mentee",
    "mentee_category",
    "areas",
)

# Headers by what they say; the first that matches wins. Compared without punctuation.
_HEADERS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        # Other people's names and numbers that are no experience.
        (None, r".*\b(?:руководител|супруг|ребенк|дети|паспорт|снилс|инн)\w*\b.*"),
        (None, r".*\b(?:наставник|наставляем\w*) фио.*|фио (?:наставник|наставляем).*"),
        ("areas", r"(?:направлен|запрос|чем готов|дефицит|затруднен|компетенц).*"),
        ("mentee_category", r"категори\w* наставляем.*|кем является наставляем.*"),
        (
            "role",
            r"роль.*|участие в наставничестве|наставник или наставляем.*"
            r"|наставник наставляем\w*|статус в наставничестве",
        ),
        ("is_mentor", r"(?:готов\w* (?:быть )?)?наставник\w*(?: да нет)?"),
        (
            "is_mentee",
            r"(?:нужен наставник|наставляем\w*|молодой (?:спец|педагог)\w*)"
            r"(?: да нет)?",
        ),
        ("surname", r"фамилия"),
        ("first_name", r"имя"),
        ("patronymic", r"отчество(?: при наличии)?"),
        (
            "name",
            r"ф ?и ?о\b.*|фамилия имя.*|фамилия и имя.*|фамилия инициалы"
            r"|(?:список )?(?:сотрудник|работник|педагог)(?:а|и|ов)?"
            r"(?: (?:школы|организации|оо|полностью))?"
            r"|педагогическ\w+ работник\w*|учител\w+|преподавател\w+|кто",
        ),
        (
            "category_until",
            r".*(?:действ\w* (?:до|категор)|срок (?:действия|окончан)"
            r"|окончани\w* (?:срока|действ|категор)).*",
        ),
        (
            "category_date",
            r".*(?:дата (?:аттестац|присвоен|установлен|категор)"
            r"|(?:присвоен|установлен)\w* (?:дата|когда|категор)"
            r"|категори\w* дата|год аттестац|аттестац\w* дата).*",
        ),
        ("category", r".*(?:категори|квалиф\w* категор|кв кат|аттестац).*|кк"),
        ("birthday", r".*(?:рожден|\bд р\b|\bдр\b).*"),
        (
            "hire_date",
            r".*(?:дата (?:прием|поступлен|трудоустр|начала работы в)"
            r"|(?:принят|прием)\w* на работу|работает (?:в школе )?с"
            r"|в (?:школе|организации|учреждении|оо) с|дата приказа о приеме).*",
        ),
        (
            "experience",
            r".*(?:пед\w*(?: деятельности| работы)? стаж|стаж\w*(?: \w+)? пед"
            r"|пед стаж|педстаж|педагогическая деятельность с"
            r"|начало пед\w*).*",
        ),
        # The total experience counts only where there is no pedagogical one.
        (
            "total",
            r".*(?:общ\w* (?:труд\w* )?стаж|стаж\w* (?:работы )?общ|труд\w* стаж).*",
        ),
        ("experience", r"стаж(?: работы)?(?: лет| полных лет)?|опыт(?: работы)?"),
        (None, r".*стаж.*"),
        ("subject", r".*(?:предмет|дисциплин).*"),
        ("position", r".*должност.*|.*специальность по штат.*|кем работает"),
        ("email", r".*(?:e ?mail|эл\w* (?:почт|адрес)|почт|имейл|емейл).*"),
        ("phone", r".*(?:телефон|тел\b|моб\b|контакт|сотов).*"),
    )
)


@dataclass
class Column:
    """A column of the list.

    :ivar number: from 1 on
    :ivar header: as written, empty without one
    :ivar field: one of `FIELDS`, or None when the column is not read
    :ivar sample: the first value in it
    """

    number: int
    header: str
    field: str | None = None
    sample: str = ""

    @property
    def letter(self) -> str:
        return column_letter(self.number)


class NoNames(Exception):
    """No column with names of people was found, or was chosen."""


def _header_key(value) -> str:
    if not isinstance(value, str) or len(value) > 200:
        return ""
    return " ".join(re.sub(r"[^\w]+", " ", search_key(value)).split())


def field_of(value) -> str | None:
    """The field that a header names, ``total`` for the total experience."""
    key = _header_key(value)
    if key:
        for name, pattern in _HEADERS:
            if pattern.fullmatch(key):
                return name
    return None


def cell_of(rows: list[list], row: int, column: int):
    """The value at a place counted from 1; None outside."""
    line = rows[row - 1] if 0 < row <= len(rows) else ()
    return line[column - 1] if column <= len(line) else None


def unmerged(
    sheet: Sheet,
) -> tuple[list[list], dict[tuple[int, int], tuple[int, int]]]:
    """The rows with the value of a merged area in each of its cells.

    :returns: the rows, and for each such cell the one where the area begins
    """
    rows = [list(row) for row in sheet.rows]
    origin = {}
    for top, left, bottom, right in sheet.merged:
        value = cell_of(rows, top, left)
        for row in range(top, min(bottom, len(rows)) + 1):
            line = rows[row - 1]
            for column in range(left, min(right, 60) + 1):
                if (row, column) != (top, left):
                    origin[row, column] = (top, left)
                    line.extend([None] * (column - len(line)))
                    line[column - 1] = value
    return rows, origin


def header_score(fields: list[str | None]) -> int:
    found = {name for name in fields if name}
    if not found & {"name", "surname"}:
        return 0
    return len(found)


def find_header(sheet: Sheet) -> tuple[int, list[str]]:
    """The row of the header and the headers by columns.

    :returns: (number of its last row, texts); (0, []) when there is none
    """
    rows, origin = unmerged(sheet)
    best, result = 0, (0, [])
    for number in range(1, min(len(rows), HEADER_ROWS) + 1):
        line = rows[number - 1]
        # A title over the whole width is no header, whatever its words.
        if (
            len({search_key(str(v)) for v in line if v is not None}) < 2
            and len(line) > 1
        ):
            continue
        if any(staff_names.looks_like_name(value) for value in line):
            continue  # a person already: «Учитель», «I кв. кат.» are no headers here
        texts = [str(value) if isinstance(value, str) else "" for value in line]
        score = header_score([field_of(text) for text in texts])
        if score > best:
            best, result = score, (number, texts)
    number, texts = result
    if number and _goes_on(rows, origin, number):
        below = rows[number]
        width = max(len(texts), len(below))
        joined = []
        for column in range(1, width + 1):
            upper = cell_of(rows, number, column)
            lower = below[column - 1] if column <= len(below) else None
            parts = [str(v) for v in (upper, lower) if isinstance(v, str)]
            if origin.get((number + 1, column)) == origin.get(
                (number, column), (number, column)
            ):
                parts = parts[:1]  # one cell over both rows
            text = " ".join(parts)
            # «Стаж» over «общий» and «педагогический»; the lower one may say all.
            if field_of(text) is None and len(parts) > 1:
                text = next((p for p in reversed(parts) if field_of(p)), text)
            joined.append(text)
        result = (number + 1, joined)
    return result


def _goes_on(rows: list[list], origin: dict, number: int) -> bool:
    """Whether the header takes the next row too: nobody's name stands there."""
    if number >= len(rows):
        return False
    below = rows[number]
    own = [
        value
        for column, value in enumerate(below, 1)
        if value is not None and (number + 1, column) not in origin
    ]
    if not own or any(
        not isinstance(v, str) or staff_names.looks_like_name(v) for v in own
    ):
        return False
    spans = any(
        row == number + 1 and start[0] <= number for (row, _c), start in origin.items()
    )
    names = [
        column
        for column, value in enumerate(rows[number - 1], 1)
        if field_of(value) in ("name", "surname")
    ]
    unnamed = all(
        cell_of(rows, number + 1, column) is None
        or (number + 1, column) in origin
        or field_of(cell_of(rows, number + 1, column)) in ("surname", "first_name")
        for column in names
    )
    return unnamed and (spans or any(field_of(value) for value in own))


def columns_of(sheet: Sheet) -> tuple[int, list[Column]]:
    """The columns of a sheet and what each of them seems to hold.

    :returns: (last row of the header, 0 without one; columns)
    :raises NoNames: when nothing looks like a list of people
    """
    header_row, headers = find_header(sheet)
    rows, _origin = unmerged(sheet)
    width = max((len(row) for row in rows), default=0)
    columns = []
    for number in range(1, width + 1):
        sample = [
            value
            for row in rows[header_row:]
            if (value := row[number - 1] if number <= len(row) else None) is not None
        ]
        header = headers[number - 1] if number <= len(headers) else ""
        if sample or header:
            columns.append((Column(number, " ".join(header.split())), sample[:SAMPLE]))
    for column, sample in columns:
        column.sample = values.text_of(sample[0])[:60] if sample else ""
    if header_row:
        _by_header(columns)
    else:
        _by_content(columns)
    result = [column for column, _sample in columns]
    chosen = {column.field for column in result}
    if not chosen & {"name", "surname"}:
        raise NoNames
    return header_row, result


def _by_header(columns: list[tuple[Column, list]]) -> None:
    """Give each field to the first column whose header names it."""
    taken = set()
    total = None
    for column, sample in columns:
        name = field_of(column.header)
        if name == "total":
            total = total or column
        elif name and name not in taken and _fits(name, sample):
            column.field = name
            taken.add(name)
    if total and "experience" not in taken:
        total.field = "experience"
    if "surname" in taken and "name" in taken:
        # «Учитель» beside «Фамилия», «Имя»: the full name is the column that holds it.
        for column, sample in columns:
            if column.field == "name":
                if "first_name" in taken or not sample:
                    column.field = None
    elif "surname" in taken and "first_name" not in taken:
        for column, _sample in columns:
            if column.field == "surname":
                column.field = "name"


def _fits(name: str, sample: list) -> bool:
    """Whether the values are of the kind at all: «Наставник» may hold names."""
    readers = {"is_mentor": values.read_flag, "is_mentee": values.read_flag}
    if name not in readers or not sample:
        return True
    good = 0
    for value in sample:
        try:
            readers[name](value)
            good += 1
        except values.BadValue:
            continue
    return 2 * good > len(sample)


def _by_content(columns: list[tuple[Column, list]]) -> None:
    """A list without a header: names look like names, posts like posts."""
    for column, sample in columns:
        texts = [value for value in sample if isinstance(value, str)]
        if not texts or 2 * len(texts) < len(sample):
            continue
        taken = {other.field for other, _sample in columns}
        names = sum(staff_names.looks_like_name(text) for text in texts)
        posts = sum(bool(staff_names.POST.search(search_key(text))) for text in texts)
        if "name" not in taken and 10 * names >= 6 * len(texts):
            column.field = "name"
        elif "position" not in taken and 10 * posts >= 6 * len(texts):
            column.field = "position"

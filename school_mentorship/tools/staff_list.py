"""A school's list of its staff, as schools keep it: from a sheet to people.

Below its header (`staff_header`) the list is cut up by headings of sections, repeats
people with a second post, ends with a line for the director's signature. What was
understood how is part of the result: the reader of the preview shall see it and be
able to correct it.
"""

import datetime
import re
from dataclasses import dataclass, field

from . import staff_names, staff_positions
from . import staff_values as values
from .name_parts import normalize_name
from .russian import search_key
from .spreadsheet import Sheet, column_letter
from .staff_header import (
    Column,
    NoNames,
    cell_of,
    columns_of,
    field_of,
    find_header,
    header_score,
    unmerged,
)

_SKIPPED = re.compile(r"(?:ваканс|вакант|итого|всего|в том числе)\w*\b.*")


@dataclass(frozen=True)
class Problem:
    """Something to tell about a cell or a row.

    :ivar kind: from a closed list; the caller has the words
    :ivar cell: «C17», or «17» for a whole row
    :ivar value: what stands there
    :ivar values: more for the sentence
    """

    kind: str
    cell: str
    value: str = ""
    values: dict = field(default_factory=dict)


@dataclass
class Person:
    """A person of the list; also who is given with a second post only."""

    row: int
    name: str = ""
    former: str = ""
    position: str = ""
    since: datetime.date | None = None
    years: int | None = None
    category: str = ""
    category_until: datetime.date | None = None
    hire_date: datetime.date | None = None
    birthday: datetime.date | None = None
    email: str = ""
    phone: str = ""
    roles: frozenset = frozenset()
    mentee_category: str = ""
    areas: tuple[str, ...] = ()
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, ...]:
        return staff_names.name_key(self.name)


@dataclass
class StaffList:
    """What a sheet says.

    :ivar header_row: the last row of the header; 0 for a list without one
    :ivar columns: all filled columns
    :ivar people: in the order of the list
    :ivar left_out: rows that are no people: (row, text)
    """

    header_row: int
    columns: list[Column]
    people: list[Person]
    left_out: list[tuple[int, str]]


def read_list(
    sheet: Sheet,
    day: datetime.date,
    mapping: dict[int, str] | None = None,
) -> StaffList:
    """The people of a sheet.

    :param sheet: as read from the file
    :param day: the day for which the list was made: years of service count from it
    :param mapping: number of the column → field, when the user has chosen; guessed
        from the header otherwise
    :raises NoNames: when no column holds names
    """
    if mapping is None:
        header_row, columns = columns_of(sheet)
    else:
        header_row = find_header(sheet)[0]
        columns = _columns_chosen(sheet, header_row, mapping)
    chosen = {column.field: column.number for column in columns if column.field}
    if not {"name", "surname"} & chosen.keys():
        raise NoNames
    reader = _Reader(sheet, day, chosen)
    reader.go_through(header_row)
    return StaffList(header_row, columns, reader.people, reader.left_out)


def _columns_chosen(sheet, header_row, mapping) -> list[Column]:
    try:
        columns = columns_of(sheet)[1]
    except NoNames:
        columns = [Column(number, "") for number in sorted(mapping)]
    for column in columns:
        column.field = mapping.get(column.number)
    return columns


class _Reader:
    """Goes through the rows of a sheet."""

    def __init__(self, sheet: Sheet, day: datetime.date, chosen: dict[str, int]):
        self.rows, self.origin = unmerged(sheet)
        self.day = day
        self.chosen = chosen
        self.people: list[Person] = []
        self.left_out: list[tuple[int, str]] = []
        self.name_column = chosen.get("name") or chosen["surname"]
        # «12.5» typed among numbers of years becomes the 12 May for Excel.
        self.counts_years = False

    def go_through(self, header_row: int) -> None:
        experience = [
            value
            for row in range(header_row + 1, len(self.rows) + 1)
            if (value := self._value(row, "experience")) is not None
        ]
        numbers = [value for value in experience if isinstance(value, int | float)]
        self.counts_years = 2 * len(numbers) > len(experience)
        after_gap = False
        for row in range(header_row + 1, len(self.rows) + 1):
            line = [value for value in self.rows[row - 1] if value is not None]
            if not line:
                after_gap = bool(self.people)
            elif text := self._no_person(row, line, after_gap):
                self.left_out.append((row, text[:80]))
            elif self._is_continuation(row):
                self._go_on(row)
            else:
                self._person(row)

    def _value(self, row: int, name: str):
        column = self.chosen.get(name)
        return cell_of(self.rows, row, column) if column else None

    def _place(self, row: int, name: str) -> str:
        column = self.chosen.get(name)
        return f"{column_letter(column)}{row}" if column else str(row)

    def _no_person(self, row: int, line: list, after_gap: bool) -> str:
        """The text of a row that is no person, empty for a person."""
        texts = [values.text_of(value) for value in line]
        first = next(text for text in texts if text) if any(texts) else "–"
        if all(isinstance(value, int | float) for value in line) and len(line) > 2:
            return " ".join(texts)  # the numbers of the columns
        name = values.text_of(
            self._value(row, "name" if "name" in self.chosen else "surname")
        )
        if _SKIPPED.fullmatch(search_key(name)) or (
            not name and _SKIPPED.fullmatch(search_key(first))
        ):
            return name or first
        whole = len({search_key(text) for text in texts}) == 1
        if (
            whole
            and (len(self.chosen) > 1 or after_gap)
            and not staff_names.looks_like_name(first)
        ):
            # One text in the row, or over its whole width: a heading of a section,
            # unless it is the name of somebody of whom nothing else is known.
            width = max((len(r) for r in self.rows), default=1)
            if width > 1 and not re.fullmatch(r"\d+\.?", first):
                return first
        if name and self._is_repeated_header(row):
            return first
        if after_gap and not self._is_numbered(row):
            try:
                if not staff_names.looks_like_name(self._name(row).full):
                    return first
            except values.BadValue:
                return first  # the director's signature, the author of the list
        return ""

    def _is_repeated_header(self, row: int) -> bool:
        line = self.rows[row - 1]
        named = field_of(cell_of(self.rows, row, self.name_column))
        return bool(named) and header_score([field_of(value) for value in line]) >= 2

    def _is_numbered(self, row: int) -> bool:
        value = cell_of(self.rows, row, 1)
        return isinstance(value, int | float) and self.name_column != 1

    def _is_continuation(self, row: int) -> bool:
        """A row under a name merged over several rows: the same person's."""
        start = self.origin.get((row, self.name_column))
        return bool(
            start
            and start[1] == self.name_column
            and self.people
            and self.people[-1].cells.get("_first", self.people[-1].row) == start[0]
        )

    def _go_on(self, row: int) -> None:
        person = self.people[-1]
        post = self._position(row, person)
        if post and post not in person.position.split(", "):
            person.position = ", ".join(filter(None, (person.position, post)))
        for name in self.chosen:
            if name not in ("name", "surname", "first_name", "patronymic", "position"):
                self._read(person, row, name, again=True)

    def _name(self, row: int) -> staff_names.Name:
        if "name" in self.chosen:
            return staff_names.read_name(self._value(row, "name"))
        parts = []
        for name in ("surname", "first_name", "patronymic"):
            value = self._value(row, name)
            values.check_formula(value)
            text = values.text_of(value)
            parts.append("" if text in ("-", "–", "—") else text)
        if not any(parts):
            raise values.BadValue("no_name")
        if not all(parts[:2]):
            raise values.BadValue("not_a_name")
        surname = parts[0]
        full = staff_names.read_name(" ".join(filter(None, parts)))
        # Three columns say themselves which word is which: a surname «Иван» stays one.
        plain = re.sub(r"\s*\([^)]*\)", "", surname)
        words = normalize_name(" ".join([plain, *parts[1:]]))
        if staff_names.name_key(words) == staff_names.name_key(full.full):
            full = staff_names.Name(
                words, full.former, full.post, full.note, full.letters
            )
        return full

    def _person(self, row: int) -> None:
        person = Person(row)
        person.cells = {
            name: self._place(row, name)
            for name in self.chosen
            if self._value(row, name) is not None
        }
        self.people.append(person)
        kind = "name" if "name" in self.chosen else "surname"
        place = self._place(row, kind)
        try:
            name = self._name(row)
        except values.BadValue as error:
            text = values.text_of(self._value(row, kind))
            person.name = text[:100]
            person.problems.append(Problem(error.kind, place, text[:100]))
            name = None
        if name:
            person.name, person.former = name.full, name.former
            if name.note:
                person.remarks.append(Problem("bracket", place, name.note))
            if name.letters:
                person.remarks.append(Problem("latin_letters", place, name.full))
        person.position = self._position(row, person, name.post if name else "")
        for field_name in self.chosen:
            self._read(person, row, field_name)
        self._settle(person, row)

    def _position(self, row: int, person: Person, behind_name: str = "") -> str:
        value = self._value(row, "position")
        try:
            return staff_positions.clean_position(
                value or behind_name, self._value(row, "subject")
            )
        except values.BadValue as error:
            person.problems.append(
                Problem(error.kind, self._place(row, "position"), values.text_of(value))
            )
            return ""

    def _read(self, person: Person, row: int, name: str, again: bool = False) -> None:
        """Read one cell into the person.

        :param again: in a further row of the same person: only what is still missing
        """
        reader = getattr(self, f"_read_{name}", None)
        value = self._value(row, name)
        if not reader or value is None:
            return
        if again and ((row, self.chosen[name]) in self.origin or name in person.cells):
            return
        person.cells.setdefault(name, self._place(row, name))
        try:
            reader(person, value)
        except values.BadValue as error:
            person.problems.append(
                Problem(
                    error.kind,
                    self._place(row, name),
                    values.text_of(value)[:100],
                    {**error.values, "field": name},
                )
            )

    def _read_experience(self, person, value):
        if self.counts_years and isinstance(value, datetime.date):
            raise values.BadValue("number_as_date")
        found = values.read_experience(value, day=self.day)
        if found:
            person.since, person.years = found.since, found.years

    def _read_category(self, person, value):
        try:
            found = values.read_category(value, latest=self._soon(10))
        except values.BadValue as error:
            if error.kind != "second_category":
                raise
            person.remarks.append(
                Problem(error.kind, person.cells["category"], values.text_of(value))
            )
            return
        if found:
            person.category = found.key
            if found.date and found.is_until:
                person.category_until = found.date
            elif found.date:
                person.category_until = values.category_end(found.key, found.date)

    def _read_category_until(self, person, value):
        text = search_key(values.text_of(value))
        if re.match(r"бессроч|без срок", text):
            return
        person.category_until = values.read_date(value, latest=self._soon(10))

    def _read_hire_date(self, person, value):
        person.hire_date = values.read_date(value, latest=self._soon(1))

    def _read_birthday(self, person, value):
        person.birthday = values.read_date(value, latest=self.day)

    def _read_email(self, person, value):
        person.email = values.read_email(value)

    def _read_phone(self, person, value):
        person.phone = values.read_phone(value)

    def _read_role(self, person, value):
        person.roles |= values.read_role(value)

    def _read_is_mentor(self, person, value):
        if values.read_flag(value):
            person.roles |= {"mentor"}

    def _read_is_mentee(self, person, value):
        if values.read_flag(value):
            person.roles |= {"mentee"}

    def _read_mentee_category(self, person, value):
        values.check_formula(value)
        text = values.text_of(value)
        person.mentee_category = "" if text in ("-", "–", "—") else text

    def _read_areas(self, person, value):
        values.check_formula(value)
        pieces = re.split(r"[;\n]", str(value))
        person.areas = tuple(
            text for piece in pieces if (text := values.text_of(piece).strip(" .,-–"))
        )

    def _soon(self, years: int) -> datetime.date:
        return datetime.date(self.day.year + years, 12, 31)

    def _settle(self, person: Person, row: int) -> None:
        """What needs two cells: the end of a category by the day of its decision."""
        value = self._value(row, "category_date")
        if value is not None:
            try:
                given = values.read_date(value, latest=self.day)
            except values.BadValue as error:
                place = self._place(row, "category_date")
                text = values.text_of(value)[:100]
                person.problems.append(
                    Problem(error.kind, place, text, {"field": "category_date"})
                )
                given = None
            if given and not person.category_until and person.category:
                person.category_until = values.category_end(person.category, given)
        if person.category in ("", "none"):
            person.category_until = None
        if person.since and person.birthday and person.since < person.birthday:
            person.problems.append(
                Problem(
                    "before_birth",
                    person.cells.get("experience", str(person.row)),
                    values.text_of(person.since),
                )
            )
        if person.mentee_category and not person.roles:
            person.roles = frozenset({"mentee"})

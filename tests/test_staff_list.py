"""The staff list from outside: a file goes in, people and banks come out."""

import base64
import io
import re

import openpyxl
import pytest
from outside import Refused, is_russian

HEADER = ["№", "Ф.И.О.", "Должность", "Пед. стаж", "Категория", "Роль"]
STAFF = [
    [1, "Зорина Вера Львовна", "УЧИТЕЛЬ НАЧ. КЛ.", 12, "высшая", "наставник"],
    [2, "Зорин Лев Ильич", "учитель физики", "1 год", "б/к", "наставляемый"],
]


def workbook(*rows):
    """A table as the clerk saves it, ready to be sent."""
    book = openpyxl.Workbook()
    for row in (HEADER, *rows):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return base64.b64encode(buffer.getvalue()).decode()


def preview(curator, data, **vals):
    """The window with a file, looked at; its id."""
    window = curator.create(
        "mentorship.staff.import", {"data": data, "is_complete": False, **vals}
    )
    curator("mentorship.staff.import", "action_preview", ids=window)
    return window


def lines_of(curator, window):
    """What the preview says, row by row."""
    return curator.find(
        "mentorship.staff.import.line",
        [("import_id", "=", window)],
        *("row", "name", "position", "state", "problem", "changes"),
    )


@pytest.fixture(scope="module")
def school(listed_school):
    """Whom the list brings stays in the banks: nobody else counts them."""
    return listed_school


def test_list_comes_in(school):
    """Preview, the button, the banks; the same list again changes nothing."""
    curator = school.curator
    window = preview(curator, workbook(*STAFF))
    lines = lines_of(curator, window)
    assert [line.state for line in lines] == ["new", "new"]
    assert lines[0].position == "учитель начальных классов"
    assert is_russian(lines[0].changes)
    curator("mentorship.staff.import", "action_apply", ids=window)
    bank = curator.find(
        "mentorship.participant", [("name", "like", "Зорин")], "name", "role"
    )
    assert {(person.name, person.role) for person in bank} == {
        ("Зорина Вера Львовна", "mentor"),
        ("Зорин Лев Ильич", "mentee"),
    }
    again = preview(curator, workbook(*STAFF))
    assert {line.state for line in lines_of(curator, again)} == {"same"}


def test_refusals_are_sentences(school):
    """A wrong cell and a wrong file are refused in Russian, and nothing comes in."""
    curator = school.curator
    wrong = [3, "Пчёлкина Яна Львовна", "учитель", "31.02.2010", "", ""]
    window = preview(curator, workbook(wrong))
    with pytest.raises(Refused) as refused:
        curator("mentorship.staff.import", "action_apply", ids=window)
    assert "D2" in refused.value.message and is_russian(refused.value.message)
    assert not curator.find("hr.employee.public", [("name", "like", "Пчёлкин")], "name")
    for content in (b"%PDF-1.7", b"<html></html>", b"PK\x03\x04"):
        with pytest.raises(Refused) as refused:
            preview(curator, base64.b64encode(content).decode())
        assert refused.value.status == 422
        # Names of programs and formats are what they are.
        sentence = re.sub("PDF|Excel|xlsx", "", refused.value.message)
        assert is_russian(sentence)
    with pytest.raises(Refused):
        preview(school.teacher, workbook(*STAFF))

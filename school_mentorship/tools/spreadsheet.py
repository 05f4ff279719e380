"""Tables as schools save them, read into plain rows: XLSX, old XLS, CSV.

What a file is decides its content and not its name: a Word document called
«список.xlsx» is met every day. Whatever cannot be read is refused with a reason from
a closed list, which the caller puts into words.
"""

import csv
import datetime
import io
import re
import statistics
import zipfile
from dataclasses import dataclass, field

MAX_BYTES = 10 * 2**20
# What an archive of that size may unpack to: a real list of staff needs a hundredth.
MAX_UNPACKED = 200 * 2**20
MAX_ROWS = 5000
MAX_COLUMNS = 60
MAX_TEXT = 1000
# Sheets «formatted to the very end» have a million empty rows behind the last person.
_MAX_BLANK = 1000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*ref=\"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)\""
)


class FileProblem(Exception):
    """A file that cannot be read as a table.

    :ivar kind: ``empty``, ``too_big``, ``too_many_rows``, ``password``, ``broken``,
        ``word``, ``opendocument``, ``pdf``, ``web_page``, ``old_xml``, ``old_excel``,
        ``picture``, ``unknown`` or ``no_sheet``
    :ivar values: what the sentence about it may name
    """

    def __init__(self, kind: str, **values):
        super().__init__(kind)
        self.kind = kind
        self.values = values


@dataclass(frozen=True)
class Sheet:
    """A sheet: its values by rows, and its merged areas.

    :ivar name: as on the tab; empty for CSV
    :ivar rows: values (``None``, text, number, date) from row 1 on
    :ivar merged: areas (first row, first column, last row, last column) from 1 on
    """

    name: str
    rows: list[list]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def column_letter(number: int) -> str:
    """«C» for 3.

    :param number: of the column, from 1 on
    """
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def read(content: bytes) -> list[Sheet]:
    """The visible sheets of a file that hold anything.

    :param content: the bytes of the file; its name is not looked at
    :returns: at least one sheet
    :raises FileProblem: saying what the file is instead
    """
    if not content or not content.strip(b"\0 \r\n\t"):
        raise FileProblem("empty")
    if len(content) > MAX_BYTES:
        raise FileProblem("too_big", limit=MAX_BYTES // 2**20)
    sheets = [sheet for sheet in _reader(content)(content) if sheet.rows]
    if not sheets:
        raise FileProblem("no_sheet")
    return sheets


def _reader(content: bytes):
    """The function that reads this content.

    :raises FileProblem: when nobody can
    """
    if content.startswith(_OLE):
        return _read_xls
    if content.startswith(b"PK"):
        return _read_zip
    if content.startswith(b"%PDF"):
        raise FileProblem("pdf")
    if content.startswith(b"{\\rtf"):
        raise FileProblem("word")
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*", b"MM")):
        raise FileProblem("picture")
    head = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(b"<?xml") and b"spreadsheet" in head:
        raise FileProblem("old_xml")
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"mime-version")):
        raise FileProblem("web_page")
    return _read_csv


# --------------------------------------------------------------------------------------
# XLSX
# --------------------------------------------------------------------------------------


def _read_zip(content: bytes) -> list[Sheet]:
    """XLSX; other archives are named."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise FileProblem("too_big", limit=MAX_BYTES // 2**20)
            if "xl/workbook.xml" not in names:
                raise FileProblem(_kind_of_archive(archive, names))
            for name in names:
                # A table of a school has no document type of its own; entities of
                # one could grow without end.
                if name.endswith((".xml", ".rels")):
                    with archive.open(name) as part:
                        if b"<!DOCTYPE" in part.read(1024):
                            raise FileProblem("broken")
            return _read_xlsx(content, archive)
    except FileProblem:
        raise
    except Exception as error:
        # A damaged archive breaks in any of a dozen ways (zlib, CRC, password, …).
        raise FileProblem("broken") from error


def _kind_of_archive(archive: zipfile.ZipFile, names: set[str]) -> str:
    if any(name.startswith("word/") for name in names):
        return "word"
    if "mimetype" in names:
        kind = archive.read("mimetype")[:100]
        if b"opendocument.text" in kind:
            return "word"
        if b"opendocument" in kind:
            return "opendocument"
    if "xl/workbook.bin" in names:
        return "old_excel"
    return "unknown"


def _read_xlsx(content: bytes, archive: zipfile.ZipFile) -> list[Sheet]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True
        )
        sheets = []
        for tab in book.worksheets:
            if tab.sheet_state != "visible":
                continue
            tab.reset_dimensions()  # some programs write a wrong size
            rows = _limited(tab.iter_rows(values_only=True), tab.title)
            path = getattr(tab, "_worksheet_path", "").lstrip("/")
            merged = _merged(archive, path) if path else []
            sheets.append(Sheet(tab.title, rows, merged))
        return sheets
    except FileProblem:
        raise
    except Exception as error:
        # openpyxl answers a damaged file with whatever broke inside it: KeyError,
        # ParseError, ValueError of a cell, …
        raise FileProblem("broken") from error


def _merged(archive: zipfile.ZipFile, path: str) -> list[tuple[int, int, int, int]]:
    """The merged areas: the fast way of openpyxl to read does not tell them."""
    try:
        found = _MERGED.findall(archive.read(path))
    except KeyError:
        return []
    return [
        (
            int(top),
            _column_number(left.decode()),
            int(bottom),
            _column_number(right.decode()),
        )
        for left, top, right, bottom in found[:MAX_ROWS]
    ]


def _limited(rows, name: str) -> list[list]:
    """Rows without the empty ones behind the last filled row.

    :raises FileProblem: ``too_many_rows``
    """
    result, filled, last = [], 0, 0
    for number, row in enumerate(rows, 1):
        values = [_value(value) for value in row[:MAX_COLUMNS]]
        while values and values[-1] is None:
            values.pop()
        result.append(values)
        if values:
            filled, last = filled + 1, number
            if filled > MAX_ROWS:
                raise FileProblem("too_many_rows", sheet=name, limit=MAX_ROWS)
        elif number - last > _MAX_BLANK:
            break
    return result[:last]


def _value(value):
    """A value that is text, a number, a date or nothing."""
    if value is None or isinstance(value, bool):
        return None if value is None else ("да" if value else "нет")
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date | int | float):
        return value
    if isinstance(value, datetime.time | datetime.timedelta):
        # What Excel makes of a zero formatted as a date.
        return None if not value else str(value)
    text = (
        str(value).replace("_x000D_", "").replace("\r\n", "\n").strip(" \t\r\n\u00a0")
    )
    return text[:MAX_TEXT] or None


# --------------------------------------------------------------------------------------
# XLS and CSV
# --------------------------------------------------------------------------------------


def _read_xls(content: bytes) -> list[Sheet]:
    """The format before 2007, in which accounting programs still export."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileProblem("password")
    if "WordDocument".encode("utf-16-le") in content:
        raise FileProblem("word")
    try:
        import xlrd
    except ImportError as error:
        raise FileProblem("old_excel") from error

    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=io.StringIO()
        )
        sheets = []
        for tab in book.sheets():
            if tab.visibility:
                continue
            rows = (
                [_xls_value(cell, book.datemode, xlrd) for cell in tab.row(number)]
                for number in range(tab.nrows)
            )
            merged = [
                (top + 1, left + 1, bottom, right)
                for top, bottom, left, right in tab.merged_cells
            ]
            sheets.append(Sheet(tab.name, _limited(rows, tab.name), merged))
        return sheets
    except FileProblem:
        raise
    except Exception as error:
        # xlrd, too, answers a damaged file with any exception at all.
        kind = "password" if "encrypted" in str(error).lower() else "broken"
        raise FileProblem(kind) from error


def _xls_value(cell, datemode: int, xlrd):
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#ERROR")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return None if cell.value == "" else cell.value


def _read_csv(content: bytes) -> list[Sheet]:
    """Text with a separator, in UTF-8, UTF-16 or the Windows code page."""
    text = _decode(content)
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(lines))
        return [Sheet("", _limited(rows, ""))]
    except csv.Error as error:
        raise FileProblem("broken") from error


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text):
            break  # no text at all
        return text
    raise FileProblem("unknown")


def _delimiter(lines: list[str]) -> str:
    """The separator that stands in most lines, and in most of them as often."""

    def weight(mark):
        counts = [line.count(mark) for line in lines]
        return (statistics.median(counts) if counts else 0, mark == ";")

    best = max((";", "\t", ","), key=weight)
    return best if weight(best)[0] else ";"

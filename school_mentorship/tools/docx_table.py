"""Tables of a page as tables of Word.

Real ones, with fixed column widths, repeated heads, rows that do not split, cells over
several rows. Lines for signatures are such tables without borders.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass, field, replace

from .page_style import MM, SPACES, Style
from .pdf import FONT_FOLDER

# Word opens no table of more columns.
MAX_COLUMNS = 63
MAX_SPAN = 1000
TWIPS = 1440 / 25.4


@functools.cache
def _metrics(bold: bool):
    """Widths of letters in sizes of the font, from our own font of equal widths."""
    from fontTools.ttLib import TTFont

    name = f"LiberationSerif-{'Bold' if bold else 'Regular'}.ttf"
    font = TTFont(FONT_FOLDER / name, lazy=True)
    widths, units = font["hmtx"], font["head"].unitsPerEm
    return {
        code: widths[glyph][0] / units for code, glyph in font.getBestCmap().items()
    }


def text_width(text: str, style: Style) -> float:
    """Width of a line of text in mm."""
    try:
        metrics = _metrics(style.bold)
    except (ImportError, OSError):
        metrics = {}
    letters = (
        0.0 if unicodedata.combining(char) else metrics.get(ord(char), 0.6)
        for char in (text.upper() if style.caps else text)
    )
    return (sum(letters) * style.size + len(text) * style.spacing) * MM["pt"]


@dataclass
class _Column:
    """What a column asks for, in mm, padding included."""

    given: float | None = None
    least: float = 0.0
    most: float = 0.0


def _column_widths(columns: list[_Column], width: float, fixed: bool) -> list[float]:
    """Widths of columns that fill the table.

    By ``table-layout: fixed`` columns without a width share alike; else by what is in
    them, and a given width yields to a word that does not fit.
    """
    result = [
        None
        if column.given is None
        else (column.given if fixed else max(column.given, column.least))
        for column in columns
    ]
    free = [index for index, given in enumerate(result) if given is None]
    rest = width - sum(given for given in result if given is not None)
    if free:
        if fixed or not any(columns[index].most for index in free):
            shares = dict.fromkeys(free, max(rest, 0.0) / len(free))
        else:
            whole = sum(columns[index].most for index in free)
            spare = rest - sum(columns[index].least for index in free)
            weights = {
                index: max(columns[index].most - columns[index].least, 0.01 * whole)
                for index in free
            }
            shares = {
                index: columns[index].least
                + max(spare, 0.0) * weights[index] / sum(weights.values())
                for index in free
            }
        for index, share in shares.items():
            result[index] = share
    result = [max(share, 1.0) for share in result]
    excess = sum(result) - width
    if excess > 0 and not fixed:
        # Too much is asked for: blanks become shorter before words are torn.
        loose = [
            max(share - column.least, 0.0)
            for share, column in zip(result, columns, strict=True)
        ]
        if whole := sum(loose):
            excess = min(excess, whole)
            result = [
                share - excess * spare / whole
                for share, spare in zip(result, loose, strict=True)
            ]
    return [share * width / sum(result) for share in result]


@dataclass
class Block:
    """An open block: its style and its distance from the edges of the container."""

    style: Style
    left: float = 0.0
    right: float = 0.0
    name: str = "Normal"


@dataclass
class _Cell:
    node: object
    style: Style
    row: int
    column: int
    rows: int
    columns: int


@dataclass
class _Row:
    node: object
    style: Style
    cells: dict = field(default_factory=dict)  # column → _Cell, also reaching down
    is_head: bool = False
    is_kept: bool = False


class Tables:
    """The part of the writer that lays out tables; the rest of it is in `docx`."""

    # -- tables ------------------------------------------------------------------------

    def _table(self, node, style: Style):
        above = self._blocks[-1]
        outer_width = self._width
        if self._container is self._body and style.page != above.style.page:
            self._width = self._rules.page(style.page).width
        self._blocks.append(Block(style, above.left, above.right))
        self._table_block(node, style, above)
        self._blocks.pop()
        self._width = outer_width

    def _table_block(self, node, style: Style, above: Block):
        loose, groups = self._groups(node, style)
        self._gap = max(self._gap, style.length("margin-top") or 0.0)
        for child, parent in loose:
            if isinstance(child, str):
                self._text(child, parent)
            else:
                self._node(child, parent)
        self._close()
        rows, count = self._grid(groups)
        if not rows:
            return
        if count > MAX_COLUMNS:
            for row in rows:
                self._flow(row.node, row.style)
                self._close()
            return
        if style.says("break-before", "page", "always"):
            self._break = True
        if style.says("break-before", "avoid"):
            self._keep_last()
        self._before_table()
        room = self._width - above.left - above.right
        columns = self._columns(node, style, rows, count, room)
        width = self._table_width(style, columns, room)
        fixed = style.says("table-layout", "fixed")
        widths = _column_widths(columns, width, fixed)
        left = above.left + (style.length("margin-left", room) or 0.0)
        if style.says("margin-left", "auto"):
            share = 0.5 if style.says("margin-right", "auto") else 1.0
            left = above.left + (room - width) * share
        table = self._table_frame(widths, left)
        self._append(table)
        for number, row in enumerate(rows):
            table.append(self._row(row, number, widths))
        if style.says("break-inside", "avoid"):
            self._keep_together(table)
        if style.says("break-after", "avoid"):
            self._keep([table])
        self._gap = style.length("margin-bottom") or 0.0

    def _before_table(self):
        """Room above a table, which knows no space before; two must not touch."""
        last = next(
            (child for child in reversed(self._container) if child is not self._end),
            None,
        )
        if last is not None and last.tag == self._qn("w:tcPr"):
            last = None
        breaks = turns = False
        if self._container is self._body:
            page = self._blocks[-1].style.page
            turns = bool(self._sections) and self._sections[-1][0] != page
            breaks = bool(self._sections) and self._break
        if last is not None and not breaks and not turns:
            if self._is_paragraph(last):
                self._space_after(last)
                return
            self._spacer(self._gap)  # a table after a table
        elif self._gap or breaks and not turns:
            self._spacer(self._gap)
        self._gap = 0.0

    def _space_after(self, paragraph):
        from docx.shared import Pt
        from docx.text.paragraph import Paragraph

        if self._gap:
            space = Pt(round(self._gap / MM["pt"], 1))
            Paragraph(paragraph, None).paragraph_format.space_after = space
        self._gap = 0.0

    def _groups(self, node, style: Style):
        """Rows of a table by its groups, and what stands in it without being a row."""
        loose, groups = [], []
        direct = None

        def collect(parent, parent_style, rows):
            nonlocal direct
            if (parent.etree_element.text or "").strip():
                loose.append((parent.etree_element.text, parent_style))
            for child in parent.iter_children():
                tail = child.etree_element.tail or ""
                name = child.local_name
                child_style = self._style(child, parent_style)
                if child_style.display == "none":
                    pass
                elif name in ("thead", "tbody", "tfoot") and rows is None:
                    group = []
                    groups.append((name, child_style, group))
                    direct = None
                    collect(child, child_style, group)
                elif name == "tr":
                    if rows is None and direct is None:
                        direct = []
                        groups.append(("tbody", parent_style, direct))
                    (direct if rows is None else rows).append((child, child_style))
                    loose.extend(self._loose_in_row(child, child_style))
                else:
                    loose.append((child, parent_style))
                if tail.strip():
                    loose.append((tail, parent_style))

        collect(node, style, None)
        order = {"thead": 0, "tbody": 1, "tfoot": 2}
        groups.sort(key=lambda group: order[group[0]])
        return loose, groups

    def _loose_in_row(self, row, style: Style):
        """What stands in a row without being a cell."""
        if (row.etree_element.text or "").strip():
            yield row.etree_element.text, style
        for child in row.iter_children():
            if child.local_name not in ("td", "th"):
                yield child, style
            if (child.etree_element.tail or "").strip():
                yield child.etree_element.tail, style

    def _grid(self, groups) -> tuple[list[_Row], int]:
        """Rows with their cells in columns, those that reach down included."""
        rows, count = [], 0
        for name, group_style, members in groups:
            first = len(rows)
            kept = name == "tbody" and group_style.says("break-inside", "avoid")
            for number, (node, style) in enumerate(members):
                kept_on = kept and number < len(members) - 1
                kept_on = kept_on or style.says("break-after", "avoid")
                rows.append(_Row(node, style, {}, name == "thead", kept_on))
            for number, row in enumerate(rows[first:], start=first):
                column = 0
                for child in row.node.iter_children():
                    style = self._style(child, row.style)
                    if child.local_name not in ("td", "th") or style.display == "none":
                        continue
                    while column in row.cells:
                        column += 1
                    element = child.etree_element
                    wide = min(max(integer(element.get("colspan"), 1), 1), MAX_SPAN)
                    high = integer(element.get("rowspan"), 1)
                    high = min(high if high > 0 else len(rows), len(rows) - number)
                    cell = _Cell(child, style, number, column, high, wide)
                    for below in rows[number : number + high]:
                        for place in range(column, column + wide):
                            below.cells.setdefault(place, cell)
                    column += wide
            for row in rows[first:]:
                count = max(count, *(column + 1 for column in row.cells), 0)
        return _without_empty_columns(rows, count)

    def _columns(self, node, style, rows, count, room) -> list[_Column]:
        """What the columns ask for: ``<col>``, widths of cells, their contents."""
        columns = [_Column() for _number in range(count)]
        place = 0
        for child in node.iter_children():
            inside = child.iter_children() if child.local_name == "colgroup" else ()
            for col in (child, *inside):
                if col.local_name == "col":
                    own = self._style(col, style)
                    span = max(integer(col.etree_element.get("span"), 1), 1)
                    for column in columns[place : place + span]:
                        column.given = own.length("width", room)
                    place += span
        for number, row in enumerate(rows):
            for cell in {id(cell): cell for cell in row.cells.values()}.values():
                if cell.row == number and cell.columns == 1:
                    self._ask(columns[cell.column], cell, room)
        return columns

    def _ask(self, column: _Column, cell: _Cell, room: float):
        style = cell.style
        padding = sum(
            style.length(f"padding-{side}") or 0 for side in ("left", "right")
        )
        lines = _lines(cell.node.etree_element)
        # Boxes to be ticked are drawn, hence not among the letters.
        boxes = sum(
            not len(span) and not (span.text or "").strip()
            for span in cell.node.etree_element.iter("span")
        )
        padding += boxes * text_width("□", style)
        nowrap = style.space == "nowrap"
        for line in lines:
            # A little more: the widths of letters are rounded on the way.
            whole = text_width(line, style) + padding + 0.5
            column.most = max(column.most, whole)
            words = [line] if nowrap else re.split("[ -]", line)
            least = max((text_width(word, style) for word in words), default=0.0)
            column.least = max(column.least, least + padding + (0.5 if least else 0.0))
        if column.given is None and "width" in style.own:
            column.given = style.length("width", room)
            if column.given is not None:
                column.given += padding if "%" not in style.own["width"] else 0.0

    def _table_width(self, style: Style, columns, room: float) -> float:
        given = style.length("width", room)
        if given is None:
            given = sum(
                column.most if column.given is None else column.given
                for column in columns
            )
        return max(min(given, room), 1.0)

    def _table_frame(self, widths, left):
        table = self._make("w:tbl")
        properties = self._make("w:tblPr")
        twips = [max(1, round(width * TWIPS)) for width in widths]
        properties.append(self._make("w:tblW", w=sum(twips), type="dxa"))
        properties.append(self._make("w:tblInd", w=round(left * TWIPS), type="dxa"))
        properties.append(self._make("w:tblLayout", type="fixed"))
        margins = self._make("w:tblCellMar")
        for side in ("top", "left", "bottom", "right"):
            margins.append(self._make(f"w:{side}", w=0, type="dxa"))
        properties.append(margins)
        table.append(properties)
        grid = self._make("w:tblGrid")
        for width in twips:
            grid.append(self._make("w:gridCol", w=width))
        table.append(grid)
        return table

    def _row(self, row: _Row, number: int, widths):
        element = self._make("w:tr")
        properties = self._make("w:trPr")
        if row.style.says("break-inside", "avoid"):
            properties.append(self._make("w:cantSplit"))
        if height := row.style.length("height"):
            properties.append(
                self._make("w:trHeight", val=round(height * TWIPS), hRule="atLeast")
            )
        if row.is_head:
            properties.append(self._make("w:tblHeader"))
        if len(properties):
            element.append(properties)
        column = 0
        while column < len(widths):
            cell = row.cells.get(column)
            if cell is None:
                span = 1
                while column + span < len(widths) and column + span not in row.cells:
                    span += 1
            else:
                span = 1
                while row.cells.get(column + span) is cell:
                    span += 1
            width = sum(widths[column : column + span])
            is_start = cell and cell.row == number and cell.column == column
            element.append(self._cell(cell, is_start, width, span, row.style))
            column += span
        if row.is_kept:
            self._keep([element])
        return element

    def _cell(self, cell: _Cell | None, is_start, width: float, span: int, style):
        element = self._make("w:tc")
        properties = self._make("w:tcPr")
        element.append(properties)
        properties.append(self._make("w:tcW", w=round(width * TWIPS), type="dxa"))
        if span > 1:
            properties.append(self._make("w:gridSpan", val=span))
        style = cell.style if cell else replace(style, own={})
        if cell and cell.rows > 1:
            merge = "restart" if is_start else "continue"
            properties.append(self._make("w:vMerge", val=merge))
        self._cell_look(properties, style)
        outer = self._container, self._width, self._blocks, self._gap
        self._container, self._gap, self._blocks = element, 0.0, [Block(style)]
        padding = sum(
            style.length(f"padding-{side}", width) or 0.0 for side in ("left", "right")
        )
        self._width = max(width - padding, 1.0)
        if is_start:
            self._flow(cell.node, style)
            self._close()
        last = element[-1]
        if last is properties:
            self._open(style)
            self._close()
        elif not self._is_paragraph(last):  # a cell does not end with a table
            self._spacer()
        self._container, self._width, self._blocks, self._gap = outer
        return element

    def _cell_look(self, properties, style: Style):
        sides = ("top", "left", "bottom", "right")
        borders = self._make("w:tcBorders")
        for side in sides:
            border = style.border(side)
            if border.width:
                borders.append(
                    self._make(
                        f"w:{side}",
                        val=border.line,
                        sz=min(max(2, round(border.width * 8)), 96),
                        space=0,
                        color="auto",
                    )
                )
        if len(borders):
            properties.append(borders)
        margins = self._make("w:tcMar")
        for side in sides:
            if padding := style.length(f"padding-{side}", self._width):
                margins.append(
                    self._make(f"w:{side}", w=round(padding * TWIPS), type="dxa")
                )
        if len(margins):
            properties.append(margins)
        align = {"middle": "center", "bottom": "bottom"}.get(
            style.own.get("vertical-align", "")
        )
        if align:
            properties.append(self._make("w:vAlign", val=align))


def integer(text: str | None, otherwise: int) -> int:
    try:
        return int((text or "").strip())
    except ValueError:
        return otherwise


def _lines(element) -> list[str]:
    """The lines of a cell, roughly: ended by ``<br>`` and by blocks."""
    parts = []

    def collect(node):
        if node.tag in ("style", "script"):
            return
        if node.tag in ("br", "p", "div", "li", "tr", "td", "th", "table"):
            parts.append("\n")
        parts.append(SPACES.sub(" ", node.text or ""))
        for child in node:
            collect(child)
            if child.tag in ("p", "div", "li", "tr", "table"):
                parts.append("\n")
            parts.append(SPACES.sub(" ", child.tail or ""))

    collect(element)
    text = "".join(parts).replace("\u00ad", "")
    return [line.strip() for line in text.split("\n") if line.strip()]


def _without_empty_columns(rows, count) -> tuple[list[_Row], int]:
    """No columns in which no cell begins: a colspan may promise more than there is."""
    starts = {cell.column for row in rows for cell in row.cells.values()}
    if len(starts) == count:
        return rows, count
    places = {old: new for new, old in enumerate(sorted(starts))}
    moved = {}
    for row in rows:
        for cell in row.cells.values():
            if id(cell) not in moved:
                inside = range(cell.column, cell.column + cell.columns)
                columns = sum(place in places for place in inside)
                moved[id(cell)] = replace(
                    cell, column=places[cell.column], columns=columns
                )
        row.cells = {
            places[place]: moved[id(cell)]
            for place, cell in row.cells.items()
            if place in places
        }
    return rows, len(places)

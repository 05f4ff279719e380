"""HTML to DOCX: the very page that gives the PDF, for Word and LibreOffice.

No second set of texts and no second layout: the page's own style sheet is read (the
part of CSS that papers use: fonts, alignment, indents, margins, borders, widths, page
breaks, ``@page`` with its margin boxes and named pages), so a new class of a template
needs nothing here. What is not understood costs its look, never its text.

What becomes what:

- ``h1`` – ``h6``, and the classes in ``_STYLES``: heading styles, black, with an
  outline level; all other paragraphs: Normal with their own indents.
- Numbers of clauses and list items are **typed** as in the PDF. Word's own numbering
  would renumber them when somebody deletes a line, gets lost in copying and in text
  search, and an order refers to its clauses by number.
- Tables: real ones, with fixed column widths, repeated heads, rows that do not split,
  cells over several rows. Lines for signatures are such tables without borders.
- A change of the named page (a wide annex) and a page break: a section, a page break.
- ``@top-center`` and its kin: header and footer with the field PAGE, a first page of
  its own.
- Pictures from ``data:`` URIs; nothing is ever fetched.

The same HTML gives the same bytes: no dates are written.
"""

import io
import re
from dataclasses import replace

import lxml.etree
import lxml.html

from .docx_package import KEPT_STYLES, template, zipped
from .docx_section import Sections
from .docx_table import TWIPS, Block, Tables, integer, text_width
from .docx_text import Text, half
from .page_style import MM, Rules, Style

# A line of this font is 1.15 of its size, and Word counts in lines of the font.
_FONT_LINE = 1.15
# Tables in tables in tables: readers of XML refuse it when it gets too deep.
_MAX_DEPTH = 8
# Paragraphs that lead through a paper without being h1 in HTML.
_STYLES = {"kind": "Title", "title": "Heading1"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class DocxError(Exception):
    """A DOCX could not be made; the message is one English sentence for the user."""


def html_to_docx(
    html: str,
    *,
    margins: tuple[float, float, float, float] | None = None,
    font_size: float | None = None,
    title: str = "",
    author: str = "",
) -> bytes:
    """A DOCX of an HTML page, as :func:`.pdf.html_to_pdf` gives a PDF of it.

    :param html: a whole HTML document or a fragment
    :param margins: left, right, top, bottom in mm, instead of the page's ``@page``; a
        wide page, bound by its upper edge, gets them turned. Where nobody says
        anything: `page_style.MARGINS`
    :param font_size: points, instead of the page's own; `page_style.FONT_SIZE` at last
    :param title: the title in the document's properties, instead of ``<title>``
    :param author: the author in the document's properties
    :returns: the file; the same bytes for the same arguments and library versions
    :raises DocxError: when a package is missing, or the page cannot be converted
    """
    try:
        empty = template()
    except ImportError as error:
        raise DocxError(
            "DOCX cannot be made because the Python package "
            f"“{error.name or 'python-docx'}” is not installed on the server."
        ) from error
    try:
        # Half of a character pair, as a browser may send, cannot be written.
        html = _ILLEGAL.sub("", html.encode("utf-8", "replace").decode())
        page = _parse(html)
        rules = Rules(page, margins)
        return _Writer(empty, rules, page, font_size).document(title, author)
    except Exception as error:
        raise DocxError("DOCX cannot be made of this document.") from error


def _parse(html: str):
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    # libxml2 drops what stands after the end of the body, a browser does not.
    html = re.sub("</(?:body|html)\\s*>", "", html, flags=re.IGNORECASE)
    try:
        return lxml.html.document_fromstring(html.encode(), parser=parser)
    except lxml.etree.ParserError:  # nothing at all
        return lxml.html.document_fromstring("<p></p>", parser=parser)


class _Writer(Text, Sections, Tables):
    """Walks the page once and writes as it goes."""

    def __init__(self, template, rules, page, font_size):
        import cssselect2
        import docx
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self._element, self._qn = OxmlElement, qn
        self._document = docx.Document(io.BytesIO(template))
        self._rules = rules
        self._page = page
        self._root = cssselect2.ElementWrapper.from_html_root(page)
        self._size = font_size
        self._known = {}
        self._body = self._document.element.body
        self._end = self._body[-1]  # w:sectPr
        self._container = self._body
        self._width = 0.0
        self._blocks = []
        self._sections = []  # [name of the page, last element of the section]
        self._items = []  # what stands in the body
        self._paragraph = None
        self._is_fresh = True  # nothing, or a space, stands at the end of the line
        self._tail = None  # the last text, for the blank at its end
        self._gap = 0.0
        self._break = False
        self._marker = None
        self._depth = 0  # of tables in tables
        self._edged = set()  # header, footer: which of them there are

    # -- the document ------------------------------------------------------------------

    def document(self, title: str, author: str) -> bytes:
        style = self._rules.style(self._root, Style())
        body = style
        for node in self._root.iter_children():
            if node.local_name == "body":
                body = self._rules.style(node, style)
        self._scale = self._size / body.size if self._size else 1.0
        self._normal = replace(body, size=body.size * self._scale, own={})
        self._styles()
        self._width = self._rules.page("").width
        self._block(self._root, Style())
        if not self._items:
            self._append(self._element("w:p"))
        elif not self._is_paragraph(self._items[-1]):
            self._section_end()
        self._write_sections()
        properties = self._document.core_properties
        properties.title = (title or self._page.findtext(".//title") or "").strip()[
            :255
        ]
        metas = self._page.xpath("//meta[@name='author']/@content")
        properties.author = (author or "".join(metas[:1])).strip()[:255]
        properties.language = "ru-RU"
        buffer = io.BytesIO()
        self._document.save(buffer)
        return zipped(buffer.getvalue())

    def _styles(self):
        from docx.shared import Pt

        for style in self._document.styles:
            if style.style_id not in KEPT_STYLES or style.type != 1:
                continue
            if style.name == "Normal":
                style.font.size = Pt(half(self._normal.size))
                style.paragraph_format.widow_control = True
                spacing = style.paragraph_format
                spacing.space_before = spacing.space_after = Pt(0)
                spacing.line_spacing = _spacing(self._normal.line)
            elif style.name.startswith(("Heading", "Title")):
                style.font.bold = True
                style.paragraph_format.keep_with_next = True
                style.paragraph_format.keep_together = True
                if style.name != "Title":
                    level = self._make("w:outlineLvl", val=int(style.name[-1]) - 1)
                    style.element.get_or_add_pPr().append(level)
            else:
                style.paragraph_format.line_spacing = 1.0

    def _make(self, tag: str, **attributes):
        element = self._element(tag)
        for name, value in attributes.items():
            element.set(self._qn(f"w:{name}"), str(value))
        return element

    def _is_paragraph(self, element) -> bool:
        return element.tag == self._qn("w:p")

    # -- blocks ------------------------------------------------------------------------

    def _style(self, node, parent: Style) -> Style:
        """The style of an element, which a table asks for again and again."""
        element = node.etree_element
        style = self._known.get(element)
        if style is None:
            style = self._known[element] = self._rules.style(node, parent)
            if node.local_name == "body" and self._scale != 1.0:
                style.size *= self._scale
        return style

    def _node(self, node, parent: Style):
        style = self._style(node, parent)
        if style.display == "none":
            return
        if node.local_name == "br":
            self._line_break(style)
        elif node.local_name == "img":
            self._picture(node.etree_element, style)
        elif style.display == "table" and self._depth < _MAX_DEPTH:
            self._close()
            self._depth += 1
            self._table(node, style)
            self._depth -= 1
        elif style.is_block:
            self._block(node, parent, style)
        elif self._is_box(node, style):
            self._text("□", style)
        else:
            self._flow(node, style)

    def _is_box(self, node, style: Style) -> bool:
        """An empty square with borders, to be ticked by hand."""
        element = node.etree_element
        return (
            style.display == "inline-block"
            and not len(element)
            and not (element.text or "").strip()
            and style.border("top").width > 0
            and style.border("left").width > 0
        )

    def _flow(self, node, style: Style):
        """Text and children, one after another."""
        self._text(node.etree_element.text or "", style)
        for child in node.iter_children():
            self._node(child, style)
            self._text(child.etree_element.tail or "", style)

    def _block(self, node, parent: Style, style: Style | None = None):
        style = style or self._style(node, parent)
        self._close()
        above = self._blocks[-1] if self._blocks else Block(style)
        outer_width = self._width
        if self._container is self._body and style.page != above.style.page:
            self._width = self._rules.page(style.page).width
        left, right = self._edges(style, above)
        self._gap = max(self._gap, style.length("margin-top") or 0.0)
        self._gap += style.length("padding-top") or 0.0
        if style.says("break-before", "page", "always", "left", "right"):
            self._break = True
        if style.says("break-before", "avoid"):
            self._keep_last()
        name = self._style_name(node) or above.name
        self._blocks.append(Block(style, left, right, name))
        start = len(self._items)
        if node.local_name == "hr":
            self._rule(style)
        elif style.display == "list-item":
            self._item(node, style)
        else:
            self._flow(node, style)
        self._close()
        self._marker = None
        self._blocks.pop()
        self._width = outer_width
        self._gap += style.length("padding-bottom") or 0.0
        self._gap = max(self._gap, style.length("margin-bottom") or 0.0)
        if style.says("break-inside", "avoid"):
            self._keep(self._items[start:-1])
            for element in self._items[start:][-1:]:
                self._keep_together(element)
        if style.says("break-after", "avoid") and len(self._items) > start:
            self._keep_last()
        if style.says("break-after", "page", "always", "left", "right"):
            self._break = True

    def _style_name(self, node) -> str | None:
        if re.fullmatch("h[1-6]", node.local_name):
            return f"Heading{node.local_name[1]}"
        if node.local_name == "p":
            for name in node.classes:
                if name in _STYLES:
                    return _STYLES[name]
        return None

    def _edges(self, style: Style, above: Block) -> tuple[float, float]:
        """Distance of the block's text from the left and the right of its container."""
        room = self._width - above.left - above.right
        sides = {}
        for side in ("left", "right"):
            sides[side] = style.length(f"margin-{side}", room)
        width = style.length("width", room)
        if width is not None and width < room and style.display != "table-cell":
            spare = room - width
            if style.says("margin-left", "auto") and style.says("margin-right", "auto"):
                sides = {"left": spare / 2, "right": spare / 2}
            elif style.says("margin-left", "auto"):
                sides["left"] = spare - (sides["right"] or 0.0)
            else:
                sides["right"] = spare - (sides["left"] or 0.0)
        return tuple(
            outer
            + (sides[side] or 0.0)
            + (style.length(f"padding-{side}", room) or 0.0)
            for side, outer in (("left", above.left), ("right", above.right))
        )

    def _item(self, node, style: Style):
        """An item of a list: its marker is typed, as far left as the list reaches."""
        number = 1
        element = node.etree_element
        parent = element.getparent()
        if parent is not None:
            siblings = [child for child in parent if child.tag == "li"]
            number = integer(parent.get("start"), 1)
            for sibling in siblings:
                number = integer(sibling.get("value"), number)
                if sibling is element:
                    break
                number += 1
        self._marker = _marker(style.marker, number)
        self._flow(node, style)
        if self._marker:  # nothing in it: the number is there all the same
            self._open(style)

    def _rule(self, style: Style):
        paragraph = self._open(replace(style, size=2.0))
        borders = self._make("w:pBdr")
        width = style.border("top").width or 0.75
        borders.append(
            self._make(
                "w:bottom",
                val="single",
                sz=max(2, round(width * 8)),
                space=0,
                color="auto",
            )
        )
        paragraph.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )

    # -- keeping together --------------------------------------------------------------

    def _keep(self, elements):
        """None of these is torn from what follows it."""
        for element in elements:
            for paragraph in element.iter(self._qn("w:p")):
                paragraph.get_or_add_pPr().keepNext_val = True

    def _keep_last(self):
        """The last paragraph, or the last row, is not torn from what follows."""
        if self._container is self._body and self._items:
            self._close()
            last = self._items[-1]
            self._keep([last if self._is_paragraph(last) else last[-1]])

    def _keep_together(self, element):
        if self._is_paragraph(element):
            element.get_or_add_pPr().keepLines_val = True
        else:
            self._keep(element.findall(self._qn("w:tr"))[:-1])

    # -- paragraphs --------------------------------------------------------------------

    def _append(self, element):
        """Put a paragraph or a table at the end of what is being written."""
        if self._container is not self._body:
            self._container.append(element)
            return
        page = self._blocks[-1].style.page if self._blocks else ""
        if not self._sections:
            self._sections.append([page, None])
            self._break = False
        elif self._sections[-1][0] != page:
            self._sections[-1][1] = self._section_end()
            self._sections.append([page, None])
            self._break = False
        self._end.addprevious(element)
        self._items.append(element)

    def _section_end(self):
        """The paragraph that bears the properties of the section that ends."""
        last = self._items[-1]
        if not self._is_paragraph(last):
            last = self._empty()
            self._items[-1].addnext(last)
            self._items.append(last)
        return last

    def _empty(self, height: float = 0.0):
        """A paragraph nobody sees, as high as told."""
        paragraph = self._element("w:p")
        properties = paragraph.get_or_add_pPr()
        twips = max(20, round(height * TWIPS))
        properties.append(
            self._make("w:spacing", before=0, after=0, line=twips, lineRule="exact")
        )
        run = self._make("w:rPr")
        run.append(self._make("w:sz", val=2))
        properties.append(run)
        return paragraph

    def _spacer(self, height: float = 0.0):
        paragraph = self._empty(height)
        self._append(paragraph)
        if self._break and self._container is self._body:
            paragraph.get_or_add_pPr().insert_element_before(
                self._make("w:pageBreakBefore"), "w:spacing"
            )
            self._break = False
        return paragraph

    def _open(self, style: Style):
        """The paragraph to write into: the open one, or a new one of this block."""
        if self._paragraph is not None:
            return self._paragraph
        from docx.shared import Mm, Pt
        from docx.text.paragraph import Paragraph

        block = self._blocks[-1]
        element = self._element("w:p")
        self._append(element)
        if block.name != "Normal":
            element.get_or_add_pPr().style = block.name
        settings = Paragraph(element, None).paragraph_format
        if self._break and self._container is self._body:
            settings.page_break_before = True
            self._break = False
        if self._gap > 0.01:
            settings.space_before = Pt(round(self._gap / MM["pt"], 1))
        self._gap = 0.0
        base = block.style
        if (base.line or 0) != (self._normal.line or 0):
            settings.line_spacing = _spacing(base.line)
        left, indent = block.left, base.indent
        if self._marker:
            room = text_width(f"{self._marker} ", base) + 1.0
            indent = -max(room, min(left, 8.0))
            left = max(left, -indent)
            settings.tab_stops.add_tab_stop(Mm(round(left, 2)))
        if abs(left) > 0.05:
            settings.left_indent = Mm(round(left, 2))
        if abs(block.right) > 0.05:
            settings.right_indent = Mm(round(block.right, 2))
        if abs(indent) > 0.05:
            settings.first_line_indent = Mm(round(indent, 2))
        if base.align != "left":
            settings.alignment = {"center": 1, "right": 2, "justify": 3}[base.align]
        # The sign at the end of the paragraph gives an empty one its height.
        if half(base.size) != half(self._normal.size):
            properties = element.get_or_add_pPr()
            run = self._make("w:rPr")
            run.append(self._make("w:sz", val=round(half(base.size) * 2)))
            properties.append(run)
        self._paragraph, self._is_fresh, self._tail = element, True, None
        if marker := self._marker:
            self._marker = None
            self._run(marker, base)
            self._run("\t", base)
            self._is_fresh = True
        return element

    def _close(self):
        """End the open paragraph: no blank stands at its end."""
        if self._tail is not None and self._tail.text:
            self._tail.text = self._tail.text.rstrip(" ")
        self._paragraph = self._tail = None


# --------------------------------------------------------------------------------------
# Small things
# --------------------------------------------------------------------------------------


def _spacing(line: float | None) -> float:
    """Lines of the font, as Word counts them."""
    return round((line or _FONT_LINE) / _FONT_LINE, 2)


def _roman(number: int) -> str:
    steps = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "m cm d cd c xc l xl x ix v iv i".split(),
        strict=True,
    )
    text = ""
    for value, letters in steps:
        text += letters * (number // value)
        number %= value
    return text


def _marker(kind: str, number: int) -> str:
    """What stands before an item of a list."""
    signs = {"none": "", "disc": "•", "circle": "◦", "square": "▪"}
    if kind in signs:
        return signs[kind]
    if kind.startswith(('"', "'")):
        return kind.strip("\"'").strip()
    if kind.endswith("roman") and 0 < number < 4000:
        roman = _roman(number)
        return (roman.upper() if kind.startswith("upper") else roman) + "."
    if kind.endswith(("alpha", "latin")) and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return (letter.upper() if kind.startswith("upper") else letter) + "."
    return f"{number}."

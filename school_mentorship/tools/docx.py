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

import base64
import functools
import io
import re
import unicodedata
import urllib.parse
import zipfile
from dataclasses import dataclass, field, replace

import lxml.etree
import lxml.html

from .pdf import FONT_FOLDER

# Word has it, LibreOffice replaces it with Liberation Serif of the same widths.
FONT_NAME = "Times New Roman"
MARGINS = (30, 10, 20, 20)
FONT_SIZE = 14

_A4 = (210.0, 297.0)
# A line of this font is 1.15 of its size, and Word counts in lines of the font.
_FONT_LINE = 1.15
_TWIPS = 1440 / 25.4
_EMU = 36000
_MM = {
    "mm": 1.0,
    "cm": 10.0,
    "q": 0.25,
    "in": 25.4,
    "pt": 25.4 / 72,
    "pc": 25.4 / 6,
    "px": 25.4 / 96,
}
# Word opens no table of more columns.
_MAX_COLUMNS = 63
_MAX_SPAN = 1000
# Tables in tables in tables: readers of XML refuse it when it gets too deep.
_MAX_DEPTH = 8
# Paragraphs that lead through a paper without being h1 in HTML.
_STYLES = {"kind": "Title", "title": "Heading1"}
_KEPT_STYLES = (
    "Normal",
    "DefaultParagraphFont",
    "TableNormal",
    "NoList",
    "Header",
    "Footer",
    "Title",
    *(f"Heading{level}" for level in range(1, 7)),
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile("[ \t\r\n\f]+")

# What a browser does without being told.
_DEFAULTS = """
script, style, template, title, datalist, colgroup, col { display: none }
html, head, body, address, article, aside, blockquote, center, dd, details, dialog, dir,
div, dl, dt, fieldset, figcaption, figure, footer, form, header, hgroup, legend, main,
menu, nav, ol, p, pre, search, section, summary, ul, h1, h2, h3, h4, h5, h6, hr,
caption, option, optgroup { display: block }
tr, td, th, thead, tbody, tfoot { display: block }
li { display: list-item }
table { display: table }
img { display: inline-block }
p, blockquote, dl, ul, ol, pre, figure { margin: 1em 0 }
li ul, li ol { margin: 0 }
blockquote, figure { margin-left: 40px; margin-right: 40px }
dd { margin-left: 40px }
ul, ol { padding-left: 40px }
ol { list-style-type: decimal }
ul { list-style-type: disc }
li ul { list-style-type: circle }
h1 { font-size: 2em; margin: 0.67em 0 }
h2 { font-size: 1.5em; margin: 0.83em 0 }
h3 { font-size: 1.17em; margin: 1em 0 }
h4, h5, h6 { margin: 1.33em 0 }
h1, h2, h3, h4, h5, h6 { font-weight: bold; break-after: avoid }
b, strong, th { font-weight: bold }
i, em, cite, dfn, var, address { font-style: italic }
u, ins { text-decoration: underline }
s, strike, del { text-decoration: line-through }
small { font-size: 0.83em }
sub { vertical-align: sub }
sup { vertical-align: super }
center, caption { text-align: center; text-indent: 0 }
th { text-align: center }
pre, textarea { white-space: pre-wrap }
table { text-indent: 0 }
hr { border-top: 1px solid; margin: 0.5em 0 }
tr { break-inside: avoid }
"""


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
        anything: ``MARGINS``
    :param font_size: points, instead of the page's own; ``FONT_SIZE`` at last
    :param title: the title in the document's properties, instead of ``<title>``
    :param author: the author in the document's properties
    :returns: the file; the same bytes for the same arguments and library versions
    :raises DocxError: when a package is missing, or the page cannot be converted
    """
    try:
        template = _template()
    except ImportError as error:
        raise DocxError(
            "DOCX cannot be made because the Python package "
            f"“{error.name or 'python-docx'}” is not installed on the server."
        ) from error
    try:
        # Half of a character pair, as a browser may send, cannot be written.
        html = _ILLEGAL.sub("", html.encode("utf-8", "replace").decode())
        page = _parse(html)
        rules = _Rules(page, margins)
        return _Writer(template, rules, page, font_size).document(title, author)
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


# --------------------------------------------------------------------------------------
# CSS
# --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Box:
    """A margin box of a page: text, the number of the page, small pictures."""

    # None is the number, bytes are a picture
    parts: tuple[str | bytes | None, ...] = ()
    size: float = 12.0
    bold: bool = False
    resolution: float = 96.0  # of its pictures, dots per inch


@dataclass(frozen=True)
class _Page:
    """A page: mm, margins as left, right, top, bottom."""

    size: tuple[float, float] = _A4
    margins: tuple[float, float, float, float] = MARGINS
    boxes: dict = field(default_factory=dict)

    @property
    def width(self) -> float:
        return max(self.size[0] - self.margins[0] - self.margins[1], 10.0)


@dataclass(frozen=True)
class _Border:
    """Width in points; the line as Word calls it."""

    width: float = 0.0
    line: str = "single"


@dataclass
class _Style:
    """What is known of an element. Lengths in mm, sizes of letters in points."""

    # inherited
    size: float = FONT_SIZE
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    raised: str = ""
    caps: str = ""
    spacing: float = 0.0
    align: str = "left"
    indent: float = 0.0
    line: float | None = None
    space: str = "normal"
    marker: str = "disc"
    page: str = ""
    # its own
    own: dict = field(default_factory=dict)

    @property
    def display(self) -> str:
        return self.own.get("display", "inline")

    @property
    def is_block(self) -> bool:
        return self.display not in ("inline", "inline-block", "contents", "none")

    def says(self, name: str, *values: str) -> bool:
        """Whether a property has one of these values."""
        return self.own.get(name, "") in values

    def length(self, name: str, whole: float = 0.0) -> float | None:
        """A property in mm; None for «auto» and for what is not understood."""
        return _length(self.own.get(name, ""), self.size, whole)

    def border(self, side: str) -> _Border:
        return _border(self.own.get(f"border-{side}", ""), self.size)


def _length(text: str, size: float, whole: float = 0.0) -> float | None:
    match = re.fullmatch("([+-]?[0-9.]+)([a-z%]*)", text.strip().lower())
    if not match:
        return None
    try:
        number = float(match[1])
    except ValueError:
        return None
    unit = match[2]
    if unit == "%":
        return number * whole / 100
    if unit in ("em", "rem", "ex", "ch"):
        return number * size * _MM["pt"] * (1 if unit.endswith("em") else 0.5)
    if unit in _MM:
        return number * _MM[unit]
    return 0.0 if number == 0 else None


def _border(text: str, size: float) -> _Border:
    words = text.lower().split()
    lines = {
        "solid": "single",
        "dashed": "dashed",
        "dotted": "dotted",
        "double": "double",
    }
    line = next((lines[word] for word in words if word in lines), None)
    if not line:
        return _Border()
    width = 1.5  # «medium», when nothing is said
    for word in words:
        if (length := _length(word, size)) is not None:
            width = length / _MM["pt"]
        elif word == "thin":
            width = 0.75
    return _Border(width, line)


def _expanded(name: str, value: str):
    """Longhands of a declaration."""
    words = value.split()
    if name in ("margin", "padding") and words:
        top, right, bottom, left = (words * 4)[:4]
        if len(words) == 3:
            left = right
        for side, word in zip(
            ("top", "right", "bottom", "left"), (top, right, bottom, left), strict=True
        ):
            yield f"{name}-{side}", word
    elif name == "border":
        for side in ("top", "right", "bottom", "left"):
            yield f"border-{side}", value
    elif name in ("page-break-before", "page-break-after", "page-break-inside"):
        yield name.removeprefix("page-"), value
    elif name == "list-style":
        yield "list-style-type", words[0] if words else ""
    elif name == "text-decoration-line":
        yield "text-decoration", value
    else:
        yield name, value


class _Rules:
    """The style sheets of a page, and the pages of ``@page``."""

    def __init__(self, page, margins):
        import cssselect2

        self._matcher = cssselect2.Matcher()
        self._order = 0
        self._pages = []
        self._cache = {}
        self._add(_DEFAULTS, origin=0)
        for style in page.iter("style"):
            self._add(style.text or "", origin=1)
        self._margins = margins

    def _add(self, css: str, origin: int):
        import tinycss2

        sheet = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
        self._add_rules(sheet, origin)

    def _add_rules(self, rules, origin):
        import cssselect2
        import tinycss2

        for rule in rules:
            if rule.type == "qualified-rule":
                try:
                    selectors = cssselect2.compile_selector_list(rule.prelude)
                except cssselect2.SelectorError:
                    continue
                declarations = list(_declarations(rule.content))
                for selector in selectors:
                    self._matcher.add_selector(selector, (origin, declarations))
            elif rule.type != "at-rule" or rule.content is None:
                continue
            elif rule.lower_at_keyword == "media":
                if re.search("print|all", tinycss2.serialize(rule.prelude)):
                    inner = tinycss2.parse_rule_list(
                        rule.content, skip_comments=True, skip_whitespace=True
                    )
                    self._add_rules(inner, origin)
            elif rule.lower_at_keyword == "page":
                name, _colon, pseudo = (
                    tinycss2.serialize(rule.prelude).strip().partition(":")
                )
                self._pages.append((name, pseudo, rule.content))

    def page(self, name: str, first: bool = False) -> _Page:
        """The page of a name; ``first`` for the first page of the document."""
        key = name, first
        if key not in self._cache:
            # Papers have their number at the top from the second page on (GOST R
            # 7.0.97), whatever the page says or fails to say.
            page = _Page(boxes={} if first else {"@top-center": _Box((None,))})
            for layer in ("", name) if name else ("",):
                for pseudo in ("", "first") if first else ("",):
                    for rule_name, rule_pseudo, content in self._pages:
                        if (rule_name, rule_pseudo) == (layer, pseudo):
                            page = _paged(page, content, first and not pseudo)
            if self._margins:
                left, right, top, bottom = self._margins
                wide = page.size[0] > page.size[1]
                turned = (bottom, top, left, right)
                page = replace(page, margins=turned if wide else self._margins)
            self._cache[key] = page
        return self._cache[key]

    def style(self, node, parent: _Style) -> _Style:
        """The computed style of an element."""
        element = node.etree_element
        layers = [
            (important, origin, specificity, order, name, value)
            for specificity, order, pseudo, (origin, rules) in self._matcher.match(node)
            if pseudo is None
            for name, value, important in rules
        ]
        # Attributes weigh more than the browser's own rules and less than the page's.
        for name, value in _attributes(element).items():
            layers.append((False, 0.5, (), 0, name, value))
        for name, value, important in _declarations(element.get("style") or ""):
            layers.append((important, 2, (), 0, name, value))
        own = {}
        for *_rank, name, value in sorted(layers, key=lambda layer: layer[:4]):
            own.update(_expanded(name, value))
        return _computed(own, parent)


def _declarations(content):
    import tinycss2

    for item in tinycss2.parse_blocks_contents(
        content, skip_comments=True, skip_whitespace=True
    ):
        if item.type == "declaration":
            yield (
                item.lower_name,
                tinycss2.serialize(item.value).strip(),
                item.important,
            )


def _attributes(element) -> dict:
    """What old HTML says in attributes, as the editor of Odoo also does."""
    own = {}
    if align := element.get("align"):
        own["text-align"] = align.lower()
    if valign := element.get("valign"):
        own["vertical-align"] = valign.lower()
    for name in ("width", "height"):
        if value := element.get(name):
            own[name] = value if value.endswith("%") else f"{value}px"
    if element.get("hidden") is not None:
        own["display"] = "none"
    return own


def _computed(own: dict, parent: _Style) -> _Style:
    style = replace(parent, own=own)
    if size := own.get("font-size"):
        named = {"small": 10.0, "medium": 12.0, "large": 13.5, "smaller": 0.83}
        length = _length(size, parent.size, parent.size * _MM["pt"])
        if length:
            style.size = length / _MM["pt"]
        elif size in named:
            number = named[size]
            style.size = number if number > 1 else parent.size * number
    if weight := own.get("font-weight"):
        style.bold = weight in ("bold", "bolder") or (
            weight.isdigit() and int(weight) >= 600
        )
    if slant := own.get("font-style"):
        style.italic = slant in ("italic", "oblique")
    if decoration := own.get("text-decoration"):
        style.underline = "underline" in decoration or parent.underline
        style.strike = "line-through" in decoration or parent.strike
    if not style.is_block and own.get("vertical-align") in ("sub", "super"):
        style.raised = own["vertical-align"]
    if own.get("text-transform") in ("uppercase", "none"):
        style.caps = "caps" if own["text-transform"] == "uppercase" else ""
    if own.get("font-variant") in ("small-caps", "normal"):
        style.caps = "smallCaps" if own["font-variant"] == "small-caps" else ""
    if spacing := own.get("letter-spacing"):
        style.spacing = (_length(spacing, style.size) or 0.0) / _MM["pt"]
    if own.get("text-align") in ("left", "right", "center", "justify", "start", "end"):
        style.align = {"start": "left", "end": "right"}.get(
            own["text-align"], own["text-align"]
        )
    if (indent := style.length("text-indent")) is not None:
        style.indent = indent
    if line := own.get("line-height"):
        style.line = _line(line, style.size)
    style.space = own.get("white-space", style.space)
    style.marker = own.get("list-style-type", style.marker)
    if own.get("page", "auto") != "auto":
        style.page = own["page"]
    return style


def _line(text: str, size: float) -> float | None:
    """The height of a line in sizes of its letters."""
    try:
        return float(text)
    except ValueError:
        length = _length(text, size, size * _MM["pt"])
        return length / _MM["pt"] / size if length else None


def _paged(page: _Page, content, without_boxes: bool) -> _Page:
    """A page with the declarations of one ``@page`` rule on top.

    ``without_boxes``: the number is not for the first page unless its own rule says
    so; other texts are.
    """
    import tinycss2

    boxes, own = dict(page.boxes), {}
    for item in tinycss2.parse_blocks_contents(
        content, skip_comments=True, skip_whitespace=True
    ):
        if item.type == "declaration":
            own.update(_expanded(item.lower_name, tinycss2.serialize(item.value)))
        elif item.type == "at-rule" and item.content is not None:
            box = _boxed(boxes.get(f"@{item.lower_at_keyword}"), item.content)
            if without_boxes and None in box.parts:
                continue
            boxes[f"@{item.lower_at_keyword}"] = box
    size = page.size
    words = own.get("size", "").lower().split()
    if lengths := [found for word in words if (found := _length(word, 12))]:
        size = (lengths[0], lengths[-1])
    elif words:
        formats = {"a3": (297.0, 420.0), "a5": (148.0, 210.0)}
        size = next((formats[word] for word in words if word in formats), _A4)
        if "landscape" in words:
            size = size[::-1]
    margins = list(page.margins)
    for index, side in enumerate(("left", "right", "top", "bottom")):
        whole = size[0] if index < 2 else size[1]
        length = _length(own.get(f"margin-{side}", ""), 12, whole)
        margins[index] = margins[index] if length is None else length
    return _Page(size, tuple(margins), boxes)


def _boxed(box: _Box | None, content) -> _Box:
    import tinycss2

    box = box or _Box()
    for item in tinycss2.parse_blocks_contents(
        content, skip_comments=True, skip_whitespace=True
    ):
        if item.type != "declaration":
            continue
        value = tinycss2.serialize(item.value).strip()
        if item.lower_name == "content":
            parts = []
            for token in item.value:
                if token.type == "string":
                    parts.append(token.value)
                elif token.type == "function" and token.lower_name == "counter":
                    if "page" in tinycss2.serialize(token.arguments).split():
                        parts.append(None)
                elif token.type == "url" and (image := _image(token.value)):
                    parts.append(image[0])
            box = replace(box, parts=tuple(parts))
        elif item.lower_name == "font-size":
            length = _length(value, box.size, box.size * _MM["pt"])
            box = replace(box, size=length / _MM["pt"] if length else box.size)
        elif item.lower_name == "font-weight":
            box = replace(box, bold=value in ("bold", "bolder"))
        elif item.lower_name == "image-resolution" and value.endswith("dpi"):
            box = replace(box, resolution=float(value.removesuffix("dpi")) or 96.0)
    return box


# --------------------------------------------------------------------------------------
# The empty document
# --------------------------------------------------------------------------------------


@functools.cache
def _template() -> bytes:
    """python-docx's own template without what a paper has no use for.

    It brings 160 styles of Word 2011, their copy, a picture of the page, and the mode
    of Word 2010, in which Word writes «compatibility mode» over the window.
    """
    import cssselect2  # noqa: F401 – missing, it is told here
    import docx
    import tinycss2  # noqa: F401
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    for package in (document.part.package, document.part):
        for key, relation in list(package.rels.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind in (
                *("thumbnail", "extended-properties", "customXml"),
                *("stylesWithEffects", "numbering", "webSettings"),
            ):
                del package.rels[key]
    styles = document.styles.element
    for style in list(styles.findall(qn("w:style"))):
        if style.get(qn("w:styleId")) not in _KEPT_STYLES:
            styles.remove(style)
            continue
        for name in ("w:link", "w:rsid"):
            for child in style.findall(qn(name)):
                style.remove(child)
        if style.get(qn("w:type")) == "paragraph":
            for name in ("w:pPr", "w:rPr"):
                for child in style.findall(qn(name)):
                    style.remove(child)
    for child in styles.findall(qn("w:latentStyles")):
        styles.remove(child)
    defaults = styles.find(qn("w:docDefaults"))
    for child in list(defaults):
        defaults.remove(child)
    run = OxmlElement("w:rPr")
    fonts = OxmlElement("w:rFonts")
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT_NAME)
    language = OxmlElement("w:lang")
    for name, value in (("val", "ru-RU"), ("eastAsia", "ru-RU"), ("bidi", "ar-SA")):
        language.set(qn(f"w:{name}"), value)
    run.extend((fonts, language))
    holder = OxmlElement("w:rPrDefault")
    holder.append(run)
    defaults.append(holder)
    _clean_settings(document.settings.element)
    properties = document.core_properties
    for child in list(properties._element):
        properties._element.remove(child)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _clean_settings(settings):
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    kept = ("defaultTabStop", "characterSpacingControl", "compat", "clrSchemeMapping")
    for child in list(settings):
        if child.tag not in [qn(f"w:{name}") for name in kept]:
            settings.remove(child)
    compatibility = settings.find(qn("w:compat"))
    for child in list(compatibility):
        if child.tag != qn("w:compatSetting"):
            compatibility.remove(child)
        elif child.get(qn("w:name")) == "compatibilityMode":
            child.set(qn("w:val"), "15")
    # Or Word stretches the line before a line break from margin to margin.
    compatibility.insert(0, OxmlElement("w:doNotExpandShiftReturn"))


def _zipped(content: bytes) -> bytes:
    """The package with the same bytes for the same parts: no times, one order."""
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    names = sorted(source.namelist(), key=lambda name: (name[:1] not in "[_", name))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, source.read(name))
    return target.getvalue()


# --------------------------------------------------------------------------------------
# Widths
# --------------------------------------------------------------------------------------


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


def _text_width(text: str, style: _Style) -> float:
    """Width of a line of text in mm."""
    try:
        metrics = _metrics(style.bold)
    except (ImportError, OSError):
        metrics = {}
    letters = (
        0.0 if unicodedata.combining(char) else metrics.get(ord(char), 0.6)
        for char in (text.upper() if style.caps else text)
    )
    return (sum(letters) * style.size + len(text) * style.spacing) * _MM["pt"]


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


# --------------------------------------------------------------------------------------
# The walk
# --------------------------------------------------------------------------------------


@dataclass
class _Block:
    """An open block: its style and its distance from the edges of the container."""

    style: _Style
    left: float = 0.0
    right: float = 0.0
    name: str = "Normal"


@dataclass
class _Cell:
    node: object
    style: _Style
    row: int
    column: int
    rows: int
    columns: int


@dataclass
class _Row:
    node: object
    style: _Style
    cells: dict = field(default_factory=dict)  # column → _Cell, also reaching down
    is_head: bool = False
    is_kept: bool = False


class _Writer:
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
        style = self._rules.style(self._root, _Style())
        body = style
        for node in self._root.iter_children():
            if node.local_name == "body":
                body = self._rules.style(node, style)
        self._scale = self._size / body.size if self._size else 1.0
        self._normal = replace(body, size=body.size * self._scale, own={})
        self._styles()
        self._width = self._rules.page("").width
        self._block(self._root, _Style())
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
        return _zipped(buffer.getvalue())

    def _styles(self):
        from docx.shared import Pt

        for style in self._document.styles:
            if style.style_id not in _KEPT_STYLES or style.type != 1:
                continue
            if style.name == "Normal":
                style.font.size = Pt(_half(self._normal.size))
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

    def _style(self, node, parent: _Style) -> _Style:
        """The style of an element, which a table asks for again and again."""
        element = node.etree_element
        style = self._known.get(element)
        if style is None:
            style = self._known[element] = self._rules.style(node, parent)
            if node.local_name == "body" and self._scale != 1.0:
                style.size *= self._scale
        return style

    def _node(self, node, parent: _Style):
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

    def _is_box(self, node, style: _Style) -> bool:
        """An empty square with borders, to be ticked by hand."""
        element = node.etree_element
        return (
            style.display == "inline-block"
            and not len(element)
            and not (element.text or "").strip()
            and style.border("top").width > 0
            and style.border("left").width > 0
        )

    def _flow(self, node, style: _Style):
        """Text and children, one after another."""
        self._text(node.etree_element.text or "", style)
        for child in node.iter_children():
            self._node(child, style)
            self._text(child.etree_element.tail or "", style)

    def _block(self, node, parent: _Style, style: _Style | None = None):
        style = style or self._style(node, parent)
        self._close()
        above = self._blocks[-1] if self._blocks else _Block(style)
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
        self._blocks.append(_Block(style, left, right, name))
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

    def _edges(self, style: _Style, above: _Block) -> tuple[float, float]:
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

    def _item(self, node, style: _Style):
        """An item of a list: its marker is typed, as far left as the list reaches."""
        number = 1
        element = node.etree_element
        parent = element.getparent()
        if parent is not None:
            siblings = [child for child in parent if child.tag == "li"]
            number = _integer(parent.get("start"), 1)
            for sibling in siblings:
                number = _integer(sibling.get("value"), number)
                if sibling is element:
                    break
                number += 1
        self._marker = _marker(style.marker, number)
        self._flow(node, style)
        if self._marker:  # nothing in it: the number is there all the same
            self._open(style)

    def _rule(self, style: _Style):
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
        twips = max(20, round(height * _TWIPS))
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

    def _open(self, style: _Style):
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
            settings.space_before = Pt(round(self._gap / _MM["pt"], 1))
        self._gap = 0.0
        base = block.style
        if (base.line or 0) != (self._normal.line or 0):
            settings.line_spacing = _spacing(base.line)
        left, indent = block.left, base.indent
        if self._marker:
            room = _text_width(f"{self._marker} ", base) + 1.0
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
        if _half(base.size) != _half(self._normal.size):
            properties = element.get_or_add_pPr()
            run = self._make("w:rPr")
            run.append(self._make("w:sz", val=round(_half(base.size) * 2)))
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

    # -- text --------------------------------------------------------------------------

    def _text(self, text: str, style: _Style):
        if not text or not self._blocks:
            return
        if style.space in ("pre", "pre-wrap", "pre-line", "break-spaces"):
            lines = text.replace("\r\n", "\n").split("\n")
            for number, line in enumerate(lines):
                if number:
                    self._line_break(style)
                if line:
                    self._open(style)
                    self._run(line, style)
                    self._is_fresh = False
            return
        text = _SPACES.sub(" ", text)
        if self._paragraph is None or self._is_fresh:
            text = text.removeprefix(" ")
        if not text:
            return
        self._open(style)
        if style.space == "nowrap" and self._blocks[-1].style.space != "nowrap":
            text = re.sub("(?<=[^ ]) (?=[^ ])", "\u00a0", text)
        self._run(text, style)
        self._is_fresh = text.endswith(" ")

    def _line_break(self, style: _Style):
        if self._blocks:
            paragraph = self._open(style)
            if self._tail is not None and self._tail.text:
                self._tail.text = self._tail.text.rstrip(" ")
            run = self._element("w:r")
            run.append(self._element("w:br"))
            paragraph.append(run)
            self._is_fresh, self._tail = True, None

    def _run(self, text: str, style: _Style):
        """Letters of one look. A soft hyphen and its kin are signs of their own."""
        run = self._element("w:r")
        properties = self._run_properties(style)
        if len(properties):
            run.append(properties)
        signs = {"\u00ad": "w:softHyphen", "\u2011": "w:noBreakHyphen", "\t": "w:tab"}
        for part in re.split("([\u00ad\u2011\t])", text):
            if part in signs:
                run.append(self._element(signs[part]))
                self._tail = None
            elif part:
                self._tail = self._element("w:t")
                self._tail.text = part
                self._tail.set(
                    "{http://www.w3.org/XML/1998/namespace}space", "preserve"
                )
                run.append(self._tail)
        self._paragraph.append(run)

    def _run_properties(self, style: _Style):
        properties = self._make("w:rPr")
        heading = self._blocks[-1].name != "Normal"
        for tag, wanted, given in (
            ("w:b", style.bold, heading),
            ("w:i", style.italic, False),
            ("w:caps", style.caps == "caps", False),
            ("w:smallCaps", style.caps == "smallCaps", False),
            ("w:strike", style.strike, False),
        ):
            if wanted != given:
                properties.append(
                    self._make(tag) if wanted else self._make(tag, val="0")
                )
        if abs(style.spacing) > 0.04:
            properties.append(self._make("w:spacing", val=round(style.spacing * 20)))
        if _half(style.size) != _half(self._normal.size):
            for tag in ("w:sz", "w:szCs"):
                properties.append(self._make(tag, val=round(_half(style.size) * 2)))
        if style.underline:
            properties.append(self._make("w:u", val="single"))
        if style.raised:
            name = "subscript" if style.raised == "sub" else "superscript"
            properties.append(self._make("w:vertAlign", val=name))
        return properties

    # -- pictures ----------------------------------------------------------------------

    def _picture(self, element, style: _Style):
        if not self._blocks:
            return
        block = self._blocks[-1]
        room = max(self._width - block.left - block.right, 5.0)
        label = element.get("alt") or ""
        image = _image(element.get("src") or "")
        if image is None:
            self._text(label, style)
            return
        content, width, height = image
        width, height = _fitted(style, width, height, room, block.style.size)
        inline = self._document.part.new_pic_inline(
            io.BytesIO(content), round(width * _EMU), round(height * _EMU)
        )
        inline.docPr.set("descr", label)
        inline.docPr.set("name", f"Picture {inline.docPr.get('id')}")
        for named in inline.iter("{*}cNvPr"):
            named.set("name", inline.docPr.get("name"))
        run = self._element("w:r")
        drawing = self._element("w:drawing")
        drawing.append(inline)
        run.append(drawing)
        self._open(style).append(run)
        self._is_fresh, self._tail = False, None

    # -- tables ------------------------------------------------------------------------

    def _table(self, node, style: _Style):
        above = self._blocks[-1]
        outer_width = self._width
        if self._container is self._body and style.page != above.style.page:
            self._width = self._rules.page(style.page).width
        self._blocks.append(_Block(style, above.left, above.right))
        self._table_block(node, style, above)
        self._blocks.pop()
        self._width = outer_width

    def _table_block(self, node, style: _Style, above: _Block):
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
        if count > _MAX_COLUMNS:
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
            space = Pt(round(self._gap / _MM["pt"], 1))
            Paragraph(paragraph, None).paragraph_format.space_after = space
        self._gap = 0.0

    def _groups(self, node, style: _Style):
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

    def _loose_in_row(self, row, style: _Style):
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
                    wide = min(max(_integer(element.get("colspan"), 1), 1), _MAX_SPAN)
                    high = _integer(element.get("rowspan"), 1)
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
                    span = max(_integer(col.etree_element.get("span"), 1), 1)
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
        nowrap = style.space == "nowrap"
        for line in lines:
            # A little more: the widths of letters are rounded on the way.
            whole = _text_width(line, style) + padding + 0.5
            column.most = max(column.most, whole)
            words = [line] if nowrap else re.split("[ -]", line)
            least = max((_text_width(word, style) for word in words), default=0.0)
            column.least = max(column.least, least + padding + (0.5 if least else 0.0))
        if column.given is None and "width" in style.own:
            column.given = style.length("width", room)
            if column.given is not None:
                column.given += padding if "%" not in style.own["width"] else 0.0

    def _table_width(self, style: _Style, columns, room: float) -> float:
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
        twips = [max(1, round(width * _TWIPS)) for width in widths]
        properties.append(self._make("w:tblW", w=sum(twips), type="dxa"))
        properties.append(self._make("w:tblInd", w=round(left * _TWIPS), type="dxa"))
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
                self._make("w:trHeight", val=round(height * _TWIPS), hRule="atLeast")
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
        properties.append(self._make("w:tcW", w=round(width * _TWIPS), type="dxa"))
        if span > 1:
            properties.append(self._make("w:gridSpan", val=span))
        style = cell.style if cell else replace(style, own={})
        if cell and cell.rows > 1:
            merge = "restart" if is_start else "continue"
            properties.append(self._make("w:vMerge", val=merge))
        self._cell_look(properties, style)
        outer = self._container, self._width, self._blocks, self._gap
        self._container, self._gap, self._blocks = element, 0.0, [_Block(style)]
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

    def _cell_look(self, properties, style: _Style):
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
                    self._make(f"w:{side}", w=round(padding * _TWIPS), type="dxa")
                )
        if len(margins):
            properties.append(margins)
        align = {"middle": "center", "bottom": "bottom"}.get(
            style.own.get("vertical-align", "")
        )
        if align:
            properties.append(self._make("w:vAlign", val=align))

    # -- sections ----------------------------------------------------------------------

    def _write_sections(self):
        from copy import deepcopy

        from docx.shared import Mm

        for _name, paragraph in self._sections[:-1]:
            paragraph.get_or_add_pPr()._insert_sectPr(deepcopy(self._end))
        previous = None
        names = [name for name, _last in self._sections]
        for number, (name, section) in enumerate(
            zip(names, self._document.sections, strict=True)
        ):
            page = self._rules.page(name)
            width, height = page.size
            section.page_width, section.page_height = Mm(width), Mm(height)
            section.orientation = int(width > height)
            left, right, top, bottom = page.margins
            section.left_margin, section.right_margin = Mm(left), Mm(right)
            section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
            # In the middle of the margin, as a margin box stands.
            section.header_distance = Mm(max(top / 2 - 2.5, 0))
            section.footer_distance = Mm(max(bottom / 2 - 2.5, 0))
            section.start_type = 2
            for grid in section._sectPr.findall(self._qn("w:docGrid")):
                section._sectPr.remove(grid)
            if not number:
                first = self._rules.page(name, first=True)
                section.different_first_page_header_footer = True
                self._margin_boxes(section.first_page_header, first, "top")
                self._margin_boxes(section.first_page_footer, first, "bottom")
            look = page.boxes, page.width
            if look != previous:
                self._margin_boxes(section.header, page, "top")
                self._margin_boxes(section.footer, page, "bottom")
            previous = look

    def _margin_boxes(self, holder, page: _Page, edge: str):
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Mm, Pt

        boxes = [
            page.boxes.get(f"@{edge}-{place}") or _Box()
            for place in ("left", "center", "right")
        ]
        shown = [any(part != "" for part in box.parts) for box in boxes]
        # Where nothing is shown and nothing could come from the section before.
        if not any(shown) and edge not in self._edged:
            return
        self._edged.add(edge)
        holder.is_linked_to_previous = False
        paragraph = holder.paragraphs[0]
        if shown == [False, True, False]:
            paragraph.alignment = 1
        elif any(shown):
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Mm(page.width / 2), WD_TAB_ALIGNMENT.CENTER)
            stops.add_tab_stop(Mm(page.width), WD_TAB_ALIGNMENT.RIGHT)
        for number, box in enumerate(boxes):
            if number and any(shown[number:]) and shown != [False, True, False]:
                paragraph.add_run("\t")
            for part in box.parts:
                if isinstance(part, bytes):
                    self._margin_picture(paragraph.add_run(), part, box.resolution)
                    continue
                run = paragraph.add_run(part or "")
                run.font.size = Pt(_half(box.size))
                run.font.bold = box.bold or None
                if part is None:
                    _page_number(self, run)

    def _margin_picture(self, run, content: bytes, resolution: float):
        from docx.shared import Mm
        from PIL import Image

        with Image.open(io.BytesIO(content)) as picture:
            width = picture.width / resolution * 25.4
        inline = run.add_picture(io.BytesIO(content), width=Mm(width))._inline
        name = f"Picture {inline.docPr.get('id')}"
        for element in (inline.docPr, *inline.iter("{*}cNvPr")):
            element.set("name", name)


def _page_number(writer, run):
    """The field PAGE in the look of a run."""
    for kind in ("begin", None, "separate", "end"):
        if kind:
            run._r.append(writer._make("w:fldChar", fldCharType=kind))
        else:
            instruction = writer._make("w:instrText")
            instruction.text = "PAGE"
            run._r.append(instruction)
        if kind == "separate":
            shown = writer._make("w:t")
            shown.text = "2"
            run._r.append(shown)


# --------------------------------------------------------------------------------------
# Small things
# --------------------------------------------------------------------------------------


def _half(size: float) -> float:
    """Points as Word counts them: by halves."""
    return max(round(size * 2) / 2, 1.0)


def _spacing(line: float | None) -> float:
    """Lines of the font, as Word counts them."""
    return round((line or _FONT_LINE) / _FONT_LINE, 2)


def _integer(text: str | None, otherwise: int) -> int:
    try:
        return int((text or "").strip())
    except ValueError:
        return otherwise


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


def _lines(element) -> list[str]:
    """The lines of a cell, roughly: ended by ``<br>`` and by blocks."""
    parts = []

    def collect(node):
        if node.tag in ("style", "script"):
            return
        if node.tag in ("br", "p", "div", "li", "tr", "td", "th", "table"):
            parts.append("\n")
        parts.append(_SPACES.sub(" ", node.text or ""))
        for child in node:
            collect(child)
            if child.tag in ("p", "div", "li", "tr", "table"):
                parts.append("\n")
            parts.append(_SPACES.sub(" ", child.tail or ""))

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


def _image(address: str) -> tuple[bytes, float, float] | None:
    """A picture of a ``data:`` URI that Word can show, and its size in mm."""
    head, comma, data = address.strip().partition(",")
    if not comma or not head.lower().startswith("data:image/"):
        return None
    try:
        data = urllib.parse.unquote_to_bytes(data)
        content = base64.b64decode(data) if head.lower().endswith(";base64") else data
        from PIL import Image

        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
            if picture.format not in ("PNG", "JPEG", "GIF"):
                buffer = io.BytesIO()
                picture.convert("RGBA").save(buffer, "PNG")
                content = buffer.getvalue()
            else:
                picture.verify()
        from docx.image.image import Image as Known

        Known.from_blob(content)  # does python-docx think so too?
    except Exception:  # whatever a picture may be, it costs only itself
        return None
    if not width or not height:
        return None
    return content, width * _MM["px"], height * _MM["px"]


def _fitted(style: _Style, width, height, room, size) -> tuple[float, float]:
    """The size of a picture by its CSS, never wider than the text."""
    given = style.length("width", room), style.length("height")
    ratio = height / width
    if given[0] and given[1]:
        width, height = given
        ratio = height / width
    elif given[0]:
        width, height = given[0], given[0] * ratio
    elif given[1]:
        width, height = given[1] / ratio, given[1]
    limit = min(style.length("max-width", room) or room, room)
    width, height = (limit, limit * ratio) if width > limit else (width, height)
    limit = min(style.length("max-height") or 240.0, 240.0)
    width, height = (limit / ratio, limit) if height > limit else (width, height)
    return max(width, 0.1), max(height, 0.1)

"""The style of a page: the part of CSS that our papers use.

Fonts, alignment, indents, margins, borders, widths, page breaks, ``@page`` with its
margin boxes and named pages. Knows nothing of DOCX; what is not understood is left out.
"""

import re
from dataclasses import dataclass, field, replace

MARGINS = (30, 10, 20, 20)  # mm: left, right, top, bottom
FONT_SIZE = 14  # points

SPACES = re.compile("[ \t\r\n\f]+")

_A4 = (210.0, 297.0)
MM = {
    "mm": 1.0,
    "cm": 10.0,
    "q": 0.25,
    "in": 25.4,
    "pt": 25.4 / 72,
    "pc": 25.4 / 6,
    "px": 25.4 / 96,
}

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


@dataclass(frozen=True)
class Picture:
    """A picture in a margin box."""

    address: str


@dataclass(frozen=True)
class Box:
    """A margin box of a page: text, the number of the page, small pictures."""

    parts: tuple[str | Picture | None, ...] = ()  # None is the number
    size: float = 12.0
    bold: bool = False
    resolution: float = 96.0  # of its pictures, dots per inch


@dataclass(frozen=True)
class Page:
    """A page: mm, margins as left, right, top, bottom."""

    size: tuple[float, float] = _A4
    margins: tuple[float, float, float, float] = MARGINS
    boxes: dict = field(default_factory=dict)

    @property
    def width(self) -> float:
        return max(self.size[0] - self.margins[0] - self.margins[1], 10.0)


@dataclass(frozen=True)
class Border:
    """Width in points; the line as Word calls it."""

    width: float = 0.0
    line: str = "single"


@dataclass
class Style:
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

    def border(self, side: str) -> Border:
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
        return number * size * MM["pt"] * (1 if unit.endswith("em") else 0.5)
    if unit in MM:
        return number * MM[unit]
    return 0.0 if number == 0 else None


def _border(text: str, size: float) -> Border:
    words = text.lower().split()
    lines = {
        "solid": "single",
        "dashed": "dashed",
        "dotted": "dotted",
        "double": "double",
    }
    line = next((lines[word] for word in words if word in lines), None)
    if not line:
        return Border()
    width = 1.5  # «medium», when nothing is said
    for word in words:
        if (length := _length(word, size)) is not None:
            width = length / MM["pt"]
        elif word == "thin":
            width = 0.75
    return Border(width, line)


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


class Rules:
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

    def page(self, name: str, first: bool = False) -> Page:
        """The page of a name; ``first`` for the first page of the document."""
        key = name, first
        if key not in self._cache:
            # Papers have their number at the top from the second page on (GOST R
            # 7.0.97), whatever the page says or fails to say.
            page = Page(boxes={} if first else {"@top-center": Box((None,))})
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

    def style(self, node, parent: Style) -> Style:
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


def _computed(own: dict, parent: Style) -> Style:
    style = replace(parent, own=own)
    if size := own.get("font-size"):
        named = {"small": 10.0, "medium": 12.0, "large": 13.5, "smaller": 0.83}
        length = _length(size, parent.size, parent.size * MM["pt"])
        if length:
            style.size = length / MM["pt"]
        elif size in named:
            number = named[size]
            style.size = number if number > 1 else parent.size * number
    if weight := own.get("font-weight"):
        style.bold = weight in ("bold", "bolder") or (
            weight.isdecimal() and int(weight) >= 600
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
        style.spacing = (_length(spacing, style.size) or 0.0) / MM["pt"]
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
        length = _length(text, size, size * MM["pt"])
        return length / MM["pt"] / size if length else None


def _paged(page: Page, content, without_boxes: bool) -> Page:
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
    return Page(size, tuple(margins), boxes)


def _boxed(box: Box | None, content) -> Box:
    import tinycss2

    box = box or Box()
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
                elif token.type == "url":
                    parts.append(Picture(token.value))
            box = replace(box, parts=tuple(parts))
        elif item.lower_name == "font-size":
            length = _length(value, box.size, box.size * MM["pt"])
            box = replace(box, size=length / MM["pt"] if length else box.size)
        elif item.lower_name == "font-weight":
            box = replace(box, bold=value in ("bold", "bolder"))
        elif item.lower_name == "image-resolution" and value.endswith("dpi"):
            box = replace(box, resolution=float(value.removesuffix("dpi")) or 96.0)
    return box

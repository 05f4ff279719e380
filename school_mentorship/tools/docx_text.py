"""Text of a page as runs of Word: letters of one look, line breaks, pictures."""

import io
import re

from .docx_image import fitted, image_of
from .page_style import SPACES, Style

# A millimetre as Word measures pictures.
EMU = 36000


def half(size: float) -> float:
    """Points as Word counts them: by halves."""
    return max(round(size * 2) / 2, 1.0)


class Text:
    """What a writer puts into its paragraphs; it knows the blocks and their width."""

    def _text(self, text: str, style: Style):
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
        text = SPACES.sub(" ", text)
        if self._paragraph is None or self._is_fresh:
            text = text.removeprefix(" ")
        if not text:
            return
        self._open(style)
        if style.space == "nowrap" and self._blocks[-1].style.space != "nowrap":
            text = re.sub("(?<=[^ ]) (?=[^ ])", "\u00a0", text)
        self._run(text, style)
        self._is_fresh = text.endswith(" ")

    def _line_break(self, style: Style):
        if self._blocks:
            paragraph = self._open(style)
            if self._tail is not None and self._tail.text:
                self._tail.text = self._tail.text.rstrip(" ")
            run = self._element("w:r")
            run.append(self._element("w:br"))
            paragraph.append(run)
            self._is_fresh, self._tail = True, None

    def _run(self, text: str, style: Style):
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

    def _run_properties(self, style: Style):
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
        if half(style.size) != half(self._normal.size):
            for tag in ("w:sz", "w:szCs"):
                properties.append(self._make(tag, val=round(half(style.size) * 2)))
        if style.underline:
            properties.append(self._make("w:u", val="single"))
        if style.raised:
            name = "subscript" if style.raised == "sub" else "superscript"
            properties.append(self._make("w:vertAlign", val=name))
        return properties

    def _picture(self, element, style: Style):
        if not self._blocks:
            return
        block = self._blocks[-1]
        room = max(self._width - block.left - block.right, 5.0)
        label = element.get("alt") or ""
        image = image_of(element.get("src") or "")
        if image is None:
            self._text(label, style)
            return
        content, width, height = image
        width, height = fitted(style, width, height, room, block.style.size)
        inline = self._document.part.new_pic_inline(
            io.BytesIO(content), round(width * EMU), round(height * EMU)
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

"""Sections of a DOCX: pages of one size, with the headers and footers of ``@page``."""

import io

from .docx_image import image_of
from .docx_text import half
from .page_style import MM, Box, Page, Picture


class Sections:
    """What a writer does at last: sizes, margins, margin boxes of each section."""

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

    def _margin_boxes(self, holder, page: Page, edge: str):
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Mm, Pt

        boxes = [
            page.boxes.get(f"@{edge}-{place}") or Box()
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
                if isinstance(part, Picture):
                    self._margin_picture(paragraph, part, box.resolution)
                    continue
                run = paragraph.add_run(part or "")
                run.font.size = Pt(half(box.size))
                run.font.bold = box.bold or None
                if part is None:
                    _page_number(self, run)

    def _margin_picture(self, paragraph, picture: Picture, resolution: float):
        from docx.shared import Mm

        if (image := image_of(picture.address)) is None:
            return
        content, width, _height = image
        width *= 25.4 / MM["px"] / resolution
        run = paragraph.add_run()
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

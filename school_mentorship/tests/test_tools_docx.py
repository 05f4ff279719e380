"""DOCX: the page of the PDF read back with python-docx and through LibreOffice."""

import base64
import functools
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from unittest.mock import patch

import docx
import lxml.etree
import lxml.html
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from odoo.tests import BaseCase, tagged

from odoo.addons.school_mentorship.tools import docx as tool
from odoo.addons.school_mentorship.tools import docx_package, page_style
from odoo.addons.school_mentorship.tools.docx import DocxError, html_to_docx
from odoo.addons.school_mentorship.tools.pdf import FONT_FOLDER, html_to_pdf

NBSP = "\u00a0"

tried = functools.partial(
    settings(
        max_examples=100,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
)

STYLE = """
@page { size: A4 portrait; margin: 20mm 10mm 20mm 30mm;
    @top-center { content: counter(page); font-size: 12pt; }
    @top-right { content: "ПРОЕКТ"; font-size: 12pt; font-weight: bold; } }
@page :first { @top-center { content: none; } }
@page wide { size: A4 landscape; margin: 30mm 20mm 10mm 20mm; }
body { margin: 0; font-size: 14pt; line-height: 1.25; text-align: justify; }
p { margin: 0; text-indent: 12.5mm; }
h1 { margin: 0; font-size: 1em; text-align: center; break-after: avoid; }
table { border-collapse: collapse; width: 100%; }
tr { break-inside: avoid; }
td, th { padding: 0; font-weight: normal; text-align: left; vertical-align: top; }
.wide { page: wide; }
.sheet { break-before: page; }
.blank { white-space: nowrap; }
.head { text-align: center; line-height: 1.15; }
.head p { text-indent: 0; }
.head .kind { margin: 5mm 0 4mm; font-weight: bold; letter-spacing: 0.15em; }
.head img { max-width: 100%; max-height: 45mm; }
td.right { text-align: right; }
.title { width: 90mm; margin: 6mm 0; font-weight: bold; text-align: left;
    text-indent: 0; }
.orders { text-indent: 0; font-weight: bold; break-after: avoid; }
.annex-mark { width: 84mm; margin: 0 0 5mm auto; text-align: left; }
.annex-mark p { text-indent: 0; }
.grid { font-size: 12pt; line-height: 1.12; table-layout: fixed; }
.grid td, .grid th { border: 0.5pt solid black; padding: 0.8mm 1.4mm; }
.grid th { text-align: center; vertical-align: middle; font-weight: bold; }
.grid tbody { break-inside: avoid; }
.signature { margin-top: 12mm; break-inside: avoid; break-before: avoid; }
.signature td { vertical-align: bottom; }
.signature .line { width: 42mm; border-bottom: 0.5pt solid black; }
.signature .name { width: 62mm; padding-left: 6mm; text-align: right; }
.form td { padding-top: 0.9mm; vertical-align: bottom; }
.form .label { width: 1%; white-space: nowrap; padding-right: 1.5mm; }
.form .fill { border-bottom: 0.5pt solid black; }
.box { display: inline-block; width: 3mm; height: 3mm; border: 0.6pt solid black; }
"""
_CLAUSE = (
    "Заместителю директора по УВР Козловой Н.В. обеспечить ведение банков наставников "
    "и наставляемых, разработку персонализированных программ и контроль их реализации "
    "до 31 мая 2027 г. и представить отчёт педагогическому совету. "
)
_ROWS = "".join(
    f'<tbody><tr><td rowspan="2">{number}</td><td rowspan="2">Петрова Ольга Ивановна, '
    f"учитель математики</td><td>Сидоров Пётр Ильич</td><td>01.09.2026</td></tr>"
    f"<tr><td>Орлова Мария Анатольевна</td><td>02.09.2026</td></tr></tbody>"
    for number in range(1, 20)
)
PAPER = f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">
<title>Приказ № 125-ОД</title><style>{STYLE}</style></head><body>
<div class="head"><p><b>Муниципальное бюджетное общеобразовательное учреждение</b></p>
<p>(МБОУ «СОШ № 20» города Кирова)</p></div>
<div class="head"><p class="kind">ПРИКАЗ</p>
<table><tr><td><span class="blank" data-slot="date">«___» __________ 20___ г.</span>
</td><td class="right"><span class="blank">№ <span data-slot="number">______</span>
</span></td></tr></table><p>г. Киров</p></div>
<p class="title">Об организации наставничества</p>
<p>В соответствии со ст. 351.8 Трудового кодекса, в целях <i>развития</i></p>
<p class="orders">ПРИКАЗЫВАЮ:</p>
{"".join(f"<p>{number}. {_CLAUSE * 2}</p>" for number in range(1, 9))}
<table class="signature"><tr><td>Директор</td><td class="line"></td>
<td class="name">И.И.{NBSP}Иванова</td></tr></table>
<div class="sheet wide"><div class="annex-mark"><p>Приложение № 1</p>
<p>к приказу МБОУ «СОШ № 20»</p></div>
<h1>Состав наставнических пар<br>(групп)</h1>
<table class="grid"><colgroup><col style="width: 10mm"><col><col>
<col style="width: 25mm"></colgroup><thead><tr><th>№</th><th>Наставник</th>
<th>Наставля&shy;емый</th><th>Согласие</th></tr></thead>{_ROWS}
<tfoot><tr><td colspan="4">Всего</td></tr></tfoot></table></div>
<div class="sheet"><h1>ЛИСТ ОЗНАКОМЛЕНИЯ</h1>
<table class="form"><tr><td class="label">Я,</td><td class="fill">Иванова М.И.</td></tr>
</table><table class="form"><tr><td class="label">адрес:</td><td class="fill"></td></tr>
</table><p>Отметьте: <span class="box"></span> да</p></div></body></html>"""

# Order of children by the schema of WordprocessingML, as far as we write them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr tabs spacing "
    "ind jc outlineLvl rPr sectPr",
    "rPr": "rFonts b i caps smallCaps strike spacing sz szCs u vertAlign lang",
    "tcPr": "tcW gridSpan vMerge tcBorders tcMar vAlign",
    "tblPr": "tblW tblInd tblLayout tblCellMar",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg",
}


def read(content):
    return docx.Document(io.BytesIO(content))


def part(content, name="word/document.xml"):
    return lxml.etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(name))


def squeeze(text):
    return re.sub("[\\s\u00ad]", "", text).replace("\u2011", "-")


def text_of(content):
    """The text of the document in its order, tables included."""
    return "".join(
        {"t": element.text or "", "noBreakHyphen": "-", "br": "\n", "tab": "\t"}.get(
            lxml.etree.QName(element).localname, ""
        )
        + ("\n" if element.tag == qn("w:pPr") else "")
        for element in part(content).iter()
    )


def text_of_html(html):
    page = lxml.html.document_fromstring(html)
    for element in page.xpath("//style|//title|//script"):
        element.drop_tree()
    return page.text_content()


def paragraph(document, text):
    everything = document.element.body.iter(qn("w:p"))
    found = (docx.text.paragraph.Paragraph(p, document) for p in everything)
    return next(item for item in found if text in item.text)


def picture(size=(96, 48), kind="PNG"):
    buffer = io.BytesIO()
    Image.new("RGB", size, "navy").save(buffer, kind)
    data = base64.b64encode(buffer.getvalue()).decode()
    return f"data:image/{kind.lower()};base64,{data}"


@tagged("post_install", "-at_install")
class TestDocxText(BaseCase):
    def test_every_line_in_order(self):
        content = html_to_docx(PAPER)
        expected = squeeze(text_of_html(PAPER).replace("Отметьте:", "Отметьте:□"))
        self.assertEqual(squeeze(text_of(content)), expected)

    def test_unknown_tags_lose_no_text(self):
        for html in (
            "<foo>один <bar>два</bar> три</foo> четыре",
            "<table>вне <caption>подпись</caption><tr>между<td>ячейка</table>после",
            "<table><tr><td>а<table><tr><td>внутри</table></table>",
            "<tr><td>без таблицы</td></tr>",
            "<section><h3>Глава</h3>текст<div>блок</div>хвост</section>",
            "<fieldset><legend>л</legend><label>м</label></fieldset><button>н</button>",
            "<dl><dt>слово</dt><dd>смысл</dd></dl><address>адрес</address>",
            "<svg><text>в рисунке</text></svg><math><mi>x</mi></math>",
            "<p>а<p>б<div>в<p>г</div>д",
            "<b>ж<p>и</p>к</b>",
            "<pre>  два\n  строки</pre><textarea>поле</textarea>",
            "<table>"
            + "<tr>"
            + "".join(f"<td>с{n}</td>" for n in range(70))
            + "</table>",
            '<table><tr><td rowspan="9">а<td colspan="999">б<tr><td>в</table>',
            '<table><tr><td>1<td rowspan=2>2<td>3<tr><td colspan="3">4</table>',
            '<div style="display: flex"><span>л</span><span>п</span></div>',
            '<a href="https://example.org">ссылка</a>&nbsp;&lt;тег&gt; &amp; 1\u20112',
        ):
            with self.subTest(html=html):
                found = squeeze(text_of(html_to_docx(html)))
                self.assertEqual(found, squeeze(text_of_html(html)))

    def test_hidden_is_not_printed(self):
        html = (
            '<p hidden>тайна</p><p style="display: none">тайна</p><script>x</script>я'
        )
        self.assertEqual(text_of(html_to_docx(html)).strip(), "я")

    def test_spaces(self):
        html = "<p>\n  один \n два<b> три</b> <i> четыре</i>\n</p><p> <br> пять</p>"
        lines = [line.text for line in read(html_to_docx(html)).paragraphs]
        self.assertEqual(lines, ["один два три четыре", "\nпять"])

    def test_no_break(self):
        html = (
            "<style>.blank { white-space: nowrap }</style>"
            "<p>№&nbsp;5 и <span class='blank'> «___» ____ г.</span> наставля&shy;емый"
        )
        content = html_to_docx(html)
        text = read(content).paragraphs[0].text
        self.assertIn(f"№{NBSP}5 и «___»{NBSP}____{NBSP}г. ", text)
        self.assertEqual(len(part(content).findall(f".//{qn('w:softHyphen')}")), 1)

    def test_numbers_are_typed(self):
        html = (
            "<p>1. Утвердить.</p><ol start=3><li>три<li>четыре<ul><li>знак</ul></ol>"
            "<ol style='list-style-type: upper-roman'><li value=9>девять<li></ol>"
        )
        content = html_to_docx(html)
        lines = [line.text for line in read(content).paragraphs if line.text]
        self.assertEqual(
            lines,
            [
                "1. Утвердить.",
                "3.\tтри",
                "4.\tчетыре",
                "◦\tзнак",
                "IX.\tдевять",
                "X.\t",
            ],
        )
        self.assertIsNone(part(content).find(f".//{qn('w:numPr')}"))

    def test_looks_of_letters(self):
        html = (
            "<p>а<b>ж</b><i>к</i><u>п</u><s>з</s><sup>в</sup>"
            '<span style="font-size: 10pt; text-transform: uppercase">м</span>'
        )
        runs = {
            run.text: run.font for run in read(html_to_docx(html)).paragraphs[0].runs
        }
        self.assertIsNone(runs["а"].bold)
        self.assertTrue(runs["ж"].bold)
        self.assertTrue(runs["к"].italic)
        self.assertTrue(runs["п"].underline)
        self.assertTrue(runs["з"].strike)
        self.assertTrue(runs["в"].superscript)
        self.assertEqual(runs["м"].size.pt, 10)
        self.assertTrue(runs["м"].all_caps)

    def test_odd_input(self):
        for html in ("", " ", "<", "&#0;", "\ud800", "<p>" * 50, "\0", "<svg>", "<br>"):
            with self.subTest(html=html):
                self.assertTrue(read(html_to_docx(html)).sections)
        self.assertIn(
            "а\ufffdб", text_of(html_to_docx("<p>а\ud800б")).replace("?", "\ufffd")
        )

    def test_deep_page_is_one_sentence_at_worst(self):
        for tag in ("div", "b", "table><tr><td", "ul><li", "div><b><i><p"):
            try:
                content = html_to_docx(f"<{tag}>" * 100 + "дно")
            except DocxError as error:
                self.assertRegex(str(error), r"^[^.]+\.$")
            else:
                self.assertIn("дно", text_of(content))

    words = st.lists(st.integers(0, 10**6), min_size=1, max_size=3).map(
        lambda numbers: " ".join(f"w{number}" for number in numbers)
    )
    trees = st.recursive(
        words,
        lambda inner: st.tuples(
            st.sampled_from(
                (
                    *("p", "div", "b", "span", "h1", "h2", "table", "tr", "td", "th"),
                    *("thead", "tbody", "tfoot", "section", "foo", "pre", "center"),
                    *('td colspan="2"', 'td rowspan="3"', 'div class="sheet wide"'),
                    *('div class="wide"', 'p class="title"', 'table class="grid"'),
                )
            ),
            st.lists(inner, max_size=4),
        ).map(lambda node: f"<{node[0]}>{' '.join(node[1])}</{node[0].split()[0]}>"),
        max_leaves=20,
    )

    @tried
    @given(trees)
    def test_no_tree_loses_a_word(self, tree):
        html = f"<style>{STYLE}</style>{tree}"
        content = html_to_docx(html)
        found = sorted(re.findall("w[0-9]+", text_of(content)))
        self.assertEqual(found, sorted(re.findall("w[0-9]+", text_of_html(html))))
        self.assertTrue(read(content).sections)


@tagged("post_install", "-at_install")
class TestDocxLayout(BaseCase):
    def test_pages(self):
        sections = read(html_to_docx(PAPER)).sections
        self.assertEqual(len(sections), 3)
        for section, width, height, margins in zip(
            sections,
            (210, 297, 210),
            (297, 210, 297),
            ((30, 10, 20, 20), (20, 20, 30, 10), (30, 10, 20, 20)),
            strict=True,
        ):
            found = (
                *(section.page_width, section.page_height),
                *(section.left_margin, section.right_margin),
                *(section.top_margin, section.bottom_margin),
            )
            for length, expected in zip(found, (width, height, *margins), strict=True):
                self.assertAlmostEqual(length.mm, expected, delta=0.1)
        self.assertEqual([section.orientation for section in sections], [0, 1, 0])

    def test_number_of_the_page(self):
        """In the middle above, from the second page on; «ПРОЕКТ» on all."""
        sections = read(html_to_docx(PAPER)).sections
        self.assertTrue(sections[0].different_first_page_header_footer)
        first, rest = sections[0].first_page_header, sections[0].header
        self.assertNotIn("PAGE", first._element.xpath("string(.)"))
        self.assertIn("ПРОЕКТ", first.paragraphs[0].text)
        for section in sections:
            self.assertIn("PAGE", section.header._element.xpath("string(.)"))
            self.assertIn("ПРОЕКТ", section.header.paragraphs[0].text)
        self.assertEqual(
            [
                round(stop.position.mm)
                for stop in rest.paragraphs[0].paragraph_format.tab_stops
            ],
            [85, 170],
        )
        for section in sections[1:]:
            self.assertFalse(section.different_first_page_header_footer)
        plain = read(html_to_docx("<p>без стилей")).sections[0]
        self.assertIn("PAGE", plain.header._element.xpath("string(.)"))
        self.assertEqual(plain.header.paragraphs[0].alignment, 1)
        self.assertTrue(plain.first_page_header.is_linked_to_previous)

    def test_given_margins_and_size(self):
        document = read(html_to_docx(PAPER, margins=(25, 15, 21, 22), font_size=12))
        first, wide, _last = document.sections
        self.assertEqual(
            [round(mm.mm) for mm in (first.left_margin, first.right_margin)], [25, 15]
        )
        self.assertEqual(
            [round(mm.mm) for mm in (wide.top_margin, wide.left_margin)], [25, 22]
        )
        self.assertEqual(document.styles["Normal"].font.size.pt, 12)
        section = read(html_to_docx("<p>x")).sections[0]
        self.assertEqual(
            [
                round(length.mm)
                for length in (
                    *(section.left_margin, section.right_margin),
                    *(section.top_margin, section.bottom_margin),
                )
            ],
            list(page_style.MARGINS),
        )

    def test_paragraphs(self):
        document = read(html_to_docx(PAPER))
        clause = paragraph(document, "1. Заместителю").paragraph_format
        self.assertEqual(clause.alignment, 3)
        self.assertAlmostEqual(clause.first_line_indent.mm, 12.5, delta=0.05)
        title = paragraph(document, "Об организации").paragraph_format
        self.assertAlmostEqual(title.right_indent.mm, 80, delta=0.1)
        self.assertAlmostEqual(title.space_before.mm, 6, delta=0.1)
        mark = paragraph(document, "Приложение № 1").paragraph_format
        self.assertAlmostEqual(mark.left_indent.mm, 257 - 84, delta=0.1)
        self.assertTrue(
            paragraph(document, "ПРИКАЗЫВАЮ").paragraph_format.keep_with_next
        )
        normal = document.styles["Normal"]
        self.assertEqual(normal.font.size.pt, 14)
        self.assertAlmostEqual(
            normal.paragraph_format.line_spacing, 1.25 / 1.15, delta=0.01
        )

    def test_headings(self):
        document = read(html_to_docx(PAPER + "<h2>Глава</h2><h6>Часть</h6>"))
        for text, style in (
            ("ПРИКАЗ", "Title"),
            ("Об организации", "Heading 1"),
            ("Состав", "Heading 1"),
            ("ЛИСТ", "Heading 1"),
            ("Глава", "Heading 2"),
            ("Часть", "Heading 6"),
            ("Заместителю", "Normal"),
        ):
            self.assertEqual(paragraph(document, text).style.name, style)
        for style in document.styles:
            if style.name.startswith(("Heading", "Title")):
                self.assertIsNone(style.font.color.rgb)
        self.assertTrue(paragraph(document, "Состав").alignment == 1)

    def test_annex_begins_a_page(self):
        html = (
            "<style>.sheet { break-before: page }</style><div class='sheet'>а</div>"
            "<div class='sheet'><table><tr><td>б</table></div><p>в<div class=sheet>г"
        )
        document = read(html_to_docx(html))
        breaks = [
            (line.text, line.paragraph_format.page_break_before)
            for line in document.paragraphs
        ]
        self.assertEqual(breaks, [("а", None), ("", True), ("в", None), ("г", True)])
        self.assertEqual(len(document.sections), 1)

    def test_tables(self):
        content = html_to_docx(PAPER)
        grid = read(content).tables[2]
        rows = grid._tbl.findall(qn("w:tr"))
        self.assertEqual(len(rows), 1 + 2 * 19 + 1)
        heads = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
        self.assertEqual(heads, [True] + [False] * 39)
        for row in rows:
            self.assertIsNotNone(row.find(f".//{qn('w:cantSplit')}"))
        widths = [round(column.width.mm) for column in grid.columns]
        self.assertEqual(widths, [10, 111, 111, 25])
        merges = [cell.get(qn("w:val")) for cell in grid._tbl.iter(qn("w:vMerge"))]
        self.assertEqual(merges, ["restart", "restart", "continue", "continue"] * 19)
        self.assertEqual(grid.cell(39, 0)._tc.grid_span, 4)
        border = grid.cell(1, 1)._tc.find(f".//{qn('w:tcBorders')}/{qn('w:bottom')}")
        self.assertEqual(border.get(qn("w:sz")), "4")
        # A pair is not torn from its second line; the next pair may be.
        kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in rows[1:5]]
        self.assertEqual(kept, [True, False, True, False])

    def test_line_for_the_signature(self):
        signature = read(html_to_docx(PAPER)).tables[1]
        self.assertEqual([cell.text for cell in signature.rows[0].cells][0], "Директор")
        cells = signature.rows[0].cells
        sides = [len(cell._tc.findall(f".//{qn('w:tcBorders')}/*")) for cell in cells]
        self.assertEqual(sides, [0, 1, 0])
        self.assertAlmostEqual(cells[1].width.mm, 42, delta=0.2)
        before = signature._tbl.getprevious()
        self.assertIsNotNone(before.find(f".//{qn('w:keepNext')}"))

    def test_label_stays_on_its_line(self):
        label = "паспорт (иной основной документ, удостоверяющий личность): серия"
        html = (
            f"<style>{STYLE}</style><table class='form'><tr><td class='label'>{label}"
            "<td class='fill'><td class='label'>№<td class='fill' style='width:30mm'>"
        )
        widths = [
            column.width.mm for column in read(html_to_docx(html)).tables[0].columns
        ]
        self.assertGreater(widths[0], 140)
        self.assertAlmostEqual(sum(widths), 170, delta=0.1)

    def test_picture(self):
        html = f'<style>{STYLE}</style><div class="head"><p><img alt="герб" src="'
        for kind in ("PNG", "JPEG", "BMP"):
            with self.subTest(kind=kind):
                shapes = read(
                    html_to_docx(html + picture(kind=kind) + '">')
                ).inline_shapes
                self.assertAlmostEqual(shapes[0].width.mm, 25.4, delta=0.1)
                self.assertAlmostEqual(shapes[0].height.mm, 12.7, delta=0.1)
        shape = read(html_to_docx(html + picture((3000, 1500)) + '">')).inline_shapes[0]
        self.assertAlmostEqual(shape.height.mm, 45, delta=0.1)
        self.assertAlmostEqual(shape.width.mm, 90, delta=0.1)

    def test_nothing_is_fetched(self):
        """A picture from elsewhere gives its caption, and no link to it remains."""
        opened = []

        def hook(event, arguments):
            named = str(arguments[:1])
            if hook.armed and (
                event == "socket.connect" or event == "open" and "/etc/" in named
            ):
                opened.append((event, named))

        hook.armed = False
        sys.addaudithook(hook)  # cannot be taken away, only disarmed
        html_to_docx(PAPER)
        hook.armed = True
        try:
            for address in (
                *("http://127.0.0.1:9/a.png", "file:///etc/passwd", "/etc/passwd"),
                *("data:image/png;base64,AAAA", "data:image/png,", "data:,x", ""),
                "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E",
            ):
                with self.subTest(address=address):
                    html = (
                        f'<style>@import "{address}";</style><p><img src="{address}" '
                    )
                    content = html_to_docx(
                        html + f'alt="герб"><object data="{address}"></object>'
                        f'<iframe src="{address}"></iframe>'
                    )
                    self.assertEqual(text_of(content).strip(), "герб")
                    package = zipfile.ZipFile(io.BytesIO(content))
                    for name in package.namelist():
                        self.assertNotIn(b"External", package.read(name))
        finally:
            hook.armed = False
        self.assertEqual(opened, [])

    def test_schema(self):
        """Children in the order of the schema, numbers whole: Word is strict."""
        html = PAPER + (
            f'<hr><h2>з</h2><ul><li>п</ul><p style="text-indent: 1em">'
            f'<b><i><s><u><sub>все</sub></u></s></i></b><img src="{picture()}"></p>'
            "<table><tr><td><table><tr><td>а</table></table>"
        )
        content = html_to_docx(html)
        package = zipfile.ZipFile(io.BytesIO(content))
        names = [name for name in package.namelist() if name.startswith("word/")]
        for name in (name for name in names if name.endswith(".xml")):
            root = part(content, name)
            for element in root.iter(
                "{*}pPr", "{*}rPr", "{*}tcPr", "{*}tblPr", "{*}sectPr"
            ):
                order = ORDER[lxml.etree.QName(element).localname].split()
                places = [
                    order.index(lxml.etree.QName(child).localname) for child in element
                ]
                if "headerReference" not in order:
                    self.assertEqual(places, sorted(set(places)), name)
            for element in root.iter():
                for attribute in ("w", "sz", "pos", "line", "before", "after", "left"):
                    value = element.get(qn(f"w:{attribute}"), "0")
                    self.assertRegex(value, "^-?[0-9]+$")
                if element.tag in (qn("w:sz"), qn("w:szCs"), qn("w:spacing")):
                    self.assertRegex(element.get(qn("w:val"), "0"), "^-?[0-9]+$")
            for cell in root.iter(qn("w:tc")):
                self.assertEqual(cell[-1].tag, qn("w:p"))
            for table in root.iter(qn("w:tbl")):
                following = table.getnext()
                self.assertEqual(following.tag, qn("w:p"))
                columns = len(table.find(qn("w:tblGrid")))
                for row in table.findall(qn("w:tr")):
                    spans = row.findall(
                        f"{qn('w:tc')}/{qn('w:tcPr')}/{qn('w:gridSpan')}"
                    )
                    cells = len(row.findall(qn("w:tc"))) - len(spans)
                    cells += sum(int(span.get(qn("w:val"))) for span in spans)
                    self.assertEqual(cells, columns)
        identifiers = [item.get("id") for item in part(content).iter("{*}docPr")]
        self.assertEqual(len(identifiers), len(set(identifiers)))


@tagged("post_install", "-at_install")
class TestDocxFile(BaseCase):
    def test_properties(self):
        found = read(html_to_docx(PAPER, title="Приказ № 1", author="МБОУ «СОШ»"))
        properties = found.core_properties
        self.assertEqual(properties.title, "Приказ № 1")
        self.assertEqual(properties.author, "МБОУ «СОШ»")
        self.assertEqual(properties.language, "ru-RU")
        self.assertEqual(
            read(html_to_docx(PAPER)).core_properties.title, "Приказ № 125-ОД"
        )
        self.assertEqual(
            len(read(html_to_docx("x", title="я" * 999)).core_properties.title), 255
        )

    def test_language_and_font(self):
        styles = part(html_to_docx(PAPER), "word/styles.xml")
        language = styles.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
        self.assertEqual(language.get(qn("w:val")), "ru-RU")
        fonts = styles.find(f".//{qn('w:docDefaults')}//{qn('w:rFonts')}")
        self.assertEqual(set(fonts.attrib.values()), {"Times New Roman"})
        self.assertEqual(len(list(styles.iter(qn("w:rFonts")))), 1)

    def test_no_compatibility_mode(self):
        settings_part = part(html_to_docx(PAPER), "word/settings.xml")
        modes = [
            item.get(qn("w:val"))
            for item in settings_part.iter(qn("w:compatSetting"))
            if item.get(qn("w:name")) == "compatibilityMode"
        ]
        self.assertEqual(modes, ["15"])

    def test_same_html_same_bytes(self):
        html = PAPER + f'<img src="{picture()}"><img src="{picture((9, 9))}">'
        first = html_to_docx(html, title="т", author="а")
        self.assertEqual(first, html_to_docx(html, title="т", author="а"))
        self.assertNotEqual(first, html_to_docx(html + "!", title="т", author="а"))
        package = zipfile.ZipFile(io.BytesIO(first))
        self.assertEqual({item.date_time[0] for item in package.infolist()}, {1980})
        self.assertEqual(package.namelist()[0], "[Content_Types].xml")
        core = package.read("docProps/core.xml").decode()
        self.assertNotRegex(core, "created|modified|python-docx")

    def test_small(self):
        self.assertLess(len(html_to_docx("<p>Приказ")), 10_000)

    def test_missing_package(self):
        for name in ("docx", "cssselect2"):
            docx_package.template.cache_clear()
            try:
                with patch.dict(sys.modules, {name: None}):
                    with self.assertRaisesRegex(DocxError, "not installed"):
                        html_to_docx("<p>")
            finally:
                docx_package.template.cache_clear()

    def test_failure_is_one_sentence(self):
        with patch.object(tool._Writer, "document", side_effect=RuntimeError("inside")):
            with self.assertRaisesRegex(DocxError, r"^[^.]+\.$") as raised:
                html_to_docx("<p>")
        self.assertIsInstance(raised.exception.__cause__, RuntimeError)


@tagged("post_install", "-at_install")
class TestDocxInLibreOffice(BaseCase):
    """What another program sees, and on how many pages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        program = shutil.which("soffice") or shutil.which("libreoffice")
        if not program:
            raise AssertionError("Install libreoffice-writer-nogui for this test.")
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        place = pathlib.Path(folder.name)
        (place / "fonts.conf").write_text(
            '<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>'
            f"<dir>{FONT_FOLDER}</dir><alias binding='same'><family>Times New Roman"
            "</family><prefer><family>Liberation Serif</family></prefer></alias>"
            f"<cachedir>{place / 'cache'}</cachedir></fontconfig>"
        )
        (place / "paper.docx").write_bytes(html_to_docx(PAPER))
        done = subprocess.run(
            [
                *(
                    program,
                    "--headless",
                    f"-env:UserInstallation={place.as_uri()}/user",
                ),
                *("--convert-to", "pdf", "--outdir", str(place)),
                str(place / "paper.docx"),
            ],
            env={**os.environ, "FONTCONFIG_FILE": str(place / "fonts.conf")},
            capture_output=True,
            timeout=120,
            check=False,
        )
        if done.returncode or not (place / "paper.pdf").exists():
            raise AssertionError(done.stderr.decode(errors="replace"))
        cls.reader = PdfReader(io.BytesIO((place / "paper.pdf").read_bytes()))
        cls.pages = [page.extract_text() for page in cls.reader.pages]

    def test_no_line_is_lost(self):
        # Without what stands at the top of a page: its number, the repeated head.
        pages = []
        for number, page in enumerate(self.pages, start=1):
            top = squeeze(page)
            top = top.removeprefix(str(number) if number > 1 else "")
            top = top.removeprefix("ПРОЕКТ")
            pages.append(top)
        found = "".join(pages)
        document = read(html_to_docx(PAPER))
        for element in document.element.body.iter(qn("w:p")):
            line = squeeze(docx.text.paragraph.Paragraph(element, document).text)
            self.assertIn(line, found)

    def test_numbers_of_pages(self):
        self.assertNotRegex(self.pages[0], r"(?m)^1\b *(ПРОЕКТ|$)")
        for number, page in enumerate(self.pages[1:], start=2):
            self.assertRegex(page.strip(), rf"^{number}\s+ПРОЕКТ")

    def test_pages_as_in_the_pdf(self):
        ours = PdfReader(io.BytesIO(html_to_pdf(PAPER))).pages
        sizes = [
            [
                (round(page.mediabox.width), round(page.mediabox.height))
                for page in pages
            ]
            for pages in (self.reader.pages, ours)
        ]
        self.assertEqual(sizes[0], sizes[1])

    def test_head_of_the_table_is_repeated(self):
        wide = [
            page
            for page, text in zip(self.reader.pages, self.pages, strict=True)
            if page.mediabox.width > page.mediabox.height and "Орлова" in text
        ]
        self.assertGreater(len(wide), 1)
        for page in wide:
            self.assertIn("Наставник", page.extract_text())

    def test_font(self):
        fonts = {
            str(font.get_object()["/BaseFont"])
            for page in self.reader.pages
            for font in page["/Resources"]["/Font"].values()
        }
        self.assertTrue(all("LiberationSerif" in name for name in fonts), fonts)

"""PDF: read back what was made; hostile pages reach nothing."""

import http.server
import io
import pathlib
import sys
import tempfile
import threading
from unittest.mock import patch

from pypdf import PdfReader

from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from odoo.addons.school_mentorship.tools import pdf
from odoo.addons.school_mentorship.tools.pdf import PdfError, font_css, html_to_pdf

ALPHABET = "".join(chr(code) for code in range(ord("А"), ord("я") + 1)) + "Ёё"
A4 = (595, 842)


def read(content):
    return PdfReader(io.BytesIO(content))


def fonts_of(reader):
    """Base font name → whether its program lies in the file."""
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            for descendant in font.get("/DescendantFonts", [font]):
                descriptor = descendant.get_object()["/FontDescriptor"]
                found[font["/BaseFont"]] = any(
                    f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")
                )
    return found


@tagged("post_install", "-at_install")
class TestPdf(BaseCase):
    def test_text_comes_back(self):
        text = f"{ALPHABET} №\u00a0125-ОД «ёлочки» „лапки“ — – … 0123456789 §"
        page = read(html_to_pdf(f"<p>{text}</p>")).pages[0]
        found = "".join(page.extract_text().split())
        self.assertEqual(found, "".join(text.split()))

    def test_a4_by_default_and_pages(self):
        rows = "".join(f"<tr><td>{n}<td>Петрова О.И.</tr>" for n in range(100))
        reader = read(html_to_pdf(f"<table><thead><tr><th>Кто</thead>{rows}</table>"))
        self.assertGreater(len(reader.pages), 1)
        for page in reader.pages:
            size = page.mediabox.width, page.mediabox.height
            self.assertEqual(tuple(round(side) for side in size), A4)
            self.assertIn("Кто", page.extract_text())
        self.assertIn("99", reader.pages[-1].extract_text())

    def test_page_style_wins(self):
        html = "<style>@page { size: A5 landscape }</style><p>x"
        box = read(html_to_pdf(html)).pages[0].mediabox
        self.assertEqual((round(box.width), round(box.height)), (595, 420))

    def test_our_fonts_are_embedded(self):
        html = "<p>прямой <b>жирный</b> <i>курсив</i> <b><i>оба</i></b>"
        fonts = fonts_of(read(html_to_pdf(html)))
        self.assertEqual(len(fonts), 4, fonts)
        for name, embedded in fonts.items():
            self.assertTrue(embedded, name)
            self.assertRegex(name, r"^/[A-Z]{6}\+Liberation-Serif")

    def test_properties(self):
        reader = read(html_to_pdf("<title>а</title><p>", "Приказ № 1", "МБОУ «СОШ»"))
        self.assertEqual(reader.metadata.title, "Приказ № 1")
        self.assertEqual(reader.metadata.author, "МБОУ «СОШ»")
        self.assertEqual(read(html_to_pdf("<title>а</title>")).metadata.title, "а")

    def test_same_html_same_bytes(self):
        html = "<p>Приказ <b>№ 1</b> <i>от</i>" + "<p>текст" * 100
        first = html_to_pdf(html, "т", "а")
        self.assertEqual(first, html_to_pdf(html, "т", "а"))
        self.assertNotEqual(first, html_to_pdf(html + "!", "т", "а"))

    def test_odd_input(self):
        for html in ("", " ", "<", "&#0;", "\ud800", "<p>" * 50, "\0", "<svg>"):
            with self.subTest(html=html):
                self.assertEqual(len(read(html_to_pdf(html)).pages), 1)

    def test_in_threads(self):
        pages, errors = [], []

        def work():
            try:
                pages.append(html_to_pdf("<p>Один <b>и тот</b> же"))
            except Exception as error:  # the assertion below shows it
                errors.append(error)

        threads = [threading.Thread(target=work) for _n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertFalse(errors)
        self.assertEqual(len(set(pages)), 1)
        self.assertEqual(len(pages), 8)

    def test_font_css_works_outside(self):
        css = font_css()
        self.assertEqual(css.count("data:font/ttf;base64,"), 4)
        self.assertIs(css, font_css())

    def test_fonts_are_shipped_with_licence(self):
        names = {path.name for path in pdf.FONT_FOLDER.iterdir()}
        self.assertLessEqual({name for name, _w, _s in pdf._FONTS}, names)
        self.assertIn("OFL.txt", names)

    def test_missing_package(self):
        pdf._engine.cache_clear()
        try:
            with patch.dict(sys.modules, {"weasyprint": None}):
                with self.assertRaisesRegex(PdfError, "not installed"):
                    html_to_pdf("<p>")
        finally:
            pdf._engine.cache_clear()

    def test_missing_system_library(self):
        class Finder:
            @staticmethod
            def find_spec(name, path=None, target=None):
                if name == "weasyprint":
                    raise OSError("cannot load library 'libpango-1.0-0'")

        loaded = {n: m for n, m in sys.modules.items() if n.startswith("weasyprint")}
        pdf._engine.cache_clear()
        try:
            with (
                patch.dict(sys.modules),
                patch.object(sys, "meta_path", [Finder, *sys.meta_path]),
            ):
                for name in loaded:
                    del sys.modules[name]
                with self.assertRaisesRegex(PdfError, "system library"):
                    html_to_pdf("<p>")
        finally:
            pdf._engine.cache_clear()

    def test_failure_is_one_sentence(self):
        with patch("weasyprint.HTML", side_effect=RuntimeError("inside")):
            with self.assertRaisesRegex(PdfError, r"^[^.]+\.$") as raised:
                html_to_pdf("<p>")
        self.assertIsInstance(raised.exception.__cause__, RuntimeError)


@tagged("post_install", "-at_install")
class TestHostilePages(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                cls.asked.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *arguments):
                """Be quiet."""

        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.secret = cls.folder / "secret.svg"
        cls.secret.write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" width="9in" height="1in">'
            '<text x="9" y="50" font-size="40">SECRET</text></svg>'
        )
        (cls.folder / "secret.css").write_text('body::before { content: "SECRET" }')

    def pages(self):
        """HTML that asks for an address in every way known to us."""
        host = f"http://127.0.0.1:{self.server.server_port}/"
        for base in (host, self.folder.as_uri() + "/", "FILE://" + str(self.folder)):
            base = base.rstrip("/") + "/"
            image, css = base + "secret.svg", base + "secret.css"
            inner = (
                f"%3Csvg xmlns='http://www.w3.org/2000/svg' "
                f"xmlns:xlink='http://www.w3.org/1999/xlink'%3E"
                f"%3Cimage xlink:href='{image}' href='{image}' width='99' "
                f"height='99'/%3E%3C/svg%3E"
            )
            entity = (
                "%3C!DOCTYPE svg [%3C!ENTITY x SYSTEM '" + image + "'%3E]%3E%3Csvg "
                "xmlns='http://www.w3.org/2000/svg'%3E%3Ctext y='20'%3E%26x;"
                "%3C/text%3E%3C/svg%3E"
            )
            yield from (
                f'<img src="{image}">',
                f'<base href="{base}"><img src="secret.svg">',
                f'<base href="{base}"><link rel="stylesheet" href="secret.css">',
                f'<link rel="stylesheet" href="{css}">',
                f'<style>@import "{css}";</style>',
                f"<style>@import url({css});</style>",
                f'<style>body {{ background: url("{image}") }}</style>',
                f'<style>body::before {{ content: url("{image}") }}</style>',
                f'<style>li {{ list-style-image: url("{image}") }}</style><li>x',
                f'<style>@page {{ background: url("{image}") }}</style>',
                f'<style>@font-face {{ font-family: x; src: url("{image}") }}'
                "p { font-family: x }</style><p>x",
                f'<p style="background: url({image})">x',
                f'<object data="{image}"></object>',
                f'<embed src="{image}">',
                f'<iframe src="{image}"></iframe>',
                f'<svg><image href="{image}" width="99" height="99"/></svg>',
                f'<svg><use href="{image}#a"/></svg>',
                f'<img srcset="{image} 1x">',
                f'<video src="{image}" poster="{image}"></video>',
                f'<link rel="attachment" href="{image}">',
                f'<a rel="attachment" href="{image}">x</a>',
                f'<img src="data:image/svg+xml,{inner}">',
                f'<img src="data:image/svg+xml,{entity}">',
                f'<link rel="stylesheet" href="data:text/css,@import url({css});">',
                f'<meta http-equiv="refresh" content="0; url={image}">',
                f'<script src="{image}"></script>',
            )

    @mute_logger("weasyprint")
    def test_nothing_is_fetched(self):
        opened = []

        def hook(event, arguments):
            if not hook.armed:
                return
            own_file = event == "open" and str(self.folder) in str(arguments[0])
            if own_file or event == "socket.connect":
                opened.append((event, arguments))

        hook.armed = True
        sys.addaudithook(hook)  # cannot be taken away, only disarmed
        try:
            for html in self.pages():
                opened.clear()
                self.asked.clear()
                with self.subTest(html=html):
                    reader = read(html_to_pdf(html + "<p>видно"))
                    text = "".join(page.extract_text() for page in reader.pages)
                    self.assertNotIn("SECRET", text)
                    self.assertIn("видно", text)
                    self.assertFalse(reader.attachments)
                    self.assertEqual((opened, self.asked), ([], []))
        finally:
            hook.armed = False

    @mute_logger("weasyprint")
    def test_passwd(self):
        for html in (
            '<img src="file:///etc/passwd">',
            '<link rel="attachment" href="file:///etc/passwd">',
            '<object data="file:///etc/passwd" type="text/plain"></object>',
            '<img src="mentorship-font:../../../../../etc/passwd">',
            '<link rel="attachment" href="mentorship-font:/etc/passwd">',
        ):
            with self.subTest(html=html):
                content = html_to_pdf(html)
                self.assertNotIn("root:", read(content).pages[0].extract_text())
                self.assertFalse(read(content).attachments)

    def test_data_is_let_through(self):
        picture = (
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
            "width='200' height='50'%3E%3Ctext y='20'%3Eherb%3C/text%3E%3C/svg%3E"
        )
        self.assertIn(
            "herb", read(html_to_pdf(f'<img src="{picture}">')).pages[0].extract_text()
        )

import base64
import io
import re

import pypdf
from PIL import Image

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.school_mentorship.reports import paper_bundle, paper_scans

from .test_reports import HOSTILE
from .test_reports_papers import MODULE, PapersCase

FOLDER = f"{MODULE}mentorship_pair_folder_document"
SIGNING = f"{MODULE}mentorship_signing_folder_document"


@tagged("post_install", "-at_install")
class TestFolders(PapersCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._order(cls.pair)
        cls.consents = (cls.mentor | cls.mentee).partner_id.mentorship_consent_ids

    def _sign(self):
        self.order.action_to_sign()
        self.order.register("125-ОД", "2025-09-15")

    def _scan(self, record, content, name="Скан.pdf"):
        record.with_context(signed_copy_reason="Новый скан").write(
            {"signed_copy": base64.b64encode(content), "signed_copy_name": name}
        )

    def _pdf(self, pages, width=595, height=842):
        writer = pypdf.PdfWriter()
        for _page in range(pages):
            writer.add_blank_page(width, height)
        buffer = io.BytesIO()
        writer.write(buffer)
        return buffer.getvalue()

    def _picture(self, kind="JPEG", size=(1200, 800)):
        buffer = io.BytesIO()
        Image.new("RGB", size, "white").save(buffer, kind)
        return buffer.getvalue()

    def test_everything_of_the_pair_in_order(self):
        self._sign()
        self._agreement(number="12").action_sign("2025-09-14")
        pages = self._pages(self._print(FOLDER, self.pair))
        self.assertIn("МАТЕРИАЛЫ НАСТАВНИЧЕСКОЙ ПАРЫ", pages[0])
        self.assertIn("Иванова Ирина Ивановна, учитель математики", pages[0])
        contents = pages[1]
        found = [
            contents.index(part)
            for part in (
                "Согласия",
                "Согласие на выполнение работы по наставничеству – Иванова И.И.",
                "Согласие на участие в программе наставничества – Орлов Л.С.",
                "Приказы",
                "Приказ от 15.09.2025 № 125-ОД",
                "Дополнительные соглашения",
                "Дополнительное соглашение № 12 от 14.09.2025 – Иванова И.И.",
            )
        ]
        self.assertEqual(found, sorted(found))

    def test_numbers_of_the_contents_are_right(self):
        self._sign()
        self._agreement(number="12").action_sign("2025-09-14")
        pages = self._pages(self._print(FOLDER, self.pair))
        contents = pages[1]
        for line, words in (
            (r"Иванова И\.И\., 03\.09\.2025 (\d+)", "на выполнение работы по"),
            (r"Орлов Л\.С\., 03\.09\.2025 (\d+)", "СОГЛАСИЕ на участие"),
            (r"пар/групп\)» (\d+)–\d+", "ПРИКАЗЫВАЮ:"),
            (r"14\.09\.2025 – Иванова И\.И\. (\d+)", "ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ № 12"),
        ):
            match = re.search(line, contents)
            self.assertTrue(match, (line, contents))
            self.assertIn(words, pages[int(match[1]) - 1])
        for number, page in enumerate(pages[1:], start=2):
            self.assertIn(f"Лист {number}", page)

    def test_a_long_table_of_contents_counts_itself(self):
        self._sign()
        kinds = ["data_processing", "image", "data_distribution"]
        for _round in range(14):
            for kind in kinds:
                self._consent(self.mentor, kind).action_sign("2025-09-03")
        pages = self._pages(self._print(FOLDER, self.pair))
        front = next(i for i, page in enumerate(pages) if "СОГЛАСИЕ" in page)
        self.assertGreater(front, 2)
        contents = " ".join(pages[1:front])
        first = re.search(r"Согласие на обработку .*?03\.09\.2025 (\d+)", contents)
        self.assertEqual(int(first[1]), front + 1)

    def test_bookmarks(self):
        self._sign()
        reader = pypdf.PdfReader(io.BytesIO(self._print(FOLDER, self.pair)))
        titles = [item.title for item in reader.outline if not isinstance(item, list)]
        self.assertEqual(titles, ["Согласия", "Приказы"])
        self.assertIn("Папка пары", reader.metadata["/Title"])

    def test_signed_copies_take_the_place_of_printed_sheets(self):
        self._sign()
        plain = self._pages(self._print(FOLDER, self.pair))
        self._scan(self.order, self._pdf(3))
        self._scan(self.consents[0], self._picture(), "Фото.jpg")
        self._scan(self.consents[1], self._picture("PNG", (400, 900)), "Фото.png")
        content = self._print(FOLDER, self.pair)
        pages = self._pages(content)
        self.assertEqual(len(pages), 2 + 1 + 1 + 3)
        self.assertNotIn("ПРИКАЗЫВАЮ", " ".join(pages))
        self.assertIn("ПРИКАЗЫВАЮ", " ".join(plain))
        self.assertIn("Лист 7", pages[-1])

    def test_a_bad_scan_is_a_sheet_that_says_so(self):
        self._sign()
        locked = pypdf.PdfWriter()
        locked.add_blank_page(595, 842)
        locked.encrypt("secret")
        buffer = io.BytesIO()
        locked.write(buffer)
        for content, reason in (
            (b"%PDF-1.4 broken", "повреждён"),
            (buffer.getvalue(), "защищён паролем"),
            (self._pdf(paper_scans.SCAN_PAGES + 1), "больше 100 страниц"),
        ):
            with self.subTest(reason):
                self._scan(self.order, content)
                pages = self._pages(self._print(FOLDER, self.pair))
                index = next(
                    i for i, page in enumerate(pages) if "в папку не вошёл" in page
                )
                self.assertIn(reason, pages[index])
                # The sheet of the system follows.
                self.assertIn("ПРИКАЗЫВАЮ", pages[index + 1])

    def test_limits_of_size(self):
        self._sign()
        self._scan(self.order, self._pdf(1))
        self.patch(paper_scans, "SCAN_BYTES", 100)
        self.assertIn("больше 0 МБ", self._text(FOLDER, self.pair))
        self.patch(paper_scans, "SCAN_BYTES", 10**6)
        self.patch(paper_bundle, "FOLDER_BYTES", 100)
        self.assertIn("слишком много больших файлов", self._text(FOLDER, self.pair))

    def test_turned_and_huge_pages_are_numbered_too(self):
        self._sign()
        writer = pypdf.PdfWriter()
        writer.add_blank_page(842, 595).rotate(90)
        writer.add_blank_page(2480, 3508)
        buffer = io.BytesIO()
        writer.write(buffer)
        self._scan(self.order, buffer.getvalue())
        content = self._print(FOLDER, self.pair)
        pages = self._pages(content)
        self.assertIn(f"Лист {len(pages) - 1}", pages[-2])
        self.assertIn(f"Лист {len(pages)}", pages[-1])
        last = pypdf.PdfReader(io.BytesIO(content)).pages[-1]
        self.assertLess(max(last.mediabox.width, last.mediabox.height), 1200)

    def test_scripts_of_a_scan_stay_out(self):
        self._sign()
        writer = pypdf.PdfWriter()
        writer.add_blank_page(595, 842)
        script = pypdf.generic.DictionaryObject(
            {
                pypdf.generic.NameObject("/S"): pypdf.generic.NameObject("/JavaScript"),
                pypdf.generic.NameObject("/JS"): pypdf.generic.create_string_object(
                    "app.alert(1)"
                ),
            }
        )
        actions = pypdf.generic.DictionaryObject()
        actions[pypdf.generic.NameObject("/O")] = script
        writer.pages[0][pypdf.generic.NameObject("/AA")] = actions
        writer.root_object[pypdf.generic.NameObject("/OpenAction")] = script
        writer.add_uri(0, "http://127.0.0.1:9/x", [0, 0, 90, 90])
        buffer = io.BytesIO()
        writer.write(buffer)
        self._scan(self.order, buffer.getvalue())
        content = self._print(FOLDER, self.pair)
        self.assertNotIn(b"app.alert", content)
        self.assertNotIn(b"127.0.0.1", content)

    def test_preview_in_the_browser(self):
        self._sign()
        html, _kind = self.reports._render_qweb_html(FOLDER, self.pair.ids)
        self.assertIn("№\u00a0125-ОД", html.decode())

    def test_hostile_text(self):
        self.pair.topic = HOSTILE
        self.school.name_short = HOSTILE
        self._sign()
        pages = self._pages(self._print(FOLDER, self.pair))
        self.assertIn("<script>alert(1)</script>", pages[0])

    def test_later_features_add_sections(self):
        self._sign()
        pair = type(self.pair)
        sections = pair._folder_sections
        report = self.env.ref("school_mentorship.mentorship_mentor_change_report")
        self.patch(
            pair,
            "_folder_sections",
            lambda self: [*sections(self), ("Ходатайства", report, self)],
        )
        pages = self._pages(self._print(FOLDER, self.pair))
        self.assertIn("Ходатайства", pages[1])
        self.assertIn("ХОДАТАЙСТВО", pages[-1])

    def test_a_teacher_gets_no_folder(self):
        teacher = new_test_user(
            self.env,
            "folder_teacher",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self._sign()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self.reports.with_user(teacher)._render_qweb_pdf(FOLDER, self.pair.ids)

    def test_folder_for_the_director(self):
        empty = self._pages(self._print(SIGNING, self.school))
        self.assertEqual(len(empty), 1)
        self.assertIn("Документов нет", empty[0])
        self.order.action_to_sign()
        self._agreement().action_print()
        self._agreement(pair_id=False)  # a draft stays out
        pages = self._pages(self._print(SIGNING, self.school))
        self.assertIn("НА ПОДПИСЬ", pages[0])
        self.assertEqual(pages[0].count("Дополнительное соглашение"), 1)
        self.assertIn("ПРИКАЗЫВАЮ", pages[1])
        self.assertIn("ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ", pages[-1])
        director = new_test_user(
            self.env,
            "signing_director",
            groups="school_mentorship.group_mentorship_director",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.env.invalidate_all()
        orders = self.env["mentorship.order"].with_user(director)
        action = orders.action_print_signing_folder()
        self.assertEqual(action["context"]["active_ids"], self.school.ids)
        content, _kind = self.reports.with_user(director)._render_qweb_pdf(
            SIGNING, self.school.ids
        )
        self.assertEqual(len(self._pages(content)), len(pages))

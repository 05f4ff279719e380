import base64
import io
import struct
import zlib

import pypdf
import pypdfium2
from PIL import Image

from odoo.exceptions import UserError

from ..tools import scans
from .common import MentorshipCommon


class TestScan(MentorshipCommon):
    """Scans of signed papers find their records by the code, or by choice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = cls._participant("mentor") | cls._participant("mentee")
        cls.consents = cls.env["mentorship.consent"]._prepare_for(people)
        cls.consents._give_out()

    @staticmethod
    def _scanned(*records, resolution=150, turn=0, quality=60):
        """The printed sheets as a scanner gives them: pictures in a PDF."""
        pictures = []
        for record in records:
            content = base64.b64decode(record.with_context(bin_size=False).frozen_pdf)
            document = pypdfium2.PdfDocument(content)
            for page in document:
                picture = page.render(scale=resolution / 72, grayscale=True).to_pil()
                picture = picture.rotate(turn, expand=True, fillcolor=235)
                buffer = io.BytesIO()
                picture.save(buffer, "JPEG", quality=quality)
                pictures.append(Image.open(io.BytesIO(buffer.getvalue())))
        buffer = io.BytesIO()
        pictures[0].save(
            buffer,
            "PDF",
            save_all=True,
            append_images=pictures[1:],
            resolution=resolution,
        )
        return buffer.getvalue()

    @staticmethod
    def _photo(record):
        """A sheet photographed with a telephone, a little askew."""
        content = base64.b64decode(record.with_context(bin_size=False).frozen_pdf)
        picture = pypdfium2.PdfDocument(content)[0].render(scale=2.5).to_pil()
        picture = picture.rotate(93, expand=True, fillcolor=(190, 180, 170))
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=70)
        return buffer.getvalue()

    def _blank(self):
        """A page on which nothing is to be found."""
        buffer = io.BytesIO()
        Image.new("L", (1240, 1754), 250).save(buffer, "PDF", resolution=150)
        return buffer.getvalue()

    def _dropped(self, env=None, **files):
        """The window after files were dropped onto the list."""
        action = (env or self.env)["mentorship.scan"].open_files(
            [
                {"name": name.replace("__", "."), "content": base64.b64encode(content)}
                for name, content in files.items()
            ]
        )
        return (env or self.env)["mentorship.scan"].browse(action["res_id"])

    def test_many_papers_in_one_file(self):
        """A stack put through the scanner: each sheet goes to its own consent."""
        scan = self._dropped(stack__pdf=self._scanned(*self.consents))
        self.assertEqual(scan.line_ids.mapped("found"), ["code"] * 4)
        self.assertEqual([line.paper for line in scan.line_ids], list(self.consents))
        self.assertEqual(scan.line_ids.mapped("page_words"), ["1", "2", "3", "4"])
        scan.date = "2026-11-20"
        scan.action_apply()
        self.assertEqual(set(self.consents.mapped("state")), {"signed"})
        self.assertEqual(
            set(self.consents.mapped("date_signed")), {self._day("2026-11-20")}
        )
        for consent in self.consents.with_context(bin_size=False):
            copy = pypdf.PdfReader(io.BytesIO(base64.b64decode(consent.signed_copy)))
            self.assertEqual(len(copy.pages), 1)

    def test_turned_and_photographed(self):
        """Upside down, or taken with a telephone: the code is found all the same."""
        scan = self._dropped(
            a__pdf=self._scanned(self.consents[0], turn=180, quality=35),
            b__jpg=self._photo(self.consents[1]),
        )
        self.assertEqual(
            [line.paper for line in scan.line_ids], list(self.consents[:2])
        )
        scan.action_apply()
        self.assertEqual(self.consents[1].signed_copy_name, "b.jpg")

    def test_order_of_several_pages(self):
        """All pages of an order are one paper, a blank back page between them too."""
        self.consents.action_sign("2026-11-10")
        mentor, mentee = self.env["mentorship.participant"].search(
            [], order="role desc"
        )
        order = self._order(self._pair(mentor, mentee))
        order.action_to_sign()
        order.register("125-ОД", "2026-11-20")
        pages = io.BytesIO()
        writer = pypdf.PdfWriter()
        for content in (self._scanned(order), self._blank()):
            writer.append(io.BytesIO(content))
        writer.write(pages)
        scan = self._dropped(order__pdf=pages.getvalue())
        self.assertEqual(len(scan.line_ids), 1)
        self.assertEqual(scan.line_ids.paper, order)
        self.assertEqual(scan.line_ids.page_words, "1–4")
        scan.action_apply()
        self.assertTrue(order.signed_copy)
        self.assertFalse(order.missing)
        self.env["mentorship.mark"].search([]).action_undo()
        self.assertFalse(order.signed_copy)

    def test_by_choice(self):
        """A sheet without a code waits for a choice; what is not chosen is left."""
        scan = self._dropped(
            a__pdf=self._blank(), b__pdf=self._scanned(self.consents[0])
        )
        blank = scan.line_ids.filtered(lambda line: line.found == "none")
        self.assertFalse(blank.selected)
        self.assertTrue(blank.picture)
        blank.paper = self.consents[1]
        self.assertTrue(blank.selected)
        self.assertEqual(blank.note, "becomes signed")
        scan.action_apply()
        self.assertEqual(
            self.consents.mapped("state"), ["signed", "signed", "printed", "printed"]
        )

    def test_sheet_of_before(self):
        """A sheet that was taken back and printed anew is not taken for the new one."""
        old = self._scanned(self.consents[0])
        self.consents[0].action_draft()
        self.consents[0]._give_out()
        scan = self._dropped(old__pdf=old)
        self.assertEqual(scan.line_ids.found, "stale")
        self.assertFalse(scan.line_ids.paper)

    def test_no_personal_data(self):
        """The code holds a random number and nothing of the person."""
        consent = self.consents[0]
        token = consent.sudo().sheet_token
        (part,) = scans.parts(base64.b64decode(consent.frozen_pdf))
        self.assertEqual(part.token, token)
        self.assertRegex(token, "^[A-Z2-9]{16}$")
        self.assertNotIn(str(consent.id), token.strip("ABCDEFGHJKLMNPQRSTUVWXYZ"))

    def test_never_printed(self):
        """A draft that is chosen by hand is refused by its row; nothing is done."""
        draft = self.env["mentorship.consent"].create(
            {"partner_id": self.consents[0].partner_id.id, "kind": "image"}
        )
        scan = self._dropped(
            a__pdf=self._blank(), b__pdf=self._scanned(self.consents[0])
        )
        scan.line_ids.filtered(lambda line: line.found == "none").paper = draft
        self.assertRefused(UserError, "has not been printed yet", scan.action_apply)
        self.assertEqual(self.consents[0].state, "printed")
        self.assertFalse(self.consents[0].signed_copy)

    def test_two_scans_of_one_paper(self):
        """Two files for one paper: one has to be left out."""
        sheet = self._scanned(self.consents[0])
        scan = self._dropped(a__pdf=sheet, b__pdf=sheet)
        self.assertRefused(UserError, "Two scans are meant", scan.action_apply)

    def test_bad_files(self):
        """A file that is not what it says is refused by name."""
        locked = pypdf.PdfWriter(io.BytesIO(self._blank()))
        locked.encrypt("12345")
        buffer = io.BytesIO()
        locked.write(buffer)
        for name, content, words in (
            ("список__pdf", b"PK\x03\x04", "список.pdf: a scan is a PDF"),
            ("лист__pdf", b"%PDF-1.7\nnothing", "лист.pdf: the file is broken"),
            ("фото__png", b"\x89PNG\r\n\x1a\nnothing", "фото.png: the file is broken"),
            ("лист__pdf", buffer.getvalue(), "locked by a password"),
            ("лист__pdf", b"%PDF-" + bytes(26 * 1024**2), "more than 25 MB"),
        ):
            with self.subTest(words=words):
                self.assertRefused(UserError, words, self._dropped, **{name: content})

    @staticmethod
    def _png(width, height):
        """A PNG of a few bytes that says it is so many dots wide and high."""
        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        chunks = (
            (b"IHDR", header),
            (b"IDAT", zlib.compress(b"\0" * 99)),
            (b"IEND", b""),
        )
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data))
            + kind
            + data
            + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )

    @staticmethod
    def _jpeg(width=2400, height=3300):
        buffer = io.BytesIO()
        Image.effect_noise((width, height), 90).save(buffer, "JPEG", quality=60)
        return buffer.getvalue()

    def test_bad_pictures(self):
        """Bombs, halves, what telephones take: a sentence for each, never a crash."""
        jpeg = self._jpeg()
        huge = jpeg.replace(b"\x0c\xe4\x09\x60", b"\xff\xff\xff\xff", 1)
        self.assertNotEqual(huge, jpeg)
        for name, content, words in (
            ("бомба__png", self._png(60_000, 60_000), "бомба.png: the picture is far"),
            ("бомба__png", self._png(2**31 - 1, 2**31 - 1), "far too large"),
            ("бомба__png", self._png(9_500, 9_500), "far too large"),
            ("бомба__jpg", huge, "far too large"),
            (
                "половина__jpg",
                jpeg[: len(jpeg) // 2],
                "половина.jpg: the file is broken",
            ),
            ("половина__png", self._png(9, 9)[:-8], "the file is broken"),
            ("начало__jpg", jpeg[:3], "the file is broken"),
            ("фото__heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1", "telephone (HEIC)"),
            ("фото__jpg", b"\0\0\0\x18ftypmif1\0\0\0\0heic", "telephone (HEIC)"),
            ("пусто__pdf", b"", "пусто.pdf: the file is empty"),
            ("половина__pdf", self._blank()[:400], "половина.pdf: the file is broken"),
        ):
            with self.subTest(name=name, size=len(content)):
                self.assertRefused(UserError, words, self._dropped, **{name: content})
        self.assertFalse(self.env["mentorship.scan.line"].search([]))

    def test_empty_file_of_a_browser(self):
        """A browser gives an empty file without any content."""
        self.assertRefused(
            UserError,
            "the file is empty",
            self.env["mentorship.scan"].open_files,
            [{"name": "лист.pdf"}],
        )

    def test_thin_page(self):
        """A page as narrow as a thread is previewed, and not drawn miles long."""
        writer = pypdf.PdfWriter()
        writer.add_blank_page(1, 14_000)
        buffer = io.BytesIO()
        writer.write(buffer)
        scan = self._dropped(a__pdf=buffer.getvalue())
        picture = Image.open(io.BytesIO(base64.b64decode(scan.line_ids.picture)))
        self.assertLess(picture.height, 2000)

    def test_bomb_in_a_form(self):
        """The field of the signed copy refuses such a picture in words as well."""
        self.assertRefused(
            UserError,
            "too large to be opened",
            self.consents[0].write,
            {"signed_copy": base64.b64encode(self._png(60_000, 60_000))},
        )

    def test_scans_stay_sharp(self):
        """Odoo makes pictures smaller when it keeps them, but not before the codes."""
        content = self._photo(self.consents[0])
        scan = self._dropped(a__jpg=content)
        self.assertEqual(scan.line_ids.attachment_id.raw, content)

    def test_copy_that_is_kept(self):
        """A paper that has its copy is left out, unless it is meant."""
        sheet = self._scanned(self.consents[0])
        self._dropped(a__pdf=sheet).action_apply()
        scan = self._dropped(b__pdf=sheet)
        self.assertFalse(scan.line_ids.selected)
        self.assertIn("has a copy already", scan.line_ids.note)
        self.assertRefused(UserError, "Tick at least one", scan.action_apply)
        scan.line_ids.selected = True
        scan.action_apply()
        self.assertEqual(self.consents[0].signed_copy_name, "b.pdf")

    def test_other_school(self):
        """A sheet of a school that is not the reader's finds nothing."""
        other = self.root["res.company"].create({"name": "Школа № 4"})
        sheet = self._scanned(self.consents[0])
        self.users["curator"].write({"company_ids": [(4, other.id)]})
        env = self._as(self.users["curator"], other)
        scan = self._dropped(env, a__pdf=sheet)
        self.assertEqual(scan.line_ids.found, "stale")
        self.assertFalse(scan.line_ids.paper)

    def test_future(self):
        """A day to come is refused, as with every mark."""
        scan = self._dropped(a__pdf=self._scanned(self.consents[0]))
        scan.date = "2026-12-01"
        self.assertRefused(UserError, "has not come yet", scan.action_apply)
        self.assertEqual(self.consents[0].state, "printed")

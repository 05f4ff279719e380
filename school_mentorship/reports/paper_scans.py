import base64
import io
import logging

from PIL import Image, ImageOps

from odoo import models
from odoo.tools.pdf import PdfFileReader, PdfFileWriter

from ..tools import pdf

_logger = logging.getLogger(__name__)

# What one scan may bring along.
SCAN_BYTES = 30 * 1024**2
SCAN_PAGES = 100
# A photograph: how many pixels are opened, and how many a side keeps (A4, 240 dpi).
PICTURE_PIXELS = 60 * 10**6
PICTURE_SIDE = 2800

_PICTURE_PAGE = """<html><head><style>
@page {{ size: A4 {turn}; margin: 8mm }}
body {{ margin: 0; text-align: center }}
img {{ max-width: {width}mm; max-height: {height}mm }}
</style></head><body><img src="data:image/jpeg;base64,{data}" alt=""></body></html>"""


class ScanError(Exception):
    """A scan does not come into the folder; the message is printed, in Russian."""


class PaperScans(models.AbstractModel):
    """The signed copies of papers, as pages of a folder."""

    _name = "report.school_mentorship.paper_scans"
    _description = "Signed Copies in a Folder"

    # Whether a signed copy stands in the place of the printed sheet.
    _WITH_SCANS = True

    def _scans(self, records):
        """The signed copies of some papers.

        :return: dict of record → `ir.attachment`
        """
        if not self._WITH_SCANS:
            return {}
        by_model = {}
        for record in records:
            by_model.setdefault(record._name, {})[record.id] = record
        result = {}
        for model, known in by_model.items():
            # The files of records that the user has been found to read; core keeps
            # them closed under the field's name.
            found = (
                self.env["ir.attachment"]
                .sudo()
                .search(
                    [
                        ("res_model", "=", model),
                        ("res_field", "=", self.env[model]._SIGNED_COPY),
                        ("res_id", "in", list(known)),
                    ]
                )
            )
            result.update((known[scan.res_id], scan) for scan in found)
        return result

    def _scan_pdf(self, scan):
        """The PDF of a scan or of a photograph.

        :param scan: `ir.attachment`
        :return: bytes
        :raises ScanError: when it is too large, broken or of another kind
        """
        if scan.file_size > SCAN_BYTES:
            size = SCAN_BYTES // 1024**2
            raise ScanError(f"файл подписанного экземпляра больше {size} МБ")
        content = scan.raw or b""
        try:
            if b"%PDF-" in content[:1024]:
                return self._checked_pdf(content)
            if content.startswith((b"\xff\xd8", b"\x89PNG")):
                return self._picture_pdf(content)
        except ScanError:
            raise
        except Exception as error:
            # Whatever a broken file makes a library raise.
            _logger.info("Unreadable scan %s: %s", scan.id, error)
            raise ScanError("файл подписанного экземпляра повреждён") from error
        raise ScanError("подписанный экземпляр приложен не в формате PDF, JPG или PNG")

    def _checked_pdf(self, content):
        """A scan read and written anew, so that a broken one is known at once."""
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ScanError("файл подписанного экземпляра защищён паролем")
        if len(reader.pages) > SCAN_PAGES:
            raise ScanError(f"в подписанном экземпляре больше {SCAN_PAGES} страниц")
        if not reader.pages:
            raise ScanError("файл подписанного экземпляра пуст")
        writer = PdfFileWriter()
        for page in reader.pages:
            # Marks of a signature are seen, what they would start is not wanted.
            page.pop("/AA", None)
            for mark in page.get("/Annots") or ():
                mark = mark.get_object()
                for action in ("/A", "/AA"):
                    mark.pop(action, None)
            writer.add_page(page)
        return self._written(writer)

    def _picture_pdf(self, content):
        """A photograph on an A4 page, turned as it was taken."""
        picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
        if picture.width * picture.height > PICTURE_PIXELS:
            raise ScanError("фотография подписанного экземпляра слишком велика")
        picture.draft("RGB", (PICTURE_SIDE, PICTURE_SIDE))
        picture = ImageOps.exif_transpose(picture)
        if picture.mode in ("RGBA", "LA", "P"):
            picture = picture.convert("RGBA")
            paper = Image.new("RGBA", picture.size, "white")
            picture = Image.alpha_composite(paper, picture)
        picture = picture.convert("RGB")
        picture.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
        buffer = io.BytesIO()
        picture.save(buffer, format="JPEG", quality=85)
        wide = picture.width > picture.height
        return pdf.html_to_pdf(
            _PICTURE_PAGE.format(
                turn="landscape" if wide else "portrait",
                width=281 if wide else 194,
                height=193 if wide else 280,
                data=base64.b64encode(buffer.getvalue()).decode(),
            )
        )

    def _notice(self, line, reason):
        """A sheet in the place of a scan that could not be put in."""
        html = self.env["ir.qweb"]._render(
            "school_mentorship.paper_bundle_notice", {"line": line, "reason": reason}
        )
        return pdf.html_to_pdf(str(html))

    def _written(self, writer):
        with io.BytesIO() as buffer:
            writer.write(buffer)
            return buffer.getvalue()

import io
import logging

from odoo import models
from odoo.tools.pdf import PdfFileReader, PdfFileWriter

from ..tools import pdf
from .paper_scans import ScanError

_logger = logging.getLogger(__name__)

# What all scans of a folder together may bring along.
FOLDER_BYTES = 150 * 1024**2
# A page larger than A3 is a wrong resolution, not a large sheet.
PAGE_SIDE, A4_SIDE = 1200, 842
MM = 72 / 25.4

_STAMP = """<html><head><style>
@page {{ size: 30mm 6mm; margin: 0 }}
body {{ margin: 0; font-size: 9pt; text-align: right; color: #444 }}
p {{ margin: 0; break-after: page }}
p:last-child {{ break-after: auto }}
</style></head><body>{pages}</body></html>"""


class PaperBundle(models.AbstractModel):
    """A folder: a title, a table of contents, then many papers and scans in one PDF.

    A folder names its sections; what a paper looks like, its own report knows.
    """

    _name = "report.school_mentorship.paper_bundle"
    _description = "Folder of Papers"
    _inherit = [
        "report.school_mentorship.paper_layout",
        "report.school_mentorship.paper_scans",
    ]

    def _sections(self, record):
        """What lies in the folder, in order.

        :return: list of (title, `ir.actions.report`, records of its model)
        """
        raise NotImplementedError

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        values["contents"] = self._contents(self._parts(record))
        return values

    def _contents(self, parts):
        """The table of contents: the parts by their sections."""
        contents = {}
        for part in parts:
            contents.setdefault(part["section"], []).append(part)
        return [{"title": title, "lines": lines} for title, lines in contents.items()]

    def _parts(self, record):
        """The papers of the folder with their lines in the table of contents.

        :return: list of dicts with section, line, report, record
        """
        parts = []
        for title, report, records in self._sections(record):
            records.check_access("read")
            words = report._words(self.env)
            parts += [
                {
                    "section": title,
                    "line": words._paper_line(paper),
                    "report": report,
                    "record": paper,
                    "pages": "",
                }
                for paper in records.with_env(self.env)
            ]
        return parts

    def _paper_bundle(self, report, record):
        """The PDF of the folder.

        :param report: `ir.actions.report` of the folder
        :param record: the record whose folder it is
        :return: bytes
        """
        record = record.with_env(self.env)
        parts = self._parts(record)
        self._read(parts)
        values = self._paper_values(record, self._paper_shared(record))
        values.update(self._bundle_values(record))
        values["contents"] = self._contents(parts)
        return self._bound(report, record, values, parts)

    def _bundle_values(self, record):
        """What the title of the folder says besides.

        :return: dict
        """
        return {}

    def _read(self, parts):
        """Put the PDFs of all papers into the parts: scans, others as printed."""
        # A signed copy is that of the paper itself, not of another one about it.
        own = {}
        for part in parts:
            if part["report"] not in own:
                own[part["report"]] = part["report"]._has_signed_copies(part["record"])
        scans = self._scans([part["record"] for part in parts if own[part["report"]]])
        room = FOLDER_BYTES
        to_print = {}
        for part in parts:
            part["documents"] = []
            scan = own[part["report"]] and scans.get(part["record"])
            if scan:
                try:
                    if scan.file_size > room:
                        raise ScanError("в папке слишком много больших файлов")
                    part["documents"] = [self._scan_pdf(scan)]
                    room -= scan.file_size
                    continue
                except ScanError as error:
                    part["documents"] = [self._notice(part["line"], str(error))]
            to_print.setdefault(part["report"], []).append(part)
        for report, printed in to_print.items():
            records = printed[0]["record"].union(*(part["record"] for part in printed))
            contents = report._paper_contents(records)
            for part in printed:
                part["documents"].append(contents[part["record"]])

    def _bound(self, report, record, values, parts):
        """Count the sheets, print the front, put everything together.

        :return: bytes
        """
        readers = [
            [PdfFileReader(io.BytesIO(d), strict=False) for d in part["documents"]]
            for part in parts
        ]
        front_pages = 2
        # The table of contents holds its own length; it is known after it is drawn.
        for _attempt in range(3):
            sheet = front_pages + 1
            for part, documents in zip(parts, readers, strict=True):
                count = sum(len(reader.pages) for reader in documents)
                last = sheet + count - 1
                part["pages"] = f"{sheet}–{last}" if count > 1 else f"{sheet}"
                part["first"] = sheet
                sheet += count
            front = PdfFileReader(
                io.BytesIO(report._paper_pdf(report._paper_html(self, values), record)),
                strict=False,
            )
            if len(front.pages) == front_pages:
                break
            front_pages = len(front.pages)
        writer = PdfFileWriter()
        for reader in [front, *(r for documents in readers for r in documents)]:
            for page in reader.pages:
                writer.add_page(page)
        self._stamp(writer)
        self._outline(writer, parts)
        writer.add_metadata({"/Title": report._paper_title(record)})
        return self._written(writer)

    def _stamp(self, writer):
        """Number all sheets but the first at their lower right corner."""
        count = len(writer.pages)
        numbers = "".join(f"<p>Лист {number}</p>" for number in range(2, count + 1))
        if not numbers:
            return
        stamps = PdfFileReader(
            io.BytesIO(pdf.html_to_pdf(_STAMP.format(pages=numbers))), strict=False
        ).pages
        for page, stamp in zip(writer.pages[1:], stamps, strict=True):
            try:
                self._stamp_page(page, stamp)
            except Exception as error:
                # A page that is shown, but not understood: it stays without number.
                _logger.info("A page of a folder has no number: %s", error)

    def _stamp_page(self, page, stamp):
        if page.get("/Rotate"):
            page.transfer_rotation_to_content()
        side = max(page.mediabox.width, page.mediabox.height)
        if side > PAGE_SIDE:
            page.scale_by(A4_SIDE / float(side))
        box = page.mediabox
        # Beside the QR code that a sheet may have in its corner.
        page.merge_translated_page(
            stamp,
            float(box.right) - 58 * MM,
            float(box.bottom) + 6 * MM,
        )

    def _outline(self, writer, parts):
        """Bookmarks: the sections, under them the papers."""
        sections = {}
        for part in parts:
            page = part["first"] - 1
            title = part["section"]
            if title not in sections:
                sections[title] = writer.add_outline_item(title=title, page_number=page)
            writer.add_outline_item(
                title=part["line"], page_number=page, parent=sections[title]
            )

import base64
import importlib.util
import io
import logging

import lxml.html

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.safe_eval import safe_eval, time

from ..tools import pdf, russian
from .mentorship_report_docx_mixin import CONTROL, OPTIONS, PREFIX

_logger = logging.getLogger(__name__)

# Asked with this key, core hears the truth about its own binary.
_ITSELF = "mentorship_wkhtmltopdf_itself"


class IrActionsReport(models.Model):
    """Our papers: the standard report action, drawn by WeasyPrint.

    Print menus, several records in one print, attachments, mail templates and
    `/report/pdf` work as for any report. What differs: each record is a document of
    its own, in Russian; a sheet that was frozen for signature is printed as frozen.
    """

    _name = "ir.actions.report"
    _inherit = ["ir.actions.report", "mentorship.report.docx.mixin"]

    def _is_paper(self):
        self.ensure_one()
        # The definition of a report is no secret, but closed to all but the system.
        report = self.sudo()
        return report.report_type == "qweb-pdf" and report.report_name.startswith(
            PREFIX
        )

    @api.model
    def get_wkhtmltopdf_state(self):
        """Let the web client offer PDFs on a server without wkhtmltopdf.

        The client asks once, before any report and without naming one; to «install»
        it answers by showing HTML and never asks for the PDF. Nobody but the client
        gets the kinder answer: when core is about to run the binary (see
        `_render_qweb_pdf_prepare_streams`) it is told the truth, and says of another
        module's report in one sentence that its PDF cannot be made.
        """
        state = super().get_wkhtmltopdf_state()
        if state == "install" and not self.env.context.get(_ITSELF):
            return "ok" if importlib.util.find_spec("weasyprint") else state
        return state

    def report_action(self, docids, data=None, config=True):
        # Our papers do not use the company's letter layout: do not make an
        # administrator choose one before the first print.
        if len(self) == 1 and self._is_paper():
            config = False
        return super().report_action(docids, data=data, config=config)

    def _with_paper_options(self, data):
        """The same report, asked for a year or a month (`data` of the action)."""
        options = {
            name: int(data[name])
            for name in OPTIONS
            if data and str(data.get(name) or "").isdecimal()
        }
        return self.with_context(**options) if options else self

    def _words(self, env):
        """The model that has the words of this paper, named after it as in Odoo.

        :param env: that of the user who prints; the report itself comes as superuser
        """
        # The definition of a report is no secret; records are read as the user.
        return env[f"report.{self.sudo().report_name}"]

    def _is_bundle(self):
        """Whether it is a folder: many papers and scans in one PDF."""
        return hasattr(self._words(self.env), "_paper_bundle")

    def _prints_frozen(self, records):
        """Whether it is the sheets of this report that the records keep frozen."""
        return "frozen_html" in records and records._paper_report() == self

    def _has_signed_copies(self, records):
        """Whether the signed copies that the records keep are those of this report."""
        return hasattr(records, "_SIGNED_COPY") and records._paper_report() == self

    @api.model
    def _render_qweb_html(self, report_ref, docids, data=None):
        self = self._with_paper_options(data)
        report = self._get_report(report_ref)
        if not report._is_paper():
            return super()._render_qweb_html(report_ref, docids, data=data)
        sheets = report._paper_sheets(self._paper_records(report, docids))
        pages = [report._fill_slots(html, record) for record, html in sheets.items()]
        return "\n".join(pages).encode(), "html"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        self = self._with_paper_options(data)
        report = self._get_report(report_ref)
        if not report._is_paper():
            self = self.with_context(**{_ITSELF: True})
            return super()._render_qweb_pdf_prepare_streams(
                report_ref, data, res_ids=res_ids
            )
        records = self._paper_records(report, res_ids)
        attachments = {}
        if report.attachment and not self.env.context.get("report_pdf_no_attachment"):
            attachments = {r: report.retrieve_attachment(r) for r in records}
        contents = {
            record: attachment.raw
            for record, attachment in attachments.items()
            if attachment and report.attachment_use
        }
        contents |= report._paper_contents(
            records.filtered(lambda record: record not in contents)
        )
        return {
            record.id: {
                "stream": io.BytesIO(contents[record]),
                "attachment": attachments.get(record),
            }
            for record in records
        }

    @api.model
    def _paper_records(self, report, docids):
        """The records to print, each once, as the user who prints may read them.

        :raises UserError: when there are none; AccessError for those of others
        """
        ids = [docids] if isinstance(docids, int) else docids or []
        records = self.env[report.model].browse(dict.fromkeys(ids))
        if not records:
            raise UserError(self.env._("Choose the records to print first."))
        records.check_access("read")
        return records

    def _paper_contents(self, records):
        """The PDFs of some records.

        :param records: recordset of the report's model
        :return: dict of record → bytes
        """
        if self._is_bundle():
            words = self._words(self._in_russian(records).env)
            return {record: words._paper_bundle(self, record) for record in records}
        frozen = self._prints_frozen(records)
        return {
            record: (frozen and self._frozen_content(record))
            or self._paper_pdf(html, record)
            for record, html in self._paper_sheets(records).items()
        }

    def _paper_sheets(self, records):
        """The sheets to print: the frozen ones, others made of today's data.

        :return: dict of record → HTML
        """
        frozen = records.browse()
        if self._prints_frozen(records):
            frozen = records.filtered("frozen_html")
        fresh = self._render_papers(records - frozen, preview=True)
        return {
            record: record.frozen_html if record in frozen else fresh[record]
            for record in records
        }

    def _frozen_content(self, record):
        """The PDF that a record keeps, while nothing has to be filled in."""
        if record._paper_slots():
            return b""
        return base64.b64decode(record.with_context(bin_size=False).frozen_pdf or b"")

    def _render_paper_html(self, record):
        """The whole HTML document of one record, in Russian, as it will be signed.

        :param record: record of the report's model
        :return: str, with the slots still blank
        """
        record.ensure_one()
        return self._render_papers(record)[record]

    def _render_papers(self, records, preview=False):
        """The HTML documents of some records.

        :param records: recordset of the report's model
        :param bool preview: not the sheets that will be signed: an order is marked
            as a draft
        :return: dict of record → HTML
        """
        # The definition of a report is no secret; records are read as the user.
        report = self.sudo()
        records = self._in_russian(records)
        words = self._words(records.env)
        shared = words._paper_shared(records)
        result = {}
        for record in records:
            values = words._paper_values(record, shared, preview=preview)
            result[record] = report._paper_html(words, values)
        return result

    def _paper_html(self, words, values):
        """The HTML document that the paper's template makes of these values.

        :param words: the paper's model, in the environment of who prints
        :return: str
        """
        html = words.env["ir.actions.report"]._render_template(
            self.sudo().report_name, values
        )
        return self._tied(CONTROL.sub("", html.decode()))

    @api.model
    def _in_russian(self, records):
        """The records as papers show them, where Russian is installed."""
        if records.env["res.lang"]._get_data(code="ru_RU"):
            return records.with_context(lang="ru_RU")
        return records

    @api.model
    def _tied(self, html):
        """Keep together what a line must not tear apart, in every text of the page."""
        page = lxml.html.document_fromstring(html)
        for paragraph in page.iter("p"):
            # Lines to be filled in by hand make gaps in what is justified around them.
            texts = paragraph.xpath(".//text()[not(ancestor::span[@data-slot])]")
            if "____" in "".join(texts):
                paragraph.classes.add("by-hand")
        for element in page.iter():
            if element.text and element.tag not in ("style", "title"):
                element.text = russian.nbsp(element.text)
            if element.tail:
                element.tail = russian.nbsp(element.tail)
        return self._page_source(page)

    @api.model
    def _page_source(self, page):
        return lxml.html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")

    @api.model
    def _fill_slots(self, html, record):
        """Write number, date … into their places on a sheet printed before.

        :param str html: document with `<span data-slot="name">blank</span>`, a slot
            in as many places as the paper needs
        :param record: what is known says its `_paper_slots`
        :return: str
        """
        slots = record._paper_slots() if hasattr(record, "_paper_slots") else {}
        if not slots:
            return html
        page = lxml.html.document_fromstring(html)
        for element in page.xpath("//span[@data-slot]"):
            if value := slots.get(element.get("data-slot")):
                element[:] = []
                element.text = CONTROL.sub("", value)
        return self._page_source(page)

    def _paper_title(self, record):
        """The Russian name of the paper, as its file is called too."""
        # The definition of a report is no secret; the record is read as the user.
        report = self.sudo()
        if not report.print_report_name:
            return report.name
        return safe_eval(report.print_report_name, {"object": record, "time": time})

    def _paper_pdf(self, html, record):
        """The PDF of a document of `_render_paper_html`, its slots filled.

        :return: bytes
        :raises UserError: one sentence, whatever went wrong; the log has the rest
        """
        try:
            return pdf.html_to_pdf(
                self._fill_slots(html, record), title=self._paper_title(record)
            )
        except pdf.PdfError as error:
            _logger.exception("No PDF of %s: %s", record, error)
            raise UserError(
                self.env._(
                    "The PDF of «%s» could not be made. Ask the administrator of the "
                    "server to look into its log: the part that draws PDFs "
                    "(WeasyPrint) is missing or has failed.",
                    record.display_name,
                )
            ) from error

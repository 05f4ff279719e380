import io
import logging
import re
import zipfile
from urllib.parse import urlencode

from odoo import api, models
from odoo.exceptions import UserError

from ..tools import docx

_logger = logging.getLogger(__name__)

# All reports of this addon are named so.
PREFIX = "school_mentorship."
# What a report may be asked for besides its records, in `data` or in the context.
OPTIONS = {"year": 9999, "month": 12}
# A pasted text may hold control characters, for which no document has a place.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# What the name of a file cannot hold somewhere; Odoo's own filter takes dashes too.
_NO_FILE_NAME = str.maketrans("/\\", "--", '<>:|?*"')
# How many DOCX one request makes: they are made while the browser waits.
DOCX_LIMIT = 100


class MentorshipReportDocxMixin(models.AbstractModel):
    """Our papers as DOCX, for those who still correct the text.

    The same HTML as for the PDF: there is no second set of texts.
    """

    _name = "mentorship.report.docx.mixin"
    _description = "Papers as DOCX"

    def docx_action(self, records):
        """Download some records as DOCX.

        :param records: recordset of the report's model
        :return: action
        :raises UserError: when there are none
        """
        self.ensure_one()
        if not records:
            raise UserError(self.env._("Choose the records to print first."))
        # The definition of a report is no secret, but closed to all but the system.
        name = self.sudo().report_name.removeprefix(PREFIX)
        ids = ",".join(map(str, records.ids))
        options = {key: self.env.context.get(key) for key in OPTIONS}
        query = urlencode({key: value for key, value in options.items() if value})
        return {
            "type": "ir.actions.act_url",
            "url": f"/school_mentorship/docx/{name}/{ids}" + (query and f"?{query}"),
            "target": "download",
        }

    def _docx_download(self, docids):
        """One record as a DOCX, several as a ZIP of them.

        :param docids: ids of records of the report's model
        :return: tuple (file name, bytes)
        :raises UserError: for a folder, for too many records and for none;
            AccessError for those the user may not read
        """
        self.ensure_one()
        if not self._is_paper() or self._is_bundle():
            raise UserError(self.env._("This paper is made as PDF only."))
        if len(set(docids)) > DOCX_LIMIT:
            raise UserError(
                self.env._("Choose %s records at the most for DOCX.", DOCX_LIMIT)
            )
        # As above; the records are read as the user.
        records = self._paper_records(self.sudo(), docids)
        files = [
            (self._file_name(self._paper_title(record)), self._paper_docx(html, record))
            for record, html in self._paper_sheets(records).items()
        ]
        if len(files) == 1:
            name, content = files[0]
            return f"{name}.docx", content
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for number, (name, content) in enumerate(files, start=1):
                # Two papers of one person may have the same name.
                archive.writestr(f"{number:03} {name}.docx", content)
        return f"{self._file_name(self.sudo().name)}.zip", buffer.getvalue()

    def _paper_docx(self, html, record):
        """The DOCX of a document of `_render_paper_html`, its slots filled.

        :return: bytes
        :raises UserError: one sentence, whatever went wrong; the log has the rest
        """
        try:
            return docx.html_to_docx(
                self._fill_slots(html, record), title=self._paper_title(record)
            )
        except docx.DocxError as error:
            _logger.exception("No DOCX of %s: %s", record, error)
            raise UserError(
                self.env._(
                    "The DOCX of «%s» could not be made. Ask the administrator of the "
                    "server to look into its log.",
                    record.display_name,
                )
            ) from error

    @api.model
    def _file_name(self, title):
        """A title as a file may be called on every system."""
        title = CONTROL.sub("", title).translate(_NO_FILE_NAME)
        return title.strip(" .")[:150] or "DOCX"

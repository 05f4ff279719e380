import re

from odoo import http
from odoo.http import content_disposition, request

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}


# No more digits than the database has: «²» is a digit, too, and no number.
_ID = re.compile("[0-9]{1,9}")


class DocxController(http.Controller):
    """The papers as DOCX, beside core's `/report/pdf`."""

    @http.route(
        "/school_mentorship/docx/<string:report>/<string:docids>",
        type="http",
        auth="user",
        readonly=True,
    )
    def download(self, report, docids, **options):
        """One record as a DOCX, several as a ZIP; only what the user may read.

        :param str report: technical name of the report, without the module
        :param str docids: ids of records, comma between them
        :param options: year or month, for the papers that know them
        """
        reports = request.env["ir.actions.report"]._with_paper_options(options)
        paper = reports._get_report_from_name(f"school_mentorship.{report}")
        if not paper:
            raise request.not_found()
        ids = [int(docid) for docid in docids.split(",") if _ID.fullmatch(docid)]
        # Found as superuser by core; the papers are made as the user.
        name, content = reports.browse(paper.id)._docx_download(ids)
        return request.make_response(
            content,
            headers=[
                ("Content-Type", TYPES[name.rpartition(".")[2]]),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )

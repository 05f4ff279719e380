import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.mimetypes import guess_mimetype

from ..tools import scans

# In megabytes: what a browser still shows and a folder of a pair still holds.
SCAN_LIMIT = 25
SCAN_TYPES = ("application/pdf", "image/jpeg", "image/png")
# What a sheet that was printed for signature keeps of itself.
FROZEN = frozenset({"frozen_html", "frozen_pdf", "frozen_hash", "sheet_token"})


class MentorshipPaperMixin(models.AbstractModel):
    """A record that is printed, signed by hand, and then may not change.

    Printing for signature freezes the sheet: its HTML, its PDF and the hash of the
    HTML. Every later print is made from the frozen HTML, whatever the names,
    positions and templates have become since.
    """

    _name = "mentorship.paper.mixin"
    _description = "Paper to Be Signed"
    _inherit = ["mentorship.guarded.mixin"]

    _GUARDED = FROZEN

    frozen_html = fields.Text(readonly=True, copy=False)
    frozen_pdf = fields.Binary("Printed Sheet", readonly=True, copy=False)
    frozen_hash = fields.Char("Hash of the Sheet", readonly=True, copy=False)
    sheet_token = fields.Char(
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_system",
        export_string_translation=False,
        help="Stands in the QR code on the sheet: a scan finds its paper by it.",
    )
    signed_copy = fields.Binary(copy=False)
    signed_copy_name = fields.Char("Signed Copy's File", copy=False)

    def _paper_report(self):
        """The `ir.actions.report` that prints this record."""
        raise NotImplementedError

    def _paper_slots(self):
        """What is filled into a frozen sheet once it is known.

        :return: dict of slot name → text, for `<span data-slot="name">…</span>`
        """
        self.ensure_one()
        return {}

    def _freeze(self):
        """Print the sheet for signature and keep it.

        :raises UserError: when the PDF cannot be made
        """
        report = self._paper_report()
        for record in self:
            # A sheet printed anew is another sheet: the former one is recognised no
            # more. The token is the system's, whoever prints.
            record.sudo()._write_guarded({"sheet_token": scans.new_token()})
        for record, html in report._render_papers(self).items():
            record = record.with_env(self.env)
            record._write_guarded(
                {
                    "frozen_html": html,
                    "frozen_pdf": base64.b64encode(report._paper_pdf(html, record)),
                    "frozen_hash": hashlib.sha256(html.encode()).hexdigest(),
                }
            )

    def _thaw(self):
        """Forget the frozen sheet of a paper that goes back to draft."""
        # The token is the system's, whoever takes the sheet back.
        self.sudo()._write_guarded(dict.fromkeys(FROZEN, False))

    @api.constrains("signed_copy", "signed_copy_name")
    def _check_signed_copy(self):
        """A scan is a PDF or a picture of a size that can still be opened."""
        for record in self.with_context(bin_size=False).filtered("signed_copy"):
            content = base64.b64decode(record.signed_copy)
            if len(content) > SCAN_LIMIT * 1024 * 1024:
                raise ValidationError(
                    self.env._(
                        "%(name)s: the file has more than %(limit)s MB. Scan it with "
                        "200 dots per inch or in shades of grey.",
                        name=record.display_name,
                        limit=SCAN_LIMIT,
                    )
                )
            if guess_mimetype(content) not in SCAN_TYPES:
                raise ValidationError(
                    self.env._(
                        "%s: a signed copy is a PDF, JPEG or PNG file. Scan the paper "
                        "again or save it in one of these formats.",
                        record.display_name,
                    )
                )

    def action_print(self):
        """Print the record; a frozen sheet is printed as it was frozen."""
        return self._paper_report().report_action(self)

    def action_docx(self):
        """Download the records as DOCX; a frozen sheet is written as it was frozen."""
        return self._paper_report().docx_action(self)

    def action_print_together(self):
        """Print many sheets in the background, into one PDF."""
        job = self.env["mentorship.job"]._start(self._paper_report(), self, as_one=True)
        return job._action_open()

    def action_print_archive(self):
        """Print many sheets in the background, into an archive of single files."""
        job = self.env["mentorship.job"]._start(self._paper_report(), self)
        return job._action_open()

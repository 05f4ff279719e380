import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.mimetypes import guess_mimetype

from ..tools import russian, scans

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
    # What the printed sheet shows, so what no longer changes once it is printed.
    _PRINTED = frozenset()
    # Which field keeps the signed copy of `_paper_report`.
    _SIGNED_COPY = "signed_copy"

    frozen_html = fields.Text(readonly=True, copy=False)
    frozen_pdf = fields.Binary("Printed Sheet", readonly=True, copy=False)
    frozen_hash = fields.Char("Hash of the Sheet", readonly=True, copy=False)
    sheet_token = fields.Char(
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_system",
        help="Stands in the QR code on the sheet: a scan finds its paper by it.",
    )
    signed_copy = fields.Binary(copy=False)
    signed_copy_name = fields.Char("Signed Copy's File", copy=False)
    signed_copy_kept = fields.Boolean(compute="_compute_signed_copy_kept")

    @api.depends("signed_copy")
    def _compute_signed_copy_kept(self):
        """Whether a copy lies there: from then on it is replaced with a reason."""
        for record in self:
            saved = record._origin.with_context(bin_size=True)
            record.signed_copy_kept = bool(saved.signed_copy)

    def _paper_report(self):
        """The `ir.actions.report` that prints this record."""
        raise NotImplementedError

    def _printed(self):
        """Those among the records whose sheet is out of our hands."""
        return self.filtered(lambda paper: paper.state != "draft")

    def _printed_message(self):
        """The sentence for who changes what the printed sheets of these show."""
        raise NotImplementedError

    def _proofs(self):
        """Those among the records that prove something, so are not deleted."""
        return self._printed()

    def _proof_message(self):
        """The sentence for who deletes these proofs; says what to do instead."""
        raise NotImplementedError

    def _check_not_printed(self):
        """
        :raises UserError: when what the sheet shows is to change after its print
        """
        if printed := self._printed():
            raise UserError(printed._printed_message())

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proofs(self):
        if proofs := self._proofs():
            raise UserError(proofs._proof_message())

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
        self.check_access("write")
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
        self.check_access("write")
        # The token is the system's, whoever takes the sheet back.
        self.sudo()._write_guarded(dict.fromkeys(FROZEN, False))

    @api.constrains("signed_copy", "signed_copy_name")
    def _check_signed_copy(self):
        """A scan is a PDF or a picture of a size that can still be opened."""
        for record in self.with_context(bin_size=False).filtered("signed_copy"):
            self._refuse_bad_scan(
                base64.b64decode(record.signed_copy), record.display_name
            )

    @api.model
    def _refuse_bad_scan(self, content, name):
        """
        :param bytes content: the file
        :param str name: whose signed copy it is
        :raises ValidationError: when it is too large, or of another kind
        """
        if len(content) > SCAN_LIMIT * 1024 * 1024:
            raise ValidationError(
                self.env._(
                    "%(name)s: the file has more than %(limit)s MB. Scan it with "
                    "200 dots per inch or in shades of grey.",
                    name=name,
                    limit=SCAN_LIMIT,
                )
            )
        if guess_mimetype(content) not in SCAN_TYPES:
            raise ValidationError(
                self.env._(
                    "%s: a signed copy is a PDF, JPEG or PNG file. Scan the paper "
                    "again or save it in one of these formats.",
                    name,
                )
            )

    def write(self, vals):
        if self._PRINTED & vals.keys():
            self._check_not_printed()
        if "signed_copy" in vals:
            self._keep_former_copy(vals["signed_copy"])
        return super().write(vals)

    def _keep_former_copy(self, content):
        """Put the copy that is being replaced into the chatter: who, when and why.

        :param content: the new copy in base64, or False
        :raises UserError: when no reason is given in the context
        """
        self.check_access("write")
        # The files of records that the user may write; core keeps them closed under
        # the name of the field.
        found = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_field", "=", "signed_copy"),
                    ("res_id", "in", self.ids),
                ]
            )
        )
        new = base64.b64decode(content) if content else b""
        reason = (self.env.context.get("signed_copy_reason") or "").strip()
        for scan in found.filtered(lambda scan: scan.raw != new):
            record = self.browse(scan.res_id)
            if not reason:
                raise UserError(
                    self.env._(
                        "%s: a signed copy is kept here already. Replace it with the "
                        "button «Correct» and say why.",
                        record.display_name,
                    )
                )
            name = record.signed_copy_name or scan.name
            former = scan.copy(
                {"name": name, "res_field": False, "res_id": record.id, "raw": scan.raw}
            )
            record.message_post(
                body=self.env._(
                    "The signed copy was replaced; the former one is kept here. "
                    "Reason: %s",
                    reason,
                ),
                message_type="notification",
                attachment_ids=former.ids,
            )

    def action_correct(self):
        """Open the window in which data of the paper are corrected with a reason."""
        return self.env["mentorship.correct"]._open(self)

    def _correct(self, reason, vals):
        """Correct the data of a signed paper, and say in the chatter who and why.

        :param str reason: why
        :param dict vals: what is corrected
        :raises UserError: without a reason
        """
        self.ensure_one()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the data are corrected."))
        former = {name: self[name] for name in vals}
        self.write(vals)
        if changes := self._changes_since(former):
            body = self.env._(
                "Corrected: %(changes)s. Reason: %(reason)s",
                changes=changes,
                reason=reason.strip(),
            )
            self.message_post(body=body, message_type="notification")

    def _changes_since(self, former):
        """What has changed, in words: «Number: 12 → 13; Date: …».

        :param dict former: field → its value of before
        :return: str, empty when nothing has changed
        """
        self.ensure_one()
        return "; ".join(
            f"{self._fields[name]._description_string(self.env)}: "
            f"{self._in_words(value)} → {self._in_words(self[name])}"
            for name, value in former.items()
            if value != self[name]
        )

    @api.model
    def _in_words(self, value):
        """A value of a paper as people read it."""
        if isinstance(value, bool):
            return self.env._("yes") if value else self.env._("no")
        if isinstance(value, models.BaseModel):
            return value.display_name or "–"
        return russian.date_numeric(value) if hasattr(value, "year") else value or "–"

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

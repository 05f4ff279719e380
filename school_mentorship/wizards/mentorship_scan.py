import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.mentorship_paper_mixin import SCAN_LIMIT
from ..tools import scans

# Files of one window: they are read while the user waits.
FILES = 100


class MentorshipScan(models.TransientModel):
    """Scans of signed papers: each finds its record by the QR code on the sheet.

    What carries no code is given to its record by choice. All are taken at once, as
    signed copies, with one day of signature; what was printed becomes signed.
    """

    _name = "mentorship.scan"
    _description = "Scans of Signed Papers"

    date = fields.Date(
        "Day of Signature", required=True, default=fields.Date.context_today
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    line_ids = fields.One2many("mentorship.scan.line", "scan_id", "Papers")
    is_read = fields.Boolean("Files Have Been Read")

    @api.model
    def _paper_models(self):
        """The models whose printed sheets carry a code."""
        return [
            model
            for name, model in self.env.items()
            if not model._abstract and "sheet_token" in model._fields
        ]

    @api.model
    def open_files(self, files):
        """Open the window with files that were dropped onto a list.

        :param files: list of dicts with ``name`` and ``content`` in base64
        :return: action
        :raises UserError: as `action_read`
        """
        self.check_access("create")
        scan = self.create({})
        scan.attachment_ids = self.env["ir.attachment"].create(
            [
                {
                    "name": str(file["name"]),
                    "datas": file.get("content"),
                    "res_model": self._name,
                    "res_id": scan.id,
                }
                for file in files[: FILES + 1]
            ]
        )
        return scan.action_read()

    def action_read(self):
        """Read the codes of all pages and show which paper is which.

        :return: action that opens the window again
        :raises UserError: naming the file that cannot be read
        """
        self.ensure_one()
        if not self.attachment_ids:
            raise UserError(self.env._("Add the files with the scans first."))
        if len(self.attachment_ids) > FILES:
            raise UserError(self.env._("Take %s files at the most at once.", FILES))
        found = [
            (attachment, part)
            for attachment in self.attachment_ids.sorted("name")
            for part in self._parts(attachment)
        ]
        records = self._records({part.token for _file, part in found if part.token})
        self.line_ids.unlink()
        self.line_ids = [
            fields.Command.create(
                {
                    "attachment_id": attachment.id,
                    "pages": list(part.pages),
                    "picture": base64.b64encode(
                        scans.preview(attachment.raw, part.pages[0])
                    ),
                    "paper": records.get(part.token),
                    "found": "code"
                    if part.token in records
                    else "stale"
                    if part.token
                    else "none",
                }
            )
            for attachment, part in found
        ]
        self.is_read = True
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Scans of Signed Papers"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def _parts(self, attachment):
        """What papers a file holds.

        :raises UserError: in words, whatever is wrong with the file
        """
        name = attachment.name
        if attachment.file_size > SCAN_LIMIT * 1024**2:
            raise UserError(
                self.env._(
                    "%(name)s: the file has more than %(limit)s MB. Scan fewer papers "
                    "into one file.",
                    name=name,
                    limit=SCAN_LIMIT,
                )
            )
        try:
            return scans.parts(attachment.raw or b"")
        except scans.ScanError as error:
            raise UserError(self._refusal(name, error.reason)) from error

    @api.model
    def _refusal(self, name, reason):
        """Why a file cannot be read as a scan, and what to do.

        :param str name: of the file
        :param str reason: of `scans.ScanError`
        """
        messages = {
            "empty": self.env._("%s: the file is empty. Scan the paper again.", name),
            "kind": self.env._(
                "%s: a scan is a PDF, JPEG or PNG file. Save it in one of these "
                "formats.",
                name,
            ),
            "phone": self.env._(
                "%s: a photograph in the format of a telephone (HEIC). Save it as "
                "JPEG, or choose «Most Compatible» in the settings of the camera.",
                name,
            ),
            "large": self.env._(
                "%s: the picture is far too large for a sheet of paper. Scan it with "
                "200 dots per inch.",
                name,
            ),
            "locked": self.env._(
                "%s: the file is locked by a password. Save it without one.", name
            ),
            "pages": self.env._(
                "%s: the file is empty or has too many pages. Scan fewer papers into "
                "one file.",
                name,
            ),
        }
        broken = self.env._("%s: the file is broken. Scan the papers again.", name)
        return messages.get(reason, broken)

    def _records(self, tokens):
        """The papers of these codes that the user may change: a query a model.

        :return: dict of token → «model,id»
        """
        result = {}
        for model in self._paper_models():
            if not tokens or not model.has_access("write"):
                continue
            # The token is the system's own; the paper itself is checked below.
            known = model.sudo().search([("sheet_token", "in", list(tokens))])
            allowed = model.browse(known.ids)._filtered_access("write")
            for record in known:
                if record.id in allowed.ids:
                    result[record.sheet_token] = f"{record._name},{record.id}"
        return result

    def action_apply(self):
        """Keep the scans as signed copies, and mark the papers as signed.

        :raises UserError: naming the row that cannot be taken; nothing is changed
        """
        self.ensure_one()
        lines = self.line_ids.filtered("selected")
        papers = self.env["mentorship.mark"]._by_model([line.paper for line in lines])
        known = sum(len(records) for records in papers)
        if known < len(lines):
            raise UserError(
                self.env._(
                    "Two scans are meant for one paper: %s. Leave one of them out.",
                    ", ".join(
                        {
                            line.paper.display_name
                            for line in lines
                            if len(lines.filtered(lambda o, p=line.paper: o.paper == p))
                            > 1
                        }
                    ),
                )
            )
        to_sign = [
            # A paper that was marked as signed before only gets its copy.
            records.filtered(lambda record: record.state in ("draft", "printed"))
            for records in papers
            if hasattr(records, "_sign_marked")
        ]
        mark = self.env["mentorship.mark"]._mark(
            to_sign, self.date, {line.paper: line._copy() for line in lines}
        )
        return mark._action_told()


class MentorshipScanLine(models.TransientModel):
    """One paper in the scans."""

    _name = "mentorship.scan.line"
    _description = "Scan of a Signed Paper"
    _order = "id"

    scan_id = fields.Many2one(
        "mentorship.scan", required=True, index=True, ondelete="cascade"
    )
    attachment_id = fields.Many2one(
        "ir.attachment", "File", required=True, readonly=True, ondelete="cascade"
    )
    pages = fields.Json("Numbers of Pages", readonly=True)
    page_words = fields.Char("Pages", compute="_compute_page_words")
    picture = fields.Binary("First Page", attachment=False, readonly=True)
    found = fields.Selection(
        [
            ("code", "Found by the code"),
            ("stale", "Sheet of before, printed anew since"),
            ("none", "No code: choose the paper"),
        ],
        readonly=True,
    )
    paper = fields.Reference(string="Which Paper", selection="_selection_paper")
    selected = fields.Boolean(
        "Take", compute="_compute_selected", store=True, readonly=False
    )
    note = fields.Char("What Becomes of It", compute="_compute_note")

    @api.model
    def _selection_paper(self):
        # Their names in the reader's language; which models there are is no secret.
        names = self.env["ir.model"].sudo()
        return [
            (model._name, names._get(model._name).name)
            for model in self.env["mentorship.scan"]._paper_models()
        ]

    @api.depends("pages")
    def _compute_page_words(self):
        for line in self:
            numbers = [number + 1 for number in line.pages or ()]
            whole = numbers and numbers == list(range(numbers[0], numbers[-1] + 1))
            if len(numbers) > 1 and whole:
                line.page_words = f"{numbers[0]}–{numbers[-1]}"
            else:
                line.page_words = ", ".join(map(str, numbers))

    @api.depends("paper")
    def _compute_selected(self):
        for line in self:
            # A copy that is kept already is replaced only when it is meant.
            line.selected = bool(line.paper and not line.paper.signed_copy_name)

    @api.depends("paper", "selected", "scan_id.date")
    def _compute_note(self):
        for line in self:
            paper = line.paper
            if paper and paper.signed_copy_name:
                line.note = (
                    self.env._("takes the place of the copy that is kept")
                    if line.selected
                    else self.env._("has a copy already; switch on to replace it")
                )
            elif not paper or not line.selected:
                line.note = self.env._("left out")
            elif hasattr(paper, "_sign_marked") and paper.state == "draft":
                line.note = self.env._("never printed: it cannot be signed")
            elif hasattr(paper, "_sign_marked") and paper.state == "printed":
                line.note = self.env._("becomes signed")
            elif paper._name == "mentorship.order" and paper.state != "registered":
                line.note = self.env._("the copy is kept; register the order")
            else:
                line.note = self.env._("the copy is kept")

    def _copy(self):
        """The scan of this paper alone.

        :return: tuple (file name, bytes)
        """
        self.ensure_one()
        content = scans.extract(self.attachment_id.raw, tuple(self.pages))
        stem, _dot, ending = self.attachment_id.name.rpartition(".")
        if content == self.attachment_id.raw:
            return self.attachment_id.name, content
        return f"{stem or ending} ({self.page_words}).pdf", content

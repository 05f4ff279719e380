import base64
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..tools import spreadsheet, staff_list
from . import mentorship_staff_text as words


class MentorshipStaffImport(models.TransientModel):
    """The window in which a school's staff list is brought in, or compared.

    Upload, look at what would be done, apply in one transaction. Whoever keeps the
    banks may use it, and the personnel officer: in a small school nobody has the
    rights of the latter. Cards of employees are therefore written as superuser, and
    only the fields that such a list carries (`_STAFF_FIELDS` of the line).
    """

    _name = "mentorship.staff.import"
    _inherit = [
        "mentorship.staff.preview.mixin",
        "mentorship.staff.apply.mixin",
        "mentorship.staff.bank.mixin",
    ]
    _description = "Staff List from a File"

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        [("draft", "File"), ("preview", "Preview"), ("done", "Brought in")],
        default="draft",
        required=True,
        readonly=True,
    )
    data = fields.Binary("File")
    data_name = fields.Char("File Name")
    list_date = fields.Date(
        "As of",
        required=True,
        default=fields.Date.context_today,
        help="The day for which the list was made: years of service count from it.",
    )
    is_complete = fields.Boolean(
        "The List Names the Whole Staff",
        default=True,
        help="Those of the staff who are not in the list are shown: have they left?",
    )
    sheet_number = fields.Integer("Number of the Sheet", default=0)
    sheet_names = fields.Char("Sheets of the File", readonly=True)
    column_ids = fields.One2many(
        "mentorship.staff.import.column", "import_id", "Columns"
    )
    line_ids = fields.One2many(
        "mentorship.staff.import.line",
        "import_id",
        "People",
        domain=[("state", "!=", "missing")],
    )
    missing_ids = fields.One2many(
        "mentorship.staff.import.line",
        "import_id",
        "Not in the List",
        domain=[("state", "=", "missing")],
    )
    known_id = fields.Integer(readonly=True)
    remark = fields.Text("Remarks", readonly=True)
    summary = fields.Char(compute="_compute_summary")
    open_count = fields.Integer("To Decide", compute="_compute_summary")
    error_count = fields.Integer("Errors", compute="_compute_summary")
    missing_count = fields.Integer(compute="_compute_summary")
    fills_banks = fields.Boolean(compute="_compute_fills_banks")
    result = fields.Json(readonly=True)
    result_text = fields.Text(readonly=True)
    left_count = fields.Integer(compute="_compute_result_counts")
    participant_count = fields.Integer(compute="_compute_result_counts")
    may_archive = fields.Boolean(compute="_compute_result_counts")
    template = fields.Binary(compute="_compute_template")

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Staff List from a File")

    @api.depends("line_ids.decision", "line_ids.state", "missing_ids.has_left")
    def _compute_summary(self):
        for window in self:
            lines = window.line_ids | window.missing_ids
            counts = lines.grouped("state")
            window.summary = " · ".join(
                f"{label}: {len(counts[state])}"
                for state, label in words.state_labels(self.env).items()
                if state in counts
            )
            window.open_count = len(lines.filtered("is_open"))
            window.error_count = len(
                lines.filtered(lambda line: line.is_open and line.state == "error")
            )
            window.missing_count = len(window.missing_ids)

    @api.depends_context("uid")
    def _compute_fills_banks(self):
        self.fills_banks = self.env["mentorship.participant"].has_access("create")

    @api.depends("result")
    @api.depends_context("uid")
    def _compute_result_counts(self):
        for window in self:
            result = window.result or {}
            window.left_count = len(result.get("left", ()))
            window.participant_count = len(result.get("participants", ()))
            window.may_archive = self.env.user.has_group("hr.group_hr_user")

    @api.depends("company_id")
    def _compute_template(self):
        from ..tools.staff_template import template

        for window in self:
            names = [
                window._rows_of(model).mapped("name")
                for model in ("mentorship.category", "mentorship.area")
            ]
            window.template = base64.b64encode(template(*names))

    def _rows_of(self, model):
        """The rows of a shared table that the school uses."""
        table = self.env[model]
        return table.search(table._domain_of_company(self.company_id))

    def write(self, vals):
        number = vals.get("sheet_number")
        if "data" in vals or (number and any(w.sheet_number != number for w in self)):
            # Another file, another sheet has other columns and other people.
            vals = {"sheet_number": 0, **vals, "column_ids": [Command.clear()]}
        return super().write(vals)

    # --- what may be done -------------------------------------------------------------

    def _check_rights(self):
        """Whoever has a window may use it, in his own schools.

        :raises AccessError: for a school that the user does not work in
        """
        self.ensure_one()
        self.check_access("write")
        if self.company_id not in self.env.companies:
            raise AccessError(self.env._("You do not work in this school."))

    # --- preview ----------------------------------------------------------------------

    def action_preview(self):
        """Read the file and show what would be done."""
        self._check_rights()
        if not self.data:
            raise UserError(self.env._("Choose the file with the list first."))
        sheet = self._read_sheet()
        mapping = {c.number: c.field for c in self.column_ids if c.field} or None
        try:
            found = staff_list.read_list(sheet, self._day(), mapping)
        except staff_list.NoNames as error:
            raise UserError(
                self.env._(
                    "No column with the full names was found. Write «ФИО» above it, or "
                    "take the template."
                )
            ) from error
        if not found.people:
            raise UserError(self.env._("There is nobody in this list."))
        matches, known = self._match(found.people)
        lines = self._line_values(found.people, matches, known)
        lines += self._missing_values(matches, known) if self.is_complete else []
        columns = self._column_values(found.columns, mapping)
        self.line_ids.unlink()
        self.missing_ids.unlink()
        self.write(
            {
                "state": "preview",
                "known_id": max(known, default=0),
                "column_ids": columns,
                "line_ids": [Command.create(vals) for vals in lines],
                "remark": self._remarks(found),
            }
        )
        self.invalidate_recordset(["line_ids", "missing_ids"])
        return True

    def action_back(self):
        """Return to the choice of the file."""
        self._check_rights()
        if self.state == "preview":
            self.state = "draft"
        return True

    def _day(self) -> date:
        return self.list_date or fields.Date.context_today(self)

    def _read_sheet(self):
        """The sheet with the list: the chosen one, else the one with most people."""
        content = base64.b64decode(self.with_context(bin_size=False).data)
        try:
            sheets = spreadsheet.read(content)
        except spreadsheet.FileProblem as problem:
            raise UserError(words.file_problem(self.env, problem)) from problem
        number = self.sheet_number
        if not 1 <= number <= len(sheets):
            sizes = []
            for sheet in sheets:
                try:
                    people = staff_list.read_list(sheet, self._day()).people
                    sizes.append(sum(not person.problems for person in people))
                except staff_list.NoNames:
                    sizes.append(-1)
            number = sizes.index(max(sizes)) + 1
        self.sheet_number = number
        self.sheet_names = ", ".join(
            f"{index} – «{sheet.name}»" for index, sheet in enumerate(sheets, 1)
        )
        return sheets[number - 1]

    # --- where to go next -------------------------------------------------------------

    def action_template(self):
        """Download the table to fill in."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/template/"
            "Список работников.xlsx?download=true",
            "target": "download",
        }

    def action_open_employees(self):
        """Open the cards that were made or changed."""
        self.ensure_one()
        officer = self.env.user.has_group("hr.group_hr_user")
        domain = [("id", "in", (self.result or {}).get("employees", []))]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Employees"),
            "res_model": "hr.employee" if officer else "hr.employee.public",
            "view_mode": "list,form",
            "domain": domain,
        }

    def action_open_participants(self):
        """Open the new entries of the banks."""
        self.ensure_one()
        domain = [("id", "in", (self.result or {}).get("participants", []))]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Banks"),
            "res_model": "mentorship.participant",
            "view_mode": "list,form",
            "domain": domain,
        }

    def action_prepare_consents(self):
        """Make the consents that the new participants need."""
        self.ensure_one()
        people = self.env["mentorship.participant"].browse(
            (self.result or {}).get("participants", [])
        )
        return people.exists().action_prepare_consents()

    def action_register_departure(self):
        """Odoo's own window of departure, or the cards to be archived.

        The window looks at contracts, which only an HR administrator may see.
        """
        self.ensure_one()
        left = (self.result or {}).get("left", [])
        if not self.env.user.has_group("hr.group_hr_manager"):
            domain = [("id", "in", left)]
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Register Departure"),
                "res_model": "hr.employee",
                "view_mode": "list,form",
                "domain": domain,
            }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register Departure"),
            "res_model": "hr.departure.wizard",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_employee_ids": left,
                "default_departure_date": self.result["left_on"],
                "employee_termination": True,
            },
        }

import base64
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..tools import spreadsheet, staff_list, staff_match
from ..tools.russian import search_key
from . import mentorship_staff_text as words

# In the order of the preview: what needs a hand comes first.
STATES = ("error", "unclear", "changed", "new", "left_out", "same", "missing")


class MentorshipStaffImport(models.TransientModel):
    """The window in which a school's staff list is brought in, or compared.

    Upload, look at what would be done, apply in one transaction. Whoever keeps the
    banks may use it, and the personnel officer: in a small school nobody has the
    rights of the latter. Cards of employees are therefore written as superuser, and
    only the fields that such a list carries (`_STAFF_FIELDS` of the line).
    """

    _name = "mentorship.staff.import"
    _inherit = ["mentorship.staff.apply.mixin", "mentorship.staff.bank.mixin"]
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

    def _match(self, people):
        """Who of the list is who of the staff.

        :return: (list of `staff_match.Match`, dict id → `staff_match.Known`)
        """
        # Names and posts are public in the school; what else is compared (days of
        # birth and of hire) is not shown to who may not read it.
        employees = (
            self.env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search([("company_id", "=", self.company_id.id)])
        )
        officer = self.env.user.has_group("hr.group_hr_user")
        known = {
            employee.id: staff_match.Known(
                id=employee.id,
                name=employee.name or "",
                former=employee._names_before(),
                position=employee.current_version_id.job_title or "",
                hire_date=employee.current_version_id.contract_date_start or None,
                birthday=officer and employee.birthday or None,
                email=employee.work_email or "",
                active=employee.active,
            )
            for employee in employees
        }
        return staff_match.match(people, known.values()), known

    def _line_values(self, people, matches, known):
        tables = self._tables()
        result = []
        for person, match in zip(people, matches, strict=True):
            vals = self._person_values(person, tables)
            names = [
                f"{known[pid].name}, {known[pid].position}".rstrip(", ")
                for pid in match.ids
            ]
            note = [words.remark_text(self.env, remark) for remark in person.remarks]
            note.append(words.match_text(self.env, match, names))
            if match.by_former:
                note.append(self.env._("Stands in the list under a former name."))
            vals["kind"] = match.kind
            vals["same_row"] = match.row
            # Which of the two has the slip nobody knows: the card stays as it is.
            vals["data"]["keep_name"] = match.kind == "similar"
            vals["employee_id"] = match.ids[0] if len(match.ids) == 1 else False
            if match.kind == "new" and any("." in w for w in person.name.split()):
                place = person.cells.get("name", str(person.row))
                person.problems.append(
                    staff_list.Problem("initials_only", place, person.name)
                )
            if person.problems:
                vals["state"] = "error"
                texts = [words.problem_text(self.env, p) for p in person.problems]
                vals["problem"] = "\n".join(texts)
                note = texts + note
            elif match.kind == "found":
                vals |= {"state": "same", "decision": "match"}
            elif match.kind == "new":
                vals |= {"state": "new", "decision": "new"}
            elif match.kind == "repeated":
                vals |= {"state": "left_out", "decision": "skip"}
            else:
                vals["state"] = "unclear"
            vals["note"] = "\n".join(filter(None, note))
            result.append(vals)
        self._tell_changed(result)
        self._tell_bank(people, result)
        for vals in result:
            vals["rank"] = STATES.index(vals["state"])
        return result

    def _tell_changed(self, values):
        """Of those found: whose card would change, whose would not."""
        lines = self.env["mentorship.staff.import.line"]
        found = [vals for vals in values if vals["state"] == "same"]
        employees = self.env["hr.employee"].sudo()
        employees = employees.browse([vals["employee_id"] for vals in found])
        entries = lines._entries_of(employees)
        for vals, employee in zip(found, employees, strict=True):
            changes = lines._changes_of(vals["data"], employee, self._day())
            roles = set(vals["data"].get("roles", ())) - entries.get(employee.id, set())
            if changes or (roles and self.fills_banks):
                vals["state"] = "changed"

    def _tables(self):
        """Categories and areas by their names, as people write them."""
        return {
            name: {search_key(row.name): row.id for row in self._rows_of(model)}
            for name, model in (
                ("mentee_category", "mentorship.category"),
                ("areas", "mentorship.area"),
            )
        }

    def _person_values(self, person, tables):
        """What a line keeps of a person; unknown categories and areas are errors."""
        data = {
            "name": person.name,
            "former": person.former,
            "position": person.position,
            "teaching_since": fields.Date.to_string(person.since),
            "years": person.years,
            "qualification_category": person.category,
            "qualification_until": fields.Date.to_string(person.category_until),
            "hire_date": fields.Date.to_string(person.hire_date),
            "work_email": person.email,
            "work_phone": person.phone,
            "roles": sorted(person.roles),
        }
        if self.fills_banks:
            if person.mentee_category:
                found = self._row_named(
                    tables["mentee_category"], person.mentee_category
                )
                data["category_id"] = found
                if not found:
                    self._unknown(person, "mentee_category", person.mentee_category)
            areas = []
            for text in person.areas:
                found = self._rows_named(tables["areas"], text)
                areas += found
                if not found:
                    self._unknown(person, "areas", text)
            data["area_ids"] = areas
        return {
            "row": person.row,
            "name": person.name,
            "position": person.position,
            "data": {key: value for key, value in data.items() if value is not False},
        }

    @staticmethod
    def _row_named(table, text):
        """The row of a table whose name begins like the text, or holds it."""
        key = search_key(text)
        names = [name for name in table if name == key]
        names = names or [name for name in table if name.startswith(key)]
        names = names or [name for name in table if key in name]
        stem = key.split()[0][:6] if key else ""
        names = names or [n for n in table if len(stem) > 4 and n.startswith(stem)]
        return table[names[0]] if len(names) == 1 else False

    def _rows_named(self, table, text):
        """The rows that a text names, though names have commas of their own."""
        if found := self._row_named(table, text):
            return [found]
        pieces = [self._row_named(table, piece) for piece in text.split(",")]
        return pieces if all(pieces) else []

    def _unknown(self, person, field, text):
        kind = "area" if field == "areas" else field
        place = person.cells.get(field, str(person.row))
        person.problems.append(staff_list.Problem(kind, place, text))

    def _missing_values(self, matches, known):
        """Those of the staff whom no row is, or may be."""
        named = {pid for match in matches for pid in match.ids}
        rank = STATES.index("missing")
        return [
            {
                "state": "missing",
                "rank": rank,
                "name": person.name,
                "position": person.position,
                "employee_id": person.id,
                "date_left": self._day(),
            }
            for person in known.values()
            if person.active and person.id not in named
        ]

    def _column_values(self, columns, mapping):
        if mapping:
            return []
        return [
            Command.clear(),
            *(
                Command.create(
                    {
                        "number": column.number,
                        "letter": column.letter,
                        "header": column.header[:200],
                        "sample": column.sample,
                        "field": column.field,
                    }
                )
                for column in columns
            ),
        ]

    def _remarks(self, found):
        """What of the file was passed over, in sentences."""
        ignored = [
            f"{column.letter} «{column.header[:40]}»"
            for column in found.columns
            if not column.field and column.header
        ]
        result = []
        if ignored:
            result.append(
                self.env._("These columns are not read: %s.", ", ".join(ignored))
            )
        if found.left_out:
            rows = [f"{row} «{text[:30]}»" for row, text in found.left_out[:8]]
            more = len(found.left_out) - len(rows)
            rows += [f"+ {more}"] if more else []
            result.append(self.env._("These rows are no people: %s.", ", ".join(rows)))
        if any(person.roles for person in found.people) and not self.fills_banks:
            result.append(
                self.env._(
                    "The banks are filled in by the curator: roles are not read."
                )
            )
        return "\n".join(result)

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

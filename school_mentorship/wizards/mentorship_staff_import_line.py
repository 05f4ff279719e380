from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import former_names, staff_match
from ..tools.russian import date_numeric, search_key
from ..tools.staff_values import full_years


class MentorshipStaffImportLine(models.TransientModel):
    """A row of the preview: a person of the list, or one who is not in it."""

    _name = "mentorship.staff.import.line"
    _description = "Row of a Staff List"
    _order = "rank, row, name, id"

    import_id = fields.Many2one(
        "mentorship.staff.import",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="import_id.company_id")
    row = fields.Integer(readonly=True)
    rank = fields.Integer(readonly=True)
    state = fields.Selection(
        [
            ("error", "Error"),
            ("unclear", "To decide"),
            ("changed", "Changed"),
            ("new", "New person"),
            ("left_out", "Repetition"),
            ("same", "Unchanged"),
            ("missing", "Not in the list"),
        ],
        required=True,
        readonly=True,
    )
    kind = fields.Char(readonly=True)
    same_row = fields.Integer(readonly=True)
    name = fields.Char("In the List", readonly=True)
    position = fields.Char(readonly=True)
    data = fields.Json(readonly=True)
    problem = fields.Text("What Is Wrong", readonly=True)
    note = fields.Text("Worth Knowing", readonly=True)
    employee_id = fields.Many2one("hr.employee", ondelete="set null")
    bank_id = fields.Many2one(
        "mentorship.participant",
        "In the Bank",
        ondelete="set null",
        help="Who stands in the bank by name, and is this person.",
    )
    decision = fields.Selection(
        [
            ("new", "A new employee"),
            ("match", "This employee"),
            ("same", "The person of the earlier row"),
            ("skip", "Leave out"),
        ]
    )
    has_left = fields.Boolean("Has Left the School")
    date_left = fields.Date("Left On")
    is_open = fields.Boolean(compute="_compute_is_open")
    changes = fields.Text("What Will Be Done", compute="_compute_changes")

    @api.depends("state", "decision", "employee_id")
    def _compute_is_open(self):
        for line in self:
            if line.state == "error":
                line.is_open = line.decision != "skip"
            elif line.state == "missing":
                line.is_open = False
            else:
                line.is_open = not line.decision or (
                    line.decision == "match" and not line.employee_id
                )

    @api.depends("decision", "employee_id", "data", "bank_id")
    def _compute_changes(self):
        """In words; a constant number of queries for the whole list."""
        # Posts, experience and categories of colleagues are public by law, their
        # cards are not: read as superuser, shown as the list would change them.
        employees = self.employee_id.sudo()
        # Those of the school of this list, and no others by their number.
        schools = self.env.companies
        foreign = employees.filtered(lambda e: e.company_id not in schools)
        employees -= foreign
        employees.fetch(["name", "teaching_since", "qualification_category"])
        entries = self._entries_of(employees)
        by_name = self._roles_by_name()
        labels = self._labels()
        for line in self:
            data = line.data or {}
            if line.employee_id in foreign.sudo(False):
                line.changes = False
                continue
            if line.decision == "match" and line.employee_id:
                employee = line.employee_id.sudo()
                changes = self._changes_of(data, employee, line.import_id._day())
                parts = [
                    f"{labels[name]}: {old or '–'} → {new}"
                    for name, (old, new) in changes.items()
                ]
                known = entries.get(employee.id, set())
            elif line.decision == "new":
                parts = self._new_parts(data, labels)
                known = set()
            else:
                line.changes = False
                continue
            if line.bank_id and line.import_id.fills_banks:
                parts.append(self.env._("the entry in the bank becomes his or hers"))
                known = known | by_name.get(line.bank_id.partner_id.id, set())
            if line.import_id.fills_banks:
                roles = [role for role in data.get("roles", ()) if role not in known]
                parts += [labels[role] for role in roles]
            line.changes = "; ".join(parts) or False

    def _roles_by_name(self):
        """The roles of those who stand in the bank by name.

        :return: dict of partner id → set of roles
        """
        people = self.bank_id.partner_id
        if not people:
            return {}
        rows = self.env["mentorship.participant"]._read_group(
            Domain("partner_id", "in", people.ids) & Domain("date_out", "=", False),
            ["partner_id"],
            ["role:array_agg"],
        )
        return {partner.id: set(roles) for partner, roles in rows}

    def _labels(self):
        return {
            "name": self.env._("name"),
            "position": self.env._("post"),
            "teaching_since": self.env._("teaches since"),
            "qualification_category": self.env._("category"),
            "qualification_until": self.env._("category until"),
            "work_email": self.env._("e-mail"),
            "work_phone": self.env._("telephone"),
            "mentor": self.env._("enters the bank of mentors"),
            "mentee": self.env._("enters the bank of mentees"),
        }

    def _new_parts(self, data, labels):
        parts = []
        if since := data.get("teaching_since"):
            day = date_numeric(fields.Date.to_date(since))
            parts.append(f"{labels['teaching_since']} {day}")
        if category := data.get("qualification_category"):
            parts.append(f"{labels['qualification_category']}: {self._named(category)}")
        return parts

    @api.model
    def _named(self, category):
        """The words for a category."""
        field = self.env["hr.employee"]._fields["qualification_category"]
        return dict(field._description_selection(self.env)).get(category, "")

    @api.model
    def _entries_of(self, employees):
        """The roles in which employees stand in the bank.

        :return: dict employee id → set of roles
        """
        if not employees or not self.env["mentorship.participant"].has_access("read"):
            return {}
        rows = self.env["mentorship.participant"]._read_group(
            Domain("employee_id", "in", employees.ids) & Domain("date_out", "=", False),
            ["employee_id"],
            ["role:array_agg"],
        )
        return {employee.id: set(roles) for employee, roles in rows}

    @api.model
    def _changes_of(self, data, employee, day):
        """What the list says otherwise than the card.

        :param dict data: as a line keeps it
        :param employee: `hr.employee` record, as superuser
        :param day: the day for which the list was made
        :return: dict of name → (old, new) as text; only what would be written
        """
        vals = self._employee_values(data, employee, day)
        result = {}
        if "name" in vals:
            result["name"] = (employee.name, vals["name"])
        if "position" in vals:
            result["position"] = (
                employee.current_version_id.job_title,
                vals["position"],
            )
        for name in ("teaching_since", "qualification_until"):
            if name in vals:
                old, new = employee[name], fields.Date.to_date(vals[name])
                result[name] = (date_numeric(old), date_numeric(new) or "–")
        if "qualification_category" in vals:
            result["qualification_category"] = (
                self._named(employee.qualification_category),
                self._named(vals["qualification_category"]),
            )
        for name in ("work_email", "work_phone"):
            if name in vals:
                result[name] = (employee[name], vals[name])
        return result

    @api.model
    def _employee_values(self, data, employee, day):
        """What would be written on the card of somebody who has one.

        :return: dict; `position` is a name, not yet an `hr.job`
        """
        vals = {}
        if not data.get("keep_name") and self._is_better_name(data["name"], employee):
            vals["name"] = data["name"]
        post, old = data.get("position"), employee.current_version_id.job_title or ""
        # «учитель» of a short list takes no subject away.
        if (
            post
            and not staff_match.same_position(post, old)
            and not search_key(old).startswith(f"{search_key(post)} ")
        ):
            vals["position"] = post
        since = fields.Date.to_date(data.get("teaching_since"))
        if since and since != employee.teaching_since:
            years, known = data.get("years"), employee.teaching_since
            # A number of years says no day: the same number is the same.
            if years is None or not known or full_years(known, day) != years:
                vals["teaching_since"] = since
        category = data.get("qualification_category")
        if category and category != employee.qualification_category:
            if category != "none" or employee.qualification_category:
                vals["qualification_category"] = category
                if employee.qualification_until:
                    vals["qualification_until"] = False
        until = fields.Date.to_date(data.get("qualification_until"))
        if until and until != employee.qualification_until:
            vals["qualification_until"] = until
        elif until:
            vals.pop("qualification_until", None)
        # The address of somebody who can log in is the way to his password.
        if not employee.user_id and not employee.work_contact_id.user_ids:
            for name in ("work_email", "work_phone"):
                if data.get(name) and data[name] != employee[name]:
                    vals[name] = data[name]
        return vals

    @api.model
    def _is_better_name(self, name, employee):
        """Whether the list's name is another one, or a fuller writing of the same."""
        old = employee.name or ""
        if name == old or any("." in word for word in name.split()):
            return False
        if search_key(name) == search_key(old):
            return "ё" in name.lower() and "ё" not in old.lower()
        before = {search_key(known) for known in employee._names_before()}
        if search_key(name) in before:
            return False
        words, known = search_key(name).split(), search_key(old).split()
        # Other order, or a patronymic less: nothing that the card does not know.
        return sorted(words) != sorted(known) and not set(words) < set(known)

    def _name_before(self):
        """The name to be kept as a former one when this line is applied, if any."""
        self.ensure_one()
        data = self.data or {}
        old, new = self.employee_id.sudo().name, data.get("name", "")
        if data.get("keep_name"):
            return ""
        if former_names.is_renaming(old, new):
            return old
        former = data.get("former")
        return former if former and self._is_new_name(former) else ""

    def _is_new_name(self, name):
        employee = self.employee_id.sudo()
        known = {search_key(one) for one in (employee.name, *employee._names_before())}
        return search_key(name) not in known

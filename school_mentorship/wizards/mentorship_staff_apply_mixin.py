from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import declension, former_names, russian
from ..tools.russian import search_key
from .mentorship_staff_text import SHOWN


class MentorshipStaffApplyMixin(models.AbstractModel):
    """Bringing a previewed staff list in: all of it or nothing."""

    _name = "mentorship.staff.apply.mixin"
    _description = "Bringing In of a Staff List"

    def action_apply(self):
        """Make and change the cards, fill the banks, in one transaction.

        :raises UserError: with the rows, while any has an error or needs a decision
        """
        self._check_rights()
        self._lock()
        if self.state == "done":  # the second of two clicks
            return True
        if self.state != "preview":
            raise UserError(self.env._("Look at the preview first."))
        self._check_ready()
        self._join_posts()
        lines = self.line_ids
        jobs = self._jobs(lines)
        created = self._create_employees(lines, jobs)
        changed = self._change_employees(lines, jobs)
        self._join_bank(lines)
        participants, kept = self._fill_banks(lines)
        left = self._let_go()
        self.write(
            {
                "state": "done",
                "result": {
                    "employees": (created | changed).ids,
                    "participants": participants.ids,
                    "left": left.employee_id.ids,
                    "left_on": fields.Date.to_string(
                        max(left.mapped("date_left"), default=self._day())
                    ),
                },
                "result_text": self._tell(created, changed, participants, kept, left),
            }
        )
        return True

    def _lock(self):
        """One list at a time: who comes second waits, and sees what the first did."""
        school = self.env["mentorship.school"].sudo()._of(self.company_id)
        school.flush_recordset()
        # An update, and no mere lock: Odoo then starts the loser's request anew.
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET write_date = write_date WHERE id = %s",
                SQL.identifier(school._table),
                school.id,
            )
        )

    def _check_ready(self):
        """
        :raises UserError: naming what is still to be done
        """
        lines = self.line_ids
        errors = lines.filtered(lambda line: line.state == "error" and line.is_open)
        if errors:
            texts = errors[:SHOWN].mapped("problem")
            more = len(errors) - SHOWN
            if more > 0:
                texts.append(self.env._("And %s rows more.", more))
            raise UserError(
                self.env._(
                    "Nothing was brought in. Correct the file, or leave these rows "
                    "out:\n%s",
                    "\n".join(texts),
                )
            )
        if undecided := lines.filtered("is_open"):
            raise UserError(
                self.env._(
                    "Nothing was brought in. Decide who this is: %s.",
                    self._rows(undecided),
                )
            )
        self._check_choices(lines)
        # As superuser: nobody sees all employees without an HR right.
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        newest = employees.search(
            [("company_id", "=", self.company_id.id)], order="id desc", limit=1
        )
        if newest.id != self.known_id:
            raise UserError(
                self.env._(
                    "Somebody has changed the staff since the preview. Look at the "
                    "preview again."
                )
            )

    def _check_choices(self, lines):
        """Each employee is one row of the list, and one of this school.

        :raises UserError: when not
        """
        chosen = lines.filtered(lambda line: line.decision == "match")
        for employee, rows in chosen.grouped("employee_id").items():
            if employee.sudo().company_id != self.company_id:
                raise UserError(
                    self.env._(
                        "%s: the chosen employee works in another school.",
                        self._rows(rows),
                    )
                )
            if len(rows) > 1:
                raise UserError(
                    self.env._(
                        "%s: the same employee is chosen for several rows.",
                        self._rows(rows),
                    )
                )
        archived = chosen.filtered(lambda line: not line.employee_id.sudo().active)
        if archived and not self.env.user.has_group("hr.group_hr_user"):
            raise UserError(
                self.env._(
                    "%s: the card of who had left is opened again by the personnel "
                    "officer.",
                    self._rows(archived),
                )
            )
        earlier = set(lines.mapped("row"))
        for line in lines.filtered(lambda line: line.decision == "same"):
            if line.same_row not in earlier:
                raise UserError(
                    self.env._("%s: there is no earlier row of this person.", line.name)
                )

    def _rows(self, lines):
        """«row 7 (Иванова М.И.)» …, some of them."""
        names = [
            self.env._(
                "row %(row)s (%(name)s)",
                row=line.row,
                name=declension.initials(line.name or ""),
            )
            for line in lines
        ]
        return russian.people_list(names, SHOWN)

    def _join_posts(self):
        """Add the second posts of a person to the row that is brought in."""
        rows = {line.row: line for line in self.line_ids}
        for line in self.line_ids.filtered(lambda line: line.decision == "same"):
            base, data = rows[line.same_row], line.data or {}
            merged = dict(base.data or {})
            posts = [p for p in (merged.get("position"), data.get("position")) if p]
            merged["position"] = ", ".join(dict.fromkeys(posts))
            merged["roles"] = sorted({*merged.get("roles", ()), *data.get("roles", ())})
            for name, value in data.items():
                if value and not merged.get(name):
                    merged[name] = value
            base.data = merged

    # --- cards of employees -----------------------------------------------------------

    def _jobs(self, lines):
        """The posts of the list as `hr.job`, made where missing.

        :return: dict of key of the name → `hr.job`
        """
        names = {
            search_key(post): post
            for line in lines
            if line.decision in ("new", "match") and (post := line.data.get("position"))
        }
        # A post is part of the list; the table of posts belongs to the HR officer.
        jobs = self.env["hr.job"].sudo().with_context(lang=None)
        found = {}
        for job in jobs.search([("company_id", "in", (False, self.company_id.id))]):
            found.setdefault(search_key(job.name), job)
        missing = {key: name for key, name in names.items() if key not in found}
        made = jobs.create(
            [
                {"name": name, "company_id": self.company_id.id}
                for name in missing.values()
            ]
        )
        return found | dict(zip(missing, made, strict=True))

    def _create_employees(self, lines, jobs):
        """Cards for the new people; the lines learn whose they are."""
        new = lines.filtered(lambda line: line.decision == "new")
        vals_list = []
        for line in new:
            data = line.data
            vals = {"name": data["name"], "company_id": self.company_id.id}
            if data.get("position"):
                vals["job_id"] = jobs[search_key(data["position"])].id
            for name in (
                "teaching_since",
                "qualification_category",
                "qualification_until",
                "work_email",
                "work_phone",
            ):
                if data.get(name):
                    vals[name] = data[name]
            if data.get("hire_date"):
                vals["contract_date_start"] = data["hire_date"]
                vals["date_version"] = data["hire_date"]
            if data.get("former"):
                vals["former_names"] = data["former"]
            vals_list.append(vals)
        # A small school has no HR officer: who keeps the banks brings the staff in.
        # Nothing but the facts of the list is written, see the keys above.
        employees = (
            self.env["hr.employee"]
            .sudo()
            .with_company(self.company_id)
            .with_context(tracking_disable=True, mentorship_staff_list=True)
            .create(vals_list)
        )
        for line, employee in zip(new, employees, strict=True):
            line.employee_id = employee.id
        return employees

    def _change_employees(self, lines, jobs):
        """Write what the list says otherwise; the cards tell who did it."""
        matched = lines.filtered(lambda line: line.decision == "match")
        changed = self.env["hr.employee"].sudo()
        today = fields.Date.context_today(self)
        for line in matched:
            # As superuser, for the reason given above; the employee belongs to this
            # school (`_check_choices`), the fields are those of the list.
            employee = line.employee_id.sudo()
            vals = line._employee_values(line.data, employee, self._day())
            if post := vals.pop("position", None):
                job = jobs[search_key(post)]
                # A title of one's own on the card outlives another post.
                vals |= {"job_id": job.id, "job_title": job.name}
            if old := line._name_before():
                until = today if old == employee.name else None
                vals["former_names"] = former_names.add_name(
                    employee.former_names, old, until
                )
            elif "name" in vals:
                vals["former_names"] = employee.former_names
            if not employee.active:
                employee.action_unarchive()
                changed |= employee
            if vals:
                self._rename_contact(employee, vals)
                employee.write(vals)
                changed |= employee
        return changed

    def _rename_contact(self, employee, vals):
        """The contact of somebody who cannot log in follows the card."""
        contact = employee.work_contact_id
        if "name" in vals and contact.name == employee.name and not contact.user_ids:
            contact.name = vals["name"]

    # --- banks ------------------------------------------------------------------------

    def _fill_banks(self, lines):
        """Enter mentors and mentees, with the rights of the user.

        :return: (new `mentorship.participant` records, how many people lack the
            consent without which needs and abilities are not kept)
        """
        people = self.env["mentorship.participant"]
        if not self.fills_banks:
            return people, 0
        lines = lines.filtered(
            lambda line: (
                line.decision in ("new", "match") and (line.data or {}).get("roles")
            )
        )
        entries = {
            (entry.employee_id.id, entry.role): entry
            for entry in people.search(
                [
                    ("employee_id", "in", lines.employee_id.ids),
                    ("date_out", "=", False),
                ]
            )
        }
        keys, vals_list = [], []
        for line in lines:
            for role in line.data["roles"]:
                key = (line.employee_id.id, role)
                if key in entries or key in keys:
                    continue
                vals = {
                    "employee_id": line.employee_id.id,
                    "role": role,
                    "company_id": self.company_id.id,
                }
                if role == "mentee" and line.data.get("category_id"):
                    vals["category_ids"] = [line.data["category_id"]]
                keys.append(key)
                vals_list.append(vals)
        created = people.create(vals_list)
        entries |= dict(zip(keys, created, strict=True))
        return created, self._keep_areas(lines, entries)

    def _keep_areas(self, lines, entries):
        """Needs and abilities of those who consented to the processing of data.

        :return: how many people had some in the list and have not consented
        """
        vals_list, lacking = [], 0
        for line in lines.filtered(lambda line: line.data.get("area_ids")):
            for role in line.data["roles"]:
                entry = entries[line.employee_id.id, role]
                if not entry.ready:
                    lacking += 1
                    continue
                known = entry.area_line_ids.area_id.ids
                vals_list += [
                    {"participant_id": entry.id, "area_id": area, "score": 2}
                    for area in line.data["area_ids"]
                    if area not in known
                ]
        self.env["mentorship.participant.area"].create(vals_list)
        return lacking

    # --- those who have left ----------------------------------------------------------

    def _let_go(self):
        """Let those go who have left: their pairs end, an order is drafted.

        Their cards are archived by the personnel officer.

        :return: the lines of these people
        """
        left = self.missing_ids.filtered(
            lambda line: line.has_left and line.employee_id
        )
        left.filtered(lambda line: not line.date_left).date_left = self._day()
        if self.fills_banks:
            for day, lines in left.grouped("date_left").items():
                self.env["mentorship.participant"].search(
                    [
                        ("employee_id", "in", lines.employee_id.ids),
                        ("company_id", "=", self.company_id.id),
                    ]
                )._leave_school(day)
        return left

    def _tell(self, created, changed, participants, lacking, left):
        """What was done, a line each."""
        mentors = participants.filtered(lambda p: p.role == "mentor")
        lines = [
            self.env._("New employees: %s", len(created)),
            self.env._("Changed cards: %s", len(changed)),
        ]
        if self.fills_banks:
            lines += [
                self.env._("New in the bank of mentors: %s", len(mentors)),
                self.env._(
                    "New in the bank of mentees: %s", len(participants - mentors)
                ),
            ]
        if lacking:
            lines.append(
                self.env._(
                    "Needs and abilities not kept for lack of a consent to data "
                    "processing: %s",
                    lacking,
                )
            )
        if left:
            lines.append(self.env._("Have left: %s", len(left)))
            if not self.may_archive:
                lines.append(
                    self.env._("The personnel officer registers their departure.")
                )
        return "\n".join(lines)

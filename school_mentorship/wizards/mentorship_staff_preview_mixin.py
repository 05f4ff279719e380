from odoo import fields, models
from odoo.fields import Command

from ..tools import staff_list, staff_match
from ..tools.russian import search_key
from . import mentorship_staff_text as words

# In the order of the preview: what needs a hand comes first.
STATES = ("error", "unclear", "changed", "new", "left_out", "same", "missing")


class MentorshipStaffPreviewMixin(models.AbstractModel):
    """What a list would do: whose row it is, what would change, what is unclear."""

    _name = "mentorship.staff.preview.mixin"
    _description = "Preview of a Staff List"

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
        # What the list says of them is compared with cards that are closed to a
        # curator; the words of the preview are those of the fields it may carry.
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

from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import russian, staff_match
from ..tools.staff_values import name_key
from .mentorship_staff_text import SHOWN


class MentorshipStaffBankMixin(models.AbstractModel):
    """A list names people who stand in the bank by name: newcomers of September.

    «Assign a mentor» takes somebody who is not on the staff list yet by name and
    position. When the list brings him, the entry in the bank becomes his; where that
    is not certain, the preview asks.
    """

    _name = "mentorship.staff.bank.mixin"
    _description = "People of the Bank in a Staff List"

    in_bank = fields.Boolean(compute="_compute_in_bank")

    @api.depends("company_id")
    @api.depends_context("uid")
    def _compute_in_bank(self):
        """Whether anybody stands in the bank by name: the preview then shows it."""
        for window in self:
            window.in_bank = bool(window._bank_people())

    def _bank_people(self):
        """Who stands in the bank by name alone, each person once.

        :return: `mentorship.participant` recordset, an entry for each person
        """
        people = self.env["mentorship.participant"]
        if not self.fills_banks:
            return people
        entries = people.search(
            [
                ("company_id", "=", self.company_id.id),
                ("employee_id", "=", False),
                ("date_out", "=", False),
            ]
        )
        return people.union(
            *(found[0] for found in entries.grouped("partner_id").values())
        )

    def _tell_bank(self, people, values):
        """Say in the rows of a preview who of them stands in the bank by name.

        :param people: rows of the list, `staff_list.Person`
        :param values: what their lines are made of; changed here
        """
        entries = self._bank_people()
        if not entries:
            return
        by_id = {entry.id: entry for entry in entries}
        open_rows = [
            (person, vals)
            for person, vals in zip(people, values, strict=True)
            if not person.problems and vals["kind"] in ("new", "found", "twice")
        ]
        known = [
            staff_match.Known(
                id=entry.id, name=entry.name or "", position=entry.position or ""
            )
            for entry in entries
        ]
        rows_of = Counter(person.key for person, _vals in open_rows)
        matches = staff_match.match([person for person, _vals in open_rows], known)
        roles = self._roles_of_matched(values)
        namesakes = entries.grouped(lambda entry: name_key(entry.name or ""))
        for (person, vals), match in zip(open_rows, matches, strict=True):
            same = namesakes.get(person.key, ())
            found = same or [by_id[one] for one in match.ids]
            if vals["kind"] != "new":
                # Somebody of the staff: the same one only if the name is the same, and
                # he does not stand in the bank in that role by himself.
                taken = roles.get(vals["employee_id"], ())
                found = [entry for entry in same if entry.role not in taken]
            if found:
                alone = len(same) == rows_of[person.key] == 1
                self._tell_bank_row(vals, found, alone and vals["kind"] == "new")

    def _roles_of_matched(self, values):
        """In which roles those of the staff stand in the bank.

        :return: dict of employee id → set of roles
        """
        ids = [vals["employee_id"] for vals in values if vals["employee_id"]]
        lines = self.env["mentorship.staff.import.line"]
        return lines._entries_of(self.env["hr.employee"].browse(ids))

    def _tell_bank_row(self, vals, found, certain):
        """Join a row with its entry, or ask which one it is."""
        labels = dict(found[0]._fields["role"]._description_selection(self.env))
        names = [
            ", ".join(
                filter(
                    None,
                    (
                        entry.name,
                        entry.position,
                        self.env._(
                            "%(role)s since %(date)s",
                            role=labels[entry.role].lower(),
                            date=russian.date_numeric(entry.date_in),
                        ),
                    ),
                )
            )
            for entry in found
        ]
        if len(found) == 1:
            vals["bank_id"] = found[0].id
        if certain:
            note = self.env._(
                "Stands in the bank by name: %s. The entry becomes that of this "
                "employee, with its pairs and papers.",
                names[0],
            )
        else:
            vals |= {"state": "unclear", "decision": False}
            note = self.env._(
                "In the bank stands by name: %s. The same person? Choose in «In the "
                "bank», or leave it empty, and decide.",
                russian.people_list(names, SHOWN),
            )
        vals["note"] = "\n".join(filter(None, (vals.get("note"), note)))

    def _join_bank(self, lines):
        """Make the chosen entries of the bank those of the employees.

        :raises UserError: when an entry is chosen twice, or is not there any more
        """
        chosen = lines.filtered(
            lambda line: line.bank_id and line.decision in ("new", "match")
        )
        if not chosen or not self.fills_banks:
            return
        persons = chosen.mapped("bank_id.partner_id")
        if len(persons) < len(chosen):
            twice = chosen.grouped(lambda line: line.bank_id.partner_id).values()
            rows = next(rows for rows in twice if len(rows) > 1)
            raise UserError(
                self.env._(
                    "%s: the same person of the bank is chosen for several rows.",
                    self._rows(rows),
                )
            )
        for line in chosen:
            entry = line.bank_id
            if entry.company_id != self.company_id or entry.employee_id:
                raise UserError(
                    self.env._(
                        "%s: the bank has changed since the preview. Look at the "
                        "preview again.",
                        self._rows(line),
                    )
                )
            # With the rights of the user: he keeps the banks.
            entry.employee_id = line.employee_id.id

from datetime import date, timedelta

from odoo import fields
from odoo.fields import Command

from ..tools import russian
from .sample_founding import LANG, Founding

# A category by the old rules ends by this day; one given since has no end.
LAST_CATEGORY = date(2028, 8, 31)


class Curator(Founding):
    """What the curator of the sample school does, in one word each, and on which day.

    All days of the running school year hang on the day on which its pairs began:
    15 September, or the day of loading while that has not come yet. So nothing is
    ever dated in the future, and a consent never after its order.
    """

    def _take_over(self):
        """The curator takes over: from here on everything is done with her rights."""
        user = self.users["shubina"]
        self.curator = user
        self.env = self.root.env(
            user=user.id,
            su=False,
            context={**self._company_context(), "lang": LANG, "tz": self.zone},
        )
        roadmaps = self.env["mentorship.roadmap"]
        self.today = fields.Date.context_today(roadmaps)
        self.start = roadmaps.default_get(["date_start"])["date_start"]
        self.anchor = self._workday(min(self.start.replace(day=15), self.today))
        self.year_end = self._year_end()
        self._fill_settings()

    def _fill_settings(self):
        """The settings of the school, and since when its people teach."""
        # Settings of a new school are the Administrator's work, experience and
        # categories the personnel officer's.
        self.school = self.root.env["mentorship.school"]._of(self.company)
        self.school.write(
            {
                **self.data["school"],
                "director_id": self.employees["loginova"].id,
                "director_substitute_id": self.employees["shubina"].id,
                "curator_id": self.employees["shubina"].id,
                "curator_substitute_id": self.employees["erdyakova"].id,
            }
        )
        for row in self.data["staff"]:
            vals = {}
            if "years" in row:
                since = date(self.start.year - row["years"], 9, 1)
                vals["teaching_since"] = min(since, self._before(16))
            if months := row.get("until"):
                until = self.start + timedelta(days=30 * months)
                vals["qualification_until"] = until < LAST_CATEGORY and until
            if vals:
                self.employees[row["key"]].write(vals)

    def _year_end(self):
        """The last day of lessons; in June the last day of the school year."""
        end = date(self.start.year + 1, 5, 31)
        return end if self.today <= end else date(self.start.year + 1, 8, 31)

    @staticmethod
    def _workday(day):
        """The day, or the Friday before it."""
        return day - timedelta(days=max(0, day.weekday() - 4))

    def _before(self, days):
        """The working day so many days before the pairs began."""
        return self._workday(self.anchor - timedelta(days=days))

    def _last(self, day, month):
        """A working day of the school year before."""
        return self._workday(date(self.start.year - (month >= 8), month, day))

    def _day_of(self, row):
        """When a line was done: a day of the school year, or of its preparation."""
        if "before" in row:
            return self._before(row["before"])
        year = self.start.year + (row["month"] < 8)
        return self._workday(date(year, row["month"], row["day"]))

    def _ref(self, name):
        return self.env.ref(f"school_mentorship.{name}")

    def _rows(self, since):
        return [
            row for row in self.data["participants"] if row.get("since", "now") == since
        ]

    def _hold_council(self, day):
        """Note the protocol of the teachers' council, which orders quote."""
        school = self.school.with_env(self.env)
        school.council_protocol = f"№ 1 от {russian.date_numeric(day)}"

    def _enter(self, rows, day):
        """Enter people into the banks on a day."""
        vals_list = []
        for row in rows:
            vals = {
                "role": row["role"],
                "date_in": day,
                "capacity": row.get("capacity", 1),
                "category_ids": [
                    Command.link(self._ref(f"category_{name}").id)
                    for name in row.get("categories", ())
                ],
            }
            if employee := self.employees.get(row["person"]):
                vals["employee_id"] = employee.id
            else:
                partner = self.people[row["person"]].with_env(self.env)
                vals.update(partner_id=partner.id, position=partner.function)
            vals_list.append(vals)
        entries = self.env["mentorship.participant"].create(vals_list)
        for row, entry in zip(rows, entries, strict=True):
            self.bank[row["person"], row["role"]] = entry
        return entries

    def _consents(self, people, **values):
        """The consents of some people, in a state, of a kind …"""
        domain = [("partner_id", "in", people.partner_id.ids)]
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env["mentorship.consent"].search(domain)

    def _new_consent(self, person, kind, pair=None):
        return self.env["mentorship.consent"].create(
            {
                "partner_id": person.partner_id.id,
                "kind": kind,
                "pair_id": pair.id if pair else False,
            }
        )

    def _form_pairs(self, year, start, end):
        """Form the pairs of a year."""
        rows = [row for row in self.data["pairs"] if row["year"] == year]
        vals_list = []
        for row in rows:
            mentees = [self.bank[person, "mentee"].id for person in row["mentees"]]
            vals = {
                "mentor_id": self.bank[row["mentor"], "mentor"].id,
                "mentee_ids": [Command.set(mentees)],
                "topic": row["topic"],
                "date_start": start,
                "date_end": end,
            }
            for name in ("form", "type"):
                if name in row:
                    vals[f"{name}_id"] = self._ref(f"{name}_{row[name]}").id
            vals_list.append(vals)
        pairs = self.env["mentorship.pair"].create(vals_list)
        for row, pair in zip(rows, pairs, strict=True):
            self.pairs[row["key"]] = pair
        return pairs

    def _order_of(self, pairs):
        action = pairs.action_prepare_order()
        return self.env["mentorship.order"].browse(action["res_id"])

    def _register(self, order, key, day):
        """Have an order signed, enter the clerk's number, let people sign the sheet."""
        order.date_as_of = day
        order.action_to_sign()
        order.register(self.data["numbers"][key], day)
        absent = self.env["mentorship.participant"].union(
            *(
                entry
                for (person, _role), entry in self.bank.items()
                if person in self.data["unacquainted"]
            )
        )
        order.acquaintance_ids.filtered(
            lambda line: line.partner_id not in absent.partner_id
        ).date = min(self._workday(day + timedelta(days=1)), self.today)

    def _end_pairs(self, year):
        """Suspend, complete and end what is not at work any more."""
        for row in self.data["pairs"]:
            if row["year"] != year or "then" not in row:
                continue
            pair = self.pairs[row["key"]]
            pair.reason = row["reason"]
            if row["then"] == "suspended":
                pair.action_suspend()
            elif row["then"] == "done":
                pair.action_done()
            else:
                pair.date_end = self._last(20, 1)
                pair.action_end()

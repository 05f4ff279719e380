from odoo import fields, models
from odoo.exceptions import UserError


class MentorshipAdoptLine(models.TransientModel):
    """A mentor with his mentees, as a paper names them or as a school begins.

    Somebody who is not on the staff list yet is entered by name; whoever may keep the
    staff list adds him to it by that.
    """

    _name = "mentorship.adopt.line"
    _description = "Pair to Be Entered"
    _inherit = ["hr.mixin"]
    _order = "id"

    adopt_id = fields.Many2one("mentorship.adopt", index=True, ondelete="cascade")
    start_id = fields.Many2one("mentorship.start", index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    pair_id = fields.Many2one("mentorship.pair", "Existing Pair")
    mentor_id = fields.Many2one("hr.employee")
    mentor_name = fields.Char("Mentor's Full Name")
    mentor_title = fields.Char("Mentor's Position")
    mentee_ids = fields.Many2many("hr.employee", string="Mentees")
    mentee_name = fields.Char("Mentee's Full Name")
    mentee_title = fields.Char("Mentee's Position")
    date_start = fields.Date()
    date_end = fields.Date()
    consent_date = fields.Date("Mentor's Consent Of")
    mentee_date = fields.Date("Mentees' Consent Of")
    agreement_number = fields.Char("Agreement No")
    agreement_date = fields.Date("Agreement Of")
    pay_amount = fields.Float("Sum a Month")

    def _compute_company_id(self):
        for line in self:
            line.company_id = (
                line.adopt_id.company_id or line.start_id.company_id or self.env.company
            )

    def _check_rows(self):
        """
        :raises UserError: naming the row and what it lacks
        """
        today = fields.Date.context_today(self)
        for number, line in enumerate(self, start=1):
            problem = False
            days = (line.consent_date, line.mentee_date, line.agreement_date)
            if not line.pair_id and not (line.mentor_id or line.mentor_name):
                problem = self.env._("Row %s: choose the mentor.", number)
            elif not line.pair_id and not (line.mentee_ids or line.mentee_name):
                problem = self.env._("Row %s: choose the mentee.", number)
            elif not line.pair_id and not line.date_start:
                problem = self.env._("Row %s: enter the first day of the pair.", number)
            elif any(day and day > today for day in days):
                problem = self.env._("Row %s: this day has not come yet.", number)
            elif line.agreement_number and not line.agreement_date:
                problem = self.env._("Row %s: enter the day of the agreement.", number)
            if problem:
                raise UserError(problem)

    def _check_agreements(self):
        """
        :raises UserError: naming the row and what it lacks
        """
        for number, line in enumerate(self, start=1):
            if not (line.mentor_id or line.mentor_name):
                raise UserError(self.env._("Row %s: choose the mentor.", number))
            if not (line.agreement_date and line.date_start and line.date_end):
                raise UserError(
                    self.env._(
                        "Row %s: enter the day of the agreement and its term.", number
                    )
                )

    def _employees(self, names):
        """Members of the staff by their full names, made where they are not there.

        :param names: list of (full name, position)
        :return: dict of full name → `hr.employee`
        :raises UserError: when they are to be made by somebody without the right
        """
        employees = self.env["hr.employee"]
        company = self.company_id[:1]
        wanted = {name: title for name, title in names if name}
        if not wanted:
            return {}
        # Everybody sees names of colleagues; only their ids are used.
        found = employees.sudo().search(
            [("company_id", "=", company.id), ("name", "in", list(wanted))]
        )
        for name, namesakes in found.grouped("name").items():
            if len(namesakes) > 1:
                raise UserError(
                    self.env._(
                        "%s: several people of the staff have this name. Choose the "
                        "one from the list instead of typing the name.",
                        name,
                    )
                )
        result = {employee.name: employee.sudo(False) for employee in found}
        lacking = {name: title for name, title in wanted.items() if name not in result}
        if lacking and not employees.has_access("create"):
            raise UserError(
                self.env._(
                    "%s: not on the staff list, and only a personnel officer adds to "
                    "it. Ask for that, or enter the person in the bank as somebody "
                    "from outside.",
                    ", ".join(lacking),
                )
            )
        made = employees.create(
            [
                {"name": name, "job_title": title, "company_id": company.id}
                for name, title in lacking.items()
            ]
        )
        return {**result, **{employee.name: employee for employee in made}}

    def _words(self, text):
        return " ".join((text or "").split())

    def _enter_banks(self):
        """Put mentors and mentees into the banks where they are not there yet.

        :return: two dicts of line → `mentorship.participant`: mentors, mentees
        """
        by_name = self._employees(
            [(self._words(line.mentor_name), line.mentor_title) for line in self]
            + [(self._words(line.mentee_name), line.mentee_title) for line in self]
        )
        people = {}
        for line in self.filtered(lambda line: not line.pair_id):
            mentor = line.mentor_id or by_name.get(self._words(line.mentor_name))
            if mentor:
                people.setdefault(("mentor", mentor.id), line.date_start)
            mentees = line.mentee_ids
            if line.mentee_name:
                mentees |= by_name[self._words(line.mentee_name)]
            for mentee in mentees:
                people.setdefault(("mentee", mentee.id), line.date_start)
        entries = self._entries(people)
        mentors, mentees = {}, {}
        none = self.env["mentorship.participant"]
        for line in self:
            if line.pair_id:
                mentors[line] = line.pair_id._members_of("mentor").participant_id
                mentees[line] = line.pair_id._members_of("mentee").participant_id
                continue
            mentor = line.mentor_id or by_name.get(self._words(line.mentor_name))
            mentors[line] = entries[("mentor", mentor.id)] if mentor else none
            ids = [*line.mentee_ids.ids]
            if line.mentee_name:
                ids.append(by_name[self._words(line.mentee_name)].id)
            mentees[line] = none.union(*(entries[("mentee", one)] for one in ids))
        return mentors, mentees

    def _entries(self, people):
        """The open entries of employees in the banks, made where there is none.

        :param dict people: (role, employee id) → the day since which they take part
        :return: dict of (role, employee id) → `mentorship.participant`
        """
        participants = self.env["mentorship.participant"]
        company = self.company_id[:1]
        today = fields.Date.context_today(self)
        found = participants.search(
            [
                ("company_id", "=", company.id),
                ("employee_id", "in", list({employee for _role, employee in people})),
                ("date_out", "=", False),
            ]
        )
        entries = {(p.role, p.employee_id.id): p for p in found}
        lacking = [key for key in people if key not in entries]
        made = participants.create(
            [
                {
                    "role": role,
                    "employee_id": employee,
                    "company_id": company.id,
                    "date_in": min(people[role, employee] or today, today),
                }
                for role, employee in lacking
            ]
        )
        entries.update(zip(lacking, made, strict=True))
        return entries

    def _form_pairs(self, mentors, mentees):
        """The pairs of these lines, with the dates that stand on the paper.

        :return: dict of line → `mentorship.pair`
        """
        new = self.filtered(lambda line: not line.pair_id)
        made = self.env["mentorship.pair"].create(
            [
                {
                    "company_id": line.company_id.id,
                    "mentor_id": mentors[line].id,
                    "mentee_ids": [fields.Command.set(mentees[line].ids)],
                    "date_start": line.date_start,
                    **({"date_end": line.date_end} if line.date_end else {}),
                }
                for line in new
            ]
        )
        pairs = dict(zip(new, made, strict=True))
        for line in self - new:
            pairs[line] = line.pair_id
        return pairs

    def _adopt_consents(self, pairs, with_processing):
        """The signed consents of mentors and mentees, on the days of the lines."""
        rows = []
        for line, pair in pairs.items():
            for role, kind, day in (
                ("mentor", "mentor_duties", line.consent_date),
                ("mentee", "mentee_participation", line.mentee_date),
            ):
                for person in pair._members_of(role).participant_id:
                    kinds = [kind, *(["data_processing"] if with_processing else [])]
                    rows += [(person.partner_id.id, one, day) for one in kinds]
        self.env["mentorship.adopt"]._enter_consents(rows, company=self.company_id[:1])

    def _adopt_agreements(self, pairs):
        """The agreements of mentors whose day stands in the lines."""
        self.env["mentorship.agreement"].create(
            [
                {
                    **line._agreement_vals(pairs[line].mentor_id),
                    "pair_id": pairs[line].id,
                    "date_start": pairs[line].date_start,
                    "date_end": pairs[line].date_end or pairs[line]._default_date_end(),
                }
                for line in self
                if line.agreement_date
            ]
        )

    def _agreement_vals(self, mentor):
        """What stands on the agreement of a line."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        over = self.date_end and self.date_end < today
        return {
            "company_id": self.company_id.id,
            "participant_id": mentor.id,
            "number": self.agreement_number,
            "date": self.agreement_date,
            "pay_amount": self.pay_amount,
            "state": "ended" if over else "signed",
            "date_ended": self.date_end if over else False,
        }

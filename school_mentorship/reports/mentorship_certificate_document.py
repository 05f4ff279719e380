from odoo import fields, models

from ..tools import declension, russian

# How the work of a pair went, in a certificate; a change by an order says more.
STATES = {
    "active": "программа реализуется",
    "suspended": "программа приостановлена",
    "done": "программа выполнена",
    "ended": "завершена досрочно",
}
RESULTS = {
    "done": "программа выполнена",
    "partly": "программа выполнена частично",
    "extended": "срок программы продлён",
    "ended": "завершена досрочно",
}
# In letters: a position that takes more than two lines of a letter of thanks.
LONG_POSITION = 90


class MentorshipCertificateDocument(models.AbstractModel):
    """A certificate of mentoring over all years, for the attestation file.

    Order of 24.03.2023 No 196, items 50–51: a teacher-mentor shows whom he guided.
    All entries of the person in the bank of mentors of this school count.
    """

    _name = "report.school_mentorship.mentorship_certificate_document"
    _description = "Certificate of Mentoring on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        members = self._mentoring(record)
        years = self._years(members)
        mentees = {
            mentee.partner_id
            for year in years
            for row in year["rows"]
            for mentee in row["people"]
        }
        values.update(
            line_height=1.15,
            worker_dative=self._decline(record, record.name, "dative", "person"),
            worker_position=self._small(record.position),
            # Who was a mentee only is said to be one.
            is_mentor=bool(years) or record.role == "mentor",
            bank="наставников" if record.role == "mentor" else "наставляемых",
            years=years,
            pair_count=len(members.pair_id),
            mentee_count=len(mentees),
            meeting_count=sum(row["meetings"] for y in years for row in y["rows"]),
            duration=russian.duration(
                sum(row["minutes"] for y in years for row in y["rows"])
            ),
            plural=russian.plural,
            today=russian.date_words(fields.Date.context_today(record)),
        )
        return values

    def _mentoring(self, person):
        """Every place of this person as a mentor of a pair that an order assigned.

        :param person: `mentorship.participant` record
        :return: `mentorship.pair.member` recordset, the first day first
        """
        members = self.env["mentorship.pair.member"].search(
            [
                ("participant_id.partner_id", "=", person.partner_id.id),
                ("company_id", "=", person.company_id.id),
                ("role", "=", "mentor"),
                ("pair_id.state", "!=", "preparing"),
            ]
        )
        return members.sorted(
            lambda member: (member.date_start or member.pair_id.date_start, member.id)
        )

    def _years(self, members):
        """The rows of the table by school years.

        :param members: `mentorship.pair.member` recordset in order of time
        :return: list of dicts with year and rows
        """
        changes = self.env["mentorship.order.change"].search(
            [
                ("pair_id", "in", members.pair_id.ids),
                ("order_id.state", "=", "registered"),
            ],
            order="date, id",
        )
        sessions = self.env["mentorship.session"].search(
            [("pair_id", "in", members.pair_id.ids), ("state", "=", "held")]
        )
        by_pair = sessions.grouped("pair_id")
        years = {}
        for member in members:
            start = member.date_start or member.pair_id.date_start
            year = russian.school_year(start)
            row = self._row(
                member,
                changes.filtered(lambda c, pair=member.pair_id: c.pair_id == pair),
            )
            # Of a mentor who was replaced count the meetings of his own days.
            held = [
                session
                for session in by_pair.get(member.pair_id, ())
                if start <= session.date_held
                and (not member.date_end or session.date_held <= member.date_end)
            ]
            row["meetings"] = len(held)
            row["minutes"] = sum(session.duration for session in held)
            row["work"] = self._work(row)
            years.setdefault(year, []).append(row)
        return [{"year": year, "rows": rows} for year, rows in years.items()]

    def _work(self, row):
        """«12 встреч, 9 ч»; empty for a pair of which no log was kept."""
        if not row["meetings"]:
            return ""
        words = russian.plural(row["meetings"], "встреча", "встречи", "встреч")
        return f"{row['meetings']} {words}, {russian.duration(row['minutes'])}"

    def _row(self, member, changes):
        """One pair as a row of the certificate.

        :param member: the mentor's place in the pair
        :param changes: `mentorship.order.change` of the pair, registered
        :return: dict of texts and the mentees
        """
        pair = member.pair_id
        people = pair.member_ids.filtered(lambda m: m.role == "mentee").participant_id
        start = member.date_start or pair.date_start
        end = member.date_end or pair.date_end
        days = [russian.date_numeric(day) for day in (start, end)]
        order = pair._assigning_order()
        if member.date_end and (not pair.date_end or member.date_end < pair.date_end):
            result = "передано другому наставнику"
        else:
            # What an order says goes before what was entered without one.
            answers = [change.result for change in changes[::-1]]
            answers.append(pair.program_id.result)
            result = next(
                (RESULTS[answer] for answer in answers if answer in RESULTS),
                STATES.get(pair.state, ""),
            )
        return {
            "people": people,
            "mentees": [declension.initials(person.name or "") for person in people],
            "start": days[0],
            "end": days[1],
            "form": ", ".join(filter(None, (pair.form_id.name, pair.type_id.name))),
            "topic": pair.topic or "",
            "order": russian.number_sign(order.number)
            + (f" от {russian.date_numeric(order.date)}" if order else ""),
            "result": result,
        }


class MentorshipThanksDocument(models.AbstractModel):
    """A letter of thanks to a mentor: one page to hang on a wall."""

    _name = "report.school_mentorship.mentorship_thanks_document"
    _description = "Letter of Thanks on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        today = fields.Date.context_today(record)
        # «Ирина Ивановна» of «Иванова Ирина Ивановна», as a letter addresses her.
        name = declension.normalize_name(record.name or "")
        words = name.split()
        called = " ".join(words[1:]) if len(words) == 3 else name
        position = self._decline(
            record, self._small(record.position), "dative", "position"
        )
        values.update(
            worker_dative=self._decline(record, record.name, "dative", "person"),
            worker_position=position,
            dear=self._by_gender(
                record.name or "", "Уважаемый", "Уважаемая", "Уважаемый (ая)"
            ),
            called=called,
            year=today.year,
            is_mentor=record.role == "mentor",
            # More than a page with air has room for: smaller, with less of it.
            dense=values["crowded"] or len(position) > LONG_POSITION,
        )
        return values

import datetime

from odoo import SUPERUSER_ID, models
from odoo.fields import Domain

# Whom a purpose asks: people of the bank, or of the pairs at work.
ROLE_OF = {
    "needs": "mentee",
    "mentor": "mentor",
    "start_mentee": "mentee",
    "start_mentor": "mentor",
    "monitoring_mentee": "mentee",
    "monitoring_mentor": "mentor",
}


class MentorshipSittingPeopleMixin(models.AbstractModel):
    """Whom a sitting asks: the bank, pairs at work, all teachers, or the curator."""

    _name = "mentorship.sitting.people.mixin"
    _description = "People of a Sitting"

    def _people(self):
        """Whom this sitting asks.

        :return: list of dict, values of invitations without their sitting
        """
        self.ensure_one()
        if self.purpose == "curator_sheet":
            return self._curator_vals()
        role = ROLE_OF.get(self.purpose)
        if self.purpose not in ("needs", "mentor"):
            return self._pair_vals(role)
        people = self.env["mentorship.participant"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("role", "=", role),
                ("state", "!=", "left"),
            ]
        )
        rows = [
            {"participant_id": person.id, "partner_id": person.partner_id.id}
            for person in people
        ]
        if self.whole_staff:
            rows += self._staff_vals(people.partner_id)
        return rows

    def _pair_vals(self, role):
        """Members of the pairs at work; a mentor answers for each pair of his."""
        members = self.env["mentorship.pair.member"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("role", "in", [role] if role else ["mentor", "mentee"])
            & Domain("pair_id.state", "in", ("active", "suspended", "done"))
            & Domain("pair_id.date_start", "<=", self.date_end or self.date_start)
            & (
                Domain("pair_id.date_end", "=", False)
                | Domain("pair_id.date_end", ">=", self._year_start())
            )
            & (
                Domain("date_end", "=", False)
                | Domain("date_end", ">=", self._year_start())
            )
        )
        # Without names one sheet a person: who has two pairs would stand for two.
        by_pair = self.purpose == "monitoring_mentor" and not self.anonymous
        return [
            {
                "participant_id": person.id,
                "partner_id": person.partner_id.id,
                "pair_id": pair.id,
            }
            for person, pair in dict.fromkeys(
                (
                    m.participant_id,
                    m.pair_id if by_pair else self.env["mentorship.pair"],
                )
                for m in members
            )
        ]

    def _year_start(self):
        """The first of August before the sitting: where its school year begins."""
        day = self.date_start
        return datetime.date(day.year - (day.month < 8), 8, 1)

    def _staff_vals(self, known):
        """All pedagogical workers who do not stand in the bank yet."""
        # Who works in the school is public; the contact and the job lie in the
        # personnel file, which is closed to a curator without HR rights.
        staff = (
            self.env["hr.employee"]
            .sudo()
            .search([("company_id", "=", self.company_id.id)])
            .filtered("job_id.is_pedagogical")
        )
        contacts = staff._work_contacts() - known
        return [{"partner_id": partner.id} for partner in contacts]

    def _curator_vals(self):
        school = self.env["mentorship.school"]._of(self.company_id)
        curator = school.curator_id.sudo()
        partner = curator.work_contact_id or curator.user_id.partner_id
        if not partner and self.env.uid != SUPERUSER_ID:
            partner = self.env.user.partner_id
        # At night, where no curator is named, there is nobody to ask.
        return [{"partner_id": partner.id}] if partner else []

from odoo import api, fields, models
from odoo.fields import Domain


class MentorshipParticipantStateMixin(models.AbstractModel):
    """What follows from consents, days and pairs: ready or not, how many mentees."""

    _name = "mentorship.participant.state.mixin"
    _description = "State and Load of a Participant"

    @api.depends(
        "date_out",
        "company_id",
        "partner_id.mentorship_consent_ids.kind",
        "partner_id.mentorship_consent_ids.company_id",
        "partner_id.mentorship_consent_ids.state",
        "partner_id.mentorship_consent_ids.date_signed",
        "partner_id.mentorship_consent_ids.valid_until",
    )
    def _compute_state(self):
        consented = self._consented()
        for person in self:
            today = fields.Date.context_today(person)
            if person.date_out and person.date_out < today:
                person.state = "left"
            else:
                person.state = "ready" if person in consented else "no_consent"

    @api.depends("state", "date_out")
    def _compute_ready(self):
        consented = self._consented()
        for person in self:
            today = fields.Date.context_today(person)
            left = person.date_out and person.date_out < today
            person.ready = person in consented and not left

    def _consented(self, date=None):
        """Those of them whose consent to data processing is valid on a day."""
        result = self.browse()
        for company, people in self.grouped("company_id").items():
            valid = self.env["mentorship.consent"]._valid(
                people.partner_id, ["data_processing"], date, company
            )
            result |= people.filtered(
                lambda p, valid=valid: (p.partner_id.id, "data_processing") in valid
            )
        return result

    @api.depends("member_ids.pair_id.state", "member_ids.date_end", "capacity")
    @api.depends_context("bank_date")
    def _compute_load(self):
        """Pairs and mentees of today, or of the day of the bank: two queries."""
        members = self.env["mentorship.pair.member"]
        current = self._domain_load()
        pairs_of = dict(
            members._read_group(
                [("participant_id", "in", self.ids), *current],
                ["participant_id"],
                ["pair_id:recordset"],
            )
        )
        mentees_in = dict(
            members._read_group(
                [
                    ("pair_id", "in", [p.id for ps in pairs_of.values() for p in ps]),
                    ("role", "=", "mentee"),
                    *current,
                ],
                ["pair_id"],
                ["__count"],
            )
        )
        for person in self:
            pairs = pairs_of.get(person, ())
            person.pair_count = len(pairs)
            person.has_pair = bool(pairs)
            person.mentee_count = (
                sum(mentees_in.get(pair, 0) for pair in pairs)
                if person.role == "mentor"
                else 0
            )
            person.free_capacity = max(0, person.capacity - person.mentee_count)

    @api.model
    def _search_free_capacity(self, operator, value):
        if operator not in (">", ">=", "<", "<=", "in", "not in"):
            return NotImplemented
        mentors = self.search(
            Domain("role", "=", "mentor") & Domain(self._domain_bank())
        )
        found = mentors.filtered_domain([("free_capacity", operator, value)])
        return [("id", "in", found.ids)]

    @api.model
    def _search_has_pair(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("member_ids", "any", self._domain_load())]

    @api.model
    def _cron_refresh_state(self):
        """Recompute what only time has changed: who left, whose consent ran out.

        Only those who may have changed are read: a district has thousands.
        """
        today = fields.Date.context_today(self)
        # Some days back, for a server that was off.
        since = fields.Date.subtract(today, days=31)
        consent = Domain("kind", "=", "data_processing")
        valid = (
            consent
            & Domain("state", "in", ("signed", "withdrawn", "expired"))
            & Domain("date_signed", "<=", today)
            & (Domain("valid_until", "=", False) | Domain("valid_until", ">=", today))
            & (
                Domain("date_withdrawn", "=", False)
                | Domain("date_withdrawn", ">", today)
            )
        )
        ended = consent & (
            Domain("valid_until", ">=", since) & Domain("valid_until", "<", today)
            | Domain("date_withdrawn", ">=", since)
            & Domain("date_withdrawn", "<=", today)
        )
        consents = "partner_id.mentorship_consent_ids"
        people = self.search(
            Domain("state", "!=", "left")
            & (
                Domain("date_out", "<", today)
                | Domain("state", "=", "no_consent") & Domain(consents, "any", valid)
                | Domain("state", "=", "ready")
                & (Domain(consents, "any", ended) | ~Domain(consents, "any", valid))
            )
        )
        self.env.add_to_compute(self._fields["state"], people)
        people.flush_recordset(["state"])

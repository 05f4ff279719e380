from datetime import date as day

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# Labour Code, art. 351.8, is in force since this day: orders of before stand without
# the mentor's written consent.
CONSENT_SINCE = day(2025, 3, 1)
# Which consent a role in mentoring needs besides the processing of data.
ROLE_KINDS = {"mentor": "mentor_duties", "mentee": "mentee_participation"}


class MentorshipConsentGateMixin(models.AbstractModel):
    """What stands on consents: whose are valid on a day, who still lacks one."""

    _name = "mentorship.consent.gate.mixin"
    _description = "Gates of Consents"

    @api.model
    def _valid(self, partners, kinds, date=None, company=None, pairs=None):
        """Whose consents are valid on a day: the one question of every gate.

        :param partners: `res.partner` recordset
        :param kinds: list of kinds of consent
        :param date: the day; today if not given
        :param company: `res.company`, one or several; that of the user if not given
        :param pairs: `mentorship.pair` recordset; consents limited to other pairs do
            not count, and none that is limited counts if no pairs are given
        :return: dict of (partner id, kind) → `mentorship.consent` with the consents
            that are valid on the day
        """
        company = company or self.env.company
        date = date or fields.Date.context_today(self)
        domain = (
            Domain("partner_id", "in", partners.ids)
            & Domain("kind", "in", kinds)
            & Domain("company_id", "in", company.ids)
            & Domain("pair_id", "in", [False, *(pairs.ids if pairs else ())])
            & Domain("date_signed", "<=", date)
            & Domain("state", "in", ("signed", "withdrawn", "expired"))
            & (Domain("valid_until", "=", False) | Domain("valid_until", ">=", date))
            & (
                Domain("date_withdrawn", "=", False)
                | Domain("date_withdrawn", ">", date)
            )
        )
        # Whether a paper is signed is asked on behalf of the system (a state, an
        # order's check); the answer holds no more than the ids asked for.
        result = {}
        for consent in self.sudo().search(domain):
            key = (consent.partner_id.id, consent.kind)
            result[key] = result.get(key, self.browse()) | consent.sudo(self.env.su)
        return result

    @api.model
    def _prepare_for(self, participants, pair=None, kinds=None):
        """Make draft consents for what these people still lack.

        :param participants: `mentorship.participant` recordset
        :param pair: the `mentorship.pair` to which their duties are limited
        :param kinds: collection of kinds; those of the duties are taken by role. The
            processing of data and the duties if not given
        :return: `mentorship.consent` recordset: the new ones and those under way
        """
        result = self.browse()
        chosen = set(kinds or ("data_processing", *ROLE_KINDS.values()))
        for company, people in participants.grouped("company_id").items():
            wanted = {
                (person.partner_id.id, kind)
                for person in people
                for kind in chosen - set(ROLE_KINDS.values())
                | chosen & {ROLE_KINDS[person.role]}
            }
            kinds = sorted({kind for _partner, kind in wanted})
            valid = self._valid(people.partner_id, kinds, None, company, pair)
            under_way = self.search(
                [
                    ("partner_id", "in", people.partner_id.ids),
                    ("kind", "in", kinds),
                    ("company_id", "=", company.id),
                    ("state", "in", ("draft", "printed")),
                    ("pair_id", "in", [False, *(pair.ids if pair else ())]),
                ]
            ).filtered(lambda c, wanted=wanted: (c.partner_id.id, c.kind) in wanted)
            started = {(c.partner_id.id, c.kind) for c in under_way}
            result |= under_way | self.create(
                [
                    {
                        "partner_id": partner,
                        "kind": kind,
                        "company_id": company.id,
                        "pair_id": pair.id
                        if pair and kind in ROLE_KINDS.values()
                        else False,
                    }
                    for partner, kind in sorted(wanted - set(valid) - started)
                ]
            )
        return result

    def _check_orders_stand(self):
        """A corrected day of a mentor's consent may not be later than his order.

        :raises UserError: naming the order
        """
        signed = self.filtered("date_signed")
        if not signed:
            return
        orders = self.env["mentorship.order"].search(
            [
                ("company_id", "in", self.company_id.ids),
                ("state", "=", "registered"),
                ("assigns_pairs", "=", True),
                ("date", ">=", CONSENT_SINCE),
                ("date", "<", max(signed.mapped("date_signed"))),
                ("pair_ids.mentor_id.partner_id", "in", self.partner_id.ids),
            ]
        )
        for order in orders:
            people = self.env["mentorship.participant"]
            lacking = people.union(*order._without_consent(order.date).values())
            for consent in signed:
                if (
                    consent.company_id == order.company_id
                    and consent.date_signed > order.date
                    and consent.partner_id in lacking.partner_id
                ):
                    raise UserError(
                        self.env._(
                            "%(name)s: «%(order)s» would be older than the mentor's "
                            "consent. Check the day on the paper.",
                            name=consent.name,
                            order=order.display_name,
                        )
                    )

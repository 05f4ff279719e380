from odoo import models
from odoo.fields import Domain

from ..tools import russian


class MentorshipConsentSigningMixin(models.AbstractModel):
    """Consents marked as received together, and what may stand on them."""

    _name = "mentorship.consent.signing.mixin"
    _description = "Consents Marked Together"
    _inherit = ["mentorship.signing.mixin", "mentorship.desk.mixin"]
    _MARKED = ("state", "date_signed", "valid_until")

    def _signing_words(self):
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.name or "", self.env._("Consent: %s", kinds.get(self.kind, ""))

    def _signing_problems(self, date):
        result = {}
        for consent in self:
            if consent.state == "draft":
                result[consent] = self.env._("the sheet has not been printed yet")
            elif consent.state == "signed":
                result[consent] = self.env._(
                    "received already, signed on %s",
                    russian.date_numeric(consent.date_signed),
                )
            elif consent.state != "printed":
                result[consent] = self.env._("this consent has ended")
        return result

    def _sign_marked(self, date):
        self.action_sign(date)

    def _undo_problems(self, marked):
        result = {
            consent: self.env._("the consent has been withdrawn or has expired since")
            for consent in self
            if consent.state != "signed"
        }
        # What another consent of the same person carries, stands on that one too.
        others = self.search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("kind", "in", self.mapped("kind")),
                ("state", "=", "signed"),
                ("id", "not in", marked.ids),
            ]
        ).grouped(lambda consent: (consent.partner_id, consent.kind))
        alone = self.filtered(
            lambda consent: (
                consent not in result
                and (consent.partner_id, consent.kind) not in others
            )
        )
        for find in (
            alone._orders_on_them,
            alone._agreements_on_them,
            alone._needs_on_them,
        ):
            result = {**find(), **result}
        return result

    def _orders_on_them(self):
        """Orders that quote these consents with their dates, printed or registered."""
        duties = self.filtered(
            lambda c: c.kind in ("mentor_duties", "mentee_participation")
        )
        people = duties.partner_id.ids
        orders = self.env["mentorship.order"].search(
            Domain("state", "in", ("signing", "registered"))
            & Domain("company_id", "in", duties.company_id.ids)
            & (
                Domain("assigns_pairs", "=", True)
                & Domain("pair_ids.member_ids.participant_id.partner_id", "in", people)
                | Domain("change_ids.new_mentor_id.partner_id", "in", people)
            )
        )
        result = {}
        for order in orders:
            members = order.pair_ids.member_ids.participant_id
            named = (members | order.change_ids.new_mentor_id).partner_id
            for consent in duties:
                if consent.partner_id in named and (
                    not order.date or order.date >= consent.date_signed
                ):
                    result[consent] = self.env._(
                        "«%s» has been printed or registered on the ground of this "
                        "consent",
                        order.display_name,
                    )
        return result

    def _agreements_on_them(self):
        """Agreements made on the ground of a consent to the duties of a mentor."""
        duties = self.filtered(lambda c: c.kind == "mentor_duties")
        agreements = self.env["mentorship.agreement"].search(
            [
                ("participant_id.partner_id", "in", duties.partner_id.ids),
                ("company_id", "in", duties.company_id.ids),
                ("state", "in", ("signed", "ended")),
                ("in_function", "=", False),
            ]
        )
        made = agreements.grouped(lambda a: a.participant_id.partner_id)
        return {
            consent: self.env._(
                "the agreement «%s» was signed on the ground of this consent",
                of_day[0].display_name,
            )
            for consent in duties
            if (
                of_day := made.get(consent.partner_id, agreements.browse()).filtered(
                    lambda a, consent=consent: a.date and a.date >= consent.date_signed
                )
            )
        }

    def _needs_on_them(self):
        """Needs and abilities that were written down on the ground of a consent."""
        given = self.filtered(lambda c: c.kind == "data_processing")
        areas = self.env["mentorship.participant.area"]._read_group(
            [
                ("participant_id.partner_id", "in", given.partner_id.ids),
                ("participant_id.company_id", "in", given.company_id.ids),
            ],
            ["participant_id"],
            ["create_date:max"],
        )
        last = {}
        for person, moment in areas:
            partner = person.partner_id
            last[partner] = max(moment.date(), last.get(partner, moment.date()))
        return {
            consent: self.env._(
                "needs and abilities have been written down on the ground of this "
                "consent"
            )
            for consent in given
            if consent.partner_id in last
            and last[consent.partner_id] >= consent.date_signed
        }

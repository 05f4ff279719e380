from odoo import fields, models

from ..tools import russian


class MentorshipAgreementSigningMixin(models.AbstractModel):
    """Agreements marked as signed together with the consents of a packet."""

    _name = "mentorship.agreement.signing.mixin"
    _description = "Agreements Marked Together"
    _inherit = ["mentorship.signing.mixin", "mentorship.desk.mixin"]
    _MARKED = ("state", "date")

    def _signing_words(self):
        self.ensure_one()
        return self.name or "", self.env._("Supplementary agreement")

    def _signing_problems(self, date):
        result = {}
        for agreement in self:
            if agreement.in_function:
                result[agreement] = self.env._("no agreement is made here")
            elif agreement.state == "draft":
                result[agreement] = self.env._("the sheet has not been printed yet")
            elif agreement.state == "signed":
                result[agreement] = self.env._(
                    "signed already, on %s", russian.date_numeric(agreement.date)
                )
            elif agreement.state != "printed":
                result[agreement] = self.env._("this agreement has ended")
        return result

    def _sign_marked(self, date):
        self.action_sign(date)

    def _before_signing(self):
        before = super()._before_signing()
        # Signing ends the terms of before.
        if self.amends_id.state == "signed":
            before["former"] = self.amends_id.id
        return before

    def _undo_signing(self, before):
        if before.get("former"):
            self.browse(before["former"])._write_guarded(
                {"state": "signed", "date_ended": False}
            )
        return super()._undo_signing(before)

    def _undo_problems(self, marked):
        amending = dict(
            self._read_group(
                [("amends_id", "in", self.ids), ("state", "!=", "draft")],
                ["amends_id"],
                ["id:recordset"],
            )
        )
        result = {}
        for agreement in self:
            if agreement.state != "signed":
                result[agreement] = self.env._("the agreement has ended since")
            elif agreement in amending:
                result[agreement] = self.env._(
                    "another agreement, «%s», changes this one",
                    amending[agreement][0].display_name,
                )
        listed = self.env["mentorship.order"]
        # Who may not read orders undoes no agreement that an order pays by; only
        # their number and day are told.
        for order in listed.sudo().search(
            [
                ("lists_pay", "=", True),
                ("state", "in", ("signing", "registered")),
                ("company_id", "in", self.company_id.ids),
            ]
        ):
            mentors = order.pair_ids.member_ids.participant_id
            day = order.date or fields.Date.context_today(self)
            for agreement in self:
                if (not mentors or agreement.participant_id in mentors) and (
                    agreement.date and agreement.date <= day <= agreement.date_end
                ):
                    result.setdefault(
                        agreement,
                        self.env._(
                            "«%s» pays the mentor by this agreement", order.display_name
                        ),
                    )
        return result

from odoo import models
from odoo.fields import Domain


class MentorshipParticipantPacketMixin(models.AbstractModel):
    """What a person has to sign."""

    _name = "mentorship.participant.packet.mixin"
    _description = "Papers a Person Has to Sign"

    def _packet_papers(self, options):
        """The papers of one person that are not signed yet, in the packet's order.

        Whatever else has to be signed by a person adds its own papers here.

        :param dict options: ``kinds`` of consents and ids of ``agreements``; all that
            have been given out already if not given
        :return: list of (`ir.actions.report`, records of its model)
        """
        self.ensure_one()
        ref = self.env.ref
        own = Domain("company_id", "=", self.company_id.id)
        states = ("draft", "printed") if options else ("printed",)
        consents = self.env["mentorship.consent"].search(
            own
            & Domain("partner_id", "=", self.partner_id.id)
            & Domain("state", "in", states)
            & (Domain("kind", "in", options["kinds"]) if options else Domain.TRUE)
        )
        kinds = [kind for kind, _label in consents._fields["kind"].selection]
        # The duties come after the processing of data, what is published at the end.
        rank = {kind: kind in ("data_distribution", "image") for kind in kinds}
        agreements = self.env["mentorship.agreement"].search(
            own
            & Domain("participant_id.partner_id", "=", self.partner_id.id)
            & (
                Domain("id", "in", options["agreements"])
                if options
                else Domain("state", "=", "printed")
            ),
            order="date_start, id",
        )
        papers = [
            (
                ref("school_mentorship.mentorship_consent_report"),
                consents.sorted(lambda c: (rank[c.kind], kinds.index(c.kind), c.id)),
            ),
            (ref("school_mentorship.mentorship_agreement_report"), agreements),
        ]
        return [(report, records) for report, records in papers if records]

    def _acquaintances(self):
        """Lines of acquaintance sheets that these people have not signed yet.

        :return: `mentorship.acquaintance` recordset
        """
        return self.env["mentorship.acquaintance"].search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("date", "=", False),
                ("order_id.state", "in", ("signing", "registered")),
            ]
        )

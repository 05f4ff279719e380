from odoo import models
from odoo.fields import Domain

from .mentorship_evidence_mixin import Evidence
from .mentorship_school_survey_mixin import PURPOSES_OF


class MentorshipMeasureSurveyMixin(models.AbstractModel):
    """The proof of a line by questionnaires: «12 из 14», paper and hand counts too."""

    _name = "mentorship.measure.survey.mixin"
    _description = "Evidence by Questionnaires"

    def _evidence_survey(self):
        """Everybody who was asked has answered: two queries for all lines."""
        roadmaps = self.roadmap_id
        if not roadmaps:
            return {}
        purposes = {p for m in self for p in PURPOSES_OF[m.evidence_purpose]}
        first = min(filter(None, [*roadmaps.mapped("date_start"), *self._starts()]))
        sittings = self.env["mentorship.sitting"].search(
            Domain("company_id", "in", roadmaps.company_id.ids)
            & Domain("purpose", "in", sorted(purposes))
            & Domain("state", "!=", "draft")
            & Domain("date_start", ">=", first)
            & Domain("date_start", "<=", max(roadmaps.mapped("date_end")))
        )
        invitations = self.env["mentorship.invitation"].search(
            [("sitting_id", "in", sittings.ids)]
        )
        of_sitting = invitations.grouped("sitting_id")
        result = {}
        for measure in self:
            roadmap = measure.roadmap_id
            # The questionnaires of August belong to the roadmap of September.
            since = min(filter(None, [roadmap.date_start, measure.date_start]))
            mine = sittings.filtered(
                lambda s, measure=measure, since=since: (
                    s.company_id == measure.company_id
                    and s.purpose in PURPOSES_OF[measure.evidence_purpose]
                    and since <= s.date_start <= measure.roadmap_id.date_end
                )
            )
            own = invitations.browse().union(*(of_sitting.get(s, []) for s in mine))
            # Asked twice is asked once: one person, one purpose, one pair.
            asked = {}
            for invitation in own:
                key = (
                    invitation.sitting_id.purpose,
                    invitation.partner_id.id,
                    invitation.pair_id.id,
                )
                asked[key] = asked.get(key, own.browse()) | invitation
            missing = own.browse().union(
                *(
                    group[:1]
                    for group in asked.values()
                    if "answered" not in group.mapped("state")
                )
            )
            by_hand = sum(mine.mapped("hand_answered"))
            expected = len(asked) + sum(mine.mapped("hand_invited"))
            if not mine:
                hint = self.env._("Not given out yet")
            elif missing:
                hint = self._hint(self.env._("No answer: %s"), missing, "name")
            else:
                hint = ""
            result[measure] = Evidence(
                len(asked) - len(missing) + by_hand, expected, missing, hint
            )
        return result

    def _starts(self):
        return self.mapped("date_start")

    def _open_survey(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "mentorship.sitting",
            "views": [(False, "list"), (False, "form")],
            "domain": [("purpose", "in", PURPOSES_OF[self.evidence_purpose])],
        }

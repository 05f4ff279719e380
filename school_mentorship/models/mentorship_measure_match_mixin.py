from odoo import models

from .mentorship_evidence_mixin import Evidence


class MentorshipMeasureMatchMixin(models.AbstractModel):
    """The roadmap's line about matching: for how many mentees a mentor is chosen."""

    _name = "mentorship.measure.match.mixin"
    _description = "Evidence by Matching"

    def _evidence_match(self):
        """Mentees who stand in an applied run with a mentor, or in a pair made by hand.

        :return: dict of line → `Evidence`
        """
        people, pairs = self._people_within(), self._pairs_within()
        roadmaps = self.roadmap_id
        # What is behind a proposal is the curator's; only that there is one counts.
        lines = self.env["mentorship.match.line"].sudo()
        proposed = (
            lines.search(
                [
                    ("company_id", "in", roadmaps.company_id.ids),
                    ("mentor_id", "!=", False),
                    ("match_id.state", "in", ("proposed", "applied")),
                    ("match_id.date", "<=", max(roadmaps.mapped("date_end"))),
                    ("match_id.date", ">=", min(roadmaps.mapped("date_start"))),
                ]
            )
            if roadmaps
            else lines
        )
        result = {}
        for measure in self:
            roadmap = measure.roadmap_id
            mentees = measure._within(people, "date_in", "date_out").filtered(
                lambda person: person.role == "mentee"
            )
            mine = proposed.filtered(
                lambda line, roadmap=roadmap: (
                    line.company_id == roadmap.company_id
                    and roadmap.date_start <= line.match_id.date <= roadmap.date_end
                )
            )
            applied = mine.filtered(lambda line: line.match_state == "applied")
            paired = measure._within(pairs, "date_start", "date_end").member_ids
            chosen = people.browse(applied.mentee_id.ids) | paired.participant_id
            missing = mentees - chosen
            waiting = missing & people.browse((mine - applied).mentee_id.ids)
            if not mentees:
                hint = self._nothing_yet()
            elif waiting:
                hint = self._hint(
                    self.env._("Proposed, not applied yet: %s"), waiting, "short_name"
                )
            else:
                hint = self._hint(
                    self.env._("No mentor chosen: %s"), missing, "short_name"
                )
            result[measure] = Evidence(
                len(mentees) - len(missing), len(mentees), missing, hint
            )
        return result

    def _open_match(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "mentorship.match",
            "views": [(False, "list"), (False, "form")],
        }

from odoo import api, models
from odoo.fields import Domain


class MentorshipParticipantChoiceMixin(models.AbstractModel):
    """Mentors as they are offered for a mentee: who comes first, and why.

    The list of mentors shows what a choice is made by: position, free places, consent.
    """

    _name = "mentorship.participant.choice.mixin"
    _description = "Choice of a Mentor"

    def _add_choice_facts(self):
        """Put under the names, where a list shows it, what a choice is made by."""
        if not self.env.context.get("formatted_display_name"):
            return
        consented = self.env["mentorship.consent"]._valid(
            self.partner_id, ["mentor_duties"], None, self.company_id
        )
        reasons = dict(self._ranked_mentors(self, *self._chosen_for()))
        for person in self:
            facts = [
                reasons.get(person),
                person.position,
                self.env._(
                    "mentees: %(now)s out of %(capacity)s",
                    now=person.mentee_count,
                    capacity=person.capacity,
                )
                if person.free_capacity
                else self.env._("no free places"),
                self.env._("consent is there")
                if (person.partner_id.id, "mentor_duties") in consented
                else self.env._("consent will be printed"),
            ]
            line = " · ".join(filter(None, facts))
            person.display_name = f"{person.display_name}\n--{line}--"

    @api.model
    def _chosen_for(self):
        """For whom a mentor is chosen, as the window says in the context.

        :return: tuple (mentee, position)
        """
        mentee = self.browse(self.env.context.get("mentorship_mentee") or ())
        return mentee.exists(), self.env.context.get("mentorship_position")

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        if not self.env.context.get("mentorship_choice"):
            return super().name_search(name, domain, operator, limit)
        known = Domain("name", operator, name) if name else Domain.TRUE
        mentors = self.search(Domain(domain or []) & known)
        ranked = self._ranked_mentors(mentors, *self._chosen_for())
        return [
            (mentor.id, mentor.display_name)
            for mentor, _reason in ranked[: limit or None]
        ]

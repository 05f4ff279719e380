from odoo import fields, models
from odoo.fields import Command


class MentorshipProgramPracticeMixin(models.AbstractModel):
    """What was found in a program goes on in the collection of practices."""

    _name = "mentorship.program.practice.mixin"
    _description = "Practices of a Program"

    practice_ids = fields.One2many(
        "mentorship.practice",
        "program_id",
        "Practices",
        groups="school_mentorship.group_mentorship_director",
    )

    def action_make_practice(self):
        """Draft a practice from what the program holds already, and open it.

        Problem from the goal and the areas, steps from the meetings held, result from
        the growth: to be shortened by a person, not written anew.

        :return: action
        """
        self.ensure_one()
        practice = self.practice_ids[:1] or self.env["mentorship.practice"].create(
            self._practice_vals()
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": practice._name,
            "res_id": practice.id,
            "views": [(False, "form")],
        }

    def _practice_vals(self):
        """The values of a practice drafted from this program."""
        self.ensure_one()
        areas = self.area_line_ids
        held = self.session_ids.filtered(lambda s: s.state == "held")
        # What the pair has noted of a meeting stays with the pair.
        steps = held.sorted(lambda s: (s.date_held, s.id)).mapped("name")
        # The scale is that of difficulties: what became less has grown.
        grown = [
            f"{line.area_id.name}: затруднение было {line.before}, стало {line.after}"
            for line in areas
            if line.growth > 0
        ]
        authors = self.pair_id._members_of("mentor").participant_id.partner_id
        return {
            "name": self.pair_id.topic or self.name,
            "program_id": self.id,
            "company_id": self.company_id.id,
            "author_ids": [Command.set(authors.ids)],
            "area_ids": [Command.set(areas.area_id.ids)],
            "problem": self.goal,
            "steps": "\n".join(steps),
            "result": "\n".join(grown) or self.planned_results,
        }

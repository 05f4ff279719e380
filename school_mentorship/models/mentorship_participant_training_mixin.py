from odoo import fields, models


class MentorshipParticipantTrainingMixin(models.AbstractModel):
    """How long a participant was trained at the events of the school."""

    _name = "mentorship.participant.training.mixin"
    _description = "Training of a Participant"

    training_hours = fields.Float(
        "Hours of Training", compute="_compute_training_hours"
    )

    def _compute_training_hours(self):
        """One query for any number of people."""
        rows = self.env["mentorship.event.attendee"]._read_group(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("attended", "=", True),
                ("is_training", "=", True),
                ("event_state", "=", "held"),
            ],
            ["partner_id", "company_id"],
            ["hours:sum"],
        )
        hours = {(partner, company): total for partner, company, total in rows}
        for person in self:
            person.training_hours = hours.get((person.partner_id, person.company_id), 0)

    def action_open_training(self):
        """Open the trainings that this person attended."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Training"),
            "res_model": "mentorship.event.attendee",
            "views": [(False, "list")],
            "domain": [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("attended", "=", True),
            ],
        }

from odoo import api, fields, models

CRITERIA = [
    ("goal", "The goal of the lesson is clear to the pupils"),
    ("structure", "The stages of the lesson follow from its goal"),
    ("content", "The content is correct and fits the class"),
    ("activity", "The pupils work themselves, not the teacher alone"),
    ("difference", "Strong and weak pupils have tasks of their own"),
    ("assessment", "Work is assessed by criteria that are known"),
    ("discipline", "There is order and goodwill in the class"),
    ("time", "The time of the lesson is used"),
    ("digital", "Digital tools serve the goal"),
    ("reflection", "The lesson ends with a conclusion of the pupils"),
]


class MentorshipObservation(models.Model):
    """A line of the observation sheet of a lesson visit.

    For the two of them to talk about, not for an assessment of the teacher: read by
    the pair and the curator, not by the director.
    """

    _name = "mentorship.observation"
    _description = "Line of an Observation Sheet"
    _order = "session_id, id"
    _rec_name = "criterion"

    session_id = fields.Many2one(
        "mentorship.session", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="session_id.company_id", store=True, index=True
    )
    criterion = fields.Selection(CRITERIA, required=True)
    score = fields.Selection([("0", "No"), ("1", "In part"), ("2", "Yes")])
    note = fields.Char("Seen in the Lesson")

    _criterion_uniq = models.Constraint(
        "UNIQUE(session_id, criterion)", "Each criterion stands in a sheet once."
    )

    @api.model
    def _blank(self):
        """Commands that fill a new sheet with all criteria."""
        return [
            fields.Command.create({"criterion": criterion})
            for criterion, _label in CRITERIA
        ]

    def write(self, vals):
        result = super().write(vals)
        if {"session_id", "company_id"} & vals.keys():
            # Odoo asks before only: a sheet does not move to another pair.
            self.check_access("write")
        return result

from odoo import fields, models


class MentorshipProgramTask(models.Model):
    """A task of a program, one sentence."""

    _name = "mentorship.program.task"
    _description = "Task of a Program"
    _order = "program_id, sequence, id"

    program_id = fields.Many2one(
        "mentorship.program", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Task", required=True)

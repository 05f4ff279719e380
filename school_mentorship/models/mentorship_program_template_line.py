from odoo import fields, models

PERIODS = [
    ("day", "A day"),
    ("month", "A month"),
    ("quarter", "A quarter"),
    ("year", "The whole term"),
]


class MentorshipProgramTemplateLine(models.Model):
    """A line of a template's plan: what, in which month of the program."""

    _name = "mentorship.program.template.line"
    _description = "Line of a Program's Template"
    _order = "template_id, month, sequence, id"

    template_id = fields.Many2one(
        "mentorship.program.template", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    month = fields.Integer(
        "Month of the Program", default=1, help="1 is the first month."
    )
    period = fields.Selection(PERIODS, "When", required=True, default="month")
    name = fields.Char("What Is Done", required=True)
    work_form_id = fields.Many2one(
        "mentorship.work.form", index="btree_not_null", ondelete="set null"
    )
    area_id = fields.Many2one(
        "mentorship.area", index="btree_not_null", ondelete="set null"
    )

    _month_positive = models.Constraint(
        "CHECK(month BETWEEN 1 AND 36)", "A month is a number from 1 to 36."
    )

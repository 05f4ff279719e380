from odoo import fields, models

from . import mentorship_staff_text as words


class MentorshipStaffImportColumn(models.TransientModel):
    """A column of the uploaded list, and what is read from it."""

    _name = "mentorship.staff.import.column"
    _description = "Column of a Staff List"
    _order = "number"
    _rec_name = "header"

    import_id = fields.Many2one(
        "mentorship.staff.import",
        required=True,
        index=True,
        ondelete="cascade",
    )
    number = fields.Integer(required=True, readonly=True)
    letter = fields.Char("Column", readonly=True)
    header = fields.Char(readonly=True)
    sample = fields.Char("First Value", readonly=True)
    field = fields.Selection(
        lambda self: words.field_labels(self.env), string="Is Read As"
    )

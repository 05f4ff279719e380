from odoo import api, fields, models
from odoo.exceptions import ValidationError

# In megabytes: what still goes through a school's line and a browser.
FILE_LIMIT = 50


class MentorshipFilesMixin(models.AbstractModel):
    """A record with files: materials, presentations, pictures."""

    _name = "mentorship.files.mixin"
    _description = "Record with Files"

    file_ids = fields.Many2many("ir.attachment", string="Files", copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._own_files()
        return records

    def write(self, vals):
        result = super().write(vals)
        if "file_ids" in vals:
            self._own_files()
        return result

    def _own_files(self):
        """Let whoever reads the record read its files.

        A file is uploaded before a new record has an id, and is its author's alone
        until then.
        """
        for record in self:
            strays = record.file_ids.filtered(
                lambda file, record=record: (
                    not file.res_id or (file.res_model != record._name)
                )
            )
            # What the author may not read he could not have attached above.
            strays.filtered(lambda file: not file.res_id).write(
                {"res_model": record._name, "res_id": record.id}
            )

    @api.constrains("file_ids")
    def _check_files(self):
        for record in self:
            for file in record.file_ids:
                if file.file_size > FILE_LIMIT * 1024 * 1024:
                    raise ValidationError(
                        self.env._(
                            "The file «%(name)s» has %(size)s MB; up to %(limit)s MB "
                            "can be kept here. Save it smaller, or put it into the "
                            "school's cloud and give its address.",
                            name=file.name,
                            size=file.file_size // 1024 // 1024,
                            limit=FILE_LIMIT,
                        )
                    )

from odoo import models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _postprocess_contents(self, values):
        """Pictures that cannot be unfolded are refused in words.

        Odoo makes pictures smaller when it keeps them, and a file of some bytes may
        unfold into gigabytes.
        """
        # Scans are read as sharp as they are; their window says what is wrong.
        if values.get("res_model") == "mentorship.scan":
            return values
        from PIL import Image

        name = values.get("name") or ""
        try:
            return super()._postprocess_contents(values)
        except Image.DecompressionBombError as error:
            raise UserError(
                self.env._(
                    "%s: the picture is too large to be opened. Save it smaller.", name
                )
            ) from error

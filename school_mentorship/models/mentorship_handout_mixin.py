from odoo import fields, models
from odoo.exceptions import UserError

from .mentorship_paper_mixin import FROZEN


class MentorshipHandoutMixin(models.AbstractModel):
    """A sheet that is given out for signature and comes back: consent, agreement.

    Draft → given out, which is printed and frozen → signed. While it has not come back
    it may be taken back to draft, to be corrected and printed anew.
    """

    _name = "mentorship.handout.mixin"
    _description = "Sheet Given Out for Signature"
    _inherit = ["mentorship.paper.mixin"]
    # Papers of before are entered as they are; later their state follows their buttons.
    _GUARDED_NEW = FROZEN

    date_printed = fields.Date(readonly=True, copy=False)

    def action_print(self):
        """Print the sheets; drafts are frozen and become «given out»."""
        self._give_out()
        return super().action_print()

    def _give_out(self):
        """Freeze the sheets of drafts: they are given out for signature."""
        drafts = self.filtered(lambda sheet: sheet.state == "draft")
        drafts._freeze()
        drafts._write_guarded(
            {"state": "printed", "date_printed": fields.Date.context_today(self)}
        )

    def action_draft(self):
        """Take printed sheets back, to print them anew with corrected data."""
        if any(sheet.state != "printed" for sheet in self):
            raise UserError(
                self.env._("Only a sheet given out for signature can be taken back.")
            )
        self._thaw()
        self._write_guarded({"state": "draft", "date_printed": False})

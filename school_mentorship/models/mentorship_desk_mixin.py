from odoo import models
from odoo.exceptions import UserError


class MentorshipDeskMixin(models.AbstractModel):
    """What is done with people, pairs and orders at the curator's desk."""

    _name = "mentorship.desk.mixin"
    _description = "Papers of a Selection"

    def action_mark_signed(self):
        """Open the window in which what waits for signatures is marked as signed."""
        return self.env["mentorship.sign"]._open_for(self)

    def action_packet(self):
        """Open the window from which the packet to be signed is printed."""
        return self.env["mentorship.packet"]._open_for(self)

    def action_assign_mentor(self):
        """Open the window «Assign a mentor», for this person if one is chosen.

        :raises UserError: when several are chosen
        """
        if len(self) > 1:
            raise UserError(
                self.env._("Choose one person: a mentor is assigned to each in turn.")
            )
        return self.env["mentorship.assign"]._open_for(self)

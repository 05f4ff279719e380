from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.mentorship_school_curator_mixin import CURATORS


class MentorshipCuratorChange(models.TransientModel):
    """The window in which another curator takes over in the middle of the year."""

    _name = "mentorship.curator.change"
    _description = "Change the Curator"

    school_id = fields.Many2one("mentorship.school", required=True, readonly=True)
    company_id = fields.Many2one(related="school_id.company_id", string="Company")
    former_id = fields.Many2one(related="school_id.curator_id", string="Former Curator")
    curator_id = fields.Many2one(
        "hr.employee",
        "New Curator",
        required=True,
        check_company=True,
    )
    draft_order = fields.Boolean(
        "Draft the order that appoints the new curator", default=True
    )
    rights = fields.Selection(
        [("none", "No login"), ("lacking", "Login without rights"), ("ready", "Ready")],
        compute="_compute_rights",
    )
    may_give = fields.Boolean(compute="_compute_rights")
    give_rights = fields.Boolean("Give the new curator the rights of a curator")
    take_rights = fields.Boolean("Take them from the former one")

    @api.depends("curator_id")
    def _compute_rights(self):
        for wizard in self:
            # Only whether there is a login with these rights is told.
            user = wizard.curator_id.sudo().user_id
            ready = user and user.has_group(CURATORS)
            wizard.rights = "ready" if ready else "lacking" if user else "none"
            wizard.may_give = self.env.user.has_group("base.group_erp_manager")

    def action_change(self):
        """Name the new curator; open work moves over, an order is drafted.

        :raises UserError: when nothing would change
        :raises AccessError: when somebody else than an administrator gives rights
        """
        self.ensure_one()
        school = self.school_id
        school.check_access("write")
        if self.curator_id == school.curator_id:
            raise UserError(
                self.env._("%s: is the curator already.", self.curator_id.name)
            )
        if self.give_rights or self.take_rights:
            self._move_rights()
        school.curator_id = self.curator_id
        if not self.draft_order:
            return {"type": "ir.actions.act_window_close"}
        order = self.env["mentorship.order"].create(
            {
                "kind_id": self.env.ref("school_mentorship.order_kind_curator").id,
                "company_id": school.company_id.id,
                "curator_id": self.curator_id.id,
            }
        )
        return order._action_open()

    def _move_rights(self):
        """Give and take the group; Odoo itself lets only an administrator do so."""
        if not self.may_give:
            raise AccessError(
                self.env._(
                    "Only an administrator gives and takes rights. Change the curator "
                    "without them and ask the administrator."
                )
            )
        group = self.env.ref(CURATORS)
        new = self.curator_id.sudo().user_id.sudo(False)
        former = self.school_id.curator_id.sudo().user_id.sudo(False)
        if self.give_rights and new:
            new.write({"group_ids": [fields.Command.link(group.id)]})
        if self.take_rights and former and former != new:
            former.write({"group_ids": [fields.Command.unlink(group.id)]})

from odoo import api, fields, models

# What may have been mistyped on which paper, by the field that holds it.
CORRECTED = {
    "mentorship.order": ("number", "date", "signatory_id", "is_acting", "signer"),
    "mentorship.consent": ("date_signed", "valid_until"),
    "mentorship.agreement": ("number", "date"),
}


class MentorshipCorrect(models.TransientModel):
    """The window that corrects a registered paper: with a reason, leaving a trace.

    What the paper orders is never changed here, only how it was entered; a signed copy
    may be replaced by a better one, and the former one is kept.
    """

    _name = "mentorship.correct"
    _description = "Correct a Paper"

    order_id = fields.Many2one("mentorship.order", readonly=True, ondelete="cascade")
    consent_id = fields.Many2one(
        "mentorship.consent", readonly=True, ondelete="cascade"
    )
    agreement_id = fields.Many2one(
        "mentorship.agreement", readonly=True, ondelete="cascade"
    )
    number = fields.Char()
    date = fields.Date()
    date_signed = fields.Date()
    valid_until = fields.Date()
    signatory_id = fields.Many2one("hr.employee", "Signed By")
    is_acting = fields.Boolean("Acting")
    signer = fields.Char("Signer Not on the Staff")
    signed_copy = fields.Binary("New Signed Copy")
    signed_copy_name = fields.Char("Signed Copy's File")
    confirm_duplicate = fields.Boolean("The journal really holds this number twice")
    duplicate_id = fields.Many2one(
        "mentorship.order", "Same Number", compute="_compute_duplicate_id"
    )
    reason = fields.Char(required=True)

    @api.depends("order_id", "number", "date")
    def _compute_duplicate_id(self):
        for wizard in self:
            order = wizard.order_id
            wizard.duplicate_id = (
                order._same_number(wizard.number, wizard.date)
                if order and wizard.number and wizard.date
                else False
            )

    @api.constrains("order_id", "consent_id", "agreement_id")
    def _check_readable(self):
        """The name on a paper is not told to who picks its number at random."""
        # Odoo checks constraints as superuser.
        for window in self.sudo(False):
            for name in ("order_id", "consent_id", "agreement_id"):
                window[name].check_access("read")

    def _paper(self):
        """The paper that is corrected."""
        self.ensure_one()
        return self.order_id or self.consent_id or self.agreement_id

    @api.model
    def _open(self, paper):
        """The window for one paper, filled with what was entered.

        :param paper: an order, consent or agreement
        :return: action
        """
        paper.ensure_one()
        name = {
            "mentorship.order": "order_id",
            "mentorship.consent": "consent_id",
            "mentorship.agreement": "agreement_id",
        }[paper._name]
        values = {
            f"default_{field}": paper[field].id
            if isinstance(paper[field], models.BaseModel)
            else paper[field]
            for field in CORRECTED[paper._name]
        }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correct the Data of the Paper"),
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {f"default_{name}": paper.id, **values},
        }

    def action_correct(self):
        """Write what has changed, with the reason, and keep the former data."""
        self.ensure_one()
        paper = self._paper()
        changes = {
            name: self[name].id
            if isinstance(self[name], models.BaseModel)
            else self[name]
            for name in CORRECTED[paper._name]
            if self[name] != paper[name]
        }
        if changes and self.order_id:
            paper.correct(self.reason, changes, self.confirm_duplicate)
        elif changes:
            paper._correct(self.reason, changes)
        if self.signed_copy:
            paper.with_context(signed_copy_reason=self.reason).write(
                {
                    "signed_copy": self.signed_copy,
                    "signed_copy_name": self.signed_copy_name,
                }
            )
        return {"type": "ir.actions.act_window_close"}

from odoo import api, fields, models


class MentorshipOrderRegister(models.TransientModel):
    """The window in which the clerk's number and date are entered."""

    _name = "mentorship.order.register"
    _description = "Register an Order"

    order_id = fields.Many2one(
        "mentorship.order", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="order_id.company_id")
    numbering = fields.Selection(related="order_id.numbering")
    journal_id = fields.Many2one(related="order_id.journal_id")
    number = fields.Char()
    date = fields.Date(required=True, default=fields.Date.context_today)
    signatory_id = fields.Many2one(
        "hr.employee",
        "Signed By",
        compute="_compute_signatory",
        store=True,
        readonly=False,
    )
    is_acting = fields.Boolean(
        "Acting", compute="_compute_signatory", store=True, readonly=False
    )
    issued_before = fields.Boolean(readonly=True)
    signer = fields.Char(
        "Signer Not on the Staff",
        help="A former director or another author: name and position as they stand on "
        "the paper.",
    )
    late = fields.Char(compute="_compute_lacking")
    signed_copy = fields.Binary()
    signed_copy_name = fields.Char("Signed Copy's File")
    duplicate_id = fields.Many2one(
        "mentorship.order", "Same Number", compute="_compute_duplicate_id"
    )
    confirm_duplicate = fields.Boolean("The journal really holds this number twice")
    lacking = fields.Char("Without Consent", compute="_compute_lacking")

    @api.depends("order_id")
    def _compute_signatory(self):
        for wizard in self:
            wizard.signatory_id = wizard.order_id.signatory_id
            wizard.is_acting = wizard.order_id.is_acting

    @api.depends("number", "date")
    def _compute_duplicate_id(self):
        for wizard in self:
            wizard.duplicate_id = (
                wizard.order_id._same_number(wizard.number, wizard.date)
                if wizard.number and wizard.date
                else False
            )

    @api.depends("date")
    def _compute_lacking(self):
        for wizard in self:
            order = wizard.order_id
            lacking = order._without_consent(wizard.date) if order.assigns_pairs else {}
            people = self.env["mentorship.participant"].union(*lacking.values())
            wizard.lacking = ", ".join(people.mapped("short_name"))
            late = order.pair_ids.filtered(
                lambda pair, date=wizard.date: date and pair.date_start < date
            )
            wizard.late = (
                self.env._(
                    "The work of %s begins before the date of the order.",
                    ", ".join(late.mapped("name")),
                )
                if late and order.assigns_pairs
                else False
            )

    def action_register(self):
        """Register the order and return to it."""
        self.ensure_one()
        order = self.order_id
        vals = {
            "signatory_id": self.signatory_id.id,
            "is_acting": self.is_acting,
            "signer": self.signer,
        }
        if self.signed_copy:
            vals |= {
                "signed_copy": self.signed_copy,
                "signed_copy_name": self.signed_copy_name,
            }
        order.write(vals)
        act = order.register_issued if self.issued_before else order.register
        act(self.number, self.date, self.confirm_duplicate)
        return {"type": "ir.actions.act_window_close"}

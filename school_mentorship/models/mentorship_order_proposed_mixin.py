from odoo import api, fields, models

from .mentorship_order_effect_mixin import EFFECTS, LISTS
from .mentorship_order_kind import TEXTS

# A field that the kind fills in and the order may change.
PROPOSED = {
    "compute": "_compute_texts",
    "store": True,
    "readonly": False,
    "precompute": True,
}


class MentorshipOrderProposedMixin(models.AbstractModel):
    """Texts and effects of an order, as its kind proposes them."""

    _name = "mentorship.order.proposed.mixin"
    _description = "Texts and Effects Proposed by the Kind"
    _inherit = ["mentorship.order.effect.mixin", "mentorship.order.text.mixin"]

    kind_id = fields.Many2one(
        "mentorship.order.kind", required=True, index=True, ondelete="restrict"
    )
    title = fields.Char(**PROPOSED)
    title_id = fields.Many2one(
        "mentorship.order.title",
        "Other Title",
        store=False,
        domain="[('kind_id', '=', kind_id)]",
        help="Puts another title in the place of this one.",
    )
    heading = fields.Char(
        compute="_compute_heading", help="The title as it is printed."
    )
    preamble = fields.Text(**PROPOSED)
    clauses = fields.Text(**PROPOSED, help="One clause a line, without numbers.")
    annex = fields.Text(**PROPOSED)
    annex_title = fields.Char(**PROPOSED)
    approves_regulation = fields.Boolean(**PROPOSED)
    approves_roadmap = fields.Boolean(**PROPOSED)
    appoints_curator = fields.Boolean(**PROPOSED)
    assigns_pairs = fields.Boolean(**PROPOSED)
    approves_programs = fields.Boolean(**PROPOSED)
    changes_pairs = fields.Boolean(**PROPOSED)
    starts_monitoring = fields.Boolean(**PROPOSED)
    announces_event = fields.Boolean(**PROPOSED)
    lists_pairs = fields.Boolean(**PROPOSED)
    lists_pay = fields.Boolean(**PROPOSED)

    @api.depends("kind_id")
    def _compute_texts(self):
        for order in self.filtered("kind_id"):
            order.update(order.kind_id._texts(order.company_id or self.env.company))
            order.annex_title = order.kind_id.annex_title
            for flag in (*EFFECTS, *LISTS):
                order[flag] = order.kind_id[flag]

    @api.onchange("title_id")
    def _onchange_title_id(self):
        if self.title_id:
            self.title = self.title_id.name

    @api.depends(
        "title", "curator_id", "signatory_id", "roadmap_id", "pair_ids", "event_id"
    )
    def _compute_heading(self):
        for order in self:
            title = order.title or ""
            order.heading = order._filled()["title"] if "{{" in title else title

    @api.constrains(*TEXTS, "annex_title")
    def _check_placeholders(self):
        for order in self:
            for name in (*TEXTS, "annex_title"):
                order.kind_id._check_text(order, name)

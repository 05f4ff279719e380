from odoo import fields, models

# Each effect is one check and one act of an order: `_check_<effect>` and
# `_apply_<effect>` in mentorship_order_effect.py.
EFFECTS = (
    "approves_regulation",
    "approves_roadmap",
    "appoints_curator",
    "assigns_pairs",
    "approves_programs",
    "changes_pairs",
    "starts_monitoring",
    "announces_event",
)
# What an order shows in an annex without doing anything.
LISTS = ("lists_pairs", "lists_pay")


class MentorshipOrderEffectMixin(models.AbstractModel):
    """What an order brings about: a kind proposes it, an order carries it out.

    Several effects in one order are a small school's combined order.
    """

    _name = "mentorship.order.effect.mixin"
    _description = "Effects of an Order"

    approves_regulation = fields.Boolean("Approves the Regulation")
    approves_roadmap = fields.Boolean()
    appoints_curator = fields.Boolean()
    assigns_pairs = fields.Boolean("Assigns Mentors")
    approves_programs = fields.Boolean()
    changes_pairs = fields.Boolean("Changes or Ends Pairs")
    starts_monitoring = fields.Boolean()
    announces_event = fields.Boolean("Announces an Event")
    lists_pairs = fields.Boolean(
        help="The pairs stand in an annex and nothing happens to them."
    )
    lists_pay = fields.Boolean(
        help="The mentors stand in an annex with their pay by agreements."
    )

    def _effects(self):
        """The names of this record's effects, in the order they are applied."""
        self.ensure_one()
        return [effect for effect in EFFECTS if self[effect]]

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import russian
from .mentorship_order_effect_mixin import EFFECTS, LISTS
from .mentorship_order_kind import TEXTS
from .mentorship_paper_mixin import FROZEN


class MentorshipOrder(models.Model):
    """An order of the director.

    Draft → on the director's desk (printed and frozen, date and number blank) →
    registered with the number and date that the clerk gave. The signed copy is the
    document from then on. A registered order is corrected by another order.
    """

    _name = "mentorship.order"
    _description = "Order"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.order.proposed.mixin",
        "mentorship.order.event.mixin",
        "mentorship.order.missing.mixin",
        "mentorship.order.flow.mixin",
        "mentorship.order.issued.mixin",
        "mentorship.paper.mixin",
        "mentorship.desk.mixin",
        "mentorship.evidence.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True
    # What only printing for signature and registering give.
    _GUARDED = frozenset(
        FROZEN
        | {"state", "number", "date", "date_signing"}
        | {"issued_before", "corrections"}
    )
    _PRINTED = frozenset(
        {
            *TEXTS,
            *EFFECTS,
            *LISTS,
            "annex_title",
            "change_ids",
            "event_id",
            "repeals_id",
            "kind_id",
            "journal_id",
            "company_id",
            "roadmap_id",
            "pair_ids",
            "program_ids",
            "curator_id",
            "amends_id",
            "date_as_of",
        }
    )

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    journal_id = fields.Many2one(
        "mentorship.journal",
        compute="_compute_journal_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    numbering = fields.Selection(related="journal_id.numbering")
    number = fields.Char(tracking=True, copy=False)
    number_key = fields.Char(compute="_compute_number_key", store=True, index=True)
    number_year = fields.Integer(
        compute="_compute_number_key", store=True, aggregator=None
    )
    date = fields.Date(tracking=True, copy=False)
    date_as_of = fields.Date(
        "Speaks As Of",
        copy=False,
        help="For an order that was issued before: its own day. Consents and acts "
        "count as of this day, not of today.",
    )
    roadmap_id = fields.Many2one(
        "mentorship.roadmap",
        compute="_compute_roadmap_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    change_ids = fields.One2many(
        "mentorship.order.change", "order_id", "Changes of Pairs"
    )
    repeals_id = fields.Many2one(
        "mentorship.order",
        domain="[('state', '=', 'registered')]",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
    )
    pair_ids = fields.Many2many(
        "mentorship.pair",
        "mentorship_order_pair_rel",
        "order_id",
        "pair_id",
        "Pairs",
        check_company=True,
    )
    program_ids = fields.Many2many(
        "mentorship.program",
        "mentorship_order_program_rel",
        "order_id",
        "program_id",
        "Programs",
        check_company=True,
    )
    curator_id = fields.Many2one(
        "hr.employee",
        "Appointed Curator",
        ondelete="restrict",
        compute="_compute_people",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
    )
    signatory_id = fields.Many2one(
        "hr.employee",
        ondelete="restrict",
        compute="_compute_people",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        tracking=True,
    )
    is_acting = fields.Boolean("Acting", tracking=True, help="Signs as «И.о.».")
    amends_id = fields.Many2one(
        "mentorship.order",
        domain="[('state', '=', 'registered')]",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
    )
    repealed_by_id = fields.Many2one(
        "mentorship.order",
        domain="[('state', '=', 'registered')]",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
    )

    _registered_whole = models.Constraint(
        "CHECK(state <> 'registered' OR (number IS NOT NULL AND date IS NOT NULL))",
        "A registered order has a number and a date.",
    )

    @api.depends("company_id")
    def _compute_roadmap_id(self):
        for company, orders in self.grouped("company_id").items():
            orders.roadmap_id = self.env["mentorship.roadmap"]._current(company)

    @api.depends("kind_id", "company_id")
    def _compute_journal_id(self):
        for company, orders in self.grouped("company_id").items():
            school = self.env["mentorship.school"]._of(company)
            for order in orders:
                staff = order.kind_id.journal_kind == "staff"
                order.journal_id = (
                    school.staff_journal_id if staff else school.main_journal_id
                )

    @api.depends("company_id")
    def _compute_people(self):
        for company, orders in self.grouped("company_id").items():
            school = self.env["mentorship.school"]._of(company)
            orders.signatory_id = school.director_id
            orders.curator_id = school.curator_id

    @api.depends("number", "date")
    def _compute_number_key(self):
        for order in self:
            order.number_key = self._number_key(order.number)
            order.number_year = order.date.year if order.date else 0

    @api.model
    def _number_key(self, number):
        """A number as it is compared: «125-ОД», «125 – од» and «125-OД» are one."""
        return russian.number_key(number) if number else False

    @api.depends("number", "date", "heading", "state")
    def _compute_display_name(self):
        for order in self:
            if order.number and order.date:
                order.display_name = self.env._(
                    "No %(number)s of %(date)s %(title)s",
                    number=order.number,
                    date=russian.date_numeric(order.date),
                    title=order.heading,
                )
            else:
                order.display_name = order.heading

    @api.constrains("amends_id", "repealed_by_id", "repeals_id")
    def _check_references(self):
        for order in self:
            if order in (order.amends_id, order.repealed_by_id, order.repeals_id):
                raise ValidationError(
                    self.env._("An order cannot amend or repeal itself.")
                )
            # What is repealed was registered and stands: once it is repealed here,
            # the two orders name each other.
            old = order.repeals_id
            if old and (
                old.state != "registered" or old.repealed_by_id not in (order, old[:0])
            ):
                raise ValidationError(
                    self.env._(
                        "«%s» is not in force, so it cannot be repealed.",
                        old.display_name,
                    )
                )

    def write(self, vals):
        if {"signatory_id", "is_acting", "signer"} & vals.keys() and any(
            order.state == "registered" for order in self
        ):
            # The correction is the system's own act, and leaves its trace.
            self._check_guard(vals, frozenset({"signatory_id", "is_acting", "signer"}))
        return super().write(vals)

    def _printed_message(self):
        return self.env._(
            "«%s» has been printed for signature and cannot be changed. Take it back "
            "to draft, or amend it by another order.",
            ", ".join(self.mapped("display_name")),
        )

    def _proofs(self):
        return self.filtered(lambda order: order.state in ("signing", "registered"))

    def _proof_message(self):
        return self.env._(
            "«%s» was printed for signature and is not deleted. Withdraw the draft, or "
            "repeal the order by another one.",
            ", ".join(self.mapped("display_name")),
        )

    def _guard_message(self):
        return self.env._(
            "The state, number, date, signer and printed sheet of a registered order "
            "come from its buttons: «Give for signature», «Register» and «Correct»."
        )

    def _paper_report(self):
        return self.env.ref("school_mentorship.mentorship_order_report")

    def _paper_slots(self):
        if self.state != "registered":
            return {}
        return {"number": self.number, "date": russian.date_words(self.date)}

    def _school(self):
        """The settings of the order's school."""
        return self.env["mentorship.school"]._of(self.company_id)

    def _action_open(self):
        """Open this order."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

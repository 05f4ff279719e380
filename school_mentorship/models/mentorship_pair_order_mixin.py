from odoo import api, fields, models
from odoo.exceptions import UserError


class MentorshipPairOrderMixin(models.AbstractModel):
    """The papers that put a pair to work: consents, the order, agreements."""

    _name = "mentorship.pair.order.mixin"
    _description = "Orders of a Pair"

    def _is_ordered(self):
        """Whether a registered order assigned this pair."""
        self.ensure_one()
        # Only the existence of the order is used; a teacher may not read orders.
        return any(
            order.state == "registered" and order.assigns_pairs
            for order in self.sudo().order_ids
        )

    def _assigning_order(self):
        """The registered order that assigned this pair, the last one if several.

        :return: `mentorship.order`; empty before registration
        """
        self.ensure_one()
        return self.order_ids.filtered(
            lambda order: order.state == "registered" and order.assigns_pairs
        ).sorted(lambda order: (order.date, order.id))[-1:]

    def _is_printed(self):
        """Whether an order that names this pair is registered or lies to be signed."""
        self.ensure_one()
        # As above: only that such an order exists is used.
        return any(
            order.state in ("signing", "registered") for order in self.sudo().order_ids
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ordered(self):
        if ordered := self.filtered(lambda pair: pair._is_printed()):
            raise UserError(
                self.env._(
                    "%s: a printed order names this pair, so it cannot be "
                    "deleted. End the pair instead.",
                    ", ".join(ordered.mapped("name")),
                )
            )

    def action_prepare_consents(self):
        """Make the consents that members still lack, and open them."""
        consents = self.env["mentorship.consent"]
        return consents._prepare_for(self.member_ids.participant_id)._action_open()

    def action_prepare_order(self):
        """Draft one order that assigns these pairs.

        :raises UserError: when one of them has been assigned already
        """
        if ordered := self.filtered(lambda pair: pair._is_ordered()):
            raise UserError(
                self.env._(
                    "%s: assigned by an order already.",
                    ", ".join(ordered.mapped("name")),
                )
            )
        company = self.company_id[:1]
        order = self.env["mentorship.order"].create(
            {
                "kind_id": self._order_kind(company).id,
                "company_id": company.id,
                "pair_ids": [fields.Command.set(self.ids)],
            }
        )
        return order._action_open()

    @api.model
    def _order_kind(self, company):
        """The kind of order that assigns pairs: a small school's first one does all.

        :param company: `res.company` of the pairs
        :return: `mentorship.order.kind`
        """
        school = self.env["mentorship.school"]._of(company)
        roadmap = self.env["mentorship.roadmap"]._current(company)
        settled = self.env["mentorship.order"].search_count(
            [
                ("company_id", "=", company.id),
                ("approves_roadmap", "=", True),
                ("roadmap_id", "=", roadmap.id),
                ("state", "in", ("signing", "registered")),
            ],
            limit=1,
        )
        today = fields.Date.context_today(self)
        if (
            school.minimal_mode
            and roadmap
            and school.curator_id
            and not settled
            and not school._regulation_in_force(today)
        ):
            return self.env.ref("school_mentorship.order_kind_combined")
        return self.env.ref("school_mentorship.order_kind_pairs")

    def action_prepare_agreements(self):
        """Draft agreements for the mentors of these pairs who have none yet.

        :return: action that opens the drafts and those under way
        """
        agreements = self.env["mentorship.agreement"]
        duties = self.env["mentorship.duty"]
        pairs = self.filtered(lambda pair: pair.state not in ("done", "ended"))
        # Who is not of the staff has no labour contract to add to.
        mentors = {
            pair: pair._members_of("mentor").participant_id.filtered("employee_id")
            for pair in pairs
        }
        everyone = self.env["mentorship.participant"].union(*mentors.values())
        known = agreements.search(
            [
                ("participant_id", "in", everyone.ids),
                ("pair_id", "in", [False, *pairs.ids]),
                ("state", "!=", "ended"),
            ]
        )
        duties_of = {
            company: duties.search(duties._domain_of_company(company)).ids
            for company in pairs.company_id
        }
        made = agreements.create(
            [
                {
                    "company_id": pair.company_id.id,
                    "participant_id": mentor.id,
                    "pair_id": pair.id,
                    "date_start": pair.date_start,
                    "date_end": pair.date_end
                    or max(pair.date_start, pair._default_date_end()),
                    "duty_ids": [fields.Command.set(duties_of[pair.company_id])],
                }
                for pair in pairs
                for mentor in mentors[pair]
                if not any(known_one._covers(pair, mentor) for known_one in known)
            ]
        )
        return {
            "type": "ir.actions.act_window",
            "domain": [("id", "in", (made | known).ids)],
            "name": self.env._("Agreements"),
            "res_model": "mentorship.agreement",
            "view_mode": "list,form",
        }

    def action_open_orders(self):
        """Open the orders that name this pair."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "domain": [("pair_ids", "in", self.ids)],
            "name": self.env._("Orders"),
            "res_model": "mentorship.order",
            "view_mode": "list,form",
        }

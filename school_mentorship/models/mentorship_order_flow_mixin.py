from odoo import fields, models
from odoo.exceptions import RedirectWarning, UserError


class MentorshipOrderFlowMixin(models.AbstractModel):
    """The way of an order: draft, on the director's desk, withdrawn.

    How it is registered stands with its effects.
    """

    _name = "mentorship.order.flow.mixin"
    _description = "States of an Order"

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("signing", "To be signed"),
            ("registered", "Registered"),
            ("cancelled", "Draft withdrawn"),
        ],
        required=True,
        default="draft",
        index=True,
        tracking=True,
        copy=False,
        group_expand=True,
    )
    date_signing = fields.Date("On the Desk Since", readonly=True, copy=False)
    acquaintance_ids = fields.One2many(
        "mentorship.acquaintance", "order_id", "Acquaintance Sheet"
    )

    def _check_printable(self):
        """See that the school has what every order shows.

        :raises RedirectWarning: naming what to fill in, with a button to it
        """
        for order in self:
            school = order._school()
            gaps = [
                school._fields[name]._description_string(self.env)
                for name in ("name_full", "place", "director_id")
                if not school[name]
            ]
            if not order.journal_id:
                gaps.append(order._fields["journal_id"]._description_string(self.env))
            if gaps:
                raise RedirectWarning(
                    self.env._(
                        "Before an order is printed, fill in the settings of the "
                        "school: %s.",
                        ", ".join(gaps),
                    ),
                    self.env.ref("school_mentorship.mentorship_school_action").id,
                    self.env._("Open the settings"),
                )

    def action_to_sign(self):
        """Print the order for the director's signature and freeze it.

        :raises UserError: when a check of one of its effects fails
        """
        if any(order.state != "draft" for order in self):
            raise UserError(self.env._("Only a draft can be given to be signed."))
        self._check_printable()
        for order in self:
            order._check_effects(order._paper_date())
            order._list_acquaintance()
            order._freeze()
            order._write_guarded(
                {"state": "signing", "date_signing": fields.Date.context_today(order)}
            )
        return self.action_print()

    def action_draft(self):
        """Take the order back from the desk or bring a withdrawn one back."""
        if any(order.state not in ("signing", "cancelled") for order in self):
            raise UserError(
                self.env._("A registered order is corrected by another order.")
            )
        self._thaw()
        self.acquaintance_ids.unlink()
        self._write_guarded({"state": "draft", "date_signing": False})

    def action_cancel(self):
        """Withdraw a draft; it stays in the list of orders."""
        if any(order.state == "registered" for order in self):
            raise UserError(
                self.env._("A registered order is repealed by another order.")
            )
        self._write_guarded({"state": "cancelled"})

    def action_print_signing_folder(self):
        """Print all that waits for the director's signature as one PDF.

        Of the schools of these orders; of the user's school when none is chosen.
        """
        school = self.env["mentorship.school"]
        for company in self.company_id:
            school |= school._of(company)
        return school.action_print_signing_folder()

    def _list_acquaintance(self):
        """Put everybody whom the order concerns on its acquaintance sheet."""
        for order in self:
            pairs = order.pair_ids | order.change_ids.pair_id
            people = pairs.member_ids.filtered(
                lambda member: member._is_current()
            ).participant_id
            people |= order.change_ids.new_mentor_id
            lines = {
                person.partner_id: (person.name, person.position) for person in people
            }
            if curator := order.curator_id:
                # Name and position of a colleague are public; the work contact is
                # the key under which the line is kept.
                contact = curator.sudo().work_contact_id
                lines.setdefault(contact, (curator.name, curator.sudo().job_title))
            known = order.acquaintance_ids.partner_id
            self.env["mentorship.acquaintance"].create(
                [
                    {
                        "order_id": order.id,
                        "partner_id": partner.id,
                        "name": name,
                        "position": position,
                    }
                    for partner, (name, position) in lines.items()
                    if partner and partner not in known
                ]
            )

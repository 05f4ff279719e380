from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class MentorshipAssign(models.TransientModel):
    """«Закрепить наставника»: a newcomer gets a mentor in one window.

    Who, category, mentor; all else comes from the settings. One click makes the
    entries in both banks, the consents, the pair, its line in the draft of the order,
    and prints the packet to be signed. Somebody who is not in the staff list yet is
    entered by name and position: a contact, since a curator hires nobody.
    """

    _name = "mentorship.assign"
    _description = "Assign a Mentor"
    _inherit = ["mentorship.period.mixin"]
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
    )
    mentee_id = fields.Many2one(
        "mentorship.participant",
        domain="[('role', '=', 'mentee'), ('state', '!=', 'left')]",
        check_company=True,
        help="Who stands in the bank already.",
    )
    employee_id = fields.Many2one("hr.employee", "Who", check_company=True)
    person_name = fields.Char("Full Name", help="Surname, first name, patronymic.")
    position = fields.Char(
        compute="_compute_position", store=True, readonly=False, precompute=True
    )
    category_ids = fields.Many2many("mentorship.category")
    mentor_id = fields.Many2one(
        "mentorship.participant",
        domain="[('role', '=', 'mentor'), ('state', '!=', 'left'),"
        " ('company_id', '=', company_id)]",
        check_company=True,
    )
    mentor_employee_id = fields.Many2one(
        "hr.employee",
        "Mentor Who Is Not in the Bank",
        check_company=True,
        help="A colleague who becomes a mentor with this pair.",
    )
    date_start = fields.Date(
        "First Day", required=True, default=fields.Date.context_today
    )
    date_end = fields.Date(
        "Last Day", default=lambda self: self.env["mentorship.pair"]._default_date_end()
    )
    form_id = fields.Many2one(
        "mentorship.form",
        default=lambda self: self.env["mentorship.form"].search([], limit=1),
    )
    type_id = fields.Many2one(
        "mentorship.type",
        default=lambda self: self.env["mentorship.type"].search([], limit=1),
    )
    with_packet = fields.Boolean("Print the Packet to Be Signed", default=True)

    @api.depends("employee_id", "mentee_id")
    def _compute_position(self):
        for window in self:
            # The position of a colleague is public, its place in the personnel file
            # is not.
            job = window.employee_id.sudo().job_title
            window.position = window.mentee_id.position or job or window.position

    @api.model
    def _open_for(self, records=None):
        """Open the window, for a person if one is given.

        :param records: none or one of `mentorship.participant`, `mentorship.pair`,
            `hr.employee`, `hr.employee.public`
        :return: action
        """
        context = {}
        if records and records._name == "mentorship.participant":
            if records.state == "left":
                raise UserError(
                    self.env._(
                        "%s: has left the bank. A return is a new entry.",
                        records.short_name,
                    )
                )
            context["default_company_id"] = records.company_id.id
            context[f"default_{records.role}_id"] = records.id
        elif records and records._name in ("hr.employee", "hr.employee.public"):
            context["default_company_id"] = records.company_id.id
            context["default_employee_id"] = records.id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assign a Mentor"),
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }

    def action_assign(self):
        """Make everything that a pair needs, and print the packet.

        :return: action that opens the printed packet, or the pair without one
        :raises UserError: nothing is made then
        """
        self.ensure_one()
        mentee = self._mentee()
        mentor = self._mentor()
        pair = self.env["mentorship.pair"].create(
            {
                "company_id": self.company_id.id,
                "mentor_id": mentor.id,
                "mentee_ids": [Command.set(mentee.ids)],
                "form_id": self.form_id.id,
                "type_id": self.type_id.id,
                "date_start": self.date_start,
                "date_end": self.date_end,
            }
        )
        self._order_for(pair)
        if not self.with_packet:
            self.env["mentorship.consent"]._prepare_for(mentee | mentor, pair)
            return self._action_pair(pair)
        packet = self.env["mentorship.packet"].create(
            {
                "company_id": self.company_id.id,
                "participant_ids": [Command.set((mentee | mentor).ids)],
                "pair_ids": [Command.set(pair.ids)],
            }
        )
        packet._check_people()
        if not packet._prepare()[0]:
            # Both have signed everything already.
            return self._action_pair(pair)
        return packet.action_print()

    def _action_pair(self, pair):
        return {
            "type": "ir.actions.act_window",
            "res_model": pair._name,
            "res_id": pair.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _mentee(self):
        """The mentee's entry in the bank, made if there is none.

        :raises UserError: when nobody is named, or the name is not enough
        """
        people = self.env["mentorship.participant"]
        if self.mentee_id:
            mentee = self.mentee_id
        elif self.employee_id:
            mentee = self._entry("mentee", self.employee_id)
        else:
            mentee = people.browse()
        if mentee:
            if not mentee.position and self.position:
                mentee.position = self.position
            mentee.category_ids |= self.category_ids
            return mentee
        name = " ".join((self.person_name or "").split())
        if not name:
            raise UserError(
                self.env._(
                    "Choose who gets a mentor, or enter the name and the position."
                )
            )
        if len(name.split()) < 2 or not self.position:
            raise UserError(
                self.env._(
                    "%s: enter surname, first name and patronymic, and the position.",
                    name,
                )
            )
        self._refuse_known(name)
        contact = self.env["res.partner"].create(
            {"name": name, "company_id": self.company_id.id}
        )
        return people.create(
            {
                "role": "mentee",
                "partner_id": contact.id,
                "position": self.position,
                "company_id": self.company_id.id,
                "category_ids": [Command.set(self.category_ids.ids)],
            }
        )

    def _refuse_known(self, name):
        """A name that stands in the staff list or in the bank is chosen there.

        :raises UserError: telling where
        """
        own = ("company_id", "=", self.company_id.id)
        if self.env["hr.employee.public"].search_count([own, ("name", "=ilike", name)]):
            raise UserError(
                self.env._(
                    "%s: already in the staff list. Choose this person in the field "
                    "«Who».",
                    name,
                )
            )
        known = [own, ("name", "=ilike", name), ("role", "=", "mentee")]
        if self.env["mentorship.participant"].search_count(
            [*known, ("state", "!=", "left")]
        ):
            raise UserError(
                self.env._(
                    "%s: already in the bank of mentees. Choose the person there and "
                    "press «Assign a mentor».",
                    name,
                )
            )

    def _mentor(self):
        """The mentor's entry in the bank, made if there is none.

        :raises UserError: when no mentor is chosen
        """
        if self.mentor_id:
            return self.mentor_id
        if self.mentor_employee_id:
            return self._entry("mentor", self.mentor_employee_id)
        raise UserError(self.env._("Choose the mentor."))

    def _entry(self, role, employee):
        """The open entry of an employee in a bank, a new one if there is none."""
        people = self.env["mentorship.participant"]
        return people.search(
            [
                ("employee_id", "=", employee.id),
                ("role", "=", role),
                ("company_id", "=", self.company_id.id),
                ("date_out", "=", False),
            ],
            limit=1,
        ) or people.create(
            {
                "role": role,
                "employee_id": employee.id,
                "company_id": self.company_id.id,
            }
        )

    def _order_for(self, pair):
        """Put the pair into the draft that assigns pairs, or begin such an order.

        An order of before, which speaks as of its own day, is not added to.
        """
        orders = self.env["mentorship.order"]
        draft = orders.search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "draft"),
                ("assigns_pairs", "=", True),
                ("date_as_of", "=", False),
            ],
            order="id desc",
            limit=1,
        )
        if draft:
            draft.pair_ids = [Command.link(pair.id)]
        else:
            pair.action_prepare_order()

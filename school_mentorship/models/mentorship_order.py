from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError, ValidationError

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
        "mentorship.order.effect.mixin",
        "mentorship.order.event.mixin",
        "mentorship.order.text.mixin",
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
    kind_id = fields.Many2one(
        "mentorship.order.kind", required=True, index=True, ondelete="restrict"
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
    date_signing = fields.Date("On the Desk Since", readonly=True, copy=False)
    title = fields.Char(
        compute="_compute_texts", store=True, readonly=False, precompute=True
    )
    heading = fields.Char(
        compute="_compute_heading", help="The title as it is printed."
    )
    preamble = fields.Text(
        compute="_compute_texts", store=True, readonly=False, precompute=True
    )
    clauses = fields.Text(
        compute="_compute_texts",
        store=True,
        readonly=False,
        precompute=True,
        help="One clause a line, without numbers.",
    )
    approves_regulation = fields.Boolean(
        compute="_compute_texts", store=True, readonly=False, precompute=True
    )
    approves_roadmap = fields.Boolean(
        compute="_compute_texts", store=True, readonly=False, precompute=True
    )
    appoints_curator = fields.Boolean(
        compute="_compute_texts", store=True, readonly=False, precompute=True
    )
    assigns_pairs = fields.Boolean(
        compute="_compute_texts", store=True, readonly=False, precompute=True
    )
    approves_programs = fields.Boolean(
        compute="_compute_texts", store=True, readonly=False, precompute=True
    )
    changes_pairs = fields.Boolean(
        compute="_compute_texts", store=True, readonly=False, precompute=True
    )
    starts_monitoring = fields.Boolean(
        compute="_compute_texts", store=True, readonly=False, precompute=True
    )
    announces_event = fields.Boolean(
        compute="_compute_texts", store=True, readonly=False, precompute=True
    )
    lists_pairs = fields.Boolean(
        compute="_compute_texts", store=True, readonly=False, precompute=True
    )
    lists_pay = fields.Boolean(
        compute="_compute_texts", store=True, readonly=False, precompute=True
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
    annex = fields.Text(
        compute="_compute_texts", store=True, readonly=False, precompute=True
    )
    annex_title = fields.Char(
        compute="_compute_texts", store=True, readonly=False, precompute=True
    )
    title_id = fields.Many2one(
        "mentorship.order.title",
        "Other Title",
        store=False,
        domain="[('kind_id', '=', kind_id)]",
        help="Puts another title in the place of this one.",
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
    acquaintance_ids = fields.One2many(
        "mentorship.acquaintance", "order_id", "Acquaintance Sheet"
    )
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
    missing = fields.Char("What Is Missing", compute="_compute_missing")
    warning = fields.Char(compute="_compute_warning")

    _registered_whole = models.Constraint(
        "CHECK(state <> 'registered' OR (number IS NOT NULL AND date IS NOT NULL))",
        "A registered order has a number and a date.",
    )

    @api.depends("company_id")
    def _compute_roadmap_id(self):
        for company, orders in self.grouped("company_id").items():
            orders.roadmap_id = self.env["mentorship.roadmap"]._current(company)

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

    @api.depends("title", "curator_id", "signatory_id", "roadmap_id")
    def _compute_heading(self):
        for order in self:
            title = order.title or ""
            order.heading = order._filled()["title"] if "{{" in title else title

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

    @api.depends(
        "pair_ids",
        "assigns_pairs",
        "state",
        "signed_copy_name",
        "date_as_of",
        "issued_before",
    )
    def _compute_missing(self):
        """What stands between the order and its registration, in words."""
        open_ones = self.filtered(
            lambda order: order.state in ("draft", "signing") and order.assigns_pairs
        )
        # One question for all orders of today, one more for each day of before.
        answers = {
            date: orders._without_consent(date)
            for date, orders in open_ones.grouped("date_as_of").items()
        }
        for order in self:
            parts = []
            if order in open_ones:
                lacking = answers[order.date_as_of]
                if not order.pair_ids:
                    parts.append(self.env._("no pairs"))
                mentors = self.env["mentorship.participant"].union(
                    *(lacking[pair] for pair in order.pair_ids if pair in lacking)
                )
                if mentors:
                    names = ", ".join(mentors.mapped("short_name"))
                    parts.append(self.env._("no consent to duties: %s", names))
            # Of a paper issued before, the original in the folder is the document.
            if (
                order.state == "registered"
                and not order.signed_copy_name
                and not order.issued_before
            ):
                parts.append(self.env._("no signed copy"))
            order.missing = "; ".join(parts)

    @api.depends("pair_ids", "date", "state", "change_ids.date", "change_ids.result")
    def _compute_warning(self):
        """What is lawful, but looks wrong on paper."""
        open_ones = self.filtered(lambda order: order.state in ("draft", "signing"))
        expiring = open_ones._expiring_acts()
        for order in self:
            people = order.pair_ids.member_ids.participant_id
            parts = [person.name_warning for person in people if person.name_warning]
            date = order._paper_date()
            late = order.pair_ids.filtered(lambda p, date=date: p.date_start < date)
            if late and order.state in ("draft", "signing"):
                parts.append(
                    self.env._(
                        "The work of %s begins before the date of the order.",
                        ", ".join(late.mapped("name")),
                    )
                )
            if order.changes_pairs and order in open_ones:
                parts += order._warnings_of_notice()
            for act in expiring.get(order, ()):
                parts.append(
                    self.env._(
                        "«%(act)s» is in force until %(date)s only.",
                        act=act.name,
                        date=russian.date_numeric(act.date_until),
                    )
                )
            order.warning = " ".join(parts)

    def _warnings_of_notice(self):
        """Mentors whom the order relieves sooner than they are to be told."""
        return [
            self.env._(
                "%(pair)s: a mentor is told three working days ahead, so the earliest "
                "last day is %(date)s; an earlier one needs the consent of both sides.",
                pair=change.pair_id.name,
                date=russian.date_numeric(earliest),
            )
            for change, earliest in self.change_ids._notice_is_short().items()
        ]

    def _expiring_acts(self):
        """The acts that open orders quote and that end within three months.

        Orders of one school and day quote the same acts: one question for them all.

        :return: dict of order → `mentorship.legal.act`
        """
        result = {}
        for (_company, date, _new), orders in self.grouped(
            lambda o: (o.company_id, o.date_as_of, o.approves_regulation)
        ).items():
            until = fields.Date.add(date or fields.Date.context_today(self), months=3)
            acts = (
                orders[0]
                ._quoted_acts()
                .filtered(
                    lambda act, until=until: act.date_until and act.date_until <= until
                )
            )
            result.update(dict.fromkeys(orders, acts))
        return result

    @api.constrains(*TEXTS, "annex_title")
    def _check_placeholders(self):
        for order in self:
            for name in (*TEXTS, "annex_title"):
                order.kind_id._check_text(order, name)

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

    def action_exclude_unconsented(self):
        """Leave out the pairs whose mentor has not consented to his duties."""
        for order in self:
            lacking = order.pair_ids._without_mentor_consent(order._paper_date())
            order.pair_ids -= self.env["mentorship.pair"].union(*lacking)

    def action_print_signing_folder(self):
        """Print all that waits for the director's signature as one PDF.

        Of the schools of these orders; of the user's school when none is chosen.
        """
        school = self.env["mentorship.school"]
        for company in self.company_id:
            school |= school._of(company)
        return school.action_print_signing_folder()

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

from odoo import api, fields, models
from odoo.exceptions import UserError

EFFECTS = (
    "approves_regulation",
    "approves_roadmap",
    "appoints_curator",
    "assigns_pairs",
)


class MentorshipAdopt(models.TransientModel):
    """One window for papers issued before the system: «внести ранее изданное».

    An order with its pairs, their consents and agreements, or consents, or agreements
    alone: as they stand on paper, with their days, without printing anything.
    """

    _name = "mentorship.adopt"
    _description = "Enter Papers of Before"
    # hr.mixin first: it lets people without HR rights name employees.
    _inherit = ["hr.mixin"]

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
    )
    paper = fields.Selection(
        [
            ("order", "Order"),
            ("consents", "Consents"),
            ("agreements", "Agreements"),
        ],
        required=True,
        default="order",
    )
    kind_id = fields.Many2one(
        "mentorship.order.kind",
        default=lambda self: self.env.ref("school_mentorship.order_kind_pairs", False),
    )
    title = fields.Char(compute="_compute_kind", store=True, readonly=False)
    number = fields.Char()
    date = fields.Date()
    signatory_id = fields.Many2one(
        "hr.employee",
        "Signed By",
        compute="_compute_signatory_id",
        store=True,
        readonly=False,
    )
    is_acting = fields.Boolean("Acting")
    signer = fields.Char("Signer Not on the Staff")
    signed_copy = fields.Binary()
    signed_copy_name = fields.Char("Signed Copy's File")
    approves_regulation = fields.Boolean(
        compute="_compute_kind", store=True, readonly=False
    )
    approves_roadmap = fields.Boolean(
        compute="_compute_kind", store=True, readonly=False
    )
    appoints_curator = fields.Boolean(
        compute="_compute_kind", store=True, readonly=False
    )
    assigns_pairs = fields.Boolean(compute="_compute_kind", store=True, readonly=False)
    changes_pairs = fields.Boolean(related="kind_id.changes_pairs")
    roadmap_id = fields.Many2one(
        "mentorship.roadmap", compute="_compute_roadmap_id", store=True, readonly=False
    )
    curator_id = fields.Many2one(
        "hr.employee",
        compute="_compute_signatory_id",
        store=True,
        readonly=False,
    )
    with_processing = fields.Boolean(
        "Consents to data processing were signed on the same days", default=True
    )
    with_pairs = fields.Boolean(help="The pairs stand in the system already.")
    line_ids = fields.One2many("mentorship.adopt.line", "adopt_id", "Pairs")
    participant_ids = fields.Many2many("mentorship.participant", string="People")
    with_duties = fields.Boolean("Duties of a Mentor, Participation", default=True)
    with_distribution = fields.Boolean("Distribution of Personal Data")
    with_image = fields.Boolean("Use of an Image")
    valid_until = fields.Date(help="Empty: as the school has set.")
    note = fields.Char("Where It Is Kept")
    duplicate_id = fields.Many2one(
        "mentorship.order", "Same Number", compute="_compute_duplicate_id"
    )
    confirm_duplicate = fields.Boolean("The journal really holds this number twice")

    @api.depends("kind_id")
    def _compute_kind(self):
        for wizard in self:
            kind = wizard.kind_id
            texts = kind._texts(wizard.company_id) if kind else {"title": False}
            wizard.title = texts["title"]
            for name in EFFECTS:
                wizard[name] = kind[name]

    @api.depends("company_id")
    def _compute_signatory_id(self):
        for wizard in self:
            school = self.env["mentorship.school"]._of(wizard.company_id)
            wizard.signatory_id = school.director_id
            wizard.curator_id = school.curator_id

    @api.depends("date", "company_id")
    def _compute_roadmap_id(self):
        """The roadmap of the paper's school year; orders come in August already."""
        for wizard in self:
            wizard.roadmap_id = (
                self.env["mentorship.roadmap"].search(
                    [
                        ("company_id", "=", wizard.company_id.id),
                        ("date_start", "<=", fields.Date.add(wizard.date, months=3)),
                        ("date_end", ">=", fields.Date.add(wizard.date, months=1)),
                    ],
                    limit=1,
                )
                if wizard.date
                else False
            )

    @api.depends("number", "date", "kind_id")
    def _compute_duplicate_id(self):
        for wizard in self:
            draft = self.env["mentorship.order"].new(
                {"kind_id": wizard.kind_id.id, "company_id": wizard.company_id.id}
            )
            wizard.duplicate_id = (
                draft._same_number(wizard.number, wizard.date)
                if wizard.number and wizard.date and wizard.kind_id
                else False
            )

    def action_adopt(self):
        """Enter what the window holds, whole or not at all.

        :return: action that opens what was entered
        """
        self.ensure_one()
        action = getattr(self, f"_adopt_{self.paper}")()
        if self.env.context.get("mentorship_start"):
            return self.env["mentorship.start"].action_start()
        return action

    def _adopt_order(self):
        """The order, and with it the pairs, their consents and agreements."""
        if not self.kind_id:
            raise UserError(self.env._("Choose the kind of the order."))
        if self.changes_pairs:
            raise UserError(
                self.env._(
                    "What an order changed or ended is entered with its pairs: make "
                    "the order in the list of orders and press «Issued already»."
                )
            )
        pairs = self.env["mentorship.pair"]
        if self.assigns_pairs:
            pairs = self._adopt_pairs()
        values = {
            "kind_id": self.kind_id.id,
            "company_id": self.company_id.id,
            "title": self.title,
            # What the paper says is on the paper.
            "preamble": False,
            "clauses": False,
            "annex": False,
            "pair_ids": [fields.Command.set(pairs.ids)],
            "roadmap_id": self.roadmap_id.id,
            "curator_id": self.curator_id.id,
            "signatory_id": False if self.signer else self.signatory_id.id,
            "is_acting": self.is_acting,
            "signer": self.signer,
            "signed_copy": self.signed_copy,
            "signed_copy_name": self.signed_copy_name,
            **{name: self[name] for name in EFFECTS},
        }
        order = self.env["mentorship.order"].create(values)
        order.register_issued(self.number, self.date, self.confirm_duplicate)
        return order._action_open()

    def _adopt_pairs(self):
        """The pairs of the lines with everything that hangs on them."""
        if not self.line_ids:
            raise UserError(self.env._("Add the pairs that the order assigns."))
        self.line_ids._check_rows()
        mentors, mentees = self.line_ids._enter_banks()
        pairs = self.line_ids._form_pairs(mentors, mentees)
        self.line_ids._adopt_consents(pairs, self.with_processing)
        self.line_ids._adopt_agreements(pairs)
        return self.env["mentorship.pair"].union(*pairs.values())

    def _adopt_consents(self):
        """Consents that lie in the folder, of many people on one day."""
        if not self.participant_ids:
            raise UserError(self.env._("Choose whose consents they are."))
        if not self.date:
            raise UserError(self.env._("Enter the day on which they were signed."))
        kinds = [
            kind
            for kind, wanted in (
                ("data_processing", self.with_processing),
                ("data_distribution", self.with_distribution),
                ("image", self.with_image),
            )
            if wanted
        ]
        rows = []
        for person in self.participant_ids:
            duty = {"mentor": "mentor_duties"}.get(person.role, "mentee_participation")
            rows += [
                (person.partner_id.id, kind, self.date)
                for kind in (*kinds, *([duty] if self.with_duties else ()))
            ]
        if not rows:
            raise UserError(self.env._("Choose which consents were signed."))
        consents = self._enter_consents(rows, self.valid_until, self.note)
        return consents._action_open()

    @api.model
    def _enter_consents(self, rows, valid_until=None, note=None, company=None):
        """Signed consents of before, but none twice for a person, kind and day.

        :param rows: list of (partner id, kind, day of signature)
        :param valid_until: as on the sheets; the school's default if not given
        :return: `mentorship.consent` recordset, new ones and those that were there
        """
        consents = self.env["mentorship.consent"]
        company = company or self.company_id or self.env.company
        school = self.env["mentorship.school"]._of(company)
        wanted = dict.fromkeys(row for row in rows if row[2])
        found = consents.search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", [row[0] for row in wanted]),
                ("date_signed", "in", list({row[2] for row in wanted})),
            ]
        )
        known = {(c.partner_id.id, c.kind, c.date_signed): c for c in found}
        # Sheets that were prepared and never printed are needed no more: each becomes
        # the consent that lies in the folder.
        drafts = consents.search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "in", [row[0] for row in wanted]),
                ("state", "=", "draft"),
                ("pair_id", "=", False),
            ]
        ).grouped(lambda consent: (consent.partner_id.id, consent.kind))
        vals_list, prepared = [], {}
        for partner, kind, day in wanted:
            if (partner, kind, day) in known:
                continue
            until = valid_until or school._consent_until(day)
            if draft := drafts.pop((partner, kind), consents)[:1]:
                prepared[day, until] = prepared.get((day, until), consents) | draft
                continue
            vals_list.append(
                {
                    "partner_id": partner,
                    "kind": kind,
                    "company_id": company.id,
                    **self._signed_values(day, until, note),
                }
            )
        there = consents.union(*(known[row] for row in wanted if row in known))
        for (day, until), sheets in prepared.items():
            sheets._write_guarded(self._signed_values(day, until, note))
            there |= sheets
        return there | consents.create(vals_list)

    @api.model
    def _signed_values(self, day, until, note):
        """What a consent that was signed before says of itself."""
        over = until and until < fields.Date.context_today(self)
        return {
            "date_signed": day,
            "valid_until": until,
            "note": note,
            "state": "expired" if over else "signed",
        }

    def _adopt_agreements(self):
        """Agreements that were signed before; their terms are those of the lines."""
        if not self.line_ids:
            raise UserError(self.env._("Add the mentors with their agreements."))
        self.line_ids._check_agreements()
        mentors, _mentees = self.line_ids._enter_banks()
        agreements = self.env["mentorship.agreement"].create(
            [
                {
                    **line._agreement_vals(mentors[line]),
                    "date_start": line.date_start,
                    "date_end": line.date_end,
                }
                for line in self.line_ids
            ]
        )
        return {
            "type": "ir.actions.act_window",
            "domain": [("id", "in", agreements.ids)],
            "name": self.env._("Agreements"),
            "res_model": "mentorship.agreement",
            "views": [(False, "list"), (False, "form")],
        }

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .mentorship_paper_mixin import FROZEN

KINDS = [
    ("data_processing", "Processing of personal data"),
    ("data_distribution", "Distribution of personal data"),
    ("image", "Use of an image"),
    ("mentor_duties", "Duties of a mentor"),
    ("mentee_participation", "Participation as a mentee"),
]


class MentorshipConsent(models.Model):
    """One consent of one person on one sheet.

    Sources: 152-FZ art. 9 (a document of its own since 01.09.2025) and art. 10.1;
    Civil Code art. 152.1; Labour Code art. 351.8. Passport and address are blanks on
    the paper and are never stored. Every gate asks `_valid` for a day; the stored
    state is for boards and filters only.
    """

    _name = "mentorship.consent"
    _description = "Consent"
    _inherit = [
        "mentorship.night.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.handout.mixin",
        "mentorship.consent.gate.mixin",
        "mentorship.consent.erase.mixin",
        "mentorship.consent.public.mixin",
        "mentorship.consent.signing.mixin",
        "mentorship.evidence.mixin",
    ]
    _order = "name, kind, id desc"
    _check_company_auto = True
    _GUARDED = frozenset(FROZEN | {"state", "date_printed", "date_erased"})
    _PRINTED = frozenset({"partner_id", "company_id", "kind", "pair_id"})

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char("Full Name", compute="_compute_name", store=True)
    position = fields.Char(compute="_compute_position")
    kind = fields.Selection(KINDS, required=True, default=KINDS[0][0], index=True)
    pair_id = fields.Many2one(
        "mentorship.pair",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="A consent to duties or participation may be limited to one pair.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("printed", "Given out for signature"),
            ("signed", "Received"),
            ("withdrawn", "Withdrawn"),
            ("expired", "Expired"),
        ],
        required=True,
        default="draft",
        index=True,
        tracking=True,
        copy=False,
    )
    date_signed = fields.Date(tracking=True, copy=False)
    valid_until = fields.Date(tracking=True, copy=False)
    date_withdrawn = fields.Date(tracking=True, copy=False)
    note = fields.Char("Where It Is Kept", help="Folder and sheet of the paper.")

    @api.depends(
        "partner_id.name",
        "partner_id.mentorship_participant_ids.name",
        "partner_id.mentorship_participant_ids.company_id",
    )
    def _compute_name(self):
        """As in the bank, where the staff list's name stands."""
        for consent in self:
            entries = consent.partner_id.mentorship_participant_ids.filtered(
                lambda person, consent=consent: person.company_id == consent.company_id
            )
            consent.name = entries[-1:].name or consent.partner_id.name

    @api.depends("name", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for consent in self:
            consent.display_name = f"{consent.name or ''} – {kinds.get(consent.kind)}"

    @api.depends("partner_id", "company_id")
    def _compute_position(self):
        people = dict(
            self.env["mentorship.participant"]._read_group(
                [
                    ("partner_id", "in", self.partner_id.ids),
                    ("position", "!=", False),
                    ("company_id", "in", self.company_id.ids),
                ],
                ["partner_id"],
                ["position:max"],
            )
        )
        for consent in self:
            consent.position = people.get(consent.partner_id, "")

    @api.constrains("date_signed", "date_withdrawn", "valid_until")
    def _check_dates(self):
        for consent in self:
            today = fields.Date.context_today(consent)
            for date in (consent.date_signed, consent.date_withdrawn):
                if date and date > today:
                    raise ValidationError(
                        self.env._(
                            "%(name)s: the day %(date)s has not come yet. Enter the "
                            "day that stands on the paper.",
                            name=consent.name,
                            date=fields.Date.to_string(date),
                        )
                    )
            signed, until = consent.date_signed, consent.valid_until
            if signed and until and until < signed:
                raise ValidationError(
                    self.env._(
                        "%s: a consent cannot expire before it is signed.", consent.name
                    )
                )
            if (
                consent.date_withdrawn
                and consent.date_signed
                and consent.date_withdrawn < consent.date_signed
            ):
                raise ValidationError(
                    self.env._(
                        "%s: a consent cannot be withdrawn before it is signed.",
                        consent.name,
                    )
                )

    @api.constrains("state", "date_signed")
    def _check_signed(self):
        for consent in self:
            if consent.state in ("signed", "withdrawn") and not consent.date_signed:
                raise ValidationError(
                    self.env._(
                        "%s: enter the day on which the consent was signed.",
                        consent.name,
                    )
                )

    def write(self, vals):
        moved = self.browse()
        if "date_signed" in vals:
            moved = self.filtered(lambda c: c.kind == "mentor_duties" and c.date_signed)
        result = super().write(vals)
        moved._check_orders_stand()
        return result

    def _printed_message(self):
        return self.env._(
            "%s: the sheet has been printed. Take it back to draft, or make another "
            "consent.",
            ", ".join(self.mapped("name")),
        )

    def _proofs(self):
        return self.filtered("date_signed")

    def _proof_message(self):
        return self.env._(
            "%s: a signed consent is proof, is kept for three years after it ends and "
            "cannot be deleted. Withdraw it instead.",
            ", ".join(self.mapped("name")),
        )

    def _guard_message(self):
        return self.env._(
            "The state of a consent is changed with its buttons: «Print», «Received», "
            "«Withdraw»."
        )

    def _paper_report(self):
        return self.env.ref("school_mentorship.mentorship_consent_report")

    def _give_out(self):
        # The term stands on the sheet that is signed, so it is fixed now.
        open_ones = self.filtered(lambda c: c.state == "draft" and not c.valid_until)
        for until, consents in open_ones.grouped(
            lambda consent: consent._default_valid_until()
        ).items():
            consents.valid_until = until
        return super()._give_out()

    def action_sign(self, date=None):
        """Mark the consents as received.

        A sheet that comes back today is one that was printed; a paper of before, or on
        a blank of the school's own, bears its day, which has to be given.

        :param date: day of signature on the paper; today if not given
        :raises UserError: for consents that were withdrawn or have expired, and
            without a day for those whose sheet was never printed
        """
        self.check_access("write")
        drafts = self.filtered(lambda consent: consent.state == "draft")
        if drafts and not date:
            raise UserError(
                self.env._(
                    "%s: the sheet has not been printed yet, so nothing can have come "
                    "back signed. Print it first; a paper signed before is entered "
                    "with «Enter Papers of Before».",
                    ", ".join(drafts.mapped("display_name")),
                )
            )
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        if closed := self.filtered(lambda c: c.state in ("withdrawn", "expired")):
            raise UserError(
                self.env._(
                    "%s: a consent that has ended cannot be signed again; make a new "
                    "one.",
                    ", ".join(closed.mapped("name")),
                )
            )
        # Most of them end on the same day: one write for all of these.
        for until, consents in self.grouped(
            lambda consent: consent.valid_until or consent._default_valid_until(date)
        ).items():
            consents._write_guarded(
                {"state": "signed", "date_signed": date, "valid_until": until}
            )

    def _default_valid_until(self, date=None):
        """How long a consent holds: as long as its pair, or as the school has set.

        :param date: day of signature; today if not given
        :return: date, or False when it holds until it is withdrawn
        """
        self.ensure_one()
        if self.pair_id.date_end:
            return self.pair_id.date_end
        school = self.env["mentorship.school"]._of(self.company_id)
        return school._consent_until(date or fields.Date.context_today(self))

    def action_withdraw(self, date=None):
        """Withdraw received consents; the duties of the school begin that day.

        :param date: day on which the withdrawal came in; today if not given
        :raises UserError: for consents that were never received
        """
        if open_ones := self.filtered(lambda c: c.state not in ("signed", "expired")):
            raise UserError(
                self.env._(
                    "%s: only a received consent can be withdrawn.",
                    ", ".join(open_ones.mapped("name")),
                )
            )
        self._write_guarded(
            {
                "state": "withdrawn",
                "date_withdrawn": fields.Date.to_date(date)
                or fields.Date.context_today(self),
            }
        )
        self._take_off(date)
        self._plan_erasure()

    def _action_open(self):
        """Open these consents in a list."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Consents"),
            "res_model": self._name,
            "view_mode": "list,kanban,form",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [("id", "in", self.ids)],
        }

    @api.model
    def _cron_expire(self):
        """Write `expired` where the term has run out, and refresh the banks."""
        local = self._at_night()
        today = fields.Date.context_today(local)
        over = local.search([("state", "=", "signed"), ("valid_until", "<", today)])
        over._write_guarded({"state": "expired"})
        over._take_off()
        local.env["mentorship.participant"]._cron_refresh_state()

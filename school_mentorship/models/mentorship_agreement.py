from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import declension, russian
from .mentorship_paper_mixin import FROZEN


class MentorshipAgreement(models.Model):
    """A mentor's addendum to the labour contract («дополнительное соглашение»).

    Labour Code, art. 351.8 (since 01.03.2025): content, form and term of the work and
    the size and terms of pay stand in the contract or in an agreement to it. Where
    mentoring belongs to the post itself (Rostrud 02.10.2025 TZ/7300-6-1) no agreement
    is needed; the record then holds the reason instead.
    """

    _name = "mentorship.agreement"
    _description = "Supplementary Agreement"
    _inherit = [
        "mentorship.night.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.handout.mixin",
        "mentorship.agreement.pay.mixin",
        "mentorship.agreement.end.mixin",
        "mentorship.agreement.signing.mixin",
        "mentorship.period.mixin",
        "mentorship.evidence.mixin",
    ]
    _order = "date_start desc, name, id"
    _check_company_auto = True
    _GUARDED = frozenset(
        FROZEN
        | {"state", "date_printed", "notice_date", "notice_by", "date_ended"}
        | {"by_consent", "end_reason"}
    )
    _PRINTED = frozenset(
        {
            "participant_id",
            "company_id",
            "pair_id",
            "contract_number",
            "contract_date",
            "in_function",
            "in_function_reason",
            "duty_ids",
            "way",
            "is_acting",
            "date_start",
            "date_end",
            "pay_kind",
            "pay_amount",
            "pay_clause",
            "amends_id",
        }
    )

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    participant_id = fields.Many2one(
        "mentorship.participant",
        "Mentor",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('role', '=', 'mentor'), ('state', '!=', 'left')]",
    )
    pair_id = fields.Many2one(
        "mentorship.pair",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('member_ids.participant_id', '=', participant_id)]",
        help="Empty: for all mentees of the term.",
    )
    name = fields.Char(related="participant_id.name", store=True, string="Full Name")
    number = fields.Char(copy=False, tracking=True)
    date = fields.Date("Date of the Agreement", copy=False, tracking=True)
    contract_number = fields.Char("Labour Contract No")
    contract_date = fields.Date("Date of the Contract")
    in_function = fields.Boolean(
        "Belongs to the Post",
        help="Mentoring stands in the job description and is paid with the salary; no "
        "agreement is made then.",
    )
    in_function_reason = fields.Char("Basis")
    duty_ids = fields.Many2many("mentorship.duty", string="Content of the Work")
    way = fields.Selection(
        [
            ("within", "Within working hours"),
            ("beyond", "Beyond working hours"),
            ("mixed", "Within and beyond working hours"),
        ],
        required=True,
        default="within",
    )
    is_acting = fields.Boolean(
        "Signed by the Acting Director",
        copy=False,
        help="The one named in the school's card; the order that gives the right to "
        "sign is written on the paper by hand.",
    )
    date_start = fields.Date(required=True, default=fields.Date.context_today)
    date_end = fields.Date(required=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("printed", "Given out for signature"),
            ("signed", "In force"),
            ("ended", "Ended"),
        ],
        required=True,
        default="draft",
        index=True,
        tracking=True,
        copy=False,
    )
    copy_given = fields.Boolean("Employee's Copy Handed Over", copy=False)
    amends_id = fields.Many2one(
        "mentorship.agreement",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
        domain="[('participant_id', '=', participant_id), ('state', '=', 'signed')]",
    )
    missing = fields.Char("What Is Missing", compute="_compute_missing")

    @api.depends("name", "number")
    def _compute_display_name(self):
        for agreement in self:
            name = declension.initials(agreement.name or "")
            agreement.display_name = (
                f"№ {agreement.number} – {name}" if agreement.number else name
            )

    @api.depends(
        "state",
        "date_printed",
        "in_function",
        "contract_number",
        "contract_date",
        "duty_ids",
        "pay_kind",
        "pay_amount",
        "pay_clause",
    )
    def _compute_missing(self):
        """What the sheet would leave blank, in words."""
        for agreement in self:
            names = (
                ()
                if agreement.in_function
                else ("contract_number", "contract_date", "duty_ids")
            )
            gaps = [
                agreement._fields[name]._description_string(self.env)
                for name in names
                if not agreement[name]
            ]
            if agreement.pay_kind != "regulation" and not agreement.pay_amount:
                gaps.append(self.env._("size of the pay"))
            if agreement.pay_kind == "regulation" and not agreement.pay_clause:
                gaps.append(self.env._("clause of the regulation on pay"))
            # What was signed on paper before is entered as it is.
            issued = agreement.state == "signed" and not agreement.date_printed
            if agreement.in_function or agreement.state == "ended" or issued:
                gaps = []
            agreement.missing = ", ".join(gaps)

    @api.constrains("in_function", "in_function_reason")
    def _check_in_function(self):
        for agreement in self:
            if agreement.in_function and not agreement.in_function_reason:
                raise ValidationError(
                    self.env._(
                        "%s: name the document by which mentoring belongs to the post.",
                        agreement.name,
                    )
                )

    @api.constrains("participant_id", "pair_id", "amends_id", "date_start")
    def _check_references(self):
        """An outside client gets no list to choose from, and is told."""
        for agreement in self:
            mentor, former = agreement.participant_id, agreement.amends_id
            # Who else stands in the pair is not shown to a personnel officer.
            people = agreement.pair_id.sudo().member_ids.participant_id
            message = False
            if mentor.role != "mentor":
                message = self.env._(
                    "%s: agreements are made with mentors.", agreement.name
                )
            elif people and mentor.id not in people.ids:
                message = self.env._("%s: the pair has another mentor.", agreement.name)
            elif agreement in former._with_former():
                message = self.env._(
                    "%s: an agreement cannot amend itself.", agreement.name
                )
            elif former and former.participant_id != mentor:
                message = self.env._(
                    "%s: the amended agreement is another mentor's.", agreement.name
                )
            elif former and agreement.date_start < former.date_start:
                message = self.env._(
                    "%s: the new terms begin before the amended ones.", agreement.name
                )
            if message:
                raise ValidationError(message)

    def _with_former(self):
        """These agreements and all those which they amend."""
        chain = self
        while (former := chain.amends_id) - chain:
            chain |= former
        return chain

    @api.constrains("state", "date")
    def _check_signed(self):
        for agreement in self:
            today = fields.Date.context_today(agreement)
            if agreement.date and agreement.date > today:
                raise ValidationError(
                    self.env._(
                        "%s: the day of signature has not come yet.", agreement.name
                    )
                )
            if agreement.state == "signed" and not (
                agreement.date or agreement.in_function
            ):
                raise ValidationError(
                    self.env._("%s: enter the date of the agreement.", agreement.name)
                )

    def _printed_message(self):
        return self.env._(
            "%s: the agreement has been printed. Take it back to draft, or change it "
            "by another agreement.",
            ", ".join(self.mapped("name")),
        )

    def _proofs(self):
        return self.filtered(lambda agreement: agreement.state in ("signed", "ended"))

    def _proof_message(self):
        return self.env._(
            "%s: an agreement that was signed belongs to the personnel file and is not "
            "deleted. End it instead.",
            ", ".join(self.mapped("name")),
        )

    def _guard_message(self):
        return self.env._(
            "The state of an agreement is changed with its buttons: «Print», «Signed», "
            "«End early»."
        )

    def _paper_report(self):
        return self.env.ref("school_mentorship.mentorship_agreement_report")

    def _paper_slots(self):
        if self.state not in ("signed", "ended") or not self.date:
            return {}
        return {"number": self.number or "", "date": russian.date_words(self.date)}

    def action_print(self):
        """Print the sheets; drafts are frozen and become «given out»."""
        if needless := self.filtered("in_function"):
            raise UserError(
                self.env._(
                    "%s: mentoring belongs to the post, there is nothing to print.",
                    ", ".join(needless.mapped("name")),
                )
            )
        return super().action_print()

    def action_sign(self, date=None):
        """Mark agreements as signed by both sides.

        Without its sheet having been printed, an agreement is one of before, which
        bears its date; one in the labour function has no sheet.

        :param date: date of the agreement; the one entered, or today, if not given
        :raises UserError: for agreements that have ended, and for those that have
            neither a date nor a printed sheet
        """
        self.check_access("write")
        unseen = self.filtered(
            lambda a: a.state == "draft" and not (date or a.date or a.in_function)
        )
        if unseen:
            raise UserError(
                self.env._(
                    "%s: the sheet has not been printed yet. Print it first; for an "
                    "agreement signed before, enter its date.",
                    ", ".join(unseen.mapped("name")),
                )
            )
        if ended := self.filtered(lambda agreement: agreement.state == "ended"):
            raise UserError(
                self.env._(
                    "%s: this agreement has ended.", ", ".join(ended.mapped("name"))
                )
            )
        given = fields.Date.to_date(date)
        today = fields.Date.context_today(self)
        for day, agreements in self.grouped(
            lambda agreement: given or agreement.date or today
        ).items():
            agreements._write_guarded({"state": "signed", "date": day})
        for agreement in self.filtered("amends_id"):
            # The former terms end where the new ones begin; what has ended before
            # keeps its day.
            former = agreement.amends_id
            if former.state == "signed":
                day_before = fields.Date.subtract(agreement.date_start, days=1)
                last = min(former.date_end, day_before)
                former._write_guarded({"state": "ended", "date_ended": last})

    def _covers(self, pair, mentor):
        """Whether this agreement is about the mentor's work in the pair."""
        self.ensure_one()
        if self.participant_id != mentor:
            return False
        # Without a pair it is about all mentees of its term.
        return self.pair_id == pair or (
            not self.pair_id and self.date_start <= pair.date_start <= self.date_end
        )

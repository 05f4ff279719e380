from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import amounts, declension, russian, working_days
from .mentorship_paper_mixin import FROZEN

# Labour Code, art. 351.8, part 4: both sides give notice three working days ahead.
NOTICE_DAYS = 3

PRINTED = frozenset(
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
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.paper.mixin",
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
    # Agreements of before are entered as they are.
    _GUARDED_NEW = FROZEN

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
    pay_kind = fields.Selection(
        [
            ("sum", "Sum a month"),
            ("percent", "Percent of the salary"),
            ("points", "Points"),
            ("coefficient", "Coefficient for each mentee"),
            ("regulation", "By the regulation on pay"),
        ],
        required=True,
        default="sum",
    )
    pay_amount = fields.Float(digits=(16, 2))
    pay_clause = fields.Char(
        "Clause of the Regulation on Pay", help="«3.4» in «по п. 3.4 Положения …»."
    )
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
    date_printed = fields.Date(readonly=True, copy=False)
    copy_given = fields.Boolean("Employee's Copy Handed Over", copy=False)
    amends_id = fields.Many2one(
        "mentorship.agreement",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
        domain="[('participant_id', '=', participant_id), ('state', '=', 'signed')]",
    )
    notice_by = fields.Selection(
        [("mentor", "Mentor"), ("employer", "Employer")], readonly=True, copy=False
    )
    notice_date = fields.Date(readonly=True, copy=False)
    date_ended = fields.Date("Last Day", readonly=True, copy=False, tracking=True)
    by_consent = fields.Boolean("By Consent of Both Sides", readonly=True, copy=False)
    end_reason = fields.Char("Basis of the End", readonly=True, copy=False)
    pay_words = fields.Char("Pay", compute="_compute_pay_words")
    missing = fields.Char("What Is Missing", compute="_compute_missing")

    _amount_positive = models.Constraint(
        "CHECK(pay_amount >= 0)", "Pay cannot be negative."
    )
    _amount_sensible = models.Constraint(
        "CHECK(pay_amount < 1000000000)", "Check the size of the pay: it is too big."
    )

    @api.depends("participant_id", "number", "date")
    def _compute_display_name(self):
        for agreement in self:
            name = declension.initials(agreement.name or "")
            agreement.display_name = (
                f"№ {agreement.number} – {name}" if agreement.number else name
            )

    @api.depends("pay_kind", "pay_amount", "pay_clause")
    def _compute_pay_words(self):
        for agreement in self:
            try:
                text = agreement._pay_text()
            except amounts.AmountError:
                # A mistyped sum is refused on saving, not while it is typed.
                text = ""
            agreement.pay_words = russian.nbsp(text)

    def _pay_text(self):
        """The pay as the agreement says it, in Russian: it is printed so.

        :raises AmountError: for a sum that no agreement can name
        """
        self.ensure_one()
        amount, clause = self.pay_amount, self.pay_clause
        by = f" (по п. {clause} Положения об оплате труда)" if clause else ""
        match self.pay_kind:
            case "sum":
                return f"{amounts.rubles_in_words(amount)} в месяц{by}"
            case "percent":
                percents = amounts.percents_in_words(amount)
                return f"{percents} должностного оклада в месяц{by}"
            case "points":
                return f"{amounts.points_in_words(amount)} в месяц{by}"
            case "coefficient":
                number = amounts.number_in_words(amount)
                return f"коэффициент {number} за каждого наставляемого{by}"
            case "regulation":
                return f"по п. {clause or '___'} Положения об оплате труда"
        # While the form is being filled in, the kind may be empty.
        return ""

    @api.depends(
        "state",
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

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        if kept := self.filtered(lambda a: a.state in ("signed", "ended")):
            raise UserError(
                self.env._(
                    "%s: an agreement that was signed belongs to the personnel file "
                    "and is not deleted. End it instead.",
                    ", ".join(kept.mapped("name")),
                )
            )

    def write(self, vals):
        closed = self.filtered(lambda agreement: agreement.state != "draft")
        if closed and PRINTED & vals.keys():
            raise UserError(
                self.env._(
                    "%s: the agreement has been printed. Take it back to draft, or "
                    "change it by another agreement.",
                    ", ".join(closed.mapped("name")),
                )
            )
        return super().write(vals)

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
        self._give_out()
        return super().action_print()

    def _give_out(self):
        """Freeze the sheets of drafts: they are given out for signature."""
        drafts = self.filtered(lambda agreement: agreement.state == "draft")
        drafts._freeze()
        drafts._write_guarded(
            {"state": "printed", "date_printed": fields.Date.context_today(self)}
        )

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

    def action_draft(self):
        """Take printed agreements back, to print them anew."""
        if any(agreement.state != "printed" for agreement in self):
            raise UserError(
                self.env._("Only a sheet given out for signature can be taken back.")
            )
        self._thaw()
        self._write_guarded({"state": "draft", "date_printed": False})

    def _covers(self, pair, mentor):
        """Whether this agreement is about the mentor's work in the pair."""
        self.ensure_one()
        if self.participant_id != mentor:
            return False
        # Without a pair it is about all mentees of its term.
        return self.pair_id == pair or (
            not self.pair_id and self.date_start <= pair.date_start <= self.date_end
        )

    def _earliest_end(self, notice_date):
        """The last day of mentoring after a notice.

        :param notice_date: the day on which the notice came in
        :return: date
        """
        self.ensure_one()
        school = self.env["mentorship.school"]._of(self.company_id)
        off, working = self.env["mentorship.day.off"]._own_days(self.company_id)
        return working_days.earliest_day(
            notice_date,
            NOTICE_DAYS,
            week=int(school.working_week),
            extra_off=off,
            extra_working=working,
        ).last_day

    def end_early(self, notice_by, notice_date=None, date=None, by_consent=False):
        """End an agreement before its term (Labour Code, art. 351.8).

        :param str notice_by: ``mentor`` who refuses or ``employer`` who cancels
        :param notice_date: day of the written notice; today if not given
        :param date: last day of mentoring; the earliest lawful one if not given
        :param bool by_consent: both sides agreed on an earlier day
        :return: date, the last day
        :raises UserError: when the day is earlier than three working days allow
        """
        self.ensure_one()
        if self.state != "signed":
            raise UserError(
                self.env._("%s: only an agreement in force is ended.", self.name)
            )
        today = fields.Date.context_today(self)
        notice_date = fields.Date.to_date(notice_date) or today
        if notice_date > today:
            raise UserError(self.env._("The day of the notice has not come yet."))
        if self.date and notice_date < self.date:
            raise UserError(
                self.env._("The notice is older than the agreement. Check its day.")
            )
        earliest = self._earliest_end(notice_date)
        date = fields.Date.to_date(date) or earliest
        if date < notice_date:
            raise UserError(
                self.env._("The work cannot end before the day of the notice.")
            )
        if date < earliest and not by_consent:
            raise UserError(
                self.env._(
                    "The notice of %(notice)s ends the work on %(earliest)s at the "
                    "earliest: three working days. An earlier day needs the consent of "
                    "both sides.",
                    notice=russian.date_numeric(notice_date),
                    earliest=russian.date_numeric(earliest),
                )
            )
        self._write_guarded(
            {
                "state": "ended",
                "notice_by": notice_by,
                "notice_date": notice_date,
                "date_ended": min(date, self.date_end),
                "by_consent": date < earliest,
            }
        )
        self._seek_successor()
        return self.date_ended

    def _seek_successor(self):
        """Tell the curator that a pair at work is losing its mentor."""
        # Who ends the agreement, a personnel officer, may not see the pair's mentees.
        pair = self.sudo().pair_id
        if pair.state in ("active", "suspended") and (
            not pair.date_end or self.date_ended < pair.date_end
        ):
            self.env["mentorship.school"].sudo()._remind_curator(
                pair,
                self.env._("Replace the mentor or end the pair"),
                self.env._(
                    "The agreement of %(name)s ends on %(date)s. Open the pair and "
                    "press «Replace the mentor», or «End early».",
                    name=self.name,
                    date=russian.date_numeric(self.date_ended),
                ),
                self.date_ended,
            )

    def _end_with_pair(self, pair, date, basis):
        """End the agreements of mentors who work in a pair no longer.

        An agreement for all mentees of its term stays while the mentor has others.

        :param pair: the `mentorship.pair` that ends, or that they leave
        :param date: the last day of the work
        :param str basis: the order, in words
        """
        for agreement in self.filtered(
            lambda a: a.state == "signed" and a.pair_id in (pair, a.pair_id[:0])
        ):
            members = agreement.participant_id.member_ids
            others = members.filtered(
                lambda m: (
                    m.pair_id != pair
                    and m.pair_id.state in ("preparing", "active", "suspended")
                    and m._is_current(date)
                )
            )
            if not agreement.pair_id and others:
                continue
            last = max(agreement.date_start, min(date, agreement.date_end))
            agreement._write_guarded(
                {"state": "ended", "date_ended": last, "end_reason": basis}
            )

    @api.model
    def _cron_end(self):
        """Agreements whose term is over have ended."""
        # A scheduled action has no time zone of its own; the school's one counts.
        local = self.with_context(tz=self.env.company.resource_calendar_id.tz)
        today = fields.Date.context_today(local)
        gone = local.search(
            [("state", "=", "signed"), ("participant_id.date_out", "<", today)]
        )
        for day, people in gone.participant_id.grouped("date_out").items():
            people._end_agreements(day)
        over = local.search([("state", "=", "signed"), ("date_end", "<", today)])
        for date_end, agreements in over.grouped("date_end").items():
            agreements._write_guarded({"state": "ended", "date_ended": date_end})

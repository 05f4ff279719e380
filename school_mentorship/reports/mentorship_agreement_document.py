from odoo import models

from ..tools import declension, russian

# When the work is done, in the words of a contract.
WAYS = {
    "within": "в пределах установленной Работнику продолжительности рабочего времени",
    "beyond": "за пределами установленной Работнику продолжительности рабочего времени",
    "mixed": "как в пределах, так и за пределами установленной Работнику "
    "продолжительности рабочего времени",
}
# With so many duties the text is set closer.
MANY = 7


class MentorshipAgreementDocument(models.AbstractModel):
    """The supplementary agreement to a mentor's labour contract, on paper.

    Labour Code, art. 351.8: content, form and term of the work, size and terms of the
    pay, three working days' notice.
    """

    _name = "report.school_mentorship.mentorship_agreement_document"
    _description = "Supplementary Agreement on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_shared(self, records):
        """Also the mentors' consents to their duties, of which the text speaks."""
        shared = super()._paper_shared(records)
        shared["consents"] = consents = {}
        # The consent is only named with its date, also by the personnel officer.
        model = self.env["mentorship.consent"].sudo()
        for company, of_school in records.grouped("company_id").items():
            valid = model._valid(
                of_school.participant_id.partner_id,
                ["mentor_duties"],
                company=company,
                pairs=of_school.pair_id,
            )
            for agreement in of_school:
                key = (agreement.participant_id.partner_id.id, "mentor_duties")
                consents[agreement] = next(
                    (
                        consent
                        for consent in valid.get(key, ())
                        if not consent.pair_id or consent.pair_id == agreement.pair_id
                    ),
                    model,
                )
        return shared

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        school = values["school"]
        paid = record.pay_kind == "regulation" or record.pay_amount
        values.update(
            mark="ПРОЕКТ" if preview and record.state == "draft" else "",
            # On one page: signatures should not be turned over to.
            font_size=12,
            line_height=1.1
            if len(record.duty_ids) + len(record.amends_id) < MANY
            else 1,
            contract=self._dated_number(record.contract_date, record.contract_number),
            **self._employer(school, record.is_acting),
            worker_position=self._small(record.participant_id.position),
            mentees=self._people(record, record.pair_id, "mentee"),
            consent_date=russian.date_numeric(shared["consents"][record].date_signed),
            duties=record.duty_ids.sorted().mapped("name"),
            pair_words=self._pair_words(record.pair_id),
            way=WAYS[record.way],
            term=self._term(record.date_start, record.date_end),
            pay=record.pay_words if paid else "",
            amended=record.amends_id
            and self._dated_number(record.amends_id.date, record.amends_id.number),
            signer=declension.initials(record.name or "", first=True),
        )
        return values

    def _paper_line(self, record):
        """«Дополнительное соглашение № 12 от 01.09.2026 – Иванова И.И.»."""
        day = f"от {russian.date_numeric(record.date)}" if record.date else ""
        words = ("Дополнительное соглашение", russian.number_sign(record.number), day)
        name = declension.initials(record.name or "")
        return f"{' '.join(filter(None, words))} – {name}"


class MentorshipAgreementEndDocument(models.AbstractModel):
    """How an agreement ends early: refusal, cancellation, or by both sides.

    Which of them follows from who gave notice; a sheet of its own each of the first
    two is also a form with blanks, for the day on which nothing is entered yet.
    """

    _name = "report.school_mentorship.mentorship_agreement_end_document"
    _description = "End of a Supplementary Agreement on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    # Whose notice the sheet is; None: as entered in the agreement.
    _NOTICE_BY = None

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        school = values["school"]
        notice_by = self._NOTICE_BY or record.notice_by
        # The form of one side does not tell the notice of the other.
        entered = notice_by == record.notice_by
        last = russian.date_words(record.date_ended) if entered else ""
        values.update(
            font_size=min(values["font_size"], 13),
            notice_by=notice_by,
            notice_date=russian.date_words(record.notice_date if entered else None)
            or russian.date_blank(),
            last_day=last or russian.date_blank(),
            agreement=self._dated_number(record.date, record.number),
            contract=self._dated_number(record.contract_date, record.contract_number),
            mentees=self._people(record, record.pair_id, "mentee"),
            worker_position=self._small(record.participant_id.position),
            **self._employer(school),
            signer=declension.initials(record.name or "", first=True),
        )
        return values


class MentorshipAgreementRefusalDocument(models.AbstractModel):
    """The mentor's notice of early refusal, a form to be signed."""

    _name = "report.school_mentorship.mentorship_agreement_refusal_document"
    _description = "Notice of Early Refusal on Paper"
    _inherit = ["report.school_mentorship.mentorship_agreement_end_document"]
    _NOTICE_BY = "mentor"


class MentorshipAgreementCancellationDocument(models.AbstractModel):
    """The employer's notice of early cancellation, a form to be signed."""

    _name = "report.school_mentorship.mentorship_agreement_cancel_document"
    _description = "Notice of Cancellation on Paper"
    _inherit = ["report.school_mentorship.mentorship_agreement_end_document"]
    _NOTICE_BY = "employer"

from odoo import models

from ..tools import declension, russian


class MentorshipConsentWithdrawalDocument(models.AbstractModel):
    """A consent taken back, on paper; for distribution, the demand to stop it.

    152-FZ art. 9 and art. 10.1 part 12, Civil Code art. 152.1, Labour Code art. 351.8.
    """

    _name = "report.school_mentorship.mentorship_consent_withdrawal_document"
    _description = "Withdrawal of a Consent on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        school = values["school"]
        pair = record.pair_id
        values.update(
            date_signed=russian.date_words(record.date_signed) or russian.date_blank(),
            resources=[url for url in (school.site_url, school.vk_url) if url],
            mentees=self._people(record, pair, "mentee"),
            signer=declension.initials(record.name or "", first=True),
        )
        return values


class MentorshipMentorChangeDocument(models.AbstractModel):
    """A mentee's request to change the mentor: as it was entered, or a form to fill in.

    A teacher may print the form for his own pair; what a request says is read by the
    director and the curator.
    """

    _name = "report.school_mentorship.mentorship_mentor_change_document"
    _description = "Request to Change the Mentor on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        school = values["school"]
        entered = record._may_read_request() and record.request_date
        # Whom the form names, the members of the pair know, and of orders only
        # number and date are used.
        pair = record.sudo()
        mentees = pair.mentee_ids
        # In a group the asker writes his own name.
        mentee = mentees if len(mentees) == 1 else mentees.browse()
        mentor = pair.mentor_id
        if entered:
            mentee, mentor = pair._request_asker(), pair._request_mentor()
        order = pair._assigning_order()
        values.update(
            from_position=self._decline(
                record, self._small(mentee.position), "genitive", "position"
            ),
            from_name=self._decline(record, mentee.name, "genitive", "person"),
            mentor=self._person(record, mentor, "genitive") if mentor else "",
            fixed=self._by_gender(
                mentor.name or "",
                "закреплённого",
                "закреплённой",
                "закреплённого(ой)",
            ),
            order=self._dated_number(order.date, order.number),
            reason=(entered and record.request_reason or "").strip(" ."),
            wish=self._person(record, pair.request_wish_id, "accusative")
            if entered and record.request_wish_id
            else "",
            signer=declension.initials(mentee.name or "", first=True),
            curator=declension.initials(school.curator_id.name or "", first=True),
        )
        return values

    def _paper_line(self, record):
        asker = declension.initials(record._request_asker().name or "")
        parts = ["Ходатайство о замене наставника"]
        if record.request_date:
            parts[0] += f" от {russian.date_numeric(record.request_date)}"
        return " – ".join(filter(None, [*parts, asker]))

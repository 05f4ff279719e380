from odoo import fields, models

from ..tools import declension, russian

# Kinds whose text fills a page in small print already; a group of mentees does too.
LONG = ("data_processing", "data_distribution", "image")
MANY = 3
# In a table of contents.
LINES = {
    "data_processing": "Согласие на обработку персональных данных",
    "data_distribution": "Согласие на распространение персональных данных",
    "image": "Согласие на использование изображения",
    "mentor_duties": "Согласие на выполнение работы по наставничеству",
    "mentee_participation": "Согласие на участие в программе наставничества",
}


class MentorshipConsentDocument(models.AbstractModel):
    """A consent on paper: one kind, one person, one sheet."""

    _name = "report.school_mentorship.mentorship_consent_document"
    _description = "Consent on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_shared(self, records):
        """Also who is on the staff, and the schools with a regulation to be read."""
        acts = self.env["mentorship.legal.act"].search([("level", "=", "4_school")])
        companies = records.company_id
        # Only whether somebody works here is asked, whoever prints his own sheet.
        staff = self.env["hr.employee"].sudo()
        employees = staff.search(
            [
                ("work_contact_id", "in", records.partner_id.ids),
                ("company_id", "in", companies.ids),
            ]
        )
        return {
            **super()._paper_shared(records),
            "staff": {(e.company_id.id, e.work_contact_id.id) for e in employees},
            "with_regulation": companies.filtered(
                # A district's regulation is also that of its schools.
                lambda company: acts.company_id & company.parent_ids
            ),
        }

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        school = values["school"]
        pair = record.pair_id
        mentees = self._people(record, pair, "mentee")
        # One sheet: the reader of a consent should not have to turn it over.
        small = record.kind in LONG or len(mentees) > MANY
        values.update(
            font_size=12 if small else values["font_size"],
            line_height=1.08 if small else 1.2,
            # The Labour Code binds the school's own workers only.
            is_worker=(record.company_id.id, record.partner_id.id) in shared["staff"],
            until=self._until(record, school),
            resources=[url for url in (school.site_url, school.vk_url) if url],
            mentees=mentees,
            mentors=self._people(record, pair, "mentor"),
            term=self._term(pair.sudo().date_start, pair.sudo().date_end),
            pair_words=self._pair_words(pair),
            processor=school.data_processor if "data_processor" in school else "",
            has_regulation=record.company_id in shared["with_regulation"],
            signer=declension.initials(record.name or "", first=True),
        )
        return values

    def _until(self, consent, school):
        """The last day of the consent, as it will be when the sheet is signed now."""
        date = consent.valid_until or school._consent_until(
            consent.date_signed or fields.Date.context_today(consent)
        )
        return russian.date_words(date)

    def _paper_line(self, record):
        """«Согласие на обработку персональных данных – Иванова И.И., 03.09.2025»."""
        name = declension.initials(record.name or "")
        date = russian.date_numeric(record.date_signed)
        return f"{LINES[record.kind]} – {name}" + (f", {date}" if date else "")

from odoo import fields, models

from ..tools import declension, russian

# Kinds whose text fills a page in small print already; a group of mentees does too.
LONG = ("data_processing", "data_distribution", "image")
MANY = 3


class MentorshipConsentDocument(models.AbstractModel):
    """A consent on paper: one kind, one person, one sheet."""

    _name = "report.school_mentorship.mentorship_consent_document"
    _description = "Consent on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_shared(self, records):
        """Also the schools with a regulation, with which one can be acquainted."""
        acts = self.env["mentorship.legal.act"].search([("level", "=", "4_school")])
        companies = records.company_id
        return {
            **super()._paper_shared(records),
            "with_regulation": companies.filtered(
                # A district's regulation is also that of its schools.
                lambda company: acts.company_id & company.parent_ids
            ),
        }

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        school = values["school"]
        director = school.director_id
        mentees = self._people(record, "mentee")
        # One sheet: the reader of a consent should not have to turn it over.
        small = record.kind in LONG or len(mentees) > MANY
        values.update(
            font_size=12 if small else values["font_size"],
            line_height=1.08 if small else 1.2,
            director_position=self._capital(self._director(school, "dative")),
            director=self._decline(school, director.name, "dative", "person", True),
            school_genitive=school.name_short_genitive or school.name_short,
            full_genitive=school.name_full_genitive or school.name_full,
            until=self._until(record, school),
            resources=[url for url in (school.site_url, school.vk_url) if url],
            mentees=mentees,
            mentors=self._people(record, "mentor"),
            term=self._term(record),
            pair_words=self._pair_words(record),
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

    def _people(self, consent, role):
        """The members of the pair in a role, position and full name in the genitive.

        :return: list of str; empty when the consent is not limited to a pair
        """
        # A teacher prints his own sheet: whom it is about stands in it, even where
        # he may not open the colleague's entry in the bank.
        pair = consent.pair_id.sudo()
        people = pair._members_of(role).participant_id
        return [
            " ".join(
                self._decline(consent, text, "genitive", kind)
                for text, kind in (
                    (self._small(person.position), "position"),
                    (person.name, "person"),
                )
                if text
            )
            for person in people
        ]

    def _pair_words(self, consent):
        """Form and type of the pair, in words; empty without a pair."""
        pair = consent.pair_id.sudo()
        words = (pair.form_id.name, pair.type_id.name)
        return words if all(words) else ()

    def _term(self, consent):
        """«с 15 сентября 2026 г. по 31 мая 2027 г.»; empty without a pair."""
        pair = consent.pair_id.sudo()
        if not pair:
            return ""
        start, end = map(russian.date_words, (pair.date_start, pair.date_end))
        return f"с {start} по {end}" if end else f"с {start}"

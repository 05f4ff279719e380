import base64

from odoo import models

from ..tools import questionnaire, russian

# Lines for a hand to write on, and how many options stand in one row of a sheet.
TEXT_LINES = 3


class MentorshipQuestionnaireDocument(models.AbstractModel):
    """A questionnaire to be filled in by hand, two pages at most where it can be."""

    _name = "report.school_mentorship.mentorship_questionnaire_document"
    _description = "Questionnaire on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_shared(self, records):
        """A shipped questionnaire has no school: that of the user prints it."""
        schools = self.env["mentorship.school"].search(
            [("company_id", "in", self._company(records).ids)]
        )
        return {"schools": {school.company_id: school for school in schools}}

    def _company(self, records):
        return records.mentorship_company_id | self.env.company

    def _paper_values(self, record, shared, preview=False):
        company = self._company(record)[:1]
        school = shared["schools"].get(company, self.env["mentorship.school"])
        values = {
            "o": record,
            "school": school.with_context(bin_size=False),
            "mark": "",
            "font_size": 11,
            "line_height": 1.15,
            **self._sheet_values(record, record),
        }
        return values

    def _sheet_values(self, survey, record):
        """What a blank shows.

        :param survey: `survey.survey` record
        :param record: the record that is printed
        :return: dict
        """
        sections, number = [], 0
        for question in survey.question_and_page_ids:
            if question.is_page:
                sections.append({"title": question.title, "questions": []})
                continue
            number += 1
            if not sections:
                sections.append({"title": "", "questions": []})
            options = question._sheet_options()
            sections[-1]["questions"].append(
                {
                    "number": number,
                    "title": question.title,
                    "kind": question.question_type,
                    "options": [
                        (mark, option.value if option else "")
                        for mark, option in options.items()
                    ],
                    "rows": question.matrix_row_ids.mapped("value"),
                    "low": question.scale_min_label,
                    "high": question.scale_max_label,
                    "comment": question.comments_allowed
                    and (question.comments_message or "Другое"),
                    "several": question.question_type == "multiple_choice",
                    "confidential": question.mentorship_confidential,
                }
            )
        return {
            "survey": survey,
            "sections": sections,
            "text_lines": range(TEXT_LINES),
            "anonymous": False,
            "deadline": "",
            "reader": "",
        }


class MentorshipSheetDocument(models.AbstractModel):
    """The blank of a sitting: with its deadline, and with or without names."""

    _name = "report.school_mentorship.mentorship_sheet_document"
    _description = "Blank of a Sitting"
    _inherit = ["report.school_mentorship.mentorship_questionnaire_document"]

    def _company(self, records):
        return records.company_id

    def _sheet_values(self, survey, record):
        values = super()._sheet_values(record.survey_id, record)
        school = self.env["mentorship.school"]._of(record.company_id)
        values.update(
            anonymous=record.anonymous,
            deadline=russian.date_words(record.date_end),
            reader=self._decline(
                record, school.curator_id.name, "dative", "person", True
            ),
        )
        return values


class MentorshipSlipsDocument(models.AbstractModel):
    """Slips with a QR code: one for each person who has not answered, to be cut."""

    _name = "report.school_mentorship.mentorship_slips_document"
    _description = "QR Codes of a Sitting"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        waiting = record.invitation_ids.filtered(lambda i: i.state == "waiting")
        slips = [
            {
                "name": person.name,
                "link": person.link,
                "code": self._link_code(person.link),
            }
            for person in waiting
        ]
        values.update(
            font_size=11,
            pairs=[slips[index : index + 2] for index in range(0, len(slips), 2)],
            deadline=russian.date_words(record.date_end),
        )
        return values

    def _link_code(self, link):
        """A QR code as an address that needs no network."""
        image = base64.b64encode(questionnaire.link_png(link)).decode()
        return f"data:image/png;base64,{image}"


class MentorshipSummaryDocument(models.AbstractModel):
    """The summary of a sitting: for the teachers' council, without names."""

    _name = "report.school_mentorship.mentorship_summary_document"
    _description = "Summary of a Sitting"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        values.update(
            font_size=12,
            questions=record._results(),
            figures=record._figures(),
            hidden=record._hidden(),
            days=russian.days_words(record.date_start, record.date_end),
            curator=self._small("Куратор наставничества"),
            curator_name=values["signature"](values["school"].curator_id.name),
            decimal=lambda number, digits=1: f"{number:.{digits}f}".replace(".", ","),
            signed=lambda number: f"{number:+.2f}".replace(".", ",").replace("-", "−"),
            bar=lambda percent: "█" * max(round(percent / 10), 1 if percent else 0),
        )
        return values

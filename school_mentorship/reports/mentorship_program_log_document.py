from odoo import models

from ..tools import declension, russian


class MentorshipProgramLogDocument(models.AbstractModel):
    """The log of meetings, made of the records."""

    _name = "report.school_mentorship.mentorship_program_log_document"
    _description = "Log of Meetings on Paper"
    _inherit = ["report.school_mentorship.mentorship_program_document"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        held = self._held(record)
        values.update(
            hours=self._hours(held),
            held=[
                {
                    "date": russian.date_numeric(session.date_held),
                    "minutes": session.duration,
                    "form": session.work_form_id.name or "",
                    "name": session.name or "",
                    "people": ", ".join(self._attendees(session)),
                    "result": session.result or "",
                    "next_step": session.next_step or "",
                }
                for session in held
            ],
        )
        return values

    def _attendees(self, session):
        """Who came, with initials; a meeting of a pair names nobody."""
        people = session.sudo().attendee_ids
        return [declension.initials(person.name or "") for person in people]

    def _paper_line(self, record):
        return f"Журнал встреч – {record.pair_id.name}"

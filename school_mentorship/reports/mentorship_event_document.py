from odoo import fields, models

from ..models.mentorship_event_minutes_mixin import KIND_WORDS
from ..tools import declension, russian

# On what the attendance sheet leaves blank lines for who comes unannounced.
SPARE_LINES = 5
PREPOSITIONAL = {
    "seminar": "семинаре",
    "consultation": "консультации",
    "exchange": "обмене опытом",
    "course": "курсе обучения",
    "round_table": "круглом столе",
}


class MentorshipEventPaper(models.AbstractModel):
    """What all papers of an event say in their heads."""

    _name = "report.school_mentorship.mentorship_event_paper"
    _description = "Paper of an Event"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _event_values(self, event):
        """Words of an event.

        :param event: `mentorship.event` record
        :return: dict
        """
        minutes = round((event.hours or 0) * 60)
        hours = minutes / 60
        return {
            "event": event,
            "kind_word": KIND_WORDS[event.kind][0],
            "kind_genitive": KIND_WORDS[event.kind][2],
            "days": event._days_words(),
            "begins": event._time_words(),
            "hours": f"{hours:g}".replace(".", ","),
            "hours_word": russian.plural(
                hours, "академический час", "академических часа", "академических часов"
            ),
            "questions": event._minutes_questions(),
            "clock": self._clock,
            "chair": declension.initials(event.chair_id.name or "", first=True),
            "secretary": declension.initials(event.secretary_id.name or "", first=True),
            "plural": russian.plural,
        }

    @staticmethod
    def _clock(hour):
        """«14:30» of 14.5; empty for 0."""
        minutes = round((hour or 0) * 60)
        return f"{minutes // 60}:{minutes % 60:02}" if minutes else ""

    def _paper_line(self, record):
        return f"{self._capital(record._event_words())}"


class MentorshipEventProgramDocument(models.AbstractModel):
    """The program of an event: what, when, who."""

    _name = "report.school_mentorship.mentorship_event_program_document"
    _description = "Program of an Event on Paper"
    _inherit = ["report.school_mentorship.mentorship_event_paper"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        values.update(self._event_values(record))
        return values


class MentorshipEventAttendanceDocument(models.AbstractModel):
    """The sheet on which everybody who comes signs."""

    _name = "report.school_mentorship.mentorship_event_attendance_document"
    _description = "Attendance Sheet on Paper"
    _inherit = ["report.school_mentorship.mentorship_event_paper"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        values.update(self._event_values(record))
        values.update(
            attendees=record.attendee_ids.sorted(lambda a: (a.name or "", a.id)),
            spare=0 if record.state == "held" else SPARE_LINES,
        )
        return values


class MentorshipEventMinutesDocument(models.AbstractModel):
    """The minutes: heard – spoke – decided."""

    _name = "report.school_mentorship.mentorship_event_minutes_document"
    _description = "Minutes on Paper"
    _inherit = ["report.school_mentorship.mentorship_event_paper"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        values.update(self._event_values(record))
        present = record.attendee_ids.filtered("attended")
        present = present.sorted(lambda a: (a.name or "", a.id))
        values.update(
            mark="ПРОЕКТ" if preview else "",
            present=present,
            present_words=[self._present(record, line) for line in present],
            practices=record.practice_ids,
            decision=self._decision,
        )
        return values

    def _present(self, record, line):
        """«Иванова И.И., учитель математики»."""
        name = self._decline(record, line.name, "nominative", "person", initials=True)
        return ", ".join(filter(None, (name, self._small(line.position))))

    def _decision(self, item):
        """Who, and by when: «Ответственный: Иванова И.И. Срок: до 15.06.2027.»"""
        parts = []
        if item.name:
            name = declension.initials(item.name).rstrip(".")
            parts.append(f"Ответственный: {name}.")
        if item.date_deadline:
            parts.append(f"Срок: до {russian.date_numeric(item.date_deadline)}.")
        return " ".join(parts)


class MentorshipEventCertificateDocument(models.AbstractModel):
    """That somebody attended an event, with its hours: a page for a portfolio."""

    _name = "report.school_mentorship.mentorship_event_certificate_document"
    _description = "Certificate of an Event on Paper"
    _inherit = ["report.school_mentorship.mentorship_event_paper"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        event = record.event_id
        values.update(self._event_values(event))
        hours = record.hours or 0
        values.update(
            hours=f"{hours:g}".replace(".", ","),
            hours_word=russian.plural(
                hours, "академический час", "академических часа", "академических часов"
            ),
            took_part=self._by_gender(
                record.name or "",
                "принял участие",
                "приняла участие",
                "принял(а) участие",
            ),
            where=PREPOSITIONAL[event.kind],
            worker_position=self._small(record.position),
            number=russian.number_sign(record.certificate_number),
            speeches=event.item_ids.filtered(
                lambda item: item.kind == "heard" and item.name == record.name
            ),
        )
        return values

    def _paper_line(self, record):
        return f"Сертификат – {declension.initials(record.name or '')}"


class MentorshipPracticeDocument(models.AbstractModel):
    """The card of a practice: problem – steps – result."""

    _name = "report.school_mentorship.mentorship_practice_document"
    _description = "Card of a Practice on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        names = record.author_ids._mentorship_names(record.company_id)
        event = record.event_id
        recommended = ""
        if event.frozen_hash:
            number = russian.number_sign(event.minutes_number)
            day = f"от {russian.date_numeric(event.date_start)}"
            recommended = " ".join(
                filter(None, ("протокол", number, day, f"({event._event_words()})"))
            )
        elif event:
            recommended = event._event_words()
        rows = [
            ("Авторы" if len(names) > 1 else "Автор", ", ".join(names.values())),
            ("Направление", "; ".join(record.area_ids.mapped("name"))),
            ("Проблема", record.problem),
            ("Что сделано (шаги)", record.steps),
            ("Результат", record.result),
            ("Ресурсы", record.resources),
            ("Ограничения", record.limits),
            ("Материалы", "\n".join(record.file_ids.mapped("name"))),
            ("Адрес в сети", record.link),
            ("Рекомендовано", recommended),
            (
                "Разрешение на публикацию",
                f"получено {russian.date_numeric(record.date_public)}"
                if record.is_public
                else "не получено",
            ),
        ]
        values.update(
            title="КАРТОЧКА ПРАКТИКИ"
            if record.kind == "practice"
            else "КАРТОЧКА МЕТОДИЧЕСКОГО МАТЕРИАЛА",
            rows=[
                (label, [line for line in text.splitlines() if line.strip()])
                for label, text in rows
                if text
            ],
            day=russian.date_words(record.date or fields.Date.context_today(record)),
            curator=declension.initials(
                values["school"].curator_id.name or "", first=True
            ),
        )
        return values

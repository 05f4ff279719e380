from odoo import models

from ..tools import declension, matching_scores, russian
from .paper_layout import CATEGORIES

CRITERIA = {
    "areas": "запросы и возможности",
    "subject": "предмет",
    "wishes": "пожелания",
    "formats": "форматы работы",
    "experience": "опыт наставника",
}
REASONS = {
    "aside": "оставлен(а) без наставника решением куратора",
    "no_consent": "нет согласия на обработку персональных данных",
    "later": "пока не готов(а) участвовать",
    "dates": "не состоит в банке на даты работы пары",
    "no_mentors": "в банке нет наставников",
    "forbidden": "нет наставника, отвечающего условиям школы",
    "full": "у наставников нет свободных мест",
    "threshold": "нет достаточно подходящего наставника",
    "taken": "места подходящих наставников заняты",
}
# So many of the next best stand on the sheet.
NEXT = 3


class MentorshipMatchDocument(models.AbstractModel):
    """«Лист подбора»: the expected result of the roadmap's line about matching.

    Vetoes never stand on it, nor who wishes for whom: the points do.
    """

    _name = "report.school_mentorship.mentorship_match_document"
    _description = "Sheet of Matching on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        lines = record.line_ids
        ids = {row[0] for line in lines for row in line.alternatives or []}
        people = self.env["mentorship.participant"].browse(sorted(ids)).exists()
        names = {person.id: self._initials(record, person) for person in people}
        criteria = matching_scores.CRITERIA
        weights = record._weights()
        curator = values["school"].curator_id
        values.update(
            mark="" if record.state == "applied" else "ПРОЕКТ",
            rows=[self._row(record, line, names) for line in lines],
            count=len(lines),
            matched=len(lines.filtered("mentor_id")),
            mentors=len(lines.mentor_id),
            weights="; ".join(
                f"{CRITERIA[name]} – {weights[name]}"
                for name in criteria
                if weights[name]
            ),
            day=russian.date_words(record.date),
            curator=declension.initials(curator.name or "", first=True),
        )
        return values

    def _initials(self, record, person):
        return self._decline(record, person.name, "nominative", "person", True)

    def _row(self, record, line, names):
        """One mentee: whom, on what ground, and who comes next.

        :return: dict
        """
        mentor = line.mentor_id
        category = CATEGORIES.get(mentor.qualification_category)
        return {
            "mentee": line.mentee_id.name,
            "mentee_position": self._small(line.mentee_id.position),
            "need": line.area_id.name,
            "mentor": mentor.name,
            "mentor_position": ", ".join(
                filter(None, (self._small(mentor.position), category))
            ),
            "score": line.score,
            "ground": self._ground(line) if mentor else REASONS.get(line.reason, ""),
            "next": "; ".join(
                f"{names[person]} – {score}"
                for person, score in (line.alternatives or [])[:NEXT]
                if person in names
            ),
        }

    def _ground(self, line):
        """Why this mentor: what he helps with, then the points of the criteria."""
        parts = [
            f"{label} – {line[f'part_{name}']}"
            for name, label in CRITERIA.items()
            if line[f"part_{name}"]
        ]
        words = []
        if line.areas:
            words.append(f"Может помочь: {line.areas}.")
        if parts:
            words.append(f"Баллы: {', '.join(parts)}.")
        if line.by_hand:
            words.append("Выбор куратора.")
        return " ".join(words)

from odoo import models

from ..tools import declension, russian

# In the words of the consents, whose data they are.
KINDS = {
    "answers": "ответы на анкеты участников наставничества",
    "areas": "сведения о профессиональных запросах, затруднениях и сильных сторонах",
    "wishes": "пожелания о составе наставнической пары (группы)",
    "proposals": "предложения о составе наставнической пары (группы)",
    "types": "предпочитаемые виды наставничества",
}


class MentorshipErasureDocument(models.AbstractModel):
    """The act of destruction and the extract from the log, on paper.

    Order of Roskomnadzor of 28.10.2022 No 179: items 3 and 5. What is kept on paper
    (sheets of questionnaires) is written into the act by hand.
    """

    _name = "report.school_mentorship.mentorship_erasure_document"
    _description = "Act of Destruction on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        events = [
            {
                "kind": KINDS[event["kind"]],
                "model": event["model"],
                "count": len(event["ids"]),
                "numbers": self._ranges(event["ids"]),
            }
            for event in record.log or ()
        ]
        values.update(
            # The act on one page, its signature under its text.
            font_size=12,
            events=events,
            moment=record._moment(),
            day=russian.date_words(record._day()),
            keep=russian.date_words(record.date_keep),
            processor=values["school"].data_processor,
            worker_position=self._small(record.position),
            signer=declension.initials(record.user_name or "", first=True),
        )
        return values

    def _ranges(self, numbers):
        """«1–3, 5, 9» of the numbers of records.

        :param numbers: whole numbers in any order
        :return: str
        """
        parts = []
        for number in sorted(numbers):
            if parts and parts[-1][1] == number - 1:
                parts[-1][1] = number
            else:
                parts.append([number, number])
        return ", ".join(
            f"{first}–{last}" if last > first else str(first) for first, last in parts
        )

    def _paper_line(self, record):
        """«Акт об уничтожении персональных данных – Иванова И.И., 22.11.2026»."""
        name = declension.initials(record.name or "")
        day = russian.date_numeric(record._day())
        return f"Акт об уничтожении персональных данных – {name}, {day}"

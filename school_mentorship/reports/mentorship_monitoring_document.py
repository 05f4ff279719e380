from odoo import models

from ..models.mentorship_monitoring_figures_mixin import FEW
from ..models.mentorship_monitoring_sheet import SHEET
from ..tools import declension, russian

# The curator's sheet as it is printed.
SHEET_WORDS = {
    "sheet_needs": "Пары (группы) сформированы с учётом запросов",
    "sheet_programs": "Персонализированные программы есть у всех пар",
    "sheet_papers": "Согласия и приказы оформлены",
    "sheet_meetings": "Встречи проходят по плану",
    "sheet_training": "Наставники прошли подготовку",
    "sheet_materials": "Методические материалы есть",
    "sheet_interim": "Промежуточный мониторинг проведён",
    "sheet_discussed": "Результаты обсуждены",
    "sheet_practices": "Лучшие практики описаны",
    "sheet_site": "Сведения на сайте обновлены",
}
ANSWERS = {"0": "нет", "1": "частично", "2": "да"}
LEVELS = {"high": "высокий", "medium": "средний", "low": "низкий"}
KINDS = {
    "start": "стартового мониторинга",
    "interim": "промежуточного мониторинга",
    "final": "итогового мониторинга",
}
SWOT_WORDS = {
    "strengths": "Сильные стороны",
    "weaknesses": "Слабые стороны",
    "opportunities": "Возможности",
    "threats": "Риски",
}


class MentorshipMonitoringDocument(models.AbstractModel):
    """The summary of a round of monitoring on paper.

    In general figures, as the order asks for: pairs are named with their share of the
    plan only, growth and satisfaction are means that hide fewer than three people.
    """

    _name = "report.school_mentorship.mentorship_monitoring_document"
    _description = "Summary of Monitoring on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_shared(self, records):
        shared = super()._paper_shared(records)
        shared["figures"] = records._figures()
        shared["sittings"] = records._sittings()
        return shared

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        found = shared["figures"][record]
        values.update(
            kind=KINDS[record.season],
            year=russian.school_year(record.date_start),
            period=self._term(record.date_start, record.date_end),
            figures=self._lines(found),
            rows=[
                {
                    "name": row["program"].pair_id.name,
                    "title": (row["program"].name or "").strip(" «»."),
                    "plan": f"{row['held']} из {row['due']}" if row["due"] else "–",
                    "share": self._percent(row["held"], row["due"]),
                    "meetings": row["meetings"],
                }
                for row in found["rows"]
            ],
            areas=[
                {
                    "name": row["area"].name,
                    "count": row["count"],
                    **self._means(row),
                }
                for row in found["areas"]
            ],
            few=FEW,
            surveys=record._survey_lines(shared["sittings"][record]),
            sheet=[
                (SHEET_WORDS[name], ANSWERS.get(record[name], "–"), record[name] or "")
                for name in SHEET
            ]
            if any(record[name] for name in SHEET)
            else [],
            score=record.sheet_score,
            level=LEVELS.get(record.sheet_level, ""),
            swot=[
                (words, (record[name] or "").splitlines())
                for name, words in SWOT_WORDS.items()
                if record[name]
            ],
            conclusions=[
                line for line in (record.conclusion or "").splitlines() if line.strip()
            ],
            curator=declension.initials(
                values["school"].curator_id.name or "", first=True
            ),
            plural=russian.plural,
        )
        return values

    def _lines(self, found):
        """The main figures: what, and how much, in words."""
        lines = [
            ("Персонализированных программ", str(len(found["programs"]))),
            ("Проведено встреч", str(found["meetings"])),
            (
                "Выполнение плана мероприятий",
                f"{found['held']} из {found['due']} "
                f"({self._percent(found['held'], found['due'])})"
                if found["due"]
                else "сроки мероприятий ещё не наступили",
            ),
            ("Пар (групп), у которых ещё не было встреч", str(found["silent"])),
            (
                "Среднее снижение затруднений наставляемых (по шкале 0–3)",
                f"{self._number(found['growth'])} балла"
                f" (измерено в {found['rated']} "
                + russian.plural(
                    found["rated"], "программе", "программах", "программах"
                )
                + ")"
                if found["growth"] is not None
                else f"не показывается: измерено менее чем в {FEW} программах",
            ),
        ]
        return lines

    def _means(self, row):
        """The means of one area; blanks where too few people stand behind them."""
        if row["count"] < FEW:
            return {"before": "–", "after": "–", "change": "–"}
        change = row["after"] - row["before"]
        sign = "−" if change < 0 else "+" if change > 0 else ""
        return {
            "before": self._number(row["before"]),
            "after": self._number(row["after"]),
            "change": f"{sign}{self._number(abs(change))}",
        }

    def _number(self, value):
        """«1,3»."""
        return f"{value:.1f}".replace(".", ",")

    def _percent(self, part, whole):
        return f"{part * 100 // whole}\u00a0%" if whole else "–"

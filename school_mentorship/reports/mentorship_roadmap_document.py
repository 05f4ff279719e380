from odoo import models

from ..tools import declension, russian


class MentorshipRoadmapDocument(models.AbstractModel):
    """A roadmap on paper, with what has been done so far."""

    _name = "report.school_mentorship.mentorship_roadmap_document"
    _description = "Roadmap on Paper"
    _inherit = ["report.school_mentorship.mentorship_order_document"]

    def _paper_values(self, record, shared, preview=False):
        words = self.env["report.school_mentorship.paper_layout"]
        values = words._paper_values(record, shared, preview=preview)
        school = values["school"]
        order = self.env["mentorship.order"].search(
            [
                ("roadmap_id", "=", record.id),
                ("approves_roadmap", "=", True),
                ("state", "=", "registered"),
            ],
            order="date desc, id desc",
            limit=1,
        )
        stages = self._stages(record)
        for stage in stages:
            for line in stage["lines"]:
                line["mark"] = self._mark(line["measure"])
        values.update(
            mark="ПРОЕКТ" if record.state == "draft" and not order else "",
            order=order,
            stages=stages,
            grifs=self._grifs(school),
            roadmap_year=russian.school_year(record.date_start, record.date_end),
            curator=declension.initials(record.curator_id.name or "", first=True),
        )
        return values

    def _mark(self, measure):
        """What stands in the last column, in the words of a paper."""
        if measure.state == "done":
            day = russian.date_numeric(measure.date_done)
            basis = measure.hand_basis if measure.hand_done else ""
            basis = (basis or "").removeprefix("Выполнено ")
            return " ".join(filter(None, ["Выполнено", day])) + (
                f" ({basis})" if basis else ""
            )
        if measure.state == "not_required":
            return f"Не требуется: {measure.not_required_reason or ''}".rstrip(": ")
        if measure.state == "running":
            if measure.expected > 1:
                return f"В работе: {measure.done} из {measure.expected}"
            return "В работе"
        return ""

from odoo import models
from odoo.tools import groupby

from ..tools import declension, russian
from .paper_layout import CATEGORIES

# More names than these are not listed under the text: the annex has them with dates.
NAMES_UNDER_TEXT = 6
# What becomes of a pair, in the annex of an order.
RESULTS = {
    "done": "программа выполнена, работа завершена",
    "partly": "программа выполнена частично, работа завершена",
    "extended": "срок программы продлён",
    "ended": "работа прекращена досрочно",
    "replaced": "замена наставника, программа продолжается",
}


class MentorshipOrderDocument(models.AbstractModel):
    """An order on paper: its text, its grounds, its annexes, its signer."""

    _name = "report.school_mentorship.mentorship_order_document"
    _description = "Order on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        school = values["school"]
        texts = record._filled()
        rows = []
        if record.assigns_pairs or record.lists_pairs:
            rows = record._annex_rows()
        sections = record._annex_sections()
        changes = self._changes(record)
        agreements = self._agreements(record)
        annexes = [
            name
            for name, printed in (
                ("text", sections),
                ("roadmap", record.approves_roadmap and record.roadmap_id),
                ("pairs", rows),
                ("changes", changes),
                ("pay", agreements),
                ("program", record.announces_event and record.event_id),
                ("people", record.announces_event and record.event_id),
            )
            if printed
        ]
        numbers = {name: i for i, name in enumerate(annexes, start=1)}
        signer = record.signatory_id
        if record.is_acting:
            signer_position = self._director(school, acting=True)
        else:
            # Who signs says so on every order; the personnel file is closed.
            title = signer.sudo().job_title or ""
            signer_position = title or self._director(school)
        # Drafts that lie on nobody's desk yet, or no longer.
        draft = preview and record.state in ("draft", "cancelled")
        # Whatever the system prints of a paper issued before is not that paper.
        kept = "ПОДЛИННИК – НА БУМАГЕ" if record.issued_before else ""
        values.update(
            mark="ПРОЕКТ" if draft else kept,
            title=texts["title"],
            paragraphs=[
                line for line in texts["preamble"].splitlines() if line.strip()
            ],
            clauses=[self._capital(clause) for clause in texts["clauses"]],
            grounds=self._consents_under_text(record, rows),
            with_consents=record.assigns_pairs,
            signer=record.signer or declension.initials(signer.name or "", first=True),
            signer_position="" if record.signer else self._capital(signer_position),
            annex_numbers=numbers,
            annex_title=texts["annex_title"],
            sections=sections,
            grifs=self._grifs(
                school, numbers.get("text", 0), accepted=record.approves_regulation
            ),
            changes=changes,
            change_columns={
                name
                for name in ("new_mentor", "reason")
                if any(change[name] for change in changes)
            },
            agreements=agreements,
            event=record.announces_event and record.event_id,
            questions=record.event_id._minutes_questions() if record.event_id else [],
            pairs=self._pairs(rows),
            stages=self._stages(record.roadmap_id) if "roadmap" in annexes else [],
            roadmap_year=russian.school_year(
                record.roadmap_id.date_start, record.roadmap_id.date_end
            ),
            acquaintances=record.acquaintance_ids,
        )
        return values

    def _paper_line(self, record):
        """«Приказ от 15.09.2025 № 125-ОД «О закреплении наставников»»."""
        title = record._filled()["title"]
        if record.state != "registered":
            return f"Приказ {russian.quoted(title)}"
        date = russian.date_numeric(record.date)
        number = russian.number_sign(record.number)
        return f"Приказ от {date} {number} {russian.quoted(title)}"

    def _changes(self, order):
        """What becomes of which pair, in words: the rows of the annex.

        :return: list of dicts with mentor, mentees, result, date, new_mentor, reason
        """
        if not order.changes_pairs:
            return []
        rows = []
        changes = order.change_ids.sorted(lambda c: (c.pair_id.name or "", c.id))
        for change in changes:
            pair = change.pair_id
            day = russian.date_numeric(change.date)
            since = change.result == "replaced"
            rows.append(
                {
                    "mentor": self._with_position(pair.mentor_id),
                    "mentees": [self._with_position(p) for p in pair.mentee_ids],
                    "result": RESULTS[change.result],
                    "date": f"с\u00a0{day}" if since else f"по\u00a0{day}",
                    "new_mentor": self._with_position(change.new_mentor_id),
                    "reason": change.reason or "",
                }
            )
        return rows

    def _with_position(self, person):
        """«Иванова Ирина Ивановна, учитель математики»."""
        return ", ".join(filter(None, (person.name, self._small(person.position))))

    def _agreements(self, order):
        """The agreements by which mentors are paid, in force on the order's date.

        :return: list of dicts with the agreement and its number and date in words
        """
        if not order.lists_pay:
            return []
        date = order._paper_date()
        agreements = self.env["mentorship.agreement"].search(
            [
                ("company_id", "=", order.company_id.id),
                ("state", "=", "signed"),
                ("in_function", "=", False),
                ("date_end", ">=", date),
            ],
            order="name, date_start, id",
        )
        if mentors := order.pair_ids.member_ids.participant_id:
            agreements = agreements.filtered(lambda a: a.participant_id in mentors)
        return [
            {
                "agreement": agreement,
                "position": self._small(agreement.participant_id.position),
                "document": self._numbered(agreement.number, agreement.date),
            }
            for agreement in agreements
        ]

    def _numbered(self, number, date):
        """«№ 12 от 01.09.2026», «от 01.09.2026» for a paper without a number."""
        day = f"от {russian.date_numeric(date)}" if date else ""
        return " ".join(filter(None, (russian.number_sign(number), day)))

    def _consents_under_text(self, order, rows):
        """«Основание»: whose consents, in the genitive, of which day.

        :return: list of (role in words, list of «Ивановой И.И. от 01.09.2026»); empty
            when they are too many, and a sentence points to the annex then
        """
        result = []
        for role, words in (("mentor", "наставников"), ("mentee", "наставляемых")):
            lines = {}
            for row in rows:
                for person, consent in row[f"{role}_consents"].items():
                    if consent:
                        name = self._decline(
                            order, person.name, "genitive", "person", initials=True
                        )
                        date = russian.date_numeric(consent.date_signed)
                        lines[name, date] = f"{name} от\u00a0{date}"
            if lines:
                result.append((words, list(lines.values())))
        if sum(len(lines) for _words, lines in result) > NAMES_UNDER_TEXT:
            return []
        return result

    def _pairs(self, rows):
        """The pairs of the annex, with the categories of all mentors read at once."""
        mentors = self.env["mentorship.participant"].union(
            *(row["mentors"] for row in rows)
        )
        categories = {
            mentor: CATEGORIES.get(mentor.qualification_category, "")
            for mentor in mentors
        }
        return [self._pair_lines(row, categories) for row in rows]

    def _pair_lines(self, row, categories):
        """One pair as lines of the annex: a line a person, mentors beside mentees.

        :param row: pair, people and consents, of `_annex_rows`
        :param dict categories: mentor → category in words
        :return: dict with the pair and its lines; in a line a person with the number
            of lines his cell takes, or nothing where the cell above reaches down
        """
        cells = {
            role: [
                {
                    "name": person.name,
                    "position": self._small(person.position),
                    "category": categories.get(person, ""),
                    "date": russian.date_numeric(
                        row[f"{role}_consents"][person].date_signed
                    ),
                }
                for person in row[f"{role}s"]
            ]
            for role in ("mentor", "mentee")
        }
        height = max(1, *(len(people) for people in cells.values()))
        lines = [{} for _line in range(height)]
        for role, people in cells.items():
            for index, cell in enumerate(people or [{}]):
                last = index == max(len(people), 1) - 1
                cell["span"] = height - index if last else 1
                lines[index][role] = cell
        return {"pair": row["pair"], "lines": lines}

    def _stages(self, roadmap):
        """The lines of a roadmap by stages, numbered «1.2».

        :return: list of dicts with number, stage and lines (number, measure)
        """
        stages = []
        measures = roadmap.measure_ids.sorted()
        for index, (stage, lines) in enumerate(
            groupby(measures, key=lambda measure: measure.stage_id), start=1
        ):
            numbered = [
                {"number": f"{index}.{position}", "measure": measure}
                for position, measure in enumerate(lines, start=1)
            ]
            stages.append({"number": index, "stage": stage, "lines": numbered})
        return stages

from odoo import models
from odoo.tools import groupby

from ..tools import declension, russian
from .paper_layout import CATEGORIES

# More names than these are not listed under the text: the annex has them with dates.
NAMES_UNDER_TEXT = 6


class MentorshipOrderDocument(models.AbstractModel):
    """An order on paper: its text, its grounds, its annexes, its signer."""

    _name = "report.school_mentorship.mentorship_order_document"
    _description = "Order on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        school = values["school"]
        texts = record._filled()
        rows = record._annex_rows() if record.assigns_pairs else []
        annexes = [
            name
            for name, printed in (
                ("pairs", rows),
                ("roadmap", record.approves_roadmap and record.roadmap_id),
            )
            if printed
        ]
        signer = record.signatory_id
        if record.is_acting:
            signer_position = self._director(school, acting=True)
        else:
            # Who signs says so on every order; the personnel file is closed.
            title = signer.sudo().job_title or ""
            signer_position = title or self._director(school)
        # Drafts that lie on nobody's desk yet, or no longer.
        draft = preview and record.state in ("draft", "cancelled")
        values.update(
            mark="ПРОЕКТ" if draft else "",
            title=texts["title"],
            paragraphs=[
                line for line in texts["preamble"].splitlines() if line.strip()
            ],
            clauses=[self._capital(clause) for clause in texts["clauses"]],
            grounds=self._consents_under_text(record, rows),
            signer=declension.initials(signer.name or "", first=True),
            signer_position=self._capital(signer_position),
            school_genitive=school.name_short_genitive or school.name_short,
            annex_numbers={name: i for i, name in enumerate(annexes, start=1)},
            pairs=self._pairs(rows),
            stages=self._stages(record.roadmap_id) if "roadmap" in annexes else [],
            roadmap_year=russian.school_year(
                record.roadmap_id.date_start, record.roadmap_id.date_end
            ),
            acquaintances=record.acquaintance_ids,
        )
        return values

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

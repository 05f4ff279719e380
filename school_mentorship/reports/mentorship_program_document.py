from odoo import fields, models

from ..tools import declension, russian

# What a mentor and a mentee are called under a paper.
ROLES = {
    "mentor": "Наставник",
    "mentee": "Наставляемый",
}
# More mentees than these are counted on the title sheet, and sign in a table.
CROWD = 4


class MentorshipProgramDocument(models.AbstractModel):
    """The personalized program on paper: title sheet, grifs, text, plan.

    Its parts are those of the letter AZ-1128/08. What the papers of a program have
    in common – log and note as well – is read here, once for all that are printed.
    """

    _name = "report.school_mentorship.mentorship_program_document"
    _description = "Program on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_shared(self, records):
        shared = super()._paper_shared(records)
        # A teacher prints his own program; of the order only date and number show.
        shared["orders"] = {
            program: program.sudo()
            .order_ids.filtered(lambda o: o.state == "registered")
            .sorted(lambda o: (o.date, o.id))[-1:]
            for program in records
        }
        return shared

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        pair = record.pair_id
        # A member reads his own program; the names of the others stand in it.
        people = pair.sudo().member_ids
        order = shared["orders"].get(record)
        values.update(
            title=(record.name or "").strip(" ."),
            order=self._dated_number(order.date, order.number) if order else "",
            mentors=self._named(people, "mentor"),
            mentees=self._named(people, "mentee"),
            # Too many for the title sheet and for a line of signature each.
            crowd=len(self._current(people, "mentee")) > CROWD,
            members=self._members(people),
            term=self._term(record.date_start, record.date_end),
            pair_words=self._pair_words(pair),
            year=(record.date_start or fields.Date.context_today(record)).year,
            goal=self._sentence(record.goal),
            tasks=[self._phrase(task.name) for task in record.task_ids],
            areas=self._areas(record),
            results=self._lines(record.planned_results),
            plan=self._plan(record),
            with_expected=any(s.expected_result for s in self._planned(record)),
            planned=len(self._planned(record)),
            plural=russian.plural,
            curator=declension.initials(
                values["school"].curator_id.name or "", first=True
            ),
            signers=self._signers(values["school"], people),
        )
        return values

    def _paper_line(self, record):
        """«Персонализированная программа «Тема»»."""
        title = russian.quoted((record.name or "").strip(" ."))
        return f"Персонализированная программа {title}"

    def _current(self, people, role):
        """Those of a role who are in the pair to the end, each person once.

        A mentor who was replaced stays in the log, not on the title sheet.
        """
        members = people.filtered(lambda m: m.role == role)
        pair = members.pair_id
        stayed = members.filtered(
            lambda m: (
                not m.date_end
                or not pair.date_end
                or m.date_end >= pair.date_end
                or m._is_current()
            )
        )
        return (stayed or members).participant_id

    def _named(self, people, role):
        """«Иванова Ирина Ивановна, учитель математики» for everybody of a role."""
        return [
            ", ".join(filter(None, (p.name, self._small(p.position))))
            for p in self._current(people, role)
        ]

    def _members(self, people):
        """The rows of the table of participants."""
        return [
            {
                "role": ROLES[role],
                "name": person.name,
                "position": self._capital(person.position or ""),
            }
            for role in ("mentor", "mentee")
            for person in self._current(people, role)
        ]

    def _signers(self, school, people):
        """Who signs under the papers of a pair: mentors, mentees, the curator last."""
        rows = [
            {
                "who": ROLES[role],
                "name": declension.initials(person.name or "", first=True),
            }
            for role in ("mentor", "mentee")
            for person in self._current(people, role)
        ]
        curator = declension.initials(school.curator_id.name or "", first=True)
        return [
            *rows,
            {"who": "Куратор", "name": curator},
        ]

    def _areas(self, record):
        """The areas with their scores, an empty cell for what was not measured."""
        return [
            {
                "name": line.area_id.name,
                "before": line.before,
                "target": line.target,
                "after": line.after if line.is_rated else "",
                "change": self._change(line),
            }
            for line in record.area_line_ids
        ]

    def _change(self, line):
        """By how much a difficulty became less or more: «−2», «без изменений»."""
        if not line.is_rated:
            return "не измерялось"
        if not (difference := line.after - line.before):
            return "без изменений"
        return f"−{-difference}" if difference < 0 else f"+{difference}"

    def _planned(self, record):
        """The lines of the plan: what was planned, held or not, without extra ones.

        What an early end cancelled was planned; what was cancelled by hand is not.
        """
        return record.session_ids.filtered(
            lambda session: (
                not session.is_extra
                and (session.state != "cancelled" or session.closed_with_program)
            )
        )

    def _plan(self, record):
        return [
            {
                "name": session.name,
                "form": self._form_and_area(session),
                "term": session._term_words(),
                "expected": session.expected_result or "",
                "mark": self._mark(session),
            }
            for session in self._planned(record)
        ]

    def _form_and_area(self, session):
        names = (session.work_form_id.name, self._small(session.area_id.name))
        return "; ".join(filter(None, names))

    def _mark(self, session):
        """The last column of the plan: the day, or a blank to be filled in by hand."""
        if session.state == "held":
            return russian.date_numeric(session.date_held)
        unheld = session.state in ("missed", "cancelled")
        return "не проведено" if unheld else ""

    def _held(self, record):
        return record.session_ids.filtered(lambda s: s.state == "held").sorted(
            lambda s: (s.date_held, s.id)
        )

    def _hours(self, sessions):
        """«12 ч 30 мин» of some meetings; empty for none."""
        minutes = sum(sessions.mapped("duration"))
        return russian.duration(minutes) if minutes else ""

    def _lines(self, text):
        return [line.strip() for line in (text or "").splitlines() if line.strip()]

    def _sentence(self, text):
        """A text that ends with a full stop."""
        text = (text or "").strip()
        return text if not text or text[-1] in ".!?…" else f"{text}."

    def _phrase(self, text):
        """An item of a list, without a stop: «освоить …»."""
        return (text or "").strip().rstrip(".;, ")

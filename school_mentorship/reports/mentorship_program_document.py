from odoo import fields, models

from ..tools import declension, russian

# What a mentor and a mentee are called under a paper.
ROLES = {
    "mentor": "Наставник",
    "mentee": "Наставляемый",
}
# More mentees than these are counted on the title sheet, and sign in a table.
CROWD = 4
# More lines than these are counted, not listed.
RESULTS_SHOWN = 12


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


class MentorshipProgramNoteDocument(models.AbstractModel):
    """«Справка о реализации программы»: what became of it, drafted from the log.

    No teacher writes it: the curator adds a remark, reads it and signs.
    """

    _name = "report.school_mentorship.mentorship_program_note_document"
    _description = "Note on a Program on Paper"
    _inherit = ["report.school_mentorship.mentorship_program_document"]

    def _paper_shared(self, records):
        shared = super()._paper_shared(records)
        changes = self.env["mentorship.order.change"].sudo()
        # Only who signs the note prints it; of orders number and date are used.
        found = changes.search(
            [
                ("pair_id", "in", records.pair_id.ids),
                ("order_id.state", "=", "registered"),
            ],
            order="date, id",
        )
        shared["changes"] = found.grouped("pair_id")
        return shared

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        planned = self._planned(record)
        planned_held = planned.filtered(lambda session: session.state == "held")
        held = self._held(record)
        changes = shared["changes"].get(record.pair_id, ())
        values.update(
            line_height=1.15,
            note_date=record.result_date,
            facts=self._facts(record, values, changes),
            planned=len(planned),
            planned_held=len(planned_held),
            share=len(planned_held) * 100 // len(planned) if planned else 0,
            not_held=self._not_held(record, planned - planned_held),
            held=held,
            hours=self._hours(held),
            forms=self._forms(held),
            # What came of several meetings alike is said once.
            results=list(
                dict.fromkeys(
                    self._phrase(session.result) for session in held if session.result
                )
            )[:RESULTS_SHOWN],
            remarks=self._lines(record.result_note),
            conclusion=self._conclusion(record),
        )
        return values

    def _facts(self, record, values, changes):
        """What stands above the text: who, when, of which kind, by which order."""
        pair = record.pair_id
        order = pair.sudo()._assigning_order()
        members = pair.sudo().member_ids
        replaced = members.filtered(
            lambda m: m.role == "mentor"
        ).participant_id - self._current(members, "mentor")
        facts = [
            ("Наставник", values["mentors"]),
            ("Наставляемый", values["mentees"]),
            ("Период реализации", [values["term"]]),
            ("Форма, вид наставничества", [", ".join(values["pair_words"])]),
        ]
        if order:
            number = self._dated_number(order.date, order.number)
            facts.append(("Приказ о закреплении", [number]))
        if replaced:
            facts.append(("Прежний наставник", replaced.mapped("name")))
        if record.goal:
            facts.append(("Цель программы", [values["goal"]]))
        return [(label, texts) for label, texts in facts if any(texts)]

    def _not_held(self, record, sessions):
        """What of the plan was left out; before the end, what is late."""
        if record.state not in ("done", "ended") and not record.result:
            today = fields.Date.context_today(record)
            sessions = sessions.filtered(lambda s: s.date_end < today)
        return "; ".join(self._phrase(session.name) for session in sessions)

    def _forms(self, held):
        """«консультации – 5, посещения уроков – 3»: how often which form of work."""
        counts = {}
        for session in held:
            name = session.work_form_id.name
            if name:
                counts[name] = counts.get(name, 0) + 1
        return "; ".join(
            f"{self._small(name)} – {count}"
            for name, count in sorted(counts.items(), key=lambda row: -row[1])
        )

    def _conclusion(self, record):
        """What the answer is, in words; alternatives where there is none yet."""
        day = russian.date_words(record.extended_until)
        words = {
            "done": "Программа выполнена. Цель достигнута, работа по программе "
            "завершена.",
            "partly": "Программа выполнена частично. Работа по программе завершена.",
            "extended": f"Программа выполнена частично. Срок реализации программы "
            f"продлён до {day}.",
            "ended": "Реализация программы прекращена досрочно.",
        }
        text = words.get(
            record.result,
            "Программа выполнена / выполнена частично / продлена до "
            f"{russian.date_blank()} / прекращена (нужное подчеркнуть).",
        )
        if record.result_reason and record.result in ("partly", "extended", "ended"):
            reason = self._small(self._sentence(record.result_reason))
            text += f" Причина: {reason}"
        return text

    def _paper_line(self, record):
        return f"Справка о реализации программы – {record.pair_id.name}"

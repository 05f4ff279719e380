from odoo import fields, models

from ..tools import russian

# More lines than these are counted, not listed.
RESULTS_SHOWN = 12


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

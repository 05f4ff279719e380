from odoo import models

from ..tools import russian
from .mentorship_evidence_mixin import Evidence


class MentorshipMeasureEventMixin(models.AbstractModel):
    """Lines that events and the collection of practices prove."""

    _name = "mentorship.measure.event.mixin"
    _description = "Lines Proved by Events and Practices"

    def _in_year(self, model, field):
        """All records of the lines' schools and years: one query.

        :param str model: name of the model
        :param str field: its date that decides to which year it belongs
        :return: recordset
        """
        records = self.env[model]
        roadmaps = self.roadmap_id
        if not roadmaps:
            return records
        return records.search(
            [
                ("company_id", "in", roadmaps.company_id.ids),
                (field, ">=", min(roadmaps.mapped("date_start"))),
                (field, "<=", max(roadmaps.mapped("date_end"))),
            ],
            order=f"{field}, id",
        )

    def _of_year(self, records, field):
        """Those of the line's own school and year, the earliest first."""
        roadmap = self.roadmap_id
        return records.filtered(
            lambda r: (
                r.company_id == roadmap.company_id
                and roadmap.date_start <= r[field] <= roadmap.date_end
            )
        )

    def _counted(self, done, waiting, field, none):
        """So many of so many, and what is waiting to be done.

        :param done: records that count, the earliest first
        :param waiting: records that are begun
        :param str field: their date
        :param str none: the hint when nothing is waiting
        :return: `Evidence`
        """
        needed = self.evidence_count
        if len(done) >= needed:
            return Evidence(
                needed, needed, waiting.browse(), "", done[needed - 1][field]
            )
        hint = none
        if waiting:
            hint = self.env._(
                "Under way: %s", russian.people_list(waiting.mapped("name"), 1)
            )
        return Evidence(len(done), needed, waiting, hint)

    def _evidence_event(self):
        """Held trainings of mentors; the final event with its order and minutes."""
        events = self._in_year("mentorship.event", "date_start")
        finals = events.filtered("is_final")
        # Whether an order is registered is the system's question, not the reader's.
        ordered = (
            finals.sudo()
            .order_ids.filtered(lambda order: order.state == "registered")
            .event_id
        )
        result = {}
        for measure in self:
            mine = measure._of_year(events, "date_start")
            if measure.evidence_event == "final":
                result[measure] = measure._final_evidence(
                    mine.filtered(lambda e: e.is_final and e.state != "cancelled"),
                    ordered,
                )
            else:
                training = mine.filtered("is_training")
                result[measure] = measure._counted(
                    training.filtered(lambda e: e.state == "held"),
                    training.filtered(lambda e: e.state == "planned"),
                    "date_start",
                    self.env._("No consultation or exchange of experience planned"),
                )
        return result

    def _final_evidence(self, finals, ordered):
        """How far the final event has come: order, event, minutes.

        :param finals: final events of the year
        :param ordered: those that a registered order announces
        :return: `Evidence`
        """
        best = None
        for event in finals:
            steps = (
                (event.id in ordered.ids, self.env._("order")),
                (event.state == "held", self.env._("participants marked, «Held»")),
                (bool(event.frozen_hash), self.env._("minutes")),
            )
            done = sum(step for step, _word in steps)
            if best is None or done > best[0]:
                lacking = [word for step, word in steps if not step]
                best = done, event, lacking
        if best is None:
            return Evidence(0, 3, finals, self.env._("No final event planned"))
        done, event, lacking = best
        if not lacking:
            return Evidence(3, 3, finals.browse(), "", event.date_start)
        return Evidence(done, 3, event, self.env._("Missing: %s", ", ".join(lacking)))

    def _open_event(self):
        final = self.evidence_event == "final"
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "mentorship.event",
            "views": [(False, "list"), (False, "form"), (False, "calendar")],
            "domain": [("is_final" if final else "is_training", "=", True)],
            "context": {"default_kind": "round_table" if final else "consultation"},
        }

    def _evidence_practice(self):
        """Practices, or materials, put into the collection this year."""
        practices = self._in_year("mentorship.practice", "date")
        result = {}
        for measure in self:
            mine = measure._of_year(practices, "date").filtered(
                lambda p, kind=measure.evidence_practice: p.kind == kind
            )
            done = mine.filtered(lambda p: p.state == "collected")
            result[measure] = measure._counted(
                done, mine - done, "date", self.env._("Nothing collected yet")
            )
        return result

    def _open_practice(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "mentorship.practice",
            "views": [(False, "kanban"), (False, "list"), (False, "form")],
            "domain": [("kind", "=", self.evidence_practice)],
            "context": {"default_kind": self.evidence_practice},
        }

    def _evidence_publication(self):
        """Every stage that the school works on has been told about.

        A publication that was taken off later was out all the same.
        """
        publications = (
            self.env["mentorship.publication"].search(
                [("roadmap_id", "in", self.roadmap_id.ids)], order="date_out, id"
            )
            if self
            else self.env["mentorship.publication"]
        )
        at_work = {}
        for roadmap, stage in self._read_group(
            [
                ("roadmap_id", "in", self.roadmap_id.ids),
                ("not_required", "=", False),
                ("stage_id.is_transversal", "=", False),
            ],
            ["roadmap_id", "stage_id"],
        ):
            at_work[roadmap] = at_work.get(roadmap, stage) | stage
        result = {}
        for measure in self:
            roadmap = measure.roadmap_id
            stages = at_work.get(roadmap, measure.stage_id.browse()).sorted()
            mine = publications.filtered(lambda p, own=roadmap: p.roadmap_id == own)
            first = {}
            for publication in mine.filtered("date_out"):
                first.setdefault(publication.stage_id, publication.date_out)
            silent = stages.filtered(lambda stage, told=first: stage not in told)
            hint = ""
            if silent:
                names = russian.people_list(
                    [stage.short_name or stage.name for stage in silent], 2
                )
                hint = self.env._("No publication: %s", names)
            elif not stages:
                hint = self._nothing_yet()
            result[measure] = Evidence(
                len(stages) - len(silent),
                len(stages),
                mine.filtered(
                    lambda p, silent=silent: (
                        p.state == "planned" and p.stage_id in silent
                    )
                ),
                hint,
                max((first[s] for s in stages if s in first), default=None),
            )
        return result

    def _open_publication(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "mentorship.publication",
            "views": [(False, "kanban"), (False, "list"), (False, "form")],
            "domain": [("roadmap_id", "=", self.roadmap_id.id)],
            "context": {"default_roadmap_id": self.roadmap_id.id},
        }

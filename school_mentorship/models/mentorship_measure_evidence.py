from odoo import models

from ..tools import russian
from .mentorship_evidence_mixin import Evidence


class MentorshipMeasure(models.Model):
    """The proofs of a line, one method for each kind of evidence.

    `_evidence_<kind>` takes all lines of that kind and returns an `Evidence` for
    each, with a number of queries that depends neither on the lines nor on the
    records. Only records inside the roadmap's dates count. `_open_<kind>` opens the
    place where the first record is made.
    """

    _inherit = "mentorship.measure"

    def _evidence(self):
        """The evidence of these lines.

        :return: dict of line → `Evidence`
        """
        result = {}
        for kind, measures in self.grouped("evidence").items():
            result.update(getattr(measures, f"_evidence_{kind}")())
        return result

    def _hint(self, template, records, name="display_name"):
        """«No consent: Петрова О.И. и ещё 2», or nothing when nothing is missing."""
        if not records:
            return ""
        return template % russian.people_list(records.mapped(name), 1)

    def _nothing_yet(self):
        return self.env._("Nothing to do yet")

    def _evidence_manual(self):
        hint = self.env._("Mark by hand with a basis")
        return {measure: Evidence(0, 1, self.browse(), hint) for measure in self}

    def _open_manual(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _evidence_order(self):
        """A registered order with the effect; for pairs, every pair has its order."""
        by_pairs = self.filtered(lambda m: m.evidence_effect == "assigns_pairs")
        result = by_pairs._evidence_assigned()
        others = self - by_pairs
        orders = self.env["mentorship.order"].search(
            [
                ("company_id", "in", others.company_id.ids),
                ("state", "!=", "cancelled"),
                ("repealed_by_id", "=", False),
            ]
            if others
            else [("id", "=", False)]
        )
        acts = self.env["mentorship.legal.act"]
        if any(measure.evidence_effect == "approves_regulation" for measure in others):
            acts = acts._regulations(others.company_id)
        for measure in others:
            roadmap, effect = measure.roadmap_id, measure.evidence_effect
            found = orders.filtered(
                lambda order, roadmap=roadmap, effect=effect: (
                    order[effect]
                    and order.company_id == roadmap.company_id
                    and (not order.date or order.date <= roadmap.date_end)
                    and (effect != "approves_roadmap" or order.roadmap_id == roadmap)
                )
            )
            registered = found.filtered(lambda order: order.state == "registered")
            missing = found - registered if not registered else orders.browse()
            if registered:
                hint = ""
            elif missing:
                hint = self.env._("Not registered yet: %s", missing[0].display_name)
            else:
                hint = self.env._("No order")
            days = registered.mapped("date")
            if effect == "approves_regulation":
                in_force = measure._acts_in_force(acts)
                days += in_force.mapped("date_from")
                if in_force:
                    missing, hint = orders.browse(), ""
            # What was in force before the year began counts with its own day, the
            # last of them; otherwise the first one of the year.
            earlier = [day for day in days if day <= roadmap.date_start]
            date = max(earlier, default=min(days, default=None))
            result[measure] = Evidence(int(bool(days)), 1, missing, hint, date)
        return result

    def _acts_in_force(self, acts):
        """Own acts with a first day that are in force on a day of the line's roadmap.

        :param acts: `mentorship.legal.act` of some schools
        :return: those of the line's own school
        """
        roadmap = self.roadmap_id
        return acts.filtered(
            lambda act: (
                act.company_id == roadmap.company_id
                and act.date_from
                and act.date_from <= roadmap.date_end
                and (not act.date_until or act.date_until >= roadmap.date_start)
            )
        )

    def _evidence_assigned(self):
        """Pairs of the roadmap's dates that a registered order has assigned."""
        result = {}
        pairs = self._pairs_within()
        for measure in self:
            mine = measure._within(pairs, "date_start", "date_end")
            missing = mine.filtered(lambda pair: not pair._is_ordered())
            hint = (
                self._hint(self.env._("No order: %s"), missing, "name")
                if mine
                else self._nothing_yet()
            )
            orders = mine.order_ids.filtered(lambda o: o.state == "registered")
            date = max(orders.mapped("date"), default=None)
            result[measure] = Evidence(
                len(mine) - len(missing), len(mine), missing, hint, date
            )
        return result

    def _open_order(self):
        kind = self.env["mentorship.order.kind"].search(
            [(self.evidence_effect, "=", True)], limit=1
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Order"),
            "res_model": "mentorship.order",
            "views": [(False, "form")],
            "context": {
                "default_kind_id": kind.id,
                "default_roadmap_id": self.roadmap_id.id,
            },
        }

    def _within(self, records, start, end):
        """Those records of the line's school that fall into the roadmap's dates."""
        roadmap = self.roadmap_id
        return records.filtered(
            lambda r: (
                r.company_id == roadmap.company_id
                and (not r[start] or r[start] <= roadmap.date_end)
                and (not r[end] or r[end] >= roadmap.date_start)
            )
        )

    def _people_within(self):
        """All participants who may count for these lines: one query."""
        roadmaps = self.roadmap_id
        if not roadmaps:
            return self.env["mentorship.participant"]
        return self.env["mentorship.participant"].search(
            [
                ("company_id", "in", roadmaps.company_id.ids),
                ("date_in", "<=", max(roadmaps.mapped("date_end"))),
                "|",
                ("date_out", "=", False),
                ("date_out", ">=", min(roadmaps.mapped("date_start"))),
            ]
        )

    def _pairs_within(self):
        """All pairs that may count for these lines: one query."""
        roadmaps = self.roadmap_id
        if not roadmaps:
            return self.env["mentorship.pair"]
        return self.env["mentorship.pair"].search(
            [
                ("company_id", "in", roadmaps.company_id.ids),
                ("state", "!=", "ended"),
                ("date_start", "<=", max(roadmaps.mapped("date_end"))),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", min(roadmaps.mapped("date_start"))),
            ]
        )

    def _evidence_bank(self):
        """Everybody in the bank of a role has consented to data processing."""
        return self._count_consents(lambda measure: "data_processing")

    def _evidence_consent(self):
        """Everybody in the bank of a role has signed a consent of some kind."""
        return self._count_consents(lambda measure: measure.evidence_consent)

    def _count_consents(self, kind_of):
        people = self._people_within()
        kinds = sorted({kind_of(measure) for measure in self})
        # All schools at once: a district's night asks no more than a school's.
        found = self.env["mentorship.consent"]._valid(
            people.partner_id, kinds, None, people.company_id, self._pairs_within()
        )
        valid = {}
        for key, consents in found.items():
            for company, own in consents.grouped("company_id").items():
                valid.setdefault(company, {})[key] = own
        result = {}
        for measure in self:
            kind, role = kind_of(measure), measure.evidence_role
            mine = measure._within(people, "date_in", "date_out").filtered(
                lambda person, role=role: person.role == role
            )
            signed = valid.get(measure.company_id, {})
            missing = mine.filtered(
                lambda person, kind=kind, signed=signed: (
                    (person.partner_id.id, kind) not in signed
                )
            )
            hint = (
                self._hint(self.env._("No consent: %s"), missing, "short_name")
                if mine
                else self.env._("Nobody in the bank yet")
            )
            date = max(
                (
                    consent.date_signed
                    for person in mine
                    for consent in signed.get((person.partner_id.id, kind), ())
                ),
                default=None,
            )
            result[measure] = Evidence(
                len(mine) - len(missing), len(mine), missing, hint, date
            )
        return result

    def _open_bank(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "mentorship.participant",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [("role", "=", self.evidence_role)],
            "context": {"default_role": self.evidence_role},
        }

    def _open_consent(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "mentorship.consent",
            "views": [(False, "list"), (False, "form")],
            "domain": [("kind", "=", self.evidence_consent)],
            "context": {"default_kind": self.evidence_consent},
        }

    def _evidence_pair(self):
        """Every mentee of the bank has a pair, or every pair is at work."""
        result = {}
        pairs = self._pairs_within()
        people = self._people_within()
        for measure in self:
            mine = measure._within(pairs, "date_start", "date_end")
            if measure.evidence_pair == "active":
                missing = mine.filtered(lambda pair: pair.state == "preparing")
                expected = len(mine)
                hint = self._hint(self.env._("Being prepared: %s"), missing, "name")
            else:
                mentees = measure._within(people, "date_in", "date_out").filtered(
                    lambda person: person.role == "mentee"
                )
                missing = mentees - mine.member_ids.participant_id
                expected = len(mentees)
                hint = self._hint(
                    self.env._("Without a mentor: %s"), missing, "short_name"
                )
            result[measure] = Evidence(
                expected - len(missing),
                expected,
                missing,
                hint if expected else self._nothing_yet(),
            )
        return result

    def _open_pair(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "mentorship.pair",
            "views": [(False, "kanban"), (False, "list"), (False, "form")],
        }

import datetime
from typing import NamedTuple

from odoo import api, models


class Evidence(NamedTuple):
    """What proves a line: how much of how much, what is missing, in words, since when.

    Without a date the day of the count is the day on which a line was reached.
    """

    done: int
    expected: int
    missing: models.BaseModel
    hint: str
    date: datetime.date | None = None


class MentorshipEvidenceMixin(models.AbstractModel):
    """A record that proves something on a roadmap.

    Whenever such records are made, changed or removed, the running roadmaps of
    their schools are counted again, once for the whole transaction.
    """

    _name = "mentorship.evidence.mixin"
    _description = "Evidence for the Roadmap"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._evidence_changed()
        return records

    def write(self, vals):
        result = super().write(vals)
        self._evidence_changed()
        return result

    def unlink(self):
        self._evidence_changed()
        return super().unlink()

    def _evidence_changed(self):
        """Have the roadmaps of these records' schools counted before the commit."""
        precommit = self.env.cr.precommit
        changed = precommit.data.setdefault("school_mentorship.evidence", set())
        if not changed:
            precommit.add(self.env["mentorship.roadmap"]._refresh_changed)
        changed.update(self.company_id.ids)

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError


class MentorshipRoadmapProgressMixin(models.AbstractModel):
    """How far a roadmap has come: counted from its lines, its stage follows."""

    _name = "mentorship.roadmap.progress.mixin"
    _description = "Progress of a Roadmap"

    stage_id = fields.Many2one(
        "mentorship.stage",
        default=lambda self: self.env["mentorship.stage"].search(
            [("is_transversal", "=", False)], limit=1
        ),
        domain="[('is_transversal', '=', False)]",
        index=True,
        ondelete="restrict",
        tracking=True,
        copy=False,
        group_expand="_expand_stages",
    )
    reached_sequence = fields.Integer(copy=False, readonly=True)
    measure_ids = fields.One2many("mentorship.measure", "roadmap_id", "Lines")
    progress = fields.Integer(compute="_compute_progress", aggregator="avg")
    stage_progress = fields.Char("By Stages", compute="_compute_progress")
    gap_count = fields.Integer(
        "Gaps Behind", compute="_compute_progress", help="Open lines of past stages."
    )
    late_count = fields.Integer("Late Lines", compute="_compute_progress")

    @api.model
    def _expand_stages(self, stages, domain):
        return self.env["mentorship.stage"].search([("is_transversal", "=", False)])

    @api.depends("measure_ids.progress", "measure_ids.state", "stage_id")
    def _compute_progress(self):
        """Means over the lines, in all and stage by stage: two queries."""
        measures = self.env["mentorship.measure"]
        rows = measures._read_group(
            [("roadmap_id", "in", self.ids)],
            ["roadmap_id", "stage_id", "state", "required"],
            ["progress:sum", "__count"],
        )
        late = dict(
            measures._read_group(
                [("roadmap_id", "in", self.ids), ("is_late", "=", True)],
                ["roadmap_id"],
                ["__count"],
            )
        )
        for roadmap in self:
            stages = {}
            gaps = 0
            for owner, stage, state, required, total, count in rows:
                if owner != roadmap:
                    continue
                done, number = stages.get(stage, (0, 0))
                stages[stage] = done + total, number + count
                behind = stage.sequence < roadmap.stage_id.sequence
                is_open = required and state in ("planned", "running")
                if behind and is_open and not stage.is_transversal:
                    gaps += count
            number = sum(count for _done, count in stages.values())
            done = sum(total for total, _count in stages.values())
            roadmap.progress = done // number if number else 0
            roadmap.gap_count = gaps
            roadmap.late_count = late.get(roadmap, 0)
            roadmap.stage_progress = " · ".join(
                f"{total // count} %"
                for _stage, (total, count) in sorted(
                    stages.items(), key=lambda item: (item[0].sequence, item[0].id)
                )
            )

    @api.constrains("stage_id")
    def _check_stage(self):
        for roadmap in self:
            if roadmap.stage_id.is_transversal:
                raise ValidationError(
                    self.env._(
                        "«%s» runs through all stages; a roadmap does not stand in it.",
                        roadmap.stage_id.name,
                    )
                )

    def _refresh(self):
        """Count the lines again and move the stage; closed and draft ones rest."""
        active = self.filtered(lambda roadmap: roadmap.state in ("approved", "running"))
        active.measure_ids._refresh()
        active._advance_stage()

    @api.model
    def _refresh_changed(self):
        """Before the commit: count roadmaps of the schools with changed records."""
        data = self.env.cr.precommit.data
        companies = data.pop("school_mentorship.evidence", set())
        # Evidence is counted for the school, whoever changed a record of it.
        roadmaps = self.sudo().search(
            [
                ("company_id", "in", list(companies)),
                ("state", "in", ("approved", "running")),
            ]
        )
        roadmaps._refresh()
        self.env.flush_all()

    @api.model
    def _cron_refresh(self):
        """Nightly: terms that began or passed, consents that ran out."""
        local = self._at_night()
        local.search([("state", "in", ("approved", "running"))])._refresh()

    def _advance_stage(self):
        """Move roadmaps to the stage that their lines have reached, forward only.

        `reached_sequence` remembers how far the evidence has come, so that a move by
        hand holds until the evidence passes that mark.
        """
        rows = self.env["mentorship.measure"]._read_group(
            [
                ("roadmap_id", "in", self.ids),
                ("stage_id.is_transversal", "=", False),
            ],
            ["roadmap_id", "stage_id", "required", "state"],
        )
        stages, waiting = {}, {}
        for roadmap, stage, required, state in rows:
            stages.setdefault(roadmap, stage.browse())
            stages[roadmap] |= stage
            if required and state in ("planned", "running"):
                waiting.setdefault(roadmap, stage.browse())
                waiting[roadmap] |= stage
        for roadmap, own in stages.items():
            reached = waiting.get(roadmap, own.sorted()[-1:]).sorted()[:1]
            if reached.sequence <= roadmap.reached_sequence:
                continue
            vals = {"reached_sequence": reached.sequence}
            if reached.sequence > roadmap.stage_id.sequence:
                vals["stage_id"] = reached.id
            # Nobody moved it: the note in the chatter is OdooBot's.
            roadmap.with_user(SUPERUSER_ID)._write_guarded(vals)

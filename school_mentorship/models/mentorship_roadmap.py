from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class MentorshipRoadmap(models.Model):
    """A school's plan of mentoring for one school year («дорожная карта»).

    It moves by itself: its lines are counted from the records that prove them, and
    its stage follows, forward only. A closed roadmap is frozen.
    """

    _name = "mentorship.roadmap"
    _description = "Roadmap"
    _inherit = [
        "mentorship.night.mixin",
        "mentorship.guarded.mixin",
        "mentorship.roadmap.progress.mixin",
        "mentorship.period.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_start desc, company_id, id"
    _check_company_auto = True
    _GUARDED = frozenset({"state", "reached_sequence"})

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    name = fields.Char(
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    date_start = fields.Date(
        required=True, default=lambda self: self._default_date_start()
    )
    date_end = fields.Date(
        compute="_compute_date_end",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    tracked_from = fields.Date(
        "Kept Here Since",
        help="Lines whose term ended before this day count as done before the work in "
        "the system began.",
    )
    curator_id = fields.Many2one(
        "hr.employee",
        compute="_compute_curator_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        tracking=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("approved", "Approved"),
            ("running", "Running"),
            ("closed", "Closed"),
        ],
        required=True,
        default="draft",
        index=True,
        tracking=True,
        copy=False,
    )
    order_ids = fields.One2many("mentorship.order", "roadmap_id", "Orders")
    order_count = fields.Integer(compute="_compute_order_count")

    _year_uniq = models.UniqueIndex(
        "(company_id, date_start)",
        "The school already has a roadmap for this school year. Open it instead.",
    )

    @api.model
    def _default_date_start(self):
        """1 September of the school year that runs, or begins this summer."""
        today = fields.Date.context_today(self)
        return date(today.year - (today.month < 7), 9, 1)

    @api.model
    def _current(self, company):
        """The roadmap of the running school year, or the newest one still open.

        :param company: `res.company` record
        :return: `mentorship.roadmap` record or empty
        """
        return self.search(
            [("company_id", "=", company.id), ("state", "!=", "closed")], limit=1
        )

    @api.depends("date_start")
    def _compute_date_end(self):
        for roadmap in self.filtered("date_start"):
            start = roadmap.date_start
            roadmap.date_end = date(start.year + (start.month >= 8), 8, 31)

    @api.depends("company_id")
    def _compute_curator_id(self):
        for company, roadmaps in self.grouped("company_id").items():
            roadmaps.curator_id = self.env["mentorship.school"]._of(company).curator_id

    @api.depends("date_start")
    def _compute_name(self):
        for roadmap in self.filtered("date_start"):
            year = roadmap._first_year()
            roadmap.name = self.env._(
                "Roadmap %(first)s/%(second)s", first=year, second=year + 1
            )

    def _first_year(self):
        """The calendar year in which the school year begins."""
        self.ensure_one()
        return self.date_start.year - (self.date_start.month < 8)

    @api.depends("order_ids")
    def _compute_order_count(self):
        counts = dict(
            self.env["mentorship.order"]._read_group(
                [("roadmap_id", "in", self.ids)], ["roadmap_id"], ["__count"]
            )
        )
        for roadmap in self:
            roadmap.order_count = counts.get(roadmap, 0)

    @api.constrains("date_start", "date_end", "company_id")
    def _check_year(self):
        """One roadmap a school year; the database index closes the race."""
        for roadmap in self:
            self._refuse_second(
                [
                    ("id", "!=", roadmap.id),
                    ("company_id", "=", roadmap.company_id.id),
                    ("date_start", "<=", roadmap.date_end),
                    ("date_end", ">=", roadmap.date_start),
                ]
            )

    @api.model
    def _refuse_second(self, domain):
        """
        :raises ValidationError: naming the roadmap that is there already
        """
        if other := self.search(domain, limit=1):
            raise ValidationError(
                self.env._(
                    "The school already has the roadmap «%s» for these dates. Open it "
                    "instead.",
                    other.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # Before the database's index refuses it in words of its own.
            company = vals.get("company_id") or self.env.company.id
            start = vals.get("date_start") or self._default_date_start()
            self._refuse_second(
                [("company_id", "=", company), ("date_start", "=", start)]
            )
        roadmaps = super().create(vals_list)
        for roadmap, vals in zip(roadmaps, vals_list, strict=True):
            if not vals.get("measure_ids"):
                roadmap._fill_from_template()
        return roadmaps

    def write(self, vals):
        closed = self.filtered(lambda roadmap: roadmap.state == "closed")
        # Reopening is the only change that a closed roadmap takes.
        if closed and not self._GUARDED & vals.keys():
            own = {
                name for name in vals if not name.startswith(("message_", "activity_"))
            }
            if own:
                raise UserError(
                    self.env._(
                        "The roadmap «%s» is closed. Reopen it to change it.",
                        closed[0].name,
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_running(self):
        if kept := self.filtered(lambda roadmap: roadmap.state != "draft"):
            raise UserError(
                self.env._(
                    "Only a draft roadmap can be deleted; «%s» is at work. Close it "
                    "instead.",
                    kept[0].name,
                )
            )

    def _fill_from_template(self):
        """Give the roadmap the template's lines with the dates of its year."""
        self.ensure_one()
        template = self.env["mentorship.measure.template"]
        lines = template.search(template._domain_of_company(self.company_id))
        vals_list = lines._measure_vals(self._first_year())
        since = self.tracked_from
        for vals in vals_list:
            vals["roadmap_id"] = self.id
            if since and vals["date_end"] and vals["date_end"] < since:
                vals["hand_done"] = True
                vals["hand_basis"] = "Выполнено до начала работы в системе"
                vals["hand_date"] = vals["date_end"]
        measures = self.env["mentorship.measure"].create(vals_list)
        self._plan_publications(lines, measures)

    def _plan_publications(self, lines, measures):
        """Plan what the template tells the public, on the last day of each line.

        :param lines: lines of the template
        :param measures: the lines of this roadmap made from them, in the same order
        """
        self.ensure_one()
        self.env["mentorship.publication"].create(
            [
                {
                    "name": line.publication,
                    "roadmap_id": self.id,
                    "company_id": self.company_id.id,
                    "measure_id": measure.id,
                    "date": measure.date_end or measure.date_start or self.date_end,
                }
                for line, measure in zip(lines, measures, strict=True)
                if line.publication
            ]
        )

    def _guard_message(self):
        return self.env._(
            "The state of a roadmap is changed with its buttons: «Approve», «Start», "
            "«Close»."
        )

    def _approve(self):
        """Let a draft be approved; counting begins."""
        drafts = self.filtered(lambda roadmap: roadmap.state == "draft")
        drafts._write_guarded({"state": "approved"})
        self._refresh()

    def action_approve(self):
        """Approve the roadmap without an order of the system."""
        self._approve()

    def action_start(self):
        """Put the roadmap to work."""
        if any(roadmap.state not in ("draft", "approved") for roadmap in self):
            raise UserError(self.env._("This roadmap is at work or closed already."))
        self._write_guarded({"state": "running"})
        self._refresh()

    def action_close(self):
        """Close the year: the last count stays."""
        if any(roadmap.state == "draft" for roadmap in self):
            raise UserError(self.env._("A draft is approved before it is closed."))
        self._refresh()
        self._write_guarded({"state": "closed"})

    def action_reopen(self):
        """Open a closed roadmap again; its history says who did it."""
        closed = self.filtered(lambda roadmap: roadmap.state == "closed")
        closed._write_guarded({"state": "running"})
        self._refresh()

    def action_open_measures(self):
        """Open the board of this roadmap's lines."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_mentorship.mentorship_measure_action"
        )
        return {
            **action,
            "display_name": self.name,
            "domain": [("roadmap_id", "=", self.id)],
            "context": {"default_roadmap_id": self.id},
        }

    def action_open_orders(self):
        """Open the orders of this roadmap."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_mentorship.mentorship_order_action"
        )
        return {
            **action,
            "domain": [("roadmap_id", "=", self.id)],
            "context": {"default_roadmap_id": self.id},
        }

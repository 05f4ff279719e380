import base64
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import russian
from .mentorship_monitoring_sheet import ANSWERS, SHEET, SWOT
from .mentorship_paper_mixin import FROZEN


class MentorshipMonitoring(models.Model):
    """One round of monitoring in a school: autumn, the middle of the year, spring.

    What is counted comes from programs, meetings and questionnaires
    (`mentorship.monitoring.figures.mixin`); what only a person can judge stands here:
    the curator's sheet and the four fields of the SWOT analysis. Summing up freezes
    the figures together with the printed summary: the screen says what the paper says.
    """

    _name = "mentorship.monitoring"
    _description = "Monitoring"
    _inherit = [
        "mentorship.paper.mixin",
        "mentorship.period.mixin",
        "mentorship.monitoring.figures.mixin",
        "mentorship.monitoring.survey.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.evidence.mixin",
    ]
    _order = "date_start desc, id desc"
    _check_company_auto = True
    _GUARDED = frozenset(FROZEN | {"state", "date_done", "figures"})

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    name = fields.Char(compute="_compute_name", store=True)
    season = fields.Selection(
        [
            ("start", "Autumn: at the start"),
            ("interim", "Winter: in the middle"),
            ("final", "Spring: the results"),
        ],
        string="Round",
        required=True,
        default=lambda self: self._default_season(),
        tracking=True,
    )
    date_start = fields.Date(
        required=True,
        default=lambda self: self._default_dates(self._default_season())[0],
        tracking=True,
    )
    date_end = fields.Date(
        required=True,
        default=lambda self: self._default_dates(self._default_season())[1],
        tracking=True,
    )
    state = fields.Selection(
        [("running", "Under way"), ("done", "Summed up")],
        required=True,
        default="running",
        index=True,
        tracking=True,
        copy=False,
        group_expand=True,
    )
    date_done = fields.Date("Summed Up On", readonly=True, copy=False)
    order_id = fields.Many2one(
        "mentorship.order",
        domain="[('state', '=', 'registered')]",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
    )
    sheet_needs = fields.Selection(ANSWERS, "Pairs are formed by needs")
    sheet_programs = fields.Selection(ANSWERS, "All pairs have programs")
    sheet_papers = fields.Selection(ANSWERS, "Consents and orders are in order")
    sheet_meetings = fields.Selection(ANSWERS, "Meetings go by the plan")
    sheet_training = fields.Selection(ANSWERS, "Mentors have been trained")
    sheet_materials = fields.Selection(ANSWERS, "There are materials")
    sheet_interim = fields.Selection(ANSWERS, "Interim monitoring was held")
    sheet_discussed = fields.Selection(ANSWERS, "Results were discussed")
    sheet_practices = fields.Selection(ANSWERS, "Practices are described")
    sheet_site = fields.Selection(ANSWERS, "The site is up to date")
    sheet_score = fields.Integer(
        "Points", compute="_compute_sheet_score", store=True, aggregator="avg"
    )
    sheet_level = fields.Selection(
        [("low", "Low"), ("medium", "Medium"), ("high", "High")],
        "Level",
        compute="_compute_sheet_score",
        store=True,
        help="17–20 points: high; 11–16: medium; 10 and less: low.",
    )
    strengths = fields.Text()
    weaknesses = fields.Text()
    opportunities = fields.Text()
    threats = fields.Text()
    conclusion = fields.Text(
        "Conclusions", help="What is to be done, by whom and by when."
    )

    _year_uniq = models.UniqueIndex(
        "(company_id, season, date_start)",
        "This round of monitoring has been entered already.",
    )

    @api.model
    def _default_season(self):
        return self._season_of(fields.Date.context_today(self))

    @api.model
    def _season_of(self, day):
        """The round that a day belongs to: up to November, to February, then."""
        if 8 <= day.month <= 11:
            return "start"
        return "interim" if day.month in (12, 1, 2) else "final"

    @api.model
    def _default_dates(self, season):
        return self._dates_of(season, fields.Date.context_today(self))

    @api.model
    def _dates_of(self, season, day):
        """The usual days of a round in the school year of a day.

        :param str season: key of the round
        :return: pair of dates
        """
        autumn = day.year - (day.month < 8)
        return {
            "start": (date(autumn, 9, 15), date(autumn, 10, 1)),
            "interim": (date(autumn, 12, 20), date(autumn + 1, 1, 20)),
            "final": (date(autumn + 1, 5, 1), date(autumn + 1, 5, 20)),
        }[season]

    @api.model
    def _start_by(self, order):
        """The round of monitoring that an order announces.

        :param order: registered `mentorship.order`
        :return: the round that is under way then, a new one if there is none
        """
        monitoring = self.search(
            [
                ("company_id", "=", order.company_id.id),
                ("state", "=", "running"),
                ("date_end", ">=", order.date),
                ("order_id", "=", False),
            ],
            order="date_start",
            limit=1,
        )
        if not monitoring:
            season = self._season_of(order.date)
            start, end = self._dates_of(season, order.date)
            same = [("company_id", "=", order.company_id.id), ("season", "=", season)]
            if self.search_count([*same, ("date_start", "=", start)], limit=1):
                # The usual days are taken: it is one more round, from today.
                start = order.date
            monitoring = self.create(
                {
                    "company_id": order.company_id.id,
                    "season": season,
                    "date_start": start,
                    "date_end": max(start, end),
                }
            )
        monitoring.order_id = order
        return monitoring

    @api.onchange("season")
    def _onchange_season(self):
        self.date_start, self.date_end = self._default_dates(self.season)

    @api.depends("season", "date_start")
    def _compute_name(self):
        # The title stands on the printed summary as well, hence in Russian.
        words = {
            "start": "Стартовый мониторинг",
            "interim": "Промежуточный мониторинг",
            "final": "Итоговый мониторинг",
        }
        for monitoring in self:
            year = russian.school_year(monitoring.date_start)
            monitoring.name = f"{words.get(monitoring.season, '')} {year}".strip()

    @api.depends(*SHEET)
    def _compute_sheet_score(self):
        for monitoring in self:
            answers = [monitoring[name] for name in SHEET if monitoring[name]]
            score = sum(map(int, answers))
            monitoring.sheet_score = score
            if len(answers) < len(SHEET):
                # A sheet that is half filled in would always be «low».
                monitoring.sheet_level = False
            else:
                monitoring.sheet_level = (
                    "high" if score >= 17 else "medium" if score >= 11 else "low"
                )

    def _guard_message(self):
        return self.env._(
            "A round of monitoring is summed up with the button «Sum Up»."
        )

    def write(self, vals):
        locked = {*SHEET, *SWOT, "conclusion", "season", "date_start", "date_end"}
        closed = self.filtered(lambda m: m.state == "done")
        if closed and locked & vals.keys():
            raise UserError(
                self.env._(
                    "«%s» has been summed up. Open it again to correct it.",
                    closed[0].name,
                )
            )
        return super().write(vals)

    def action_done(self):
        """Sum up the round: the sheet is closed, the roadmap counts it.

        :raises UserError: when the curator's sheet has gaps
        """
        for monitoring in self:
            gaps = [name for name in SHEET if not monitoring[name]]
            if gaps and monitoring.season == "final":
                labels = [
                    monitoring._fields[name]._description_string(self.env)
                    for name in gaps
                ]
                raise UserError(
                    self.env._(
                        "«%(round)s»: answer the curator's sheet to the end: %(gaps)s.",
                        round=monitoring.name,
                        gaps=russian.people_list(labels, 2),
                    )
                )
        todo = self.filtered(lambda monitoring: monitoring.state != "done")
        todo._sum_up(fields.Date.context_today(self))

    def _sum_up(self, day):
        """Close the rounds as of a day: figures and printed summary are frozen."""
        self._write_guarded({"state": "done", "date_done": day})
        self._freeze_figures()
        self._freeze()

    def action_reopen(self):
        """Open a summed up round for corrections; what was said is kept beside it."""
        done = self.filtered(lambda monitoring: monitoring.state == "done")
        done._keep_former_summary()
        done._thaw()
        done._write_guarded({"state": "running", "date_done": False, "figures": False})

    def _keep_former_summary(self):
        """Put the summary that is being taken back into the chatter."""
        for monitoring in self.with_context(bin_size=False):
            body = self.env._(
                "Opened again. Summed up on %(day)s: %(held)s of %(due)s lines held, "
                "%(meetings)s meetings.",
                day=russian.date_numeric(monitoring.date_done),
                held=monitoring.held_count,
                due=monitoring.due_count,
                meetings=monitoring.meeting_count,
            )
            sheets = []
            if monitoring.frozen_pdf:
                sheet = base64.b64decode(monitoring.frozen_pdf)
                sheets.append((f"{monitoring.name}.pdf", sheet))
            monitoring.message_post(
                body=body, message_type="notification", attachments=sheets
            )
            if monitoring.signed_copy:
                # It is the copy of a sheet that holds no more.
                monitoring.with_context(
                    signed_copy_reason=self.env._("opened again")
                ).write({"signed_copy": False, "signed_copy_name": False})

    def action_suggest(self):
        """Fill the gaps of the sheet and of the SWOT from the records."""
        for monitoring in self:
            monitoring.write(
                {
                    name: value
                    for name, value in monitoring._suggestions().items()
                    if value and not monitoring[name]
                }
            )

    def _paper_report(self):
        return self.env.ref("school_mentorship.mentorship_monitoring_report")

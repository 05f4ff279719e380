import random

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import questionnaire, russian

# Nobody sees this field but the system itself, not even an administrator.
NOBODY = "."


class MentorshipSitting(models.Model):
    """One questionnaire given to many people by a day: a sitting.

    Knows who was asked and how many have answered. Answers without names lie in a box
    without order, time or writer, and are counted only after the sitting is closed:
    there is a single view of them, so nothing follows from comparing two.
    """

    _name = "mentorship.sitting"
    _description = "Sitting of a Questionnaire"
    _inherit = [
        "mentorship.night.mixin",
        "mentorship.guarded.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.period.mixin",
        "mentorship.evidence.mixin",
        "mentorship.sitting.result.mixin",
        "mentorship.sitting.people.mixin",
        "mentorship.sitting.window.mixin",
    ]
    _order = "date_start desc, id desc"
    _rec_name = "name"
    _check_company_auto = True
    _GUARDED = frozenset({"state", "sheet_count", "anonymous_box"})

    name = fields.Char(compute="_compute_name", store=True)
    survey_id = fields.Many2one(
        "survey.survey",
        "Questionnaire",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('survey_type', '=', 'mentorship')]",
    )
    purpose = fields.Selection(related="survey_id.mentorship_purpose", store=True)
    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    date_start = fields.Date(
        "Given Out On", required=True, default=fields.Date.context_today, tracking=True
    )
    date_end = fields.Date("Deadline", tracking=True)
    season = fields.Selection(
        [("autumn", "Autumn"), ("spring", "Spring")],
        compute="_compute_season",
        store=True,
    )
    anonymous = fields.Boolean(
        "Without Names",
        tracking=True,
        help="Who has answered is known, what he answered is not. Results are shown "
        "after closing, if at least three people answered.",
    )
    whole_staff = fields.Boolean(
        "All Teachers of the School",
        help="Not only those who stand in the bank already.",
    )
    state = fields.Selection(
        [("draft", "In preparation"), ("open", "Collecting"), ("closed", "Finished")],
        default="draft",
        required=True,
        index=True,
        tracking=True,
        copy=False,
    )
    invitation_ids = fields.One2many("mentorship.invitation", "sitting_id")
    invited = fields.Integer("Asked", compute="_compute_counts")
    answered = fields.Integer("Have Answered", compute="_compute_counts")
    waiting = fields.Integer("Have Not Answered", compute="_compute_counts")
    rate = fields.Integer("Response Rate, %", compute="_compute_counts")
    hand_invited = fields.Integer(
        "Asked on Paper Only",
        tracking=True,
        help="Asked outside the system, for instance at a teachers' council.",
    )
    hand_answered = fields.Integer("Of Them Have Answered", tracking=True)
    hand_basis = fields.Char(
        "Where the Sheets Are", help="Folder, minutes: what proves the number."
    )
    sheet_count = fields.Integer("Sheets Received", readonly=True, copy=False)
    anonymous_box = fields.Json(groups=NOBODY, copy=False)

    @api.depends("survey_id.title", "date_start")
    def _compute_name(self):
        for sitting in self:
            day = russian.date_numeric(sitting.date_start)
            sitting.name = f"{sitting.survey_id.title or ''} – {day}"

    @api.depends("date_start")
    def _compute_season(self):
        for sitting in self:
            month = sitting.date_start.month if sitting.date_start else 9
            sitting.season = "autumn" if month >= 8 else "spring"

    @api.depends("invitation_ids.state", "hand_invited", "hand_answered")
    def _compute_counts(self):
        counts = {}
        for sitting, state, number in self.env["mentorship.invitation"]._read_group(
            [("sitting_id", "in", self.ids)], ["sitting_id", "state"], ["__count"]
        ):
            counts.setdefault(sitting.id, {})[state] = number
        for sitting in self:
            own = counts.get(sitting._origin.id, {})
            sitting.invited = sum(own.values()) + sitting.hand_invited
            sitting.answered = own.get("answered", 0) + sitting.hand_answered
            sitting.waiting = sitting.invited - sitting.answered
            sitting.rate = questionnaire.Share(
                sitting.answered, sitting.invited
            ).percent

    @api.constrains("hand_invited", "hand_answered", "hand_basis")
    def _check_hand(self):
        for sitting in self:
            if not 0 <= sitting.hand_answered <= sitting.hand_invited:
                raise UserError(
                    self.env._(
                        "«%s»: as many may have answered on paper as were asked on "
                        "paper. Check both numbers.",
                        sitting.name,
                    )
                )
            if sitting.hand_answered and not (sitting.hand_basis or "").strip():
                raise UserError(
                    self.env._(
                        "«%s»: say where the sheets are that were counted by hand.",
                        sitting.name,
                    )
                )

    @api.constrains("survey_id", "company_id")
    def _check_survey(self):
        for sitting in self:
            survey = sitting.survey_id
            owner = survey.mentorship_company_id
            if survey.survey_type != "mentorship" or (
                owner and owner not in sitting.company_id.parent_ids
            ):
                raise UserError(
                    self.env._(
                        "«%s» is no questionnaire of this school. Choose another one.",
                        survey.title,
                    )
                )

    def write(self, vals):
        fixed = {"survey_id", "company_id", "anonymous"} & vals.keys()
        if fixed and any(sitting.state != "draft" for sitting in self):
            raise UserError(
                self.env._(
                    "«%s» has been given out: people were told what it is and who "
                    "reads it. Make another sitting.",
                    self.filtered(lambda s: s.state != "draft")[0].name,
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        answered = self.filtered(lambda sitting: sitting.answered)
        if answered:
            raise UserError(
                self.env._(
                    "«%s» has answers and cannot be deleted. Finish it instead.",
                    answered[0].name,
                )
            )

    def _guard_message(self):
        return self.env._(
            "A sitting is moved by its buttons: «Give out», «Finish», «Open again»."
        )

    def action_open(self):
        """Ask everybody whom the questionnaire concerns; e-mail goes out by its button.

        Pressed again, it asks those who have come since.

        :raises UserError: when the sitting is closed or its questionnaire is empty
        """
        for sitting in self:
            if sitting.state == "closed":
                raise UserError(
                    self.env._("«%s» is closed. Open it again first.", sitting.name)
                )
            if not sitting.survey_id.question_ids:
                raise UserError(
                    self.env._(
                        "«%s» has no questions yet.", sitting.survey_id.title or ""
                    )
                )
            sitting.invitation_ids._invite(sitting)
        self.filtered(lambda s: s.state == "draft")._write_guarded({"state": "open"})

    def action_close(self):
        """No more answers; those without names are counted now, once."""
        if draft := self.filtered(lambda sitting: sitting.state == "draft"):
            raise UserError(
                self.env._("«%s» has not been given out yet.", draft[0].name)
            )
        self._write_guarded({"state": "closed"})

    def action_reopen(self):
        """Take late answers, unless answers without names have been shown already.

        :raises UserError: a second view of them, compared with the first, would tell
            who answered what
        """
        if shown := self.filtered(lambda s: s.state == "closed" and s._shown_unnamed()):
            raise UserError(
                self.env._(
                    "«%s»: the answers without names have been shown. One more answer "
                    "would be told from the others; make another sitting.",
                    shown[0].name,
                )
            )
        today = fields.Date.context_today(self)
        for sitting in self:
            # With the old deadline it would be closed again in the night.
            late = sitting.date_end and sitting.date_end < today
            sitting._write_guarded(
                {"state": "open", **({"date_end": False} if late else {})}
            )

    def action_send(self):
        """E-mail the link to everybody who has an address and has not answered."""
        self._check_under_way()
        waiting = self.invitation_ids.filtered(lambda i: i.state == "waiting")
        sent = waiting._send()
        return self._tell(
            self.env._(
                "E-mails on their way: %(sent)s. Without an address: %(rest)s – give "
                "them the link, the QR code or the sheet.",
                sent=len(sent),
                rest=len(waiting - sent),
            )
        )

    def _check_under_way(self):
        if idle := self.filtered(lambda sitting: sitting.state != "open"):
            raise UserError(
                self.env._(
                    "«%s» is not under way: give it out, or open it again.",
                    idle[0].name,
                )
            )

    def _put_into_box(self, sheet):
        """Keep a sheet without its name, among the others, in no order.

        :param list sheet: items of `survey.user_input._mentorship_sheet`
        """
        self.ensure_one()
        # Only the system opens the box.
        sitting = self.sudo()
        # Equal keys in equal order: a sheet typed in does not differ from a sent one.
        sheets = [*(sitting.anonymous_box or []), sheet]
        random.SystemRandom().shuffle(sheets)
        sitting._write_guarded({"anonymous_box": sheets})
        self._count_sheet()

    def _count_sheet(self):
        sitting = self.sudo()
        sitting._write_guarded({"sheet_count": sitting.sheet_count + 1})

    @api.model
    def _cron_sittings(self):
        """Every day: give out by the calendar, remind, close, clear away shells."""
        local = self._at_night()
        today = fields.Date.context_today(local)
        by_calendar = [("survey_by_calendar", "=", True)]
        local.env["mentorship.school"].search(by_calendar)._give_out(today)
        running = local.search([("state", "=", "open"), ("date_end", "!=", False)])
        over = running.filtered(lambda sitting: sitting.date_end < today)
        over.action_close()
        (running - over).invitation_ids._remind(today)
        shells = local.env["survey.user_input"].search(
            [
                ("mentorship_invitation_id", "!=", False),
                "|",
                ("state", "=", "done"),
                ("mentorship_invitation_id.sitting_id.state", "!=", "open"),
            ]
        )
        shells.unlink()

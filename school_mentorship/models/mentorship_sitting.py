import datetime
import random

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import questionnaire, russian

# Whom a purpose asks: people of the bank, or of the pairs at work.
ROLE_OF = {
    "needs": "mentee",
    "mentor": "mentor",
    "start_mentee": "mentee",
    "start_mentor": "mentor",
    "monitoring_mentee": "mentee",
    "monitoring_mentor": "mentor",
}
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

    def action_print_links(self):
        """Print a slip with a QR code for everybody who has not answered."""
        self._check_under_way()
        report = self.env.ref("school_mentorship.mentorship_slips_report")
        return report.report_action(self)

    def action_print_blank(self):
        """Print the questionnaire to be filled in by hand, with the deadline."""
        report = self.env.ref("school_mentorship.mentorship_sheet_report")
        return report.report_action(self)

    def action_type_in(self):
        """Open the window in which a sheet of paper is typed in."""
        self.ensure_one()
        self._check_under_way()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sheet on Paper"),
            "res_model": "mentorship.sheet",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_sitting_id": self.id},
        }

    def action_print_summary(self):
        """Print the summary of the answers."""
        report = self.env.ref("school_mentorship.mentorship_summary_report")
        return report.report_action(self)

    def action_docx_summary(self):
        """Download the summary of the answers as DOCX."""
        report = self.env.ref("school_mentorship.mentorship_summary_report")
        return report.docx_action(self)

    def action_open_invitations(self):
        """Open the list of who was asked."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "mentorship.invitation",
            "view_mode": "list",
            "domain": [("sitting_id", "=", self.id)],
            "name": self.env._("Who Has Answered"),
        }

    def _open_list(self):
        """Open these sittings: a single one as its form."""
        action = {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "name": self.env._("Sittings"),
        }
        if len(self) == 1:
            return {**action, "res_id": self.id, "views": [(False, "form")]}
        return {
            **action,
            "domain": [("id", "in", self.ids)],
            "views": [(False, "list"), (False, "form")],
        }

    def action_open_answers(self):
        """Open the answers with names."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "mentorship.answer",
            "view_mode": "list,graph,pivot",
            "domain": [("sitting_id", "=", self.id)],
            "name": self.env._("Answers"),
        }

    def _check_under_way(self):
        if idle := self.filtered(lambda sitting: sitting.state != "open"):
            raise UserError(
                self.env._(
                    "«%s» is not under way: give it out, or open it again.",
                    idle[0].name,
                )
            )

    def _tell(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": message, "type": "success", "sticky": False},
        }

    def _people(self):
        """Whom this sitting asks.

        :return: list of dict, values of invitations without their sitting
        """
        self.ensure_one()
        if self.purpose == "curator_sheet":
            return self._curator_vals()
        role = ROLE_OF.get(self.purpose)
        if self.purpose not in ("needs", "mentor"):
            return self._pair_vals(role)
        people = self.env["mentorship.participant"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("role", "=", role),
                ("state", "!=", "left"),
            ]
        )
        rows = [
            {"participant_id": person.id, "partner_id": person.partner_id.id}
            for person in people
        ]
        if self.whole_staff:
            rows += self._staff_vals(people.partner_id)
        return rows

    def _pair_vals(self, role):
        """Members of the pairs at work; a mentor answers for each pair of his."""
        members = self.env["mentorship.pair.member"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("role", "in", [role] if role else ["mentor", "mentee"])
            & Domain("pair_id.state", "in", ("active", "suspended", "done"))
            & Domain("pair_id.date_start", "<=", self.date_end or self.date_start)
            & (
                Domain("pair_id.date_end", "=", False)
                | Domain("pair_id.date_end", ">=", self._year_start())
            )
            & (
                Domain("date_end", "=", False)
                | Domain("date_end", ">=", self._year_start())
            )
        )
        # Without names one sheet a person: who has two pairs would stand for two.
        by_pair = self.purpose == "monitoring_mentor" and not self.anonymous
        return [
            {
                "participant_id": person.id,
                "partner_id": person.partner_id.id,
                "pair_id": pair.id,
            }
            for person, pair in dict.fromkeys(
                (
                    m.participant_id,
                    m.pair_id if by_pair else self.env["mentorship.pair"],
                )
                for m in members
            )
        ]

    def _year_start(self):
        """The first of August before the sitting: where its school year begins."""
        day = self.date_start
        return datetime.date(day.year - (day.month < 8), 8, 1)

    def _staff_vals(self, known):
        """All pedagogical workers who do not stand in the bank yet."""
        # Who works in the school is public; the contact and the job lie in the
        # personnel file, which is closed to a curator without HR rights.
        staff = (
            self.env["hr.employee"]
            .sudo()
            .search([("company_id", "=", self.company_id.id)])
            .filtered("job_id.is_pedagogical")
        )
        contacts = staff._work_contacts() - known
        return [{"partner_id": partner.id} for partner in contacts]

    def _curator_vals(self):
        school = self.env["mentorship.school"]._of(self.company_id)
        curator = school.curator_id.sudo()
        partner = curator.work_contact_id or curator.user_id.partner_id
        if not partner and self.env.uid != SUPERUSER_ID:
            partner = self.env.user.partner_id
        # At night, where no curator is named, there is nobody to ask.
        return [{"partner_id": partner.id}] if partner else []

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

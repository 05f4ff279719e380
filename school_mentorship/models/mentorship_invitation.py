import datetime
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import declension, russian


class MentorshipInvitation(models.Model):
    """Who was asked to answer what by when, and whether the answer has come.

    Apart from what was answered. The link needs no account: whoever has it answers,
    once. Answers are kept under the name only with the person's consent to data
    processing; without it they go to the box of the sitting, without a name.
    """

    _name = "mentorship.invitation"
    _description = "Invitation to Answer a Questionnaire"
    _inherit = [
        "mentorship.guarded.mixin",
        "mentorship.evidence.mixin",
        "mentorship.invitation.flow.mixin",
    ]
    _order = "state desc, name, id"
    _check_company_auto = True
    _GUARDED = frozenset({"state", "way", "date_answered", "named", "is_typed"})

    sitting_id = fields.Many2one(
        "mentorship.sitting", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="sitting_id.company_id", store=True, index=True
    )
    sitting_state = fields.Selection(
        related="sitting_id.state", string="State of the Sitting"
    )
    anonymous = fields.Boolean(related="sitting_id.anonymous")
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="cascade"
    )
    participant_id = fields.Many2one(
        "mentorship.participant",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    pair_id = fields.Many2one(
        "mentorship.pair",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        help="The pair about which a mentor answers.",
    )
    name = fields.Char("Full Name", compute="_compute_name", store=True)
    date_end = fields.Date(related="sitting_id.date_end", string="Deadline")
    email = fields.Char(related="partner_id.email")
    token = fields.Char(
        required=True,
        copy=False,
        default=lambda self: secrets.token_urlsafe(24),
        groups="school_mentorship.group_mentorship_curator",
    )
    link = fields.Char(
        compute="_compute_link", groups="school_mentorship.group_mentorship_curator"
    )
    state = fields.Selection(
        [("waiting", "Has not answered"), ("answered", "Has answered")],
        required=True,
        default="waiting",
        index=True,
        copy=False,
    )
    way = fields.Selection(
        [("link", "By link"), ("paper", "On paper")], "How It Came", copy=False
    )
    date_answered = fields.Date("Day of the Answer", copy=False)
    date_sent = fields.Date("E-Mailed On", readonly=True, copy=False)
    # Whether the answers lie under the name; nothing leads from here to the others.
    named = fields.Boolean("Under the Name", readonly=True, copy=False)
    is_typed = fields.Boolean("Typed In", readonly=True, copy=False)

    _token_uniq = models.UniqueIndex("(token)", "Two invitations have the same link.")
    _person_uniq = models.UniqueIndex(
        "(sitting_id, partner_id, COALESCE(pair_id, 0))",
        "This person has been asked already.",
    )

    @api.depends("participant_id.name", "partner_id.name", "pair_id.name")
    def _compute_name(self):
        for invitation in self:
            person = invitation.participant_id.name or invitation.partner_id.name
            mentees = invitation.pair_id._members_of("mentee").participant_id
            about = russian.people_list(mentees.mapped("short_name"))
            invitation.name = f"{person} ({about})" if about else person

    @api.depends("name", "sitting_id.name")
    def _compute_display_name(self):
        for invitation in self:
            invitation.display_name = invitation.name

    def _compute_link(self):
        base = self.browse().get_base_url()
        for invitation in self:
            # Shown to the curator alone, by the field's groups.
            invitation.link = f"{base}/mentorship/a/{invitation.sudo().token}"

    def _guard_message(self):
        return self.env._(
            "Who has answered follows from the answers. Press «Handed in on paper» for "
            "a sheet of paper."
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        if answered := self.filtered(lambda i: i.state == "answered"):
            raise UserError(
                self.env._(
                    "%s: has answered, the invitation is counted and cannot be "
                    "deleted.",
                    answered[0].name,
                )
            )

    @api.model
    def _invite(self, sitting):
        """Ask those people of a sitting who were not asked yet.

        :param sitting: `mentorship.sitting` record
        """
        known = {(i.partner_id.id, i.pair_id.id) for i in sitting.invitation_ids}
        new = {}
        for vals in sitting._people():
            key = (vals["partner_id"], vals.get("pair_id", False))
            if key not in known:
                new.setdefault(key, {**vals, "sitting_id": sitting.id})
        # In the order of names: ids say nothing about who is who in the bank.
        self.create(list(new.values()))

    def _with_consent(self):
        """Those whose consent to data processing is valid, and curators of themselves.

        A curator fills in the sheet of his own work, not of a person.

        :return: `mentorship.invitation` recordset
        """
        result = self.browse()
        for company, own in self.grouped("company_id").items():
            valid = self.env["mentorship.consent"]._valid(
                own.partner_id, ["data_processing"], None, company
            )
            result |= own.filtered(
                lambda i, valid=valid: (
                    i.sitting_id.purpose == "curator_sheet"
                    or (i.partner_id.id, "data_processing") in valid
                )
            )
        return result

    def _may_be_named(self):
        """Those of them whose answers may be kept under their names.

        :return: `mentorship.invitation` recordset
        """
        return self._with_consent().filtered(lambda i: not i.sitting_id.anonymous)

    def _notice(self, named):
        """What the first page says about names, and who reads the answers.

        :param bool named: whether the answers will lie under the name
        :return: str
        """
        self.ensure_one()
        school = self.env["mentorship.school"].sudo()._of(self.company_id)
        curator = declension.initials(school.curator_id.name or "")
        who = self.env._("the curator of mentoring")
        who = f"{who} ({curator})" if curator else who
        if named:
            person = self.participant_id.name or self.partner_id.name
            text = self.env._(
                "The answers are kept under the name: %(person)s. They are read by "
                "%(who)s alone; your consent to the processing of personal data covers "
                "them.",
                person=person,
                who=who,
            )
        elif self.sitting_id.anonymous:
            text = self.env._(
                "The answers are kept without your name, time and address. Who has "
                "answered is known, what he answered is not. %(who)s sees the totals "
                "only, after closing and only if at least three people answered. "
                "Please write no names.",
                who=who[:1].upper() + who[1:],
            )
        else:
            text = self.env._(
                "There is no consent of yours to the processing of personal data, so "
                "the answers are kept without your name, time and address. %(who)s "
                "sees the totals only, after closing and only if at least three people "
                "answered so. You may also not answer at all.",
                who=who[:1].upper() + who[1:],
            )
        if self.pair_id:
            mentees = self.pair_id.sudo()._members_of("mentee").participant_id
            text += " " + self.env._(
                "You answer about the work with: %s.",
                ", ".join(mentees.mapped("short_name")),
            )
        return text

    def _refusal(self):
        """Why this invitation cannot be answered now; empty if it can.

        :return: str
        """
        if not self:
            return self.env._(
                "There is no such invitation. Check the link, or ask the curator for "
                "another one."
            )
        sitting = self.sitting_id
        today = fields.Date.context_today(self)
        if self.state == "answered":
            return self.env._("Your answers have been received. Thank you!")
        if sitting.state == "open" and not (
            sitting.date_end and sitting.date_end < today
        ):
            return ""
        return self.env._(
            "This questionnaire is closed, answers are no longer taken. Speak to the "
            "curator if you still want to answer."
        )

    def _open_answer(self):
        """The page on which the invited person answers.

        :return: `survey.user_input` record
        """
        self.ensure_one()
        named = self in self._may_be_named()
        language = self.env["res.lang"]._get_data(code="ru_RU").id
        deadline = self.sitting_id.date_end
        vals = {
            "mentorship_named": named,
            "lang_id": language,
            # The day is the school's; a day more for those west of it.
            "deadline": deadline
            and datetime.datetime.combine(deadline, datetime.time.min)
            + datetime.timedelta(days=2),
        }
        inputs = self.env["survey.user_input"].with_context(
            mail_create_nolog=True, mail_create_nosubscribe=True, tracking_disable=True
        )
        answer = inputs.search(
            [("mentorship_invitation_id", "=", self.id), ("state", "!=", "done")],
            limit=1,
        )
        if not answer:
            return inputs.create(
                {
                    **vals,
                    "survey_id": self.sitting_id.survey_id.id,
                    "mentorship_invitation_id": self.id,
                }
            )
        if answer.state == "new":
            answer.write(vals)
        return answer

    def _receive(self, sheet, named, way="link", date=None):
        """Take what one person has answered, once.

        :param list sheet: items of `survey.user_input._mentorship_sheet`
        :param bool named: what the first page promised; without a consent valid now
            the answers go without a name all the same
        :param str way: ``link`` or ``paper``
        :param date: the day that stands on the sheet; today if not given
        :raises UserError: when the person has answered already or it is too late
        """
        self.ensure_one()
        # The respondent has no rights to what his answers change: the link is his
        # right, and it was checked before.
        invitation = self.sudo()
        invitation.lock_for_update()
        invitation.invalidate_recordset(["state"])
        # A sheet marked as handed in before is typed in now.
        marked = way == "paper" and invitation._is_to_type()
        if not marked and (refusal := invitation._refusal()):
            raise UserError(refusal)
        named = named and invitation in invitation._may_be_named()
        vals = {"state": "answered", "way": way, "is_typed": way == "paper"}
        if named:
            day = fields.Date.to_date(date) or fields.Date.context_today(self)
            vals.update(named=True, date_answered=day)
        invitation._write_guarded(vals)
        if named:
            self.env["mentorship.answer"].sudo()._keep(invitation, sheet)
            invitation.sitting_id._count_sheet()
            invitation._flow()
        else:
            invitation.sitting_id._put_into_box(sheet)

    def _is_to_type(self):
        """Whether the sheet was handed in, and what it says is not known yet."""
        self.ensure_one()
        return self.state == "answered" and self.way == "paper" and not self.is_typed

    def action_mark_paper(self):
        """The sheet on paper has been handed in; what it says may be typed in later.

        :raises UserError: for who has answered already
        """
        self.sitting_id._check_under_way()
        if answered := self.filtered(lambda i: i.state == "answered"):
            raise UserError(
                self.env._(
                    "%s: has answered already.",
                    russian.people_list(answered.mapped("name")),
                )
            )
        self._write_guarded({"state": "answered", "way": "paper"})

    def action_unmark_paper(self):
        """Take the mark back, as long as nothing was typed in.

        :raises UserError: when there are answers
        """
        if kept := self.filtered(
            lambda i: i.way != "paper" or i.is_typed or i._sheets_missing() < 1
        ):
            raise UserError(
                self.env._(
                    "%s: the answers are here already.",
                    russian.people_list(kept.mapped("name")),
                )
            )
        self._write_guarded({"state": "waiting", "way": False})

    def _sheets_missing(self):
        """How many sheets of this sitting were handed in and not typed in yet."""
        handed = self.sitting_id.invitation_ids.filtered(
            lambda i: i.state == "answered" and not i.named
        )
        box = self.sitting_id.sudo().anonymous_box or []
        return len(handed) - len(box)

    def action_answer(self):
        """Open the questionnaire: for whoever was asked and has an account.

        :raises AccessError: for another's invitation
        """
        self.ensure_one()
        self.check_access("read")
        if self.partner_id != self.env.user.partner_id:
            raise UserError(
                self.env._(
                    "%s was asked, not you. Copy the link and send it to this person.",
                    self.name,
                )
            )
        # The link of one's own invitation.
        return {
            "type": "ir.actions.act_url",
            "url": f"/mentorship/a/{self.sudo().token}",
            "target": "new",
        }

    def action_send(self):
        """E-mail the link to these people."""
        self.sitting_id._check_under_way()
        sent = self.filtered(lambda i: i.state == "waiting")._send()
        return self.sitting_id[:1]._tell(
            self.env._("E-mails on their way: %s.", len(sent))
        )

    def _send(self):
        """Put an e-mail with the link into the queue for everybody with an address.

        :return: those to whom it goes
        """
        sent = self.filtered("email")
        schools = {
            company: self.env["mentorship.school"]._of(company)
            for company in sent.company_id
        }
        mails = []
        base = self.browse().get_base_url()
        for invitation in sent:
            sitting = invitation.sitting_id
            values = {
                "invitation": invitation,
                # The letter is the one place besides the curator's list that has it.
                "link": f"{base}/mentorship/a/{invitation.sudo().token}",
                "school": schools[invitation.company_id],
                "deadline": russian.date_words(sitting.date_end),
            }
            body = self.env["ir.qweb"]._render(
                "school_mentorship.mentorship_invitation_mail", values
            )
            mails.append(
                {
                    "subject": f"{sitting.survey_id.title}: просим ответить",
                    "email_to": invitation.email,
                    "body_html": body,
                    "auto_delete": True,
                }
            )
        # A letter of the school; nobody reads another's in the queue.
        self.env["mail.mail"].sudo().create(mails)
        sent.write({"date_sent": fields.Date.context_today(self)})
        return sent

    def _remind(self, today):
        """Three days before the deadline, once, to those who have not answered.

        Only to those who were written to before, or have consented.
        """
        late = self.filtered(
            lambda i: (
                i.state == "waiting"
                and 0 <= (i.date_end - today).days <= 3
                and (not i.date_sent or (today - i.date_sent).days > 3)
            )
        )
        known = late.filtered("date_sent")
        (known | (late - known)._with_consent())._send()

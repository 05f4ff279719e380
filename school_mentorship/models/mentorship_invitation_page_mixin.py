import datetime

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import declension


class MentorshipInvitationPageMixin(models.AbstractModel):
    """The page behind a link: what it says, may it be answered, what is kept."""

    _name = "mentorship.invitation.page.mixin"
    _description = "Page of an Invitation"

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
        # Waits for whoever is sending the same one; under repeatable read this
        # transaction then begins anew, and finds the answer that has come.
        self.env.cr.execute(
            "SELECT id FROM mentorship_invitation WHERE id = %s FOR UPDATE",
            [invitation.id],
        )
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

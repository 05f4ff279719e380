from odoo import fields, models

from ..tools import russian


class MentorshipInvitationMailMixin(models.AbstractModel):
    """Letters with the link: by the curator's button, by the calendar, one reminder."""

    _name = "mentorship.invitation.mail.mixin"
    _description = "Letters of an Invitation"

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

from odoo import http
from odoo.http import request

from odoo.addons.survey.controllers.main import Survey


class MentorshipSurvey(Survey):
    """Questionnaires answered without an account, by the link of an invitation."""

    @http.route(
        "/mentorship/a/<string:token>",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
    )
    def mentorship_answer(self, token):
        """The page of an invitation: the questionnaire, or why it cannot be answered.

        :param str token: of the invitation; whoever has the link answers
        """
        # The token is the right to this one invitation and to nothing else.
        invitation = (
            request.env["mentorship.invitation"]
            .sudo()
            # No database keeps a NUL; a link with one is as wrong as any other.
            .search([("token", "=", token.replace("\0", "?"))], limit=1)
        )
        if request.env["res.lang"].sudo()._get_data(code="ru_RU"):
            # Teachers of a Russian school, whatever their browser asks for.
            request.update_context(lang="ru_RU")
            invitation = invitation.with_context(lang="ru_RU")
        if refusal := invitation._refusal():
            return self._mentorship_refusal(invitation, refusal)
        answer = invitation._open_answer()
        return request.redirect(
            f"/survey/start/{answer.survey_id.access_token}"
            f"?answer_token={answer.access_token}"
        )

    def _mentorship_refusal(self, invitation, refusal):
        return request.render(
            "school_mentorship.mentorship_refusal_page",
            {
                "survey": invitation.sitting_id.survey_id,
                "refusal": refusal,
                "answered": invitation.state == "answered",
            },
        )

    def _check_validity(
        self,
        survey_sudo,
        answer_sudo,
        answer_token,
        ensure_token=True,
        check_partner=True,
    ):
        """Ours are answered by invitation only, on whosever computer it is."""
        if survey_sudo.survey_type == "mentorship":
            # Colleagues share the computer of the staff room: whoever is logged in
            # there is not who answers.
            check_partner = False
        result = super()._check_validity(
            survey_sudo,
            answer_sudo,
            answer_token,
            ensure_token=ensure_token,
            check_partner=check_partner,
        )
        if result is True and survey_sudo.survey_type == "mentorship" and answer_sudo:
            invitation = answer_sudo.mentorship_invitation_id
            if not invitation and not answer_sudo.test_entry:
                return "token_wrong"
            # What has been sent shows its last page; everything else must be open.
            if answer_sudo.state != "done" and invitation and invitation._refusal():
                return "mentorship_refused"
        return result

    def _redirect_with_error(self, access_data, error_key):
        answer = access_data["answer_sudo"]
        if error_key == "mentorship_refused" or (
            answer.mentorship_invitation_id and error_key == "answer_deadline"
        ):
            invitation = answer.mentorship_invitation_id
            return self._mentorship_refusal(invitation, invitation._refusal())
        return super()._redirect_with_error(access_data, error_key)

    @http.route()
    def survey_submit(self, survey_token, answer_token, **post):
        """Keep nothing of a page that was not accepted as a whole.

        Core saves the good answers of a page with an error in it, where they would
        lie beside the invitation until the page is sent again.
        """
        _survey, answer = self._fetch_from_access_token(survey_token, answer_token)
        if answer.survey_id.survey_type != "mentorship":
            return super().survey_submit(survey_token, answer_token, **post)
        with request.env.cr.savepoint() as savepoint:
            result = super().survey_submit(survey_token, answer_token, **post)
            if "error" in result[1]:
                savepoint.rollback()
        return result

    @http.route()
    def survey_print(self, survey_token, review=False, answer_token=None, **post):
        """Answers of ours are not shown by their link, to nobody."""
        _survey, answer = self._fetch_from_access_token(survey_token, answer_token)
        if answer.survey_id.survey_type == "mentorship":
            return self._mentorship_refusal(
                answer.mentorship_invitation_id,
                request.env._("Answers are not shown by their link."),
            )
        return super().survey_print(
            survey_token, review=review, answer_token=answer_token, **post
        )

from odoo import fields, models


class SurveyUserInput(models.Model):
    """An open questionnaire in somebody's browser; holds no answers of ours.

    The answers leave it in the same transaction in which they are sent: to rows that
    the curator alone may read, or without any name to the box of the sitting. What
    stays is an empty shell, without times, that the nightly job removes.
    """

    _inherit = "survey.user_input"

    mentorship_invitation_id = fields.Many2one(
        "mentorship.invitation", index="btree_not_null", ondelete="cascade"
    )
    mentorship_named = fields.Boolean()
    mentorship_notice = fields.Text(compute="_compute_mentorship_notice")

    def _compute_mentorship_notice(self):
        for answer in self:
            invitation = answer.mentorship_invitation_id
            answer.mentorship_notice = invitation and invitation._notice(
                answer.mentorship_named
            )

    def _of_mentorship(self):
        return self.filtered(lambda a: a.survey_id.survey_type == "mentorship")

    def _mark_in_progress(self):
        """When somebody began to answer is nobody's business."""
        ours = self._of_mentorship()
        ours.write({"state": "in_progress"})
        return super(SurveyUserInput, self - ours)._mark_in_progress()

    def _mark_done(self):
        """Hand the answers over; nothing of them stays here, nobody is notified."""
        ours = self._of_mentorship()
        for answer in ours:
            answer.state = "done"
            invitation = answer.mentorship_invitation_id
            if invitation and not answer.test_entry:
                invitation._receive(
                    answer._mentorship_sheet(), named=answer.mentorship_named
                )
            answer.user_input_line_ids.unlink()
        return super(SurveyUserInput, self - ours)._mark_done()

    def _mentorship_sheet(self):
        """The answers as plain data, in the order of the questions.

        :return: list of dict with question, row, option (ids), number, text
        """
        self.ensure_one()
        return [
            {
                "question": line.question_id.id,
                "row": line.matrix_row_id.id,
                "option": line.suggested_answer_id.id,
                "number": {
                    "numerical_box": line.value_numerical_box,
                    "scale": line.value_scale,
                }.get(line.answer_type),
                "text": line.value_text_box or line.value_char_box or "",
            }
            for line in self.user_input_line_ids
            if not line.skipped
        ]

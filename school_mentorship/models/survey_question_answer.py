from odoo import api, fields, models


class SurveyQuestionAnswer(models.Model):
    """An option, a column or a row; a row may be an area of need and ability."""

    _inherit = "survey.question.answer"

    mentorship_code = fields.Char(
        "Code", help="By it the answer is counted: keep it in a copy of a shipped one."
    )
    mentorship_area_id = fields.Many2one(
        "mentorship.area",
        "Area",
        index="btree_not_null",
        ondelete="restrict",
        help="The answer in this row is the need or the ability in this area.",
    )

    def _mentorship_surveys(self):
        questions = self.question_id | self.matrix_question_id
        return questions._mentorship_surveys()

    @api.model_create_multi
    def create(self, vals_list):
        labels = super().create(vals_list)
        labels._mentorship_surveys()._check_unanswered()
        return labels

    def write(self, vals):
        if vals.keys() - {"sequence"}:
            self._mentorship_surveys()._check_unanswered()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_mentorship_answered(self):
        self._mentorship_surveys()._check_unanswered()

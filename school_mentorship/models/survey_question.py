from odoo import api, fields, models

# What a question is: its words, its kind, its place in a questionnaire.
MEANING = frozenset(
    {
        "title",
        "question_type",
        "survey_id",
        "scale_min",
        "scale_max",
        "matrix_subtype",
        "mentorship_code",
        "mentorship_confidential",
        "suggested_answer_ids",
        "matrix_row_ids",
    }
)


class SurveyQuestion(models.Model):
    """A question whose answer may be counted, or may be for the curator only."""

    _inherit = "survey.question"

    mentorship_code = fields.Char(
        "Code",
        help="By it the answer is counted and goes to the bank: keep it in a copy of a "
        "shipped question.",
    )
    mentorship_confidential = fields.Boolean(
        "For the Curator Only", help="Never printed and never counted in a summary."
    )

    def _sheet_options(self):
        """What is ticked on a sheet of paper, by the number that stands there.

        :return: dict of number → `survey.question.answer` record, for choices and
            matrices; of number → None for a scale; empty for everything written
        """
        self.ensure_one()
        options = self.suggested_answer_ids
        if self.question_type == "scale":
            return dict.fromkeys(range(self.scale_min, self.scale_max + 1))
        if self.question_type == "matrix":
            scores = options.mapped(lambda option: int(option.answer_score))
            # The score itself is printed, where it tells the columns apart.
            if len(set(scores)) == len(options):
                return dict(sorted(zip(scores, options, strict=True)))
        return dict(enumerate(options, start=1))

    def _mentorship_surveys(self):
        return self.survey_id.filtered(lambda s: s.survey_type == "mentorship")

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        questions._mentorship_surveys()._check_unanswered()
        return questions

    def write(self, vals):
        if MEANING & vals.keys():
            self._mentorship_surveys()._check_unanswered()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_mentorship_answered(self):
        self._mentorship_surveys()._check_unanswered()

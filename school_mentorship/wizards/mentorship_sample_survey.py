import json

from odoo import fields, models
from odoo.tools import file_open


class MentorshipSampleSurveyMixin(models.AbstractModel):
    """Questionnaires of the sample school: asked in August, some answered on paper."""

    _name = "mentorship.sample.survey.mixin"
    _description = "Sample School: Questionnaires"

    def _load_surveys(self, env, day):
        """Let the people of the sample answer, and close what is over.

        :param env: environment of the sample school's curator
        :param day: function of a number → the workday so many days before the pairs
        """
        with file_open("school_mentorship/demo/sample_survey.json") as file:
            data = json.load(file)
        today = fields.Date.context_today(env["mentorship.sitting"])
        for row in data:
            survey = env["survey.survey"]._questionnaire(row["purpose"], env.company)
            if not survey:
                # A school that loads the sample may have archived it.
                continue
            sitting = env["mentorship.sitting"].create(
                {
                    "survey_id": survey.id,
                    "date_start": min(day(row["before"]), today),
                    "anonymous": row.get("anonymous", False),
                }
            )
            sitting.action_open()
            asked = sitting.invitation_ids
            answering = asked[: len(asked) - row.get("waiting", 0)]
            named = answering._may_be_named()
            for index, invitation in enumerate(answering):
                paper = index < row.get("paper", 0) and invitation in named
                invitation._receive(
                    self._sheet_of(invitation, row, index),
                    named=invitation in named,
                    way="paper" if paper else "link",
                    date=min(day(row["before"] - 3), today) if paper else None,
                )
            end = min(day(row["until"]), today)
            sitting.date_end = end if end >= sitting.date_start else False
            if not row.get("open"):
                sitting.action_close()

    def _sheet_of(self, invitation, row, index):
        """What the person of this number answers: as his entry in the bank says.

        :return: list of items, see `survey.user_input._mentorship_sheet`
        """
        scores = {
            line.area_id: line.score for line in invitation.participant_id.area_line_ids
        }
        items = []
        for number, (_label, question, line) in enumerate(
            invitation.sitting_id.survey_id._items()
        ):
            code = question.mentorship_code
            item = {
                "question": question.id,
                "row": line.id,
                "option": False,
                "number": None,
                "text": "",
            }
            options = question._sheet_options()
            marks = row.get("answers", {}).get(code)
            if line.mentorship_area_id:
                score = scores.get(line.mentorship_area_id, 0)
                item["option"] = options[score].id
            elif question.question_type == "numerical_box":
                if code == "capacity":
                    item["number"] = float(invitation.participant_id.capacity)
                else:
                    item["number"] = float((marks or [3, 12, 7, 21])[index % 4])
            elif options:
                # Not all the same, and every time the same.
                known = marks or sorted(options)[-3:]
                mark = known[(index + index // len(known) + number) % len(known)]
                if options[mark] is None:
                    item["number"] = mark
                else:
                    item["option"] = options[mark].id
            elif marks and index < len(marks) and marks[index]:
                item["text"] = marks[index]
            else:
                continue
            items.append(item)
        return items

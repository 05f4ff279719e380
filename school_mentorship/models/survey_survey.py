import json

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import file_open

PURPOSES = [
    ("needs", "Requests of teachers"),
    ("mentor", "Questionnaire of mentors"),
    ("start_mentee", "Start: mentees"),
    ("start_mentor", "Start: mentors"),
    ("monitoring_mentee", "Monitoring: mentees"),
    ("monitoring_mentor", "Monitoring: mentors"),
    ("short", "Short questionnaire"),
    ("curator_sheet", "Curator's sheet"),
]
TYPES = {
    "number": "numerical_box",
    "text": "text_box",
    "line": "char_box",
    "one": "simple_choice",
    "many": "multiple_choice",
}
# What several of the shipped questionnaires ask in the same words.
FIVE = [
    ["Совсем нет", 1],
    ["Скорее нет", 2],
    ["Отчасти", 3],
    ["Скорее да", 4],
    ["Полностью", 5],
]
STATEMENTS = {
    "mentee": [
        ["D1", "Я уверенно планирую урок и достигаю его цели"],
        ["D2", "Я справляюсь с дисциплиной и вовлечением класса"],
        ["D3", "Я без затруднений веду обязательную документацию и электронный журнал"],
        ["D4", "Я умею разговаривать с родителями в сложных ситуациях"],
        ["D5", "Я чувствую себя частью коллектива и знаю, к кому обратиться"],
        ["D6", "Я хочу продолжать работать в этой школе в ближайшие три года"],
    ],
    "mentor": [
        ["F1", "Я понимаю цели и рамки программы"],
        ["F2", "Я знаю запрос и сильные стороны наставляемого"],
        ["F3", "Я умею давать развивающую обратную связь"],
        ["F4", "Мне хватает времени"],
        ["F5", "Мне хватает материалов и методической поддержки"],
        ["F6", "Я готов(а) проводить открытые уроки"],
    ],
}


def _forget(surveys):
    """With the addon go its questionnaires, and before them what hangs on them."""
    sittings = surveys.env["mentorship.sitting"]
    sittings.search([("survey_id", "in", surveys.ids)]).unlink()
    surveys.unlink()


class SurveySurvey(models.Model):
    """A questionnaire of mentoring: a survey of our own type, with a purpose.

    Closed to the managers of other surveys by record rules. It is filled in on one
    page, so that nothing is kept before the person sends it, and only by invitation.
    """

    _inherit = "survey.survey"

    survey_type = fields.Selection(
        selection_add=[("mentorship", "Mentoring")], ondelete={"mentorship": _forget}
    )
    mentorship_purpose = fields.Selection(PURPOSES, "Purpose", index="btree_not_null")
    mentorship_company_id = fields.Many2one(
        "res.company",
        "School",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: for all schools.",
    )
    mentorship_sitting_ids = fields.One2many(
        "mentorship.sitting", "survey_id", "Sittings"
    )

    @api.constrains("survey_type", "questions_layout", "access_mode")
    def _check_mentorship(self):
        """Answers are kept only when sent, and only from those who were asked."""
        for survey in self.filtered(lambda s: s.survey_type == "mentorship"):
            if survey.questions_layout != "one_page" or survey.access_mode != "token":
                raise ValidationError(
                    self.env._(
                        "«%s»: a questionnaire of mentoring stands on one page and is "
                        "filled in by invitation.",
                        survey.title,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        kind = self.env.context.get("default_survey_type")
        for vals in vals_list:
            if vals.get("survey_type", kind) == "mentorship":
                vals.update(questions_layout="one_page", access_mode="token")
                vals.setdefault("mentorship_company_id", self.env.company.id)
                # The language of the page is that of the school, not of the author.
                vals.setdefault("lang_ids", [Command.clear()])
        return super().create(vals_list)

    def write(self, vals):
        if "survey_type" in vals:
            turned = self.filtered(
                lambda s: (
                    s.survey_type != vals["survey_type"]
                    and "mentorship" in (s.survey_type, vals["survey_type"])
                )
            )
            # Its answers would lie where the managers of other surveys read them.
            if turned:
                raise UserError(
                    self.env._(
                        "«%s»: a questionnaire of mentoring stays one. Make a new "
                        "survey instead.",
                        turned[0].title,
                    )
                )
        result = super().write(vals)
        if "mentorship_company_id" in vals:
            # Odoo asks before only: a curator makes no questionnaire everybody's.
            self.check_access("write")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        if asked := self.sudo().mentorship_sitting_ids:
            raise UserError(
                self.env._(
                    "«%s»: people were asked with this questionnaire. Archive it "
                    "instead.",
                    asked[0].survey_id.title,
                )
            )

    def _check_unanswered(self):
        """Whether the words may still change: an answer belongs to its question.

        :raises UserError: when somebody has answered these questionnaires
        """
        answered = self.sudo().mentorship_sitting_ids.filtered("sheet_count")
        if answered:
            raise UserError(
                self.env._(
                    "«%s» has been answered: its questions stay as they were answered. "
                    "Press «New edition» and change the copy.",
                    answered[0].survey_id.title,
                )
            )

    def action_new_edition(self):
        """Copy a questionnaire for changes; the answered one goes to the archive.

        A shipped one stays: the copy is the school's own.

        :return: action that opens the copy
        """
        self.ensure_one()
        copy = self.copy(
            {
                "title": self.title,
                "mentorship_company_id": self.env.company.id,
                "user_id": self.env.uid,
            }
        )
        copy.title = self.title
        if self.mentorship_company_id:
            self.action_archive()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": copy.id,
            "views": [
                (
                    self.env.ref("school_mentorship.survey_survey_view_form").id,
                    "form",
                )
            ],
        }

    def action_blank(self):
        """Print the questionnaire to be filled in by hand."""
        report = self.env.ref("school_mentorship.mentorship_questionnaire_report")
        return report.report_action(self)

    def _items(self):
        """What is answered, one by one, numbered as on the sheet of paper.

        :return: list of (number, `survey.question` record, row of a matrix or none)
        """
        self.ensure_one()
        items = []
        for index, question in enumerate(self.question_ids, start=1):
            rows = question.matrix_row_ids
            if question.question_type != "matrix":
                items.append((str(index), question, rows.browse()))
                continue
            items += [
                (f"{index}.{number}", question, row)
                for number, row in enumerate(rows, start=1)
            ]
        return items

    @api.model
    def _questionnaire(self, purpose, company):
        """The questionnaire that a school uses for a purpose: its own goes first.

        :param str purpose: one of `PURPOSES`
        :param company: `res.company` record
        :return: `survey.survey` record, or none
        """
        found = self.search(
            [
                ("survey_type", "=", "mentorship"),
                ("mentorship_purpose", "=", purpose),
                "|",
                ("mentorship_company_id", "=", False),
                ("mentorship_company_id", "parent_of", company.id),
            ],
            order="id desc",
        )
        return (
            found.filtered(lambda survey: survey.mentorship_company_id == company)
            or found.filtered("mentorship_company_id")
            or found
        )[:1]

    @api.model
    def _load_questionnaires(self):
        """Make the shipped questionnaires that are not here yet, all in one go."""
        with file_open("school_mentorship/data/mentorship_questionnaires.json") as file:
            shipped = json.load(file)
        known = self.with_context(active_test=False).search(
            [("survey_type", "=", "mentorship"), ("mentorship_company_id", "=", False)]
        )
        known = set(known.mapped("mentorship_purpose"))
        areas = self.env["mentorship.area"].search([("company_id", "=", False)])
        self.create(
            [
                self._shipped_vals(row, areas)
                for row in shipped
                if row["purpose"] not in known
            ]
        )

    @api.model
    def _shipped_vals(self, row, areas):
        """Values of a shipped questionnaire, all its questions included."""
        questions = []
        for section in row["sections"]:
            questions.append({"title": section["title"], "is_page": True})
            questions += [self._question_vals(q, areas) for q in section["questions"]]
        return {
            "survey_type": "mentorship",
            "mentorship_purpose": row["purpose"],
            "mentorship_company_id": False,
            "title": row["title"],
            "description": f"<p>{row['intro']}</p>",
            "description_done": "<p>Ваши ответы приняты.</p>",
            "user_id": False,
            "question_and_page_ids": [
                Command.create({**question, "sequence": number})
                for number, question in enumerate(questions, start=1)
            ],
        }

    @api.model
    def _question_vals(self, row, areas):
        kind = row["type"]
        vals = {
            "title": row["title"],
            "question_type": TYPES.get(kind, kind),
            "mentorship_code": row["code"],
            "mentorship_confidential": row.get("confidential", False),
            "constr_mandatory": row.get("required", False),
            "constr_error_msg": "Ответьте, пожалуйста, на этот вопрос."
            if row.get("required")
            else False,
        }
        if hint := row.get("hint"):
            vals["description"] = f"<p>{hint}</p>"
        if comment := row.get("comment"):
            vals.update(comments_allowed=True, comments_message=comment)
        if kind == "scale":
            vals.update(
                scale_min=row.get("min", 0),
                scale_max=row["max"],
                scale_min_label=row["low"],
                scale_max_label=row["high"],
            )
        elif kind == "number":
            vals.update(
                validation_required=True,
                validation_max_float_value=row.get("max", 100),
                validation_error_msg=f"Число от 0 до {row.get('max', 100)}",
            )
        if kind == "matrix":
            options = FIVE if row["columns"] == "five" else row["columns"]
            rows = row["rows"]
            if rows == "areas":
                labels = [{"value": a.name, "mentorship_area_id": a.id} for a in areas]
            elif isinstance(rows, str):
                labels = self._coded(STATEMENTS[rows])
            else:
                labels = self._coded(
                    [
                        line
                        if isinstance(line, list)
                        else [f"{row['code']}{index}", line]
                        for index, line in enumerate(rows, start=1)
                    ]
                )
            vals["matrix_row_ids"] = self._numbered(labels)
        else:
            options = row.get("options", ())
        vals["suggested_answer_ids"] = self._numbered(
            [
                dict(
                    zip(
                        ("value", "answer_score", "mentorship_code"),
                        [option] if isinstance(option, str) else option,
                        strict=False,
                    )
                )
                for option in options
            ]
        )
        return vals

    @staticmethod
    def _coded(lines):
        return [{"mentorship_code": code, "value": text} for code, text in lines]

    @staticmethod
    def _numbered(lines):
        return [
            Command.create({**line, "sequence": number})
            for number, line in enumerate(lines, start=1)
        ]

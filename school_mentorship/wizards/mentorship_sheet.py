from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools import questionnaire


class MentorshipSheet(models.TransientModel):
    """The window in which a curator types in a sheet of paper, number by number."""

    _name = "mentorship.sheet"
    _description = "Sheet on Paper"

    sitting_id = fields.Many2one("mentorship.sitting", required=True)
    anonymous = fields.Boolean(related="sitting_id.anonymous")
    invitation_id = fields.Many2one(
        "mentorship.invitation",
        "Whose Sheet",
        domain="[('sitting_id', '=', sitting_id), '|', ('state', '=', 'waiting'), "
        "'&', ('way', '=', 'paper'), ('is_typed', '=', False), "
        "('named', '=', False)]",
    )
    date = fields.Date(
        "Day on the Sheet", default=fields.Date.context_today, required=True
    )
    missing = fields.Integer("Still to Be Typed In", compute="_compute_missing")
    line_ids = fields.One2many(
        "mentorship.sheet.line",
        "sheet_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.depends("sitting_id")
    def _compute_line_ids(self):
        """A line for every question and row, whoever opens the window: a client too."""
        for sheet in self:
            items = sheet.sitting_id.survey_id._items() if sheet.sitting_id else ()
            sheet.line_ids = [
                Command.clear(),
                *(
                    Command.create({"question_id": question.id, "row_id": row.id})
                    for _number, question, row in items
                ),
            ]

    @api.depends("sitting_id")
    def _compute_missing(self):
        for sheet in self:
            sheet.missing = sheet.sitting_id.invitation_ids[:1]._sheets_missing()

    def action_save(self):
        """Keep the sheet.

        :raises UserError: when something typed is no answer, or nobody handed it in
        """
        self.ensure_one()
        self.sitting_id._check_under_way()
        items = self.line_ids._all_items()
        if not items:
            raise UserError(
                self.env._("The sheet is empty: type in what is ticked on it.")
            )
        if self.date > fields.Date.context_today(self):
            raise UserError(
                self.env._("The day on the sheet has not come yet. Check the date.")
            )
        if self.anonymous:
            if self.sitting_id.invitation_ids[:1]._sheets_missing() < 1:
                raise UserError(
                    self.env._(
                        "As many sheets as were handed in have been typed in already. "
                        "Mark in the list first who else has handed in a sheet."
                    )
                )
            self.sitting_id._put_into_box(items)
        elif not self.invitation_id:
            raise UserError(self.env._("Choose whose sheet it is."))
        else:
            self.invitation_id._receive(items, named=True, way="paper", date=self.date)
        return {"type": "ir.actions.act_window_close"}

    def action_save_next(self):
        """Keep the sheet and open an empty one."""
        self.action_save()
        return self.sitting_id.action_type_in()


class MentorshipSheetLine(models.TransientModel):
    """One question, or one row of a matrix, and what is ticked there."""

    _name = "mentorship.sheet.line"
    _description = "Line of a Sheet on Paper"

    sheet_id = fields.Many2one(
        "mentorship.sheet", required=True, index=True, ondelete="cascade"
    )
    question_id = fields.Many2one("survey.question", required=True, ondelete="cascade")
    row_id = fields.Many2one("survey.question.answer", ondelete="cascade")
    number = fields.Char("Item", compute="_compute_words")
    label = fields.Char("Question or Row", compute="_compute_words")
    hint = fields.Char("What Is Typed", compute="_compute_words")
    typed = fields.Char("Typed Answer")

    @api.depends("question_id", "row_id")
    def _compute_words(self):
        numbers = {
            (question, row): number
            for survey in self.question_id.survey_id
            for number, question, row in survey._items()
        }
        for line in self:
            question, row = line.question_id, line.row_id
            line.number = numbers.get((question, row), "")
            line.label = row.value or question.title
            line.hint = line._hint()

    def _hint(self):
        question = self.question_id
        options = question._sheet_options()
        if question.question_type == "scale":
            return f"{question.scale_min}–{question.scale_max}"
        if question.question_type == "matrix":
            return "; ".join(f"{n} – {o.value}" for n, o in options.items())
        if options:
            words = "; ".join(f"{n} – {o.value}" for n, o in options.items())
            if question.comments_allowed:
                words += f"; {question.comments_message or '…'}: …"
            return words
        return ""

    def _all_items(self):
        """What was typed in all lines of a sheet.

        :return: list of dict, see `survey.user_input._mentorship_sheet`
        :raises UserError: naming the question and what is no answer to it
        """
        items = []
        for question, lines in self.grouped("question_id").items():
            typed = [line.typed or "" for line in lines]
            if (
                question.question_type == "matrix"
                and max(question._sheet_options(), default=10) < 10
            ):
                typed = questionnaire.spread_marks(typed)
            for line, text in zip(lines, typed, strict=True):
                items += line._items(text.strip())
        return items

    def _items(self, text):
        """What was typed in one line, as the web page would send it.

        :param str text: what was typed
        :return: list of dict, see `survey.user_input._mentorship_sheet`
        :raises UserError: naming the question and what is no answer to it
        """
        self.ensure_one()
        question = self.question_id
        if not text:
            return []
        blank = {
            "question": question.id,
            "row": self.row_id.id,
            "option": False,
            "number": None,
            "text": "",
        }
        options = question._sheet_options()
        comment = ""
        try:
            if question.question_type == "numerical_box":
                high = question.validation_max_float_value
                number = questionnaire.typed_number(text, high)
                return [{**blank, "number": number}]
            if not options:
                return [{**blank, "text": text}]
            if question.comments_allowed:
                # «1, 3: свои слова»
                text, _colon, comment = (part.strip() for part in text.partition(":"))
            numbers = questionnaire.typed_numbers(
                text,
                min(options),
                max(options),
                several=question.question_type == "multiple_choice",
            )
        except questionnaire.Unclear as error:
            raise UserError(
                self.env._(
                    "%(number)s. %(question)s: «%(typed)s» is no answer here. Type: "
                    "%(hint)s.",
                    number=self.number,
                    question=self.label,
                    typed=str(error),
                    hint=self.hint
                    or self.env._(
                        "a number up to %s", f"{question.validation_max_float_value:g}"
                    ),
                )
            ) from error
        items = [
            {**blank, "number": number}
            if options[number] is None
            else {**blank, "option": options[number].id}
            for number in numbers
        ]
        if comment:
            items.append({**blank, "text": comment})
        return items

from odoo import api, fields, models


class MentorshipAnswer(models.Model):
    """One answer of one person who has consented: read by the curator alone.

    A number for what is counted, a text for what is read. Never changed: another
    opinion is another sheet.
    """

    _name = "mentorship.answer"
    _description = "Answer to a Questionnaire"
    _order = "invitation_id desc, id"
    _rec_name = "question_id"

    invitation_id = fields.Many2one(
        "mentorship.invitation", required=True, index=True, ondelete="cascade"
    )
    sitting_id = fields.Many2one(
        related="invitation_id.sitting_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="invitation_id.company_id", store=True, index=True
    )
    partner_id = fields.Many2one(
        related="invitation_id.partner_id", store=True, index=True
    )
    participant_id = fields.Many2one(
        related="invitation_id.participant_id", store=True, index="btree_not_null"
    )
    purpose = fields.Selection(related="sitting_id.purpose", store=True)
    date = fields.Date(related="invitation_id.date_answered", store=True)
    question_id = fields.Many2one(
        "survey.question", required=True, index=True, ondelete="cascade"
    )
    row_id = fields.Many2one(
        "survey.question.answer",
        "Row of the Matrix",
        index="btree_not_null",
        ondelete="cascade",
    )
    option_id = fields.Many2one(
        "survey.question.answer",
        "Chosen Option",
        index="btree_not_null",
        ondelete="cascade",
    )
    area_id = fields.Many2one(
        "mentorship.area", index="btree_not_null", ondelete="restrict"
    )
    code = fields.Char(index=True)
    value = fields.Float("Numeric Value", aggregator="avg")
    answer = fields.Text("In Words")
    is_confidential = fields.Boolean(related="question_id.mentorship_confidential")

    @api.model
    def _keep(self, invitation, sheet):
        """Keep the answers of a sheet under the name.

        :param invitation: `mentorship.invitation` record
        :param list sheet: items of `survey.user_input._mentorship_sheet`
        """
        questions = self.env["survey.question"]
        options = self.env["survey.question.answer"]
        rows = []
        for item in sheet:
            question = questions.browse(item["question"])
            row = options.browse(item["row"] or [])
            option = options.browse(item["option"] or [])
            number = item["number"]
            if number is None:
                number = option.answer_score
            rows.append(
                {
                    "invitation_id": invitation.id,
                    "question_id": question.id,
                    "row_id": row.id,
                    "option_id": option.id,
                    "area_id": row.mentorship_area_id.id,
                    "code": row.mentorship_code or question.mentorship_code,
                    "value": number,
                    "answer": option.value or item["text"] or f"{number:g}",
                }
            )
        self.create(rows)

    @api.model
    def _scores(self, participants, purposes, date_from=None, date_to=None, pairs=None):
        """What people said in numbers, sheet by sheet: for «before/after», «as of».

        Only sheets under a name; the areas are the rows tied to `mentorship.area`.

        :param participants: `mentorship.participant` recordset
        :param purposes: list of purposes of questionnaires
        :param date_from: first day of the sheets; from the beginning if not given
        :param date_to: last day of the sheets; to the end if not given
        :param pairs: only what was said about these pairs, where it was about one
        :return: dict participant → list of dict, oldest first, with ``purpose``,
            ``date``, ``sitting``, ``pair``, ``areas`` (code of the question → area →
            score), ``values`` (code → number), ``options`` (code → set of codes of
            options), ``texts`` (code → text)
        """
        domain = [
            ("participant_id", "in", participants.ids),
            ("purpose", "in", list(purposes)),
        ]
        if date_from:
            domain.append(("date", ">=", date_from))
        if date_to:
            domain.append(("date", "<=", date_to))
        if pairs is not None:
            domain.append(("invitation_id.pair_id", "in", [False, *pairs.ids]))
        sheets = {}
        for line in self.search(domain, order="date, invitation_id, id"):
            invitation = line.invitation_id
            sheet = sheets.setdefault(
                invitation,
                {
                    "purpose": line.purpose,
                    "date": line.date,
                    "sitting": line.sitting_id,
                    "pair": invitation.pair_id,
                    "areas": {},
                    "values": {},
                    "options": {},
                    "texts": {},
                },
            )
            if line.area_id:
                question = line.question_id.mentorship_code
                sheet["areas"].setdefault(question, {})[line.area_id] = line.value
            elif line.code:
                sheet["values"][line.code] = line.value
                sheet["texts"][line.code] = line.answer
                if option := line.option_id.mentorship_code:
                    sheet["options"].setdefault(line.code, set()).add(option)
        result = {person: [] for person in participants}
        for invitation, sheet in sheets.items():
            result[invitation.participant_id].append(sheet)
        return result

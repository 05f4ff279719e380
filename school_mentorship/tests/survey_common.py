"""People who answer questionnaires, as their browsers and the curator do."""

from .common import MentorshipCommon


class SurveyCommon(MentorshipCommon):
    """A school with two pairs and everybody's consent, unless a test says otherwise."""

    @classmethod
    def _sitting(cls, purpose, give_out=True, **vals):
        """A sitting of a shipped questionnaire, given out unless told otherwise."""
        survey = cls.env["survey.survey"]._questionnaire(purpose, cls.company)
        sitting = cls.env["mentorship.sitting"].create(
            {"survey_id": survey.id, "date_end": "2026-12-01", **vals}
        )
        if give_out:
            sitting.action_open()
        return sitting

    @classmethod
    def _pairs_at_work(cls, number=2, consented=True, **vals):
        """So many pairs at work, of people from outside the staff."""
        mentors = cls._outsiders("mentor", number)
        mentees = cls._outsiders("mentee", number)
        for index, person in enumerate(mentees, start=1):
            person.partner_id.sudo().name = f"Новиков{index} Олег Петрович"
        pairs = cls.env["mentorship.pair"].browse()
        for mentor, mentee in zip(mentors, mentees, strict=True):
            pairs |= cls._pair(mentor, mentee, date_start="2026-11-20", **vals)
        kinds = ["data_processing"] if consented else []
        cls._consent(mentors, [*kinds, "mentor_duties"])
        cls._consent(mentees, [*kinds, "mentee_participation"])
        cls._registered(pairs)
        return pairs

    @classmethod
    def _sheet(cls, survey, **answers):
        """What a browser would have kept: code of a question or row → what is said.

        A number is the score of a column or the number itself, a text is a text or
        the words of an option; `areas` gives every row of the matrix of areas a score.
        """
        items = []
        for _number, question, row in survey._items():
            code = row.mentorship_code or question.mentorship_code
            said = answers.get(code)
            if row.mentorship_area_id and said is None:
                said = answers.get("areas")
            if said is None:
                continue
            for value in said if isinstance(said, list) else [said]:
                item = {
                    "question": question.id,
                    "row": row.id,
                    "option": False,
                    "number": None,
                    "text": "",
                }
                options = question.suggested_answer_ids
                if question.question_type in ("scale", "numerical_box"):
                    item["number"] = value
                elif not options:
                    item["text"] = value
                elif isinstance(value, str):
                    item["option"] = options.filtered(
                        lambda o, value=value: o.value == value
                    ).id
                else:
                    item["option"] = options.filtered(
                        lambda o, value=value: o.answer_score == value
                    )[:1].id
                items.append(item)
        return items

    @classmethod
    def _answers(cls, invitation, named=True, **answers):
        """Send the answers of one invitation, as its page does."""
        survey = invitation.sitting_id.survey_id
        # Over the link nobody is logged in.
        public = cls.root.ref("base.public_user")
        invitation.with_user(public).sudo()._receive(
            cls._sheet(survey.sudo(), **answers), named=named
        )
        invitation.invalidate_recordset()

import random
from statistics import fmean

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ..tools import questionnaire

CURATOR = "school_mentorship.group_mentorship_curator"


class MentorshipSittingResultMixin(models.AbstractModel):
    """What a sitting says: counted from the answers with names and from the box.

    The box is opened once, after closing, and only if three people's sheets lie in
    it; a question that fewer than three of them answered stays out as well. Nothing
    can be filtered, so no two views differ by one person.
    """

    _name = "mentorship.sitting.result.mixin"
    _description = "Results of a Sitting"

    results = fields.Html(compute="_compute_results", sanitize=False, groups=CURATOR)
    satisfaction = fields.Integer(
        "Satisfied, %", compute="_compute_figures", groups=CURATOR
    )
    growth = fields.Float(compute="_compute_figures", groups=CURATOR)
    promoters = fields.Integer(
        "Would Recommend", compute="_compute_figures", groups=CURATOR
    )

    @api.depends("sheet_count", "state", "invitation_ids.state")
    def _compute_results(self):
        for sitting in self:
            sitting.results = self.env["ir.qweb"]._render(
                "school_mentorship.mentorship_results",
                {
                    "questions": sitting._results(),
                    "figures": sitting._figures(),
                    "hidden": sitting._hidden(),
                    "decimal": lambda number, digits: formatLang(
                        self.env, number, digits=digits
                    ),
                },
            )

    @api.depends("sheet_count", "state", "invitation_ids.state")
    def _compute_figures(self):
        for sitting in self:
            figures = sitting._figures()
            sitting.satisfaction = figures["satisfaction"].percent
            sitting.growth = figures["growth"][0]
            sitting.promoters = figures["promoters"]

    def _shown_unnamed(self):
        """The sheets without names, once they may be shown; otherwise nothing.

        :return: list of sheets, in no order
        """
        self.ensure_one()
        if self.state != "closed":
            return []
        # Only the system opens the box; what leaves it is counted.
        sheets = self.sudo().anonymous_box or []
        # By people, not by sheets: the threshold is about who could be meant.
        people = self.invitation_ids.filtered(
            lambda i: i.state == "answered" and not i.named
        ).partner_id
        least = questionnaire.HIDDEN_BELOW
        return sheets if min(len(sheets), len(people)) >= least else []

    def _hidden(self):
        """Why some answers are not in the results; empty if all are.

        :return: str
        """
        self.ensure_one()
        if not (self.sudo().anonymous_box or []) or self._shown_unnamed():
            return ""
        if self.state == "closed":
            return self.env._(
                "Fewer than three people answered without a name: these answers are "
                "not shown."
            )
        return self.env._(
            "Answers without names are counted after the sitting is closed, if at "
            "least three people answered."
        )

    def _named_sheets(self):
        """The sheets with names: dict invitation → list of items."""
        lines = self.env["mentorship.answer"].search([("sitting_id", "=", self.id)])
        return {
            invitation: [
                {
                    "question": line.question_id.id,
                    "row": line.row_id.id,
                    "option": line.option_id.id,
                    "number": line.value,
                    "text": "" if line.option_id else line.answer,
                }
                for line in own
            ]
            for invitation, own in lines.grouped("invitation_id").items()
        }

    def _results(self):
        """The answers question by question, in the order of the questionnaire.

        :return: list of dict with ``number`` (that of the sheet), ``title``, ``count``
            (people), ``mean`` or None, ``bars`` (label, count, per cent), ``rows``
            (label, count, mean, per cent of the scale) and ``texts``; questions for
            the curator only stay out
        """
        self.ensure_one()
        parts = [
            (list(self._named_sheets().values()), 1),
            (self._shown_unnamed(), questionnaire.HIDDEN_BELOW),
        ]
        given = {}
        for sheets, least in parts:
            found = {}
            for number, sheet in enumerate(sheets):
                for item in sheet:
                    places = found.setdefault((item["question"], item["row"]), {})
                    places.setdefault(number, []).append(item)
            for place, answers in found.items():
                if len(answers) >= least:
                    given.setdefault(place, []).extend(answers.values())
        return [
            {"number": number, **self._result(question, given)}
            for number, question in enumerate(self.survey_id.question_ids, start=1)
            if not question.mentorship_confidential
        ]

    def _result(self, question, given):
        kind = question.question_type
        answers = given.get((question.id, False), [])
        items = [item for sheet in answers for item in sheet]
        result = {
            "code": question.mentorship_code,
            "title": question.title,
            "count": len(answers),
            "mean": None,
            "bars": [],
            "rows": [],
            "texts": [],
        }
        if kind == "matrix":
            scores = question.suggested_answer_ids.mapped("answer_score")
            low, high = min(scores, default=0), max(scores, default=0)
            score_of = {o.id: o.answer_score for o in question.suggested_answer_ids}
            for row in question.matrix_row_ids:
                own = given.get((question.id, row.id), [])
                marks = [score_of.get(i["option"], 0) for sheet in own for i in sheet]
                mean = fmean(marks) if marks else None
                result["rows"].append(
                    {
                        "label": row.value,
                        "code": row.mentorship_code,
                        "area": row.mentorship_area_id,
                        "count": len(own),
                        "mean": mean,
                        "high": high,
                        "percent": round(100 * (mean - low) / (high - low))
                        if marks and high > low
                        else 0,
                    }
                )
                result["count"] = max(result["count"], len(own))
        elif kind in ("simple_choice", "multiple_choice"):
            for option in question.suggested_answer_ids:
                number = sum(item["option"] == option.id for item in items)
                result["bars"].append(self._bar(option.value, number, len(answers)))
        elif kind in ("scale", "numerical_box"):
            numbers = [item["number"] for item in items]
            result["mean"] = fmean(numbers) if numbers else None
            if kind == "scale":
                result["bars"] = [
                    self._bar(str(mark), numbers.count(mark), len(numbers))
                    for mark in range(question.scale_min, question.scale_max + 1)
                ]
        texts = [
            item["text"].strip()
            for item in items
            if not item["option"] and kind not in ("scale", "numerical_box")
        ]
        # Neither by time nor by person; a remark of one or two would stand out.
        texts = [text for text in texts if text]
        random.shuffle(texts)
        result["texts"] = texts
        return result

    def _bar(self, label, number, whole):
        percent = questionnaire.Share(number, whole).percent
        return {"label": label, "count": number, "percent": percent}

    def _figures(self):
        """The figures of domain rules: satisfaction, growth, promoters, level.

        Growth compares each person with himself, hence only people under their names
        who answered the start questionnaire of the same school year; it says how many
        they are.

        :return: dict with ``invited``, ``answered``, ``rate``, ``satisfaction``
            (`Share`), ``growth`` (mean, people), ``promoters``, ``critics``,
            ``recommended`` (people who answered), ``points`` and ``level`` of the
            curator's sheet, ``strong`` and ``weak`` (labels)
        """
        self.ensure_one()
        results = self._results()
        named = self._named_sheets()
        codes = self._codes()
        valued = {
            invitation: self._values(sheet, codes)
            for invitation, sheet in named.items()
        }
        everybody = [
            *valued.values(),
            *(self._values(sheet, codes) for sheet in self._shown_unnamed()),
        ]
        marks = [
            values[questionnaire.RECOMMEND]
            for values in everybody
            if questionnaire.RECOMMEND in values
        ]
        points = None
        if self.purpose == "curator_sheet" and everybody:
            points = round(sum(v for c, v in everybody[0].items() if c[:1] == "K"))
        # Only agreement from 1 to 5 is strong or weak; needs are not.
        agreed = [
            row
            for result in results
            for row in result["rows"]
            if row["high"] == 5 and row["mean"] is not None
        ]
        agreed.sort(key=lambda row: row["mean"], reverse=True)
        return {
            "invited": self.invited,
            "answered": self.answered,
            "rate": self.rate,
            "satisfaction": questionnaire.share(
                questionnaire.satisfied(self.purpose, values) for values in everybody
            ),
            "growth": self._growth(valued),
            "promoters": sum(mark >= questionnaire.PROMOTER for mark in marks),
            "critics": sum(mark <= questionnaire.CRITIC for mark in marks),
            "recommended": len(marks),
            "points": points,
            "level": questionnaire.level(points) if points is not None else "",
            "strong": [
                row["label"] for row in agreed if row["mean"] >= questionnaire.STRONG
            ],
            "weak": [
                row["label"]
                for row in reversed(agreed)
                if row["mean"] <= questionnaire.WEAK
            ],
            "areas": self._areas(results),
        }

    def _codes(self):
        """Codes of rows and questions, and numbers of options, by id."""
        questions = self.survey_id.question_ids
        return {
            "row": {r.id: r.mentorship_code for r in questions.matrix_row_ids},
            "question": {q.id: q.mentorship_code for q in questions},
            "option": {o.id: o.answer_score for o in questions.suggested_answer_ids},
        }

    def _values(self, sheet, codes):
        """Code → number of one sheet."""
        values = {}
        for item in sheet:
            code = codes["row" if item["row"] else "question"].get(
                item["row"] or item["question"]
            )
            number = item["number"]
            if item["option"]:
                number = codes["option"].get(item["option"])
            if code and number is not None:
                values[code] = number
        return values

    def _growth(self, valued):
        """How much people's marks have grown since the start: mean, people."""
        start, _codes = questionnaire.GROWTH.get(self.purpose, ("", ()))
        people = self.env["mentorship.participant"].union(
            *(invitation.participant_id for invitation in valued)
        )
        if not start or not people:
            return (0.0, 0)
        before = self.env["mentorship.answer"]._scores(
            people, [start], self._year_start(), self.date_end or None
        )
        after = {}
        for invitation, values in valued.items():
            # A mentor of two pairs is one person: his last sheet speaks for him.
            after[invitation.participant_id] = values
        grown = [
            questionnaire.growth(self.purpose, before[person][0]["values"], values)
            for person, values in after.items()
            if before.get(person)
        ]
        grown = [number for number in grown if number is not None]
        return (fmean(grown) if grown else 0.0, len(grown))

    def _areas(self, results):
        """Areas before and after, where a sheet asks for both: list of dict."""
        tables = {
            result["code"]: {row["area"]: row for row in result["rows"]}
            for result in results
            if result["code"] in ("G3a", "G3b")
        }
        if len(tables) < 2:
            return []
        return [
            {
                "label": area.name,
                "before": row["mean"],
                "after": tables["G3b"][area]["mean"],
                "before_percent": row["percent"],
                "after_percent": tables["G3b"][area]["percent"],
                "count": min(row["count"], tables["G3b"][area]["count"]),
            }
            for area, row in tables["G3a"].items()
            if area
            and area in tables["G3b"]
            and row["mean"] is not None
            and tables["G3b"][area]["mean"] is not None
        ]

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.questionnaire import HIDDEN_BELOW
from .mentorship_monitoring_sheet import SHEET, SWOT

# Which questionnaires belong to a round.
PURPOSES = {
    "start": ("start_mentee", "start_mentor"),
    "interim": ("short",),
    "final": ("monitoring_mentee", "monitoring_mentor"),
}
CURATOR_SHEET = "curator_sheet"

# So many sides are named, the strongest or the weakest first.
FEW_WORDS = 5


class MentorshipMonitoringSurveyMixin(models.AbstractModel):
    """The questionnaires of a round: given out, answered, summed up.

    They go out by the calendar of the school; whoever does not let them may give them
    out from the round. Only sums are taken from the answers.
    """

    _name = "mentorship.monitoring.survey.mixin"
    _description = "Questionnaires of Monitoring"

    sitting_ids = fields.Many2many(
        "mentorship.sitting", string="Questionnaires", compute="_compute_sitting_ids"
    )

    @api.depends("season", "date_end", "company_id")
    def _compute_sitting_ids(self):
        found = self._sittings()
        for monitoring in self:
            monitoring.sitting_ids = found[monitoring]

    def _sittings(self, purposes=None):
        """The sittings that belong to these rounds: one query.

        :param purposes: others than those of the round
        :return: dict of round → `mentorship.sitting`
        """
        sittings = self.env["mentorship.sitting"]
        dated = self.filtered("date_end")
        if dated:
            sittings = sittings.search(
                [
                    ("company_id", "in", dated.company_id.ids),
                    ("state", "!=", "draft"),
                    ("date_start", ">=", min(m._year_start() for m in dated)),
                    ("date_start", "<=", max(dated.mapped("date_end"))),
                ],
                order="date_start, id",
            )
        return {
            monitoring: sittings.filtered(
                lambda s, own=monitoring: (
                    s.company_id == own.company_id
                    and s.purpose in (purposes or PURPOSES.get(own.season, ()))
                    and own.date_end
                    and own._year_start() <= s.date_start <= own.date_end
                )
            )
            for monitoring in self
        }

    def action_give_out(self):
        """Give out the questionnaires of the round that have not been given out yet.

        :return: action that opens them; also those that the calendar has given out
        :raises UserError: when nobody is there to be asked
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        given = self._sittings()[self]
        missing = [p for p in PURPOSES[self.season] if p not in given.mapped("purpose")]
        if not missing:
            return given._open_list()
        if today > self.date_end:
            raise UserError(
                self.env._(
                    "«%s» is over. Set a later last day first, so that people have "
                    "time to answer.",
                    self.name,
                )
            )
        school = self.env["mentorship.school"]._of(self.company_id)
        for purpose in missing:
            school._give_out_one(purpose, today, self.date_end)
        self.invalidate_recordset(["sitting_ids"])
        if not self.sitting_ids:
            raise UserError(
                self.env._("No pair is at work, so there is nobody to be asked.")
            )
        return self.sitting_ids._open_list()

    def _survey_lines(self, sittings):
        """What the summary says of some sittings: numbers only, few people hidden.

        While a sitting is open, nothing but how many have answered.

        :return: list of dicts with name, answered, satisfied, growth
        """
        lines = []
        # Sums without a name, of three people at least: no right to answers is used.
        for sitting in sittings.sudo():
            found = sitting._figures()
            share, (growth, people) = found["satisfaction"], found["growth"]
            # Printed after each answer, the figures would tell what the last one said.
            least = HIDDEN_BELOW if sitting.state == "closed" else float("inf")
            lines.append(
                {
                    "name": sitting.survey_id.title,
                    "answered": f"{found['answered']} из {found['invited']} "
                    f"({found['rate']}\u00a0%)",
                    "satisfied": (
                        f"{share.percent}\u00a0% ({share.part} из {share.whole})"
                    )
                    if share.whole >= least
                    else "–",
                    "growth": f"{growth:+.1f}".replace(".", ",").replace("-", "−")
                    + f" ({people} чел.)"
                    if people >= least
                    else "–",
                }
            )
        return lines

    def _survey_suggestions(self):
        """The curator's own sheet and what the questionnaires call strong or weak.

        :return: dict of field → value
        """
        self.ensure_one()
        values = {}
        for sitting in self._sittings([CURATOR_SHEET])[self]:
            for result in sitting._results():
                for row in result["rows"]:
                    number = (row["code"] or "").removeprefix("K")
                    if number.isdecimal() and 0 < int(number) <= len(SHEET):
                        if row["mean"] is not None:
                            values[SHEET[int(number) - 1]] = f"{round(row['mean'])}"
                for name, code in zip(SWOT, "SWOT", strict=True):
                    if result["code"] == code and result["texts"]:
                        values[name] = "\n".join(result["texts"])
        return values

    def _survey_swot(self):
        """Strong and weak sides by the answers of the round.

        :return: pair of lists of sentences, in Russian as they are printed
        """
        strong, weak = [], []
        for sitting in self._sittings()[self]:
            if sitting.answered < HIDDEN_BELOW:
                continue
            found = sitting._figures()
            strong += [
                f"По анкетам высоко оценено: «{x}»."
                for x in found["strong"][:FEW_WORDS]
            ]
            weak += [
                f"По анкетам низко оценено: «{x}»." for x in found["weak"][:FEW_WORDS]
            ]
        return strong, weak

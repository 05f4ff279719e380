from odoo import fields, models


class MentorshipParticipantBankMixin(models.AbstractModel):
    """What the bank knows of a person beside his place in it, with its history."""

    _name = "mentorship.participant.bank.mixin"
    _description = "Card of the Bank"

    readiness = fields.Selection(
        [("ready", "Ready"), ("later", "Not now")],
        required=True,
        default="ready",
        tracking=True,
        help="«Not now» keeps a person in the bank and out of matching.",
    )
    type_ids = fields.Many2many(
        "mentorship.type",
        string="Formats",
        help="In which ways this person wants to work; empty: in any.",
    )
    preference_ids = fields.One2many(
        "mentorship.preference",
        "participant_id",
        "Wishes and Vetoes",
        groups="school_mentorship.group_mentorship_curator",
    )
    area_history_ids = fields.One2many(
        "mentorship.participant.area", "participant_id", "History of Areas"
    )

    def _set_area_scores(self, scores, date=None, source=False):
        """Keep needs or abilities from a day on; what held before stays as history.

        An older paper typed in late takes its place between what was known before
        and after it; the same day again corrects the score.

        :param dict scores: `mentorship.area` record → score, 0 to 3
        :param date: the first day of these scores; today if not given
        :param str source: where they come from, as the card shows it
        :return: `mentorship.participant.area` rows of these scores
        :raises ValidationError: without a valid consent to data processing
        """
        self.ensure_one()
        date = fields.Date.to_date(date) or fields.Date.context_today(self)
        lines = self.env["mentorship.participant.area"]
        areas = self.env["mentorship.area"].union(*scores)
        known = lines.search(
            [("participant_id", "=", self.id), ("area_id", "in", areas.ids)],
            order="date, id",
        ).grouped("area_id")
        result, new = lines, []
        for area, score in scores.items():
            rows = known.get(area, lines)
            same = rows.filtered(lambda row: row.date == date)
            if same:
                same.write({"score": score, "source": source, "date": date})
                result |= same
                continue
            before = rows.filtered(lambda row: row.date < date)[-1:]
            after = rows.filtered(lambda row: row.date > date)[:1]
            day_before = fields.Date.subtract(date, days=1)
            if before and (not before.date_end or before.date_end >= date):
                before.date_end = day_before
            new.append(
                {
                    "participant_id": self.id,
                    "area_id": area.id,
                    "score": score,
                    "date": date,
                    "date_end": after and fields.Date.subtract(after.date, days=1),
                    "source": source,
                }
            )
        # The closed rows go first: one row of an area is open at a time.
        lines.flush_model()
        return result | lines.create(new)

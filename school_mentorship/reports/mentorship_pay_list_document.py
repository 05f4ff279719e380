from odoo import models

from ..tools import russian, working_days


class MentorshipPayListDocument(models.AbstractModel):
    """Whom the accountant pays for mentoring in a month, for which days."""

    _name = "report.school_mentorship.mentorship_pay_list_document"
    _description = "Monthly List for the Accountant on Paper"
    _inherit = ["report.school_mentorship.paper_layout"]

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        school = values["school"]
        start, end = record._month()
        own_days = self.env["mentorship.day.off"]._own_days(record.company_id)
        week = int(school.working_week or 5)
        values.update(
            month=f"{russian.MONTHS[start.month - 1]} {start.year}\u00a0г.",
            rows=[
                self._row(agreement, start, end, week, own_days)
                for agreement in record._agreements()
            ],
            month_days=self._working(start, end, week, own_days),
            week=week,
        )
        return values

    def _row(self, agreement, start, end, week, own_days):
        """One agreement: from which day to which in the month, and how many they are.

        :return: dict
        """
        start = max(start, agreement.date_start)
        end = min(end, agreement.date_ended or agreement.date_end)
        number = russian.number_sign(agreement.number)
        day = russian.date_numeric(agreement.date)
        return {
            "name": agreement.name,
            "position": self._small(agreement.participant_id.position),
            "document": " ".join(filter(None, (number, day and f"от\u00a0{day}"))),
            "start": russian.date_numeric(start),
            "end": russian.date_numeric(end),
            "days": (end - start).days + 1,
            "working": self._working(start, end, week, own_days),
            "mentees": self._mentees(agreement, start, end),
            "pay": agreement.pay_words,
            "ended": bool(agreement.notice_by),
        }

    def _working(self, start, end, week, own_days):
        """How many days of a period are worked."""
        off, working = own_days
        return sum(
            working_days.is_working(start.fromordinal(day), week, off, working)
            for day in range(start.toordinal(), end.toordinal() + 1)
        )

    def _mentees(self, agreement, start, end):
        """How many mentees the mentor had in the period, for pay by their number."""
        # Only counted: who they are is not the accountant's business.
        agreement = agreement.sudo()
        pairs = agreement.pair_id or agreement.participant_id.member_ids.pair_id
        return len(
            pairs.filtered(
                lambda pair: (
                    pair.state != "preparing"
                    and pair.date_start <= end
                    and (not pair.date_end or pair.date_end >= start)
                )
            )
            .member_ids.filtered(
                lambda member: (
                    member.role == "mentee"
                    and (not member.date_start or member.date_start <= end)
                    and (not member.date_end or member.date_end >= start)
                )
            )
            .participant_id
        )

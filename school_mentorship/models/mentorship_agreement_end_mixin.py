from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import russian, working_days

# Labour Code, art. 351.8, part 4: both sides give notice three working days ahead.
NOTICE_DAYS = 3


class MentorshipAgreementEndMixin(models.AbstractModel):
    """How an agreement ends: by notice, with its pair, or with its term."""

    _name = "mentorship.agreement.end.mixin"
    _description = "End of an Agreement"

    notice_by = fields.Selection(
        [("mentor", "Mentor"), ("employer", "Employer")], readonly=True, copy=False
    )
    notice_date = fields.Date(readonly=True, copy=False)
    date_ended = fields.Date("Last Day", readonly=True, copy=False, tracking=True)
    by_consent = fields.Boolean("By Consent of Both Sides", readonly=True, copy=False)
    end_reason = fields.Char("Basis of the End", readonly=True, copy=False)

    def _earliest_end(self, notice_date):
        """The last day of mentoring after a notice.

        :param notice_date: the day on which the notice came in
        :return: date
        """
        self.ensure_one()
        school = self.env["mentorship.school"]._of(self.company_id)
        off, working = self.env["mentorship.day.off"]._own_days(self.company_id)
        return working_days.earliest_day(
            notice_date,
            NOTICE_DAYS,
            week=int(school.working_week),
            extra_off=off,
            extra_working=working,
        ).last_day

    def end_early(self, notice_by, notice_date=None, date=None, by_consent=False):
        """End an agreement before its term (Labour Code, art. 351.8).

        :param str notice_by: ``mentor`` who refuses or ``employer`` who cancels
        :param notice_date: day of the written notice; today if not given
        :param date: last day of mentoring; the earliest lawful one if not given
        :param bool by_consent: both sides agreed on an earlier day
        :return: date, the last day
        :raises UserError: when the day is earlier than three working days allow
        """
        self.ensure_one()
        if self.state != "signed":
            raise UserError(
                self.env._("%s: only an agreement in force is ended.", self.name)
            )
        today = fields.Date.context_today(self)
        notice_date = fields.Date.to_date(notice_date) or today
        if notice_date > today:
            raise UserError(self.env._("The day of the notice has not come yet."))
        if self.date and notice_date < self.date:
            raise UserError(
                self.env._("The notice is older than the agreement. Check its day.")
            )
        earliest = self._earliest_end(notice_date)
        date = fields.Date.to_date(date) or earliest
        if date < notice_date:
            raise UserError(
                self.env._("The work cannot end before the day of the notice.")
            )
        if date < earliest and not by_consent:
            raise UserError(
                self.env._(
                    "The notice of %(notice)s ends the work on %(earliest)s at the "
                    "earliest: three working days. An earlier day needs the consent of "
                    "both sides.",
                    notice=russian.date_numeric(notice_date),
                    earliest=russian.date_numeric(earliest),
                )
            )
        self._write_guarded(
            {
                "state": "ended",
                "notice_by": notice_by,
                "notice_date": notice_date,
                "date_ended": min(date, self.date_end),
                "by_consent": date < earliest,
            }
        )
        self._seek_successor()
        return self.date_ended

    def _seek_successor(self):
        """Tell the curator that a pair at work is losing its mentor."""
        # Who ends the agreement, a personnel officer, may not see the pair's mentees.
        pair = self.sudo().pair_id
        if pair.state in ("active", "suspended") and (
            not pair.date_end or self.date_ended < pair.date_end
        ):
            self.env["mentorship.school"].sudo()._remind_curator(
                pair,
                self.env._("Replace the mentor or end the pair"),
                self.env._(
                    "The agreement of %(name)s ends on %(date)s. Open the pair and "
                    "press «Replace the mentor», or «End early».",
                    name=self.name,
                    date=russian.date_numeric(self.date_ended),
                ),
                self.date_ended,
            )

    def _end_with_pair(self, pair, date, basis):
        """End the agreements of mentors who work in a pair no longer.

        An agreement for all mentees of its term stays while the mentor has others.

        :param pair: the `mentorship.pair` that ends, or that they leave
        :param date: the last day of the work
        :param str basis: the order, in words
        """
        for agreement in self.filtered(
            lambda a: a.state == "signed" and a.pair_id in (pair, a.pair_id[:0])
        ):
            members = agreement.participant_id.member_ids
            others = members.filtered(
                lambda m: (
                    m.pair_id != pair
                    and m.pair_id.state in ("preparing", "active", "suspended")
                    and m._is_current(date)
                )
            )
            if not agreement.pair_id and others:
                continue
            last = max(agreement.date_start, min(date, agreement.date_end))
            agreement._write_guarded(
                {"state": "ended", "date_ended": last, "end_reason": basis}
            )

    @api.model
    def _cron_end(self):
        """Agreements whose term is over have ended."""
        local = self._at_night()
        today = fields.Date.context_today(local)
        gone = local.search(
            [("state", "=", "signed"), ("participant_id.date_out", "<", today)]
        )
        gone.participant_id._end_agreements()
        over = local.search([("state", "=", "signed"), ("date_end", "<", today)])
        for date_end, agreements in over.grouped("date_end").items():
            agreements._write_guarded({"state": "ended", "date_ended": date_end})

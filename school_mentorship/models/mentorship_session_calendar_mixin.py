from datetime import datetime, time, timedelta

import pytz

from odoo import fields, models
from odoo.exceptions import UserError

DEFAULT_HOUR = 14.5


class MentorshipSessionCalendarMixin(models.AbstractModel):
    """The meeting in the calendars of those who have an account.

    Private, with a title that gives nothing away: that somebody is a mentee is
    nobody's business.
    """

    _name = "mentorship.session.calendar.mixin"
    _description = "Meeting in the Calendar"

    event_id = fields.Many2one(
        "calendar.event",
        "In the Calendar",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def action_invite(self):
        """Put planned days into the calendars of the pair's members with accounts.

        :raises UserError: for a line without a day, and when nobody has an account
        """
        self.check_access("write")
        for session in self:
            if session.state != "planned" or session.period != "day":
                raise UserError(
                    self.env._(
                        "%(pair)s: «%(line)s» has no day yet. Choose the day first; "
                        "then the invitation can be sent.",
                        pair=session.pair_id.name,
                        line=session.name,
                    )
                )
            users = session._invited()
            if not users:
                raise UserError(
                    self.env._(
                        "%s: nobody of the pair has an account, so there is nobody to "
                        "invite.",
                        session.pair_id.name,
                    )
                )
            vals = session._event_vals(users)
            if session.event_id:
                # The event is its organiser's; who may change the meeting moves it.
                session.sudo().event_id.write(vals)
                continue
            # The event is its organiser's; he may not see all calendars he writes to.
            event = (
                self.env["calendar.event"]
                .sudo()
                .create({**vals, "user_id": self.env.uid})
            )
            session._write_guarded({"event_id": event.id})

    def _invited(self):
        """Who of the pair is in it on that day and has an account."""
        self.ensure_one()
        return self.pair_id.member_ids.filtered(
            lambda m: (
                m._is_current(self.date_start)
                and (not m.date_start or m.date_start <= self.date_start)
            )
        ).user_id

    def _follow_members(self):
        """Meetings to come leave the calendar of who goes and reach who takes over."""
        # Whoever may change the pair moves what stands in the calendars of its members.
        for session in self.sudo().filtered(
            lambda s: s.event_id and s.state == "planned" and s.period == "day"
        ):
            event, users = session.event_id, session._invited()
            if not users:
                event.unlink()
                continue
            vals = session._event_vals(users)
            left = event.partner_ids - users.partner_id
            # A mentee has invited nobody: he keeps the place between two mentors.
            waiting = session.pair_id._members_of("mentee").user_id
            if event.user_id.partner_id in left or event.user_id in waiting:
                mentors = session.pair_id._members_of("mentor").user_id & users
                vals["user_id"] = (mentors or users)[0].id
            event.write(vals)

    def _event_vals(self, users):
        """What the calendar shows: a day, an hour, who; nothing of the mentoring."""
        self.ensure_one()
        zone = pytz.timezone(
            self.company_id.resource_calendar_id.tz or self.env.user.tz or "UTC"
        )
        minutes = round((self.hour or DEFAULT_HOUR) * 60)
        moment = datetime.combine(self.date_start, time.min) + timedelta(
            minutes=minutes
        )
        start = zone.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)
        return {
            "name": "Встреча",
            "privacy": "private",
            "start": start,
            "stop": start + timedelta(minutes=self.duration),
            "partner_ids": [fields.Command.set(users.partner_id.ids)],
        }

    def write(self, vals):
        result = super().write(vals)
        if {"date_start", "hour", "duration"} & vals.keys():
            for session in self.filtered(
                lambda s: s.event_id and s.state == "planned" and s.period == "day"
            ):
                # Moved by whoever may write the meeting.
                event = session.sudo().event_id
                event.write(session._event_vals(session._invited()))
        if vals.get("state") in ("missed", "cancelled"):
            # What was cancelled leaves the calendars of both.
            self.sudo().event_id.unlink()
        return result

    def unlink(self):
        self.sudo().event_id.unlink()
        return super().unlink()

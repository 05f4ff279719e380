from odoo import api, fields, models
from odoo.fields import Domain


class MentorshipProgramDailyMixin(models.AbstractModel):
    """What only time brings about: programs begin, lines are late, pairs are silent.

    A number of queries that does not depend on the number of pairs: late and silent
    are conditions, not stored marks, and a school's curator gets one reminder.
    """

    _name = "mentorship.program.daily.mixin"
    _description = "Daily Job of the Programs"

    @api.model
    def _cron_daily(self):
        """Begin what is due and tell the curators what is late."""
        # Thousands begin on one day in September: the state says it, no message.
        local = self._at_night().with_context(mail_notrack=True)
        today = fields.Date.context_today(local)
        local.search(
            [
                ("state", "=", "approved"),
                ("pair_id.state", "=", "active"),
                ("date_start", "<=", today),
            ]
        )._write_guarded({"state": "running"})
        local._daily_reminders(today)

    @api.model
    def _daily_reminders(self, today):
        """One reminder for each school with late lines or silent pairs.

        It is made once and says the numbers of the day; when nothing is late any
        more, it goes away by itself.
        """
        sessions = self.env["mentorship.session"]
        late = dict(
            sessions._read_group(
                sessions._domain_late(), ["company_id"], ["program_id:count_distinct"]
            )
        )
        silent = dict(
            self._read_group(self._domain_silent(), ["company_id"], ["__count"])
        )
        schools = self.env["mentorship.school"].search(
            [("curator_id.user_id", "!=", False)]
        )
        kind = self.env.ref(
            "school_mentorship.mentorship_program_activity_type",
            raise_if_not_found=False,
        )
        if not kind:
            return
        activities = self.env["mail.activity"].search(
            Domain("activity_type_id", "=", kind.id)
            & Domain("res_model", "=", "mentorship.school")
        )
        known = activities.grouped("res_id")
        # Whom the reminder is for stands in the settings of the school.
        readers = {school: school.curator_id.sudo().user_id for school in schools}
        texts = {
            school: self.with_context(
                lang=user.lang or self.env.context.get("lang")
            )._reminder(
                late.get(school.company_id, 0), silent.get(school.company_id, 0)
            )
            for school, user in readers.items()
        }
        gone = activities.filtered(
            lambda a: not any(texts.get(s) for s in schools if s.id == a.res_id)
        )
        gone.unlink()
        model = self.env["ir.model"]._get_id("mentorship.school")
        vals_list = []
        for school, text in texts.items():
            if not text:
                continue
            if own := known.get(school.id):
                if own[0].summary != text:
                    own[0].summary = text
                continue
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model,
                    "res_id": school.id,
                    "user_id": readers[school].id,
                    "date_deadline": today,
                    "summary": text,
                }
            )
        self.env["mail.activity"].create(vals_list)

    def _reminder(self, late, silent):
        """«Late: 3 programs. No meeting for 30 days: 2 pairs.», or nothing."""
        parts = []
        if late:
            parts.append(self.env._("Programs with late lines: %s", late))
        if silent:
            parts.append(self.env._("Pairs without a meeting for 30 days: %s", silent))
        return ". ".join(parts)

from odoo import api, fields, models

from ..tools import russian, working_days

PUBLIC = ("data_distribution", "image")
# 152-FZ, art. 10.1, part 14: distribution stops within three working days.
TERM = 3


class MentorshipConsentPublicMixin(models.AbstractModel):
    """What the public has seen by a consent has to be taken off when it ends."""

    _name = "mentorship.consent.public.mixin"
    _description = "Consent to Publicity"

    def _take_off(self, since=None):
        """A task per channel for every publication that shows these people.

        :param since: the day on which the withdrawal came in; today if not given
        :return: `mail.activity` recordset of the new tasks
        """
        tasks = self.env["mail.activity"]
        consents = self.filtered(lambda consent: consent.kind in PUBLIC)
        for company, ended in consents.grouped("company_id").items():
            tasks |= ended._take_off_in(company, since)
        return tasks

    def _take_off_in(self, company, since=None):
        """The tasks of one school; see `_take_off`."""
        people = self.partner_id
        posts = self.env["mentorship.publication.post"].search(
            [
                ("company_id", "=", company.id),
                ("date", "!=", False),
                ("date_removed", "=", False),
                "|",
                ("publication_id.named_ids", "in", people.ids),
                ("publication_id.pictured_ids", "in", people.ids),
            ]
        )
        still = posts.publication_id._lacking()
        day = self._stop_day(company, since)
        names = people._mentorship_short_names(company)
        user = self._site_keeper(company)
        shown = {}
        for post in posts.filtered(lambda post: not post.activity_id.active):
            lacking = still[post.publication_id]
            if whom := [names[partner] for partner in people if partner in lacking]:
                shown[post] = ", ".join(whom)
        kind = self.env.ref("mail.mail_activity_data_todo").id
        model = self.env["ir.model"]._get_id("mentorship.publication")
        vals_list = [
            {
                "activity_type_id": kind,
                "res_model_id": model,
                "res_id": post.publication_id.id,
                "date_deadline": day,
                "user_id": user.id,
                "summary": self.env._(
                    "%(channel)s: take off or make anonymous – %(people)s",
                    channel=post.channel_id.name,
                    people=whom,
                ),
                "note": self.env._(
                    "The consent has ended. Take the publication off or make it "
                    "anonymous by %(date)s (152-FZ, art. 10.1, part 14: three working "
                    "days). %(address)s",
                    date=russian.date_numeric(day),
                    address=post.url or "",
                ),
            }
            for post, whom in shown.items()
        ]
        # One letter says that there is something to do; the tasks say what.
        activities = self.env["mail.activity"].with_context(
            mail_activity_quick_update=0
        )
        quiet = activities.with_context(mail_activity_quick_update=True)
        tasks = activities.create(vals_list[:1])
        tasks |= quiet.create(vals_list[1:]).with_env(tasks.env)
        for post, task in zip(shown, tasks, strict=True):
            post.activity_id = task
        return tasks | self._renew_section(company, day, names)

    def _renew_section(self, company, day, names):
        """A task to make the section of the site anew, if the school has one.

        :param company: `res.company`
        :param day: last day of the term
        :param dict names: partner → surname and initials
        :return: `mail.activity` recordset
        """
        # Who made the section is told, whoever enters the withdrawal.
        job = (
            self.env["mentorship.job"]
            .sudo()
            .search(
                [
                    ("company_id", "=", company.id),
                    ("method", "=", "_job_site"),
                    ("state", "=", "done"),
                ],
                limit=1,
            )
        )
        if not job:
            return self.env["mail.activity"]
        return job.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=day,
            user_id=job.user_id.id,
            summary=self.env._(
                "Site: make the section anew and replace it – %s",
                ", ".join(names.values()),
            ),
        )

    @api.model
    def _stop_day(self, company, since=None):
        """The last day of the term in which distribution has to stop.

        :param company: `res.company`, whose working week counts
        :param since: day of the demand; today if not given
        :return: date
        """
        school = self.env["mentorship.school"]._of(company)
        off, working = self.env["mentorship.day.off"]._own_days(company)
        since = fields.Date.to_date(since) or fields.Date.context_today(self)
        term = working_days.earliest_day(
            since, TERM, int(school.working_week or 5), off, working
        )
        return term.last_day

    @api.model
    def _site_keeper(self, company):
        """Whose task it is: the curator's, or of who entered the withdrawal."""
        curator = self.env["mentorship.school"]._of(company).curator_id
        return curator.user_id or self.env.user

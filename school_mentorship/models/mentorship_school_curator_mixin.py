from odoo import api, fields, models

CURATORS = "school_mentorship.group_mentorship_curator"


class MentorshipSchoolCuratorMixin(models.AbstractModel):
    """One place holds the curator; open work follows when he changes.

    Written on the school by hand, by the window or by a registered order, a new
    curator takes over the open roadmaps, the lines and drafts in which the former one
    is named, and his activities, if he has a login with a curator's rights.
    """

    _name = "mentorship.school.curator.mixin"
    _description = "Curator of a School"

    def write(self, vals):
        if "curator_id" not in vals:
            return super().write(vals)
        former = {school: school.curator_id for school in self}
        result = super().write(vals)
        for school, employee in former.items():
            if employee and school.curator_id and school.curator_id != employee:
                school._hand_over(employee)
        return result

    def _hand_over(self, former):
        """Let the new curator take over what the former one had in hand.

        :param former: `hr.employee` who was curator
        """
        self.ensure_one()
        curator = self.curator_id
        company = [("company_id", "=", self.company_id.id)]
        still_open = ("state", "in", ("draft", "approved", "running"))
        roadmaps = self.env["mentorship.roadmap"].search(
            [*company, still_open, ("curator_id", "in", [former.id, False])]
        )
        roadmaps.curator_id = curator
        orders = self.env["mentorship.order"].search(
            [*company, ("state", "=", "draft"), ("curator_id", "=", former.id)]
        )
        orders.curator_id = curator
        lines = self.env["mentorship.measure"].search(
            [
                *company,
                ("state", "in", ("planned", "running")),
                ("roadmap_state", "!=", "closed"),
                ("responsible_ids", "in", former.ids),
            ]
        )
        lines.write(
            {
                "responsible_ids": [
                    fields.Command.unlink(former.id),
                    fields.Command.link(curator.id),
                ]
            }
        )
        moved, kept = self._hand_over_activities(former)
        note = self.env._(
            "%(former)s hands over to %(curator)s: roadmaps – %(roadmaps)s, drafts of "
            "orders – %(orders)s, lines of the roadmap – %(lines)s, activities – "
            "%(moved)s.",
            former=former.name,
            curator=curator.name,
            roadmaps=len(roadmaps),
            orders=len(orders),
            lines=len(lines),
            moved=len(moved),
        )
        if kept:
            note += " " + self.env._(
                "%(number)s activities stay with the former curator: %(name)s has no "
                "login with the rights of a curator. An administrator gives them.",
                number=len(kept),
                name=curator.name,
            )
        self.message_post(body=note, message_type="notification")

    def _hand_over_activities(self, former):
        """Move the former curator's open activities on records of mentoring.

        :return: two recordsets of `mail.activity`: moved, kept
        """
        # Whose login belongs to whom stands in the personnel file; activities of
        # others are moved because the school has named another curator.
        activities = self.env["mail.activity"].sudo()
        old, new = former.sudo().user_id, self.curator_id.sudo().user_id
        if not old or old == new:
            return activities, activities
        found = activities.search(
            [("user_id", "=", old.id), ("res_model", "=like", "mentorship.%")]
        )
        own = activities
        for model, group in found.grouped("res_model").items():
            records = self.env[model].sudo().browse(group.mapped("res_id")).exists()
            if "company_id" in records._fields:
                records = records.filtered(
                    lambda record: record.company_id == self.company_id
                )
            own |= group.filtered(lambda a, ids=set(records.ids): a.res_id in ids)
        if not new or not new.has_group(CURATORS):
            return activities, own
        own.with_context(mail_activity_quick_update=True).write({"user_id": new.id})
        return own, activities

    def _curator_user(self):
        """The login that gets the curator's tasks: his own, or his substitute's.

        :return: `res.users`; empty when nobody of them may work as a curator
        """
        self.ensure_one()
        # Whose login belongs to whom stands in the personnel file.
        school = self.sudo()
        users = [
            school.curator_id.user_id,
            school.curator_substitute_id.user_id,
            self.env.user,
            *self.env.ref(CURATORS).sudo().all_user_ids,
        ]
        for user in users:
            at_school = user.active and school.company_id in user.company_ids
            if at_school and user.has_group(CURATORS):
                return user
        return self.env["res.users"]

    @api.model
    def _remind_curator(self, records, summary, note, date):
        """Give the curators of some records something to do, if they have a login.

        :param records: records with activities and a school
        :param str summary: what
        :param str note: how
        :param date: by when
        """
        for company, group in records.grouped("company_id").items():
            school = self.env["mentorship.school"]._of(company)
            user = school._curator_user() if school else None
            for record in group if user else ():
                record.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=date,
                    summary=summary,
                    note=note,
                    user_id=user.id,
                )

    def action_change_curator(self):
        """Open the window in which another curator takes over."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change the Curator"),
            "res_model": "mentorship.curator.change",
            "view_mode": "form",
            "target": "new",
            "context": {"default_school_id": self.id},
        }

    def _regulation_in_force(self, date):
        """The school's own regulation on mentoring that is in force on a day.

        :param date: the day
        :return: `mentorship.legal.act`
        """
        self.ensure_one()
        acts = self.env["mentorship.legal.act"]
        return acts._regulations(self.company_id).filtered(
            lambda act: act._is_in_force(date)
        )

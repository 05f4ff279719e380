from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import declension


class MentorshipEventItem(models.Model):
    """A line of the agenda and of the minutes: heard, spoke or decided.

    What was spoken and decided belongs to the question heard above it.
    """

    _name = "mentorship.event.item"
    _description = "Line of the Minutes"
    _order = "event_id, sequence, id"
    _check_company_auto = True

    event_id = fields.Many2one(
        "mentorship.event", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="event_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [("heard", "Heard"), ("spoke", "Spoke"), ("decided", "Decided")],
        required=True,
        default="heard",
    )
    text = fields.Text("What", required=True)
    hour = fields.Float("At", help="When it is planned: 14:30. For the agenda.")
    employee_id = fields.Many2one(
        "hr.employee", "Who", check_company=True, index="btree_not_null"
    )
    name = fields.Char(
        "Full Name",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        help="Of a guest, when nobody of the staff is chosen.",
    )
    user_id = fields.Many2one(
        related="employee_id.user_id", store=True, index="btree_not_null", string="User"
    )
    date_deadline = fields.Date("Due By")
    vote = fields.Char("Voted", help="«единогласно», «за – 7, воздержались – 1».")
    activity_id = fields.Many2one(
        "mail.activity",
        "Task",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    task_state = fields.Selection(
        [("open", "Open"), ("late", "Late"), ("done", "Done")],
        compute="_compute_task_state",
    )

    @api.depends("employee_id")
    def _compute_name(self):
        for item in self.filtered("employee_id"):
            item.name = item.employee_id.name

    @api.depends("activity_id.active", "date_deadline")
    def _compute_task_state(self):
        for item in self:
            # The task may be a colleague's; whether it is done stands in the minutes.
            task = item.activity_id.sudo()
            if not task:
                item.task_state = False
            elif not task.active:
                item.task_state = "done"
            else:
                late = task.date_deadline < fields.Date.context_today(item)
                item.task_state = "late" if late else "open"

    @api.constrains("date_deadline", "event_id")
    def _check_deadline(self):
        for item in self:
            day = item.event_id.date_start
            if item.date_deadline and item.date_deadline < day:
                raise ValidationError(
                    self.env._(
                        "«%s»: the term lies before the day of the event.",
                        item._short_text(),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items.event_id._check_not_printed()
        return items

    def write(self, vals):
        if not vals.keys() <= {"activity_id"}:
            self.event_id._check_not_printed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_minuted(self):
        self.event_id._check_not_printed()

    def _short_text(self):
        """The beginning of the text, for messages and tasks."""
        self.ensure_one()
        text = " ".join((self.text or "").split())
        return text if len(text) <= 80 else f"{text[:79]}…"

    def _short_name(self):
        """«Иванова И.И.»"""
        self.ensure_one()
        return declension.initials(self.name or "")

    def _make_tasks(self):
        """Make a task of every decision that names a person and a term.

        Of somebody without an account it becomes a task of the organizer, or of who
        keeps the minutes, and bears the person's name.
        """
        for item in self.filtered(
            lambda i: i.kind == "decided" and i.date_deadline and not i.activity_id
        ):
            event = item.event_id
            user = item.user_id
            summary = item._short_text()
            if not user:
                summary = f"{item._short_name()}: {summary}"
            item.activity_id = event.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=item.date_deadline,
                summary=summary,
                note=item.text,
                user_id=(user or event.organizer_id.user_id or self.env.user).id,
            )

    def _drop_tasks(self):
        """Take back the tasks that nobody has done yet."""
        tasks = self.activity_id.filtered("active")
        self.write({"activity_id": False})
        tasks.unlink()

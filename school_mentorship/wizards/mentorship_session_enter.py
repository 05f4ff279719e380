from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.mentorship_session import LESSON


class MentorshipSessionEnter(models.TransientModel):
    """A meeting that was held, entered in under a minute: the day and what.

    Opened over a pair it leads back to the pair; from the menu, or from a bookmark on
    a phone where nothing lies behind it, to the meetings.
    """

    _name = "mentorship.session.enter"
    _description = "Enter a Meeting"

    program_id = fields.Many2one(
        "mentorship.program",
        "Pair",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env["mentorship.session"]._default_program(),
    )
    date_held = fields.Date("Day", required=True, default=fields.Date.context_today)
    session_id = fields.Many2one(
        "mentorship.session",
        "Line of the Plan",
        compute="_compute_session_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="cascade",
        domain="[('program_id', '=', program_id), ('state', '=', 'planned')]",
    )
    work_form_id = fields.Many2one(
        "mentorship.work.form",
        compute="_compute_work_form_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="cascade",
    )
    duration = fields.Integer("Minutes", default=LESSON)
    is_group = fields.Boolean(related="program_id.is_group")
    pair_id = fields.Many2one(related="program_id.pair_id")
    attendee_ids = fields.Many2many(
        "mentorship.participant",
        string="Present",
        compute="_compute_attendee_ids",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('member_ids.pair_id', '=', pair_id), ('role', '=', 'mentee')]",
    )
    result = fields.Text()
    next_step = fields.Char()
    is_second = fields.Boolean("One More That Day")

    @api.constrains("program_id", "session_id")
    def _check_readable(self):
        """The names of a pair are not told to who picks its number at random."""
        # Odoo checks constraints as superuser.
        windows = self.sudo(False)
        windows.program_id.check_access("read")
        windows.session_id.check_access("read")

    @api.depends("program_id")
    def _compute_session_id(self):
        """The line whose turn it is: the earliest one that has begun."""
        for window in self:
            lines = window.program_id.session_ids.filtered(
                lambda s, day=window.date_held: (
                    s.state == "planned" and day and s.date_start <= day
                )
            )
            window.session_id = lines.sorted(lambda s: (s.date_end, s.id))[:1]

    @api.depends("session_id")
    def _compute_work_form_id(self):
        talk = self.env.ref(
            "school_mentorship.work_form_consultation", raise_if_not_found=False
        )
        for window in self:
            if window.session_id:
                window.work_form_id = window.session_id.work_form_id
            else:
                window.work_form_id = window.work_form_id or talk

    @api.depends("program_id")
    def _compute_attendee_ids(self):
        for window in self:
            pair = window.program_id.pair_id
            window.attendee_ids = (
                pair._members_of("mentee").participant_id if pair.is_group else False
            )

    def action_enter(self):
        """Write the meeting: the line of the plan, or one beside it.

        :raises UserError: when neither a line nor a form of work is chosen
        """
        self.ensure_one()
        vals = {
            "state": "held",
            "date_held": self.date_held,
            "duration": self.duration,
            "result": self.result,
            "next_step": self.next_step,
            "is_second": self.is_second,
        }
        if self.is_group:
            vals["attendee_ids"] = [fields.Command.set(self.attendee_ids.ids)]
        if session := self.session_id:
            if session.state == "held":
                raise UserError(
                    self.env._(
                        "«%s» has been entered already. Look at the meetings of the "
                        "pair.",
                        session.name,
                    )
                )
            if self.work_form_id:
                vals["work_form_id"] = self.work_form_id.id
            session.write(vals)
        elif self.work_form_id:
            session = session.create(
                {
                    **vals,
                    "program_id": self.program_id.id,
                    "work_form_id": self.work_form_id.id,
                    "date_start": self.date_held,
                    "date_end": self.date_held,
                }
            )
        else:
            raise UserError(
                self.env._("Say what it was: a line of the plan or a form of work.")
            )
        if self.env.context.get("default_program_id"):
            # Opened over a pair or a program: back to it.
            return {"type": "ir.actions.act_window_close"}
        return self._action_meetings()

    def _action_meetings(self):
        """The meetings, where whoever comes from the menu or a bookmark ends up."""
        curator = self.env.user.has_group("school_mentorship.group_mentorship_curator")
        name = "mentorship_session_action" + ("" if curator else "_own")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"school_mentorship.{name}"
        )
        return {**action, "target": "main"}

from odoo import api, fields, models
from odoo.exceptions import UserError


class MentorshipPairProgramMixin(models.AbstractModel):
    """The program of a pair follows its work.

    It begins when the pair does, rests while the pair is paused, goes on with a new
    mentor, is extended with the pair, and is closed with it; lines still planned are
    kept then and come back if the pair works again.
    """

    _name = "mentorship.pair.program.mixin"
    _description = "Program of a Pair"

    program_ids = fields.One2many("mentorship.program", "pair_id", "Programs")
    program_id = fields.Many2one("mentorship.program", compute="_compute_program_id")
    program_progress = fields.Integer(
        "Plan Held, %", compute="_compute_program_id", aggregator="avg"
    )
    date_last_held = fields.Date("Last Meeting", compute="_compute_program_id")
    can_enter = fields.Boolean("May Enter Meetings", compute="_compute_can_enter")
    is_silent = fields.Boolean(
        "No Meeting for 30 Days",
        compute="_compute_program_id",
        search="_search_is_silent",
    )

    @api.depends("program_ids.state", "program_ids.is_silent", "program_ids.progress")
    def _compute_program_id(self):
        """The program under way, or the last one."""
        for pair in self:
            programs = pair.program_ids
            under_way = programs.filtered(
                lambda p: p.state in ("draft", "approved", "running")
            )
            program = (under_way or programs)[:1]
            pair.program_id = program
            pair.program_progress = program.progress
            pair.date_last_held = program.date_last_held
            pair.is_silent = program.is_silent

    @api.depends_context("uid")
    @api.depends("program_ids.state", "member_ids.user_id", "member_ids.date_end")
    def _compute_can_enter(self):
        """The curator for all pairs; a mentor for those of his own."""
        curator = self.env.user.has_group("school_mentorship.group_mentorship_curator")
        today = fields.Date.context_today(self)
        for pair in self:
            mine = pair.member_ids.filtered(
                lambda member: (
                    member.role == "mentor"
                    and member.user_id == self.env.user
                    and member._is_current(today)
                )
            )
            pair.can_enter = pair.program_id.state == "running" and bool(
                curator or mine
            )

    @api.model
    def _search_is_silent(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self.env["mentorship.program"]._domain_silent()
        return [("program_ids", "any", domain)]

    def write(self, vals):
        ends = {pair: pair.date_end for pair in self} if "date_end" in vals else {}
        states = {pair: pair.state for pair in self} if "state" in vals else {}
        # First what closes, as its lines lie in the term that becomes shorter.
        if vals.get("state") in ("done", "ended"):
            changing = self.filtered(lambda pair: pair.state != vals["state"])
            changing._close_programs(vals["state"])
        result = super().write(vals)
        if vals.get("state") == "active":
            for pair, state in states.items():
                pair._go_on(state)
        if ends:
            self._follow_term(ends)
        return result

    def _close_programs(self, state):
        """Close the programs with their pairs; drafts were never begun.

        :param str state: ``done`` or ``ended``
        """
        programs = self.program_ids.filtered(
            lambda p: p.state in ("draft", "approved", "running")
        )
        # Whoever may end the pair ends what hangs on it.
        programs = programs.sudo()
        drafts = programs.filtered(lambda p: p.state == "draft")
        drafts._close("ended")
        (programs - drafts)._close(state)
        programs._write_guarded({"closed_with_pair": True})

    def _go_on(self, state):
        """Begin the approved programs, and bring back those closed with the pair."""
        self.ensure_one()
        if state in ("done", "ended"):
            # Whoever may let the pair go on lets go on what hangs on it.
            closed = self.program_ids.filtered("closed_with_pair").sudo()[:1]
            closed._write_guarded({"closed_with_pair": False})
            closed._reopen()
        self.program_ids.sudo()._begin_due()

    def _follow_term(self, ends):
        """A program that ended with its pair still does, after an extension."""
        for pair, end in ends.items():
            new = pair.date_end
            if not new or new == end:
                continue
            followers = pair.program_ids.filtered(
                lambda p, end=end, new=new: (
                    p.state in ("draft", "approved", "running")
                    and (p.date_end == end or p.date_end > new)
                )
            )
            # As above: the right to the pair is what was asked.
            followers.sudo().date_end = new

    def action_prepare_program(self):
        """Open the window that makes programs, for these pairs."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Prepare Programs"),
            "res_model": "mentorship.program.make",
            "view_mode": "form",
            "target": "new",
            "context": {"active_model": self._name, "active_ids": self.ids},
        }

    def action_open_program(self):
        """Open the program of this pair."""
        self.ensure_one()
        return self.program_id._action_open()

    def action_hold(self):
        """Open the window in which a meeting of this pair is entered."""
        self.ensure_one()
        return self.program_id.action_hold()

    def _job_make_programs(self, template, by, since=None):
        """Make programs in the background, for those pairs that have none yet.

        :param template: id of a `mentorship.program.template`, or False
        :param str by: as in `mentorship.program._make`
        :param str since: likewise, a date as JSON has it
        """
        made = self.program_ids.filtered(
            lambda p: p.state in ("draft", "approved", "running")
        )
        self.env["mentorship.program"]._make(
            self - made.pair_id,
            self.env["mentorship.program.template"].browse(template or []),
            by,
            fields.Date.to_date(since),
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_met(self):
        """A pair takes its draft program with it, but no meeting that was held."""
        if met := self.program_ids.filtered("held_count").pair_id:
            raise UserError(
                self.env._(
                    "%s: meetings were held, so the pair cannot be deleted. End it "
                    "instead.",
                    ", ".join(met.mapped("name")),
                )
            )

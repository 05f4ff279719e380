from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import russian

# In minutes; more than a working day is a typing error.
LONGEST = 480


class MentorshipSessionCheckMixin(models.AbstractModel):
    """What a meeting cannot be: outside its program, to come, endless, told twice."""

    _name = "mentorship.session.check.mixin"
    _description = "Checks of a Meeting"

    @api.constrains("program_id", "date_start", "date_end", "state")
    def _check_within_program(self):
        """A plan fits into its program."""
        for session in self.filtered(lambda s: s.state in ("planned", "held")):
            program = session.program_id
            if session.state == "held" and session.is_extra:
                continue
            if (
                session.date_start < program.date_start
                or session.date_end > program.date_end
            ):
                raise ValidationError(
                    self.env._(
                        "%(program)s: the line «%(line)s» (%(term)s) does not fit into "
                        "the term of the program, %(start)s – %(end)s. Move the line "
                        "or change the term.",
                        program=program.pair_id.name,
                        line=session.name,
                        term=session._term_words(),
                        start=russian.date_numeric(program.date_start),
                        end=russian.date_numeric(program.date_end),
                    )
                )

    @api.constrains("date_held", "state", "duration", "program_id")
    def _check_held(self):
        """A meeting that was held lies in the past, in the program, and is short."""
        today = fields.Date.context_today(self)
        for session in self:
            if session.duration <= 0 or session.duration > LONGEST:
                raise ValidationError(
                    self.env._(
                        "%(pair)s: a meeting of %(minutes)s minutes. Enter its length "
                        "in minutes, eight hours (480) at the most.",
                        pair=session.pair_id.name,
                        minutes=session.duration,
                    )
                )
            if session.state != "held":
                continue
            day, program = session.date_held, session.program_id
            if not day:
                raise ValidationError(
                    self.env._(
                        "%(pair)s: enter the day on which «%(line)s» was held.",
                        pair=session.pair_id.name,
                        line=session.name,
                    )
                )
            if day > today:
                raise ValidationError(
                    self.env._(
                        "%(pair)s: %(day)s has not come yet, so the meeting cannot be "
                        "marked as held.",
                        pair=session.pair_id.name,
                        day=russian.date_numeric(day),
                    )
                )
            if not program.date_start <= day <= program.date_end:
                raise ValidationError(
                    self.env._(
                        "%(pair)s: %(day)s lies outside the program, %(start)s – "
                        "%(end)s. Check the day, or extend the program.",
                        pair=session.pair_id.name,
                        day=russian.date_numeric(day),
                        start=russian.date_numeric(program.date_start),
                        end=russian.date_numeric(program.date_end),
                    )
                )

    @api.constrains("date_held", "state", "work_form_id", "program_id", "is_second")
    def _check_twice(self):
        """The same meeting entered twice, by phone and from the sheet: one query.

        Two lines of the plan may be held on one day; a meeting beside the plan may
        not repeat the form of work of another one of that day.
        """
        held = self.filtered(lambda s: s.state == "held" and not s.is_second)
        if not held:
            return
        others = self.search(
            [
                ("program_id", "in", held.program_id.ids),
                ("date_held", "in", held.mapped("date_held")),
                ("state", "=", "held"),
            ]
        )
        of_day = others.grouped(
            lambda s: (s.program_id.id, s.date_held, s.work_form_id.id)
        )
        for session in held:
            key = (session.program_id.id, session.date_held, session.work_form_id.id)
            for twin in of_day.get(key, self.browse()) - session:
                if not twin.is_second and (session.is_extra or twin.is_extra):
                    raise ValidationError(
                        self.env._(
                            "%(pair)s: the meeting of %(day)s has been entered already "
                            "(«%(what)s»). If they really met twice that day, mark "
                            "«One more that day».",
                            pair=session.pair_id.name,
                            day=russian.date_numeric(session.date_held),
                            what=twin.name,
                        )
                    )

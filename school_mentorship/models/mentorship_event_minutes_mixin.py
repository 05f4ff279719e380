from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError

from ..tools import russian

# A kind of event in a sentence of a paper: what it is, and what is held.
KIND_WORDS = {
    "seminar": ("семинар", "семинар", "семинара"),
    "consultation": ("консультация", "консультацию", "консультации"),
    "exchange": ("обмен опытом", "обмен опытом", "обмена опытом"),
    "course": ("курс обучения", "курс обучения", "курса обучения"),
    "round_table": ("круглый стол", "круглый стол", "круглого стола"),
}


class MentorshipEventMinutesMixin(models.AbstractModel):
    """Agenda and minutes of an event: heard – spoke – decided.

    Printing the minutes for signature freezes them; every decision with a term
    becomes a task of whoever has to carry it out.
    """

    _name = "mentorship.event.minutes.mixin"
    _description = "Minutes of an Event"

    item_ids = fields.One2many(
        "mentorship.event.item", "event_id", "Agenda and Minutes", copy=False
    )
    chair_id = fields.Many2one(
        "hr.employee", check_company=True, index="btree_not_null"
    )
    secretary_id = fields.Many2one(
        "hr.employee",
        "Secretary of the Minutes",
        check_company=True,
        index="btree_not_null",
    )
    minutes_number = fields.Char("Number of the Minutes", copy=False)
    has_minutes = fields.Boolean(compute="_compute_has_minutes", search="_search_has")
    missing = fields.Char("What Is Missing", compute="_compute_missing")

    @api.depends("frozen_hash")
    def _compute_has_minutes(self):
        for event in self:
            event.has_minutes = bool(event.frozen_hash)

    @api.model
    def _search_has(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("frozen_hash", "!=", False)]

    @api.depends("state", "is_final", "date_start", "frozen_hash", "signed_copy_name")
    def _compute_missing(self):
        """What an event that is over still needs, in words."""
        for event in self:
            parts = []
            today = fields.Date.context_today(event)
            if event.state == "planned" and event.date_start < today:
                parts.append(self.env._("mark who attended"))
            if event.state == "held" and event.is_final and not event.frozen_hash:
                parts.append(self.env._("minutes"))
            if event.frozen_hash and not event.signed_copy_name:
                parts.append(self.env._("signed copy of the minutes"))
            event.missing = ", ".join(parts)

    def _printed(self):
        return self.filtered("frozen_hash")

    def _printed_message(self):
        return self.env._(
            "%s: the minutes have been printed for signature and do not change. Take "
            "them back to correct them.",
            ", ".join(self.mapped("display_name")),
        )

    def _proof_message(self):
        return self.env._(
            "%s: there are minutes, so it is not deleted. Archive the paper and cancel "
            "the event instead.",
            ", ".join(self.mapped("display_name")),
        )

    def _guard_message(self):
        return self.env._("The sheet of the minutes comes from «Give for signature».")

    def _paper_report(self):
        return self.env.ref("school_mentorship.mentorship_event_minutes_report")

    def _paper_slots(self):
        self.ensure_one()
        return {"number": self.minutes_number} if self.minutes_number else {}

    def _check_minutes(self):
        """See that the minutes are whole before they are printed.

        :raises UserError: naming what is missing and where
        """
        self.ensure_one()
        if self.state != "held":
            raise UserError(
                self.env._(
                    "%s: mark who attended and press «Held» before the minutes.",
                    self.display_name,
                )
            )
        for name in ("chair_id", "secretary_id"):
            if not self[name]:
                raise UserError(
                    self.env._(
                        "%(event)s: the minutes need a %(who)s. Choose one on the "
                        "page «Agenda and Minutes».",
                        event=self.display_name,
                        who=self._fields[name]
                        ._description_string(self.env)
                        .lower()
                        .removesuffix("."),
                    )
                )
        if not self.item_ids.filtered(lambda item: item.kind == "heard"):
            raise UserError(
                self.env._(
                    "%s: the agenda is empty. Enter what was heard and what was "
                    "decided.",
                    self.display_name,
                )
            )
        decisions = self.item_ids.filtered(lambda item: item.kind == "decided")
        for item in decisions:
            if item.date_deadline and not item.name:
                raise UserError(
                    self.env._(
                        "«%s»: a decision with a term needs somebody who carries it "
                        "out. Choose the person.",
                        item._short_text(),
                    )
                )
            if item.name and not item.date_deadline:
                raise UserError(
                    self.env._(
                        "«%s»: say by when this is to be done.", item._short_text()
                    )
                )

    def _check_minutes_school(self):
        """
        :raises RedirectWarning: when the school's settings lack what is printed
        """
        school = self.env["mentorship.school"]._of(self.company_id)
        if not school.name_full:
            raise RedirectWarning(
                self.env._("Fill in the name of the school first."),
                self.env.ref("school_mentorship.mentorship_school_action").id,
                self.env._("Open the settings"),
            )

    def action_minutes(self):
        """Print the minutes for signature; their decisions become tasks.

        :raises UserError: when secretary, agenda, person or term are missing
        """
        self.ensure_one()
        if not self.frozen_hash:
            self._check_minutes()
            self._check_minutes_school()
            self._freeze()
            self.item_ids._make_tasks()
        return self.action_print()

    def action_minutes_draft(self):
        """Take printed minutes back to correct them; their open tasks go too."""
        self.ensure_one()
        if self.signed_copy:
            raise UserError(
                self.env._(
                    "%s: the minutes have been signed. Remove the signed copy first.",
                    self.display_name,
                )
            )
        self.item_ids._drop_tasks()
        self._thaw()

    def _minutes_questions(self):
        """The items by questions of the agenda.

        :return: list of dicts with heard, spoke (items) and decided (items)
        """
        self.ensure_one()
        questions = []
        for item in self.item_ids.sorted(lambda i: (i.sequence, i.id)):
            if item.kind == "heard" or not questions:
                empty = item.browse()
                questions.append({"heard": empty, "spoke": empty, "decided": empty})
            questions[-1][item.kind] |= item
        return questions

    def _time_words(self):
        """«14:30», or nothing."""
        self.ensure_one()
        minutes = round(self.hour * 60)
        return f"{minutes // 60}:{minutes % 60:02}" if minutes else ""

    def _days_words(self):
        """«25 мая 2027 г.», «25–27 мая 2027 г.» or «с … по …»."""
        self.ensure_one()
        return russian.days_words(self.date_start, self.date_end)

    def _event_words(self, case=0):
        """«круглый стол «Лучшие практики»», as a sentence of a paper needs it.

        :param int case: 0 nominative, 1 accusative, 2 genitive
        :return: str
        """
        self.ensure_one()
        return f"{KIND_WORDS[self.kind][case]} {russian.quoted(self.name)}"

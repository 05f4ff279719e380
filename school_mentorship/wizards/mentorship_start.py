from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.mentorship_consent_gate_mixin import ROLE_KINDS
from ..tools import russian, school_name
from .mentorship_staff_text import SHOWN

STEPS = [
    ("school", "School"),
    ("people", "Director and Curator"),
    ("roadmap", "Roadmap"),
    ("pairs", "People"),
    ("consents", "Consents"),
    ("order", "Order"),
]
# What Odoo calls a company to which nobody has given a name.
NOT_NAMED = ("My Company", "YourCompany")
# What a school is asked for; the rest of its settings has its own form.
SETTINGS = (
    "name_full",
    "name_short",
    "name_full_genitive",
    "name_short_genitive",
    "place",
    "minimal_mode",
)


class MentorshipStart(models.TransientModel):
    """The five steps by which a school begins, each with a default.

    Every step writes the school's own records at once; what is done is read from them,
    so that one may leave at any moment and go on another day, or jump to any step.
    """

    _name = "mentorship.start"
    _description = "Begin Mentoring"

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
    )
    step = fields.Selection(STEPS, required=True, default="school")
    done = fields.Char(compute="_compute_done")
    name_full = fields.Char("Full Name of the School")
    name_short = fields.Char("Short Name")
    name_full_genitive = fields.Char(
        "Full Name in the Genitive",
        compute="_compute_genitives",
        store=True,
        readonly=False,
    )
    name_short_genitive = fields.Char(
        "Short Name in the Genitive",
        compute="_compute_genitives",
        store=True,
        readonly=False,
    )
    place = fields.Char()
    minimal_mode = fields.Boolean("Small School")
    director_id = fields.Many2one("hr.employee")
    director_name = fields.Char("Director's Full Name")
    director_title = fields.Char("Director's Position", default="директор")
    curator_id = fields.Many2one("hr.employee")
    curator_name = fields.Char("Curator's Full Name")
    curator_title = fields.Char(
        "Curator's Position",
        default="заместитель директора по учебно-воспитательной работе",
    )
    may_hire = fields.Boolean(compute="_compute_may_hire")
    has_staff = fields.Boolean(compute="_compute_may_hire")
    date_start = fields.Date(
        "The School Year Begins",
        default=lambda self: self.env["mentorship.roadmap"]._default_date_start(),
    )
    tracked_from = fields.Date("Kept Here Since", default=fields.Date.context_today)
    survey_by_calendar = fields.Boolean("Send Questionnaires by the Calendar")
    roadmap_id = fields.Many2one("mentorship.roadmap", compute="_compute_done")
    pair_date_start = fields.Date(
        "First Day of the Pairs", default=fields.Date.context_today
    )
    pair_date_end = fields.Date(
        "Last Day of the Pairs",
        default=lambda self: self.env["mentorship.pair"]._default_date_end(),
    )
    line_ids = fields.One2many("mentorship.adopt.line", "start_id", "Pairs")
    pair_ids = fields.Many2many("mentorship.pair", compute="_compute_done")
    pair_names = fields.Text("Pairs There Already", compute="_compute_done")
    date_signed = fields.Date("Signed On", default=fields.Date.context_today)
    lacking = fields.Text("Not Signed Yet", compute="_compute_done")
    unprinted = fields.Integer("Sheets Never Printed", compute="_compute_done")

    def _school(self):
        self.ensure_one()
        return self.env["mentorship.school"]._of(self.company_id)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        company = self.env.company
        school = self.env["mentorship.school"]._of(company)
        asked = {*SETTINGS, "survey_by_calendar"} & set(fields)
        values.update({name: school[name] for name in asked})
        for name in ("name_full", "name_short"):
            # What Odoo calls the company of a new database is no school.
            if values.get(name) in NOT_NAMED:
                values[name] = False
        if not school.place and company.city:
            values["place"] = f"г. {company.city}"
        for name in ("director_id", "curator_id"):
            values[name] = school[name].id
        return values

    @api.depends("name_full", "name_short")
    def _compute_genitives(self):
        """Where the grammar is certain; otherwise somebody writes it."""
        for wizard in self:
            school = wizard._school()
            for name in ("name_full", "name_short"):
                # What stands in the settings was looked at already.
                if wizard[name] == school[name] and school[f"{name}_genitive"]:
                    wizard[f"{name}_genitive"] = school[f"{name}_genitive"]
                else:
                    wizard[f"{name}_genitive"] = school_name.genitive(wizard[name])

    @api.depends("company_id", "step")
    def _compute_may_hire(self):
        self.may_hire = self.env["hr.employee"].has_access("create")
        for wizard in self:
            # Names of colleagues are public. Director and curator alone are no list
            # to choose pairs from.
            wizard.has_staff = (
                self.env["hr.employee.public"].search_count(
                    [("company_id", "=", wizard.company_id.id)], limit=3
                )
                > 2
            )

    @api.depends("step")
    def _compute_done(self):
        """What the school has by now, in words."""
        for wizard in self:
            roadmap = self.env["mentorship.roadmap"]._current(wizard.company_id)
            pairs = wizard._pairs()
            wizard.roadmap_id = roadmap
            wizard.pair_ids = pairs
            wizard.pair_names = "\n".join(pairs.mapped("name"))
            wizard.lacking = wizard._lacking(pairs)
            wizard.unprinted = self.env["mentorship.consent"].search_count(
                [
                    ("company_id", "=", wizard.company_id.id),
                    (
                        "partner_id",
                        "in",
                        pairs.member_ids.participant_id.partner_id.ids,
                    ),
                    ("state", "=", "draft"),
                ]
            )
            steps = wizard._steps_done(roadmap, pairs)
            labels = dict(self._fields["step"]._description_selection(self.env))
            names = [labels[step] for step in steps if steps[step]]
            wizard.done = self.env._(
                "Ready: %(number)s of %(total)s",
                number=len(names),
                total=len(steps),
            ) + (f": {', '.join(names)}" if names else "")

    def _pairs(self):
        """The pairs that are being prepared or at work."""
        return self.env["mentorship.pair"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("preparing", "active", "suspended")),
            ]
        )

    def _lacking(self, pairs):
        """Whose consents have not come back, a line each; empty when all have."""
        people = pairs.member_ids.participant_id
        consents = self.env["mentorship.consent"]
        kinds = dict(consents._fields["kind"]._description_selection(self.env))
        wanted = ("data_processing", *ROLE_KINDS.values())
        valid = consents._valid(people.partner_id, wanted, None, self.company_id, pairs)
        lines = {}
        for person in people:
            for kind in ("data_processing", ROLE_KINDS[person.role]):
                if (person.partner_id.id, kind) not in valid:
                    # Somebody may be mentor here and mentee there: one line.
                    lines.setdefault(person.short_name, {})[kinds[kind]] = None
        return "\n".join(f"{name}: {', '.join(lines[name])}" for name in sorted(lines))

    def _steps_done(self, roadmap, pairs):
        """Which steps the records of the school show as done.

        :return: dict of step → bool, in the order of the steps
        """
        school = self._school()
        lacking = pairs._without_mentor_consent() if pairs else {}
        people = pairs.member_ids.participant_id
        return {
            "school": bool(school.name_full and school.place),
            "people": bool(school.director_id and school.curator_id),
            "roadmap": bool(roadmap) and roadmap.state != "draft",
            "pairs": bool(pairs),
            "consents": bool(pairs) and not lacking and people == people._consented(),
            "order": bool(pairs) and all(pair._is_ordered() for pair in pairs),
        }

    @api.model
    def action_start(self):
        """Open the window at the first step that is not done yet."""
        wizard = self.create({})
        steps = wizard._steps_done(wizard.roadmap_id, wizard.pair_ids)
        wizard.step = next((step for step, done in steps.items() if not done), "order")
        return wizard._reopen()

    def _reopen(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Begin Mentoring"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def action_next(self):
        """Write what the step holds, and go to the next one."""
        self.ensure_one()
        getattr(self, f"_finish_{self.step}")()
        names = [step for step, _label in STEPS]
        self.step = names[min(names.index(self.step) + 1, len(names) - 1)]
        return self._reopen()

    def action_back(self):
        """Go one step back; what was written stays."""
        self.ensure_one()
        names = [step for step, _label in STEPS]
        self.step = names[max(names.index(self.step) - 1, 0)]
        return self._reopen()

    def _finish_school(self):
        if not (self.name_full and self.name_short and self.place):
            raise UserError(
                self.env._(
                    "Enter the names of the school and the place: orders show it."
                )
            )
        self._school().write({name: self[name] for name in SETTINGS})
        company = self.company_id
        if company.name in NOT_NAMED and company.has_access("write"):
            # Two companies cannot have one name.
            if not company.search_count([("name", "=", self.name_short)]):
                company.name = self.name_short

    def _finish_people(self):
        """Director and curator; a small school may name the same person twice."""
        line = self.env["mentorship.adopt.line"].new({"start_id": self.id})
        typed = [
            (self[f"{role}_name"] and " ".join(self[f"{role}_name"].split()), role)
            for role in ("director", "curator")
            if not self[f"{role}_id"]
        ]
        made = line._employees([(name, self[f"{role}_title"]) for name, role in typed])
        for name, role in typed:
            self[f"{role}_id"] = made.get(name)
        if not (self.director_id and self.curator_id):
            raise UserError(self.env._("Name the director and the curator."))
        self._school().write(
            {"director_id": self.director_id.id, "curator_id": self.curator_id.id}
        )

    def _finish_roadmap(self):
        school = self._school()
        # Written again, it would count as just switched on.
        if school.survey_by_calendar != self.survey_by_calendar:
            school.survey_by_calendar = self.survey_by_calendar
        roadmap = self.roadmap_id
        if not roadmap:
            roadmap = roadmap.create(
                {
                    "company_id": self.company_id.id,
                    "date_start": self.date_start,
                    "tracked_from": self.tracked_from,
                }
            )
        if roadmap.state in ("draft", "approved"):
            roadmap.action_start()

    def _finish_pairs(self):
        """The people of the lines enter the banks, and their pairs are formed."""
        lines = self.line_ids
        if not lines and not self.pair_ids:
            raise UserError(self.env._("Add the first pair."))
        for line in lines.filtered(lambda line: not line.date_start):
            line.date_start = self.pair_date_start
        for line in lines.filtered(lambda line: not line.date_end):
            line.date_end = self.pair_date_end
        lines._check_rows()
        mentors, mentees = lines._enter_banks()
        lines._form_pairs(mentors, mentees)
        # They are pairs now: a second click makes no second ones.
        lines.unlink()
        self._consents()

    def _consents(self):
        """The sheets that these pairs still lack, drafts and printed ones."""
        people = self._pairs().member_ids.participant_id
        return self.env["mentorship.consent"]._prepare_for(people)

    def action_print_consents(self):
        """Print every sheet that is not signed yet, each on its own page."""
        self.ensure_one()
        consents = self._consents()
        if not consents:
            raise UserError(self.env._("Every consent is signed."))
        return consents.action_print()

    def action_all_signed(self):
        """Mark the sheets that were given out as signed on one day, and go on.

        :raises UserError: for sheets that were never printed, and for a day to come
        """
        self.ensure_one()
        consents = self._consents()
        if drafts := consents.filtered(lambda consent: consent.state == "draft"):
            raise UserError(
                self.env._(
                    "%(names)s: %(number)s sheets have not been printed yet, so they "
                    "cannot have come back signed. Press «Print the sheets»; what was "
                    "signed before is entered with «They were signed before».",
                    names=russian.people_list(sorted({*drafts.mapped("name")}), SHOWN),
                    number=len(drafts),
                )
            )
        if consents:
            self.env["mentorship.mark"]._mark([consents], self.date_signed)
        self.step = "order"
        return self._reopen()

    def action_signed_before(self):
        """Enter the consents that lie in the folder already, with their day.

        :return: action that opens the window of papers of before
        :raises UserError: when nothing is lacking
        """
        self.ensure_one()
        consents = self._consents()
        if not consents:
            raise UserError(self.env._("Every consent is signed."))
        people = self._pairs().member_ids.participant_id.filtered(
            lambda person: person.partner_id in consents.partner_id
        )
        window = self.env["mentorship.adopt"].create(
            {
                "company_id": self.company_id.id,
                "paper": "consents",
                "participant_ids": [fields.Command.set(people.ids)],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enter Papers of Before"),
            "res_model": window._name,
            "res_id": window.id,
            "views": [(False, "form")],
            "target": "new",
            # From there one comes back to the steps.
            "context": {"dialog_size": "extra-large", "mentorship_start": True},
        }

    def _finish_consents(self):
        """Consents may come in later: the order then waits for the mentors' ones."""

    def _finish_order(self):
        """Nothing is written: the order is the last button."""

    def action_prepare_order(self):
        """Draft the order that assigns these pairs; a small school's is one of all."""
        self.ensure_one()
        pairs = self._pairs().filtered(lambda pair: not pair._is_ordered())
        if not pairs:
            raise UserError(self.env._("Every pair has its order."))
        return pairs.action_prepare_order()

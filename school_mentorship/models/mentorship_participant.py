from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools import declension


class MentorshipParticipant(models.Model):
    """An entry of the bank: one person in one role, from a day to a day.

    A return is a new entry. Somebody from outside the staff list (a student, a
    mentor of another school) is a contact without an employee.
    """

    _name = "mentorship.participant"
    _description = "Participant of Mentoring"
    _inherit = [
        "mentorship.night.mixin",
        "mentorship.guarded.mixin",
        "mentorship.participant.training.mixin",
        "mentorship.participant.leave.mixin",
        "mentorship.participant.hired.mixin",
        "mentorship.desk.mixin",
        "mentorship.participant.choice.mixin",
        "mentorship.participant.packet.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.evidence.mixin",
        "mentorship.participant.bank.mixin",
    ]
    _order = "name, id"
    _check_company_auto = True
    _GUARDED = frozenset({"state"})

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    role = fields.Selection(
        [("mentor", "Mentor"), ("mentee", "Mentee")], required=True, index=True
    )
    employee_id = fields.Many2one(
        "hr.employee", index="btree_not_null", check_company=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        ondelete="restrict",
        help="For somebody from outside the staff: the contact.",
    )
    user_id = fields.Many2one(
        "res.users", compute="_compute_user_id", store=True, index="btree_not_null"
    )
    name = fields.Char("Full Name", compute="_compute_name", store=True)
    former_names = fields.Text(
        compute="_compute_former_names",
        store=True,
        readonly=False,
        groups="school_mentorship.group_mentorship_director",
        help="Full names borne before; papers of those days keep them.",
    )
    short_name = fields.Char("Surname and Initials", compute="_compute_short_name")
    name_warning = fields.Char(compute="_compute_name_warning")
    position = fields.Char(
        compute="_compute_position", store=True, readonly=False, precompute=True
    )
    date_in = fields.Date(
        "In the Bank Since", required=True, default=fields.Date.context_today
    )
    date_out = fields.Date("Left On", tracking=True, copy=False)
    reason_out = fields.Char("Reason of Leaving", copy=False)
    state = fields.Selection(
        [("no_consent", "No consent"), ("ready", "In the bank"), ("left", "Left")],
        compute="_compute_state",
        store=True,
        index=True,
        tracking=True,
    )
    ready = fields.Boolean("May Take Part", compute="_compute_ready")
    category_ids = fields.Many2many("mentorship.category")
    capacity = fields.Integer(
        default=1, help="How many mentees this mentor is ready to accompany at once."
    )
    mentee_count = fields.Integer("Mentees Now", compute="_compute_load")
    free_capacity = fields.Integer(
        "Free Places", compute="_compute_load", search="_search_free_capacity"
    )
    area_line_ids = fields.One2many(
        "mentorship.participant.area",
        "participant_id",
        "Areas",
        domain=[("date_end", "=", False)],
    )
    member_ids = fields.One2many("mentorship.pair.member", "participant_id", "Pairs")
    pair_count = fields.Integer(compute="_compute_load")
    has_pair = fields.Boolean(compute="_compute_load", search="_search_has_pair")
    teaching_since = fields.Date(related="employee_id.teaching_since")
    qualification_category = fields.Selection(
        related="employee_id.qualification_category"
    )
    qualification_until = fields.Date(related="employee_id.qualification_until")
    consent_ids = fields.One2many(
        related="partner_id.mentorship_consent_ids",
        string="Consents",
        groups="school_mentorship.group_mentorship_director",
    )
    missing = fields.Char("What Is Missing", compute="_compute_missing")
    note = fields.Text(
        "Curator's Note", groups="school_mentorship.group_mentorship_curator"
    )

    _open_uniq = models.UniqueIndex(
        "(partner_id, role, company_id) WHERE date_out IS NULL",
        "This person already stands in the bank in this role.",
    )
    _capacity_positive = models.Constraint(
        "CHECK(capacity >= 0)", "The number of mentees cannot be negative."
    )

    @api.depends("employee_id")
    def _compute_partner_id(self):
        for person in self.filtered("employee_id"):
            person.partner_id = person.employee_id._work_contacts()

    @api.depends("employee_id.user_id", "partner_id.user_ids")
    def _compute_user_id(self):
        for person in self:
            person.user_id = (
                person.employee_id.user_id or person.partner_id.user_ids[:1]
            )

    @api.depends("employee_id.name", "partner_id.name")
    def _compute_name(self):
        """The staff list's name: a contact keeps the old one, or a login, as it was."""
        for person in self:
            person.name = person.employee_id.name or person.partner_id.name

    @api.depends("employee_id.former_names")
    def _compute_former_names(self):
        """As in the personnel file; of people from outside the curator knows them."""
        for person in self.filtered("employee_id"):
            # Stored fields are computed as superuser: who reads the bank's papers
            # needs the names that stand in them.
            person.former_names = person.employee_id.former_names

    @api.depends("name")
    def _compute_short_name(self):
        for person in self:
            person.short_name = declension.initials(person.name or "")

    @api.depends("name")
    def _compute_name_warning(self):
        """Names that will not look right in an order, and what to do about them."""
        for person in self:
            name = person.name or ""
            if any("a" <= letter <= "z" for letter in name.lower()):
                warning = self.env._(
                    "%s: the name is written in Latin letters and will be printed as "
                    "it is, without cases. Write it in Russian.",
                    name,
                )
            elif len(name.split()) < 2:
                warning = self.env._(
                    "%s: the name is a single word. Enter surname, first name and "
                    "patronymic.",
                    name,
                )
            elif name.isupper():
                warning = self.env._(
                    "%(name)s: the name is written in capitals; «%(printed)s» will be "
                    "printed.",
                    name=name,
                    printed=declension.normalize_name(name),
                )
            else:
                warning = False
            person.name_warning = warning

    @api.depends("role")
    @api.depends_context(
        "mentorship_choice",
        "mentorship_mentee",
        "mentorship_position",
        "formatted_display_name",
    )
    def _compute_display_name(self):
        for person in self:
            person.display_name = person.name
        if self.env.context.get("mentorship_choice"):
            self._add_choice_facts()

    @api.model
    def _search_display_name(self, operator, value):
        """Found by a name borne before as well, by whoever works with old papers."""
        domain = super()._search_display_name(operator, value)
        if operator in ("ilike", "=ilike", "like") and self.env.user.has_group(
            "school_mentorship.group_mentorship_director"
        ):
            domain |= Domain("former_names", operator, value)
        return domain

    @api.depends("employee_id.current_version_id.job_title")
    def _compute_position(self):
        for person in self.filtered("employee_id"):
            # Stored fields are computed as superuser: the position of a colleague
            # is public, its place in the personnel file is not.
            person.position = person.employee_id.current_version_id.job_title

    @api.depends(
        "date_out",
        "company_id",
        "partner_id.mentorship_consent_ids.kind",
        "partner_id.mentorship_consent_ids.company_id",
        "partner_id.mentorship_consent_ids.state",
        "partner_id.mentorship_consent_ids.date_signed",
        "partner_id.mentorship_consent_ids.valid_until",
    )
    def _compute_state(self):
        consented = self._consented()
        for person in self:
            today = fields.Date.context_today(person)
            if person.date_out and person.date_out < today:
                person.state = "left"
            else:
                person.state = "ready" if person in consented else "no_consent"

    @api.depends("state", "date_out")
    def _compute_ready(self):
        consented = self._consented()
        for person in self:
            today = fields.Date.context_today(person)
            left = person.date_out and person.date_out < today
            person.ready = person in consented and not left

    def _consented(self, date=None):
        """Those of them whose consent to data processing is valid on a day."""
        result = self.browse()
        for company, people in self.grouped("company_id").items():
            valid = self.env["mentorship.consent"]._valid(
                people.partner_id, ["data_processing"], date, company
            )
            result |= people.filtered(
                lambda p, valid=valid: (p.partner_id.id, "data_processing") in valid
            )
        return result

    @api.depends("member_ids.pair_id.state", "member_ids.date_end", "capacity")
    @api.depends_context("bank_date")
    def _compute_load(self):
        """Pairs and mentees of today, or of the day of the bank: two queries."""
        members = self.env["mentorship.pair.member"]
        current = self._domain_load()
        pairs_of = dict(
            members._read_group(
                [("participant_id", "in", self.ids), *current],
                ["participant_id"],
                ["pair_id:recordset"],
            )
        )
        mentees_in = dict(
            members._read_group(
                [
                    ("pair_id", "in", [p.id for ps in pairs_of.values() for p in ps]),
                    ("role", "=", "mentee"),
                    *current,
                ],
                ["pair_id"],
                ["__count"],
            )
        )
        for person in self:
            pairs = pairs_of.get(person, ())
            person.pair_count = len(pairs)
            person.has_pair = bool(pairs)
            person.mentee_count = (
                sum(mentees_in.get(pair, 0) for pair in pairs)
                if person.role == "mentor"
                else 0
            )
            person.free_capacity = max(0, person.capacity - person.mentee_count)

    @api.model
    def _search_free_capacity(self, operator, value):
        if operator not in (">", ">=", "<", "<=", "in", "not in"):
            return NotImplemented
        mentors = self.search(
            Domain("role", "=", "mentor") & Domain(self._domain_bank())
        )
        found = mentors.filtered_domain([("free_capacity", operator, value)])
        return [("id", "in", found.ids)]

    @api.model
    def _search_has_pair(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("member_ids", "any", self._domain_load())]

    @api.depends("state", "role")
    def _compute_missing(self):
        for person in self:
            missing = []
            if person.state == "no_consent":
                missing.append(self.env._("consent to data processing"))
            if not person.position:
                missing.append(self.env._("position"))
            person.missing = ", ".join(missing)

    @api.constrains("date_in", "date_out")
    def _check_dates(self):
        for person in self:
            if person.date_out and person.date_out < person.date_in:
                raise ValidationError(
                    self.env._(
                        "%s cannot leave the bank before entering it.",
                        person.short_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_pair(self):
        used = self.filtered("member_ids")
        if used:
            raise UserError(
                self.env._(
                    "%s stands in a pair and cannot be deleted. Enter the day of "
                    "leaving the bank instead.",
                    ", ".join(used.mapped("short_name")),
                )
            )

    def _guard_message(self):
        return self.env._(
            "The state of a participant follows from the consent and the day of "
            "leaving. Open the consent instead."
        )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_second_entry(vals_list)
        return super().create(vals_list)

    @api.model
    def _refuse_second_entry(self, vals_list):
        """Before the database's index refuses it in words of its own: one query.

        :raises ValidationError: naming who stands in the bank already
        """
        keys = ("employee_id", "partner_id")
        entries = self.search(
            Domain("date_out", "=", False)
            & Domain.OR(
                Domain(key, "in", [vals[key] for vals in vals_list if vals.get(key)])
                for key in keys
            )
        )
        taken = {
            (key, entry[key].id, entry.role, entry.company_id.id): entry
            for entry in entries
            for key in keys
        }
        for vals in vals_list:
            company = vals.get("company_id") or self.env.company.id
            for key in keys:
                entry = taken.get((key, vals.get(key), vals.get("role"), company))
                if entry and vals.get(key) and not vals.get("date_out"):
                    raise ValidationError(
                        self.env._(
                            "%s: already stands in the bank in this role.",
                            entry.short_name,
                        )
                    )

    def write(self, vals):
        hired = self.filtered(lambda person: not person.employee_id)
        if hired and self == hired and vals.get("employee_id"):
            # Entered by name, in the staff list now: still the same person.
            vals = dict(vals)
            employee = self.env["hr.employee"].browse(vals.pop("employee_id"))
            vals.pop("partner_id", None)
            self.check_access("write")
            entries = self._become_employee(employee)
            super(MentorshipParticipant, entries).write({"employee_id": employee.id})
            if not vals:
                return True
        used = self.filtered("member_ids")
        if used and {"employee_id", "partner_id", "role", "company_id"} & vals.keys():
            raise UserError(
                self.env._(
                    "%s: already stands in a pair; person and role do not change. "
                    "Make a new entry in the bank instead.",
                    ", ".join(used.mapped("short_name")),
                )
            )
        return super().write(vals)

    def action_leave(self):
        """Let the participants leave the bank today."""
        self.write({"date_out": fields.Date.context_today(self)})

    def action_prepare_consents(self):
        """Make the consents these people still lack, and open them for printing."""
        return self.env["mentorship.consent"]._prepare_for(self)._action_open()

    def action_open_pairs(self):
        """Open the pairs of this person."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "domain": [("member_ids.participant_id", "=", self.id)],
            "name": self.env._("Pairs"),
            "res_model": "mentorship.pair",
            "view_mode": "list,kanban,form",
        }

    @api.model
    def _cron_refresh_state(self):
        """Recompute what only time has changed: who left, whose consent ran out.

        Only those who may have changed are read: a district has thousands.
        """
        today = fields.Date.context_today(self)
        # Some days back, for a server that was off.
        since = fields.Date.subtract(today, days=31)
        consent = Domain("kind", "=", "data_processing")
        valid = (
            consent
            & Domain("state", "in", ("signed", "withdrawn", "expired"))
            & Domain("date_signed", "<=", today)
            & (Domain("valid_until", "=", False) | Domain("valid_until", ">=", today))
            & (
                Domain("date_withdrawn", "=", False)
                | Domain("date_withdrawn", ">", today)
            )
        )
        ended = consent & (
            Domain("valid_until", ">=", since) & Domain("valid_until", "<", today)
            | Domain("date_withdrawn", ">=", since)
            & Domain("date_withdrawn", "<=", today)
        )
        consents = "partner_id.mentorship_consent_ids"
        people = self.search(
            Domain("state", "!=", "left")
            & (
                Domain("date_out", "<", today)
                | Domain("state", "=", "no_consent") & Domain(consents, "any", valid)
                | Domain("state", "=", "ready")
                & (Domain(consents, "any", ended) | ~Domain(consents, "any", valid))
            )
        )
        self.env.add_to_compute(self._fields["state"], people)
        people.flush_recordset(["state"])

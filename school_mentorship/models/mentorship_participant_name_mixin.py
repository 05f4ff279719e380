from odoo import api, models
from odoo.fields import Domain

from ..tools import declension, name_parts


class MentorshipParticipantNameMixin(models.AbstractModel):
    """The names of a person: those of the staff list, former ones, those of papers."""

    _name = "mentorship.participant.name.mixin"
    _description = "Name of a Participant"

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
                    printed=name_parts.normalize_name(name),
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

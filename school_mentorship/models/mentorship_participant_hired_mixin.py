from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MentorshipParticipantHiredMixin(models.AbstractModel):
    """Somebody entered by name, who stands in the staff list by now."""

    _name = "mentorship.participant.hired.mixin"
    _description = "Participant Who Has Been Hired"

    from_outside = fields.Boolean(compute="_compute_from_outside")

    @api.depends("employee_id")
    def _compute_from_outside(self):
        """As it is stored: the form lets an employee be chosen until it is saved."""
        for person in self:
            stored = person._origin
            person.from_outside = stored and not stored.employee_id

    def _become_employee(self, employee):
        """Link entries made by name with the employee their person has become.

        The contact of the entries becomes one with that of the employee, so that
        consents, acquaintances and pairs stay with the person; printed sheets keep
        what stands on them.

        :param employee: `hr.employee` of the same school
        :raises ValidationError: if the employee stands in the bank in this role
        """
        self.ensure_one()
        # Who may change this entry, and sees the employee, the caller has checked.
        contact, known = self.partner_id, employee._work_contacts()
        entries = self.search(
            [
                ("partner_id", "=", contact.id),
                ("employee_id", "=", False),
                ("company_id", "=", self.company_id.id),
            ]
        )
        if contact != known:
            open_roles = entries.filtered(lambda entry: not entry.date_out)
            taken = self.search(
                [
                    ("partner_id", "=", known.id),
                    ("role", "in", open_roles.mapped("role")),
                    ("company_id", "=", self.company_id.id),
                    ("date_out", "=", False),
                ],
                limit=1,
            )
            if taken:
                raise ValidationError(
                    self.env._(
                        "%s: already stands in the bank in this role.",
                        taken.short_name,
                    )
                )
            # Odoo's own merge: whatever refers to the contact follows.
            self.env["base.partner.merge.automatic.wizard"].sudo()._merge(
                (contact | known).ids, known, extra_checks=False
            )
        return entries

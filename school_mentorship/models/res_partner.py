from odoo import fields, models

from ..tools import declension


class ResPartner(models.Model):
    """A person in mentoring: in the banks, with consents, called by name."""

    _inherit = "res.partner"

    mentorship_participant_ids = fields.One2many(
        "mentorship.participant",
        "partner_id",
        "Entries in the Mentoring Bank",
        groups="school_mentorship.group_mentorship_director",
    )
    mentorship_consent_ids = fields.One2many(
        "mentorship.consent",
        "partner_id",
        "Mentoring Consents",
        groups="school_mentorship.group_mentorship_director",
    )

    def _mentorship_names(self, company):
        """Full names as the staff list has them: a contact may keep an old one.

        :param company: `res.company`, the school
        :return: dict of partner → str; one query
        """
        employees = self._mentorship_employees(company)
        return {
            partner: employees[partner][-1].name
            if partner in employees
            else partner.name or ""
            for partner in self
        }

    def _mentorship_short_names(self, company):
        """«Иванова И.И.» of each; see `_mentorship_names`."""
        return {
            partner: declension.initials(name)
            for partner, name in self._mentorship_names(company).items()
        }

    def _mentorship_left(self, company):
        """Those who were on the staff list of a school and are there no more."""
        employees = self._mentorship_employees(company)
        return self.filtered(
            lambda partner: (
                partner in employees and not any(e.active for e in employees[partner])
            )
        )

    def _mentorship_employees(self, company):
        """The entries of the staff list, former ones first.

        :return: dict of partner → `hr.employee` as superuser
        """
        # Name and whether somebody works here are public among colleagues; the key
        # that leads from a contact to it is closed to a curator without HR rights.
        staff = self.env["hr.employee"].sudo().with_context(active_test=False)
        found = staff.search_fetch(
            [("work_contact_id", "in", self.ids), ("company_id", "=", company.id)],
            ["name", "active", "work_contact_id"],
            order="active, id",
        )
        return found.grouped(lambda e: self.browse(e.work_contact_id.id))

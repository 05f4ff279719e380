from odoo import models

from ..tools.names import NameGuard


class MentorshipSchoolSiteNamesMixin(models.AbstractModel):
    """Who may be named on the school's site (152-FZ, art. 10.1)."""

    _name = "mentorship.school.site.names.mixin"
    _description = "Names on the School's Site"

    def _site_consented(self, partners):
        """Those who have consented to distribution and may be named today.

        :param partners: `res.partner` recordset
        :return: `res.partner` recordset
        """
        valid = self.env["mentorship.consent"]._valid(
            partners, ["data_distribution"], None, self.company_id
        )
        return partners.filtered(lambda p: (p.id, "data_distribution") in valid)

    def _site_guard(self):
        """What finds names of people who may not be named.

        Everybody of the staff, of today and of before, of the banks and of the lists
        of participants; the director is named by law (273-FZ, art. 29).

        :return: `NameGuard`
        """
        company = self.company_id
        # Names only, and only to find them; the personnel file is closed.
        staff = (
            self.env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search_fetch(
                [("company_id", "=", company.id)], ["name", "work_contact_id"]
            )
        )
        people = self.env["mentorship.participant"].search_fetch(
            [("company_id", "=", company.id)], ["name", "partner_id"]
        )
        guests = self.env["mentorship.event.attendee"]._read_group(
            [("company_id", "=", company.id), ("partner_id", "=", False)], ["name"]
        )
        published = self.env["mentorship.publication"].search(
            [("company_id", "=", company.id)]
        )
        others = published.named_ids | published.pictured_ids
        others |= (
            self.env["mentorship.practice"]
            .search([("company_id", "=", company.id)])
            .author_ids
        )
        partners = people.partner_id | others
        partners |= partners.browse(staff.work_contact_id.ids)
        free = self._site_consented(partners)
        names = {}
        for record, partner in (
            *((e, partners.browse(e.work_contact_id.id)) for e in staff),
            *((p, p.partner_id) for p in people),
            *((p, p) for p in others),
        ):
            names.setdefault(record.name, partner in free)
        allowed = {name for name, may in names.items() if may}
        allowed.add(self.director_id.name)
        forbidden = {*names, *(name for (name,) in guests)} - allowed
        decline = self.env["mentorship.declension"]._decline
        return NameGuard(
            forbidden,
            allowed,
            lambda name, case: decline(name, case, company=company),
        )

    def _site_may(self, guard, site, what, *texts):
        """Whether texts name nobody who may not be named; if not, say why.

        :param guard: `NameGuard`
        :param dict site: where the sentence is noted
        :param str what: what is left out, in words
        :return: bool
        """
        people = guard.find(what, *texts)
        if people:
            site["left_out"].append(f"{what}: {', '.join(people)}")
        return not people

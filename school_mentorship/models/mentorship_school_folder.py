from odoo import models


class MentorshipSchool(models.Model):
    """What lies on the director's desk."""

    _inherit = "mentorship.school"

    def _signing_sections(self):
        """The papers that wait for the director's signature.

        :return: as `mentorship.pair._folder_sections`
        """
        self.ensure_one()
        of_school = ("company_id", "=", self.company_id.id)
        return [
            (
                "Приказы",
                self.env.ref("school_mentorship.mentorship_order_report"),
                self.env["mentorship.order"].search(
                    [of_school, ("state", "=", "signing")], order="date_signing, id"
                ),
            ),
            (
                "Дополнительные соглашения",
                self.env.ref("school_mentorship.mentorship_agreement_report"),
                self.env["mentorship.agreement"].search(
                    [of_school, ("state", "=", "printed")], order="name, id"
                ),
            ),
        ]

    def action_print_signing_folder(self):
        """Print all that waits for the director's signature as one PDF."""
        school = self or self._of(self.env.company)
        report = self.env.ref("school_mentorship.mentorship_signing_folder_report")
        return report.report_action(school)

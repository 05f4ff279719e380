from odoo import models


class MentorshipPairFolderDocument(models.AbstractModel):
    """The folder of a pair: everything it has on paper, for a check or an archive."""

    _name = "report.school_mentorship.mentorship_pair_folder_document"
    _description = "Folder of a Pair on Paper"
    _inherit = ["report.school_mentorship.paper_bundle"]

    def _sections(self, record):
        return record._folder_sections()

    def _bundle_values(self, record):
        members = record.member_ids
        return {
            "people": [
                (
                    label,
                    [
                        ", ".join(filter(None, (p.name, self._small(p.position))))
                        for p in members.filtered(
                            lambda m, role=role: m.role == role
                        ).participant_id
                    ],
                )
                for role, label in (("mentor", "Наставник"), ("mentee", "Наставляемый"))
            ],
            "term": self._term(record.date_start, record.date_end),
            "pair_words": self._pair_words(record),
        }

    def _paper_values(self, record, shared, preview=False):
        values = super()._paper_values(record, shared, preview=preview)
        return {**values, **self._bundle_values(record)}

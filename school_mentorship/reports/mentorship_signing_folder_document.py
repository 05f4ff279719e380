from odoo import models


class MentorshipSigningFolderDocument(models.AbstractModel):
    """The folder for the director: what lies to be signed today."""

    _name = "report.school_mentorship.mentorship_signing_folder_document"
    _description = "Folder to Be Signed on Paper"
    _inherit = ["report.school_mentorship.paper_bundle"]

    _WITH_SCANS = False

    def _sections(self, record):
        return record._signing_sections()

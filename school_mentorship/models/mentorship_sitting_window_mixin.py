from odoo import models


class MentorshipSittingWindowMixin(models.AbstractModel):
    """What the buttons of a sitting print and open; nothing is changed by them."""

    _name = "mentorship.sitting.window.mixin"
    _description = "Papers and Windows of a Sitting"

    def action_print_links(self):
        """Print a slip with a QR code for everybody who has not answered."""
        self._check_under_way()
        report = self.env.ref("school_mentorship.mentorship_slips_report")
        return report.report_action(self)

    def action_print_blank(self):
        """Print the questionnaire to be filled in by hand, with the deadline."""
        report = self.env.ref("school_mentorship.mentorship_sheet_report")
        return report.report_action(self)

    def action_type_in(self):
        """Open the window in which a sheet of paper is typed in."""
        self.ensure_one()
        self._check_under_way()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sheet on Paper"),
            "res_model": "mentorship.sheet",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_sitting_id": self.id},
        }

    def action_print_summary(self):
        """Print the summary of the answers."""
        report = self.env.ref("school_mentorship.mentorship_summary_report")
        return report.report_action(self)

    def action_docx_summary(self):
        """Download the summary of the answers as DOCX."""
        report = self.env.ref("school_mentorship.mentorship_summary_report")
        return report.docx_action(self)

    def action_open_invitations(self):
        """Open the list of who was asked."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "mentorship.invitation",
            "view_mode": "list",
            "domain": [("sitting_id", "=", self.id)],
            "name": self.env._("Who Has Answered"),
        }

    def _open_list(self):
        """Open these sittings: a single one as its form."""
        action = {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "name": self.env._("Sittings"),
        }
        if len(self) == 1:
            return {**action, "res_id": self.id, "views": [(False, "form")]}
        return {
            **action,
            "domain": [("id", "in", self.ids)],
            "views": [(False, "list"), (False, "form")],
        }

    def action_open_answers(self):
        """Open the answers with names."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "mentorship.answer",
            "view_mode": "list,graph,pivot",
            "domain": [("sitting_id", "=", self.id)],
            "name": self.env._("Answers"),
        }

    def _tell(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": message, "type": "success", "sticky": False},
        }

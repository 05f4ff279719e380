from odoo import fields, models

from ..tools import russian


class MentorshipBankDate(models.TransientModel):
    """Ask a bank as of a day: who stood in it, with which needs, load and consents."""

    _name = "mentorship.bank.date"
    _description = "Bank as of a Day"

    date = fields.Date(
        "As of", required=True, default=lambda self: fields.Date.context_today(self)
    )
    role = fields.Selection(
        [("mentor", "Bank of Mentors"), ("mentee", "Bank of Mentees")],
        "Bank",
        required=True,
        default="mentor",
    )

    def action_open(self):
        """Open the bank as it was on the day."""
        self.ensure_one()
        people = self.env["mentorship.participant"].with_context(bank_date=self.date)
        day = fields.Date.to_string(self.date)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "%(bank)s as of %(day)s",
                bank=dict(self._fields["role"]._description_selection(self.env))[
                    self.role
                ],
                day=russian.date_numeric(self.date),
            ),
            "res_model": people._name,
            "views": [
                (False, "list"),
                (
                    self.env.ref(
                        "school_mentorship.mentorship_participant_view_kanban_date"
                    ).id,
                    "kanban",
                ),
                (False, "form"),
            ],
            "domain": [("role", "=", self.role), *people._domain_bank()],
            "context": {
                "bank_date": day,
                "default_role": self.role,
                "create": False,
                "edit": False,
            },
        }

from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain

OURS = "mentorship."
READERS = "school_mentorship.group_mentorship_director"


class IrRule(models.Model):
    """Two things that hold for every model of mentoring, today's and tomorrow's.

    A window belongs to whoever opened it: scans, sheets being typed in, lists of
    people lie in it, and Odoo gives a window to everybody who may open one. And a
    refusal names nobody: that somebody is a mentee is nobody's business.
    """

    _inherit = "ir.rule"

    def _compute_domain(self, model_name, mode="read"):
        domain = super()._compute_domain(model_name, mode)
        if model_name.startswith(OURS) and self.env[model_name]._transient:
            return Domain("create_uid", "=", self.env.uid) & domain
        return domain

    def _make_access_error(self, operation, records):
        error = super()._make_access_error(operation, records)
        if not records._name.startswith(OURS) or self.env.user.has_group(READERS):
            return error
        # In developer mode, which anybody switches on for himself, Odoo lists the
        # names of the records that it has just refused.
        plain = AccessError(
            self.env._(
                "This is closed to you: mentoring is seen by those who take part in "
                "it. Ask the curator if you need it."
            )
        )
        if context := getattr(error, "context", None):
            plain.context = context
        return plain

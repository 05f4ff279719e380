from odoo import api, models
from odoo.exceptions import UserError

# Travels in the context of the system's own writes. A client's context comes as
# JSON and can hold no such object, so nobody forges it from outside.
INTERNAL = object()


class MentorshipGuardedMixin(models.AbstractModel):
    """A record with fields that only the system writes: counts, states, frozen text.

    A read-only field is read-only on the screen only; this holds for imports and
    outside clients as well.
    """

    _name = "mentorship.guarded.mixin"
    _description = "Fields Written by the System Only"

    _GUARDED = frozenset()

    def _guard_message(self):
        """The sentence that a client gets; says where the field comes from."""
        return self.env._("These fields are filled in by the system.")

    def _check_guard(self, vals):
        """
        :raises UserError: when a client writes what only the system may write
        """
        if self._GUARDED & vals.keys() and (
            self.env.context.get("mentorship_internal") is not INTERNAL
        ):
            raise UserError(self._guard_message())

    def _write_guarded(self, vals):
        """Write guarded fields; called by the system's own acts only."""
        return self.with_context(mentorship_internal=INTERNAL).write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_guard({k: v for k, v in vals.items() if v})
        return super().create(vals_list)

    def write(self, vals):
        self._check_guard(vals)
        return super().write(vals)

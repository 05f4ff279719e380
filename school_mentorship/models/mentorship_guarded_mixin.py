from odoo import api, models
from odoo.exceptions import UserError

# Travels in the context of the system's own writes. A client's context comes as
# JSON and can hold no such object, so nobody forges it from outside.
INTERNAL = object()

# What decides who may read a record, hence who may write it.
_PLACES = frozenset({"company_id", "program_id", "pair_id", "session_id"})


class MentorshipGuardedMixin(models.AbstractModel):
    """A record with fields that only the system writes: counts, states, frozen text.

    A read-only field is read-only on the screen only; this holds for imports and
    outside clients as well.
    """

    _name = "mentorship.guarded.mixin"
    _description = "Fields Written by the System Only"

    # What only the system writes, and what only the system gives to a new record:
    # old papers are entered with a state of their own.
    _GUARDED = frozenset()
    _GUARDED_NEW = None

    def _guard_message(self):
        """The sentence that a client gets; says where the field comes from."""
        return self.env._("These fields are filled in by the system.")

    def _check_guard(self, names, guarded):
        """
        :raises UserError: when a client writes what only the system may write
        """
        internal = self.env.context.get("mentorship_internal") is INTERNAL
        if not internal and guarded & set(names):
            raise UserError(self._guard_message())

    def _write_guarded(self, vals):
        """Write guarded fields; called by the system's own acts only."""
        return self.with_context(mentorship_internal=INTERNAL).write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        guarded = self._GUARDED if self._GUARDED_NEW is None else self._GUARDED_NEW
        defaults = {}
        for name in guarded:
            default = self._fields[name].default
            defaults[name] = default(self) if default else False
        # Defaults from the context are the client's word as well.
        context = {
            key.removeprefix("default_"): value
            for key, value in self.env.context.items()
            if key.startswith("default_")
        }
        for vals in (context, *vals_list):
            # Forms send the fields they show: what is the default is no forgery.
            changed = (n for n in vals if vals[n] and vals[n] != defaults.get(n))
            self._check_guard(changed, guarded)
        return super().create(vals_list)

    def write(self, vals):
        self._check_guard(vals, self._GUARDED)
        result = super().write(vals)
        if _PLACES & vals.keys():
            # Odoo asks before only: nobody moves a record out of his own sight.
            self.check_access("read")
            self.check_access("write")
        return result

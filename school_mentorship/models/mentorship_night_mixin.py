from odoo import models


class MentorshipNightMixin(models.AbstractModel):
    """Records that the nightly jobs change, many at a time.

    A scheduled action has neither language nor time zone of its own: what it writes
    is read by a school. Odoo logs tracked changes record by record; here those of all
    records are logged at once. Stands before `mail.thread` in the list of parents.
    """

    _name = "mentorship.night.mixin"
    _description = "Records Changed at Night"

    def _at_night(self):
        """The same records in the school's time zone and in Russian, if installed."""
        context = {"tz": self.env.company.resource_calendar_id.tz}
        if not self.env.context.get("lang"):
            russian = self.env["res.lang"]._get_data(code="ru_RU")
            context["lang"] = "ru_RU" if russian else None
        return self.with_context(**context)

    def _message_track(self, fields_iter, initial_values_dict):
        """As in core, with one batch of messages and one of values."""
        data = self.env.cr.precommit.data
        special = {
            f"mail.tracking.{what}.{self._name}" for what in ("message", "author")
        }
        if not fields_iter or special & data.keys():
            # Somebody has a word to say about single records.
            return super()._message_track(fields_iter, initial_values_dict)
        found = self.exists()
        if len(found) < 2:
            return super()._message_track(fields_iter, initial_values_dict)
        words = found.fields_get(
            fields_iter, attributes=("string", "type", "selection", "currency_field")
        )
        tracking = {
            record.id: record._mail_track(words, initial_values_dict[record.id])
            for record in found
        }
        changed = found.filtered(lambda record: tracking[record.id][0])
        bodies = {
            record.id: record._track_get_default_log_message(tracking[record.id][0])
            for record in changed
        }
        if not changed:
            return tracking
        values = []
        messages = changed._message_log_batch(bodies=bodies)
        for record, message in zip(changed, messages, strict=True):
            values += [
                {**command[2], "mail_message_id": message.id}
                for command in tracking[record.id][1]
            ]
        # As in core: no user writes them, the system does.
        self.env["mail.tracking.value"].sudo().create(values)
        return tracking

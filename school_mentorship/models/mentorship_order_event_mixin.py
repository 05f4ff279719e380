from odoo import fields, models
from odoo.exceptions import UserError


class MentorshipOrderEventMixin(models.AbstractModel):
    """An order that announces an event: its program and its people in annexes."""

    _name = "mentorship.order.event.mixin"
    _description = "Order on an Event"

    event_id = fields.Many2one(
        "mentorship.event",
        "Announced Event",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        domain="[('state', '!=', 'cancelled')]",
    )

    def _check_announces_event(self, date):
        if not self.event_id:
            raise UserError(self.env._("Choose the event that the order announces."))
        if self.event_id.state == "cancelled":
            raise UserError(
                self.env._(
                    "%s has been cancelled, so no order announces it.",
                    self.event_id.display_name,
                )
            )

    def _apply_announces_event(self):
        """Leave a note with the event; its line of the roadmap counts the order."""
        self.event_id.message_post(
            body=self.env._("Announced by the order %s", self.display_name)
        )

    def _event_placeholders(self):
        """The placeholders of an event and their values.

        :return: dict of placeholder → str; general words without an event
        """
        self.ensure_one()
        event = self.event_id
        if not event:
            words = "итоговое мероприятие (круглый стол)"
            return {
                "мероприятие": words,
                "мероприятие.вин": words,
                "мероприятие.когда": "в срок до 31 мая",
            }
        when = event._days_words()
        if time := event._time_words():
            when = f"{when} в {time}"
        accusative = event._event_words(1)
        if event.place:
            accusative = f"{accusative} ({event.place})"
        return {
            "мероприятие": event._event_words(),
            "мероприятие.вин": accusative,
            "мероприятие.когда": when,
        }

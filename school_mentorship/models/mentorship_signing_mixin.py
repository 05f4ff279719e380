from odoo import fields, models


class MentorshipSigningMixin(models.AbstractModel):
    """A paper or a line of a sheet that comes back signed, many at a time.

    `mentorship.mark` marks such records together and takes the mark back; what it must
    know of each kind is here. All methods work on many records at once.
    """

    _name = "mentorship.signing.mixin"
    _description = "Marked as Signed Together with Others"

    # What a mark changes and its undoing restores.
    _MARKED = ()

    def _signing_words(self):
        """Whose paper it is and which one.

        :return: tuple (person, paper) of str
        """
        raise NotImplementedError

    def _signing_problems(self, date):
        """Which of them cannot be marked as signed on a day, and why.

        :param date: the day of signature
        :return: dict of record → sentence
        """
        raise NotImplementedError

    def _sign_marked(self, date):
        """Mark them as signed on a day."""
        raise NotImplementedError

    def _undo_problems(self, marked):
        """Which of them something stands on already, so that the mark remains.

        :param marked: all records of the mark of this model
        :return: dict of record → sentence
        """
        return {}

    def _before_signing(self):
        """What an undoing restores, as JSON.

        :return: dict of field → value
        """
        self.ensure_one()
        return {
            name: fields.Date.to_string(self[name])
            if self._fields[name].type == "date"
            else self[name]
            for name in self._MARKED
        }

    def _undo_signing(self, before):
        """Put back what the mark had changed.

        :param dict before: of `_before_signing`
        """
        self.ensure_one()
        values = {name: value for name, value in before.items() if name in self._MARKED}
        if hasattr(self, "_write_guarded"):
            self._write_guarded(values)
        else:
            self.write(values)

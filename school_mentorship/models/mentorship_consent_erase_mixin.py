from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import russian

# 152-FZ, art. 21, part 5: destroyed within thirty days of the withdrawal.
TERM = 30


class MentorshipConsentEraseMixin(models.AbstractModel):
    """What was kept by a consent to processing is destroyed when it is withdrawn.

    Answers under the name, needs and abilities, wishes, formats. Orders, agreements,
    programmes and the consent itself stay: they are kept by law, not by consent.
    """

    _name = "mentorship.consent.erase.mixin"
    _description = "Consent to Processing"

    date_erased = fields.Date("Answers Erased On", readonly=True, copy=False)

    def _plan_erasure(self):
        """A task with its last day, for everybody of whom something is kept."""
        for consent in self.filtered(lambda c: c.kind == "data_processing"):
            if not any(consent.sudo()._given().values()):
                continue
            day = fields.Date.add(consent.date_withdrawn, days=TERM)
            consent.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=day,
                user_id=consent._site_keeper(consent.company_id).id,
                summary=self.env._(
                    "%s: erase the answers, needs and wishes", consent.name
                ),
                note=self.env._(
                    "The consent to processing is withdrawn. Press «Erase the answers» "
                    "by %s (152-FZ, art. 21, part 5: thirty days) and draw up the act "
                    "of destruction: the note of the erasure says what it lists.",
                    russian.date_numeric(day),
                ),
            )

    def _given(self):
        """What is kept of this person by his consent alone.

        :return: dict word → recordset
        """
        self.ensure_one()
        own = [
            ("partner_id", "=", self.partner_id.id),
            ("company_id", "=", self.company_id.id),
        ]
        people = self.env["mentorship.participant"].search(own)
        mine = [("participant_id", "in", people.ids)]
        return {
            self.env._("answers to questionnaires"): self.env[
                "mentorship.answer"
            ].search(own),
            self.env._("needs and abilities"): self.env[
                "mentorship.participant.area"
            ].search(mine),
            self.env._("wishes and vetoes"): self.env["mentorship.preference"].search(
                mine
            ),
            self.env._("proposals of matching"): self.env[
                "mentorship.match.line"
            ].search(
                [
                    ("match_id.state", "!=", "applied"),
                    "|",
                    ("mentee_id", "in", people.ids),
                    ("mentor_id", "in", people.ids),
                ]
            ),
        }

    def action_erase(self):
        """Destroy what was kept by these consents, and note what it was.

        :raises UserError: when the consent is not withdrawn, or another one holds
        """
        # Answers are the curator's alone, hence erased by him alone.
        self.env["mentorship.answer"].check_access("read")
        self.check_access("write")
        today = fields.Date.context_today(self)
        for consent in self:
            if consent.state != "withdrawn" or consent.kind != "data_processing":
                raise UserError(
                    self.env._(
                        "%s: answers are erased after the consent to the processing of "
                        "personal data has been withdrawn.",
                        consent.name,
                    )
                )
            if self.env["mentorship.consent"]._valid(
                consent.partner_id, ["data_processing"], today, consent.company_id
            ):
                raise UserError(
                    self.env._(
                        "%s: has signed another consent since, by which the answers "
                        "are kept.",
                        consent.name,
                    )
                )
            # Nobody may delete an answer by hand; the law does (access checked above).
            given = consent.sudo()._given()
            words = [
                f"{name} – {len(records)}" for name, records in given.items() if records
            ]
            for records in given.values():
                if "match_id" in records._fields:
                    records = records._internal()
                records.unlink()
            people = self.env["mentorship.participant"].search(
                [
                    ("partner_id", "=", consent.partner_id.id),
                    ("company_id", "=", consent.company_id.id),
                ]
            )
            people.type_ids = False
            consent._write_guarded({"date_erased": today})
            consent.activity_feedback(
                ["mail.mail_activity_data_todo"], only_automated=True
            )
            last = fields.Date.add(consent.date_withdrawn, days=TERM)
            consent.message_post(
                body=self.env._(
                    "Erased on %(day)s: %(what)s. Reason: the consent was withdrawn on "
                    "%(since)s; the last day was %(term)s.",
                    day=russian.date_numeric(today),
                    what="; ".join(words) or self.env._("nothing was kept"),
                    since=russian.date_numeric(consent.date_withdrawn),
                    term=russian.date_numeric(last),
                )
            )

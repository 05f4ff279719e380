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
    erasure_ids = fields.One2many(
        "mentorship.erasure",
        "consent_id",
        "Acts of Destruction",
        readonly=True,
        groups="school_mentorship.group_mentorship_director",
    )

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
                    "by %s (152-FZ, art. 21, part 5: thirty days), then print the act "
                    "of destruction that comes of it and sign it.",
                    russian.date_numeric(day),
                ),
            )

    def _given(self):
        """What is kept of this person by his consent alone.

        :return: dict kind (see `mentorship.erasure`) → recordset
        """
        self.ensure_one()
        own = [
            ("partner_id", "=", self.partner_id.id),
            ("company_id", "=", self.company_id.id),
        ]
        people = self.env["mentorship.participant"].search(own)
        mine = [("participant_id", "in", people.ids)]
        matched = [
            ("match_id.state", "!=", "applied"),
            "|",
            ("mentee_id", "in", people.ids),
            ("mentor_id", "in", people.ids),
        ]
        return {
            "answers": self.env["mentorship.answer"].search(own),
            "areas": self.env["mentorship.participant.area"].search(mine),
            "wishes": self.env["mentorship.preference"].search(mine),
            "proposals": self.env["mentorship.match.line"].search(matched),
        }

    def action_erase(self):
        """Destroy what was kept by these consents, and note what it was.

        :return: action that opens the acts of destruction, ready to be printed;
            nothing where nothing was kept
        :raises UserError: when the consent is not withdrawn, or another one holds
        """
        # Answers are the curator's alone, hence erased by him alone.
        self.env["mentorship.answer"].check_access("read")
        self.check_access("write")
        today = fields.Date.context_today(self)
        erasures = self.env["mentorship.erasure"]
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
            erasure = consent._erase()
            erasures |= erasure
            consent._write_guarded({"date_erased": today})
            consent.activity_feedback(
                ["mail.mail_activity_data_todo"], only_automated=True
            )
            consent._note_erasure(erasure)
        return erasures._action_open() if erasures else False

    def _erase(self):
        """Destroy what was kept by this consent; leaves the act of it.

        :return: the new `mentorship.erasure`, empty where nothing was kept
        """
        self.ensure_one()
        # Nobody may delete an answer by hand; the law does (access checked before).
        given = self.sudo()._given()
        people = self.env["mentorship.participant"].search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
            ]
        )
        destroyed = {kind: (rows._name, rows.ids) for kind, rows in given.items()}
        # Of a choice from a table only the choice goes: the numbers are the people's.
        chosen = people.filtered("type_ids")
        destroyed["types"] = (people._name, chosen.ids)
        for records in given.values():
            if "match_id" in records._fields:
                records = records._internal()
            records.unlink()
        chosen.type_ids = False
        erasure = self.env["mentorship.erasure"]._record(self, destroyed)
        # Made by the system, read by who pressed the button.
        return erasure.sudo(False)

    def _note_erasure(self, erasure):
        """Say in the chatter what was destroyed, when and why; not what it said."""
        day = fields.Date.context_today(self)
        self.message_post(
            body=self.env._(
                "Erased on %(day)s: %(what)s. Reason: the consent was withdrawn on "
                "%(since)s; the last day was %(term)s.",
                day=russian.date_numeric(day),
                what=(erasure.data or "").replace("\n", "; ")
                or self.env._("nothing was kept"),
                since=russian.date_numeric(self.date_withdrawn),
                term=russian.date_numeric(
                    fields.Date.add(self.date_withdrawn, days=TERM)
                ),
            )
        )

    def action_open_erasures(self):
        """Open the act of the destruction."""
        return self.erasure_ids._action_open()

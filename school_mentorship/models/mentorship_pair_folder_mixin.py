from odoo import fields, models
from odoo.fields import Domain


class MentorshipPairFolderMixin(models.AbstractModel):
    """What lies in the folder of a pair."""

    _name = "mentorship.pair.folder.mixin"
    _description = "Folder of a Pair"

    def _folder_sections(self):
        """The papers of this pair in the order of the folder.

        Whatever else a pair has on paper adds its own section here.

        :return: list of (title, `ir.actions.report`, records of its model); the title
            is printed, in Russian
        """
        self.ensure_one()
        ref = self.env.ref
        return [
            (
                "Согласия",
                ref("school_mentorship.mentorship_consent_report"),
                self._folder_consents(),
            ),
            (
                "Приказы",
                ref("school_mentorship.mentorship_order_report"),
                self._folder_orders(),
            ),
            (
                "Дополнительные соглашения",
                ref("school_mentorship.mentorship_agreement_report"),
                self._folder_agreements(),
            ),
            (
                "Ходатайство о замене наставника",
                self._paper_report(),
                self.filtered("request_date"),
            ),
            *self._folder_programs(),
        ]

    def _folder_programs(self):
        """The programs of the pair, their logs and notes, and the monitoring.

        :return: sections, as `_folder_sections`
        """
        ref = self.env.ref
        programs = self.program_ids.filtered(lambda p: p.state != "draft")
        rounds = self.env["mentorship.monitoring"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "done"),
                ("date_end", ">=", self.date_start),
                ("date_start", "<=", self.date_end or fields.Date.today()),
            ],
            order="date_start, id",
        )
        return [
            (
                "Персонализированная программа",
                ref("school_mentorship.mentorship_program_report"),
                programs,
            ),
            (
                "Журнал встреч",
                ref("school_mentorship.mentorship_program_log_report"),
                programs.filtered("date_last_held"),
            ),
            (
                "Мониторинг",
                ref("school_mentorship.mentorship_monitoring_report"),
                rounds,
            ),
            (
                "Завершение программы",
                ref("school_mentorship.mentorship_program_note_report"),
                programs.filtered(lambda p: p.state in ("done", "ended") or p.result),
            ),
        ]

    def _folder_consents(self):
        """The printed consents of the members, mentors first, by kinds."""
        consents = self.env["mentorship.consent"].search(
            [
                ("partner_id", "in", self.member_ids.participant_id.partner_id.ids),
                ("company_id", "=", self.company_id.id),
                ("state", "!=", "draft"),
                ("pair_id", "in", [False, self.id]),
                "|",
                ("valid_until", "=", False),
                ("valid_until", ">=", self.date_start),
                "|",
                ("date_withdrawn", "=", False),
                ("date_withdrawn", ">=", self.date_start),
            ]
        )
        people = self.member_ids.participant_id.partner_id.ids
        kinds = [kind for kind, _label in consents._fields["kind"].selection]
        return consents.sorted(
            lambda c: (people.index(c.partner_id.id), kinds.index(c.kind), c.id)
        )

    def _folder_orders(self):
        """The orders that name the pair or change it, printed and registered."""
        return (
            self.env["mentorship.order"]
            .search(
                Domain("state", "in", ("signing", "registered"))
                & (
                    Domain("pair_ids", "in", self.ids)
                    | Domain("change_ids.pair_id", "in", self.ids)
                )
            )
            .sorted(lambda order: (order.date or fields.Date.today(), order.id))
        )

    def _folder_agreements(self):
        """The agreements of the mentors for this pair or for the same time."""
        mentors = self.member_ids.filtered(lambda m: m.role == "mentor").participant_id
        domain = [
            ("participant_id", "in", mentors.ids),
            ("pair_id", "in", [False, self.id]),
            ("in_function", "=", False),
            ("state", "!=", "draft"),
            ("date_end", ">=", self.date_start),
        ]
        if self.date_end:
            domain.append(("date_start", "<=", self.date_end))
        return self.env["mentorship.agreement"].search(domain, order="date_start, id")

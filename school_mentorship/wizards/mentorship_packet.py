from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.mentorship_consent_gate_mixin import ROLE_KINDS

# So many people are printed while one waits; more go into the background.
AT_ONCE = 12
PUBLICATION = ("data_distribution", "image")


class MentorshipPacket(models.TransientModel):
    """«Комплект на подпись»: all sheets of some people, person by person.

    What they lack is prepared, printed with blank dates, frozen and given out.
    Distribution and image are printed only when a publication is planned (152-FZ,
    art. 10.1: consent without need is not asked for).
    """

    _name = "mentorship.packet"
    _description = "Packet to Be Signed"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    participant_ids = fields.Many2many("mentorship.participant", string="People")
    pair_ids = fields.Many2many("mentorship.pair")
    with_processing = fields.Boolean("Consents to Data Processing", default=True)
    with_duties = fields.Boolean(
        "Consents to Duties and to Participation", default=True
    )
    with_publication = fields.Boolean(
        "A Publication Is Planned",
        help="Also consents to the distribution of data and to the use of an image.",
    )
    with_agreements = fields.Boolean("Supplementary Agreements", default=True)
    with_acquaintance = fields.Boolean("Acquaintance Sheets", default=True)
    as_archive = fields.Boolean(
        "An Archive with a File for Each Person",
        help="Otherwise one PDF with all sheets, person by person.",
    )
    person_count = fields.Integer("People in the Packet", compute="_compute_counts")
    gaps = fields.Text("Left Out", compute="_compute_counts")

    @api.depends("participant_ids", "with_agreements")
    def _compute_counts(self):
        for packet in self:
            packet.person_count = len(packet.participant_ids.partner_id)
            drafts = packet._agreements().filtered(
                lambda agreement: agreement.state == "draft" and agreement.missing
            )
            packet.gaps = "\n".join(
                f"{agreement.display_name}: {agreement.missing}" for agreement in drafts
            )

    @api.model
    def _open_for(self, records):
        """Open the window for participants, pairs or employees.

        :param records: recordset of `mentorship.participant`, `mentorship.pair`,
            `hr.employee` or `hr.employee.public`
        :return: action
        :raises UserError: when one of the employees stands in no bank
        """
        people, pairs = self._people_of(records)
        packet = self.create(
            {
                "company_id": people.company_id[:1].id or self.env.company.id,
                "participant_ids": [fields.Command.set(people.ids)],
                "pair_ids": [fields.Command.set(pairs.ids)],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Packet to Be Signed"),
            "res_model": self._name,
            "res_id": packet.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _people_of(self, records):
        people = self.env["mentorship.participant"]
        pairs = self.env["mentorship.pair"]
        if records._name == pairs._name:
            pairs = records
            people = records.member_ids.filtered(
                lambda member: member._is_current()
            ).participant_id
        elif records._name == people._name:
            people = records
        else:
            people = people.search(
                [("employee_id", "in", records.ids), ("state", "!=", "left")]
            )
            known = people.employee_id.ids
            if unknown := records.filtered(lambda person: person.id not in known):
                raise UserError(
                    self.env._(
                        "%s: not in the bank of mentoring. Enter them there, or use "
                        "«Assign a mentor».",
                        ", ".join(unknown.mapped("name")),
                    )
                )
        return people, pairs

    def _kinds(self):
        """The kinds of consents in the packet."""
        self.ensure_one()
        kinds = []
        if self.with_processing:
            kinds.append("data_processing")
        if self.with_duties:
            kinds += ROLE_KINDS.values()
        if self.with_publication:
            kinds += PUBLICATION
        return kinds

    def _agreements(self):
        """The agreements of these people that wait to be printed or signed."""
        self.ensure_one()
        if not self.with_agreements:
            return self.env["mentorship.agreement"]
        return self.env["mentorship.agreement"].search(
            [
                ("participant_id", "in", self.participant_ids.ids),
                ("state", "in", ("draft", "printed")),
                ("in_function", "=", False),
            ]
        )

    def _check_people(self):
        """See that every sheet can be filled in; nothing is prepared before that.

        :raises UserError: naming whom it concerns
        """
        self.ensure_one()
        people = self.participant_ids
        if not people:
            raise UserError(self.env._("Choose the people whose papers are printed."))
        if len(people.company_id) > 1:
            raise UserError(self.env._("Choose people of one school."))
        if left := people.filtered(lambda person: person.state == "left"):
            raise UserError(
                self.env._(
                    "%s: has left the bank, there is nothing to be signed.",
                    ", ".join(left.mapped("short_name")),
                )
            )
        if nameless := people.filtered(lambda person: not person.position):
            raise UserError(
                self.env._(
                    "%s: the position is not entered, and every sheet names it. Enter "
                    "it in the bank; nothing has been printed.",
                    ", ".join(nameless.mapped("short_name")),
                )
            )

    def action_print(self):
        """Prepare what is missing and print everything, person by person.

        :return: action that opens the file, or the job for many people
        :raises UserError: when something cannot be filled in, or all is signed
        """
        self._check_people()
        persons, options = self._prepare()
        if not persons:
            raise UserError(
                self.env._("These people have signed everything; nothing to print.")
            )
        return self.env["mentorship.job"]._print(
            self.env.ref("school_mentorship.mentorship_packet_report"),
            persons,
            as_one=not self.as_archive,
            options={"mentorship_packet": options},
            at_once=len(persons) <= AT_ONCE,
        )

    def _prepare(self):
        """Make the consents that are missing, and find whose papers there are.

        :return: tuple (participants, each person once; options of the report)
        """
        self.ensure_one()
        people = self.participant_ids
        agreements = self._agreements().filtered(
            lambda agreement: agreement.state == "printed" or not agreement.missing
        )
        partners = self._prepare_consents().partner_id
        partners |= agreements.participant_id.partner_id
        if self.with_acquaintance:
            partners |= people._acquaintances().partner_id
        persons = people.browse(
            found[0].id
            for partner, found in people.sorted("name").grouped("partner_id").items()
            if partner in partners
        )
        return persons, {
            "kinds": self._kinds(),
            "agreements": agreements.ids,
            "acquaintance": self.with_acquaintance,
        }

    def _prepare_consents(self):
        """The consents that these people lack and those given out to them already."""
        self.ensure_one()
        kinds = self._kinds()
        consents = self.env["mentorship.consent"]
        if not kinds:
            return consents
        people = self.participant_ids
        if self.pair_ids:
            general = set(kinds) - set(ROLE_KINDS.values())
            if general:
                consents |= consents._prepare_for(people, kinds=general)
            if self.with_duties:
                for pair in self.pair_ids:
                    members = pair.member_ids.participant_id & people
                    consents |= consents._prepare_for(
                        members, pair, ROLE_KINDS.values()
                    )
            return consents
        return consents._prepare_for(people, kinds=kinds)

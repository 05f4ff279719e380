import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import russian


class MentorshipInvitation(models.Model):
    """Who was asked to answer what by when, and whether the answer has come.

    Apart from what was answered. The link needs no account: whoever has it answers,
    once. Answers are kept under the name only with the person's consent to data
    processing; without it they go to the box of the sitting, without a name.
    """

    _name = "mentorship.invitation"
    _description = "Invitation to Answer a Questionnaire"
    _inherit = [
        "mentorship.guarded.mixin",
        "mentorship.evidence.mixin",
        "mentorship.invitation.flow.mixin",
        "mentorship.invitation.page.mixin",
        "mentorship.invitation.mail.mixin",
    ]
    _order = "state desc, name, id"
    _check_company_auto = True
    _GUARDED = frozenset({"state", "way", "date_answered", "named", "is_typed"})

    sitting_id = fields.Many2one(
        "mentorship.sitting", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="sitting_id.company_id", store=True, index=True
    )
    sitting_state = fields.Selection(
        related="sitting_id.state", string="State of the Sitting"
    )
    anonymous = fields.Boolean(related="sitting_id.anonymous")
    survey_name = fields.Char("Questionnaire", related="sitting_id.survey_id.title")
    partner_id = fields.Many2one(
        "res.partner", "Person", required=True, index=True, ondelete="cascade"
    )
    participant_id = fields.Many2one(
        "mentorship.participant",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    pair_id = fields.Many2one(
        "mentorship.pair",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        help="The pair about which a mentor answers.",
    )
    name = fields.Char("Full Name", compute="_compute_name", store=True)
    date_end = fields.Date(related="sitting_id.date_end", string="Deadline")
    email = fields.Char(related="partner_id.email")
    token = fields.Char(
        required=True,
        copy=False,
        default=lambda self: secrets.token_urlsafe(24),
        groups="school_mentorship.group_mentorship_curator",
    )
    link = fields.Char(
        compute="_compute_link", groups="school_mentorship.group_mentorship_curator"
    )
    state = fields.Selection(
        [("waiting", "Has not answered"), ("answered", "Has answered")],
        required=True,
        default="waiting",
        index=True,
        copy=False,
    )
    way = fields.Selection(
        [("link", "By link"), ("paper", "On paper")], "How It Came", copy=False
    )
    date_answered = fields.Date("Day of the Answer", copy=False)
    date_sent = fields.Date("E-Mailed On", readonly=True, copy=False)
    # Whether the answers lie under the name; nothing leads from here to the others.
    named = fields.Boolean("Under the Name", readonly=True, copy=False)
    is_typed = fields.Boolean("Typed In", readonly=True, copy=False)

    _token_uniq = models.UniqueIndex("(token)", "Two invitations have the same link.")
    _person_uniq = models.UniqueIndex(
        "(sitting_id, partner_id, COALESCE(pair_id, 0))",
        "This person has been asked already.",
    )

    @api.depends("participant_id.name", "partner_id.name", "pair_id.name")
    def _compute_name(self):
        for invitation in self:
            person = invitation.participant_id.name or invitation.partner_id.name
            mentees = invitation.pair_id._members_of("mentee").participant_id
            about = russian.people_list(mentees.mapped("short_name"))
            invitation.name = f"{person} ({about})" if about else person

    @api.depends("name", "sitting_id.name")
    def _compute_display_name(self):
        for invitation in self:
            invitation.display_name = invitation.name

    def _compute_link(self):
        base = self.browse().get_base_url()
        for invitation in self:
            # Shown to the curator alone, by the field's groups.
            invitation.link = f"{base}/mentorship/a/{invitation.sudo().token}"

    def _guard_message(self):
        return self.env._(
            "Who has answered follows from the answers. Press «Handed in on paper» for "
            "a sheet of paper."
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        if answered := self.filtered(lambda i: i.state == "answered"):
            raise UserError(
                self.env._(
                    "%s: has answered, the invitation is counted and cannot be "
                    "deleted.",
                    answered[0].name,
                )
            )

    @api.model
    def _invite(self, sitting):
        """Ask those people of a sitting who were not asked yet.

        :param sitting: `mentorship.sitting` record
        """
        known = {(i.partner_id.id, i.pair_id.id) for i in sitting.invitation_ids}
        new = {}
        for vals in sitting._people():
            key = (vals["partner_id"], vals.get("pair_id", False))
            if key not in known:
                new.setdefault(key, {**vals, "sitting_id": sitting.id})
        # In the order of names: ids say nothing about who is who in the bank.
        self.create(list(new.values()))

    def _with_consent(self):
        """Those whose consent to data processing is valid, and curators of themselves.

        A curator fills in the sheet of his own work, not of a person.

        :return: `mentorship.invitation` recordset
        """
        result = self.browse()
        for company, own in self.grouped("company_id").items():
            valid = self.env["mentorship.consent"]._valid(
                own.partner_id, ["data_processing"], None, company
            )
            result |= own.filtered(
                lambda i, valid=valid: (
                    i.sitting_id.purpose == "curator_sheet"
                    or (i.partner_id.id, "data_processing") in valid
                )
            )
        return result

    def _may_be_named(self):
        """Those of them whose answers may be kept under their names.

        :return: `mentorship.invitation` recordset
        """
        return self._with_consent().filtered(lambda i: not i.sitting_id.anonymous)

    def _is_to_type(self):
        """Whether the sheet was handed in, and what it says is not known yet."""
        self.ensure_one()
        return self.state == "answered" and self.way == "paper" and not self.is_typed

    def action_mark_paper(self):
        """The sheet on paper has been handed in; what it says may be typed in later.

        :raises UserError: for who has answered already
        """
        self.sitting_id._check_under_way()
        if answered := self.filtered(lambda i: i.state == "answered"):
            raise UserError(
                self.env._(
                    "%s: has answered already.",
                    russian.people_list(answered.mapped("name")),
                )
            )
        self._write_guarded({"state": "answered", "way": "paper"})

    def action_unmark_paper(self):
        """Take the mark back, as long as nothing was typed in.

        :raises UserError: when there are answers
        """
        if kept := self.filtered(
            lambda i: i.way != "paper" or i.is_typed or i._sheets_missing() < 1
        ):
            raise UserError(
                self.env._(
                    "%s: the answers are here already.",
                    russian.people_list(kept.mapped("name")),
                )
            )
        self._write_guarded({"state": "waiting", "way": False})

    def _sheets_missing(self):
        """How many sheets of this sitting were handed in and not typed in yet."""
        handed = self.sitting_id.invitation_ids.filtered(
            lambda i: i.state == "answered" and not i.named
        )
        box = self.sitting_id.sudo().anonymous_box or []
        return len(handed) - len(box)

    def action_answer(self):
        """Open the questionnaire: for whoever was asked and has an account.

        :raises AccessError: for another's invitation
        """
        self.ensure_one()
        self.check_access("read")
        if self.partner_id != self.env.user.partner_id:
            raise UserError(
                self.env._(
                    "%s was asked, not you. Copy the link and send it to this person.",
                    self.name,
                )
            )
        # The link of one's own invitation.
        return {
            "type": "ir.actions.act_url",
            "url": f"/mentorship/a/{self.sudo().token}",
            "target": "new",
        }

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class MentorshipPairMember(models.Model):
    """A person's place in a pair or group, with dates of his own.

    Joiners, leavers, several mentors and a mentor's replacement are rows here, and
    every access rule of a teacher goes through `user_id`.
    """

    _name = "mentorship.pair.member"
    _inherit = ["mentorship.period.mixin", "mentorship.evidence.mixin"]
    _description = "Member of a Pair"
    _order = "role desc, date_start, id"
    _rec_name = "participant_id"
    _check_company_auto = True

    pair_id = fields.Many2one(
        "mentorship.pair", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="pair_id.company_id", store=True, index=True)
    participant_id = fields.Many2one(
        "mentorship.participant",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    role = fields.Selection(
        related="participant_id.role", store=True, index=True, string="Role"
    )
    employee_id = fields.Many2one(
        related="participant_id.employee_id", store=True, index="btree_not_null"
    )
    user_id = fields.Many2one(
        related="participant_id.user_id", store=True, index="btree_not_null"
    )
    date_start = fields.Date("From", help="Empty: from the first day of the pair.")
    date_end = fields.Date("Until", help="Empty: to the last day of the pair.")
    reason = fields.Char(help="Why this person joined later or left earlier.")

    @api.model
    def _domain_current(self, date=None):
        """Members of pairs that are being prepared or at work on a day.

        :param date: the day; today if not given
        :return: `Domain`
        """
        date = date or fields.Date.context_today(self)
        return Domain("pair_id.state", "in", ("preparing", "active", "suspended")) & (
            Domain("date_end", "=", False) | Domain("date_end", ">=", date)
        )

    def _is_current(self, date=None):
        """Whether the member has not left his pair by a day."""
        self.ensure_one()
        date = date or fields.Date.context_today(self)
        return not self.date_end or self.date_end >= date

    @api.constrains("date_start", "date_end", "pair_id")
    def _check_within_pair(self):
        for member in self:
            pair = member.pair_id
            if (member.date_start and member.date_start < pair.date_start) or (
                member.date_end and pair.date_end and member.date_end > pair.date_end
            ):
                raise ValidationError(
                    self.env._(
                        "%(person)s: the dates must lie within those of the pair, "
                        "%(start)s – %(end)s.",
                        person=member.participant_id.short_name,
                        start=pair.date_start,
                        end=pair.date_end or "…",
                    )
                )

    @api.constrains("pair_id", "participant_id", "date_end")
    def _check_pair(self):
        self.pair_id._check_members()
        self.pair_id._check_overlap()

    def write(self, vals):
        if {"participant_id", "pair_id"} & vals.keys():
            # Putting another person in the place is taking this one out of it.
            self._unlink_except_ordered()
        result = super().write(vals)
        if {"date_start", "date_end"} & vals.keys():
            self._tell_calendars()
        return result

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members._tell_calendars()
        return members

    def _tell_calendars(self):
        """Invitations that are out follow the members of the pair: one search."""
        # Whoever may change the members; the invitations are their organiser's.
        self.env["mentorship.session"].sudo().search(
            [
                ("pair_id", "in", self.pair_id.ids),
                ("event_id", "!=", False),
                ("state", "=", "planned"),
            ]
        )._follow_members()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ordered(self):
        if ordered := self.filtered(lambda m: m.pair_id._is_printed()):
            raise UserError(
                self.env._(
                    "%s: named in a printed order. Enter the day on which the "
                    "person left the pair instead.",
                    ", ".join(ordered.participant_id.mapped("short_name")),
                )
            )

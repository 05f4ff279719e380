from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

RESULTS = [
    ("done", "Completed"),
    ("partly", "Completed in part"),
    ("extended", "Extended"),
    ("ended", "Ended early"),
    ("replaced", "Mentor replaced"),
]


class MentorshipOrderChange(models.Model):
    """What an order does to one pair: ends it with a result, extends it, replaces.

    Source: letter AZ-1128/08, section 7; Labour Code, art. 351.8 (early refusal).
    """

    _name = "mentorship.order.change"
    _description = "Change of a Pair by an Order"
    _order = "order_id, pair_id, id"
    _rec_name = "pair_id"
    _check_company_auto = True

    order_id = fields.Many2one(
        "mentorship.order", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    pair_id = fields.Many2one(
        "mentorship.pair",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="['|', ('state', 'in', ('active', 'suspended')), "
        "('left_behind', '=', True)]",
    )
    result = fields.Selection(RESULTS, required=True, default="done")
    date = fields.Date(
        required=True,
        default=fields.Date.context_today,
        help="The last day of the pair, the new last day, or the new mentor's first "
        "day.",
    )
    new_mentor_id = fields.Many2one(
        "mentorship.participant",
        domain="[('role', '=', 'mentor'), ('state', '!=', 'left')]",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    reason = fields.Char(help="Application, notice or circumstance, with its date.")

    _pair_uniq = models.Constraint(
        "UNIQUE(order_id, pair_id)", "An order changes a pair once."
    )

    @api.constrains("pair_id", "result", "new_mentor_id", "reason", "date")
    def _check_whole(self):
        for change in self:
            pair, mentor = change.pair_id, change.new_mentor_id
            problem = False
            if change.result == "replaced" and not mentor:
                problem = self.env._("%s: choose the new mentor.", pair.name)
            elif change.result == "replaced" and mentor.role != "mentor":
                problem = self.env._(
                    "%s: the new mentor stands in the bank of mentees.", pair.name
                )
            elif mentor and mentor in pair._members_of("mentor").participant_id:
                problem = self.env._(
                    "%s: the new mentor is the present one.", pair.name
                )
            elif change.result in ("ended", "replaced") and not change.reason:
                problem = self.env._("%s: enter the reason.", pair.name)
            elif change.date < pair.date_start:
                problem = self.env._(
                    "%s: the day lies before the first day of the pair.", pair.name
                )
            elif change.result == "extended" and (
                pair.date_end and change.date <= pair.date_end
            ):
                problem = self.env._(
                    "%s: the new last day is not later than the old one.", pair.name
                )
            elif (
                change.result != "extended"
                and pair.date_end
                and change.date > pair.date_end
                and not pair.left_behind
            ):
                problem = self.env._(
                    "%s: the day lies after the last day of the pair.", pair.name
                )
            if problem:
                raise ValidationError(problem)

    @api.model_create_multi
    def create(self, vals_list):
        changes = super().create(vals_list)
        changes._check_order_open()
        return changes

    def write(self, vals):
        self._check_order_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_printed(self):
        self._check_order_open()

    def _check_order_open(self):
        """The rows stand in the annex of the sheet that lies on the desk.

        :raises UserError: when their order is no draft any more
        """
        if closed := self.order_id.filtered(lambda order: order.state != "draft"):
            raise UserError(
                self.env._(
                    "«%s» has been printed for signature and cannot be changed. Take "
                    "it back to draft, or amend it by another order.",
                    ", ".join(closed.mapped("display_name")),
                )
            )

    def _notice_is_short(self):
        """The changes that take a mentor's work away sooner than the law allows.

        Labour Code, art. 351.8: three working days, unless both sides agree. Who
        leaves the school is outside this term.

        :return: dict of change → date, the earliest last day
        """
        result = {}
        for change in self.filtered(lambda c: c.result in ("ended", "replaced")):
            pair = change.pair_id
            mentors = pair._members_of("mentor").participant_id.filtered(
                lambda mentor: not mentor.date_out
            )
            # The personnel officer's papers: only the day is told.
            agreements = pair.sudo().agreement_ids.filtered(
                lambda a, mentors=mentors: (
                    a.state == "signed" and a.participant_id.id in mentors.ids
                )
            )
            if not agreements:
                continue
            last = change._last_day()
            earliest = agreements[0]._earliest_end(change.order_id._paper_date())
            if last < earliest:
                result[change] = earliest
        return result

    def _last_day(self):
        """The last day on which the present mentor works in the pair."""
        self.ensure_one()
        if self.result == "replaced":
            return fields.Date.subtract(self.date, days=1)
        return self.date

    def _apply(self):
        """Carry the changes out; called when their order is registered."""
        # Whom a pair loses is asked before it loses them.
        mentors = {
            change: change.pair_id._members_of("mentor").participant_id
            - change.new_mentor_id
            for change in self.filtered(lambda change: change.result != "extended")
        }
        replaced = self.filtered(lambda change: change.result == "replaced")
        for change in replaced:
            change.pair_id._replace_mentor(
                change.new_mentor_id, change.date, change.reason
            )
        others = self - replaced
        others.pair_id._conclude(
            [(c.pair_id, c.result, c.date, c.reason) for c in others]
        )
        people = self.env["mentorship.participant"]
        agreements = self.env["mentorship.agreement"].search(
            [
                ("participant_id", "in", people.union(*mentors.values()).ids),
                ("state", "=", "signed"),
                ("pair_id", "in", [False, *self.pair_id.ids]),
            ]
        )
        for change, former in mentors.items():
            own = agreements.filtered(lambda a, f=former: a.participant_id in f)
            basis = change.order_id.display_name
            own._end_with_pair(change.pair_id, change._last_day(), basis)

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MentorshipLegalAct(models.Model):
    """A ground that orders quote: the school's own act, a municipal act, a law.

    Dated, so that an order quotes what is in force on its own date, and nobody
    copies a repealed act from last year's file.
    """

    _name = "mentorship.legal.act"
    _description = "Legal Act"
    _inherit = ["mentorship.shared.mixin", "mentorship.evidence.mixin"]
    _order = "level desc, sequence, id"

    level = fields.Selection(
        [
            ("1_federal", "Federal"),
            ("2_regional", "Regional"),
            ("3_municipal", "Municipal"),
            ("4_school", "School's own act"),
        ],
        required=True,
        default="4_school",
        index=True,
    )
    number = fields.Char()
    date = fields.Date(help="Date of the act itself.")
    citation = fields.Char(
        required=True,
        help="As it stands after «В соответствии с», in the instrumental case.",
    )
    date_from = fields.Date("In Force From")
    date_until = fields.Date("In Force Until")
    order_id = fields.Many2one(
        "mentorship.order",
        "Approved By",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="school_mentorship.group_mentorship_director",
    )
    quote_by_default = fields.Boolean(
        "Quote in Preambles",
        help="New orders quote it, the school's own acts first, three at the most.",
    )

    @api.constrains("date_from", "date_until")
    def _check_dates(self):
        for act in self:
            if act.date_from and act.date_until and act.date_from > act.date_until:
                raise ValidationError(
                    self.env._("«%s» ends before it comes into force.", act.name)
                )

    def _is_in_force(self, date):
        """Whether the act is in force on a day."""
        self.ensure_one()
        begun = not self.date_from or self.date_from <= date
        return begun and (not self.date_until or self.date_until >= date)

    @api.model
    def _regulations(self, companies):
        """The schools' own regulations on mentoring, in force or not.

        :param companies: `res.company` recordset
        :return: `mentorship.legal.act` recordset
        """
        return self.search(
            [
                ("level", "=", "4_school"),
                ("company_id", "in", companies.ids),
                ("name", "ilike", "положени"),
                ("name", "ilike", "наставни"),
            ]
        )

    @api.model
    def _quoted(self, company, date, limit=3):
        """The acts which an order of this date quotes, nearest to the school first.

        :param company: `res.company` of the order
        :param date: date of the order
        :param int limit: how many acts besides the school's own
        :return: `mentorship.legal.act` recordset
        """
        acts = self.search(
            [
                ("quote_by_default", "=", True),
                *self._domain_of_company(company),
                "|",
                ("date_from", "=", False),
                ("date_from", "<=", date),
                "|",
                ("date_until", "=", False),
                ("date_until", ">=", date),
            ]
        )
        own = acts.filtered(lambda act: act.level == "4_school")
        return own + (acts - own).sorted(lambda act: (act.sequence, act.id))[:limit]

from odoo import api, fields, models


class MentorshipSharedMixin(models.AbstractModel):
    """A table shared by schools: shipped rows beside a school's own ones.

    A row without a company is shipped and belongs to every school; a row with a
    company belongs to that school and the branches below it. Who may read and
    write which is said once, by the record rules of each table.
    """

    _name = "mentorship.shared.mixin"
    _description = "Table Shared by Schools"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="School",
        default=lambda self: self.env.company,
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: for all schools.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "company_id" in vals:
            # Odoo asks before only: who keeps the rows of one school makes none of
            # them everybody's.
            self.check_access("write")
        return result

    @api.model
    def _domain_of_company(self, company):
        """The rows a school may use: the shipped ones, its own, its district's.

        :param company: `res.company` record
        :return: domain
        """
        return [
            "|",
            ("company_id", "=", False),
            ("company_id", "parent_of", company.id),
        ]

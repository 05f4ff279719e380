from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import placeholders

TEXTS = ("title", "preamble", "clauses", "annex")


class MentorshipOrderKind(models.Model):
    """A kind of order («вид приказа»): its texts, its journal, its effects.

    The shipped texts come and are updated with the addon; a school's own wording
    is kept beside them, per company, and can be dropped again.
    """

    _name = "mentorship.order.kind"
    _description = "Kind of Order"
    _inherit = ["mentorship.shared.mixin", "mentorship.order.effect.mixin"]

    journal_kind = fields.Selection(
        [("main", "Main activity"), ("staff", "Personnel")],
        required=True,
        default="main",
    )
    title = fields.Char("Shipped Title", required=True)
    preamble = fields.Text("Shipped Preamble", required=True)
    clauses = fields.Text(
        "Shipped Clauses", required=True, help="One clause a line, without numbers."
    )
    annex = fields.Text(
        "Shipped Annex",
        help="Text of an annex. A line that begins with # is the heading of a section; "
        "sections and the lines below them are numbered when printed.",
    )
    annex_title = fields.Char(help="«Положение о системе наставничества …»")
    title_ids = fields.One2many(
        "mentorship.order.title",
        "kind_id",
        "Titles to Choose From",
    )
    own_title = fields.Char("Title", company_dependent=True)
    own_preamble = fields.Text("Preamble", company_dependent=True)
    own_clauses = fields.Text("Clauses", company_dependent=True)
    own_annex = fields.Text("Annex", company_dependent=True)
    placeholder_help = fields.Text("Placeholders", compute="_compute_placeholder_help")

    def _compute_placeholder_help(self):
        catalogue = self.env["mentorship.order"]._placeholder_catalogue()
        text = "\n".join(f"{{{{{name}}}}} – {what}" for name, what in catalogue.items())
        self.placeholder_help = text

    def _texts(self, company):
        """The texts that a school uses: its own where it has any.

        :param company: `res.company` record
        :return: dict with title, preamble and clauses
        """
        kind = self.with_company(company)
        return {name: kind[f"own_{name}"] or kind[name] for name in TEXTS}

    @api.constrains(*TEXTS, *(f"own_{name}" for name in TEXTS), "annex_title")
    def _check_placeholders(self):
        names = [*TEXTS, *(f"own_{name}" for name in TEXTS), "annex_title"]
        for kind in self:
            for name in names:
                kind._check_text(kind, name)

    def _check_text(self, record, name):
        """Refuse a text with a broken or unknown placeholder, and say where.

        :param record: the record with the text
        :param str name: the field that holds it
        :raises ValidationError: with the placeholder, the line and the column
        """
        known = self.env["mentorship.order"]._placeholder_catalogue()
        for problem in placeholders.check(record[name] or "", known):
            raise ValidationError(
                self.env._(
                    "%(field)s, line %(line)s, column %(column)s: the placeholder "
                    "«%(name)s» is unknown or not closed.",
                    field=record._fields[name]._description_string(self.env),
                    line=problem.line,
                    column=problem.column,
                    name=problem.name,
                )
            )

    def action_restore_shipped(self):
        """Drop the school's own wording and use the shipped one again."""
        self.write({f"own_{name}": False for name in TEXTS})

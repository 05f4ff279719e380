from odoo import api, fields, models


class MentorshipProgramTemplate(models.Model):
    """A program to begin with: goal, tasks and a plan by months.

    Its months are those of the program, the first one being 1; they are spread over
    the term of the pair. Texts are printed, hence Russian and not translated.
    """

    _name = "mentorship.program.template"
    _description = "Template of a Program"
    _inherit = ["mentorship.shared.mixin"]

    goal = fields.Text(required=True)
    tasks = fields.Text(help="One task a line.")
    planned_results = fields.Text()
    category_id = fields.Many2one(
        "mentorship.category",
        "For Whom",
        index="btree_not_null",
        ondelete="set null",
        help="Proposed for mentees of this category.",
    )
    position_words = fields.Char(
        "Words of the Position",
        help="Proposed for mentees whose position holds one of these words, divided by "
        "commas: «воспитатель».",
    )
    type_id = fields.Many2one(
        "mentorship.type",
        index="btree_not_null",
        ondelete="set null",
        help="Proposed for pairs of this type.",
    )
    line_ids = fields.One2many("mentorship.program.template.line", "template_id")

    def copy_data(self, default=None):
        """A copy is the school's own, with its lines."""
        vals_list = super().copy_data(default)
        for template, vals in zip(self, vals_list, strict=True):
            vals["name"] = self.env._("%s (copy)", template.name)
            vals["company_id"] = (default or {}).get("company_id", self.env.company.id)
            vals["line_ids"] = [
                fields.Command.create(line_vals)
                for line_vals in template.line_ids.copy_data({"template_id": False})
            ]
        return vals_list

    @api.model
    def _best_for(self, pairs):
        """The template that suits each pair best, by type, position and category.

        :param pairs: `mentorship.pair` recordset
        :return: dict of pair → template, empty where there are no templates at all
        """
        result = {}
        for company, some in pairs.grouped("company_id").items():
            templates = self.search(self._domain_of_company(company))
            for pair in some:
                mentees = pair._members_of("mentee").participant_id
                result[pair] = max(
                    templates,
                    key=lambda template, pair=pair, mentees=mentees: (
                        template._fit(pair, mentees),
                        -template.sequence,
                        -template.id,
                    ),
                    default=self.browse(),
                )
        return result

    def _fit(self, pair, mentees):
        """How well the template suits a pair, as a number to compare."""
        self.ensure_one()
        words = [
            word.strip().lower() for word in (self.position_words or "").split(",")
        ]
        position = " ".join(filter(None, mentees.mapped("position"))).lower()
        # «Учитель начальных классов» says more than «учитель».
        longest = max((len(w) for w in words if w and w in position), default=0)
        fit = longest / 100
        for asked, found, weight in (
            (self.type_id, self.type_id == pair.type_id, 8),
            (self.position_words, longest, 4),
            (self.category_id, self.category_id in mentees.category_ids, 2),
        ):
            if asked:
                fit += weight if found else -weight
        return fit

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..tools import declension, name_parts, position_declension

CASES = ("genitive", "dative", "accusative", "instrumental", "prepositional")


class MentorshipDeclension(models.Model):
    """The case forms of a position, or of a person's name that a school corrected.

    Positions are shipped as data: the head word is declined, the rest of a
    position stays («учитель математики» → «учителя математики»). A name is
    declined by a library; a row of kind «person» is the correction that wins over
    it everywhere, for whoever bears this name.
    """

    _name = "mentorship.declension"
    _description = "Case Forms of Names and Positions"
    _inherit = ["mentorship.shared.mixin"]
    _rec_name = "nominative"
    _order = "kind, nominative, id"

    name = fields.Char("Text", related="nominative", required=False)
    kind = fields.Selection(
        [("position", "Position"), ("person", "Person's name")],
        required=True,
        default="person",
        index=True,
    )
    nominative = fields.Char(required=True)
    genitive = fields.Char(required=True)
    dative = fields.Char(required=True)
    accusative = fields.Char(required=True)
    instrumental = fields.Char(required=True)
    prepositional = fields.Char(required=True)
    is_pedagogical = fields.Boolean(
        "Pedagogical Position",
        help="The position is in section I of the nomenclature of 21.02.2022 No 225.",
    )

    _nominative_uniq = models.UniqueIndex(
        "(kind, lower(nominative), COALESCE(company_id, 0)) WHERE active",
        "The case forms of this name or position have already been entered.",
    )

    @api.constrains("kind", "nominative", *CASES)
    def _check_words(self):
        """A form of a name has as many words as the name: initials rely on it."""
        for row in self.filtered(lambda row: row.kind == "person"):
            words = len(row.nominative.split())
            for case in CASES:
                if len(row[case].split()) != words:
                    raise ValidationError(
                        self.env._(
                            "«%(form)s» and «%(name)s» must have the same number of "
                            "words.",
                            form=row[case],
                            name=row.nominative,
                        )
                    )

    @api.onchange("nominative", "kind")
    def _onchange_nominative(self):
        """Propose the library's forms, so that only the wrong one is retyped."""
        for row in self.filtered("nominative"):
            for case in CASES:
                row[case] = self._decline(row.nominative, case, row.kind)

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    @tools.ormcache("kind", "company_id")
    def _forms_table(self, kind, company_id):
        """All case forms of one kind that a school uses; its own rows win.

        :param str kind: ``position`` or ``person``
        :param int company_id: id of the school's `res.company`
        :return: dict nominative (lower case) → {case: form}
        """
        company = self.env["res.company"].browse(company_id)
        # Case forms are words of the language, not a secret; a teacher printing
        # his own sheet needs them as well as the curator.
        rows = self.sudo().search(
            [("kind", "=", kind), *self._domain_of_company(company)]
        )
        return {
            " ".join(row.nominative.lower().split()): {
                case: " ".join(row[case].split()) for case in CASES
            }
            for row in rows.sorted(lambda row: bool(row.company_id))
        }

    @api.model
    def _decline(self, text, case, kind="person", company=None, initials=False):
        """The form of a name or of a position in a grammatical case.

        :param str text: nominative: «Фамилия Имя Отчество» or a position
        :param str case: nominative, genitive, dative, accusative, instrumental or
            prepositional
        :param str kind: ``person`` or ``position``
        :param company: `res.company` whose corrections count; the user's own if not
            given
        :param bool initials: «Ивановой И.И.» instead of the whole name
        :return: str; a name that nobody can decline comes back as it is
        """
        text = " ".join((text or "").split())
        if not text:
            return ""
        table = self._forms_table(kind, (company or self.env.company).id)
        if kind == "position":
            return position_declension.decline_position(text, case, table)
        name = name_parts.normalize_name(text)
        if case != "nominative":
            corrected = table.get(name.lower())
            name = corrected[case] if corrected else declension.decline(name, case)
        return declension.initials(name) if initials else name

    @api.model
    def _pedagogical_heads(self):
        """The head words of pedagogical positions, in lower case, longest first."""
        # Read by the computation of `hr.job.is_pedagogical`, which any HR user
        # may trigger; the words are public law.
        rows = self.sudo().search_fetch(
            [("kind", "=", "position")], ["nominative", "is_pedagogical"]
        )
        return sorted(
            ((row.nominative.lower(), row.is_pedagogical) for row in rows),
            key=lambda pair: -len(pair[0]),
        )

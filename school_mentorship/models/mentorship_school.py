from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError


class MentorshipSchool(models.Model):
    """What the mentoring system knows of a school, one row per company.

    A model of its own because a curator keeps it and may not write companies.
    """

    _name = "mentorship.school"
    _description = "School"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.school.survey.mixin",
        "mentorship.match.weights.mixin",
        "mentorship.school.site.mixin",
        "mentorship.school.curator.mixin",
    ]
    _rec_name = "name_short"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
        ondelete="cascade",
    )
    active = fields.Boolean(related="company_id.active")
    name_full = fields.Char("Full Name of the School", required=True, tracking=True)
    name_short = fields.Char("Short Name", required=True, tracking=True)
    name_full_genitive = fields.Char("Full Name in the Genitive")
    name_short_genitive = fields.Char("Short Name in the Genitive")
    founder = fields.Char(help="Printed above the name of the school.")
    place = fields.Char(help="Place in the head of an order: «г. Киров».")
    address = fields.Char(help="Legal address, for consents.")
    tax_number = fields.Char("INN")
    registry_number = fields.Char("OGRN")
    letterhead = fields.Image(
        "Emblem",
        max_width=1600,
        max_height=600,
        help="Printed above the name of the school; may be left out.",
    )
    data_processor = fields.Char(
        "Processes Data on Behalf of the School",
        help="Name and address of whoever hosts the system (152-FZ, art. 9, part 4, "
        "item 6); printed in consents. Empty: nobody.",
    )
    site_url = fields.Char("Section «Наставничество» on the Site")
    vk_url = fields.Char("VK Community")

    director_id = fields.Many2one("hr.employee", check_company=True, tracking=True)
    director_substitute_id = fields.Many2one(
        "hr.employee", "Acting Director", check_company=True
    )
    curator_id = fields.Many2one("hr.employee", check_company=True, tracking=True)
    curator_substitute_id = fields.Many2one(
        "hr.employee", "Curator's Substitute", check_company=True
    )

    main_journal_id = fields.Many2one(
        "mentorship.journal", "Journal of Main Activity", check_company=True
    )
    staff_journal_id = fields.Many2one(
        "mentorship.journal", "Journal of Personnel Orders", check_company=True
    )
    legal_act_ids = fields.Many2many(
        "mentorship.legal.act",
        string="Acts to Quote",
        help="Empty: those marked «quote in preambles» and in force.",
    )
    council_protocol = fields.Char(
        "Teachers' Council's Protocol",
        help="Number and date as printed: «№ 1 от 28.08.2026».",
    )
    margin_left = fields.Integer("Left Margin, mm", default=30, required=True)
    margin_right = fields.Integer("Right Margin, mm", default=10, required=True)
    margin_top = fields.Integer("Top Margin, mm", default=20, required=True)
    margin_bottom = fields.Integer("Bottom Margin, mm", default=20, required=True)
    font_size = fields.Integer("Font Size, pt", default=14, required=True)

    mentee_limit = fields.Integer(
        "Mentees per Mentor",
        default=3,
        help="More is a warning, never an error. 0: no limit.",
    )
    min_experience = fields.Integer(
        "Minimum Experience of a Mentor, years", help="0: not looked at."
    )
    category_required = fields.Boolean("Mentor Must Hold a Category")
    manager_excluded = fields.Boolean("Mentor Is Not the Direct Manager")
    consent_years = fields.Integer(
        "Consents Are Valid for, school years",
        default=3,
        help="Until 31 August of the last one. 0: until they are withdrawn.",
    )
    working_week = fields.Selection(
        [("5", "Five days"), ("6", "Six days")], default="5", required=True
    )
    mentee_confirms = fields.Boolean(
        "Mentees Confirm Meetings",
        help="Off: a meeting is held when the mentor or the curator has entered it.",
    )
    minimal_mode = fields.Boolean(
        "Small School",
        help="One person may be curator and mentor at once; recommendations that do "
        "not fit a school of two pairs are not shown.",
    )

    _company_uniq = models.UniqueIndex(
        "(company_id)", "The settings of this school already exist."
    )

    @api.constrains(
        "margin_left", "margin_right", "margin_top", "margin_bottom", "font_size"
    )
    def _check_layout(self):
        """GOST R 7.0.97-2025: margins of 10 and 20 mm at least, 12 to 14 points."""
        for school in self:
            if (
                not 20 <= school.margin_left <= 60
                or not 10 <= school.margin_right <= 60
                or not 20 <= school.margin_top <= 60
                or not 20 <= school.margin_bottom <= 60
            ):
                raise ValidationError(
                    self.env._(
                        "Margins: left, top and bottom from 20 to 60 mm, right from "
                        "10 to 60 mm."
                    )
                )
            if not 12 <= school.font_size <= 14:
                raise ValidationError(self.env._("Font size: 12, 13 or 14 points."))

    @api.constrains("mentee_limit", "min_experience", "consent_years")
    def _check_numbers(self):
        for school in self:
            if (
                min(school.mentee_limit, school.min_experience, school.consent_years)
                < 0
            ):
                raise ValidationError(self.env._("A limit cannot be negative."))

    @api.model
    def _create_missing(self, companies=None):
        """Give every company its settings and its two journals.

        :param companies: `res.company` recordset, all of them if not given
        """
        rows = self._read_group([], ["company_id"])
        known = self.env["res.company"].union(*(company for (company,) in rows))
        if companies is None:
            companies = self.env["res.company"].search([("id", "not in", known.ids)])
        for company in companies - known:
            journals = self.env["mentorship.journal"].create(
                [
                    {
                        "name": "Приказы по основной деятельности",
                        "kind": "main",
                        "suffix": "-ОД",
                        "company_id": company.id,
                    },
                    {
                        "name": "Приказы по личному составу",
                        "kind": "staff",
                        "suffix": "-ЛС",
                        "sequence": 20,
                        "company_id": company.id,
                    },
                ]
            )
            self.create(
                {
                    "company_id": company.id,
                    "name_full": company.name,
                    "name_short": company.name,
                    "main_journal_id": journals[0].id,
                    "staff_journal_id": journals[1].id,
                }
            )

    @api.model
    def _of(self, company):
        """The settings of a company.

        :param company: `res.company` record
        :return: `mentorship.school` record; empty if there is none
        """
        return self.browse(self._id_of(company.id))

    @api.model
    @tools.ormcache("company_id")
    def _id_of(self, company_id):
        """The id of a company's settings; asked several times for every paper."""
        # Only the id: reading the settings is checked as ever.
        return self.sudo().search([("company_id", "=", company_id)], limit=1).id

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    def action_open(self):
        """Open the settings of the school the user works in."""
        school = self._of(self.env.company)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("School"),
            "res_model": self._name,
            "res_id": school.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "path": "mentorship-school",
        }

    def _consent_until(self, date):
        """The day until which a consent signed on `date` is valid by default.

        :param date: day of signature
        :return: date, or False when consents are valid until withdrawn
        """
        self.ensure_one()
        if not self.consent_years:
            return False
        year = date.year + (date.month >= 8) + self.consent_years - 1
        return date.replace(year=year, month=8, day=31)

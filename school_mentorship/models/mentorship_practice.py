from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import web

# What a description of a practice needs before it is collected.
NEEDED = {
    "practice": ("author_ids", "problem", "steps", "result"),
    "material": ("author_ids",),
}


class MentorshipPractice(models.Model):
    """A practice or a material of the school's collection («методическая копилка»)."""

    _name = "mentorship.practice"
    _description = "Practice of Mentoring"
    _inherit = [
        "mentorship.files.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.evidence.mixin",
    ]
    _order = "date desc, name, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    active = fields.Boolean(default=True)
    name = fields.Char("Name of the Practice", required=True, tracking=True)
    kind = fields.Selection(
        [("practice", "Practice"), ("material", "Material")],
        required=True,
        default="practice",
        index=True,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("collected", "In the collection")],
        required=True,
        default="draft",
        index=True,
        tracking=True,
        copy=False,
    )
    date = fields.Date(
        "Collected On",
        default=fields.Date.context_today,
        required=True,
        copy=False,
        help="The school year counts by this day.",
    )
    author_ids = fields.Many2many(
        "res.partner",
        string="Authors",
        domain="[('is_company', '=', False),"
        " ('company_id', 'in', [False, company_id])]",
        context={"active_test": False},
    )
    author_names = fields.Char("Authors in Words", compute="_compute_author_names")
    area_ids = fields.Many2many("mentorship.area", string="Areas")
    problem = fields.Text(help="What was difficult, for whom.")
    steps = fields.Text(help="What was done: one step a line.")
    result = fields.Text(help="What has changed, in figures where possible.")
    resources = fields.Text(help="What it takes: time, people, equipment.")
    limits = fields.Text(help="Where it does not work.")
    link = fields.Char("Address on the Web", help="Of a file in the school's cloud.")
    event_id = fields.Many2one(
        "mentorship.event",
        "Recommended By",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The event whose minutes recommend it.",
    )
    program_id = fields.Many2one(
        "mentorship.program",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="school_mentorship.group_mentorship_director",
        help="The program in which it was found.",
    )
    is_public = fields.Boolean(
        "May Be Published",
        tracking=True,
        copy=False,
        help="Its authors permit it. Who has not consented to distribution of personal "
        "data is not named even then.",
    )
    date_public = fields.Date("Permitted On", readonly=True, copy=False)
    warning = fields.Char(compute="_compute_warning")

    @api.depends("author_ids", "company_id")
    def _compute_author_names(self):
        names = self._names()
        for practice in self:
            practice.author_names = ", ".join(
                names[partner] for partner in practice.author_ids
            )

    def _names(self):
        """The names of all authors as papers show them.

        :return: dict of `res.partner` → surname and initials
        """
        result = {}
        for company, practices in self.grouped("company_id").items():
            result.update(practices.author_ids._mentorship_short_names(company))
        return result

    @api.depends("author_ids", "is_public")
    def _compute_warning(self):
        """Authors who have left, and who is not named in public."""
        left, consented = {}, {}
        for company, practices in self.grouped("company_id").items():
            authors = practices.author_ids
            left[company] = authors._mentorship_left(company)
            consented[company] = self.env["mentorship.consent"]._valid(
                authors, ["data_distribution"], None, company
            )
        names = self._names()
        for practice in self:
            company = practice.company_id
            parts = []
            if gone := practice.author_ids & left[company]:
                parts.append(
                    self.env._(
                        "%s: no longer works here; the practice stays, and stays "
                        "theirs.",
                        ", ".join(names[partner] for partner in gone),
                    )
                )
            silent = practice.author_ids.filtered(
                lambda p, valid=consented[company]: (
                    (p.id, "data_distribution") not in valid
                )
            )
            if practice.is_public and silent:
                parts.append(
                    self.env._(
                        "%s: no consent to distribution, so the name is not published.",
                        ", ".join(names[partner] for partner in silent),
                    )
                )
            practice.warning = " ".join(parts)

    @api.constrains("state", "kind", *NEEDED["practice"])
    def _check_described(self):
        """What is in the collection can be repeated by a colleague."""
        for practice in self.filtered(lambda p: p.state == "collected"):
            lacking = [
                practice._fields[name]._description_string(self.env)
                for name in NEEDED[practice.kind]
                if not practice[name]
            ]
            if lacking:
                raise ValidationError(
                    self.env._(
                        "«%(practice)s»: fill in before it goes to the collection: "
                        "%(fields)s.",
                        practice=practice.name,
                        fields=", ".join(lacking),
                    )
                )

    @api.constrains("link")
    def _check_link(self):
        for practice in self.filtered("link"):
            if not web.is_address(practice.link):
                raise ValidationError(
                    self.env._(
                        "«%(name)s»: «%(address)s» is not an address of a page. Copy "
                        "it from the browser: it begins with https://.",
                        name=practice.name,
                        address=practice.link,
                    )
                )

    def action_collect(self):
        """Put the practices into the collection, where all teachers read them."""
        self.write({"state": "collected"})

    def action_draft(self):
        """Take the practices back to be worked on."""
        self.write({"state": "draft", "is_public": False})

    def action_permit(self):
        """Note that the authors permit publication.

        :raises UserError: for a practice that is not in the collection yet
        """
        if drafts := self.filtered(lambda p: p.state == "draft"):
            raise UserError(
                self.env._(
                    "«%s»: put it into the collection first.", drafts[0].display_name
                )
            )
        self.write({"is_public": True})

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._date_permission(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._date_permission(vals)
        return super().write(vals)

    @api.model
    def _date_permission(self, vals):
        if "is_public" in vals:
            today = fields.Date.context_today(self)
            vals["date_public"] = vals["is_public"] and today

    def action_print(self):
        """Print the cards of the practices."""
        report = self.env.ref("school_mentorship.mentorship_practice_report")
        return report.report_action(self)

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .mentorship_publication_post import NEEDED


class MentorshipPublication(models.Model):
    """What the school tells the public about mentoring: planned, sent out, taken off.

    The text and the pictures are made here and copied to each channel by hand. Who is
    named needs a consent to distribution (152-FZ, art. 10.1), who is pictured one to
    the use of the image as well (Civil Code, art. 152.1).
    """

    _name = "mentorship.publication"
    _description = "Publication"
    _inherit = [
        "mentorship.files.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "mentorship.evidence.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    active = fields.Boolean(default=True)
    name = fields.Char("Headline", required=True, tracking=True)
    date = fields.Date(
        "Planned For", required=True, default=fields.Date.context_today, tracking=True
    )
    roadmap_id = fields.Many2one(
        "mentorship.roadmap",
        check_company=True,
        index="btree_not_null",
        ondelete="cascade",
        default=lambda self: self.env["mentorship.roadmap"]._current(self.env.company),
    )
    stage_id = fields.Many2one(
        "mentorship.stage",
        compute="_compute_stage_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        ondelete="restrict",
        group_expand="_read_group_expand_full",
        help="The stage of the roadmap that it tells about.",
    )
    measure_id = fields.Many2one(
        "mentorship.measure",
        "Line of the Roadmap",
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
        domain="[('roadmap_id', '=?', roadmap_id)]",
    )
    text = fields.Text(help="Ready to be copied.")
    picture_author = fields.Char(
        "Author of the Pictures",
        help="Who took them (Civil Code, art. 1265: the author is named).",
    )
    pupils = fields.Selection(
        [
            ("none", "No pupils"),
            ("checked", "Pupils; consents of their parents have been checked"),
        ],
        "On the Pictures",
        help="Pupils on a picture need the consent of their parents.",
    )
    named_ids = fields.Many2many(
        "res.partner",
        "mentorship_publication_named_rel",
        domain="[('is_company', '=', False)]",
        context={"active_test": False},
        help="Everybody whose name stands in the text or under a picture.",
    )
    pictured_ids = fields.Many2many(
        "res.partner",
        "mentorship_publication_pictured_rel",
        domain="[('is_company', '=', False)]",
        context={"active_test": False},
        help="Everybody of the staff who can be recognized on a picture.",
    )
    post_ids = fields.One2many("mentorship.publication.post", "publication_id", "Posts")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("out", "Published"),
            ("removed", "Taken off"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        tracking=True,
        group_expand=True,
    )
    date_out = fields.Date("Published On", compute="_compute_state", store=True)
    is_late = fields.Boolean("Late", compute="_compute_is_late")
    blocked = fields.Char(
        "Must Not Go Out", compute="_compute_blocked", help="Who has not consented."
    )

    @api.depends("measure_id")
    def _compute_stage_id(self):
        for publication in self.filtered("measure_id"):
            publication.stage_id = publication.measure_id.stage_id

    @api.depends("post_ids.date", "post_ids.date_removed")
    def _compute_state(self):
        for publication in self:
            posts = publication.post_ids.filtered("date")
            live = posts.filtered(lambda post: not post.date_removed)
            publication.date_out = min(posts.mapped("date"), default=False)
            if live:
                publication.state = "out"
            else:
                publication.state = "removed" if posts else "planned"

    @api.depends("date", "state")
    def _compute_is_late(self):
        for publication in self:
            today = fields.Date.context_today(publication)
            publication.is_late = (
                publication.state == "planned"
                and publication.date
                and publication.date < today
            )

    @api.depends("named_ids", "pictured_ids", "company_id", "state")
    def _compute_blocked(self):
        """Two queries for each school, whatever the number of publications."""
        lacking = self._lacking()
        for company, publications in self.grouped("company_id").items():
            people = self.env["res.partner"].union(
                *(partner for p in publications for partner in lacking[p])
            )
            names = people._mentorship_short_names(company)
            for publication in publications:
                publication.blocked = self._lacking_words(lacking[publication], names)

    def _lacking(self, date=None):
        """Who must not be named or shown on a day.

        :param date: the day; today if not given
        :return: dict of publication → dict of `res.partner` → set of kinds of consent
        """
        result = {}
        for company, publications in self.grouped("company_id").items():
            people = publications.named_ids | publications.pictured_ids
            valid = self.env["mentorship.consent"]._valid(
                people._origin, list(NEEDED["pictured_ids"]), date, company
            )
            for publication in publications:
                lacking = {}
                for field, kinds in NEEDED.items():
                    for partner in publication[field]._origin:
                        given = {kind for kind in kinds if (partner.id, kind) in valid}
                        if gaps := set(kinds) - given:
                            lacking.setdefault(partner, set()).update(gaps)
                result[publication] = lacking
        return result

    @api.model
    def _lacking_words(self, lacking, names):
        """«Петрова О.И. (distribution, image)», or nothing.

        :param dict lacking: partner → kinds of consent
        :param dict names: partner → surname and initials
        """
        words = {
            "data_distribution": self.env._("distribution"),
            "image": self.env._("image"),
        }
        return ", ".join(
            f"{names[partner]} ({', '.join(words[kind] for kind in sorted(kinds))})"
            for partner, kinds in lacking.items()
        )

    @api.constrains("roadmap_id", "measure_id")
    def _check_measure(self):
        for publication in self:
            measure = publication.measure_id
            if measure and measure.roadmap_id != publication.roadmap_id:
                raise ValidationError(
                    self.env._(
                        "«%s»: the line belongs to another roadmap.", publication.name
                    )
                )

    @api.constrains("named_ids", "pictured_ids", "file_ids", "picture_author", "pupils")
    def _check_out(self):
        """What is out already stays lawful when its people and pictures change."""
        self.post_ids.filtered("date")._check_lawful()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_out(self):
        if out := self.filtered("date_out"):
            raise UserError(
                self.env._(
                    "«%s» has gone out and is not deleted: it says where to take it "
                    "off. Archive it instead.",
                    out[0].name,
                )
            )

    def action_add_posts(self):
        """Add a line for every channel of the school that is not there yet."""
        channels = self.env["mentorship.channel"]
        vals_list = []
        for company, publications in self.grouped("company_id").items():
            own = channels.search(channels._domain_of_company(company))
            vals_list += [
                {"publication_id": publication.id, "channel_id": channel.id}
                for publication in publications
                for channel in own - publication.post_ids.channel_id
            ]
        self.env["mentorship.publication.post"].create(vals_list)

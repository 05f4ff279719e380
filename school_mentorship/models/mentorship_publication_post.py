from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import russian, web

# Which consents whoever is named, or pictured, has to have given.
NEEDED = {
    "named_ids": ("data_distribution",),
    "pictured_ids": ("data_distribution", "image"),
}


class MentorshipPublicationPost(models.Model):
    """Where and when a publication went out, and when it was taken off again."""

    _name = "mentorship.publication.post"
    _description = "Post of a Publication"
    _inherit = ["mentorship.evidence.mixin"]
    _order = "publication_id, channel_id, id"
    _rec_name = "channel_id"
    _check_company_auto = True

    publication_id = fields.Many2one(
        "mentorship.publication", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="publication_id.company_id", store=True, index=True
    )
    channel_id = fields.Many2one(
        "mentorship.channel", required=True, index=True, ondelete="restrict"
    )
    url = fields.Char("Address")
    date = fields.Date("Published On")
    date_removed = fields.Date("Taken Off On")
    activity_id = fields.Many2one(
        "mail.activity",
        "Task to Take It Off",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    _channel_uniq = models.UniqueIndex(
        "(publication_id, channel_id)",
        "The publication has a line for this channel already.",
    )

    @api.constrains("url")
    def _check_url(self):
        for post in self.filtered("url"):
            if not web.is_address(post.url):
                raise ValidationError(
                    self.env._(
                        "«%(name)s»: «%(address)s» is not an address of a page. Copy "
                        "it from the browser: it begins with https://.",
                        name=post.channel_id.name,
                        address=post.url,
                    )
                )

    @api.constrains("date", "date_removed")
    def _check_days(self):
        for post in self:
            today = fields.Date.context_today(post)
            for day in (post.date, post.date_removed):
                if day and day > today:
                    raise ValidationError(
                        self.env._(
                            "%(channel)s: the day %(date)s has not come yet.",
                            channel=post.channel_id.name,
                            date=russian.date_numeric(day),
                        )
                    )
            if post.date_removed and (not post.date or post.date_removed < post.date):
                raise ValidationError(
                    self.env._(
                        "%s: it cannot be taken off before it was published.",
                        post.channel_id.name,
                    )
                )

    @api.constrains("date")
    def _check_published(self):
        self.filtered("date")._check_lawful()

    def _check_lawful(self):
        """See that what is in public may be there.

        :raises ValidationError: naming who has not consented, or what is unknown of
            the pictures
        """
        live = self.filtered(lambda post: not post.date_removed)
        for day, posts in live.grouped("date").items():
            publications = posts.publication_id
            lacking = publications._lacking(day)
            for publication in publications:
                if people := lacking[publication]:
                    partners = self.env["res.partner"].union(*people)
                    names = partners._mentorship_short_names(publication.company_id)
                    raise ValidationError(
                        self.env._(
                            "«%(publication)s» must not go out: no consent of "
                            "%(people)s. Leave these people out, or have the consent "
                            "signed first.",
                            publication=publication.name,
                            people=publication._lacking_words(people, names),
                        )
                    )
                publication_pictures = publication.file_ids.filtered(
                    lambda file: (file.mimetype or "").startswith("image/")
                )
                if not publication_pictures and not publication.pictured_ids:
                    continue
                if not (publication.picture_author or "").strip():
                    raise ValidationError(
                        self.env._(
                            "«%s»: name the author of the pictures.", publication.name
                        )
                    )
                if not publication.pupils:
                    raise ValidationError(
                        self.env._(
                            "«%s»: say whether pupils are on the pictures, and whether "
                            "the consents of their parents have been checked.",
                            publication.name,
                        )
                    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_out(self):
        if out := self.filtered("date"):
            raise UserError(
                self.env._(
                    "%s: it has been published there. Enter the day on which it was "
                    "taken off instead.",
                    out[0].channel_id.name,
                )
            )

    def action_publish(self):
        """Note that the publication stands in these channels since today."""
        today = fields.Date.context_today(self)
        self.filtered(lambda post: not post.date).write({"date": today})

    def action_remove(self):
        """Note that it was taken off today; the tasks to do so are done."""
        today = fields.Date.context_today(self)
        for post in self.filtered(lambda p: p.date and not p.date_removed):
            post.date_removed = today
            # A colleague's task, perhaps; what it asked for has been done here.
            post.activity_id.sudo().filtered("active").action_feedback()

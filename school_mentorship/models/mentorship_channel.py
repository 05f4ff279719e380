from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import web


class MentorshipChannel(models.Model):
    """Where a school publishes: its site, VK, MAX … («канал»)."""

    _name = "mentorship.channel"
    _description = "Channel of Publication"
    _inherit = ["mentorship.shared.mixin"]

    url = fields.Char("Address", help="Of the page or the community.")

    @api.constrains("url")
    def _check_url(self):
        for channel in self.filtered("url"):
            if not web.is_address(channel.url):
                raise ValidationError(
                    self.env._(
                        "«%(name)s»: «%(address)s» is not an address of a page. Copy "
                        "it from the browser: it begins with https://.",
                        name=channel.name,
                        address=channel.url,
                    )
                )

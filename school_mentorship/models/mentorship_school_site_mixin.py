import io
import zipfile

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import file_open
from odoo.tools.image import image_data_uri

from ..tools import russian

FOLDER = "nastavnichestvo"
# The pages of the section: file, title in the menu.
PAGES = (
    ("index", "О наставничестве"),
    ("documents", "Документы"),
    ("mentors", "Наставники"),
    ("programs", "Программы"),
    ("practices", "Практики"),
    ("news", "Новости"),
)


class MentorshipSchoolSiteMixin(models.AbstractModel):
    """The section «Наставничество» of the school's site as static pages.

    Model regulation (letter AZ-1128/08), section 8: programs, banks, best cases,
    legal base, methods, news. Law 152-FZ, art. 10.1 comes first: nobody is named who
    has not consented to distribution; others are counted. What names such a person in
    its text is left out as a whole, and whoever made the section is told why.
    """

    _name = "mentorship.school.site.mixin"
    _description = "Section of the School's Site"
    _inherit = [
        "mentorship.school.site.names.mixin",
        "mentorship.school.site.documents.mixin",
        "mentorship.school.site.pages.mixin",
    ]

    @api.model
    def action_make_site(self):
        """Have the section made in the background.

        :return: action that opens the job
        """
        school = self._of(self.env.company)
        if not school.name_full or not school.director_id:
            raise UserError(
                self.env._(
                    "Before the section is made, fill in the school's name and its "
                    "director in the settings."
                )
            )
        job = self.env["mentorship.job"]._start_work(
            self.env._("Section «Наставничество» for the site"), school, "_job_site"
        )
        return job._action_open()

    def _job_site(self):
        """The section as an archive, and what was left out of it.

        :return: dict with name, content (bytes) and note (str) for `mentorship.job`
        """
        self.ensure_one()
        # A scheduled action speaks no language; whoever asked reads the notes.
        user = self.env.user
        self = self.with_context(lang=user.lang or self._site_lang(), tz=user.tz)
        site = self._site()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in site["files"].items():
                archive.writestr(f"{FOLDER}/{name}", content)
        notes = []
        if site["left_out"]:
            notes.append(
                self.env._("Left out, as people are named without their consent:")
            )
            notes += site["left_out"]
        if site["attached"]:
            notes.append(
                self.env._("Look through the attached files; nobody has read them:")
            )
            notes += site["attached"]
        return {
            "name": f"{FOLDER}.zip",
            "content": buffer.getvalue(),
            "note": "\n".join(notes),
        }

    def _site(self):
        """The files of the section.

        :return: dict with files (name → bytes or str), left_out and attached (lists
            of sentences)
        """
        self.ensure_one()
        school = self.with_context(bin_size=False, lang=self._site_lang())
        site = {"files": {}, "left_out": [], "attached": []}
        guard = school._site_guard()
        data = {
            "year": school._site_year()[0],
            "numbers": school._site_numbers(),
            "events": school._site_events(guard, site),
            "acts": school._site_acts(),
            "orders": school._site_orders(guard, site),
            "mentors": school._site_mentors(),
            "programs": school._site_programs(guard, site),
            "practices": school._site_practices(guard, site),
            "news": school._site_news(guard, site),
        }
        with file_open("school_mentorship/static/src/site/style.css", "rb") as style:
            site["files"]["style.css"] = style.read()
        for page, title in PAGES:
            html = school._site_page(page, title, data)
            site["files"][f"{page}.html"] = html
        for practice in data["practices"]:
            site["files"][f"practice-{practice['number']}.html"] = school._site_page(
                "practice", practice["name"], {**data, "practice": practice}
            )
        # The last look: whatever way a name has come, the page stays at home.
        for name, content in list(site["files"].items()):
            if name.endswith(".html") and (people := guard.find(content)):
                del site["files"][name]
                site["left_out"].append(
                    self.env._(
                        "page %(page)s: %(people)s",
                        page=name,
                        people=", ".join(people),
                    )
                )
        return site

    def _site_lang(self):
        known = self.env["res.lang"]._get_data(code="ru_RU")
        return "ru_RU" if known else self.env.lang

    def _site_page(self, page, title, data):
        """One page as HTML.

        :param str page: name of the template behind `site_`
        :param str title: heading of the page
        :param dict data: what the pages show
        :return: str
        """
        body = self.env["ir.qweb"]._render(
            f"school_mentorship.site_{page}",
            {
                **data,
                "school": self,
                "page": page,
                "page_title": title,
                "pages": PAGES,
                "today": russian.date_words(fields.Date.context_today(self)),
                "date_words": russian.date_words,
                "date_numeric": russian.date_numeric,
                "number_sign": russian.number_sign,
                "plural": russian.plural,
            },
        )
        return f"<!DOCTYPE html>\n{body}"

    def _site_year(self):
        """The school year that the section shows.

        :return: tuple (its name, first day, last day)
        """
        roadmap = self.env["mentorship.roadmap"]._current(self.company_id)
        if not roadmap:
            today = fields.Date.context_today(self)
            first = today.replace(year=today.year - (today.month < 9), month=9, day=1)
            last = first.replace(year=first.year + 1, month=8, day=31)
            return russian.school_year(first, last), first, last
        start, end = roadmap.date_start, roadmap.date_end
        return russian.school_year(start, end), start, end

    def _site_logo(self):
        """The emblem as a data address; empty without one."""
        self.ensure_one()
        if not self.letterhead:
            return ""
        return image_data_uri(self.letterhead)

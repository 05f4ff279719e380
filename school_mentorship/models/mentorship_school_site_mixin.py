import io
import zipfile

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import file_open
from odoo.tools.image import image_data_uri

from ..tools import pdf, russian
from ..tools.names import NameGuard

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
PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
PICTURES["image/gif"] = "gif"
# What a server only sends: nothing that it, or a reader's browser, would carry out.
FILES = frozenset(
    "pdf doc docx xls xlsx ppt pptx odt ods odp rtf txt csv epub zip 7z jpg jpeg png "
    "gif webp mp3 mp4 webm".split()
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

    def _site_consented(self, partners):
        """Those who have consented to distribution and may be named today.

        :param partners: `res.partner` recordset
        :return: `res.partner` recordset
        """
        valid = self.env["mentorship.consent"]._valid(
            partners, ["data_distribution"], None, self.company_id
        )
        return partners.filtered(lambda p: (p.id, "data_distribution") in valid)

    def _site_guard(self):
        """What finds names of people who may not be named.

        Everybody of the staff, of today and of before, of the banks and of the lists
        of participants; the director is named by law (273-FZ, art. 29).

        :return: `NameGuard`
        """
        company = self.company_id
        # Names only, and only to find them; the personnel file is closed.
        staff = (
            self.env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search_fetch(
                [("company_id", "=", company.id)], ["name", "work_contact_id"]
            )
        )
        people = self.env["mentorship.participant"].search_fetch(
            [("company_id", "=", company.id)], ["name", "partner_id"]
        )
        guests = self.env["mentorship.event.attendee"]._read_group(
            [("company_id", "=", company.id), ("partner_id", "=", False)], ["name"]
        )
        published = self.env["mentorship.publication"].search(
            [("company_id", "=", company.id)]
        )
        others = published.named_ids | published.pictured_ids
        others |= (
            self.env["mentorship.practice"]
            .search([("company_id", "=", company.id)])
            .author_ids
        )
        partners = people.partner_id | others
        partners |= partners.browse(staff.work_contact_id.ids)
        free = self._site_consented(partners)
        names = {}
        for record, partner in (
            *((e, partners.browse(e.work_contact_id.id)) for e in staff),
            *((p, p.partner_id) for p in people),
            *((p, p) for p in others),
        ):
            names.setdefault(record.name, partner in free)
        allowed = {name for name, may in names.items() if may}
        allowed.add(self.director_id.name)
        forbidden = {*names, *(name for (name,) in guests)} - allowed
        decline = self.env["mentorship.declension"]._decline
        return NameGuard(
            forbidden,
            allowed,
            lambda name, case: decline(name, case, company=company),
        )

    def _site_may(self, guard, site, what, *texts):
        """Whether texts name nobody who may not be named; if not, say why.

        :param guard: `NameGuard`
        :param dict site: where the sentence is noted
        :param str what: what is left out, in words
        :return: bool
        """
        people = guard.find(what, *texts)
        if people:
            site["left_out"].append(f"{what}: {', '.join(people)}")
        return not people

    def _site_numbers(self):
        """What the first page counts."""
        company = ("company_id", "=", self.company_id.id)
        roles = dict(
            self.env["mentorship.participant"]._read_group(
                [company, ("state", "=", "ready")], ["role"], ["__count"]
            )
        )
        _name, start, end = self._site_year()
        return {
            "mentors": roles.get("mentor", 0),
            "mentees": roles.get("mentee", 0),
            "pairs": self.env["mentorship.pair"].search_count(
                [company, ("state", "in", ("active", "suspended"))]
            ),
            "events": self.env["mentorship.event"].search_count(
                [
                    company,
                    ("state", "=", "held"),
                    ("date_start", ">=", start),
                    ("date_start", "<=", end),
                ]
            ),
            "practices": self.env["mentorship.practice"].search_count(
                [company, ("state", "=", "collected")]
            ),
        }

    def _site_events(self, guard, site):
        """Events of the year, held and coming ones."""
        _name, start, end = self._site_year()
        events = self.env["mentorship.event"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "!=", "cancelled"),
                ("date_start", ">=", start),
                ("date_start", "<=", end),
            ],
            order="date_start desc, id desc",
        )
        return events.filtered(lambda e: self._site_may(guard, site, e._event_words()))

    def _site_acts(self):
        """The acts in force, the highest level first."""
        acts = self.env["mentorship.legal.act"]
        today = fields.Date.context_today(self)
        found = acts.search(
            acts._domain_of_company(self.company_id), order="level, sequence, id"
        )
        return found.filtered(lambda act: act._is_in_force(today))

    def _site_orders(self, guard, site):
        """The orders in force of the year, with their annexes without names.

        :return: list of dicts with order, title, files (label, file) and pairs
        """
        _name, start, end = self._site_year()
        orders = self.env["mentorship.order"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "registered"),
                ("repealed_by_id", "=", False),
                ("kind_id.journal_kind", "=", "main"),
                "|",
                ("approves_regulation", "=", True),
                "&",
                ("date", ">=", fields.Date.subtract(start, months=2)),
                ("date", "<=", end),
            ],
            order="date, id",
        )
        result = []
        for order in orders:
            title = order._filled()["title"]
            if not self._site_may(guard, site, title):
                continue
            files = []
            if order.approves_regulation:
                files += self._site_regulation(order, guard, site)
            if order.approves_roadmap and order.roadmap_id:
                files += self._site_roadmap(order, guard, site)
            result.append(
                {
                    "order": order,
                    "title": title,
                    "files": files,
                    "pairs": order.pair_ids if order.assigns_pairs else [],
                }
            )
        return result

    def _site_regulation(self, order, guard, site):
        """The regulation as a PDF; nothing when it names somebody."""
        sections = order._annex_sections()
        words = [clause for s in sections for _number, clause in s["clauses"]]
        if not sections or not self._site_may(guard, site, "Положение", *words):
            return []
        name = f"polozhenie-{order.id}.pdf"
        site["files"][f"files/{name}"] = self._site_pdf(
            "site_regulation_paper", order, {"sections": sections}, "Положение"
        )
        return [("Положение (PDF)", f"files/{name}")]

    def _site_roadmap(self, order, guard, site):
        """The roadmap as a PDF: roles and no names."""
        words = self.env["report.school_mentorship.mentorship_order_document"]
        stages = words._stages(order.roadmap_id)
        texts = [
            text
            for stage in stages
            for line in stage["lines"]
            for text in (
                line["measure"].name,
                line["measure"].expected_result,
                line["measure"].responsible_text,
            )
        ]
        if not self._site_may(guard, site, "Дорожная карта", *texts):
            return []
        name = f"dorozhnaya-karta-{order.id}.pdf"
        site["files"][f"files/{name}"] = self._site_pdf(
            "site_roadmap_paper", order, {"stages": stages}, "Дорожная карта"
        )
        return [("Дорожная карта (PDF)", f"files/{name}")]

    def _site_pdf(self, template, order, values, title):
        """An annex of an order on paper, as the public may see it.

        :return: bytes
        :raises UserError: when the PDF cannot be made
        """
        layout = self.env["report.school_mentorship.paper_layout"]
        values = {
            **layout._paper_values(order, {"schools": {order.company_id: self}}),
            "order": order,
            "grifs": layout._grifs(self, 1, accepted=order.approves_regulation),
            "annex_title": order._filled()["annex_title"],
            "roadmap_year": russian.school_year(
                order.roadmap_id.date_start, order.roadmap_id.date_end
            ),
            **values,
        }
        reports = self.env["ir.actions.report"]
        html = reports._render_template(f"school_mentorship.{template}", values)
        try:
            return pdf.html_to_pdf(reports._tied(html.decode()), title=title)
        except pdf.PdfError as error:
            raise UserError(
                self.env._("The PDF of «%s» could not be made.", title)
            ) from error

    def _site_mentors(self):
        """The mentors: those who have consented by name, the others by number.

        :return: dict with people (dicts with name, position, areas) and others
        """
        mentors = self.env["mentorship.participant"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("role", "=", "mentor"),
                ("state", "=", "ready"),
            ]
        )
        free = self._site_consented(mentors.partner_id)
        named = mentors.filtered(lambda person: person.partner_id in free)
        return {
            "people": [
                {
                    "name": person.name,
                    "position": person.position,
                    "areas": ", ".join(
                        person.area_line_ids.filtered("score").area_id.mapped("name")
                    ),
                }
                for person in named
            ],
            "others": len(mentors) - len(named),
        }

    def _site_programs(self, guard, site):
        """The programs of the year without names."""
        _name, start, end = self._site_year()
        programs = self.env["mentorship.program"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("approved", "running", "done")),
                ("date_start", "<=", end),
                ("date_end", ">=", start),
            ]
        )
        return programs.filtered(lambda p: self._site_may(guard, site, p.name, p.goal))

    def _site_practices(self, guard, site):
        """Practices that may be published, with their files.

        :return: list of dicts
        """
        practices = self.env["mentorship.practice"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "collected"),
                ("is_public", "=", True),
            ]
        )
        free = self._site_consented(practices.author_ids)
        names = practices.author_ids._mentorship_names(self.company_id)
        result = []
        for practice in practices:
            label = f"«{practice.name}»"
            texts = [practice[name] for name in ("problem", "steps", "result")]
            texts += [practice.resources, practice.limits]
            texts += practice.file_ids.mapped("name")
            if not self._site_may(guard, site, label, *texts):
                continue
            authors = practice.author_ids & free
            files = []
            for index, file in enumerate(practice.file_ids, start=1):
                ending = (file.name or "").rpartition(".")[2].lower()
                ending = ending if ending in FILES else "bin"
                path = f"files/practice-{practice.id}-{index}.{ending}"
                site["files"][path] = file.raw or b""
                site["attached"].append(f"{label}: {file.name}")
                files.append((file.name, path))
            result.append(
                {
                    "number": practice.id,
                    "name": practice.name,
                    "record": practice,
                    "authors": ", ".join(names[partner] for partner in authors),
                    "areas": practice.area_ids.mapped("name"),
                    "steps": (practice.steps or "").splitlines(),
                    "files": files,
                }
            )
        return result

    def _site_news(self, guard, site):
        """Publications that stand in public and are lawful today.

        :return: list of dicts with record, paragraphs, pictures, links
        """
        publications = self.env["mentorship.publication"].search(
            [("company_id", "=", self.company_id.id), ("state", "=", "out")],
            order="date_out desc, id desc",
        )
        lacking = publications._lacking()
        people = publications.named_ids | publications.pictured_ids
        names = people._mentorship_short_names(self.company_id)
        result = []
        for publication in publications:
            label = f"«{publication.name}»"
            if words := publication._lacking_words(lacking[publication], names):
                site["left_out"].append(f"{label}: {words}")
                continue
            if not self._site_may(
                guard, site, label, publication.text, publication.picture_author
            ):
                continue
            pictures = []
            for index, file in enumerate(publication.file_ids, start=1):
                if ending := PICTURES.get(file.mimetype):
                    path = f"files/news-{publication.id}-{index}.{ending}"
                    site["files"][path] = file.raw or b""
                    pictures.append(path)
            posts = publication.post_ids.filtered(
                lambda post: post.date and not post.date_removed and post.url
            )
            result.append(
                {
                    "record": publication,
                    "paragraphs": [
                        line
                        for line in (publication.text or "").splitlines()
                        if line.strip()
                    ],
                    "pictures": pictures,
                    "links": [(post.channel_id.name, post.url) for post in posts],
                }
            )
        return result

    def _site_logo(self):
        """The emblem as a data address; empty without one."""
        self.ensure_one()
        if not self.letterhead:
            return ""
        return image_data_uri(self.letterhead)

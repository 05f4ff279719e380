from odoo import models

PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
PICTURES["image/gif"] = "gif"
# What a server only sends: nothing that it, or a reader's browser, would carry out.
FILES = frozenset(
    "pdf doc docx xls xlsx ppt pptx odt ods odp rtf txt csv epub zip 7z jpg jpeg png "
    "gif webp mp3 mp4 webm".split()
)


class MentorshipSchoolSitePagesMixin(models.AbstractModel):
    """The work on the school's site: mentors, events, programs, practices, news."""

    _name = "mentorship.school.site.pages.mixin"
    _description = "Work on the School's Site"

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

import io
import zipfile

from lxml import html as lxml_html

from odoo.exceptions import UserError
from odoo.fields import Command

from .common import MentorshipCommon
from .test_publication import PIXEL

ROOT = "nastavnichestvo/"


class TestSite(MentorshipCommon):
    """The section «Наставничество» of the school's site: only what may be public."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"].sudo()._activate_lang("ru_RU")
        cls.mentor = cls._participant("mentor")
        cls.second = cls._participant("mentor", "second")
        cls.mentee = cls._participant("mentee")
        cls._consent(cls.mentor | cls.second | cls.mentee)
        cls.roadmap = cls._roadmap()

    @classmethod
    def _practice(cls, **vals):
        practice = cls.env["mentorship.practice"].create(
            {
                "name": "Первые десять минут",
                "author_ids": [Command.set(cls.mentor.partner_id.ids)],
                "problem": "Класс долго не начинает работать",
                "steps": "Задание на доске\nТаймер",
                "result": "Урок начинается сразу",
                **vals,
            }
        )
        practice.action_collect()
        practice.action_permit()
        return practice

    def _site(self):
        """The files of the section by their names, and the note to it."""
        made = self.school._job_site()
        archive = zipfile.ZipFile(io.BytesIO(made["content"]))
        files = {
            name.removeprefix(ROOT): archive.read(name) for name in archive.namelist()
        }
        return files, self._plain(made["note"])

    def _pages(self, files):
        return {n: c.decode() for n, c in files.items() if n.endswith(".html")}

    def test_pages_hang_together(self):
        """Every link leads to a file of the archive; nothing is loaded from afar."""
        self._practice()
        files, _note = self._site()
        pages = self._pages(files)
        self.assertIn("index.html", pages)
        for name, page in pages.items():
            self.assertIn('name="viewport"', page, name)
            tree = lxml_html.fromstring(page)
            self.assertFalse(tree.xpath("//script"))
            links = tree.xpath("//link/@href | //img/@src | //a/@href")
            for link in links:
                self.assertIn(link.partition("#")[0], files, f"{name}: {link}")

    def test_only_who_has_consented_is_named(self):
        """The others are counted; mentees are never named at all."""
        self._consent(self.mentor | self.mentee, ["data_distribution"])
        page = self._pages(self._site()[0])["mentors.html"]
        self.assertIn("Иванова Ирина Ивановна", page)
        self.assertNotIn("Морозов", page)
        self.assertNotIn("Петров", page)
        self.assertIn("И ещё", page)

    def test_a_withdrawn_consent(self):
        """The name is gone, and who made the section is told to make it anew."""
        consent = self._consent(self.mentor, ["data_distribution"])
        self.env["mentorship.school"].action_make_site()
        job = self.env["mentorship.job"].search([("method", "=", "_job_site")])
        self.env["mentorship.job"].sudo().browse(job.id)._run_chunk()
        self.assertEqual((job.state, job.result_name), ("done", "nastavnichestvo.zip"))
        consent.action_withdraw()
        self.assertIn("Иванова И.И.", self._plain(job.activity_ids[-1:].summary))
        page = self._pages(self._site()[0])["mentors.html"]
        self.assertNotIn("Иванова", page)

    def test_a_text_that_names_somebody(self):
        """It is left out whole, whoever made the section reads why."""
        good = self._practice()
        bad = self._practice(name="Вдвоём", steps="Как учила Петрова\nи П.П. Петров")
        files, note = self._site()
        self.assertIn(f"practice-{good.id}.html", files)
        self.assertNotIn(f"practice-{bad.id}.html", files)
        self.assertIn("«Вдвоём»: Петров Пётр Петрович", note)
        everything = "".join(self._pages(files).values())
        for name in ("Петров", "Морозов", "Иванова"):
            self.assertNotIn(name, everything)

    def test_permission_is_needed(self):
        practice = self._practice()
        practice.is_public = False
        self.assertNotIn(f"practice-{practice.id}.html", self._site()[0])

    def test_files_come_along_and_are_to_be_looked_through(self):
        file = self.env["ir.attachment"].create({"name": "план.pdf", "raw": b"%PDF-"})
        practice = self._practice(file_ids=[Command.set(file.ids)])
        files, note = self._site()
        self.assertEqual(files[f"files/practice-{practice.id}-1.pdf"], b"%PDF-")
        self.assertIn("план.pdf", note)

    def test_no_program_goes_to_the_site(self):
        """A server gets files that it sends, none that it or a browser carries out."""
        names = ("Урок.php", "Урок.html", "Урок.SVG", "../../up.phtml", "План.PDF")
        practice = self._practice()
        practice.file_ids = [
            Command.create({"name": name, "raw": b"<?php"}) for name in names
        ]
        files = self.env["mentorship.school"]._of(self.company)._site()["files"]
        found = {name for name in files if name.startswith("files/practice")}
        self.assertEqual(len(found), len(names))
        endings = {name.rpartition(".")[2] for name in found}
        self.assertEqual(endings, {"bin", "pdf"})
        self.assertFalse([name for name in found if ".." in name])

    def test_news(self):
        """What is out; with the picture; without whose people have not consented."""
        picture = self.env["ir.attachment"].create({"name": "фото.gif", "raw": PIXEL})
        vals = {
            "name": "Пары начали работу",
            "text": "Первая встреча\nпрошла",
            "stage_id": self.env.ref("school_mentorship.stage_pairs").id,
            "file_ids": [Command.set(picture.ids)],
            "picture_author": "Гостев И.П.",
            "pupils": "none",
            "post_ids": [
                Command.create(
                    {
                        "channel_id": self.env.ref("school_mentorship.channel_vk").id,
                        "date": "2026-11-20",
                        "url": "https://vk.example.org/wall",
                    }
                )
            ],
        }
        publication = self.env["mentorship.publication"].create(vals)
        files, note = self._site()
        page = self._pages(files)["news.html"]
        self.assertIn("прошла", page)
        self.assertIn("https://vk.example.org/wall", page)
        self.assertIn(f"files/news-{publication.id}-1.gif", files)
        consent = self._consent(self.mentor, ["data_distribution"], day="2026-11-01")
        publication.named_ids = self.mentor.partner_id
        consent.action_withdraw()
        files, note = self._site()
        self.assertNotIn("прошла", self._pages(files)["news.html"])
        self.assertNotIn(f"files/news-{publication.id}-1.gif", files)
        self.assertIn("«Пары начали работу»: Иванова И.И.", note)

    def test_orders_without_names(self):
        """Title, number and date; of the pairs only form, type and term."""
        pair = self._pair(self.mentor, self.mentee, date_start="2026-11-23")
        self._registered(pair, number="97-ОД")
        self._registered(None, number="84-ОД", kind=self.kind_regulation)
        files, note = self._site()
        page = self._plain(self._pages(files)["documents.html"])
        self.assertIn("№ 97-ОД", page)
        self.assertIn("традиционное", page)
        for name in ("Иванова", "Петров", "Козлова", "Смирнов"):
            self.assertNotIn(name, page)
        regulation = next(n for n in files if n.startswith("files/polozhenie"))
        self.assertTrue(files[regulation].startswith(b"%PDF"))
        self.assertFalse(note)

    def test_programs_without_names(self):
        pair = self._assigned(mentor=self.mentor, mentees=self.mentee)
        program = self.env["mentorship.program"].create(
            {
                "pair_id": pair.id,
                "name": "Уверенный урок",
                "goal": "Научиться планировать урок",
                "session_ids": [
                    Command.create(
                        {
                            "name": "Посещение урока",
                            "date_start": "2026-11-24",
                            "date_end": "2026-11-30",
                        }
                    )
                ],
            }
        )
        program.action_approve()
        page = self._pages(self._site()[0])["programs.html"]
        self.assertIn("Научиться планировать урок", page)
        self.assertNotIn("Иванова", page)
        program.goal = "Научиться планировать урок, как Иванова И.И."
        files, note = self._site()
        self.assertNotIn("Научиться", self._pages(files)["programs.html"])
        self.assertIn("Иванова Ирина Ивановна", note)

    def test_settings_first(self):
        self.school.director_id = False
        make = self.env["mentorship.school"].action_make_site
        self.assertRefused(UserError, "fill in the school", make)

    def test_a_hundred_practices_cost_the_same_queries(self):
        """Speed: the section of many practices asks as often as that of few."""

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.school._site()
            return self.env.cr.sql_log_count - before

        self._practice()
        queries()
        few = queries()
        for number in range(100):
            self._practice(name=f"Практика {number}")
        self.assertLessEqual(queries(), few + 2)

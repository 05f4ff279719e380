from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .common import TODAY, MentorshipCommon

PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00"
    b"\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


class TestPublication(MentorshipCommon):
    """What the school tells the public, and whom it must not name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor")
        cls.mentee = cls._participant("mentee")
        cls.site = cls.env.ref("school_mentorship.channel_site")
        cls.vk = cls.env.ref("school_mentorship.channel_vk")
        cls.stage = cls.env.ref("school_mentorship.stage_pairs")

    @classmethod
    def _publication(cls, named=None, pictured=None, **vals):
        return cls.env["mentorship.publication"].create(
            {
                "name": "Пары начали работу",
                "stage_id": cls.stage.id,
                "text": "В школе работают наставники",
                "named_ids": [Command.set(named.partner_id.ids if named else [])],
                "pictured_ids": [
                    Command.set(pictured.partner_id.ids if pictured else [])
                ],
                **vals,
            }
        )

    @classmethod
    def _posts(cls, publication, day=TODAY, channels=None, **vals):
        return cls.env["mentorship.publication.post"].create(
            [
                {
                    "publication_id": publication.id,
                    "channel_id": channel.id,
                    "date": day,
                    **vals,
                }
                for channel in channels or cls.site
            ]
        )

    def test_a_new_roadmap_plans_one_for_every_stage(self):
        """Each with the line that it tells about and its term."""
        roadmap = self._roadmap()
        planned = self.env["mentorship.publication"].search(
            [("roadmap_id", "=", roadmap.id)]
        )
        stages = roadmap.measure_ids.stage_id.filtered(lambda s: not s.is_transversal)
        self.assertEqual(len(planned), 6)
        self.assertEqual(planned.stage_id, stages)
        self.assertEqual(planned.mapped("date"), planned.measure_id.mapped("date_end"))

    def test_without_consent_nobody_is_named(self):
        """The refusal names who and what lacks; with the consents it goes out."""
        publication = self._publication(named=self.mentor, pictured=self.mentee)
        self.assertEqual(
            self._plain(publication.blocked),
            "Иванова И.И. (distribution), Петров П.П. (distribution, image)",
        )
        self.assertRefused(ValidationError, "Петров П.П.", self._posts, publication)
        self.assertEqual(publication.state, "planned")
        self._consent(self.mentor, ["data_distribution"])
        self._consent(self.mentee, ["data_distribution", "image"])
        self.env.invalidate_all()
        self.assertFalse(publication.blocked)
        publication.write({"picture_author": "Сидоров С.С.", "pupils": "none"})
        self._posts(publication, url="https://school3.ru/news/5")
        self.assertEqual((publication.state, str(publication.date_out)), ("out", TODAY))

    def test_a_consent_of_later_does_not_heal_an_earlier_day(self):
        publication = self._publication(named=self.mentor)
        self._consent(self.mentor, ["data_distribution"], day="2026-11-20")
        self.assertRefused(
            ValidationError, "no consent", self._posts, publication, "2026-11-19"
        )
        self._posts(publication, "2026-11-20")

    def test_somebody_added_to_what_is_out(self):
        publication = self._publication()
        self._posts(publication)
        self.assertRefused(
            ValidationError,
            "Иванова И.И.",
            publication.write,
            {"named_ids": [Command.link(self.mentor.partner_id.id)]},
        )

    def test_a_broken_address(self):
        publication = self._publication()
        for url in ("vk/school", "https://", "http://localhost/x y"):
            self.assertRefused(
                ValidationError, "not an address", self._posts, publication, url=url
            )
        self.assertFalse(publication.post_ids)

    def test_a_picture_without_its_author(self):
        """Author and pupils are asked about before it goes out."""
        picture = self.env["ir.attachment"].create({"name": "фото.gif", "raw": PIXEL})
        publication = self._publication(file_ids=[Command.set(picture.ids)])
        self.assertRefused(
            ValidationError, "author of the pict", self._posts, publication
        )
        publication.picture_author = "Сидоров С.С."
        self.assertRefused(ValidationError, "pupils", self._posts, publication)
        publication.pupils = "checked"
        self._posts(publication)

    def test_days_of_a_post(self):
        publication = self._publication()
        self.assertRefused(
            ValidationError, "not come yet", self._posts, publication, "2026-12-01"
        )
        post = self._posts(publication)
        self.assertRefused(
            ValidationError,
            "before it was published",
            post.write,
            {"date_removed": "2026-11-01"},
        )

    def test_into_all_channels(self):
        """A line for each, once; nothing is out by that."""
        publication = self._publication()
        publication.action_add_posts()
        publication.action_add_posts()
        self.assertEqual(len(publication.post_ids), 3)
        self.assertEqual(publication.state, "planned")
        publication.post_ids[0].action_publish()
        self.assertEqual(publication.state, "out")

    def test_what_is_out_is_not_deleted(self):
        publication = self._publication()
        post = self._posts(publication)
        self.assertRefused(UserError, "published there", post.unlink)
        self.assertRefused(UserError, "has gone out", publication.unlink)

    def test_withdrawal_makes_a_task_per_channel(self):
        """Three working days (152-FZ, art. 10.1, part 14), once a channel."""
        consent = self._consent(self.mentor, ["data_distribution"])
        publication = self._publication(named=self.mentor)
        other = self._publication()
        self._posts(publication, channels=self.site | self.vk)
        self._posts(other)
        consent.action_withdraw("2026-11-20")
        tasks = publication.activity_ids
        self.assertEqual(len(tasks), 2)
        # Friday; Monday to Wednesday are worked.
        self.assertEqual(set(map(str, tasks.mapped("date_deadline"))), {"2026-11-25"})
        self.assertEqual(tasks.user_id, self.users["curator"])
        summaries = " ".join(tasks.mapped("summary"))
        for word in (self.site.name, self.vk.name, "Иванова И.И."):
            self.assertIn(word, self._plain(summaries))
        self.assertFalse(other.activity_ids)
        publication.post_ids[0].action_remove()
        self.assertEqual((len(publication.activity_ids), publication.state), (1, "out"))
        publication.post_ids[1].action_remove()
        self.assertFalse(publication.activity_ids)
        self.assertEqual(publication.state, "removed")

    def test_withdrawal_of_the_image(self):
        consents = self._consent(self.mentor, ["data_distribution", "image"])
        publication = self._publication(
            pictured=self.mentor, picture_author="Сидоров С.С.", pupils="none"
        )
        self._posts(publication)
        consents.filtered(lambda c: c.kind == "image").action_withdraw()
        self.assertEqual(len(publication.activity_ids), 1)

    def test_withdrawal_with_another_consent_left(self):
        """A second valid sheet still covers what is out."""
        first = self._consent(self.mentor, ["data_distribution"])
        self._consent(self.mentor, ["data_distribution"])
        publication = self._publication(named=self.mentor)
        self._posts(publication)
        first.action_withdraw()
        self.assertFalse(publication.activity_ids)

    def test_an_expired_consent(self):
        self._consent(self.mentor, ["data_distribution"], valid_until="2026-11-30")
        publication = self._publication(named=self.mentor)
        self._posts(publication)
        with self._on("2026-12-01 09:00:00"):
            self.env["mentorship.consent"].sudo()._cron_expire()
            self.assertEqual(len(publication.sudo().activity_ids), 1)

    def test_the_line_of_the_roadmap(self):
        """Every stage told about; stages that are not required need nothing."""
        roadmap = self._roadmap()
        line = self._lines(roadmap, evidence="publication")
        self.assertEqual((line.done, line.expected), (0, 6))
        planned = self.env["mentorship.publication"].search(
            [("roadmap_id", "=", roadmap.id)], order="stage_id"
        )
        self.assertEqual(
            self.env["mentorship.publication"].search(
                line.action_open_missing()["domain"]
            ),
            planned.sorted(lambda p: (p.date, p.id), reverse=True),
        )
        for publication in planned[:5]:
            self._posts(publication)
        self._commit()
        self.env.invalidate_all()
        self.assertEqual((line.done, line.progress), (5, 83))
        self.assertIn("No publication", line.hint)
        self._lines(roadmap, stage_id=planned[5].stage_id).write(
            {"not_required": True, "not_required_reason": "Нет молодых учителей"}
        )
        self._commit()
        self.env.invalidate_all()
        self.assertEqual((line.done, line.state), (5, "done"))

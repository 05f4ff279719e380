import base64
import io
import zipfile
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common import MentorshipCommon


class TestJob(MentorshipCommon):
    """Long work in the background: many papers, one archive, a word when ready."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = cls._outsiders("mentor", 25)
        cls.consents = cls.env["mentorship.consent"].create(
            [{"partner_id": person.partner_id.id} for person in people]
        )
        cls.report = cls.env.ref("school_mentorship.mentorship_consent_report")
        cls.env.flush_all()

    def _start(self, records=None):
        return self.env["mentorship.job"]._start(
            self.report, self.consents if records is None else records
        )

    def _run(self):
        """One run of the scheduled action; its commits are the test's own."""
        cron = self.registry["ir.cron"]
        with (
            self._no_printer(),
            patch.object(cron, "_commit_progress", lambda *args, **kwargs: 1.0),
        ):
            self.root["mentorship.job"]._cron_run()
        self.env.invalidate_all()

    def test_ready(self):
        """The archive holds one PDF a record, and an activity tells about it."""
        job = self._start()
        self.assertEqual(job.state, "waiting")
        self.assertEqual(job.progress, 0)
        self.assertEqual(job.total, 25)
        self._run()
        self.assertEqual(job.state, "done")
        self.assertEqual(job.progress, 100)
        content = base64.b64decode(job.with_context(bin_size=False).result)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.assertEqual(len(archive.namelist()), 25)
            self.assertIn("Кузнецов", archive.namelist()[0])
        self.assertTrue(job.result_name.endswith(".zip"))
        self.assertFalse(job.sudo().sheet_ids)
        self.assertEqual(job.activity_ids.user_id, self.users["curator"])
        self.assertIn("ready", job.activity_ids.summary)

    def test_told_in_the_language_of_the_asker(self):
        """A scheduled action has no language; whoever asked for the work has."""
        if not self.env["res.lang"]._get_data(code="ru_RU"):
            self.skipTest("Russian is not installed")
        self.users["curator"].sudo().lang = "ru_RU"
        job = self._start()
        self._run()
        self.assertIn("готов", job.activity_ids.summary.lower())

    def test_in_chunks(self):
        """A crash costs a chunk at the most: the job goes on where it stopped."""
        job = self._start()
        with self._no_printer():
            job.sudo()._run_chunk()
        self.assertEqual(job.state, "running")
        self.assertEqual(job.done, 20)
        self.assertEqual(job.progress, 80)
        self._run()
        self.assertEqual(job.state, "done")

    def test_failure(self):
        """A failed job says why and does not stop the next one."""
        job = self._start()
        other = self._start(self.consents[:1])
        report = self.registry["ir.actions.report"]
        broken = self.consents[3].id

        def fail(self, html, record, *args, **kwargs):
            if record.id == broken:
                raise ValueError("Нет шрифта")
            return b"%PDF-"

        cron = self.registry["ir.cron"]
        with (
            mute_logger("odoo.addons.school_mentorship.models.mentorship_job"),
            patch.object(report, "_render_paper_html", lambda *args, **kw: "<p/>"),
            patch.object(report, "_paper_pdf", fail),
            patch.object(cron, "_commit_progress", lambda *args, **kwargs: 1.0),
        ):
            self.root["mentorship.job"]._cron_run()
        self.env.invalidate_all()
        self.assertEqual(job.state, "failed")
        self.assertIn("Нет шрифта", job.error)
        self.assertIn("could not be printed", job.activity_ids.summary)
        self.assertEqual(other.state, "done")

    def test_nothing_chosen(self):
        """Nothing to print is one sentence."""
        self.assertRefused(
            UserError, "at least one", self._start, self.env["mentorship.consent"]
        )

    def test_rights_of_the_asker(self):
        """Whoever may not read the records gets no job for them."""
        jobs = self._as(self.users["outsider"])["mentorship.job"]
        consents = self.consents.with_env(jobs.env)
        self.assertRefused(AccessError, "", jobs._start, self.report, consents)

    def test_rights_lost_meanwhile(self):
        """A right lost before the night counts: the job fails, nothing is printed."""
        job = self._start()
        self.users["curator"].with_env(self.root).group_ids = self.root.ref(
            "base.group_user"
        )
        with mute_logger("odoo.addons.school_mentorship.models.mentorship_job"):
            self._run()
        self.assertEqual(job.sudo().state, "failed")
        self.assertFalse(job.sudo().result)

    def test_deleted_meanwhile(self):
        """Records deleted meanwhile are left out, the others are printed."""
        job = self._start()
        self.consents[:5].unlink()
        self._run()
        self.assertEqual(job.state, "done")
        content = base64.b64decode(job.with_context(bin_size=False).result)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.assertEqual(len(archive.namelist()), 20)

    def test_own_job_only(self):
        """Jobs are seen by whoever asked for them."""
        job = self._start()
        director = self._as(self.users["director"])["mentorship.job"]
        self.assertFalse(director.search([("id", "=", job.id)]))

    def test_form_looks_by_itself(self):
        """Whoever waits before the form sees it get on, without a reload."""
        views = self.env["mentorship.job"].get_views([(False, "form")])["views"]
        self.assertIn('js_class="mentorship_job_form"', views["form"]["arch"])
        files = self.env["ir.asset"]._get_asset_paths("web.assets_backend", {})
        self.assertTrue([path for path, *_rest in files if "job_form_view" in path])

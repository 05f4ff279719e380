import base64
import io
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools.pdf import PdfFileReader

from .common import MentorshipCommon

PNG = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c6360f8cf500f0003860180a5d4cd5b0000000049454e44ae426082"
    )
)


class TestPaper(MentorshipCommon):
    """Signed copies, many papers at once, and acts that run out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.consents = cls.env["mentorship.consent"].create(
            [
                {"partner_id": person.partner_id.id, "kind": "mentor_duties"}
                for person in cls._outsiders("mentor", 3)
            ]
        )

    def test_signed_copy_of_a_wrong_kind(self):
        """A text file is no scan; a picture and a PDF are."""
        consent = self.consents[0]
        self.assertRefused(
            ValidationError,
            "PDF, JPEG or PNG",
            consent.write,
            {"signed_copy": base64.b64encode("Скан".encode()), "signed_copy_name": "a"},
        )
        consent.write({"signed_copy": PNG, "signed_copy_name": "лист.png"})
        self.assertTrue(consent.signed_copy)

    def test_signed_copy_too_large(self):
        """A scan of thirty megabytes is refused with its limit and the way out."""
        heavy = base64.b64encode(b"%PDF-1.7\n" + bytes(30 * 1024 * 1024))
        self.assertRefused(
            ValidationError,
            "more than 25 MB",
            self.consents[0].write,
            {"signed_copy": heavy, "signed_copy_name": "приказ.pdf"},
        )

    def test_many_papers_as_one_pdf(self):
        """The job binds all sheets into one PDF, in the order of the list."""
        action = self.consents.action_print_together()
        job = self.env["mentorship.job"].browse(action["res_id"])
        cron = self.registry["ir.cron"]
        with patch.object(cron, "_commit_progress", lambda *args, **kwargs: 1.0):
            self.root["mentorship.job"]._cron_run()
        self.env.invalidate_all()
        self.assertEqual(job.state, "done", job.error)
        self.assertTrue(job.result_name.endswith(".pdf"))
        content = base64.b64decode(job.with_context(bin_size=False).result)
        self.assertEqual(PdfFileReader(io.BytesIO(content)).getNumPages(), 3)

    def test_act_that_runs_out(self):
        """An order that quotes an act about to end says so."""
        act = self.env["mentorship.legal.act"].create(
            {
                "name": "Постановление о наставничестве",
                "citation": "постановлением о наставничестве",
                "level": "3_municipal",
                "date_from": "2020-01-01",
                "date_until": "2026-12-31",
            }
        )
        ended = act.copy({"name": "Прежнее", "date_until": "2025-12-31"})
        self.school.legal_act_ids = [Command.set((act | ended).ids)]
        order = self.env["mentorship.order"].create({"kind_id": self.kind_curator.id})
        self.assertIn("«Постановление о наставничестве»", order.warning)
        self.assertEqual(order._quoted_acts(), act)

    def test_own_regulation_is_not_its_own_ground(self):
        """The order on a new regulation does not quote the one it replaces."""
        own = self.env["mentorship.legal.act"].create(
            {
                "name": "Положение о наставничестве",
                "citation": "Положением о наставничестве",
                "quote_by_default": True,
            }
        )
        orders = self.env["mentorship.order"].create(
            [{"kind_id": self.kind_regulation.id}, {"kind_id": self.kind_curator.id}]
        )
        self.assertNotIn(own, orders[0]._quoted_acts())
        self.assertIn(own, orders[1]._quoted_acts())

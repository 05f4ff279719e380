import base64
import io
import zipfile
from unittest.mock import patch

import pypdf

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form

from .common import MentorshipCommon


class TestPacket(MentorshipCommon):
    """«Комплект на подпись»: everything a person has to sign, person by person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor")
        cls.mentee = cls._participant("mentee")

    def _packet(self, records=None, **vals):
        """The window opened for a selection, its boxes ticked so."""
        action = (records or self.mentor | self.mentee).action_packet()
        packet = self.env["mentorship.packet"].browse(action["res_id"])
        packet.write(vals)
        return packet

    def _printed(self, packet):
        """The job whose file was opened, and the text of its pages."""
        action = packet.action_print()
        self.assertEqual(action["type"], "ir.actions.act_url")
        job = self.env["mentorship.job"].browse(int(action["url"].split("/")[4]))
        self.assertEqual(job.state, "done", job.error)
        return job

    def _pages(self, job):
        content = base64.b64decode(job.with_context(bin_size=False).result)
        reader = pypdf.PdfReader(io.BytesIO(content))
        return [self._plain(page.extract_text()) for page in reader.pages]

    def _consents(self, people=None):
        people = people or self.mentor | self.mentee
        return self.env["mentorship.consent"].search(
            [("partner_id", "in", people.partner_id.ids)]
        )

    def test_default_set(self):
        """Processing of data and duties, each a sheet of its own, person by person."""
        pages = self._pages(self._printed(self._packet()))
        self.assertEqual(len(pages), 4)
        for page, name, kind in zip(
            pages,
            ("Иванова", "Ивановой", "Петров", "Петрова"),
            ("персональных данных", "наставничеству", "персональных данных", "участие"),
            strict=True,
        ):
            self.assertIn(name, page)
            self.assertIn(kind, page)
            self.assertIn("«___» __________ 20___ г.", page)

    def test_given_out_and_frozen(self):
        """What was printed is given out for signature and does not change any more."""
        self._printed(self._packet())
        consents = self._consents()
        self.assertEqual(len(consents), 4)
        self.assertEqual(set(consents.mapped("state")), {"printed"})
        self.assertTrue(all(consents.mapped("frozen_hash")))
        sheets = consents.mapped("frozen_html")
        # Printed again, the packet has the same sheets.
        self._printed(self._packet())
        self.assertEqual(consents.mapped("frozen_html"), sheets)
        self.assertEqual(self._consents(), consents)

    def test_publication(self):
        """Distribution and image come only when a publication is planned."""
        self._printed(self._packet(with_publication=True))
        self.assertEqual(
            sorted(self._consents(self.mentor).mapped("kind")),
            ["data_distribution", "data_processing", "image", "mentor_duties"],
        )

    def test_only_what_is_missing(self):
        """Who has signed everything is not in the packet."""
        self._consent(self.mentor)
        pages = self._pages(self._printed(self._packet()))
        self.assertEqual(len(pages), 2)
        self.assertFalse(any("Иванов" in page for page in pages))
        self._consent(self.mentee)
        self._consents().filtered(lambda c: c.state == "printed").action_sign(
            "2026-11-20"
        )
        self.assertRefused(UserError, "signed everything", self._packet().action_print)

    def test_pairs(self):
        """For a pair the duties name the mentee and the term."""
        pair = self._pair(self.mentor, self.mentee)
        pages = self._pages(self._printed(self._packet(pair)))
        duties = next(page for page in pages if "наставничеству" in page)
        self.assertIn("Петрова Петра Петровича", duties.replace("\n", " "))
        self.assertIn("31 мая 2027", duties.replace("\n", " "))
        consents = self._consents().filtered("pair_id")
        self.assertEqual(
            sorted(consents.mapped("kind")), ["mentee_participation", "mentor_duties"]
        )

    def test_agreement_and_acquaintance(self):
        """The agreement lies behind the consents, the sheet of orders at the end."""
        pair = self._assigned(mentor=self.mentor, mentees=self.mentee)
        pair.action_prepare_agreements()
        agreement = self.env["mentorship.agreement"].search([("pair_id", "=", pair.id)])
        packet = self._packet(pair)
        self.assertIn("Labour Contract No", packet.gaps)
        agreement.write(
            {
                "contract_number": "17",
                "contract_date": "2020-09-01",
                "pay_amount": 3000,
                "duty_ids": [
                    Command.set(self.env["mentorship.duty"].search([], limit=2).ids)
                ],
            }
        )
        self.assertFalse(self._packet(pair).gaps)
        pages = self._pages(self._printed(self._packet(pair)))
        self.assertIn("ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ", pages[0])
        sheets = [page for page in pages if "ЛИСТ ОЗНАКОМЛЕНИЯ" in page]
        self.assertEqual(len(sheets), 2)
        self.assertIn("125-ОД", sheets[0])
        self.assertEqual(agreement.state, "printed")

    def test_agreement_with_gaps_is_left_out(self):
        """An agreement without pay is not frozen; the window says so."""
        pair = self._pair(self.mentor, self.mentee)
        pair.action_prepare_agreements()
        agreement = self.env["mentorship.agreement"].search([("pair_id", "=", pair.id)])
        self._printed(self._packet(pair))
        self.assertEqual(agreement.state, "draft")

    def test_archive(self):
        """An archive holds a file for each person."""
        job = self._printed(self._packet(as_archive=True))
        content = base64.b64decode(job.with_context(bin_size=False).result)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
        self.assertEqual(len(names), 2)
        self.assertTrue(any("Иванова Ирина" in name for name in names))

    def test_two_roles_one_packet(self):
        """Who is mentor and mentee gets one packet."""
        both = self._participant("mentee", "mentor")
        job = self._printed(self._packet(self.mentor | both, as_archive=True))
        self.assertEqual(job.total, 1)
        self.assertEqual(
            sorted(self._consents(both).mapped("kind")),
            ["data_processing", "mentee_participation", "mentor_duties"],
        )

    def test_without_position(self):
        """Nobody's papers are printed while one has no position; nothing is made."""
        stranger = self._outsiders("mentee", 1)
        packet = self._packet(self.mentor | stranger)
        self.assertRefused(
            UserError, "Кузнецов0 Иван Петрович: the position", packet.action_print
        )
        self.assertFalse(self._consents())

    def test_who_has_left(self):
        """Who has left the bank has nothing to sign."""
        self.mentee.write({"date_out": "2026-11-01"})
        self.assertRefused(UserError, "has left the bank", self._packet().action_print)

    def test_employees(self):
        """From the list of colleagues: those in the bank, others by name refused."""
        public = self.env["hr.employee.public"]
        staff = public.browse([self.staff["mentor"].id, self.staff["mentee"].id])
        action = staff.action_mentorship_packet()
        packet = self.env["mentorship.packet"].browse(action["res_id"])
        self.assertEqual(packet.participant_ids, self.mentor | self.mentee)
        staff |= public.browse(self.staff["novice"].id)
        self.assertRefused(UserError, "Лебедева Анна", staff.action_mentorship_packet)

    def test_nobody_chosen(self):
        """An empty window prints nothing."""
        packet = self._packet()
        with Form(packet) as form:
            form.participant_ids.clear()
        self.assertRefused(UserError, "Choose the people", packet.action_print)

    def test_many_in_the_background(self):
        """A hundred people are printed by a job that shows its progress."""
        people = self._outsiders("mentee", 30)
        people.position = "учитель"
        action = self._packet(people).action_print()
        self.assertEqual(action["res_model"], "mentorship.job")
        job = self.env["mentorship.job"].browse(action["res_id"])
        self.assertEqual((job.state, job.total), ("waiting", 30))
        steps = []
        cron = self.registry["ir.cron"]
        with (
            self._no_printer(),
            patch.object(
                self.registry["report.school_mentorship.mentorship_packet_document"],
                "_paper_bundle",
                lambda words, report, person: self._only_given_out(words, person),
            ),
            patch.object(
                cron,
                "_commit_progress",
                lambda *args, **kwargs: steps.append(job.progress) or 1.0,
            ),
        ):
            self.root["mentorship.job"]._cron_run()
        self.env.invalidate_all()
        self.assertEqual(job.state, "done", job.error)
        self.assertIn(66, steps)
        self.assertEqual(set(self._consents(people).mapped("state")), {"printed"})

    @staticmethod
    def _only_given_out(words, person):
        """The packet without its pages: a blank sheet."""
        options = words.env.context["mentorship_packet"]
        for _report, papers in person.with_env(words.env)._packet_papers(options):
            papers._give_out()
        writer = pypdf.PdfWriter()
        writer.add_blank_page(100, 100)
        buffer = io.BytesIO()
        writer.write(buffer)
        return buffer.getvalue()

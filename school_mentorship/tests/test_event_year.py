from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import MentorshipCommon
from .test_sample_school import SampleCase


class TestYearWithoutMentees(MentorshipCommon):
    """A school without young teachers comes to 100 % with «not required»."""

    def test_a_whole_year(self):
        """What concerns mentees is not required; all else proves itself."""
        roadmap = self._roadmap()
        with_mentees = roadmap.measure_ids.filtered(
            lambda line: (
                line.evidence in ("bank", "consent", "pair", "program")
                or line.evidence_effect == "assigns_pairs"
            )
        )
        # No young teachers, so nobody to ask, to rate or to accompany.
        asked = roadmap.measure_ids.filtered(
            lambda line: (
                line.evidence not in ("order", "event", "practice", "publication")
            )
        )
        (with_mentees | asked).write(
            {"not_required": True, "not_required_reason": "Нет молодых учителей"}
        )
        self._registered(None, number="84-ОД", kind=self.kind_regulation)
        self._registered(
            None, number="85-ОД", kind=self.kind_roadmap, roadmap_id=roadmap.id
        )
        event = {"attendee_ids": [Command.create({"name": "Гостев И.П."})]}
        for kind in ("seminar", "consultation", "exchange", "course", "round_table"):
            record = self.env["mentorship.event"].create(
                {
                    "name": kind,
                    "kind": kind,
                    "date_start": "2026-11-20",
                    "chair_id": self.staff["director"].id,
                    "secretary_id": self.staff["second"].id,
                    "item_ids": [Command.create({"text": "О разном"})],
                    **event,
                }
            )
            record.action_all_attended()
            record.action_held()
        order = self.env["mentorship.order"].browse(
            record.action_prepare_order()["res_id"]
        )
        self._to_sign(order)
        order.register("99-ОД", "2026-11-22")
        with self._no_printer():
            record.action_minutes()
        author = self.staff["second"].sudo().work_contact_id
        self.env["mentorship.practice"].create(
            [
                {
                    "name": kind,
                    "kind": kind,
                    "author_ids": [Command.set(author.ids)],
                    "problem": "Что",
                    "steps": "Как",
                    "result": "Итог",
                    "state": "collected",
                }
                for kind in ("practice", "material")
            ]
        )
        self._commit()
        planned = self.env["mentorship.publication"].search(
            [("roadmap_id", "=", roadmap.id)]
        )
        needed = roadmap.measure_ids.filtered(
            lambda line: not line.not_required and not line.stage_id.is_transversal
        ).stage_id
        publications = planned.filtered(lambda p: p.stage_id in needed)
        publications.action_add_posts()
        publications.post_ids.action_publish()
        self._commit()
        self.env.invalidate_all()
        for line in roadmap.measure_ids:
            self.assertIn(line.state, ("done", "not_required"), line.name)
            self.assertFalse(line.hand_done)
        self.assertEqual(roadmap.progress, 100)
        self.assertEqual(roadmap.gap_count, 0)
        roadmap.action_close()
        self.assertEqual(roadmap.progress, 100)


@tagged("post_install", "-at_install")
class TestSampleYear(SampleCase):
    """The sample school in June: what events and publications prove is done."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2027-06-18 09:00:00"))
        cls._load()

    def test_lines_prove_themselves(self):
        """Without a mark by hand: exchange, round table, collection, publicity."""
        lines = self._all("mentorship.measure").filtered(
            lambda line: (
                line.evidence in ("event", "practice", "publication")
                and not line.not_required
            )
        )
        self.assertEqual(len(lines), 4)
        for line in lines:
            self.assertEqual((line.state, line.hand_done), ("done", False), line.hint)

    def test_what_must_not_go_out_is_shown(self):
        """One planned publication names somebody who has not consented."""
        blocked = self._all("mentorship.publication").filtered("blocked")
        self.assertEqual(blocked.mapped("state"), ["planned"])

    def test_the_section_names_nobody_without_consent(self):
        """The pages of the sample school, looked through name by name."""
        school = self.sample["mentorship.school"]._of(self.company)
        site = school.with_user(self._curator())._site()
        named = self.sample["mentorship.consent"]._valid(
            self._all("mentorship.participant").partner_id,
            ["data_distribution"],
            None,
            self.company,
        )
        free = {partner for partner, _kind in named}
        director = school.director_id
        for name, page in site["files"].items():
            if not name.endswith(".html"):
                continue
            for person in self._all("hr.employee"):
                if person == director or person.work_contact_id.id in free:
                    continue
                surname = person.name.split()[0]
                self.assertNotIn(surname, page, name)
        self.assertIn("Перминов", site["files"]["mentors.html"])

    def _curator(self):
        school = self.sample["mentorship.school"]._of(self.company)
        return school.curator_id.user_id

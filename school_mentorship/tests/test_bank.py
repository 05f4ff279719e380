from odoo.exceptions import AccessError, ValidationError

from .common import MentorshipCommon


class TestBank(MentorshipCommon):
    """What the banks know of a person, today and as of any day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor")
        cls.mentee = cls._participant("mentee")
        cls._consent(cls.mentor | cls.mentee)
        cls.areas = cls.env["mentorship.area"].search([], limit=3)

    def _history(self, person):
        return [
            (str(row.date), str(row.date_end or ""), row.score, row.source or "")
            for row in person.area_history_ids.sorted("date")
        ]

    def test_a_new_score_leaves_the_old_one_behind(self):
        """Autumn's need stays readable when spring's answers come."""
        area = self.areas[0]
        self.mentee._set_area_scores({area: 3}, "2026-09-15", "Осень")
        self.mentee._set_area_scores({area: 1}, "2026-11-20", "Весна")
        self.assertEqual(
            self._history(self.mentee),
            [
                ("2026-09-15", "2026-11-19", 3, "Осень"),
                ("2026-11-20", "", 1, "Весна"),
            ],
        )
        self.assertEqual(self.mentee.area_line_ids.score, 1)

    def test_a_late_paper_takes_its_place_in_history(self):
        """A paper of October typed in after November's answers hides none of them."""
        area = self.areas[0]
        self.mentee._set_area_scores({area: 3}, "2026-09-15")
        self.mentee._set_area_scores({area: 1}, "2026-11-20")
        self.mentee._set_area_scores({area: 2}, "2026-10-10")
        self.assertEqual(
            [row[:3] for row in self._history(self.mentee)],
            [
                ("2026-09-15", "2026-10-09", 3),
                ("2026-10-10", "2026-11-19", 2),
                ("2026-11-20", "", 1),
            ],
        )

    def test_the_same_day_again_corrects(self):
        """An answer sent twice on a day leaves one row."""
        area = self.areas[0]
        self.mentee._set_area_scores({area: 3}, "2026-11-20")
        self.mentee._set_area_scores({area: 2}, "2026-11-20")
        self.assertEqual(self._history(self.mentee), [("2026-11-20", "", 2, "")])

    def test_a_score_changed_by_hand_is_kept_too(self):
        """The curator corrects a score on the card; the former one is history."""
        self.mentee._set_area_scores(
            {self.areas[0]: 3, self.areas[1]: 2}, "2026-09-15", "Осень"
        )
        self.mentee.area_line_ids.filtered(lambda row: row.score == 3).score = 1
        self.assertEqual(
            sorted(self._history(self.mentee)),
            [
                ("2026-09-15", "", 2, "Осень"),
                ("2026-09-15", "2026-11-21", 3, "Осень"),
                ("2026-11-22", "", 1, ""),
            ],
        )

    def test_wishes_need_the_consent(self):
        """Without a consent to data processing no wishes are kept."""
        novice = self._participant("mentee", "novice")
        vals = {
            "participant_id": novice.id,
            "partner_id": self.mentor.partner_id.id,
            "kind": "veto",
        }
        wishes = self.env["mentorship.preference"]
        self._refuses(ValidationError, "without a valid consent", wishes.create, vals)
        own = {**vals, "participant_id": self.mentor.id}
        self._refuses(ValidationError, "about another person", wishes.create, own)

    def test_only_the_curator_reads_wishes(self):
        """Whom not to give is read by the curator: not by the person, not above."""
        self.env["mentorship.preference"].create(
            {
                "participant_id": self.mentee.id,
                "partner_id": self.mentor.partner_id.id,
                "kind": "veto",
            }
        )
        for role in ("director", "mentor", "mentee", "officer", "outsider"):
            env = self._as(self.users[role])
            with self.assertRaises(AccessError, msg=role):
                env["mentorship.preference"].search([])
            with self.assertRaises(AccessError, msg=role):
                self.mentee.with_env(env).read(["preference_ids"])

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
        self.assertRefused(
            ValidationError, "without a valid consent", wishes.create, vals
        )
        own = {**vals, "participant_id": self.mentor.id}
        self.assertRefused(ValidationError, "about another person", wishes.create, own)

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

    def _as_of(self, day, role="mentee"):
        """The bank as the window opens it."""
        window = self.env["mentorship.bank.date"].create({"date": day, "role": role})
        action = window.action_open()
        people = self.env["mentorship.participant"].with_context(**action["context"])
        return people.search(action["domain"])

    def test_the_bank_as_of_a_day(self):
        """People, needs, load and consents are those of the day, not of today."""
        area = self.areas[0]
        self.mentee._set_area_scores({area: 3}, "2026-09-15")
        self.mentee._set_area_scores({area: 1}, "2026-11-20")
        late = self._participant("mentee", "novice", date_in="2026-11-15")
        pair = self._pair(self.mentor, self.mentee, date_start="2026-10-01")
        self._consent(late)
        before = self._as_of("2026-09-20")
        self.assertEqual(before, self.mentee)
        self.assertEqual(before.area_text, f"{area.name} – 3")
        self.assertEqual((before.has_pair, before.state_on), (False, "ready"))
        self.assertEqual(self._as_of("2026-09-05").state_on, "no_consent")
        now = self._as_of("2026-11-22")
        self.assertEqual(now, self.mentee | late)
        own = now.filtered(lambda person: person == self.mentee)
        self.assertEqual(own.area_text, f"{area.name} – 1")
        self.assertTrue(own.has_pair)
        mentor = self._as_of("2026-10-05", "mentor")
        self.assertEqual((mentor.mentee_count, mentor.free_capacity), (1, 0))
        self.assertEqual(self._as_of("2026-09-20", "mentor").free_capacity, 1)
        pair.action_end()
        self.assertEqual(
            self._as_of("2026-10-05", "mentor").mentee_count, 0, "never ordered"
        )
        self.mentee.date_out = "2026-11-10"
        self.assertEqual(self._as_of("2026-11-22"), late)
        self.assertEqual(self._as_of("2026-11-10"), self.mentee)

    def test_filters_of_the_bank(self):
        """Under three years without a mentor, free places, consents that end soon."""
        self.root["hr.employee"].browse(
            self.mentee.employee_id.id
        ).teaching_since = "2025-09-01"
        self.root["hr.employee"].flush_model()
        people = self.env["mentorship.participant"]

        def found(*domain, day=None):
            return people.with_context(bank_date=day).search(
                [("id", "in", (self.mentor | self.mentee).ids), *domain]
            )

        alone = [("experience", "<", 3), ("has_pair", "=", False)]
        self.assertEqual(found(*alone), self.mentee)
        self.assertFalse(found(("experience", ">=", 2)))
        self.assertEqual(self.mentee.experience, 1)
        self.assertEqual(found(("free_capacity", ">", 0)), self.mentor)
        self._pair(self.mentor, self.mentee, date_start="2026-11-01")
        self.assertFalse(found(*alone))
        self.assertFalse(found(("free_capacity", ">", 0)))
        self.assertEqual(
            found(("free_capacity", ">", 0), day="2026-10-01"), self.mentor
        )
        self.assertFalse(found(("consent_until", "<=", "today +60d")))
        consent = self.env["mentorship.consent"].search(
            [
                ("partner_id", "=", self.mentor.partner_id.id),
                ("kind", "=", "mentor_duties"),
            ]
        )
        consent.valid_until = "2026-12-31"
        self.assertEqual(found(("consent_until", "<=", "today +60d")), self.mentor)
        self.assertEqual(self.mentor.consent_until, self._day("2026-12-31"))
        self.assertIn("Duties of a mentor", self.mentor.consent_text)

    def test_beginners_who_stand_in_no_bank(self):
        """The curator finds them in the staff list; a colleague cannot ask."""
        newcomer = self.root["hr.employee"].create(
            {
                "name": "Новая Нина Николаевна",
                "company_id": self.company.id,
                "teaching_since": "2026-09-01",
            }
        )
        old = self.root["hr.employee"].browse(self.mentor.employee_id.id)
        young = self.root["hr.employee"].browse(self.mentee.employee_id.id)
        old.teaching_since, young.teaching_since = "2001-09-01", "2025-09-01"
        self.root["hr.employee"].flush_model()
        staff = self.env["hr.employee.public"]
        ours = [("id", "in", (newcomer | old | young).ids)]
        alone = [*ours, ("is_beginner_alone", "=", True)]
        self.assertEqual(set(staff.search(alone).ids), {newcomer.id, young.id})
        self._pair(self.mentor, self.mentee, date_start="2026-11-01")
        self.assertEqual(staff.search(alone).ids, newcomer.ids)
        self.assertEqual(
            staff.search(ours).filtered("is_beginner_alone").ids, newcomer.ids
        )
        with self.assertRaises(AccessError):
            self._as(self.users["mentor"])["hr.employee.public"].search(alone)

from odoo.exceptions import UserError, ValidationError

from .common import MentorshipCommon


class TestTimezone(MentorshipCommon):
    """«Сегодня» is the day on the wall of the school, not the server's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentor = cls._participant("mentor")

    def _in(self, zone):
        """The curator sits in a school of this time zone."""
        self.users["curator"].with_env(self.root).tz = zone
        self.env.flush_all()
        # The next request of the user begins with this zone.
        self.env.transaction.reset()

    def _draft(self):
        return self.env["mentorship.consent"].create(
            {"partner_id": self.mentor.partner_id.id, "kind": "data_processing"}
        )

    def test_morning_in_the_far_east(self):
        """06:00 of 24 November in Vladivostok: a paper of that day is no future."""
        self._in("Asia/Vladivostok")
        with self._on("2026-11-23 20:00:00"):
            consent = self._draft()
            self.assertRefused(
                ValidationError, "not come yet", consent.action_sign, "2026-11-25"
            )
            consent.action_sign("2026-11-24")
            self.assertEqual(self.mentor.state, "ready")

    def test_after_midnight_in_kirov(self):
        """00:30 in Kirov: signed «today» is the new day."""
        self._in("Europe/Kirov")
        with self._on("2026-11-23 21:30:00"):
            consent = self._draft()
            consent._give_out()
            consent.action_sign()
            self.assertEqual(str(consent.date_signed), "2026-11-24")

    def test_last_day_of_a_consent(self):
        """Valid until 31 August means until midnight of the school's clock."""
        self._in("Europe/Kirov")
        consent = self._draft()
        consent.action_sign("2026-09-10")
        consent.valid_until = "2026-11-30"
        with self._on("2026-11-30 20:30:00"):
            self.assertTrue(self.mentor.ready)
        self.env.invalidate_all()
        with self._on("2026-11-30 21:30:00"):
            self.assertFalse(self.mentor.ready)

    def test_order_of_this_morning(self):
        """An order is registered with the school's date, its number in that year."""
        self._in("Asia/Vladivostok")
        with self._on("2026-12-31 20:00:00"):
            order = self._to_sign(self._order(kind=self.kind_curator))
            self.assertEqual(str(order.date_signing), "2027-01-01")
            self.assertRefused(UserError, "to come", order.register, "1", "2027-01-02")
            order.register("1")
            self.assertEqual(str(order.date), "2027-01-01")
            self.assertEqual(order.number_year, 2027)

    def test_last_minutes_of_the_year_in_the_west(self):
        """23:30 of 31 December in Kaliningrad is still the old year."""
        self._in("Europe/Kaliningrad")
        with self._on("2026-12-31 21:30:00"):
            order = self._to_sign(self._order(kind=self.kind_curator))
            order.register("1")
            self.assertEqual(order.number_year, 2026)

    def test_late_after_the_schools_midnight(self):
        """A line is late when its day is over at school."""
        roadmap = self._roadmap()
        line = roadmap.measure_ids.filtered(lambda m: m.state == "running")[0]
        line.date_end = "2026-11-30"
        self._in("Asia/Vladivostok")
        lines = self.env["mentorship.measure"]
        late = [("is_late", "=", True), ("id", "=", line.id)]
        with self._on("2026-11-30 13:30:00"):
            self.assertFalse(lines.search(late))
        with self._on("2026-11-30 14:30:00"):
            self.assertEqual(lines.search(late), line)

    def test_new_year_of_school(self):
        """1 July has begun in Vladivostok: the coming school year is proposed."""
        self._in("Asia/Vladivostok")
        with self._on("2027-06-30 20:00:00"):
            start = self.env["mentorship.roadmap"]._default_date_start()
        self.assertEqual(str(start), "2027-09-01")

    def test_leaving_today(self):
        """Who leaves «today» leaves on the school's day and is there until night."""
        self._in("Asia/Vladivostok")
        with self._on("2026-11-23 20:00:00"):
            self.mentor.action_leave()
            self.assertEqual(str(self.mentor.date_out), "2026-11-24")
            self.assertNotEqual(self.mentor.state, "left")

    def test_marked_by_hand_today(self):
        """A line marked at six in the morning bears that morning's date."""
        roadmap = self._roadmap()
        line = self._lines(roadmap)[-1]
        line.evidence = "manual"
        self._in("Asia/Vladivostok")
        with self._on("2026-11-23 20:00:00"):
            line.write({"hand_done": True, "hand_basis": "Протокол"})
            self.assertEqual(str(line.date_done), "2026-11-24")

    def test_evidence_date(self):
        """What records reach bears the day of the one who entered them."""
        roadmap = self._roadmap()
        line = self._lines(roadmap, evidence="bank", evidence_role="mentor")
        self._in("Asia/Vladivostok")
        with self._on("2026-11-23 20:00:00"):
            self._consent(self.mentor, day="2026-11-24")
            self._commit()
            self.assertEqual(str(line.date_done), "2026-11-24")

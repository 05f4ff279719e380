"""Questionnaires that go out by themselves, and those that do not."""

from .survey_common import SurveyCommon

AUTUMN = {"needs", "mentor"}
SPRING = {"monitoring_mentee", "monitoring_mentor", "curator_sheet"}


class TestSurveyCalendar(SurveyCommon):
    """A school that came here in November 2026; nights of the year after."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = [("company_id", "=", cls.company.id)]
        cls.sittings = cls.env["mentorship.sitting"]

    def _roadmap(self, start="2027-09-01", **vals):
        with self._on(f"{vals.get('tracked_from', '2026-11-22')} 09:00:00"):
            roadmap = self.env["mentorship.roadmap"].create(
                {"date_start": start, **vals}
            )
            roadmap.action_start()
        return roadmap

    def _bank(self):
        """Two mentors, two mentees; one of each has an address and a consent."""
        self.mentors = self._outsiders("mentor", 2)
        self.mentees = self._outsiders("mentee", 2)
        for people in (self.mentors, self.mentees):
            self._consent(people[0], ["data_processing"])
            for number, person in enumerate(people):
                person.partner_id.sudo().email = f"{person.role}{number}@example.org"

    def _night(self, day):
        """One night of the scheduled action; the purposes there are by then."""
        with self._on(f"{day} 03:00:00"):
            self.root["mentorship.sitting"].sudo()._cron_sittings()
        return set(self.sittings.search(self.own).mapped("purpose"))

    def _mails(self):
        mails = self.root["mail.mail"].sudo()
        return set(
            mails.search([("email_to", "like", "@example.org")]).mapped("email_to")
        )

    def _tasks(self):
        return self.sittings.search(self.own).activity_ids

    def test_on_from_the_first_day(self):
        """Two sittings a year are the rule; the start window shows the switch."""
        self.assertTrue(self.school.survey_by_calendar)
        self.assertFalse(self.school.survey_start or self.school.survey_short)
        window = self.env["mentorship.start"].create({"step": "roadmap"})
        self.assertTrue(window.survey_by_calendar)
        window.survey_by_calendar = False
        window.action_next()
        self.assertFalse(self.school.survey_by_calendar)

    def test_twice_a_year(self):
        self._bank()
        self._roadmap()
        self._pairs_at_work(1, date_end="2028-05-31")
        self.assertEqual(self._night("2027-08-14"), set())
        self.assertEqual(self._night("2027-08-20"), AUTUMN)
        self._night("2027-08-21")
        self.assertEqual(self.sittings.search_count(self.own), 2)
        self.assertEqual(self._night("2028-04-30"), AUTUMN)
        self.assertEqual(self._night("2028-05-02"), AUTUMN | SPRING)
        self._night("2028-05-21")
        found = self.sittings.search(self.own)
        self.assertEqual(set(found.mapped("state")), {"closed"})
        self.assertEqual(len(found), 5)

    def test_start_and_short_can_be_switched_on(self):
        self._roadmap()
        self._pairs_at_work(1, date_end="2028-05-31")
        self.school.write({"survey_start": True, "survey_short": True})
        self.assertEqual(self._night("2027-09-16"), {"start_mentee", "start_mentor"})
        self.assertIn("short", self._night("2028-01-20"))

    def test_a_letter_needs_an_address_and_a_consent(self):
        self._bank()
        self._roadmap()
        self._night("2027-08-20")
        self.assertEqual(self._mails(), {"mentee0@example.org", "mentor0@example.org"})
        # The curator is told whom the system has not reached.
        tasks = self._tasks()
        self.assertEqual(tasks.user_id, self.users["curator"])
        self.assertEqual(len(tasks), 2)
        self.assertIn("Asked: 2; e-mailed: 1", tasks[0].note)
        # Nor is anybody reminded who was never to be written to.
        self._night("2027-08-29")
        self.assertEqual(self._mails(), {"mentee0@example.org", "mentor0@example.org"})

    def test_no_roadmap_no_pairs_nobody_is_asked(self):
        self._bank()
        self.assertEqual(self._night("2027-08-20"), set())
        draft = self.env["mentorship.roadmap"].create({"date_start": "2027-09-01"})
        self.assertEqual(self._night("2027-08-20"), set())
        draft.action_start()
        self.assertEqual(self._night("2027-08-21"), AUTUMN)

    def test_without_young_teachers_nobody_is_pestered(self):
        self._outsiders("mentor", 2)
        self._roadmap()
        self.assertEqual(self._night("2027-08-20"), set())
        self.assertEqual(self._night("2028-05-02"), set())
        self.assertFalse(self._tasks())

    def test_not_in_the_night_of_the_installation(self):
        """What had begun before the school came is prepared, and asked by nobody."""
        self._bank()
        self._roadmap("2026-09-01")
        # The calendar of this school begins in the middle of a term.
        self.school.sudo().survey_since = "2027-08-20"
        self._roadmap()
        self._night("2027-08-20")
        found = self.sittings.search(self.own)
        self.assertEqual(set(found.mapped("state")), {"draft"})
        self.assertFalse(found.invitation_ids)
        self.assertFalse(self._mails())
        self.assertEqual(len(self._tasks()), 2)
        self._night("2027-08-21")
        self.assertEqual(self.sittings.search(self.own), found)
        self.assertEqual(len(self._tasks()), 2)
        with self._on("2027-08-22 09:00:00"):
            found.action_open()
        self.assertTrue(found.invitation_ids)

    def test_not_in_the_night_of_the_adoption(self):
        """A roadmap kept here since the middle of a term counts as well."""
        self._bank()
        self._roadmap(tracked_from="2027-08-18")
        self._night("2027-08-20")
        self.assertEqual(set(self.sittings.search(self.own).mapped("state")), {"draft"})

    def test_adopted_in_november_the_autumn_is_over(self):
        self._bank()
        self._roadmap("2026-09-01", tracked_from="2026-11-22")
        self.assertEqual(self._night("2026-11-23"), set())

    def test_switched_on_by_hand_in_a_term_means_now(self):
        self._bank()
        self._roadmap(tracked_from="2027-08-18")
        self.school.survey_by_calendar = False
        self.assertEqual(self._night("2027-08-20"), set())
        self.school.survey_by_calendar = True
        self.assertEqual(self._night("2027-08-21"), AUTUMN)
        self.assertEqual(set(self.sittings.search(self.own).mapped("state")), {"open"})

    def test_the_round_gives_out_what_was_prepared(self):
        """A sitting prepared by the calendar is not made twice."""
        self._pairs_at_work(1, date_end="2028-05-31")
        self._roadmap(tracked_from="2027-09-01")
        self.school.sudo().survey_since = "2028-05-05"
        self._night("2028-05-06")
        prepared = self.sittings.search(self.own)
        self.assertEqual(set(prepared.mapped("state")), {"draft"})
        with self._on("2028-05-07 09:00:00"):
            monitoring = self.env["mentorship.monitoring"].create(
                {"season": "final", "date_end": "2028-05-20"}
            )
            monitoring.action_give_out()
        self.assertLess(monitoring.sitting_ids, prepared)
        self.assertEqual(len(monitoring.sitting_ids), 2)
        self.assertEqual(set(monitoring.sitting_ids.mapped("state")), {"open"})

    def test_no_curator_no_sheet_at_night(self):
        """The system itself is never asked how the school's mentoring goes."""
        self._pairs_at_work(1, date_end="2028-05-31")
        self._roadmap()
        self.school.curator_id = False
        self.assertNotIn("curator_sheet", self._night("2028-05-02"))

    def test_a_night_of_many_schools(self):
        """Schools that do not use mentoring yet cost the night nothing."""
        counts = {}
        sitting = self.root["mentorship.sitting"].sudo()
        for number in (1, 20):
            self.root["res.company"].create(
                [{"name": f"Школа {number}-{index}"} for index in range(number)]
            )
            with self._on("2027-08-20 03:00:00"):
                self.env.flush_all()
                self.env.invalidate_all()
                start = self.cr.sql_log_count
                sitting._cron_sittings()
                self.env.flush_all()
                counts[number] = self.cr.sql_log_count - start
        self.assertLessEqual(counts[20], counts[1])

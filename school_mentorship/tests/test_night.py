from odoo.fields import Command
from odoo.tests import tagged

from .survey_common import SurveyCommon

MANY = 50
YESTERDAY, TODAY = "2026-11-21", "2026-11-22"


@tagged("post_install", "-at_install")
class TestNight(SurveyCommon):
    """The nightly jobs ask the database as often for one thing due as for fifty.

    Counted to the commit: what chatter and roadmaps do before it belongs to the night.
    Tracking is on, as it is at night.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        context = {**cls.root.context, "tracking_disable": False}
        cls.night = cls.root(user=1, su=True, context=context)

    def _count(self, act):
        """How many queries an act makes up to its commit."""
        self.env.cr.flush()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.cr.flush()
        return self.env.cr.sql_log_count - before

    def assertAsOften(self, prepare, act, few=1, many=MANY, chunks=0):
        """The same for `few` things due as for `many`.

        :param int chunks: Odoo writes rows a hundred at a time: so many statements
            more where `many` has some hundreds of rows
        """
        counts = []
        # What is cached for the process is read the first two times.
        for number in (few, few, few, many):
            prepare(number)
            counts.append(self._count(act))
        self.assertLessEqual(
            abs(counts[3] - counts[2]), chunks, f"queries for {few} and for {many}"
        )

    def _sql(self, query, *args):
        self.env.flush_all()
        self.env.cr.execute(query, args)
        self.env.invalidate_all()

    def _at_work(self, number):
        """So many pairs at work."""
        mentors = self._outsiders("mentor", number)
        mentees = self._outsiders("mentee", number)
        pairs = self.env["mentorship.pair"].create(
            [
                {
                    "mentor_id": mentor.id,
                    "mentee_ids": [Command.set(mentee.ids)],
                    "date_start": "2026-09-15",
                    "date_end": "2027-05-31",
                }
                for mentor, mentee in zip(mentors, mentees, strict=True)
            ]
        )
        self._sql(
            "UPDATE mentorship_pair SET state = 'active' WHERE id = ANY(%s)", pairs.ids
        )
        return pairs

    def _schools(self, number):
        """So many schools of a district, each with a curator: their environments."""
        result = []
        for _school in range(number):
            self.schools = getattr(self, "schools", 0) + 1
            company = self.root["res.company"].create({"name": f"Школа {self.schools}"})
            employee = self.root["hr.employee"].create(
                {
                    "name": f"Кураторов{self.schools} Олег Петрович",
                    "company_id": company.id,
                }
            )
            school = self.root["mentorship.school"]._of(company)
            self._sql(
                "UPDATE hr_employee SET user_id = %s WHERE id = %s",
                self.users["curator"].id,
                employee.id,
            )
            school.sudo().curator_id = employee
            context = {**self.root.context, "allowed_company_ids": company.ids}
            result.append(self.root(context=context))
        return result

    def _cron(self, model, method):
        return lambda: getattr(self.night[model], method)()

    # Consents.

    def test_consents_expire(self):
        """A consent's last day passes: it expires, the bank knows, its pair too."""
        self._roadmap()

        def due(number):
            people = self._outsiders("mentor", number)
            consents = self._consent(people, ["data_processing"])
            self._sql(
                "UPDATE mentorship_consent SET valid_until = %s WHERE id = ANY(%s)",
                YESTERDAY,
                consents.ids,
            )
            self.due = people, consents

        self.assertAsOften(due, self._cron("mentorship.consent", "_cron_expire"))
        people, consents = self.due
        self.assertEqual(set(consents.mapped("state")), {"expired"})
        self.assertEqual(set(people.mapped("state")), {"no_consent"})

    def test_people_leave_the_bank(self):
        """So does whoever's last day was yesterday."""

        def due(number):
            self.due = self._outsiders("mentor", number)
            self._consent(self.due)
            self._sql(
                "UPDATE mentorship_participant SET date_out = %s WHERE id = ANY(%s)",
                YESTERDAY,
                self.due.ids,
            )

        self.assertAsOften(due, self._cron("mentorship.consent", "_cron_expire"))
        self.assertEqual(set(self.due.mapped("state")), {"left"})

    def test_publications_are_taken_off(self):
        """The tasks to take off what shows these people are made all at once."""
        channel = self.env["mentorship.channel"].search([], limit=1)

        def due(number):
            people = self._outsiders("mentor", number)
            self._consent(people, ["data_processing", "data_distribution"])
            publications = self.env["mentorship.publication"].create(
                [
                    {
                        "name": "День наставника",
                        "stage_id": self.env.ref(
                            "school_mentorship.stage_publicity"
                        ).id,
                        "date": TODAY,
                        "named_ids": [Command.set(person.partner_id.ids)],
                        "post_ids": [Command.create({"channel_id": channel.id})],
                    }
                    for person in people
                ]
            )
            self._sql(
                "UPDATE mentorship_publication_post SET date = %s,"
                " url = 'https://school.ru/1' WHERE publication_id = ANY(%s)",
                YESTERDAY,
                publications.ids,
            )
            self.due = publications
            self._sql(
                "UPDATE mentorship_consent SET valid_until = %s"
                " WHERE kind = 'data_distribution' AND partner_id = ANY(%s)",
                YESTERDAY,
                people.partner_id.ids,
            )

        # One task comes with a letter, the others without.
        self.assertAsOften(due, self._cron("mentorship.consent", "_cron_expire"), few=2)
        for publication in self.due:
            self.assertTrue(publication.post_ids.activity_id)

    # Programs.

    def _programs(self, number, state, lines=(), **vals):
        pairs = self._at_work(number)
        programs = self.env["mentorship.program"].create(
            [
                {
                    "pair_id": pair.id,
                    "name": "Первые шаги",
                    "goal": "Уверенно вести урок",
                    "session_ids": [
                        Command.create(
                            {"name": "Урок", "date_start": day, "date_end": day}
                        )
                        for day in lines
                    ],
                    **vals,
                }
                for pair in pairs
            ]
        )
        self._sql(
            "UPDATE mentorship_program SET state = %s WHERE id = ANY(%s)",
            state,
            programs.ids,
        )
        return programs

    def test_programs_begin(self):
        """Approved programs begin on their day."""
        self._roadmap()

        def due(number):
            self.due = self._programs(number, "approved", ["2026-12-01"])

        self.assertAsOften(due, self._cron("mentorship.program", "_cron_daily"))
        self.assertEqual(set(self.due.mapped("state")), {"running"})

    def test_late_lines(self):
        """The curator's reminder says how many, whatever their number."""

        def due(number):
            self._programs(number, "running", ["2026-11-20", "2026-11-21"])

        self.assertAsOften(due, self._cron("mentorship.program", "_cron_daily"))

    def test_silent_pairs(self):
        """Likewise for pairs that have not met for thirty days."""

        def due(number):
            programs = self._programs(number, "running")
            self._sql(
                "UPDATE mentorship_program SET date_start = '2026-09-01'"
                " WHERE id = ANY(%s)",
                programs.ids,
            )

        self.assertAsOften(due, self._cron("mentorship.program", "_cron_daily"))

    def test_reminders_of_many_schools(self):
        """A new reminder is Odoo's own, with its letter; the others' cost nothing."""

        def due(number):
            for env in self._schools(number):
                pair = env["mentorship.pair"].create(
                    {
                        "mentor_id": self._outsiders("mentor", 1, env).id,
                        "mentee_ids": [
                            Command.set(self._outsiders("mentee", 1, env).ids)
                        ],
                        "date_start": "2026-09-01",
                    }
                )
                program = env["mentorship.program"].create(
                    {"pair_id": pair.id, "name": "Первые шаги", "goal": "Уроки"}
                )
                self._sql(
                    "UPDATE mentorship_program SET state = 'running' WHERE id = %s",
                    program.id,
                )
                self._sql(
                    "UPDATE mentorship_pair SET state = 'active' WHERE id = %s", pair.id
                )
            self.night["mentorship.program"]._cron_daily()
            # Another number of pairs than yesterday: every reminder is written anew.
            self._sql(
                "UPDATE mail_activity SET summary = '?'"
                " WHERE res_model = 'mentorship.school'"
            )

        self.assertAsOften(
            due, self._cron("mentorship.program", "_cron_daily"), many=20
        )

    def test_the_curator_reads_it_in_his_language(self):
        """A scheduled action has no language; who is reminded has."""
        if not self.env["res.lang"]._get_data(code="ru_RU"):
            self.skipTest("Russian is not installed")
        self._programs(1, "running", ["2026-11-20"])
        for lang, words in (("ru_RU", "Программ"), ("en_US", "Programs with late")):
            self.users["curator"].sudo().lang = lang
            self.night.registry.clear_cache()
            self.night["mentorship.program"]._cron_daily()
            reminder = self.env["mail.activity"].search(
                [("res_model", "=", "mentorship.school")]
            )
            with self.subTest(lang):
                self.assertIn(words, reminder.summary)

    # Roadmaps.

    def test_roadmaps(self):
        """Twenty schools' roadmaps are counted with as many queries as one."""

        def due(number):
            for env in self._schools(number):
                roadmap = env["mentorship.roadmap"].create({"date_start": "2026-09-01"})
                self._outsiders("mentor", 2, env)
                roadmap.action_start()
            # As it was before: the night has everything to write.
            self._sql(
                "UPDATE mentorship_measure SET state = 'planned', done = 0, "
                "expected = 0 WHERE roadmap_id IN "
                "(SELECT id FROM mentorship_roadmap WHERE state = 'running')"
            )

        self.assertAsOften(
            due, self._cron("mentorship.roadmap", "_cron_refresh"), many=20
        )

    # Agreements and members.

    def _agreements(self, number):
        """Agreements of as many mentors, for this school year."""
        return self.env["mentorship.agreement"].create(
            [
                {
                    "participant_id": person.id,
                    "date_start": "2026-09-01",
                    "date_end": "2027-05-31",
                }
                for person in self._outsiders("mentor", number)
            ]
        )

    def test_agreements_end(self):
        """Agreements whose last day was one of the last ones have ended."""

        def due(number):
            self.due = self._agreements(number)
            self._sql(
                "UPDATE mentorship_agreement SET state = 'signed', date_end = "
                "'2026-11-21'::date - (id %% 20)::int WHERE id = ANY(%s)",
                self.due.ids,
            )

        self.assertAsOften(due, self._cron("mentorship.agreement", "_cron_end"))
        self.assertEqual(set(self.due.mapped("state")), {"ended"})
        for agreement in self.due:
            self.assertEqual(agreement.date_ended, agreement.date_end)

    def test_agreements_of_those_who_left(self):
        """The agreements of mentors who left the school have ended with them."""

        def due(number):
            self.due = self._agreements(number)
            self._sql(
                "UPDATE mentorship_agreement SET state = 'signed' WHERE id = ANY(%s)",
                self.due.ids,
            )
            self._sql(
                "UPDATE mentorship_participant SET date_out = "
                "'2026-11-21'::date - (id %% 20)::int WHERE id = ANY(%s)",
                self.due.participant_id.ids,
            )

        self.assertAsOften(due, self._cron("mentorship.agreement", "_cron_end"))
        self.assertEqual(set(self.due.mapped("state")), {"ended"})

    def test_members_change(self):
        """Who leaves a pair today, and who comes."""

        def due(number):
            pairs = self._at_work(number)
            self.due = pairs
            self._sql(
                "UPDATE mentorship_pair SET date_start = '2026-09-01'"
                " WHERE id = ANY(%s)",
                pairs.ids,
            )
            for pair, mentor in zip(
                pairs, self._outsiders("mentor", number), strict=True
            ):
                pair.member_ids.filtered(
                    lambda m: m.role == "mentor"
                ).date_end = "2026-11-25"
                pair.member_ids.create(
                    {
                        "pair_id": pair.id,
                        "participant_id": mentor.id,
                        "date_start": "2026-11-26",
                    }
                )
            self._sql(
                "UPDATE mentorship_pair_member SET date_end = %s"
                " WHERE date_end IS NOT NULL AND pair_id = ANY(%s)",
                YESTERDAY,
                pairs.ids,
            )
            self._sql(
                "UPDATE mentorship_pair_member SET date_start = %s"
                " WHERE date_start IS NOT NULL AND pair_id = ANY(%s)",
                TODAY,
                pairs.ids,
            )

        self.assertAsOften(due, self._cron("mentorship.pair", "_cron_refresh_people"))

    def test_left_behind(self):
        """Pairs whose mentor has left the school end, with their programs."""

        def due(number):
            programs = self._programs(number, "running", ["2026-12-01"])
            pairs = programs.pair_id
            mentors = pairs.mentor_id
            self.due = pairs
            self._sql(
                "UPDATE mentorship_order SET state = 'registered', date = '2026-09-15',"
                " number = id::text WHERE id = %s",
                self._order(pairs).id,
            )
            self._sql(
                "UPDATE mentorship_pair_member SET date_end = %s"
                " WHERE role = 'mentor' AND pair_id = ANY(%s)",
                YESTERDAY,
                pairs.ids,
            )
            self._sql(
                "UPDATE mentorship_participant SET date_out = %s WHERE id = ANY(%s)",
                YESTERDAY,
                mentors.ids,
            )

        cron = self._cron("mentorship.pair", "_cron_refresh_people")
        # Three changes of each of fifty pairs are more than a hundred rows.
        self.assertAsOften(due, cron, chunks=2)
        self.assertEqual(set(self.due.mapped("state")), {"ended"})
        self.assertEqual(set(self.due.mapped("left_behind")), {True})

    # Questionnaires.

    def test_questionnaires_are_reminded(self):
        """Those who have not answered get one letter, all at once."""
        # The calendar would ask the newcomers of each round in the rounds before.
        self.school.sudo().survey_by_calendar = False

        def due(number):
            pairs = self._at_work(number)
            for index, partner in enumerate(pairs.mentee_ids.partner_id):
                partner.sudo().email = f"novikov{index}@example.com"
            sitting = self._sitting("monitoring_mentee", date_end="2026-11-24")
            sitting.invitation_ids.write({"date_sent": "2026-11-01"})

        self.assertAsOften(due, self._cron("mentorship.sitting", "_cron_sittings"))

    def test_questionnaires_go_out(self):
        """By the calendar everybody of a school is asked at once."""
        self.school.sudo().survey_by_calendar = True

        def due(number):
            self.env["mentorship.sitting"].sudo().search(
                [("company_id", "=", self.company.id)]
            ).unlink()
            pairs = self.env["mentorship.pair"].search([])
            if pairs:
                self._sql(
                    "UPDATE mentorship_pair SET state = 'ended' WHERE id = ANY(%s)",
                    pairs.ids,
                )
            pairs = self._at_work(number)
            for index, partner in enumerate(pairs.mentee_ids.partner_id):
                partner.sudo().email = f"novikov{index}@example.com"

        def act():
            with self._on("2027-05-02 03:00:00"):
                self.night["mentorship.sitting"]._cron_sittings()

        self.assertAsOften(due, act)
        self.assertTrue(self.env["mentorship.sitting"].search([]).invitation_ids)

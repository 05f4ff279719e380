from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form

from .common import TODAY, MentorshipCommon


class TestParticipant(MentorshipCommon):
    """The banks of mentors and of mentees."""

    def test_employee_in_two_fields(self):
        """Choosing somebody of the staff is enough: person and position follow."""
        person = self._participant("mentor")
        self.assertEqual(person.name, "Иванова Ирина Ивановна")
        self.assertEqual(self._plain(person.short_name), "Иванова И.И.")
        self.assertEqual(person.position, "учитель математики")
        self.assertEqual(person.partner_id, self.users["mentor"].partner_id)
        self.assertEqual(person.user_id, self.users["mentor"])

    def test_employee_without_contact(self):
        """A member of staff without a contact gets one, without HR rights."""
        self.staff["second"].work_contact_id = False
        person = self._participant("mentor", "second")
        self.assertEqual(person.partner_id.name, "Морозов Сергей Павлович")
        self.assertEqual(person.partner_id, self.staff["second"].work_contact_id)

    def test_from_outside_the_staff(self):
        """A student or another school's mentor is a contact without an employee."""
        contact = self.root["res.partner"].create({"name": "Белова Мария Олеговна"})
        person = self.env["mentorship.participant"].create(
            {"role": "mentee", "partner_id": contact.id, "position": "студентка"}
        )
        self.assertEqual(person.name, "Белова Мария Олеговна")
        self.assertEqual(person.position, "студентка")
        self.assertFalse(person.employee_id)

    def _newcomer(self):
        """Entered by name, with a pair and a signed consent."""
        contact = self.root["res.partner"].create({"name": "Белова Мария Олеговна"})
        person = self.env["mentorship.participant"].create(
            {"role": "mentee", "partner_id": contact.id, "position": "учитель химии"}
        )
        self._consent(person)
        return person, self._pair(mentees=person)

    def test_newcomer_is_hired_later(self):
        """Entered by name, in a pair, on the staff now: papers and pair stay."""
        person, pair = self._newcomer()
        consents = person.consent_ids
        employee = self.root["hr.employee"].create(
            {
                "name": "Белова Мария Олеговна",
                "job_title": "учитель химии",
                "company_id": self.company.id,
            }
        )
        form = Form(person)
        form.employee_id = employee.with_env(self.env)
        form.save()
        self.assertEqual(person.employee_id, employee)
        self.assertEqual(person.partner_id, employee.work_contact_id)
        self.assertEqual(person.consent_ids, consents)
        self.assertEqual(person.state, "ready")
        self.assertEqual(pair.mentee_ids, person)
        self.assertEqual(
            pair.member_ids.employee_id, employee | pair.mentor_id.employee_id
        )
        self.assertRefused(
            UserError,
            "already stands in a pair",
            person.write,
            {"employee_id": self.staff["second"].id},
        )

    def test_hired_one_stands_in_the_bank_twice(self):
        """Who stands there already as an employee is not joined with the entry."""
        person, _pair = self._newcomer()
        self._participant("mentee", "second")
        self.assertRefused(
            ValidationError,
            "already stands in the bank",
            person.write,
            {"employee_id": self.staff["second"].id},
        )
        self.assertFalse(person.employee_id)

    def test_form(self):
        """The bank's form needs a role and a person, nothing else."""
        form = Form(self.env["mentorship.participant"])
        form.role = "mentor"
        form.employee_id = self.staff["mentor"].with_env(self.env)
        person = form.save()
        self.assertEqual(person.position, "учитель математики")
        self.assertEqual(str(person.date_in), TODAY)

    def test_position_follows_and_can_be_corrected(self):
        """The position is that of the staff list until somebody types another one."""
        person = self._participant("mentor")
        self.staff["mentor"].job_title = "учитель алгебры"
        self.assertEqual(person.position, "учитель алгебры")
        person.position = "учитель геометрии"
        self.assertEqual(person.position, "учитель геометрии")

    def test_one_open_entry_for_person_and_role(self):
        """The same person does not stand in the same bank twice at a time."""
        first = self._participant("mentor")
        self.assertRefused(
            ValidationError, "already stands in the bank", self._participant, "mentor"
        )
        first.date_out = "2026-10-01"
        self.env.flush_all()
        again = self._participant("mentor", date_in="2026-10-15")
        self.assertEqual(first.state, "left")
        self.assertEqual(again.state, "no_consent")

    def test_mentor_here_mentee_there(self):
        """Reverse mentoring: one person stands in both banks at once."""
        mentor = self._participant("mentor")
        mentee = self._participant("mentee", "mentor")
        self.assertEqual(mentor.partner_id, mentee.partner_id)

    def test_leaving_before_entering(self):
        """Dates the wrong way round are refused, naming the person."""
        person = self._participant("mentor")
        self.assertRefused(
            ValidationError,
            "Иванова И.И. cannot leave the bank before",
            person.write,
            {"date_out": "2026-08-31"},
        )

    def test_negative_capacity(self):
        """Nobody accompanies fewer than no mentees."""
        self.assertRefusedByDatabase(
            "cannot be negative", self._participant, "mentor", capacity=-1
        )

    def test_state_follows_the_consent(self):
        """«Нет согласия» → «В банке» → «Выбыл», each by its paper or its day."""
        person = self._participant("mentor")
        self.assertEqual(person.state, "no_consent")
        self.assertIn("consent to data processing", person.missing)
        consent = self._consent(person, ["data_processing"])
        self.assertEqual(person.state, "ready")
        self.assertTrue(person.ready)
        self.assertFalse(person.missing)
        consent.action_withdraw(TODAY)
        self.assertEqual(person.state, "no_consent")
        self.assertFalse(person.ready)
        person.date_out = "2026-11-21"
        self.assertEqual(person.state, "left")

    def test_ready_needs_no_other_consent(self):
        """`ready` means the consent to data processing, nothing else."""
        person = self._participant("mentor")
        self._consent(person, ["mentor_duties", "image", "data_distribution"])
        self.assertEqual(person.state, "no_consent")

    def test_last_day_still_counts(self):
        """Who leaves today is in the bank until tonight."""
        person = self._participant("mentor")
        self._consent(person)
        person.action_leave()
        self.assertEqual(str(person.date_out), TODAY)
        self.assertEqual(person.state, "ready")

    def test_state_is_not_written_by_hand(self):
        """Dragging a card between states is refused and says why."""
        person = self._participant("mentor")
        words = "follows from the consent"
        self.assertRefused(UserError, words, person.write, {"state": "ready"})
        self.assertEqual(person.state, "no_consent")

    def test_state_is_not_given_at_birth(self):
        """Neither values nor a forged context make somebody «В банке»."""
        vals = {"role": "mentor", "employee_id": self.staff["mentor"].id}
        people = self.env["mentorship.participant"]
        self.assertRefused(
            UserError,
            "follows from the consent",
            people.create,
            vals | {"state": "ready"},
        )
        forged = people.with_context(default_state="ready", mentorship_internal=True)
        try:
            with self.env.cr.savepoint():
                person = forged.create(vals)
        except UserError:
            return
        self.assertEqual(person.state, "no_consent")

    def test_free_capacity(self):
        """A mentor's free places: what he is ready for, less his mentees of today."""
        mentor = self._participant("mentor", capacity=3)
        mentees = self._participant("mentee") | self._participant("mentee", "novice")
        self.assertEqual(mentor.free_capacity, 3)
        self._pair(mentor, mentees)
        self.assertEqual(mentor.mentee_count, 2)
        self.assertEqual(mentor.free_capacity, 1)
        self.assertEqual(mentor.pair_count, 1)
        self.assertTrue(mentor.has_pair)

    def test_overload_is_not_negative(self):
        """More mentees than places: no free place, no error (custom, not law)."""
        mentor = self._participant("mentor", capacity=1)
        self._pair(mentor, self._participant("mentee"))
        self._pair(mentor, self._participant("mentee", "novice"))
        self.assertEqual(mentor.mentee_count, 2)
        self.assertEqual(mentor.free_capacity, 0)

    def test_search_free_and_paired(self):
        """The filters «есть места» and «без пары» find exactly these people."""
        people = self.env["mentorship.participant"]
        busy = self._participant("mentor", capacity=1)
        free = self._participant("mentor", "second", capacity=1)
        mentee = self._participant("mentee")
        alone = self._participant("mentee", "novice")
        self._pair(busy, mentee)
        self.assertEqual(people.search([("free_capacity", ">", 0)]), free)
        self.assertEqual(people.search([("has_pair", "=", True)]), busy | mentee)
        self.assertEqual(people.search([("has_pair", "=", False)]), free | alone)

    def test_finished_pair_frees_the_place(self):
        """A completed pair does not count as load any more."""
        mentor = self._participant("mentor", capacity=1)
        pair = self._assigned(mentor=mentor)
        self.assertEqual(mentor.free_capacity, 0)
        pair.action_done()
        self.assertEqual(mentor.free_capacity, 1)
        self.assertFalse(mentor.has_pair)

    def test_in_a_pair_is_not_deleted(self):
        """Who stands in a pair is not deleted; he leaves the bank on a day."""
        pair = self._pair()
        self.assertRefused(UserError, "Enter the day of leaving", pair.mentor_id.unlink)
        free = self._participant("mentor", "second")
        free.unlink()
        self.assertFalse(free.exists())

    def test_person_in_a_pair_is_not_exchanged(self):
        """An entry that stands in an ordered pair stays that person's."""
        pair = self._assigned()
        mentor = pair.mentor_id
        other = self.staff["second"]
        for vals in (
            {"employee_id": other.id},
            {"partner_id": other.work_contact_id.id},
            {"role": "mentee"},
        ):
            with self.subTest(vals=vals):
                self.assertRefused(UserError, "", mentor.write, vals)

    def test_employee_in_the_bank_is_not_deleted(self):
        """The personnel officer cannot delete somebody who stands in the bank."""
        self._participant("mentor", "second")
        self.env.flush_all()
        employee = self.staff["second"].with_user(self.users["officer"])
        self.assertRefusedByDatabase("Participant of Mentoring", employee.unlink)
        self.assertTrue(employee.exists())

    def test_names_that_print_badly(self):
        """A name of one word, in capitals, in Latin letters: a sentence each."""
        contacts = self.root["res.partner"].create(
            [
                {"name": "Иванова"},
                {"name": "ИВАНОВА ИРИНА ИВАНОВНА"},
                {"name": "Ivanova Irina"},
                {"name": "Иванова Ирина Ивановна"},
            ]
        )
        people = self.env["mentorship.participant"].create(
            [{"role": "mentee", "partner_id": contact.id} for contact in contacts]
        )
        one, capitals, latin, good = people
        self.assertIn("single word", one.name_warning)
        self.assertIn("Иванова Ирина Ивановна", capitals.name_warning)
        self.assertIn("Latin letters", latin.name_warning)
        self.assertFalse(good.name_warning)
        self.assertEqual(self._plain(capitals.short_name), "Иванова И.И.")
        self.assertEqual(one.short_name, "Иванова")

    def test_areas_need_the_consent(self):
        """Without a consent to data processing no needs and abilities are kept."""
        mentor = self._participant("mentor")
        area = self.env["mentorship.area"].search([], limit=1)
        vals = {"participant_id": mentor.id, "area_id": area.id, "score": 3}
        lines = self.env["mentorship.participant.area"]
        self.assertRefused(
            ValidationError, "without a valid consent", lines.create, vals
        )
        self._consent(mentor, ["data_processing"])
        line = lines.create(vals)
        self.assertEqual(mentor.area_line_ids, line)
        self.assertEqual(line.company_id, self.company)

    def test_area_score_and_uniqueness(self):
        """A score is a number from 0 to 3, and each area is named once."""
        mentor = self._participant("mentor")
        self._consent(mentor, ["data_processing"])
        first, second = self.env["mentorship.area"].search([], limit=2)
        lines = self.env["mentorship.participant.area"]
        lines.create({"participant_id": mentor.id, "area_id": first.id, "score": 3})
        for area, score, words in (
            (second, 4, "from 0 to 3"),
            (second, -1, "from 0 to 3"),
            (first, 1, "named once"),
        ):
            self.assertRefusedByDatabase(
                words,
                lines.create,
                {"participant_id": mentor.id, "area_id": area.id, "score": score},
            )

    def test_prepare_consents(self):
        """One click makes the consents that these people still lack, each once."""
        mentor = self._participant("mentor")
        mentee = self._participant("mentee")
        self._consent(mentor, ["data_processing"])
        action = (mentor | mentee).action_prepare_consents()
        consents = self.env["mentorship.consent"].search(action["domain"])
        self.assertEqual(
            sorted(consents.mapped(lambda c: (c.name, c.kind))),
            [
                ("Иванова Ирина Ивановна", "mentor_duties"),
                ("Петров Пётр Петрович", "data_processing"),
                ("Петров Пётр Петрович", "mentee_participation"),
            ],
        )
        again = (mentor | mentee).action_prepare_consents()
        self.assertEqual(action["domain"], again["domain"])

    def test_nightly_what_time_changed(self):
        """At night the bank shows who left and whose consent ran out."""
        leaver = self._participant("mentor", date_out="2026-11-25")
        other = self._participant("mentee")
        consents = self._consent(leaver | other, ["data_processing"])
        consents[1].valid_until = "2026-11-25"
        self.assertEqual(set((leaver | other).mapped("state")), {"ready"})
        with self._on("2026-11-26 09:00:00"):
            self.root["mentorship.consent"]._cron_expire()
            self.assertEqual(leaver.state, "left")
            self.assertEqual(other.state, "no_consent")
            self.assertEqual(consents[1].state, "expired")
            self.assertEqual(consents[0].state, "signed")

    def test_public_face_of_a_mentor(self):
        """Everybody sees who is a mentor; that somebody is a mentee stands nowhere."""
        mentor = self._participant("mentor")
        mentee = self._participant("mentee")
        self._consent(mentor | mentee)
        self.env.flush_all()
        outsider = self._as(self.users["outsider"])
        faces = outsider["hr.employee.public"].search([("is_mentor", "=", True)])
        self.assertEqual(faces.ids, self.staff["mentor"].ids)
        self.assertTrue(faces.is_mentor)
        fields = outsider["hr.employee.public"].fields_get()
        self.assertNotIn("is_mentee", fields)
        employees = self.root["hr.employee"].search([("is_mentor", "=", True)])
        self.assertEqual(employees, self.staff["mentor"])

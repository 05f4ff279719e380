from odoo.exceptions import UserError
from odoo.tests import tagged

from . import staff_lists
from .test_staff_import import StaffImportCommon

ROWS = [["ФИО", "Должность", "Роль"]]
NEWCOMER = "Белова Алёна Олеговна"


@tagged("post_install", "-at_install")
class TestStaffBank(StaffImportCommon):
    """Newcomers who were entered by name arrive with the staff list."""

    def _by_name(self, name=NEWCOMER, role="mentee", post="учитель химии"):
        """An entry of the bank made by name and position, as a newcomer's is."""
        contact = self.root["res.partner"].create(
            {"name": name, "company_id": self.company.id}
        )
        return self.env["mentorship.participant"].create(
            {"role": role, "partner_id": contact.id, "position": post}
        )

    def _bank(self, role="mentee"):
        return self.env["mentorship.participant"].search([("role", "=", role)])

    def test_newcomer_of_the_window(self):
        """«Assign a mentor» by name, then the list: one entry, its pair and papers."""
        mentor = self._participant("mentor")
        window = self.env["mentorship.assign"].create(
            {
                "person_name": NEWCOMER,
                "position": "учитель химии",
                "mentor_id": mentor.id,
                "with_packet": False,
            }
        )
        window.action_assign()
        entry = self._bank()
        pair = entry.member_ids.pair_id
        consents = entry.consent_ids
        self.assertTrue(pair and consents)
        # Another order of the words, е for ё: the same name.
        window = self._preview(
            [*ROWS, ["Алена Олеговна Белова", "учитель химии", "наставляемый"]]
        )
        line = window.line_ids
        self.assertEqual((line.state, line.decision), ("new", "new"))
        self.assertEqual(line.bank_id, entry)
        self.assertIn("Stands in the bank by name", line.note)
        self.assertIn("mentee since 22.11.2026", line.note)
        self.assertIn("the entry in the bank becomes", line.changes)
        self.assertNotIn("enters the bank", line.changes)
        window.action_apply()
        self.assertIn("are employees now: 1", window.result_text)
        self.assertEqual(self._bank(), entry)
        self.assertEqual(entry.employee_id, line.employee_id)
        self.assertEqual(entry.partner_id, line.employee_id.sudo().work_contact_id)
        self.assertEqual(entry.consent_ids, consents)
        self.assertEqual(pair.mentee_ids, entry)
        # The list once more: nothing to ask and nothing to do.
        again = self._preview(
            [*ROWS, ["Белова Алена Олеговна", "учитель химии", "наставляемый"]]
        )
        self.assertEqual(again.line_ids.state, "same")

    def test_not_the_same(self):
        """Who knows that it is a namesake empties the field; nothing is joined."""
        entry = self._by_name()
        window = self._preview([*ROWS, [NEWCOMER, "учитель физики", None]])
        window.line_ids.bank_id = False
        self.assertNotIn("becomes", window.line_ids.changes or "")
        window.action_apply()
        self.assertFalse(entry.employee_id)

    def test_two_of_one_name_in_the_bank(self):
        """Two people of this name stand in the bank: the preview asks which one."""
        first, second = self._by_name(), self._by_name(post="учитель музыки")
        window = self._preview([*ROWS, [NEWCOMER, "учитель химии", "наставляемый"]])
        line = window.line_ids
        self.assertEqual(line.state, "unclear")
        self.assertFalse(line.bank_id)
        self.assertIn("учитель музыки", line.note)
        self.assertRefused(UserError, "Decide who this is", window.action_apply)
        line.write({"decision": "new", "bank_id": second.id})
        window.action_apply()
        self.assertEqual(second.employee_id, line.employee_id)
        self.assertFalse(first.employee_id)

    def test_two_of_one_name_in_the_list(self):
        """Two rows of this name: which of them is who stands in the bank?"""
        entry = self._by_name()
        rows = [
            *ROWS,
            [NEWCOMER, "учитель химии", None],
            [NEWCOMER, "сторож", None],
        ]
        window = self._preview(rows)
        self.assertEqual(window.line_ids.mapped("state"), ["unclear"] * 2)
        chemist, watchman = window.line_ids
        chemist.write({"decision": "new", "bank_id": entry.id})
        watchman.write({"decision": "new", "bank_id": entry.id})
        self.assertRefused(UserError, "chosen for several rows", window.action_apply)
        watchman.bank_id = False
        window.action_apply()
        self.assertEqual(entry.employee_id, chemist.employee_id)

    def test_hired_by_the_officer_meanwhile(self):
        """The card is there already: the preview asks before it joins the two."""
        entry = self._by_name()
        employee = self._employee(NEWCOMER, job_title="учитель химии")
        window = self._preview([*ROWS, [NEWCOMER, "учитель химии", "наставляемый"]])
        line = window.line_ids
        self.assertEqual((line.state, line.employee_id.id), ("unclear", employee.id))
        self.assertEqual(line.bank_id, entry)
        line.decision = "match"
        window.action_apply()
        self.assertEqual(entry.employee_id.id, employee.id)
        self.assertEqual(self._bank(), entry)

    def test_colleague_of_the_same_name(self):
        """Somebody of the staff who is in that bank himself is nobody else."""
        self._participant("mentee")
        self._by_name("Петров Пётр Петрович")
        window = self._preview(
            [*ROWS, ["Петров Пётр Петрович", "учитель физики", None]]
        )
        self.assertEqual(window.line_ids.state, "same")
        self.assertFalse(window.line_ids.bank_id)

    def test_name_without_patronymic(self):
        """A shorter name in the bank is asked about."""
        entry = self._by_name("Белова Алёна")
        window = self._preview([*ROWS, [NEWCOMER, "учитель химии", None]])
        self.assertEqual(window.line_ids.state, "unclear")
        self.assertEqual(window.line_ids.bank_id, entry)

    def test_changed_since_the_preview(self):
        """Joined elsewhere meanwhile: the list is looked at again."""
        entry = self._by_name()
        window = self._preview([*ROWS, [NEWCOMER, "учитель химии", None]])
        entry.employee_id = self.staff["second"].id
        self.assertRefused(UserError, "bank has changed", window.action_apply)

    def test_officer(self):
        """The personnel officer does not see the banks: nothing of them is told."""
        self._by_name()
        window = self._preview(
            [*ROWS, [NEWCOMER, "учитель химии", None]],
            env=self._as(self.users["officer"]),
        )
        self.assertEqual(window.line_ids.state, "new")
        self.assertFalse(window.line_ids.sudo().bank_id or window.in_bank)
        self.assertNotIn("bank", window.line_ids.note or "")

    def test_asks_as_often_for_many(self):
        """The preview of 60 newcomers of the bank takes as many queries as of 6."""
        counts = []
        for number in (3, 6, 60):  # the first one warms up
            people = [
                f"Белов{chr(1072 + i // 10)}{chr(1072 + i % 10)}ва"
                for i in range(number)
            ]
            known = len(self._bank())
            for surname in people[known:]:
                self._by_name(f"{surname} Алёна Олеговна")
            content = staff_lists.workbook(
                [*ROWS, *([f"{p} Алёна Олеговна", "учитель", None] for p in people)]
            )
            self._preview(content)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            window = self._preview(content)
            self.assertEqual(set(window.line_ids.mapped("state")), {"new"})
            self.assertTrue(all(window.line_ids.mapped("changes")))
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])

from odoo.tests import tagged

from .common import MentorshipCommon


@tagged("post_install", "-at_install")
class TestExportImport(MentorshipCommon):
    """Odoo's own export and import work from the lists, for the administrator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["admin"].group_ids += cls.root.ref("base.group_allow_export")

    def _round(self, records, names):
        """Export records, and import the table just exported.

        :return: tuple of two tables: before and after
        """
        admin = self._as(self.users["admin"])
        records = records.with_env(admin)
        names = [".id", *names]
        table = records.export_data(names)["datas"]
        text = [
            ["" if value is False else str(value) for value in row] for row in table
        ]
        result = records.load(names, text)
        self.assertEqual(result["messages"], [])
        self.assertEqual(result["ids"], records.ids)
        return table, records.export_data(names)["datas"]

    def test_participants(self):
        """The banks go out and come in again, and new people come in by names."""
        people = self._participant("mentor") | self._participant("mentee")
        names = ["name", "role", "employee_id", "date_in", "capacity", "category_ids"]
        self.assertEqual(*self._round(people, names[1:]))
        admin = self._as(self.users["admin"])["mentorship.participant"]
        result = admin.load(
            ["employee_id", "role", "date_in", "category_ids"],
            [["Морозов Сергей Павлович", "Mentor", "2026-09-01", ""]],
        )
        self.assertEqual(result["messages"], [])
        self.assertEqual(admin.browse(result["ids"]).name, "Морозов Сергей Павлович")
        # What only the system writes is refused, and nothing is imported.
        result = admin.load(
            ["employee_id", "role", "state"],
            [["Лебедева Анна Юрьевна", "Mentee", "In the bank"]],
        )
        self.assertFalse(result["ids"])
        self.assertIn("follows from the consent", result["messages"][0]["message"])

    def test_other_lists(self):
        """Pairs, consents, orders, the roadmap's lines, areas."""
        pair = self._pair()
        consents = self._consent(pair.mentor_id)
        order = self._order(pair)
        roadmap = self._roadmap()
        area = self.env["mentorship.area"].create({"name": "Своё направление"})
        for records, names in (
            (pair, ["date_start", "date_end", "topic", "form_id"]),
            (consents, ["note"]),
            (order, ["kind_id", "roadmap_id"]),
            (roadmap.measure_ids[:5], ["name", "expected_result", "date_start"]),
            (area, ["name", "sequence", "description"]),
        ):
            with self.subTest(model=records._name):
                self.assertEqual(*self._round(records, names))

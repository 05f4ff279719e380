from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestRoutes(HttpCase):
    """Addresses with nonsense in them are refused; none ends in an error of ours."""

    def test_docx(self):
        """Numbers that are none, of nobody, or beyond what the database counts."""
        self.authenticate("admin", "admin")
        route = "/school_mentorship/docx"
        consents = f"{route}/mentorship_consent_document"
        for address in (
            *(f"{consents}/{i}" for i in ("²", "0", "-1", "x", "1.5", ",", "9" * 30)),
            *(f"{consents}/{i}" for i in ("2147483648", "999999999", "1%00")),
            f"{route}/%00/1",
            f"{route}/mentorship_consent_document%00/1",
            f"{route}/²/1",
            f"{route}/mentorship_paper/1",
        ):
            with self.subTest(address=address):
                response = self.url_open(address)
                self.assertIn(response.status_code, (404, 422))
                self.assertFalse(response.content.startswith(b"PK"))

    def test_options(self):
        """A year or a month that there is not is as good as none."""
        company = self.env.ref("base.main_company")
        journal = self.env["mentorship.school"]._of(company).main_journal_id
        self.authenticate("admin", "admin")
        for option in ("year=²", "year=0", "year=99999", "month=13", "year=%00"):
            with self.subTest(option=option):
                response = self.url_open(
                    f"/school_mentorship/docx/mentorship_journal_document/{journal.id}"
                    f"?{option}"
                )
                self.assertEqual(response.status_code, 200)
                self.assertTrue(response.content.startswith(b"PK"))

    def test_link_of_a_questionnaire(self):
        """A link that was copied wrongly leads to a page that says so."""
        for token in ("x", "%00", "²", "x" * 3000, "%25%27%22", "False"):
            with self.subTest(token=token[:9]):
                response = self.url_open(f"/mentorship/a/{token}")
                self.assertEqual(response.status_code, 200)
                self.assertIn("o_mentorship_refusal", response.text)

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import pdf, russian


class MentorshipSchoolSiteDocumentsMixin(models.AbstractModel):
    """The documents on the school's site: acts, orders and their annexes."""

    _name = "mentorship.school.site.documents.mixin"
    _description = "Documents on the School's Site"

    def _site_acts(self):
        """The acts in force, the highest level first."""
        acts = self.env["mentorship.legal.act"]
        today = fields.Date.context_today(self)
        found = acts.search(
            acts._domain_of_company(self.company_id), order="level, sequence, id"
        )
        return found.filtered(lambda act: act._is_in_force(today))

    def _site_orders(self, guard, site):
        """The orders in force of the year, with their annexes without names.

        :return: list of dicts with order, title, files (label, file) and pairs
        """
        _name, start, end = self._site_year()
        orders = self.env["mentorship.order"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "registered"),
                ("repealed_by_id", "=", False),
                ("kind_id.journal_kind", "=", "main"),
                "|",
                ("approves_regulation", "=", True),
                "&",
                ("date", ">=", fields.Date.subtract(start, months=2)),
                ("date", "<=", end),
            ],
            order="date, id",
        )
        result = []
        for order in orders:
            title = order._filled()["title"]
            if not self._site_may(guard, site, title):
                continue
            files = []
            if order.approves_regulation:
                files += self._site_regulation(order, guard, site)
            if order.approves_roadmap and order.roadmap_id:
                files += self._site_roadmap(order, guard, site)
            result.append(
                {
                    "order": order,
                    "title": title,
                    "files": files,
                    "pairs": order.pair_ids if order.assigns_pairs else [],
                }
            )
        return result

    def _site_regulation(self, order, guard, site):
        """The regulation as a PDF; nothing when it names somebody."""
        sections = order._annex_sections()
        words = [clause for s in sections for _number, clause in s["clauses"]]
        if not sections or not self._site_may(guard, site, "Положение", *words):
            return []
        name = f"polozhenie-{order.id}.pdf"
        site["files"][f"files/{name}"] = self._site_pdf(
            "site_regulation_paper", order, {"sections": sections}, "Положение"
        )
        return [("Положение (PDF)", f"files/{name}")]

    def _site_roadmap(self, order, guard, site):
        """The roadmap as a PDF: roles and no names."""
        words = self.env["report.school_mentorship.mentorship_order_document"]
        stages = words._stages(order.roadmap_id)
        texts = [
            text
            for stage in stages
            for line in stage["lines"]
            for text in (
                line["measure"].name,
                line["measure"].expected_result,
                line["measure"].responsible_text,
            )
        ]
        if not self._site_may(guard, site, "Дорожная карта", *texts):
            return []
        name = f"dorozhnaya-karta-{order.id}.pdf"
        site["files"][f"files/{name}"] = self._site_pdf(
            "site_roadmap_paper", order, {"stages": stages}, "Дорожная карта"
        )
        return [("Дорожная карта (PDF)", f"files/{name}")]

    def _site_pdf(self, template, order, values, title):
        """An annex of an order on paper, as the public may see it.

        :return: bytes
        :raises UserError: when the PDF cannot be made
        """
        layout = self.env["report.school_mentorship.paper_layout"]
        values = {
            **layout._paper_values(order, {"schools": {order.company_id: self}}),
            "order": order,
            "grifs": layout._grifs(self, 1, accepted=order.approves_regulation),
            "annex_title": order._filled()["annex_title"],
            "roadmap_year": russian.school_year(
                order.roadmap_id.date_start, order.roadmap_id.date_end
            ),
            **values,
        }
        reports = self.env["ir.actions.report"]
        html = reports._render_template(f"school_mentorship.{template}", values)
        try:
            return pdf.html_to_pdf(reports._tied(html.decode()), title=title)
        except pdf.PdfError as error:
            raise UserError(
                self.env._("The PDF of «%s» could not be made.", title)
            ) from error

import io

from odoo import models
from odoo.tools.pdf import PdfFileReader, PdfFileWriter


class MentorshipPacketDocument(models.AbstractModel):
    """The packet of one person: each consent a sheet of its own, agreements, sheets.

    Drafts among them are frozen and given out when the packet is printed from its
    window (`mentorship.packet`); a mere look at it changes nothing.
    """

    _name = "report.school_mentorship.mentorship_packet_document"
    _description = "Packet to Be Signed on Paper"
    _inherit = ["report.school_mentorship.paper_bundle"]

    def _paper_bundle(self, report, record):
        """The PDF of the packet.

        :param report: `ir.actions.report` of the packet
        :param record: `mentorship.participant`, for all roles of the person
        :return: bytes
        """
        person = record.with_env(self.env)
        options = self.env.context.get("mentorship_packet")
        documents = []
        for paper_report, papers in person._packet_papers(options or {}):
            if options:
                papers._give_out()
            contents = paper_report._paper_contents(papers)
            documents += [contents[paper] for paper in papers]
        if not options or options["acquaintance"]:
            values = self._paper_values(person, self._paper_shared(person))
            if values["lines"] or not documents:
                html = report._paper_html(self, values)
                documents.append(report._paper_pdf(html, person))
        writer = PdfFileWriter()
        for document in documents:
            for page in PdfFileReader(io.BytesIO(document), strict=False).pages:
                writer.add_page(page)
        writer.add_metadata({"/Title": report._paper_title(record)})
        return self._written(writer)

    def _sections(self, record):
        return []

    def _paper_values(self, record, shared, preview=False):
        """Of the sheet of acquaintance: the orders that the person has to know."""
        values = super()._paper_values(record, shared, preview=preview)
        report = self.env.ref("school_mentorship.mentorship_order_report")
        words = report._words(self.env)
        values["lines"] = [
            words._paper_line(line.order_id) for line in record._acquaintances()
        ]
        return values

from . import (
    paper_layout,
    paper_bundle,
    mentorship_agreement_document,
    mentorship_certificate_document,
    mentorship_consent_document,
    mentorship_consent_withdrawal_document,
    mentorship_journal_document,
    mentorship_order_document,
    mentorship_packet_document,
    mentorship_pay_list_document,
    mentorship_roadmap_document,
)

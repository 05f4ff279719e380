from . import (
    paper_layout,
    mentorship_consent_document,
    mentorship_order_document,
    mentorship_roadmap_document,
)

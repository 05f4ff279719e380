from . import (
    mentorship_agreement_end,
    mentorship_journal_print,
    mentorship_order_register,
    mentorship_pay_list,
    mentorship_sample_survey,
    mentorship_sample_school,
    mentorship_sheet,
)

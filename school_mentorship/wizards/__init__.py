from . import (
    mentorship_agreement_end,
    mentorship_bank_date,
    mentorship_journal_print,
    mentorship_order_register,
    mentorship_pay_list,
    mentorship_sample_match,
    mentorship_sample_school,
)

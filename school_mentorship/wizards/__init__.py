from . import (
    mentorship_agreement_end,
    mentorship_completion,
    mentorship_completion_line,
    mentorship_journal_print,
    mentorship_order_register,
    mentorship_pay_list,
    mentorship_sample_school,
)

from . import (
    mentorship_agreement_end,
    mentorship_journal_print,
    mentorship_order_register,
    mentorship_pay_list,
    mentorship_program_make,
    mentorship_session_enter,
    mentorship_month_sheet,
    mentorship_sample_program,
    mentorship_sample_school,
)

from . import (
    mentorship_agreement_end,
    mentorship_assign,
    mentorship_packet,
    mentorship_scan,
    mentorship_sign,
    mentorship_journal_print,
    mentorship_order_register,
    mentorship_pay_list,
    mentorship_sample_school,
)

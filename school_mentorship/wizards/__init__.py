from . import (
    mentorship_agreement_end,
    mentorship_journal_print,
    mentorship_order_register,
    mentorship_pay_list,
    mentorship_sample_school,
    mentorship_staff_apply_mixin,
    mentorship_staff_import,
    mentorship_staff_import_column,
    mentorship_staff_import_line,
)

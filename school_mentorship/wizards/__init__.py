from . import mentorship_order_register, mentorship_sample_school

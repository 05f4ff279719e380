"""What knows nothing of Odoo: plain Python that any program could import.

Heavy libraries are imported inside the functions that use them, so that a missing
one costs one feature and not the whole database.
"""

"""The decisions of a visit: which question, which answers, which act. No widget, no key, no silence, no timing."""

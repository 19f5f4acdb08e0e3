"""How long a fixed prompt may last: nobody remembers more, and nobody should have to. Knows message ids only."""

LONGEST_S = 20.0
LONGEST_EXPLANATION_S = 35.0
"""The explanation of a right, which the law wants whole, and the welcome, which says what the keys do."""

EXPLANATIONS = frozenset({"organ-donation-law", "organ-donation-law-minor", "phone-welcome"})
"""Messages of legal Tells, and the welcome."""


def longest_s(key: str) -> float:
    """Seconds, for a sentence's key with or without its attribute."""
    return LONGEST_EXPLANATION_S if key.partition(".")[0] in EXPLANATIONS else LONGEST_S

"""The words that a terminal needs of its own: the names of the fixed keys, and what it says when it is cut off."""

from core.texts.words import Words

LABELS = (
    "back",
    "listen",
    "stop",
    "see",
    "help",
    "end",
    "next",
    "product",
    "demonstration",
    "trial",
    "cut-title",
    "cut-lead",
    "cut-nothing",
    "retry",
)


def labels(words: Words) -> dict[str, str]:
    """Each under the key that terminals know it by; a terminal has its own words for those not sent."""
    return {name: words.written(f"kiosk-label-{name}") for name in LABELS}

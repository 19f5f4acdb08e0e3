"""Where a voice draws breath: before the key of « tapez 1 ». Knows no message, and changes no word that is read."""

import re

_KEY = re.compile(r"\b(tapez(?: encore)?) (?=(?:\d|étoile|dièse)(?: ?[.,:?]|$))", re.IGNORECASE)


def with_breaths(text: str) -> str:
    """A sentence for a voice that is a machine's: a comma makes it stop for a moment.

    Run together, « tapez 1 » was taken for « tapez pas » after the telephone, and « étoile » for « trois »
    (docs/figures.md, what a recogniser hears of the telephone).
    """
    return _KEY.sub(r"\1, ", text)

"""Where a text may be cut so that its beginning is heard while its end is still being made. Knows no voice."""

import re
from collections.abc import Iterator

_END = re.compile(r"(?<=[.!?:;])\s+")


def sentences(text: str) -> Iterator[str]:
    """Sentence by sentence, in order; what is blank is left out."""
    return (sentence for sentence in _END.split(text) if sentence.strip())

"""Names of marks. In production they say nothing; on a demonstration site they carry the words, to be read.

What a mark carries is seen by the telephone operator: words must never go out to a real one (design section 9).
"""

import json
from dataclasses import dataclass, field

from ivr.turns import Sentence


@dataclass(frozen=True, kw_only=True)
class Caption:
    """What a written telephone shows for a mark."""

    key: str = ""
    text: str = field(repr=False, default="")
    is_question: bool = False
    is_last: bool = False
    """The end of what is said for now: the line listens."""


def plain(number: int) -> str:
    """A mark that says nothing."""
    return f"m{number}"


def of_sentence(number: int, sentence: Sentence) -> str:
    """A mark with the words."""
    return json.dumps({"n": number, "key": sentence.key, "text": sentence.text}, ensure_ascii=False)


def of_turn(number: int, *, is_question: bool) -> str:
    """The mark before the line listens."""
    return json.dumps({"n": number, "last": True, "question": is_question})


def read(name: str) -> Caption:
    """Read a mark's name; an empty caption when it says nothing."""
    try:
        said = json.loads(name)
    except ValueError:
        return Caption()
    return Caption(
        key=str(said.get("key", "")),
        text=str(said.get("text", "")),
        is_question=bool(said.get("question")),
        is_last=bool(said.get("last")),
    )

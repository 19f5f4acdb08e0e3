"""What a scripted caller does, line by line (design section 10). Knows no line."""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


class ScriptError(ValueError):
    """A line that is no order; names the file's line number."""


class Verb(Enum):
    """What a caller can do."""

    PRESS = "press"
    SAY = "say"
    SILENCE = "silence"
    EXPECT = "expect"
    HANG_UP = "hangup"


_KEYS = frozenset("0123456789*#")
_ALONE = frozenset({Verb.SILENCE, Verb.HANG_UP})


@dataclass(frozen=True, kw_only=True)
class Line:
    """One order of a script."""

    verb: Verb
    text: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """As a transcript may keep it: one key is a choice, several are a code."""
        if self.verb is Verb.PRESS and len(self.text) > 1:
            return f"press ({len(self.text)} keys)"
        return f"{self.verb.value} {self.text}".strip()


def read_script(file: Path) -> tuple[Line, ...]:
    """Read a script; empty lines and those that begin with « # » are for readers. Raises `ScriptError`."""
    lines = []
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if text.strip() and not text.lstrip().startswith("#"):
            try:
                lines.append(read_line(text))
            except ScriptError as bad:
                raise ScriptError(f"{file.name}, line {number}: {bad}") from None
    return tuple(lines)


def read_line(text: str) -> Line:
    """Read one order."""
    word, _, rest = text.strip().partition(" ")
    try:
        verb = Verb(word)
    except ValueError:
        raise ScriptError(f"no such order: {word}") from None
    rest = rest.strip()
    if bool(rest) is (verb in _ALONE):
        raise ScriptError(f"{word}: {'nothing' if verb in _ALONE else 'something'} is expected after it")
    if verb is Verb.PRESS and not _KEYS.issuperset(rest):
        raise ScriptError("press: digits, star or hash are expected")
    return Line(verb=verb, text=rest)

"""What becomes of a received file, in one value: refused, set aside or filed, and what of it cannot be shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from core.interop.attachments import Problem
from core.interop.intake import read_body, take_in
from core.interop.matching import Matches, match
from core.interop.narrative import letters_of
from core.interop.refused_file import FileRefusal, RefusedFile
from tests.core.interop.cda_samples import ODETTE


class Outcome(Enum):
    REFUSED = "refused"
    SET_ASIDE = "set aside"  # in quarantine: it is not about the person it names
    FILED = "filed"


@dataclass(frozen=True)
class Fate:
    outcome: Outcome
    reason: FileRefusal | None = None
    """Why the file, or only the body of a filed one, is refused."""
    problems: tuple[Problem, ...] = ()


OF_THE_HEADER = frozenset(
    {FileRefusal.HEADER_TOO_LONG, FileRefusal.NO_DOCUMENT_ID, FileRefusal.NO_TYPE, FileRefusal.NO_DATE}
    | {FileRefusal.NO_PATIENT, FileRefusal.SEVERAL_PATIENTS}
)
"""What `read_body` does not look at."""
TRACES = ("alert(1)", "root:", "system(")
"""Shown only if something was run or fetched that must not be."""
HONEST = "Glycémie"
"""A word of the sample section."""

Case = tuple[Fate, Callable[[], bytes]]
Cases = Mapping[str, Case]


def refused(reason: FileRefusal, make: Callable[[], bytes]) -> Case:
    """Nothing of it may be kept."""
    return Fate(Outcome.REFUSED, reason), make


def set_aside(make: Callable[[], bytes]) -> Case:
    """It must wait for somebody to look."""
    return Fate(Outcome.SET_ASIDE), make


def filed(make: Callable[[], bytes], *problems: Problem, body: FileRefusal | None = None) -> Case:
    """It is sound, and must do nothing but be read."""
    return Fate(Outcome.FILED, body, problems), make


def fate_of(data: bytes) -> Fate:
    """Let the file in as the import does, then open its body as a reader does."""
    taken, body = take_in(data), read_body(data)
    if isinstance(taken, RefusedFile):
        assert body == taken or taken.reason in OF_THE_HEADER, "one door lets in what the other refuses"
        return Fate(Outcome.REFUSED, taken.reason)
    is_hers = isinstance(match(taken.header.patient, ODETTE), Matches)
    outcome = Outcome.FILED if is_hers else Outcome.SET_ASIDE
    if isinstance(body, RefusedFile):
        return Fate(outcome, body.reason)
    shown = " ".join(text for block in body.blocks for text in letters_of(block))
    assert not [trace for trace in TRACES if trace in shown]
    assert HONEST.encode() not in data or HONEST in shown, "what is honest beside it is not read"
    return Fate(outcome, problems=body.problems)

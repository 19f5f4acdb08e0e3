"""Answers « has anybody touched this log? »: the log by itself, as any stranger, then the database against it.

Changes nothing. Knows no command line. Every command loads this module, for a site must know its operation: what it
imports for itself, it imports late.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from service.operator.asking import ask
from service.operator.operation import Operation
from service.settings import Settings

if TYPE_CHECKING:
    from core.storage.audit_log.comparing import Comparison
    from service.premises import Premises
    from service.stand_alone_verifier import Verdict

PUBLISHED_WITHIN_SECONDS = 2.0
"""What a running site has signed and remembered is in its folder by then."""


class CompareRecords(Operation, frozen=True, kw_only=True):
    """Hold the database against the log, as far as a checkpoint goes."""

    size: int

    def run_on(self, premises: "Premises") -> Iterator[bytes]:
        """One `Comparison`, as JSON; no leaf leaves the site."""
        from core.storage.audit_log.comparing import compare
        from core.storage.audit_log.layout import LOG_FOLDER

        yield msgspec.json.encode(compare(premises.store.database, premises.folder / LOG_FOLDER, self.size))


@dataclass(frozen=True, kw_only=True)
class LogCheck:
    """One look at the log of a data folder."""

    data: Path
    vkey: str
    older: Sequence[str] = ()
    """Checkpoints that somebody kept."""
    settings: Settings = field(default_factory=Settings, repr=False)

    def log(self) -> "Verdict":
        """What the stand-alone verifier says."""
        from core.storage.audit_log.layout import LOG_FOLDER
        from service.stand_alone_verifier import verify_log

        return verify_log(self.data / LOG_FOLDER, self.vkey, self.older)

    def log_and_records(self) -> tuple["Verdict", int]:
        """The same, then whether the database holds these very leaves; and how many more it holds.

        Asks the site when it runs; raises `OperatorError` when it does not and its records can't be opened.
        """
        verdict, seen = self._look()
        if seen and seen.kept_size > size_of(verdict.text):
            # Signed and not yet published when we looked; or never to be, for an older folder was put in its place.
            threading.Event().wait(PUBLISHED_WITHIN_SECONDS)
            verdict, seen = self._look()
        return (judge(verdict, seen), seen.waiting) if seen else (verdict, 0)

    def _look(self) -> "tuple[Verdict, Comparison | None]":
        from core.storage.audit_log.comparing import Comparison

        verdict = self.log()
        if not verdict.is_good:
            return verdict, None
        said = ask(CompareRecords(size=size_of(verdict.text)), self.data, self.settings)
        return verdict, msgspec.json.decode(
            b"".join(piece for piece in said if isinstance(piece, bytes)), type=Comparison
        )


def judge(verdict: "Verdict", seen: "Comparison") -> "Verdict":
    """What to say of a log that is good by itself, once the database was seen."""
    from service.stand_alone_verifier import Verdict

    size = size_of(verdict.text)
    if seen.first_difference is not None:
        return Verdict(is_good=False, position=seen.first_difference, text="the database holds another leaf, or none")
    if seen.has_other_root:
        said = f"the checkpoint of {seen.kept_size} leaves that the database remembers is not of this log"
        return Verdict(is_good=False, position=seen.kept_size, text=said)
    if seen.kept_size > size:
        said = f"the end was cut, or can't be published: the database remembers a checkpoint of {seen.kept_size} leaves"
        return Verdict(is_good=False, position=size, text=said)
    return verdict


def size_of(checkpoint: str) -> int:
    """How many leaves a checkpoint that was verified covers."""
    return int(checkpoint.split("\n")[1])

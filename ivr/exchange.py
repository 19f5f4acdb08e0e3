"""What every call of a site shares, and how calls end. Knows no line."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import Any

from core.domain.call_steps import Tally
from core.ports import Clock
from core.texts.words import Words
from ivr.humans import Humans
from ivr.live_calls import LiveCalls


class CallEnd(Enum):
    """How a call ended."""

    DONE = "done"
    STOPPED = "stopped"
    HUNG_UP = "hung-up"
    NOBODY_THERE = "nobody-there"
    TOO_LONG = "too-long"
    HUMAN = "human"
    FAILED = "failed"


def _forget_steps(day: date, tally: Tally) -> None:
    """Where nobody counts."""


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """What every call of a site shares."""

    words: Words = field(repr=False)
    clock: Clock
    humans: Humans = field(default_factory=Humans)
    live: LiveCalls = field(default_factory=LiveCalls)
    keep_steps: Callable[[date, Tally], None] = field(default=_forget_steps, repr=False)
    """Adds a call's steps to its day in France, once it is over; blocks on the store."""
    patience: float = 1.0
    """Multiplies every wait; 1.0 except in tests of real lines."""
    hears_words: bool = False
    """Whether the lines have an ear; without one, nothing is listened for."""
    in_worker: Callable[[Callable[[], Any]], Awaitable[Any]] = asyncio.to_thread
    """Runs what blocks on the store or on hashing, away from the voice."""


def place_of(bug: Exception) -> str:
    """File and line where it happened: nothing of what it says."""
    trace = bug.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"

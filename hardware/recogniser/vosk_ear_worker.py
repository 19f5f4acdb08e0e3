"""The Vosk engine for many calls, in a process of its own: `python -m hardware.recogniser.vosk_ear_worker MODEL`.

The model is loaded once, and each call has a recogniser of its own on it. The decoder gives up Python's lock while it
works: as many threads as processors decode, the main thread only reads. Standard input: `ear_wire`. Standard output: a
line of JSON, `{"ready": true}` once the model is loaded, then `{"call": …, "outcome": …, "phrase": …}` once a call, and
`{"call": …, "talking": true}` before it when something is being said. Nothing is written anywhere else.
"""

import json
import os
import resource
import sys
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from hardware.recogniser import ear_wire
from hardware.recogniser.ear_wire import Kind
from hardware.recogniser.listening import Engine, Listening, NothingToHear
from hardware.recogniser.port import Hearing, HearingOutcome

UNABLE = Hearing(outcome=HearingOutcome.UNABLE)


class CallHeard:
    """One question on one call. Decoded by one thread at a time, in the order in which its sound came."""

    def __init__(self, number: int, question: dict[str, Any], desk: "Desk") -> None:
        self._number = number
        self._question = question
        self._desk = desk
        self._listening: Listening | NothingToHear | None = None
        self._pieces: deque[bytes | None] = deque()
        self._bytes = 0
        self._is_waiting = False
        self._is_over = False
        self._is_talking = False
        self._lock = Lock()

    def take(self, piece: bytes | None) -> None:
        """Keep a piece for the threads, None for the end. A call that lags is given up: its keys still work."""
        with self._lock:
            self._pieces.append(piece)
            self._bytes += len(piece or b"")
            lags = self._bytes > self._question["most"]
            wakes, self._is_waiting = not self._is_waiting, True
        if lags:
            self._answer(UNABLE)
        elif wakes:
            self._desk.waiting.put(self)

    def forget(self) -> None:
        """No longer wanted."""
        with self._lock:
            self._is_over = True
            self._pieces.clear()

    def decode(self) -> None:
        """Take in what waits."""
        while not self._is_over and (pieces := self._next()):
            if self._listening is None:
                self._listening = self._begun()
            is_last = pieces[-1] is None
            has_ended = self._listening.take(b"".join(piece for piece in pieces if piece))
            if has_ended or is_last:
                self._answer(self._listening.end())
            elif self._listening.has_begun and not self._is_talking:
                self._is_talking = True
                _say({"call": self._number, "talking": True})

    def _begun(self) -> Listening | NothingToHear:
        asked = self._question
        return self._desk.engine.listening(asked["phrases"], asked["traps"], asked["rate"], asked["fillers"])

    def _next(self) -> list[bytes | None]:
        with self._lock:
            pieces = list(self._pieces)
            self._pieces.clear()
            self._bytes = 0
            self._is_waiting = bool(pieces)
            return pieces

    def _answer(self, heard: Hearing) -> None:
        with self._lock:
            was_over, self._is_over = self._is_over, True
            self._pieces.clear()
        if not was_over:
            self._desk.calls.pop(self._number, None)
            at = self._question["phrases"].index(heard.phrase) if heard.phrase else -1
            _say({"call": self._number, "outcome": heard.outcome.value, "phrase": at})


@dataclass(frozen=True)
class Desk:
    """What all calls share."""

    engine: Engine
    calls: dict[int, CallHeard] = field(default_factory=dict)
    """Those that are not answered yet, by number."""
    waiting: SimpleQueue[CallHeard] = field(default_factory=SimpleQueue)
    """Those that have something to decode."""

    def decode(self) -> None:
        """One thread of the decoder, for ever."""
        while True:
            self.waiting.get().decode()

    def take(self, kind: Kind, number: int, payload: bytes) -> None:
        """One piece of what comes in; what belongs to a call that was answered is passed over."""
        match kind:
            case Kind.OPEN:
                self.calls[number] = CallHeard(number, json.loads(payload), self)
            case Kind.SOUND if call := self.calls.get(number):
                call.take(payload)
            case Kind.FINISH if call := self.calls.get(number):
                call.take(None)
            case Kind.CLOSE if call := self.calls.pop(number, None):
                call.forget()


def main(model: str) -> None:
    """Load, say so, serve until standard input ends."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash must not leave anybody's voice on a disk
    desk = Desk(Engine(Path(model)))
    for _ in range(os.cpu_count() or 1):
        Thread(target=desk.decode, daemon=True).start()
    _say({"ready": True})
    for kind, number, payload in ear_wire.read(sys.stdin.buffer):
        desk.take(kind, number, payload)


_saying = Lock()


def _say(answer: dict[str, Any]) -> None:
    with _saying:
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])

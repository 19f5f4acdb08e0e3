"""One process of a site under load: `python -m service.bench.call_probe`, told as JSON, tells JSON.

An open loop: each call has its moment, drawn before (Poisson), and its time counts from that moment, so that waiting
for whoever is served first counts too.
"""

import itertools
import json
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from core.acts.perform import Door
from core.domain.identifiers import PatientId
from core.storage.keys import open_keys
from core.storage.opening import open_store
from core.storage.unit_of_work import Store
from service.bench.call_mix import Asking, Caller
from service.bench.raw_driver import Replay, heard, open_raw_postgres
from service.chance import SystemChance
from service.clock import SystemClock

WORKERS = 12
Due = tuple[float, Callable[[Door], None]]
"""A call and its moment, in seconds from the start."""


@dataclass(frozen=True, kw_only=True)
class Load:
    """What one process is asked to bear."""

    folder: str
    database: str = field(repr=False)
    callers: int
    rate: float
    """Calls a second, of this process."""
    seconds: float
    seed: int
    late_s: float = 0.0
    """The control: each call is made to take so much longer."""
    is_bare: bool = False
    """Lists read by the bare driver instead, one after the other: what this machine could bear at most."""


@dataclass
class Borne:
    """How it went; times in milliseconds from each call's own moment."""

    times_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    """The kinds of what was raised."""
    ended_s: float = 0.0
    """When the last call was answered, from the start."""


def bear(door: Door, load: Load) -> Borne:
    """Make every call at its moment, or as soon after as a worker is free."""
    chance = random.Random(load.seed)  # noqa: S311 - a load is drawn again the same, no secret
    asking = Asking(callers=load.callers, chance=chance)
    gaps = (chance.expovariate(load.rate) for _ in itertools.count())
    moments = list(itertools.takewhile(lambda moment: moment < load.seconds, itertools.accumulate(gaps)))
    calls = [(moment, asking.draw()) for moment in moments]
    borne, queue, start = Borne(), iter(calls), time.perf_counter()
    turn = threading.Lock()

    def work() -> None:
        pause = threading.Event()
        while (taken := _next(queue, turn)) is not None:
            moment, call = taken
            pause.wait(max(start + moment - time.perf_counter(), 0))
            try:
                call(door)
                pause.wait(load.late_s)
            except Exception as error:  # noqa: BLE001 - any error is counted, and must be none
                borne.errors.append(type(error).__name__)
            borne.times_ms.append((time.perf_counter() - start - moment) * 1000)

    _all_at_once([threading.Thread(target=work) for _ in range(WORKERS)])
    borne.ended_s = time.perf_counter() - start
    return borne


def read_bare(store: Store, load: Load) -> Borne:
    """Say what the lightest call says, as fast as it goes, without seals, leaf or commit to a disk: a ceiling."""
    someone = Caller(number=0).patient_id
    statements = heard(store, lambda store: _lists(store, someone))
    borne, start = Borne(), time.perf_counter()

    def work(number: int) -> None:
        with closing(open_raw_postgres(load.database)) as raw:
            replay = Replay(raw=raw, statements=statements)
            for turn in itertools.count(number, WORKERS):
                person = Caller(number=turn % load.callers).patient_id
                begun = time.perf_counter()
                if begun - start > load.seconds:
                    break
                replay.run(person, partial(_instead, someone, person))
                borne.times_ms.append((time.perf_counter() - begun) * 1000)

    _all_at_once([threading.Thread(target=work, args=(number,)) for number in range(WORKERS)])
    borne.ended_s = time.perf_counter() - start
    return borne


def _instead(someone: PatientId, person: PatientId, value: object, _: object) -> object:
    return person if value == someone else value


def _lists(store: Store, person: PatientId) -> None:
    with store.begin(person) as records:
        records.documents.newest_first(person)


def _all_at_once(workers: Sequence[threading.Thread]) -> None:
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def _next(queue: Iterator[Due], turn: threading.Lock) -> Due | None:
    with turn:
        return next(queue, None)


def main() -> None:
    """Open the site, say so, wait for the word, bear the load, tell."""
    load = Load(**json.loads(sys.stdin.readline()))
    folder = Path(load.folder)
    with closing(open_store(folder, database=load.database)) as store:
        door = Door(store=store, clock=SystemClock(), ids=SystemChance(), keys=open_keys(folder))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        sys.stdout.write(json.dumps(asdict(read_bare(store, load) if load.is_bare else bear(door, load))) + "\n")


if __name__ == "__main__":
    main()

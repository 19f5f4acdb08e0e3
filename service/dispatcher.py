"""Carries out what is owed to the outside, one errand at a time, at least once. Knows no topic.

A failure is tried again later and later, then given up for a human to see (`relais outbox`); it never holds up others.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import structlog

from core.domain.outbox import MOST_ATTEMPTS, Errand, delay_before_retry
from core.ports import Clock, Courier, DeliveryError, Ids, UnitOfWork
from service.journal import Trouble

LEASE = timedelta(minutes=5)
"""Longer than any courier takes; a site that dies with an errand in hand leaves it to others after that."""
PERIOD_SECONDS = 2.0
_log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Dispatcher:
    """Takes errands to the courier of their topic."""

    store: UnitOfWork
    clock: Clock
    ids: Ids
    couriers: Mapping[str, Courier]

    def carry_out_next(self) -> bool:
        """Take up the errand that has been due longest; False when none is due, or others have it."""
        now = self.clock.now()
        with self.store.begin() as records:
            leased = records.outbox.lease(now, now + LEASE, 1)
        for errand in leased:
            self._settle(errand, self._deliver(errand))
        return bool(leased)

    def carry_out_all(self, stop: threading.Event) -> None:
        """Everything that is due, until told to stop. Raises `TransactionLostError` when the store went away."""
        while not stop.is_set() and self.carry_out_next():
            pass

    def round(self, stop: threading.Event, trouble: Trouble) -> None:
        """The same, whatever fails: a store that went away is asked again at the next round."""
        try:
            self.carry_out_all(stop)
        except Exception as fault:  # noqa: BLE001 - the outermost loop of errands: it never ends before the site
            trouble.note(type(fault).__name__)
        else:
            trouble.note("")

    def _deliver(self, errand: Errand) -> str:
        """Why it was not carried out; empty when it was."""
        if errand.attempts > MOST_ATTEMPTS:
            return "it never came to an end: the site stopped each time"
        courier = self.couriers.get(errand.topic)
        if courier is None:
            return "this version of the program knows no such errand"
        try:
            courier.deliver(errand)
        except DeliveryError as why:
            return str(why)
        except Exception as bug:  # noqa: BLE001 - one errand never stops the others
            return f"fault: {type(bug).__name__}"
        return ""

    def _settle(self, errand: Errand, why: str) -> None:
        now = self.clock.now()
        if not why:
            with self.store.begin() as records:
                records.outbox.done(errand.entry_id)
            return
        delay = delay_before_retry(errand.attempts, int(self.ids.digits(3)) / 1000)
        due_at = None if delay is None else now + delay
        with self.store.begin() as records:
            records.outbox.failed(errand.entry_id, why, due_at=due_at, now=now)
        event = "errand-put-off" if due_at else "errand-given-up"
        _log.warning(event, topic=errand.topic, attempts=errand.attempts, reason=why)


@contextmanager
def dispatching(dispatcher: Dispatcher) -> Iterator[None]:
    """Carry errands out beside whatever else the site does; the one in hand is finished when the block ends."""
    stop = threading.Event()

    def go_on() -> None:
        trouble = Trouble("outbox-behind", "outbox-goes-on")
        while not stop.is_set():
            dispatcher.round(stop, trouble)
            stop.wait(PERIOD_SECONDS)

    thread = threading.Thread(target=go_on, name="dispatcher")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()

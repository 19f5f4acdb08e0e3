"""The dispatcher: errands are carried out at least once, a bad one stops no other, and it stops when told."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from core.domain.identifiers import PatientId
from core.domain.outbox import BLOBS_FORGOTTEN, LONGEST_DELAY, MOST_ATTEMPTS, Errand
from core.ports import Courier, DeliveryError, Records, TransactionLostError, UnitOfWork
from core.storage.unit_of_work import Store
from service.chance import SystemChance
from service.clock import SettableClock
from service.commands.outbox import ListDead, Retry
from service.couriers.blobs import BlobsCourier
from service.dispatcher import LEASE, Dispatcher, dispatching
from service.faults import OperatorError
from service.journal import Trouble
from service.operator.asking import ask
from service.premises import open_premises
from service.settings import Settings
from tests.conftest import MORNING, Space


class Scripted(Courier):
    """Does what a test says, and remembers what it was given."""

    def __init__(self, deed: Callable[[Errand], None] = lambda _: None) -> None:
        self.deed = deed
        self.given = list[str]()

    def deliver(self, errand: Errand) -> None:
        self.given.append(errand.entry_id)
        self.deed(errand)


def fail(_: Errand) -> None:
    raise DeliveryError("the mail server answers 451")


def break_down(_: Errand) -> None:
    raise ZeroDivisionError("2420399999042")


def owe(store: Store, name: str, topic: str) -> None:
    with store.begin() as records:
        records.outbox.add(name, topic, {}, MORNING)


def dispatcher_of(space: Space, **couriers: Courier) -> Dispatcher:
    return Dispatcher(store=space.store, clock=space.clock, ids=SystemChance(), couriers=couriers)


def dead(space: Space) -> list[tuple[str, int, str]]:
    with space.store.begin() as records:
        return [(errand.entry_id, errand.attempts, errand.last_error) for errand in records.outbox.dead()]


@pytest.mark.parametrize("trouble", [fail, break_down])
def test_a_bad_errand_stops_no_other(space: Space, trouble: Callable[[Errand], None]) -> None:
    """Refused, or our own fault: the others are carried out in the same round, and it is tried later."""
    bad, good = Scripted(trouble), Scripted()
    for name, topic in (("1", "bad"), ("2", "good"), ("3", "unheard-of"), ("4", "good")):
        owe(space.store, name, topic)
    dispatcher = dispatcher_of(space, bad=bad, good=good)
    dispatcher.carry_out_all(threading.Event())
    assert (bad.given, good.given) == (["1"], ["2", "4"])
    space.clock.advance(timedelta(seconds=10))
    dispatcher.carry_out_all(threading.Event())
    assert bad.given == ["1", "1"]
    assert dead(space) == []


class AwayStore(UnitOfWork):
    """A store that went away for a while."""

    def __init__(self, store: Store, faults: list[Exception]) -> None:
        self._store, self._faults = store, faults

    def begin(self, patient_id: PatientId | None = None) -> AbstractContextManager[Records]:
        if self._faults:
            raise self._faults.pop(0)
        return self._store.begin(patient_id)


def test_a_store_that_went_away_is_said_once_and_asked_again(space: Space) -> None:
    """A database that is down for a night fills no journal; what is owed is carried out, whatever the fault was."""
    owe(space.store, "1", "good")
    good, stop, trouble = Scripted(), threading.Event(), Trouble("outbox-behind", "outbox-goes-on")
    away = AwayStore(space.store, [*[TransactionLostError("OperationalError")] * 3, RuntimeError("2420399999042")])
    dispatcher = replace(dispatcher_of(space, good=good), store=away)
    with capture_logs() as journal:
        for _ in range(6):
            dispatcher.round(stop, trouble)
    assert [(line["event"], line.get("kind")) for line in journal] == [
        ("outbox-behind", "TransactionLostError"),
        ("outbox-behind", "RuntimeError"),
        ("outbox-goes-on", None),
    ]
    assert good.given == ["1"]


def test_what_always_fails_is_given_up_and_told(space: Space) -> None:
    """After twelve attempts, with the reason; what an exception said is not in it."""
    bad = Scripted(break_down)
    owe(space.store, "1", "bad")
    for _ in range(MOST_ATTEMPTS + 3):
        dispatcher_of(space, bad=bad).carry_out_all(threading.Event())
        space.clock.advance(LONGEST_DELAY)
    assert len(bad.given) == MOST_ATTEMPTS
    assert dead(space) == [("1", MOST_ATTEMPTS, "fault: ZeroDivisionError")]


def test_a_site_that_dies_with_an_errand_in_hand_leaves_it_to_the_next(space: Space) -> None:
    """At least once: after the lease; one that kills the site each time is given up in the end."""

    class PowerCutError(BaseException):
        """Nothing more is written."""

    def die(_: Errand) -> None:
        raise PowerCutError

    owe(space.store, "1", "bad")
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(PowerCutError):
            dispatcher_of(space, bad=Scripted(die)).carry_out_next()
        assert not dispatcher_of(space, bad=Scripted()).carry_out_next(), "it is still leased"
        space.clock.advance(LEASE)
    after = Scripted()
    assert dispatcher_of(space, bad=after).carry_out_next()
    assert after.given == []
    assert [name for name, _, _ in dead(space)] == ["1"]


def test_it_stops_with_the_site_and_finishes_what_it_has_in_hand(space: Space) -> None:
    """Nothing is taken up after the word to stop."""
    begun, go_on = threading.Event(), threading.Event()

    def wait(_: Errand) -> None:
        begun.set()
        assert go_on.wait(10)

    slow = Scripted(wait)
    for name in ("1", "2"):
        owe(space.store, name, "slow")
    with dispatching(dispatcher_of(space, slow=slow)):
        assert begun.wait(10)
        threading.Timer(0.2, go_on.set).start()
    assert slow.given == ["1"]
    with space.store.begin() as records:
        (left,) = records.outbox.lease(MORNING, MORNING, 10)
    assert left.entry_id == "2"


def test_forgotten_blobs_are_let_go(space: Space) -> None:
    """Those of one prefix; again changes nothing."""
    blobs = space.store.vault.blobs
    blobs.put("p1/a", b"x")
    blobs.put("p2/a", b"x")
    for name in ("1", "2"):
        with space.store.begin() as records:
            records.outbox.add(name, BLOBS_FORGOTTEN, {"prefix": "p1"}, MORNING)
    couriers = {BLOBS_FORGOTTEN: BlobsCourier(blobs)}
    dispatcher = Dispatcher(store=space.store, clock=space.clock, ids=SystemChance(), couriers=couriers)
    dispatcher.carry_out_all(threading.Event())
    assert {name for name in blobs.names() if name.startswith("p")} == {"p2/a"}
    with space.store.begin() as records:
        assert records.outbox.lease(MORNING + LEASE, MORNING + LEASE, 10) == ()


def test_the_operator_sees_what_was_given_up_and_has_it_tried_again(tmp_path: Path) -> None:
    """`relais outbox`, and `retry`: topic, attempts, reason, since when; nothing of the payload."""
    folder, settings = tmp_path / "site", Settings()
    assert list(ask(ListDead(), folder, settings)) == ["nothing was given up"]
    with open_premises(folder, clock=SettableClock(MORNING)) as premises, premises.store.begin() as records:
        records.outbox.add("e1", BLOBS_FORGOTTEN, {"prefix": "canary"}, MORNING)
        records.outbox.lease(MORNING, MORNING, 1)
        records.outbox.failed("e1", "the folder is gone", due_at=None, now=MORNING)
    (line,) = ask(ListDead(), folder, settings)
    assert line == "e1  blobs-forgotten  1 attempts, given up 2026-11-23 09:42 UTC: the folder is gone"
    assert list(ask(Retry(entry_id="e1"), folder, settings)) == ["it will be tried again"]
    with pytest.raises(OperatorError, match="nothing was changed"):
        list(ask(Retry(entry_id="e1"), folder, settings))

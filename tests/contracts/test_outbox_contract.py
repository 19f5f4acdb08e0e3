"""What every outbox promises: an errand is one worker's at a time, never lost, and a human sees what was given up."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from core.domain.outbox import FIRST_DELAY, LONGEST_DELAY, MOST_ATTEMPTS, Errand, delay_before_retry
from core.storage.unit_of_work import Store

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
LEASE = timedelta(minutes=5)
LATER = NOW + LEASE


def owe(store: Store, *names: str, due_at: datetime = NOW) -> None:
    with store.begin() as records:
        for name in names:
            records.outbox.add(name, "topic", {"place": "kiosk"}, due_at)


def lease(store: Store, now: datetime = NOW, limit: int = 10) -> list[Errand]:
    with store.begin() as records:
        return list(records.outbox.lease(now, now + LEASE, limit))


def names(errands: list[Errand]) -> list[str]:
    return [errand.entry_id for errand in errands]


def fail(store: Store, name: str, due_at: datetime | None) -> None:
    with store.begin() as records:
        records.outbox.failed(name, "refused", due_at=due_at, now=NOW)


def test_an_errand_is_given_as_it_was_owed(store: Store) -> None:
    """Topic, payload, and which attempt this is."""
    owe(store, "a")
    assert lease(store) == [Errand(entry_id="a", topic="topic", payload={"place": "kiosk"}, attempts=1)]


def test_what_is_undone_owes_nothing(store: Store) -> None:
    """An errand belongs to the transaction that caused it."""

    def break_off() -> None:
        with store.begin() as records:
            records.outbox.add("a", "topic", {}, NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert lease(store) == []


def test_the_same_errand_is_owed_once(store: Store) -> None:
    """Its name is what a receiver recognises it by."""
    owe(store, "a")
    with pytest.raises(IntegrityError):
        owe(store, "a")
    assert len(lease(store)) == 1


def test_the_longest_due_comes_first_and_what_is_not_due_waits(store: Store) -> None:
    """By the moment, within the limit."""
    owe(store, "late", due_at=NOW)
    owe(store, "early", due_at=NOW - LEASE)
    owe(store, "tomorrow", due_at=NOW + timedelta(days=1))
    assert names(lease(store, limit=1)) == ["early"]
    assert names(lease(store)) == ["late"]


def test_a_leased_errand_is_nobody_elses_until_its_lease_ends(store: Store) -> None:
    """A worker that dies between taking up and carrying out leaves it to the next one, which counts its attempt."""
    owe(store, "a")
    assert names(lease(store)) == ["a"]
    assert lease(store, LATER - timedelta(microseconds=1)) == []
    (again,) = lease(store, LATER)
    assert again.attempts == 2


def test_workers_at_once_never_share_an_errand(store: Store) -> None:
    """Eight of them, forty errands: each is taken up once, and none is left."""
    owe(store, *(f"{number:02}" for number in range(40)))
    taken, guard = list[str](), threading.Lock()
    together = threading.Barrier(8)

    def work() -> None:
        together.wait()
        while found := lease(store, limit=3):
            with guard:
                taken.extend(names(found))

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    # A worker that saw only errands in others' hands left early: what they let go is taken up here.
    taken += names(lease(store, limit=40))
    assert sorted(taken) == [f"{number:02}" for number in range(40)]


def test_what_is_done_is_owed_no_more(store: Store) -> None:
    """Not even when its lease ends; done twice changes nothing."""
    owe(store, "a")
    lease(store)
    for _ in range(2):
        with store.begin() as records:
            records.outbox.done("a")
    assert lease(store, LATER) == []


def test_a_failure_is_tried_again_when_it_is_due(store: Store) -> None:
    """Not before; with its reason kept."""
    owe(store, "a")
    lease(store)
    fail(store, "a", NOW + FIRST_DELAY)
    assert lease(store) == []
    (again,) = lease(store, NOW + FIRST_DELAY)
    assert again.attempts == 2


def test_what_is_given_up_waits_for_a_human(store: Store) -> None:
    """Nobody takes it up; the human sees which, how often, since when and why, and may have it tried anew."""
    owe(store, "a", "b")
    lease(store)
    fail(store, "a", None)
    assert names(lease(store, LATER)) == ["b"]
    with store.begin() as records:
        (dead,) = records.outbox.dead()
        assert (dead.entry_id, dead.attempts, dead.dead_at, dead.last_error) == ("a", 1, NOW, "refused")
        assert records.outbox.revive("a", LATER)
        assert not records.outbox.revive("a", LATER)
        assert not records.outbox.revive("b", LATER)
        assert records.outbox.dead() == ()
    (again,) = lease(store, LATER)
    assert (again.entry_id, again.attempts) == ("a", 1)


def test_delays_double_to_an_hour_then_it_is_given_up() -> None:
    """Spread by chance over their second half, so that a server that comes back is not overrun."""
    delays = [delay_before_retry(attempts, 1) for attempts in range(1, MOST_ATTEMPTS)]
    assert delays[:3] == [FIRST_DELAY, 2 * FIRST_DELAY, 4 * FIRST_DELAY]
    assert delays[-1] == LONGEST_DELAY
    assert delay_before_retry(2, 0) == FIRST_DELAY
    assert delay_before_retry(MOST_ATTEMPTS, 1) is None


def test_it_is_given_up_after_the_hours_that_operators_are_told() -> None:
    """« Two to three hours », by ordinary chance (docs/operations.md)."""
    delays = [delay_before_retry(attempts, 0.5) or timedelta() for attempts in range(1, MOST_ATTEMPTS)]
    assert timedelta(hours=2) < sum(delays, timedelta()) < timedelta(hours=3)

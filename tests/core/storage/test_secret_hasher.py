"""Slow hashing: what is right, what costs the same, and what happens when too many come at once."""

import threading
from contextlib import ExitStack
from time import thread_time

import pytest

from core.domain.refusals import Refusal
from core.storage.secret_hasher import AT_ONCE, MAY_WAIT, Argon2Hasher


def test_a_secret_is_right_and_another_is_not(hasher: Argon2Hasher) -> None:
    """Two hashes of one secret differ, and both are right."""
    first, second = hasher.hash("482615"), hasher.hash("482615")
    assert first != second
    assert "482615" not in first
    assert hasher.verify(first, "482615")
    assert hasher.verify(second, "482615")
    assert not hasher.verify(first, "482616")


@pytest.mark.parametrize("kept", ["", "not a hash"])
def test_what_was_never_hashed_is_never_right(hasher: Argon2Hasher, kept: str) -> None:
    """Nobody's secret, whatever is typed."""
    assert not hasher.verify(kept, "482615")
    assert not hasher.verify(kept, "")


def test_nobodys_secret_costs_what_anybodys_does() -> None:
    """Processor time of a real hash, two thousand times what a shortcut would take: a third of it is far from both."""
    real = Argon2Hasher()

    def cost(kept: str) -> float:
        started = thread_time()
        real.verify(kept, "482615")
        return thread_time() - started

    of_somebody = real.hash("000000")
    assert min(cost("") for _ in range(3)) > min(cost(of_somebody) for _ in range(3)) / 3


def test_the_real_cost_is_the_one_decided() -> None:
    """Argon2id, two passes, 19 MiB, one lane (security.md 4.2)."""
    assert Argon2Hasher().hash("482615").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_beyond_the_queue_people_are_asked_to_wait(hasher: Argon2Hasher) -> None:
    """Two work, eight wait, the eleventh is refused before anything of theirs; then all is well again."""
    with ExitStack() as taken:
        for _ in range(AT_ONCE + MAY_WAIT):
            taken.enter_context(hasher.turn())
        with pytest.raises(Refusal) as refusal, hasher.turn():
            pass
        assert refusal.value.key == "too-many-at-once"
    with hasher.turn():
        assert not hasher.verify("", "482615")


def test_a_turn_that_breaks_gives_its_place_back(hasher: Argon2Hasher) -> None:
    """A fault between counting and comparing takes nobody's place for good."""
    for _ in range(AT_ONCE + MAY_WAIT + 1):
        with pytest.raises(ZeroDivisionError), hasher.turn():
            raise ZeroDivisionError


def test_two_work_at_a_time_and_all_get_their_answer(hasher: Argon2Hasher) -> None:
    """Ten at once are all served."""
    kept, answers = hasher.hash("482615"), []
    threads = [threading.Thread(target=lambda: answers.append(hasher.verify(kept, "482615"))) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 10

"""Proving who one is: tries, waits and the ways to a person. The same for a card and for a number; knows no digit."""

from collections.abc import Callable
from datetime import timedelta
from enum import Enum

from core.acts.prove_identity import Proof, ProofStatus, ProveIdentity
from core.domain.patients import Patient
from core.domain.refusals import Refusal
from core.journeys.questions import Journey, choose_shared, do, done

TRIES_A_VISIT = 3
TOO_MANY = "too-many-at-once"
"""The refusal of a hasher whose queue is full."""


class AfterMiss(Enum):
    """What to do when a try came to nothing."""

    TRY_AGAIN = "try-again"
    PERSON = "person"


class AfterLock(Enum):
    """What to do when no try is left: never nothing (words.md V5)."""

    PERSON = "person"
    FINISH = "finish"


def prove(ask: Callable[[], Journey[ProveIdentity]]) -> Journey[Patient]:
    """Ask and judge, three times at most in a visit (voice.md A6).

    Somebody unknown hears exactly what somebody with a wrong code hears.
    """
    tries = 0
    while True:
        proof = yield from _judge((yield from ask()))
        match proof.status:
            case ProofStatus.PROVED if proof.patient is not None:
                return proof.patient
            case ProofStatus.CLOSED:
                yield from end_without_proof("access-closed")
            case ProofStatus.MUST_WAIT:
                yield from wait_or_hand_over(proof.wait)
            case _:
                tries += 1
                yield from _after_miss(min(TRIES_A_VISIT - tries, proof.tries_left))


def _judge(asked: ProveIdentity) -> Journey[Proof]:
    """Have what was typed judged. When too many people come at once, nothing is typed twice and no try is spent."""
    while True:
        try:
            return (yield from do(asked))
        except Refusal as refusal:
            if refusal.key != TOO_MANY:
                raise
        if (yield from choose_shared(TOO_MANY, tuple(AfterMiss))) is AfterMiss.PERSON:
            yield from hand_over()


def end_without_proof(key: str) -> Journey[None]:
    """Say that tries stop here, and offer a person; the visit ends."""
    if (yield from choose_shared(key, tuple(AfterLock))) is AfterLock.PERSON:
        yield from hand_over()
    yield from done("goodbye-without-proof")


def hand_over() -> Journey[None]:
    """Pass to a person of the Relais; the visit ends."""
    yield from done("human-handover", hands_over=True)


def wait_or_hand_over(wait: timedelta) -> Journey[None]:
    """Say how long to wait; the person tries again, or is passed to a person."""
    if (yield from choose_shared("must-wait", tuple(AfterMiss), wait=wait)) is AfterMiss.PERSON:
        yield from hand_over()


def _after_miss(left: int) -> Journey[None]:
    """Once more while tries are left; a person every time."""
    if left <= 0:
        yield from end_without_proof("tries-over")
    if (yield from choose_shared("not-proved", tuple(AfterMiss), tries=left)) is AfterMiss.PERSON:
        yield from hand_over()

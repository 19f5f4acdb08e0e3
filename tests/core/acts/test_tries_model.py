"""Everybody who may try somebody's secrets, in any order (security.md 3.7); planted defects are caught."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from core.acts.count_try import CountTry
from core.acts.perform import Door
from core.acts.prove_identity import Proof, ProveIdentity, RecordProof, prove_identity
from core.acts.request import Context, Request
from core.demo.people import ODETTE
from core.domain.identifiers import PatientId
from core.domain.patients import Patient
from core.domain.tries import Tries
from core.ports import Keys, SecretHasher
from core.storage.opening import open_store
from tests.core.acts.memory_store import MemoryStore
from tests.core.acts.tries_machine import TriesMachine

T = TypeVar("T")
MODEL = settings(max_examples=100, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
ON_DISK = settings(MODEL, max_examples=4, stateful_step_count=20)
SEARCH = settings(MODEL, derandomize=True, database=None, phases=(Phase.generate,), print_blob=False)
"""A defect is searched for, and not made smaller."""
ODETTES = PatientId("odette")


class InMemory(TriesMachine):
    """Every run has keys of its own, under which nothing is counted yet: one store serves them all."""

    store = MemoryStore(Patient(patient_id=ODETTES, identity=ODETTE.identity), ODETTE.access_number)
    odette = ODETTES


def test_nobody_has_more_tries_than_promised() -> None:
    """Places, threads, crashes, clocks that are set: every try made is counted, ten a day, ten in a row, all alike."""
    run_state_machine_as_test(InMemory, settings=MODEL)


def test_nor_on_the_real_store(tmp_path: Path, seeded: tuple[Path, dict[str, PatientId]]) -> None:
    """A few of the same runs, on the encrypted file."""
    folder = tmp_path / "site"
    shutil.copytree(seeded[0], folder)
    with closing(open_store(folder)) as store:
        on_disk = type("OnDisk", (TriesMachine,), {"store": store, "odette": seeded[1]["odette"]})
        run_state_machine_as_test(on_disk, settings=ON_DISK)


# --- Planted defects: the model must catch each ------------------------------------------------------------


def counts_after_the_hash(door: Door, hasher: SecretHasher, asked: ProveIdentity, context: Context) -> Proof:
    """Looks first: a process that dies meanwhile has made a try that nobody counts."""
    hasher.verify("", asked.secret)
    return prove_identity(door, hasher, asked, context)


def counts_apart(door: Door, hasher: SecretHasher, asked: ProveIdentity, context: Context) -> Proof:
    """Each channel has counters of its own."""
    keys = ChannelKeys(door.keys, context.channel.value)
    return prove_identity(replace(door, keys=keys), hasher, asked, context)


@dataclass(frozen=True)
class ChannelKeys(Keys):
    """Other pseudonyms on each channel; the model looks at the telephone's."""

    keys: Keys
    channel: str

    def sign(self, text: str) -> str:
        return self.keys.sign(text)

    def pseudonym(self, name: str) -> str:
        return self.keys.pseudonym(name if self.channel == "phone" else f"{self.channel}:{name}")


@dataclass(frozen=True, kw_only=True)
class SpoiltDoor(Door):
    """Does something to the counters before or after an act."""

    def perform(self, request: Request[T], context: Context) -> T:
        self.before(request)
        outcome = super().perform(request, context)
        self.after(request, outcome)
        return outcome

    def before(self, request: Request[Any]) -> None:
        """Nothing."""

    def after(self, request: Request[Any], outcome: Any) -> None:
        """Nothing."""

    def change(self, counter: str, how: Callable[[Tries], Tries]) -> None:
        """Write a counter behind everybody's back."""
        with self.store.begin() as records:
            records.credentials.put_tries(counter, how(records.credentials.tries(counter)))


class ForgetsTheDay(SpoiltDoor):
    """A success gives ten fresh tries to whoever comes next."""

    def after(self, request: Request[Any], outcome: Any) -> None:
        del outcome
        if isinstance(request, RecordProof):
            self.change(request.counter, lambda _: Tries())


class OpensWhatIsClosed(SpoiltDoor):
    """A success opens an access that somebody was told is closed."""

    def before(self, request: Request[Any]) -> None:
        if isinstance(request, RecordProof):
            self.change(request.counter, lambda tries: replace(tries, is_closed=False))


class RemembersTheLast(SpoiltDoor):
    """Of the day's tries, the latest alone is kept."""

    def before(self, request: Request[Any]) -> None:
        if isinstance(request, RecordProof):
            self.change(request.counter, lambda tries: replace(tries, of_the_day=tries.of_the_day[-1:]))


class CountsNobody(SpoiltDoor):
    """An unknown person is never made to wait."""

    def after(self, request: Request[Any], outcome: Any) -> None:
        if isinstance(request, CountTry) and outcome.patient_id is None:
            self.change(outcome.counter, lambda _: Tries())


class CountsLess(SpoiltDoor):
    """A wrong try is given back when it is recorded."""

    def before(self, request: Request[Any]) -> None:
        if isinstance(request, RecordProof):
            self.change(request.counter, lambda tries: replace(tries, count=max(tries.count - 1, 0)))


@pytest.mark.parametrize("prove", [counts_after_the_hash, counts_apart], ids=lambda prove: prove.__name__)
def test_a_planted_way_of_proving_is_caught(prove: Callable[..., Proof]) -> None:
    """Control: the model has teeth."""
    planted = type("Planted", (InMemory,), {"prove": staticmethod(prove)})
    with pytest.raises(AssertionError):
        run_state_machine_as_test(planted, settings=SEARCH)


@pytest.mark.parametrize("door", SpoiltDoor.__subclasses__(), ids=lambda door: door.__name__)
def test_a_planted_defect_of_a_counter_is_caught(door: type[Door]) -> None:
    """Control: the model has teeth."""
    planted = type("Planted", (InMemory,), {"make_door": door})
    with pytest.raises(AssertionError):
        run_state_machine_as_test(planted, settings=SEARCH)

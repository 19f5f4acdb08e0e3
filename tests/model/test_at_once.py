"""Kiosk, telephone and operator at the same moment, a thread each, on both engines: in some order, and each whole."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from core.acts.claims import CardClaim, NumberClaim
from core.acts.give_credentials import GiveCredentials
from core.acts.list_documents import ListDocuments
from core.acts.perform import Door
from core.acts.prove_identity import ProofStatus, ProveIdentity, prove_identity
from core.acts.register_patient import RegisterPatient
from core.acts.request import Context, Request
from core.acts.state_organ_donation_choice import Stated, StateOrganDonationChoice
from core.domain.audit import Channel
from core.domain.identifiers import PatientId
from core.domain.organ_donation import Organ, Position
from core.domain.refusals import Refusal
from core.domain.tries import FREE_TRIES
from core.storage.keys import open_keys
from core.storage.unit_of_work import Store
from service.chance import SystemChance
from service.clock import SettableClock
from tests.conftest import MORNING
from tests.engines import ENGINES, opened
from tests.model.site import CountingHasher
from tests.people import as_operator, as_patient, as_stranger, filing, identity

ROUNDS, AT_ONCE = 6, 6
NUMBER, SECRET, CODE = "40071936", "482615", "170001"
BY_PHONE = NumberClaim(access_number=NUMBER)
BY_CARD = CardClaim(nir=identity().nir.with_key, birth_date=identity().birth_date)


@dataclass(frozen=True)
class Desk:
    """A site, and one person who may be in several places."""

    store: Store
    door: Door
    hasher: CountingHasher
    person: PatientId

    def leaves(self) -> Counter[tuple[str, str]]:
        """How many of which act and outcome."""
        with self.store.begin() as records:
            return Counter((leaf.act, leaf.outcome.value) for leaf in records.audit.all())

    def ask(self, request: Request[Any], context: Context) -> Callable[[], Any]:
        """To be asked in a thread."""
        return lambda: told(lambda: self.door.perform(request, context))

    def prove(self, secret: str, *, by_phone: bool) -> Callable[[], Any]:
        """A try, to be made in a thread."""
        code = CODE if by_phone else None
        asked = ProveIdentity(claim=BY_PHONE if by_phone else BY_CARD, secret=secret, one_time_code=code)
        context = as_stranger(Channel.PHONE if by_phone else Channel.KIOSK)
        return lambda: told(lambda: prove_identity(self.door, self.hasher, asked, context).status)


def told(asking: Callable[[], Any]) -> Any:
    """An outcome, or the key of a refusal."""
    try:
        return asking()
    except Refusal as refusal:
        return refusal.key
    except KeyError:
        return KeyError


def at_once(asking: Sequence[Callable[[], Any]]) -> list[Any]:
    """Let go of all together."""
    barrier = Barrier(len(asking))

    def one(ask: Callable[[], Any]) -> Any:
        barrier.wait()
        return ask()

    with ThreadPoolExecutor(len(asking)) as threads:
        return list(threads.map(one, asking))


@pytest.fixture(params=ENGINES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """One of each engine."""
    with opened(request.param, tmp_path, request) as store:
        door = Door(store=store, clock=SettableClock(MORNING), ids=SystemChance(), keys=open_keys(tmp_path))
        person = door.perform(RegisterPatient(identity=identity()), as_operator()).patient_id
        hasher = CountingHasher()
        secrets = GiveCredentials(
            access_number=NUMBER, secret_hash=hasher.hash(SECRET), code_hashes=(hasher.hash(CODE),)
        )
        door.perform(secrets, as_operator(person))
        yield Desk(store, door, hasher, person)


def refusals(desk: Desk, keys: Sequence[str]) -> list[Callable[[], Stated]]:
    """A refusal for each key, each of other organs, in turn at the kiosk and on the telephone."""
    organs = list(Organ)
    return [
        desk.ask(
            StateOrganDonationChoice(position=Position.REFUSAL, organs=frozenset({organs[place % len(organs)]})),
            as_patient(desk.person, channel=(Channel.KIOSK, Channel.PHONE)[place % 2], key=key),
        )
        for place, key in enumerate(keys)
    ]


def test_one_key_is_one_effect_whoever_comes_first(desk: Desk) -> None:
    """The finger pressed twice, the line that sent twice: all are told the same receipt."""
    for number in range(ROUNDS):
        asked = StateOrganDonationChoice(position=Position.REFUSAL)
        contexts = [
            as_patient(desk.person, channel=(Channel.KIOSK, Channel.PHONE)[place % 2], key=f"yes-{number}")
            for place in range(AT_ONCE)
        ]
        answers = at_once([desk.ask(asked, context) for context in contexts])
        assert answers == answers[:1] * AT_ONCE
    assert desk.leaves()["state-organ-donation-choice", "done"] == ROUNDS
    with desk.store.begin() as records:
        assert len(records.receipts.chain(desk.person)) == ROUNDS


def test_all_that_she_says_at_once_is_kept_in_one_order(desk: Desk) -> None:
    """Every receipt is in the chain, which never forks; what counts is what the last receipt proves."""
    said: dict[str, Stated] = {}
    for number in range(ROUNDS):
        keys = [f"{number}-{place}" for place in range(AT_ONCE)]
        said |= {stated.receipt.number: stated for stated in at_once(refusals(desk, keys))}
    with desk.store.begin() as records:
        chain, latest = records.receipts.chain(desk.person), records.organ_donation.latest(desk.person)
    assert {receipt.number: receipt for receipt in chain} == {each: said[each].receipt for each in said}
    assert [receipt.previous for receipt in chain] == ["", *(receipt.chain_hash() for receipt in chain[:-1])]
    assert latest == said[chain[-1].number].choice
    assert desk.leaves()["state-organ-donation-choice", "done"] == len(chain) == ROUNDS * AT_ONCE


def test_the_same_bytes_received_at_once_are_filed_once(desk: Desk) -> None:
    """The others are told that they are filed already."""
    for number in range(ROUNDS):
        asked = filing(original=b"<document>%d</document>" % number)
        answers = at_once([desk.ask(asked, as_operator(desk.person)) for _ in range(AT_ONCE)])
        assert answers.count("document-already-filed") == AT_ONCE - 1
    assert desk.leaves()["file-document", "done"] == ROUNDS
    assert desk.leaves()["file-document", "refused"] == ROUNDS * (AT_ONCE - 1)


def test_somebody_registered_at_once_has_one_space(desk: Desk) -> None:
    """Whoever imports twice in parallel."""
    for number in range(ROUNDS):
        asked = RegisterPatient(identity=identity(first_name=f"Yvonne{number}"))
        answers = at_once([desk.ask(asked, as_operator()) for _ in range(AT_ONCE)])
        assert answers.count("patient-already-registered") == AT_ONCE - 1


def test_tries_at_once_never_exceed(desk: Desk) -> None:
    """Kiosk and telephone together: five are looked at, the others must wait."""
    desk.hasher.looks = 0
    answers = Counter(at_once([desk.prove("000000", by_phone=bool(place % 2)) for place in range(8)]))
    assert answers == {ProofStatus.NOT_PROVED: FREE_TRIES, ProofStatus.MUST_WAIT: 8 - FREE_TRIES}
    assert desk.leaves()["count-try", "done"] == 8
    assert desk.leaves()["record-proof", "refused"] == FREE_TRIES
    assert FREE_TRIES <= desk.hasher.looks <= 2 * FREE_TRIES


def test_a_printed_code_opens_one_call_of_two_at_once(desk: Desk) -> None:
    """Whoever comes second is told no, as with a wrong code."""
    answers = Counter(at_once([desk.prove(SECRET, by_phone=True) for _ in range(3)]))
    assert answers == {ProofStatus.PROVED: 1, ProofStatus.NOT_PROVED: 2}


def test_nothing_is_left_of_somebody_erased_while_they_were_here(desk: Desk) -> None:
    """Each act was before, and is gone with the rest; or after, and found nobody. Each has left its leaf."""

    def erase() -> Any:
        with desk.store.begin(desk.person) as records:
            return records.patients.erase(desk.person)

    before = desk.leaves().total()
    reading = desk.ask(ListDocuments(), as_patient(desk.person))
    filed = desk.ask(filing(original=b"<document/>"), as_operator(desk.person, key="filing"))
    others = [*refusals(desk, ["one", "two"]), reading, filed]
    answers = at_once([*others[:2], lambda: told(erase), *others[2:]])
    assert answers[2] is None
    assert desk.leaves().total() == before + len(others)
    with desk.store.begin(desk.person) as records:
        assert told(lambda: records.patients.get(desk.person)) is KeyError
        assert told(lambda: records.receipts.chain(desk.person)) is KeyError
    assert at_once([reading]) == [KeyError]

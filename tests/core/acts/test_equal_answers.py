"""Unknown people, wrong codes, closed spaces and closed accesses cost the same work and leave the same trace.

Work is counted, never timed: statements of the database, hashes, acts. A timing test would blur on a busy machine.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.acts.claims import CardClaim, Claim, NumberClaim, name_of
from core.acts.perform import Door
from core.acts.prove_identity import PickCodeLine, ProveIdentity, prove_identity
from core.demo.people import MARCEL, ODETTE
from core.domain.audit import AuditLeaf, Channel
from core.domain.tries import Tries
from core.storage.keys import open_keys
from core.storage.opening import open_store
from service.bench.call_mix import SECRET, Caller, PlainHasher, settle
from service.bench.crowd import IDENTITY
from service.bench.postgres_server import PostgresServer
from service.bench.raw_driver import messages
from service.chance import SystemChance
from service.clock import SystemClock
from tests.conftest import Space
from tests.core.acts.proving import QuickHasher, card
from tests.core.storage.test_counts import counted
from tests.people import as_stranger
from tests.real_stacks import requires

CALL = replace(as_stranger(Channel.PHONE), device="telephone", caller="+33199000001")
KIOSK = replace(as_stranger(), device="kiosk-1")
NUMBER = NumberClaim(access_number=ODETTE.access_number)
NOBODYS_NUMBER = NumberClaim(access_number="99999999")
NOBODYS_CARD = CardClaim(nir="2530999999066", birth_date=date(1953, 9, 4))
OPEN, CLOSED_SPACE = "open", "closed"
WRONG = "000000"


@dataclass(frozen=True)
class Done:
    """Everything about a try that somebody could see or measure."""

    told: Any
    statements: tuple[str, ...]
    hashes: int
    leaves: tuple[tuple[Any, ...], ...]


def shape(leaf: AuditLeaf) -> tuple[Any, ...]:
    """A leaf without what differs between any two of them: its pseudonym and digests count by their presence."""
    return (leaf.act, leaf.outcome, leaf.reason, leaf.role, leaf.actor, bool(leaf.patient), leaf.purpose, leaf.place)


def watch(space: Space, do: Callable[[QuickHasher], Any]) -> Done:
    """Do something, and count what it took."""
    hasher, before = QuickHasher(), len(space.leaves())
    with counted(space) as seen:
        told = do(hasher)
    leaves = tuple(shape(leaf) for leaf in space.leaves(before))
    return Done(told, tuple(seen["statements"]), len(hasher.asked), leaves)


def tried(space: Space, claim: Claim, secret: str = WRONG, code: str = WRONG, made: int = 0) -> Done:
    """One try, at secrets at which `made` were wrong in a row before."""
    name = space.people["odette"] if claim in (NUMBER, card(ODETTE)) else name_of(claim)
    with space.store.begin() as records:
        records.credentials.put_tries(space.keys.pseudonym(name), Tries(count=made, last_at=space.clock.now()))
    is_call = isinstance(claim, NumberClaim)
    asked = ProveIdentity(claim=claim, secret=secret, one_time_code=code if is_call else None)
    return watch(space, lambda hasher: prove_identity(space.door, hasher, asked, CALL if is_call else KIOSK))


def line_told(space: Space, number: str) -> Done:
    """« Cherchez la ligne… », on the telephone."""
    asked = PickCodeLine(claim=NumberClaim(access_number=number))
    return watch(space, lambda _: space.door.perform(asked, CALL))


@pytest.mark.parametrize("made", [0, 4, 5, 8, 9, 10], ids=lambda made: f"after-{made}")
@pytest.mark.parametrize(
    ("known", "unknown"), [(NUMBER, NOBODYS_NUMBER), (card(ODETTE), NOBODYS_CARD)], ids=["call", "kiosk"]
)
def test_somebody_unknown_costs_what_a_wrong_code_costs(space: Space, known: Claim, unknown: Claim, made: int) -> None:
    """Free, the last that is free, one that must wait, the last before it closes, the closing one, and closed."""
    assert tried(space, known, made=made) == tried(space, unknown, made=made)


@pytest.mark.parametrize("secret", [WRONG, ODETTE.secret])
@pytest.mark.parametrize("code", [WRONG, ODETTE.codes[0]])
@pytest.mark.parametrize("state", [OPEN, CLOSED_SPACE])
def test_any_wrong_part_and_a_closed_space_cost_what_nobody_costs(
    space: Space, secret: str, code: str, state: str
) -> None:
    """Even both right, in a closed space: the answer, the work and the trace are those of an unknown number."""
    if state == OPEN and (secret, code) == (ODETTE.secret, ODETTE.codes[0]):
        return
    with space.store.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE patients SET state = ?", (state,))
    assert tried(space, NUMBER, secret, code) == tried(space, NOBODYS_NUMBER, secret, code)


def test_a_list_used_up_costs_what_nobody_costs(space: Space) -> None:
    """No line is left of it: two hashes are made all the same."""
    with space.store.begin() as records:
        records.credentials.put_codes(space.people["odette"], [])
    assert tried(space, NUMBER, ODETTE.secret) == tried(space, NOBODYS_NUMBER, ODETTE.secret)


def test_a_line_is_told_to_anybody_at_the_same_cost(space: Space) -> None:
    """Known, known without a list, unknown."""
    with space.store.begin() as records:
        records.credentials.put_codes(space.people["marcel"], [])
    told = [line_told(space, number) for number in (ODETTE.access_number, MARCEL.access_number, "99999999")]
    assert len({(done.statements, done.leaves) for done in told}) == 1


@requires("postgres")
def test_nobody_costs_the_round_trips_of_a_wrong_code(postgres: PostgresServer, tmp_path: Path) -> None:
    """On PostgreSQL each is time on a network; a right code, as a control, takes another number of them."""
    url = postgres.create_database("equal")
    with closing(open_store(tmp_path / "site", database=url)) as store:
        settle(store, 1)
        known = CardClaim(nir=Caller(number=0).nir, birth_date=IDENTITY.birth_date)
        door = Door(store=store, clock=SystemClock(), ids=SystemChance(), keys=open_keys(tmp_path / "site"))

        def said(claim: Claim, secret: str = WRONG) -> int:
            with messages(store) as seen:
                prove_identity(door, PlainHasher(), ProveIdentity(claim=claim, secret=secret), KIOSK)
            return len(seen)

        assert said(known) == said(NOBODYS_CARD) != said(known, SECRET)
    postgres.drop_database("equal")


def test_the_count_tells_a_difference_when_there_is_one(space: Space) -> None:
    """Control: a success does more than a miss, and somebody who must wait costs no hash."""
    right, wrong = tried(space, card(ODETTE), ODETTE.secret), tried(space, card(ODETTE))
    assert right.statements != wrong.statements
    assert right.leaves != wrong.leaves
    assert (wrong.hashes, tried(space, card(ODETTE), made=5).hashes) == (1, 0)

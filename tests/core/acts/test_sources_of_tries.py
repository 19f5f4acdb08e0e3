"""Tries are counted where they come from too: a terminal, a calling number, the site. They slow; they close nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.acts.claims import CardClaim, NumberClaim
from core.acts.prove_identity import PickCodeLine, Proof, ProofStatus, ProveIdentity, prove_identity
from core.acts.request import Context
from core.demo.people import MARCEL, ODETTE
from core.domain.audit import Channel
from core.domain.tries import NO_WAIT, ONE_PLACE, WHOLE_SITE, WITHHELD, Tries
from service.clock import SettableClock
from tests.conftest import Space
from tests.core.acts.proving import QuickHasher, card
from tests.people import as_stranger

KIOSK = replace(as_stranger(), device="kiosk-1")
OTHER_KIOSK = replace(as_stranger(), device="kiosk-2")
CALL = replace(as_stranger(Channel.PHONE), device="telephone", caller="+33199000001")
OTHER_CALL = replace(CALL, caller="+33199000002")
WITHHOLDING = replace(CALL, caller="")
OTHER_LINE = replace(WITHHOLDING, device="telephone-2")
YEARS = timedelta(days=3650)
WRONG = "000000"


def at(space: Space, context: Context, secret: str = WRONG, who: int | None = None) -> Proof:
    """A try from there at Odette's secrets, or at those of the unknown person `who`."""
    claim = card(ODETTE) if who is None else CardClaim(nir="2530999999066", birth_date=date.fromordinal(700_000 + who))
    return prove_identity(space.door, QuickHasher(), ProveIdentity(claim=claim, secret=secret), context)


def filled(space: Space, name: str, count: int) -> None:
    """A source has made so many wrong tries already."""
    with space.store.begin() as records:
        tries = Tries(count=count, last_at=space.clock.now())
        records.credentials.put_tries(space.keys.pseudonym(name), tries)


def count_of(space: Space, name: str) -> int:
    """What is counted of a source."""
    with space.store.begin() as records:
        return records.credentials.tries(space.keys.pseudonym(name)).count


def test_a_kiosk_where_thirty_tries_were_wrong_waits_a_minute(space: Space, clock: SettableClock) -> None:
    """At different people, each within their own ten: Odette waits too, then her right code opens."""
    for turn in range(ONE_PLACE.at_once):
        assert at(space, KIOSK, who=turn).status is ProofStatus.NOT_PROVED
    told = at(space, KIOSK, ODETTE.secret)
    assert (told.status, told.wait) == (ProofStatus.MUST_WAIT, ONE_PLACE.every)
    assert at(space, OTHER_KIOSK, ODETTE.secret).status is ProofStatus.PROVED
    clock.advance(ONE_PLACE.every)
    assert at(space, KIOSK, ODETTE.secret).status is ProofStatus.PROVED


def test_a_source_that_must_wait_costs_nobody_a_try(space: Space) -> None:
    """Nothing was looked at: Odette has all her tries elsewhere."""
    filled(space, "device:kiosk-1", ONE_PLACE.at_once)
    for _ in range(20):
        assert at(space, KIOSK).status is ProofStatus.MUST_WAIT
    assert at(space, OTHER_KIOSK).tries_left == 9


@pytest.mark.parametrize(
    ("context", "name"),
    [
        (KIOSK, "device:kiosk-1"),
        (CALL, "line:+33199000001"),
        (WITHHOLDING, "withheld:telephone"),
        (OTHER_LINE, "withheld:telephone-2"),
    ],
)
def test_each_source_has_its_own_counter_and_the_site_counts_all(space: Space, context: Context, name: str) -> None:
    """A pseudonym of a device, of a number, or of a line for those who withhold theirs."""
    at(space, context)
    assert (count_of(space, name), count_of(space, "global")) == (1, 1)


@pytest.mark.parametrize(
    ("full", "other", "name", "count"),
    [
        (CALL, OTHER_CALL, "line:+33199000001", ONE_PLACE.at_once),
        (CALL, WITHHOLDING, "line:+33199000001", ONE_PLACE.at_once),
        (WITHHOLDING, CALL, "withheld:telephone", WITHHELD.at_once),
        (WITHHOLDING, OTHER_LINE, "withheld:telephone", WITHHELD.at_once),
    ],
)
def test_one_number_stops_no_other(space: Space, full: Context, other: Context, name: str, count: int) -> None:
    """Nor do those who withhold theirs stop those who show it."""
    filled(space, name, count)
    assert at(space, full).status is ProofStatus.MUST_WAIT
    assert at(space, other).status is ProofStatus.NOT_PROVED


def test_a_success_is_given_back_to_its_source(space: Space) -> None:
    """A kiosk of people who know their codes is never slow; by telephone the line told is given back too."""
    for turn in range(3):
        assert at(space, KIOSK, ODETTE.secret).status is ProofStatus.PROVED
        claim = NumberClaim(access_number=ODETTE.access_number)
        space.door.perform(PickCodeLine(claim=claim), CALL)
        asked = ProveIdentity(claim=claim, secret=ODETTE.secret, one_time_code=ODETTE.codes[turn])
        assert prove_identity(space.door, QuickHasher(), asked, CALL).status is ProofStatus.PROVED
    assert [count_of(space, name) for name in ("device:kiosk-1", "line:+33199000001", "global")] == [0, 0, 0]


def test_a_line_is_told_so_many_times_then_one_must_wait(space: Space, clock: SettableClock) -> None:
    """Asking for the lines of strangers' lists is counted like trying their codes."""
    told = [
        space.door.perform(PickCodeLine(claim=NumberClaim(access_number=f"{number:08d}")), CALL)
        for number in range(ONE_PLACE.at_once + 1)
    ]
    assert [bool(each.wait) for each in told] == [False] * ONE_PLACE.at_once + [True]
    assert (told[-1].line, told[-1].wait) == (0, ONE_PLACE.every)
    clock.advance(ONE_PLACE.every)
    assert space.door.perform(PickCodeLine(claim=NumberClaim(access_number=MARCEL.access_number)), CALL).line == 1


def test_an_attack_on_the_site_slows_those_who_missed_and_stops_nobody_else(space: Space) -> None:
    """The site has too many wrong tries: a call that missed waits, a kiosk that did not goes on."""
    filled(space, "global", WHOLE_SITE.at_once)
    filled(space, "line:+33199000001", ONE_PLACE.under_attack)
    assert at(space, CALL).status is ProofStatus.MUST_WAIT
    assert at(space, KIOSK, ODETTE.secret).status is ProofStatus.PROVED
    assert at(space, OTHER_CALL).status is ProofStatus.NOT_PROVED


@pytest.mark.parametrize("jump", [YEARS, -YEARS])
def test_a_clock_that_was_set_stops_no_kiosk_for_ever(space: Space, clock: SettableClock, jump: timedelta) -> None:
    """Looked at again and again meanwhile, the wait still ends a minute later."""
    filled(space, "device:kiosk-1", ONE_PLACE.at_once)
    clock.advance(jump)
    told = [at(space, KIOSK, ODETTE.secret)]
    for _ in range(3):
        clock.advance(ONE_PLACE.every / 3)
        told.append(at(space, KIOSK, ODETTE.secret))
    assert [proof.status for proof in told] == [ProofStatus.MUST_WAIT] * 3 + [ProofStatus.PROVED]
    assert told[0].wait == ONE_PLACE.every


def test_a_calling_number_is_nowhere_in_clear(space: Space) -> None:
    """Not in what a context prints, nor in the trace, nor in the rows of tries."""
    at(space, CALL)
    assert CALL.caller not in repr(CALL)
    with space.store.database.engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
        for table in tables:
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608 - our own names
            assert CALL.caller.removeprefix("+") not in repr(rows)


def test_what_must_wait_is_told_the_longer_wait(space: Space) -> None:
    """Of her own secrets and of the place; and closed is closed, wherever one comes from."""
    filled(space, "device:kiosk-1", ONE_PLACE.at_once)
    counter = space.people["odette"]
    filled(space, counter, 9)
    assert at(space, KIOSK).wait == timedelta(minutes=4)
    filled(space, counter, 5)
    assert at(space, KIOSK).wait == ONE_PLACE.every
    filled(space, counter, 10)
    assert at(space, KIOSK).status is ProofStatus.CLOSED
    assert at(space, OTHER_KIOSK).wait == NO_WAIT

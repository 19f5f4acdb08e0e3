"""A model of everybody who may try Odette's secrets: places, threads, crashes, clocks that are set, and her own visits.

The model keeps its own record, by a clock that nobody sets, and compares after every step. Beside it an unknown person
is tried in the same way, in a world of their own: both must be answered alike.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from core.acts.claims import NumberClaim
from core.acts.perform import Door
from core.acts.prove_identity import Proof, ProofStatus, ProveIdentity, prove_identity
from core.acts.reopen_access import ReopenAccess
from core.acts.request import Context
from core.demo.people import ODETTE
from core.domain.audit import Channel
from core.domain.credentials import ONE_TIME_LINES, OneTimeCode
from core.domain.identifiers import PatientId
from core.domain.tries import A_DAY, TRIES_A_DAY
from core.ports import SecretHasher, UnitOfWork
from core.storage.keys import SiteKeys
from service.chance import SystemChance
from service.clock import SettableClock
from tests.conftest import MORNING
from tests.core.acts.proving import card
from tests.people import as_operator, as_stranger

RIGHT, WRONG = "111111", "000000"
CALL = replace(as_stranger(Channel.PHONE), device="telephone")
PLACES = (
    replace(as_stranger(), device="kiosk-1"),
    replace(as_stranger(), device="kiosk-2"),
    replace(CALL, caller="+33199000001"),
    replace(CALL, caller="+33199000002"),
    CALL,
)
places = st.sampled_from(PLACES)
pauses = st.sampled_from([1, 15, 60, 300, 3600, 8 * 3600, 23 * 3600, 25 * 3600]).map(lambda s: timedelta(seconds=s))
YEARS = timedelta(days=3653)


@dataclass
class Probe(SecretHasher):
    """Knows which secret is right, whether anything was looked at, and what happens meanwhile."""

    meanwhile: Callable[[], None] = lambda: None
    has_looked: bool = False

    def turn(self) -> AbstractContextManager[None]:
        return nullcontext()

    def hash(self, secret: str) -> str:
        return secret

    def verify(self, kept: str, secret: str) -> bool:
        if not self.has_looked:
            self.has_looked = True
            self.meanwhile()
        return bool(kept) and secret == RIGHT


class TriesMachine(RuleBasedStateMachine):
    """Set `store` and `odette` before it runs; planted defects replace `prove` or `make_door`."""

    store: ClassVar[UnitOfWork]
    odette: ClassVar[PatientId]
    prove: ClassVar[Callable[..., Proof]] = staticmethod(prove_identity)
    make_door: ClassVar[Callable[..., Door]] = Door

    @initialize()
    def nobody_has_tried(self) -> None:
        self.clock, self.real = SettableClock(MORNING), MORNING
        self.known, self.unknown = self._door(), self._door()
        self.wrong: list[datetime] = []
        """Real moments of tries that were wrong or never finished, since a human reopened."""
        self.in_a_row = 0
        self.is_told_closed = False
        self.is_alike = True
        """Nothing has happened yet that only happens to somebody known."""
        with self.store.begin() as records:
            codes = [OneTimeCode(line=line, code_hash="kept") for line in range(1, ONE_TIME_LINES + 1)]
            records.credentials.put_codes(self.odette, codes)

    # --- What happens -------------------------------------------------------------------------------------

    @rule(where=places)
    def somebody_is_wrong(self, where: Context) -> None:
        self._both(where, WRONG)

    @rule(where=places)
    def somebody_is_wrong_six_times(self, where: Context) -> None:
        for _ in range(6):
            self._pass(timedelta(minutes=4))
            self._both(where, WRONG)

    @rule(where=places)
    def she_comes(self, where: Context) -> None:
        self._is_right(where, Probe())

    @rule(where=places, meanwhile=st.lists(st.one_of(places, pauses), min_size=1, max_size=6))
    def she_comes_and_others_try_meanwhile(self, where: Context, meanwhile: list[Context | timedelta]) -> None:
        def others() -> None:
            for each in meanwhile:
                if isinstance(each, timedelta):
                    self._pass(each)
                else:
                    self._alone(each, WRONG, Probe())

        self._is_right(where, Probe(others))

    @rule(where=places, other=places)
    def she_is_right_at_the_last_try_while_another_comes(self, where: Context, other: Context) -> None:
        told = None
        while told is None or (told.tries_left > 1 and told.status is not ProofStatus.CLOSED):
            self._pass(timedelta(minutes=5))
            told = self._both(where, WRONG)
        self._pass(timedelta(minutes=5))
        self._is_right(where, Probe(lambda: self._note_alone(other)))

    @rule(where=places)
    def the_process_dies_while_hashing(self, where: Context) -> None:
        def dies() -> None:
            raise KeyboardInterrupt

        self._both(where, WRONG, dies)

    @rule(crowd=st.lists(places, min_size=2, max_size=5))
    def a_crowd_is_wrong_at_once(self, crowd: list[Context]) -> None:
        self.is_alike = False
        probes = [Probe() for _ in crowd]
        with ThreadPoolExecutor(len(crowd)) as threads:
            told = list(threads.map(lambda where, probe: self._ask(self.known, where, WRONG, probe), crowd, probes))
        # Who was looked at came before whoever was told, whatever the order of the threads.
        for proof, probe in sorted(zip(told, probes, strict=True), key=lambda pair: not pair[1].has_looked):
            self._note(proof, probe, self.real)

    @rule(where=places)
    def somebody_waits_as_told(self, where: Context) -> None:
        told = self._both(where, WRONG)
        if told is not None and told.status is ProofStatus.MUST_WAIT:
            self._pass(told.wait)
            again = self._both(where, WRONG)
            assert again is not None
            assert again.status is not ProofStatus.MUST_WAIT, "the wait that was told has passed"

    @rule()
    def a_human_reopens(self) -> None:
        self.known.perform(ReopenAccess(), as_operator(self.odette))
        self.wrong, self.in_a_row = [], 0
        self.is_told_closed = self.is_alike = False

    @rule(pause=pauses)
    def time_passes(self, pause: timedelta) -> None:
        self._pass(pause)

    @rule(times=st.sampled_from([-2, -1, 1, 2]))
    def the_sites_clock_is_set(self, times: int) -> None:
        self.clock.advance(times * YEARS)

    # --- What must always be so ---------------------------------------------------------------------------

    @invariant()
    def no_more_than_ten_in_any_day(self) -> None:
        for last in self.wrong:
            assert sum(timedelta(0) <= last - at < A_DAY for at in self.wrong) <= TRIES_A_DAY

    @invariant()
    def no_more_than_ten_in_a_row(self) -> None:
        assert self.in_a_row <= TRIES_A_DAY

    @invariant()
    def every_try_made_is_counted(self) -> None:
        with self.store.begin() as records:
            kept = records.credentials.tries(self.known.keys.pseudonym(self.odette))
        assert kept.count >= self.in_a_row
        assert len(kept.of_the_day) >= sum(self.real - at < A_DAY for at in self.wrong)

    # --- How ----------------------------------------------------------------------------------------------

    def _door(self) -> Door:
        chance = SystemChance()
        keys = SiteKeys(*(bytes.fromhex(chance.token() * 2) for _ in range(3)))
        return self.make_door(store=self.store, clock=self.clock, ids=chance, keys=keys)

    def _pass(self, pause: timedelta) -> None:
        self.clock.advance(pause)
        self.real += pause

    def _ask(self, door: Door, where: Context, secret: str, probe: Probe) -> Proof | None:
        is_call = where.channel is Channel.PHONE
        if door is self.unknown:
            claim = NumberClaim(access_number="99999999")
        else:
            claim = NumberClaim(access_number=ODETTE.access_number) if is_call else card(ODETTE)
        asked = ProveIdentity(claim=claim, secret=secret, one_time_code=secret if is_call else None)
        with suppress(KeyboardInterrupt):
            return self.prove(door, probe, asked, where)
        return None

    def _both(self, where: Context, secret: str, meanwhile: Callable[[], None] = lambda: None) -> Proof | None:
        """A try at Odette's secrets, and at nobody's: what is told must not tell which is which."""
        probes = Probe(meanwhile), Probe(meanwhile)
        known = self._alone(where, secret, probes[0])
        unknown = self._ask(self.unknown, where, secret, probes[1])
        if self.is_alike:
            assert known == unknown, "an unknown person is answered like a known one"
            assert probes[0].has_looked == probes[1].has_looked
        return known

    def _note_alone(self, where: Context) -> None:
        self._alone(where, WRONG, Probe())

    def _alone(self, where: Context, secret: str, probe: Probe) -> Proof | None:
        at = self.real
        told = self._ask(self.known, where, secret, probe)
        self._note(told, probe, at)
        return told

    def _is_right(self, where: Context, probe: Probe) -> None:
        self.is_alike = False
        told = self._ask(self.known, where, RIGHT, probe)
        assert told is not None
        if told.status is ProofStatus.PROVED:
            assert not self.is_told_closed, "a success opens no closed access"
            self.in_a_row = 0
        self.is_told_closed |= told.status is ProofStatus.CLOSED

    def _note(self, told: Proof | None, probe: Probe, at: datetime) -> None:
        if probe.has_looked:
            assert not self.is_told_closed, "nothing is looked at in a closed access"
            self.wrong.append(at)
            self.in_a_row += 1
        if told is not None:
            assert told.status is not ProofStatus.PROVED
            self.is_told_closed |= told.status is ProofStatus.CLOSED

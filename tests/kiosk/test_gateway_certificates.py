"""Certificates of a day: what they are worth while the records cannot be asked, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from core.acts.perform import Door
from core.demo.people import ODETTE
from core.ports import Records, TransactionLostError, UnitOfWork
from kiosk.protocol import (
    Certified,
    ScreenKind,
)
from kiosk.terminal.identity import new_identity
from tests.kiosk.conftest import Site
from tests.kiosk.operator_side import change, watched
from tests.kiosk.terminal_side import TerminalSide
from tests.kiosk.test_gateway_calls import closed


class UnreachableStore(UnitOfWork):
    """A store that is gone from some moment on."""

    def __init__(self, store: UnitOfWork) -> None:
        self._store = store
        self.is_gone = False

    @contextmanager
    def begin(self, patient_id: object = None) -> Iterator[Records]:
        if self.is_gone:
            raise TransactionLostError("gone")
        with self._store.begin(patient_id) as records:  # type: ignore[arg-type]
            yield records


@pytest.fixture
def gone(site: Site) -> UnreachableStore:
    """A site whose records can be taken away."""
    store = UnreachableStore(site.door.store)
    site.door = Door(store=store, clock=site.door.clock, ids=site.door.ids, keys=site.door.keys)
    return store


def certified(terminal: TerminalSide) -> str:
    return next(message.certificate for message in terminal.told if isinstance(message, Certified))


@pytest.mark.parametrize(
    ("later", "is_let_in"), [(timedelta(hours=23, minutes=59), True), (timedelta(hours=24), False)]
)
def test_without_the_records_a_certificate_of_the_day_is_enough(
    site: Site, gone: UnreachableStore, later: timedelta, *, is_let_in: bool
) -> None:
    """The terminal stays connected, and its visits tell people whom to call; a day later it is nobody."""
    identity = new_identity()
    change(site, public_key=identity.public_key)
    with site.terminal() as terminal:
        terminal.greet(identity)
        terminal.see(ScreenKind.CARD)
        identity.certificate = certified(terminal)
    gone.is_gone = True
    site.space.clock.advance(later)
    with site.terminal() as terminal:
        terminal.greet(identity)
        if is_let_in:
            terminal.see(ScreenKind.CARD)
            terminal.put_card(ODETTE)
            assert terminal.type(ODETTE.secret).kind is ScreenKind.APOLOGY
        else:
            assert closed(terminal) == 1008


def test_a_certificate_is_worth_nothing_with_another_key_or_against_the_records(site: Site) -> None:
    """Stolen alone it opens nothing; and where the records can be asked, they decide."""
    with site.terminal() as terminal:
        terminal.call()
        stolen = certified(terminal)
    thief = new_identity()
    thief.certificate = stolen
    with site.terminal() as terminal:
        terminal.greet(thief)
        assert closed(terminal) == 1008


def test_a_certificate_is_renewed_by_itself(site: Site) -> None:
    """Half a day before it ends, on the same connection."""
    with watched(site) as kiosk:
        kiosk.terminal.timer.advance(12 * 3600)
        kiosk.look()
        assert isinstance(kiosk.terminal.hear(), Certified)


def test_records_out_of_reach_send_nobody_off(site: Site, gone: UnreachableStore) -> None:
    """The watch goes on, and says so; the terminal stays."""
    with watched(site) as kiosk:
        gone.is_gone = True
        with pytest.raises(TransactionLostError):
            kiosk.look()
        gone.is_gone = False
        assert kiosk.terminal.prove(ODETTE).kind is ScreenKind.CHOOSE

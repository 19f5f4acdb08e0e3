"""How a machine is put in its place, and put out: codes on the glass, orders between visits, certificates of a day."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from msgspec import structs
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from core.acts.offer_enrolment import OfferEnrolment
from core.acts.perform import Door
from core.acts.revoke_device import RevokeDevice
from core.demo.people import ODETTE
from core.domain.devices import MOST_WRONG_CODES, Device
from core.domain.identifiers import DeviceId
from core.ports import Records, TransactionLostError, UnitOfWork
from kiosk.gateway import Register
from kiosk.protocol import (
    Active,
    Answer,
    Card,
    CardState,
    Certified,
    PrinterState,
    Restart,
    Screen,
    ScreenKind,
    Settled,
)
from kiosk.terminal.identity import Identity, new_identity
from tests.kiosk.conftest import AUTHORITY, Site
from tests.kiosk.terminal_side import DEVICE, IDENTITY, KNOWN, TerminalSide, TestClient
from tests.kiosk.test_gateway_calls import closed
from tests.people import as_operator

BOURG = "Mairie de Bourg"
NEW = DeviceId("kiosk-2")


@dataclass
class Watched:
    """A site with its known terminal on the line."""

    terminal: TerminalSide
    look: Callable[[], None]
    """Have the site ask its records, now, and the terminal be told."""


@contextmanager
def watched(site: Site) -> Iterator[Watched]:
    """A terminal at its welcome, of a site that looks when a test says so."""
    gateway = site.gateway()
    application = Starlette(routes=[WebSocketRoute("/kiosk/terminal", gateway.serve)])
    with TestClient(application) as client, client.websocket_connect("/kiosk/terminal") as socket:
        terminal = TerminalSide(socket, site.timer)
        terminal.call()
        portal = client.portal
        assert portal is not None
        yield Watched(terminal, lambda: portal.call(gateway.look))


def offered(site: Site, device_id: DeviceId = NEW, place: str = BOURG) -> str:
    """The code that the operator is told."""
    return site.door.perform(OfferEnrolment(device_id=device_id, place=place), as_operator()).code


def wrong(code: str) -> str:
    """A code that none is."""
    return f"{(int(code) + 1) % 10**12:012d}"


def device(site: Site, device_id: DeviceId = DEVICE) -> Device:
    with site.space.store.begin() as records:
        known = records.devices.get(device_id)
    assert known is not None
    return known


def change(site: Site, **changed: object) -> None:
    with site.space.store.begin() as records:
        known = records.devices.get(DEVICE)
        assert known is not None
        records.devices.put(replace(known, **changed))  # type: ignore[arg-type]


def asked_for_code(terminal: TerminalSide, identity: Identity) -> Screen:
    """A stranger's machine while a code is open."""
    terminal.greet(identity)
    assert isinstance(terminal.hear(), Settled)
    return terminal.see(ScreenKind.ENTER)


# --- In ----------------------------------------------------------------------------------------------


def test_whoever_installs_a_machine_types_its_code_on_it(site: Site) -> None:
    """Its own place from then on, without another call; and at the next call it is known."""
    identity, code = new_identity(), offered(site)
    with site.terminal() as terminal:
        screen = asked_for_code(terminal, identity)
        assert (screen.title, screen.band.person) == ("Tapez le code d'installation", "")
        assert terminal.type(code).kind is ScreenKind.CARD
        places = [message.place for message in terminal.told if isinstance(message, Settled)]
        assert places == ["", BOURG]
    with site.terminal() as terminal:
        terminal.greet(identity)
        settled = terminal.hear()
        assert isinstance(settled, Settled)
        assert settled.place == BOURG
    assert [leaf.act for leaf in site.space.leaves()][-2:] == ["offer-enrolment", "enrol-device"]


def test_a_code_serves_once(site: Site) -> None:
    """A paper left beside the machine puts no second one in."""
    code = offered(site)
    with site.terminal() as terminal:
        asked_for_code(terminal, new_identity())
        terminal.type(code)
    with site.terminal() as terminal:
        terminal.greet(new_identity())
        assert closed(terminal) == 1008


def test_a_code_ends_after_half_an_hour(site: Site) -> None:
    """Then nobody is even asked for one."""
    offered(site)
    site.space.clock.advance(timedelta(minutes=30))
    with site.terminal() as terminal:
        terminal.greet(new_identity())
        assert closed(terminal) == 1008


def test_a_wrong_code_may_be_typed_again_and_is_told(site: Site) -> None:
    """Five on one connection; nothing but the code is taken."""
    code = offered(site)
    with site.terminal() as terminal:
        asked_for_code(terminal, new_identity())
        for _ in range(4):
            assert terminal.type(wrong(code)).title == "Ce code n'est pas le bon"
        terminal.say(Answer(screen=terminal.present.id, typed=wrong(code)))
        assert closed(terminal) == 1008


def test_codes_are_void_once_too_many_were_guessed(site: Site) -> None:
    """Ten wrong ones, wherever they were typed: the right one opens nothing any more."""
    code = offered(site)
    for _ in range(MOST_WRONG_CODES // 5):
        with site.terminal() as terminal:
            asked_for_code(terminal, new_identity())
            for _ in range(4):
                terminal.type(wrong(code))
            terminal.say(Answer(screen=terminal.present.id, typed=wrong(code)))
            assert closed(terminal) == 1008
    with site.terminal() as terminal:
        terminal.greet(new_identity())
        assert closed(terminal) == 1008
    assert device(site, NEW).public_key is None


@pytest.mark.parametrize("typed", ["", "12345", "abcdefghijkl", "1234567890123"])
def test_what_is_no_code_is_no_try(site: Site, typed: str) -> None:
    """The same page again."""
    offered(site)
    with site.terminal() as terminal:
        screen = asked_for_code(terminal, new_identity())
        assert terminal.type(typed).title == screen.title
    offer = device(site, NEW).offer
    assert offer is not None
    assert offer.wrong_codes == 0


def test_nobody_waits_for_ever_for_a_code(site: Site) -> None:
    """Ten minutes; cards, keys and paper tell nothing meanwhile."""
    offered(site)
    with site.terminal() as terminal:
        asked_for_code(terminal, new_identity())
        terminal.say(Card(state=CardState.GONE))
        terminal.say(Active())
        terminal.timer.advance(600)
        assert closed(terminal) == 1008


def test_a_machine_that_replaces_another_puts_it_out(site: Site) -> None:
    """The former one serves until the code is used; then it is sent off, and its key opens nothing."""
    code = offered(site, DEVICE, "Pharmacie du Pont")
    with watched(site) as former:
        with site.terminal() as terminal:
            asked_for_code(terminal, new_identity())
            assert terminal.type(code).band.detail == "Pharmacie du Pont"
        former.look()
        assert closed(former.terminal) == 1008
    with site.terminal() as again:
        again.greet()
        assert closed(again) == 1008


def test_a_machine_that_moves_stands_in_one_place(site: Site) -> None:
    """The same key under another name: the former name has no machine any more."""
    code = offered(site)
    change(site, public_key=None)
    with site.terminal() as terminal:
        asked_for_code(terminal, IDENTITY)
        terminal.type(code)
    assert (device(site).public_key, device(site, NEW).public_key) == (None, IDENTITY.public_key)


# --- Out ---------------------------------------------------------------------------------------------


def test_a_terminal_that_is_put_out_goes_whoever_stands_there(site: Site) -> None:
    """In the middle of a visit: wiped by the cut; and it is not let in again."""
    with watched(site) as kiosk:
        kiosk.terminal.prove(ODETTE)
        site.door.perform(RevokeDevice(device_id=DEVICE), as_operator())
        kiosk.look()
        assert closed(kiosk.terminal) == 1008
    with site.terminal() as terminal:
        terminal.greet()
        assert closed(terminal) == 1008


def test_the_site_looks_three_times_a_minute(site: Site) -> None:
    """So that whoever is put out has gone within 60 seconds."""
    gateway = site.gateway()
    application = Starlette(routes=[WebSocketRoute("/kiosk/terminal", gateway.serve)])
    with TestClient(application) as client, client.websocket_connect("/kiosk/terminal") as socket:
        assert client.portal is not None
        watching = client.portal.start_task_soon(gateway.watch)
        terminal = TerminalSide(socket, site.timer)
        terminal.call()
        site.door.perform(RevokeDevice(device_id=DEVICE), as_operator())
        terminal.timer.advance(20)
        assert closed(terminal) == 1008
        watching.cancel()


@pytest.mark.parametrize("identity", [new_identity(), IDENTITY], ids=["another key", "the same key"])
def test_a_code_puts_a_terminal_in_again_that_was_put_out(site: Site, identity: Identity) -> None:
    """Found again after a theft: the operator decides, with a new code."""
    site.door.perform(RevokeDevice(device_id=DEVICE), as_operator())
    with site.terminal() as terminal:
        code = offered(site, DEVICE, KNOWN.place)
        asked_for_code(terminal, identity)
        assert terminal.type(code).kind is ScreenKind.CARD
    assert device(site).is_let_in


# --- Orders ------------------------------------------------------------------------------------------


def test_a_message_of_the_day_stands_on_the_welcome(site: Site) -> None:
    """Shown and said, and gone when its time is over."""
    with watched(site) as kiosk:
        until = site.space.clock.now() + timedelta(hours=1)
        change(site, notice="La pharmacie ferme à midi.", notice_until_at=until)
        kiosk.look()
        screen = kiosk.terminal.see(ScreenKind.CARD)
        assert screen.note is not None
        assert screen.note.text == "La pharmacie ferme à midi."
        assert screen.voice.endswith("La pharmacie ferme à midi.")
        site.space.clock.advance(timedelta(hours=1))
        kiosk.look()
        assert kiosk.terminal.see(ScreenKind.CARD).note is None


def test_a_message_does_not_hide_that_there_is_no_paper(site: Site) -> None:
    """The line of facts says it, and the voice, before the message."""
    change(site, notice="Fermé demain.", notice_until_at=site.space.clock.now() + timedelta(days=1))
    with site.terminal() as terminal:
        terminal.call(PrinterState.NO_PAPER)
        assert terminal.present.note is not None
        assert terminal.present.note.text == "Fermé demain."
        assert "arrêtée" in terminal.present.facts[-1].text
        assert terminal.present.voice.endswith("Il n'y a plus de papier. Tout le reste marche. Fermé demain.")


def test_who_is_served_sees_no_message_come(site: Site) -> None:
    """It waits for the next welcome."""
    with watched(site) as kiosk:
        menu = kiosk.terminal.prove(ODETTE)
        change(site, notice="Fermé demain.", notice_until_at=site.space.clock.now() + timedelta(days=1))
        kiosk.look()
        kiosk.terminal.wait_until_heard()
        assert kiosk.terminal.present.title == menu.title
        note = kiosk.terminal.pull_card().note
        assert note is not None
        assert note.text == "Fermé demain."


def test_a_restart_waits_until_the_person_has_gone(site: Site) -> None:
    """The card in the slot is somebody's; after it, the terminal starts afresh, once."""
    with watched(site) as kiosk:
        kiosk.terminal.prove(ODETTE)
        change(site, restart_asked_at=site.space.clock.now())
        kiosk.look()
        kiosk.terminal.wait_until_heard()
        assert Restart() not in kiosk.terminal.told
        kiosk.terminal.pull_card()
        assert kiosk.terminal.told.count(Restart()) == 1


def test_a_terminal_that_nobody_uses_starts_afresh_at_once(site: Site) -> None:
    """Nothing to wait for."""
    with watched(site) as kiosk:
        change(site, restart_asked_at=site.space.clock.now())
        kiosk.look()
        assert kiosk.terminal.hear() == Restart()


def test_an_order_to_restart_is_done_once_a_younger_program_calls(site: Site) -> None:
    """One that was cut before it heard is told again; one that has started since is left alone."""
    change(site, restart_asked_at=site.space.clock.now())
    site.space.clock.advance(timedelta(seconds=5))
    for up_s, is_still_to_be_done in ((60.0, True), (2.0, False)):
        with site.terminal() as terminal:
            terminal.say(structs.replace(IDENTITY.hello(terminal.challenged(), PrinterState.READY), up_s=up_s))
            terminal.see(ScreenKind.CARD)
            assert (Restart() in terminal.told) is is_still_to_be_done
        assert (device(site).restart_asked_at is not None) is is_still_to_be_done


def test_the_site_notes_who_is_there(site: Site) -> None:
    """The operator sees when a terminal was last connected."""
    register = Register(site.door, AUTHORITY)
    register.look((DEVICE,), are_noted=False)
    assert device(site).seen_at is None
    register.look((DEVICE,), are_noted=True)
    assert device(site).seen_at == site.space.clock.now()


# --- Certificates ------------------------------------------------------------------------------------


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

"""How a machine is put in its place, and put out: codes on the glass, once, in time."""

from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from core.acts.revoke_device import RevokeDevice
from core.demo.people import ODETTE
from core.domain.devices import MOST_WRONG_CODES
from kiosk.protocol import (
    Active,
    Answer,
    Card,
    CardState,
    ScreenKind,
    Settled,
)
from kiosk.terminal.identity import Identity, new_identity
from tests.kiosk.conftest import Site
from tests.kiosk.operator_side import BOURG, NEW, asked_for_code, change, device, offered, watched, wrong
from tests.kiosk.terminal_side import DEVICE, IDENTITY, KNOWN, TerminalSide, TestClient
from tests.kiosk.test_gateway_calls import closed
from tests.people import as_operator


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

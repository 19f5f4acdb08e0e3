"""Who may call, and what happens to what no terminal would say."""

import logging

import pytest
import structlog
from msgspec.structs import replace

from core.demo.people import ODETTE
from kiosk.protocol import (
    VERSION,
    Answer,
    Certified,
    Challenge,
    PrinterState,
    ScreenKind,
    Settled,
    Show,
    encode,
)
from kiosk.terminal.identity import new_identity
from tests.kiosk.conftest import Site
from tests.kiosk.terminal_side import DEVICE, PLACE, TerminalSide, card_of, hello


def closed(terminal: TerminalSide) -> int:
    """The code with which the site closes; nothing is shown any more."""
    while (message := terminal.socket.receive())["type"] != "websocket.close":
        assert message["type"] == "websocket.send"
    return int(message["code"])


def test_a_known_terminal_is_told_its_place_and_its_words(site: Site) -> None:
    """The help number and the names of the fixed keys come with the first answer."""
    with site.terminal() as terminal:
        settled = terminal.call()
    assert (settled.version, settled.place, settled.help_number) == (VERSION, PLACE, "01 99 00 12 34")
    assert [settled.labels[key] for key in ("back", "listen", "see", "help", "end")] == [
        "Retour",
        "Écouter",
        "Voir mieux",
        "Aide",
        "Terminer",
    ]


STRANGER = new_identity()
STRANGERS_KEY = STRANGER.hello(Challenge(version=VERSION, nonce="x"), PrinterState.READY).public_key


@pytest.mark.parametrize(
    "changed",
    [
        {"signature": ""},
        {"signature": "not base64"},
        {"signature": "AAAA"},
        {"signature": "é"},
        {"public_key": ""},
        {"public_key": "AAAA"},
        {"public_key": STRANGERS_KEY},
        {"version": VERSION + 1},
        {"version": 1},
    ],
)
def test_a_caller_that_is_no_terminal_of_ours_sees_nothing(site: Site, changed: dict[str, object]) -> None:
    """No signature, somebody else's key, another version: closed before any screen."""
    with site.terminal() as terminal:
        terminal.say(replace(hello(terminal.challenged()), **changed))
        assert closed(terminal) == 1008
    assert site.acts() == []


def test_a_machine_that_nobody_put_in_sees_nothing(site: Site) -> None:
    """Its proof is good, and proves a stranger."""
    with site.terminal() as terminal:
        terminal.greet(STRANGER)
        assert closed(terminal) == 1008


def test_a_greeting_that_was_overheard_opens_nothing(site: Site) -> None:
    """What is signed is for one connection."""
    with site.terminal() as terminal:
        terminal.challenged()
        terminal.say(hello())
        assert closed(terminal) == 1008


def test_a_caller_that_says_nothing_is_let_go(site: Site) -> None:
    """Ten seconds to say who calls."""
    with site.terminal() as terminal:
        terminal.challenged()
        terminal.timer.advance(10)
        assert closed(terminal) == 1008


def test_anything_before_hello_is_refused(site: Site) -> None:
    """A card is nobody's before the terminal is known."""
    with site.terminal() as terminal:
        terminal.challenged()
        terminal.say(card_of(ODETTE))
        assert closed(terminal) == 1008


def test_a_second_hello_ends_the_connection(kiosk: TerminalSide) -> None:
    """A terminal is who it was."""
    kiosk.say(hello())
    assert closed(kiosk) == 1008


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{",
        "[]",
        "null",
        '{"type":"answer"}',
        '{"type":"answer","screen":"1"}',
        '{"type":"answer","screen":1,"keys":["next"],"shortcut":true}',
        '{"type":"show","screen":{}}',
        '{"type":"card","state":"golden"}',
        '{"type":"answer","screen":1,"typed":"\\ud800"}',
    ],
)
def test_a_frame_that_is_no_message_closes_the_connection(kiosk: TerminalSide, site: Site, frame: str) -> None:
    """Unknown fields, unknown kinds, broken text: nothing is guessed."""
    kiosk.socket.send_text(frame)
    assert closed(kiosk) in {1007, 1008}
    assert site.acts() == []


def test_bytes_are_refused(kiosk: TerminalSide) -> None:
    """The protocol is text."""
    kiosk.socket.send_bytes(encode(Answer(screen=1, keys=("next",))).encode())
    assert closed(kiosk) == 1003


@pytest.mark.parametrize("letter", ["a", "é"])
def test_a_frame_too_large_is_not_even_read(kiosk: TerminalSide, letter: str) -> None:
    """64 KiB is more than any card, key or typed word; bytes are counted, not letters."""
    kiosk.socket.send_text(encode(Answer(screen=1, typed=letter * 40_000 if letter == "é" else letter * 70_000)))
    assert closed(kiosk) == 1009


def test_a_refused_frame_ends_the_visit_and_keeps_nothing(site: Site) -> None:
    """A terminal that breaks down in the middle of a choice leaves nothing half said."""
    with site.terminal() as terminal:
        terminal.call()
        terminal.prove(ODETTE)
        for key in ("organ-donation", "next", "next", "refuse", "everything", "right"):
            terminal.touch(key)
        terminal.socket.send_text("{")
        assert closed(terminal) == 1007
    assert site.kept("odette") is None


def test_two_terminals_are_served_side_by_side(site: Site) -> None:
    """Each has its own visit."""
    with site.terminal() as left, site.terminal() as right:
        left.call()
        right.call()
        left.prove(ODETTE)
        assert right.present.kind is ScreenKind.CARD
        assert right.present.band.person == ""


def test_what_a_refused_caller_said_is_in_no_log(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    """Why, and nothing of its own words."""
    with structlog.testing.capture_logs() as logs, caplog.at_level(logging.DEBUG), site.terminal() as terminal:
        terminal.say(replace(hello(terminal.challenged()), certificate="canary-of-the-log", signature="canary-2"))
        closed(terminal)
    assert [line["reason"] for line in logs if line["event"] == "terminal-refused"] == ["not-proved"]
    assert "canary" not in f"{logs} {caplog.text}"


def test_settled_is_all_that_comes_before_the_welcome(site: Site) -> None:
    """One answer to hello, the certificate of the day, then one screen."""
    with site.terminal() as terminal:
        terminal.call()
    assert [type(message) for message in terminal.told] == [Challenge, Settled, Certified, Show]
    assert DEVICE not in encode(terminal.told[1])

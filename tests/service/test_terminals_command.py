"""`relais terminals`: what an operator does with kiosks, beside a running site; each mistake on one line."""

from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from kiosk.protocol import Answer, Challenge, PrinterState, Screen, ScreenKind, Settled, Show, decode_site, encode
from kiosk.terminal.identity import Identity, new_identity
from service.premises import open_premises
from tests.service.relais_command import relais, site


def greet(line: ClientConnection, identity: Identity) -> None:
    challenge = decode_site(line.recv(timeout=20))
    assert isinstance(challenge, Challenge)
    line.send(encode(identity.hello(challenge, PrinterState.READY)))


def see(line: ClientConnection) -> Screen:
    while not isinstance(message := decode_site(line.recv(timeout=40)), Show):
        pass
    return message.screen


def told(data: Path, *words: str) -> str:
    """What the operator reads."""
    ended = relais("terminals", *words, "--data", data)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def test_a_kiosk_is_put_in_spoken_to_and_put_out(tmp_path: Path) -> None:
    """With the real programs, on one folder, while the site serves; sent off within the minute that is promised."""
    data, identity = tmp_path / "site", new_identity()
    with site(data) as running:
        url = f"ws://{running.host}/kiosk/terminal"
        assert told(data, "list") == "no kiosk was ever added: `relais terminals add NAME PLACE`\n"
        code = told(data, "add", "kiosk-2", "Mairie d'Aubigny").splitlines()[0].removeprefix("code ")
        assert told(data, "list") == "kiosk-2  Mairie d'Aubigny  no machine yet, code open\n"
        with connect(url) as line:
            greet(line, identity)
            page = see(line)
            assert page.kind is ScreenKind.ENTER
            line.send(encode(Answer(screen=page.id, typed=code.replace(" ", ""))))
            settled = decode_site(line.recv(timeout=20))
            assert isinstance(settled, Settled)
            assert settled.place == "Mairie d'Aubigny"
            assert see(line).kind is ScreenKind.CARD
            assert told(data, "list").startswith("kiosk-2  Mairie d'Aubigny  may call")
            assert told(data, "say", "Fermé demain.").startswith("on 1 kiosks, within 60 seconds: the message stands")
            note = see(line).note
            assert note is not None
            assert note.text == "Fermé demain."
            assert told(data, "revoke", "kiosk-2") == "kiosk-2 is put out within 60 seconds\n"
            with pytest.raises(ConnectionClosed):
                line.recv(timeout=60)
        assert told(data, "revoke", "kiosk-2") == "kiosk-2 was out already\n"
        assert "  out since " in told(data, "list")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "Kiosk 2", "Mairie"], "a name has 1 to 40 small letters"),
        (["add", "kiosk-2", "x" * 61], "a place has 1 to 60 letters"),
        (["revoke", "kiosk-9"], "no kiosk is named kiosk-9"),
        (["restart", "kiosk-9"], "no kiosk is named kiosk-9"),
        (["say", "Bonjour.", "--only", "kiosk-9"], "no kiosk is named kiosk-9"),
        (["restart", "kiosk-1"], "has no machine that may call"),
        (["say", "x" * 81, "--only", "kiosk-1"], "a message has at most 80 letters"),
    ],
)
def test_a_mistake_is_told_on_one_line_and_changes_nothing(tmp_path: Path, words: list[str], said: str) -> None:
    """Without a site that runs, too."""
    data = tmp_path / "site"
    with open_premises(data):
        pass
    told(data, "add", "kiosk-1", "Mairie")
    before = told(data, "list")
    ended = relais("terminals", *words, "--data", data)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert "nothing was changed" in ended.stderr
    assert told(data, "list") == before


def test_an_order_is_seen_in_the_list_until_it_is_done(tmp_path: Path) -> None:
    """Restart asked; the message, and that it can be taken away."""
    data = tmp_path / "site"
    with site(data, "--demo") as running:
        assert running.stop() == 0
    assert told(data, "restart", "kiosk-1").startswith("kiosk-1 starts afresh within 60 seconds")
    assert "may call, restart asked" in told(data, "list")
    told(data, "say", "Fermé demain.", "--hours", "2")
    assert "says: Fermé demain." in told(data, "list")
    assert told(data, "say", "") == "on 1 kiosks, within 60 seconds: the message is taken away\n"
    assert "says" not in told(data, "list")

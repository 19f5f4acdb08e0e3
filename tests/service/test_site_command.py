"""`relais site` as systemd runs it: one ready line, health, a clean end, and nobody let in who was not set up."""

import json
import socket
from http.client import HTTPConnection
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from core.acts.register_patient import RegisterPatient
from kiosk.protocol import Challenge, PrinterState, Settled, SiteMessage, decode_site, encode
from kiosk.terminal.identity import Identity, new_identity
from service.demonstration.settings import demonstration_identity
from service.premises import open_premises
from tests.people import as_operator, identity
from tests.service.relais_command import RunningSite, relais, site


def _get(running: RunningSite, path: str, method: str = "GET") -> tuple[int, str, bytes]:
    connection = HTTPConnection(running.host, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    return answer.status, answer.headers.get_content_type(), answer.read()


def _greet(line: ClientConnection, identity: Identity) -> SiteMessage:
    """Call as this machine, and hear what the site makes of it."""
    challenge = decode_site(line.recv(timeout=10))
    assert isinstance(challenge, Challenge)
    line.send(encode(identity.hello(challenge, PrinterState.READY)))
    return decode_site(line.recv(timeout=10))


def test_a_site_says_ready_serves_and_ends_cleanly(tmp_path: Path) -> None:
    """One line, health as JSON, SIGTERM ends with 0, and the records can be opened again."""
    with site(tmp_path / "site") as running:
        status, kind, body = _get(running, "/health")
        assert (status, kind, json.loads(body)) == (200, "application/json", {"status": "serving"})
        assert running.stop() == 0
        assert running.process.stdout is not None
        assert running.process.stdout.read() == ""
    with site(tmp_path / "site") as again:
        assert again.stop() == 0


def test_a_second_site_on_the_same_folder_is_refused_on_one_line(tmp_path: Path) -> None:
    """One owner; the first goes on."""
    with site(tmp_path / "site") as running:
        second = relais("site", "--data", tmp_path / "site", "--port", "0")
        assert (second.returncode, second.stdout) == (2, "")
        assert (
            second.stderr == f"relais: {tmp_path / 'site'}: another process has this data folder open: stop it first\n"
        )
        assert _get(running, "/health")[0] == 200


def test_a_port_that_is_taken_is_told_on_one_line(tmp_path: Path) -> None:
    """Before the folder is touched."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = relais("site", "--data", tmp_path / "site", "--port", str(port))
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"relais: 127.0.0.1:{port} ")
    assert ended.stderr.count("\n") == 1
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("identity", [demonstration_identity(), new_identity()], ids=["demonstration", "stranger"])
def test_no_terminal_is_let_in_that_was_not_enrolled(tmp_path: Path, identity: Identity) -> None:
    """The public key of the demonstration opens nothing, even where a demonstration was played before."""
    with site(tmp_path / "site", "--demo") as played:
        assert played.stop() == 0
    with site(tmp_path / "site") as running, connect(f"ws://{running.host}/kiosk/terminal") as line:
        with pytest.raises(ConnectionClosed):
            _greet(line, identity)
        assert running.stop() == 0


def test_without_settings_there_is_no_telephone(tmp_path: Path) -> None:
    """Not even a door to knock at."""
    with site(tmp_path / "site") as running:
        for path in ("/phone/twilio/voice", "/phone/twilio/after"):
            assert _get(running, path, "POST")[0] == 404


def test_a_terminal_that_is_let_in_learns_whom_to_call(tmp_path: Path) -> None:
    """The number of the people of the Relais, as the operator set it."""
    more = {"RELAIS_HELP_NUMBER": "0987654321"}
    with site(tmp_path / "site", "--demo", **more) as running, connect(f"ws://{running.host}/kiosk/terminal") as line:
        settled = _greet(line, demonstration_identity())
        assert isinstance(settled, Settled)
        assert settled.help_number.replace("\N{NO-BREAK SPACE}", " ") == "09 87 65 43 21"


def test_a_site_ends_in_time_while_a_terminal_is_there(tmp_path: Path) -> None:
    """SIGTERM with a terminal connected: no waiting for it to leave."""
    with site(tmp_path / "site", "--demo") as running, connect(f"ws://{running.host}/kiosk/terminal") as line:
        _greet(line, demonstration_identity())
        assert running.stop() == 0


def test_the_demonstration_is_not_put_among_other_people(tmp_path: Path) -> None:
    """Its codes are printed in the documentation: on a folder of real records it would open doors to the house."""
    with open_premises(tmp_path / "site") as premises:
        premises.door.perform(RegisterPatient(identity=identity()), as_operator())
    ended = relais("site", "--data", tmp_path / "site", "--port", "0", "--demo")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.count("\n") == 1
    assert "people are here already" in ended.stderr

"""`relais site` as systemd runs it: one ready line, health, a clean end, and nobody let in who was not set up."""

import json
import socket
from http.client import HTTPConnection
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from core.acts.register_patient import RegisterPatient
from kiosk.protocol import VERSION, Hello, PrinterState, encode
from service.demonstration.settings import DEVICE_TOKEN
from service.premises import open_premises
from tests.people import as_operator, identity
from tests.service.relais_command import RunningSite, relais, site


def _get(running: RunningSite, path: str, method: str = "GET") -> tuple[int, str, bytes]:
    connection = HTTPConnection(running.host, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    return answer.status, answer.headers.get_content_type(), answer.read()


def _hello(token: str) -> str:
    return encode(Hello(version=VERSION, device="kiosk-1", token=token, printer=PrinterState.READY))


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


@pytest.mark.parametrize("token", ["", DEVICE_TOKEN])
def test_without_settings_no_terminal_is_let_in(tmp_path: Path, token: str) -> None:
    """The public token of the demonstration opens nothing, nor does an empty one."""
    with site(tmp_path / "site") as running, connect(f"ws://{running.host}/kiosk/terminal") as socket_:
        socket_.send(_hello(token))
        with pytest.raises(ConnectionClosed):
            socket_.recv(timeout=10)


def test_without_settings_there_is_no_telephone(tmp_path: Path) -> None:
    """Not even a door to knock at."""
    with site(tmp_path / "site") as running:
        for path in ("/phone/twilio/voice", "/phone/twilio/after"):
            assert _get(running, path, "POST")[0] == 404


def test_with_its_token_a_terminal_is_let_in(tmp_path: Path) -> None:
    """From the environment, as secrets are given; it learns whom to call for help."""
    more = {"RELAIS_DEVICE_TOKEN": "long-and-random", "RELAIS_HELP_NUMBER": "0987654321"}
    with site(tmp_path / "site", **more) as running, connect(f"ws://{running.host}/kiosk/terminal") as socket_:
        socket_.send(_hello("long-and-random"))
        settled = str(socket_.recv(timeout=10)).replace("\N{NO-BREAK SPACE}", " ")
        assert '"settled"' in settled
        assert "09 87 65 43 21" in settled


def test_a_site_ends_in_time_while_a_terminal_is_there(tmp_path: Path) -> None:
    """SIGTERM with a terminal connected: no waiting for it to leave."""
    with site(tmp_path / "site", "--demo") as running, connect(f"ws://{running.host}/kiosk/terminal") as socket_:
        socket_.send(_hello(DEVICE_TOKEN))
        socket_.recv(timeout=10)
        assert running.stop() == 0


def test_the_demonstration_is_not_put_among_other_people(tmp_path: Path) -> None:
    """Its codes are printed in the documentation: on a folder of real records it would open doors to the house."""
    with open_premises(tmp_path / "site") as premises:
        premises.door.perform(RegisterPatient(identity=identity()), as_operator())
    ended = relais("site", "--data", tmp_path / "site", "--port", "0", "--demo")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.count("\n") == 1
    assert "people are here already" in ended.stderr

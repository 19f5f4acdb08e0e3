"""systemd knows that the terminal is up, and hears no more of it when the interface is frozen or worn out."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.terminal.supervision import FAULTS_AT_MOST, FAULTS_WITHIN_S, WORN_OUT, Supervisor, Wear

ROOT = Path(__file__).parents[3]
REAL = ("service", "kiosk", "--site", "http://127.0.0.1:9")
PLAYED = "tests.kiosk.terminal.supervised"
SILENT_S = 1.5
"""Five times as long as the time between two signs of life here."""


class Listener:
    """systemd's side of the socket."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder / "notify")
        self.identity = str(folder / "identity.pem")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.address)

    def hear(self, seconds: float = 20) -> str:
        """The next message; nothing when none comes."""
        self._socket.settimeout(seconds)
        try:
            return self._socket.recv(64).decode()
        except TimeoutError:
            return ""

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    made = Listener(tmp_path)
    yield made
    made.close()


@contextmanager
def started(listener: Listener, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A terminal offscreen, of which a sign of life is owed every 0.9 s; ended by its own id."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "KIVY_HOME"}}
    more = {"SDL_VIDEODRIVER": "offscreen", "NOTIFY_SOCKET": listener.address, "WATCHDOG_USEC": "900000"}
    more |= {"RELAIS_CARD_READER": "virtual", "RELAIS_SPEECH": "none", "RELAIS_IDENTITY": listener.identity}
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", *words]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT, env=kept | more) as made:
        try:
            yield made
        finally:
            made.kill()


def test_the_real_terminal_says_that_it_is_ready_then_that_it_lives(listener: Listener) -> None:
    """READY=1 first, then WATCHDOG=1 again and again, site or no site."""
    with started(listener, *REAL):
        assert [listener.hear() for _ in range(4)] == ["READY=1", *["WATCHDOG=1"] * 3]


def test_a_frozen_interface_is_silent_though_other_threads_go_on(listener: Listener) -> None:
    """Signs come until the interface's own thread is blocked; then none, and systemd starts it again."""
    with started(listener, PLAYED, "freeze") as terminal:
        assert [listener.hear() for _ in range(3)] == ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]
        assert terminal.stdin is not None
        assert terminal.stdout is not None
        terminal.stdin.write("now\n")
        terminal.stdin.flush()
        assert terminal.stdout.readline() == "frozen\n"
        last = [listener.hear(SILENT_S) for _ in range(4)]
        assert last[-1] == ""
        assert terminal.poll() is None


def test_faults_again_and_again_end_the_program_with_a_code(listener: Listener) -> None:
    """Not zero; the log has kinds and places, never what a fault says."""
    with started(listener, PLAYED, "break") as terminal:
        assert terminal.wait(20) == WORN_OUT
        said = terminal.stderr.read() if terminal.stderr else ""
    assert said.count("RuntimeError") == FAULTS_AT_MOST
    assert "worn-out" in said
    assert "secret" not in said


def test_faults_far_apart_wear_nothing_out() -> None:
    """One a quarter of a minute is apologised for each time; the same number within a minute is too many."""
    for step, is_worn in ((FAULTS_WITHIN_S / 4, False), (FAULTS_WITHIN_S / 5, True)):
        times = iter(step * number for number in range(FAULTS_AT_MOST))
        wear = Wear(lambda times=times: next(times))
        assert [wear.is_worn_out_by_one_more() for _ in range(FAULTS_AT_MOST)][-1] is is_worn


def test_without_a_supervisor_nothing_is_owed_and_one_that_left_is_no_fault(tmp_path: Path) -> None:
    """On a desk there is no NOTIFY_SOCKET."""
    assert Supervisor({"WATCHDOG_USEC": "900000"}).every_s == 0
    Supervisor({}).alive()
    Supervisor({"NOTIFY_SOCKET": str(tmp_path / "gone")}).alive()

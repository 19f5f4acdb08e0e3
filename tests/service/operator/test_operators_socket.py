"""The operator's socket: who may ask, what is answered, and that nothing of it outlives the site."""

import errno
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from core.ports import TransactionLostError
from core.storage.errors import BlobsError
from service.commands.reopen import Reopen
from service.faults import BadNewsError, OperatorError
from service.operator.asking import ask
from service.operator.frames import CUT
from service.operator.listener import listening_to_operator
from service.operator.operation import Operation, write_operation
from service.operator.socket_file import LONGEST_PATH, SOCKET_FILE, bind, connect
from service.operator.whom import ByCard
from service.premises import Premises, open_premises
from service.settings import Settings
from tests.real_stacks import requires

CANARY = "2420399999042"
OUT_OF_REACH: dict[str, Exception] = {
    "No space left on device": OSError(errno.ENOSPC, "No space left on device"),
    "the bucket is gone": BlobsError("the bucket is gone"),
    "AdminShutdown": TransactionLostError("AdminShutdown"),
}


class Listen(Operation, frozen=True, kw_only=True):
    """Another kind."""


class Say(Operation, frozen=True, kw_only=True):
    """What a test wants to be said, and how it ends."""

    lines: tuple[str, ...] = ()
    size: int = 0
    ending: str = ""

    def run_on(self, premises: Premises) -> Iterator[str | bytes]:
        yield from self.lines
        if self.size:
            yield bytes(self.size)
        if self.ending == "fault":
            raise OperatorError("mend this")
        if self.ending == "bad news":
            raise BadNewsError("position 3")
        if self.ending in OUT_OF_REACH:
            raise OUT_OF_REACH[self.ending]
        if self.ending == "bug":
            raise KeyError(CANARY)
        yield str(premises.folder.name)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Path]:
    """A folder that is served."""
    with open_premises(tmp_path / "site") as premises, listening_to_operator(premises):
        yield premises.folder


def said(operation: Operation, folder: Path) -> list[str | bytes]:
    return list(ask(operation, folder, Settings()))


def test_the_same_is_said_whether_the_site_runs_or_not(tmp_path: Path) -> None:
    """Lines and bytes, in order; a large answer too."""
    asked = Say(lines=("un", "é"), size=1_000_000)
    stopped = said(asked, tmp_path / "site")
    with open_premises(tmp_path / "site") as premises, listening_to_operator(premises):
        assert said(asked, tmp_path / "site") == stopped == ["un", "é", bytes(1_000_000), "site"]


@pytest.mark.parametrize(("ending", "code", "words"), [("fault", 2, "mend this"), ("bad news", 1, "position 3")])
def test_what_the_operator_can_mend_comes_with_its_exit_code(running: Path, ending: str, code: int, words: str) -> None:
    """After what was said before it."""
    heard = []
    with pytest.raises(OperatorError, match=words) as fault:
        heard += ask(Say(lines=("first",), ending=ending), running, Settings())
    assert fault.value.exit_code == code


@pytest.mark.parametrize("words", OUT_OF_REACH)
def test_what_fails_below_is_told_in_the_same_words_whether_the_site_runs_or_not(tmp_path: Path, words: str) -> None:
    """A disk, a bucket, a database: one line that says which and ends with 2, and nobody « hung up »."""
    told = []
    for is_running in (False, True):
        with ExitStack() as stack, capture_logs() as journal:
            if is_running:
                premises = stack.enter_context(open_premises(tmp_path / "site"))
                stack.enter_context(listening_to_operator(premises))
            with pytest.raises(OperatorError, match=words) as fault:
                said(Say(ending=words), tmp_path / "site")
            told.append((str(fault.value), fault.value.exit_code))
        assert "operator-hung-up" not in [line["event"] for line in journal]
    assert told[0] == told[1]
    assert told[0][1] == 2


def test_a_fault_of_ours_is_told_by_its_kind_alone(running: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What an exception says may hold anything; the site goes on."""
    with pytest.raises(OperatorError) as fault:
        said(Say(ending="bug"), running)
    assert "KeyError" in str(fault.value)
    assert CANARY not in str(fault.value) + "".join(capfd.readouterr())
    assert said(Say(), running) == ["site"]


@pytest.mark.parametrize("line", [b"\n", b"{}\n", json.dumps({"type": "Conquer"}).encode() + b"\n", b"\xff" * 70_000])
def test_what_is_no_operation_is_refused(running: Path, line: bytes) -> None:
    """By its kind, its form or its length; the site goes on."""
    calling = connect(running)
    assert calling is not None
    with calling:
        calling.sendall(line)
        assert b"does not know this command" in calling.recv(1000)
    assert said(Say(), running) == ["site"]


def test_an_operation_shows_none_of_what_is_asked() -> None:
    """Wherever it is printed: its kind alone."""
    assert repr(Reopen(whom=ByCard(CANARY))) == "Reopen"


def test_an_answer_that_breaks_off_is_no_answer(tmp_path: Path) -> None:
    """A site killed meanwhile: never taken for the end."""
    (tmp_path / "site").mkdir()
    with bind(tmp_path / "site") as listening:
        answer = ask(Say(), tmp_path / "site", Settings())
        program = f"""
import socket
calling, _ = socket.socket(fileno={listening.fileno()}).accept()
calling.recv(1000)
calling.sendall(b'l' + (5).to_bytes(4, 'big') + b'begun' + b'l\\0')
"""
        with subprocess.Popen([sys.executable, "-c", program], pass_fds=[listening.fileno()]):
            assert next(answer) == "begun"
            with pytest.raises(OperatorError, match=CUT):
                next(answer)


def test_the_socket_is_its_owners_and_goes_with_the_site(tmp_path: Path) -> None:
    """Mode 600 while the site runs; no file after."""
    with open_premises(tmp_path / "site") as premises, listening_to_operator(premises):
        assert (premises.folder / SOCKET_FILE).stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "site" / SOCKET_FILE).exists()


def test_a_socket_left_by_a_crash_is_in_nobodys_way(tmp_path: Path) -> None:
    """A command does its work itself, and the next site listens again."""
    folder = tmp_path / "site"
    folder.mkdir(mode=0o700)
    bind(folder).close()
    assert (folder / SOCKET_FILE).exists()
    assert said(Say(), folder) == ["site"]
    with open_premises(folder) as premises, listening_to_operator(premises):
        assert connect(folder) is not None


def test_two_sites_never_share_a_socket(running: Path) -> None:
    """The second is told; the first goes on."""
    with pytest.raises(FileExistsError):
        bind(running)
    assert said(Say(), running) == ["site"]


def test_a_deep_folder_has_a_socket_too(tmp_path: Path) -> None:
    """The kernel's 108 bytes are no limit of ours."""
    folder = tmp_path / ("d" * 100) / ("e" * 100)
    folder.mkdir(parents=True)
    assert len(str(folder)) > LONGEST_PATH
    with open_premises(folder) as premises, listening_to_operator(premises):
        assert said(Say(), folder) == [folder.name]
    assert not (folder / SOCKET_FILE).exists()


@requires("root")
def test_another_account_is_hung_up_on(running: Path) -> None:
    """Even if a careless chmod opened the folder and the socket to everybody; the same caller as root is answered."""
    running.chmod(0o755)
    (running / SOCKET_FILE).chmod(0o666)
    program = f"""
import os, socket, sys
os.seteuid(int(sys.argv[1]))
calling = socket.socket(socket.AF_UNIX)
calling.connect({SOCKET_FILE!r})
try:
    calling.sendall(b'{{"type":"Say"}}\\n')
    print(len(calling.recv(1000)))
except ConnectionError:
    print(0)
"""
    answers = {
        user: subprocess.run(
            [sys.executable, "-c", program, str(user)], cwd=running, capture_output=True, text=True, check=True
        ).stdout
        for user in (0, 65534)
    }
    assert int(answers[0]) > 0
    assert int(answers[65534]) == 0


def test_an_end_cuts_whoever_does_not_listen(tmp_path: Path) -> None:
    """A site that is told to stop waits for nobody who takes no bytes, and leaves them an answer without its end."""
    size = 50_000_000
    with open_premises(tmp_path / "site") as premises:
        with listening_to_operator(premises):
            calling = connect(premises.folder)
            assert calling is not None
            calling.sendall(write_operation(Say(size=size)))
            assert calling.recv(1), "it is being answered"
        with calling:
            taken = 0
            while content := calling.recv(1 << 20):
                taken += len(content)
    assert taken < size

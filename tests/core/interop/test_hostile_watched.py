"""No hostile file makes the intake open, ask or start anything, nor need more than a process of few means: watched."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import tests.core.interop.hostile.watched as child
from tests.core.interop.hostile.enclosures import WORKED_ON
from tests.core.interop.hostile.fates import Outcome
from tests.core.interop.hostile.tables import EVERY
from tests.real_stacks import requires

pytestmark = [requires("strace"), pytest.mark.timeout(600)]

ROOT = Path(__file__).parents[3]
CALLS = "trace=open,openat,openat2,creat,socket,connect,execve,execveat"
CALL = re.compile(r"\d+ +(?P<call>\w+\(.*?)\)?(?: <unfinished \.\.\.>| += .*)")
ADDRESS = re.compile(r"0x[0-9a-f]+")
PROCESSOR_SECONDS = 5
"""What security.md 4.2 would give to a process that parses."""
REFUSAL_SECONDS = 2


@dataclass(frozen=True)
class Watched:
    """What was seen of each file, by its name: its calls, without their answers, and what it came to."""

    calls: dict[str, set[str]]
    told: dict[str, dict[str, object]]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """One process that takes in all of them."""
    log = tmp_path_factory.mktemp("watched") / "trace"
    strace = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "4096", "-e", "signal=none", "-e", CALLS, "-o", str(log)]
    program = [sys.executable, "-m", child.__name__]
    done = subprocess.run([*strace, *program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}
    return Watched(calls=_by_file(log.read_text(encoding="utf-8", errors="replace")), told=told)


def _by_file(trace: str) -> dict[str, set[str]]:
    """The calls between the mark of a file and the next one; a failed try to open is a call like another."""
    found: dict[str, set[str]] = {}
    name = child.NOTHING
    for line in trace.splitlines():
        if child.MARK in line:
            name = line.split(child.MARK)[1].split('"')[0]
            found.setdefault(name, set())
        elif call := CALL.fullmatch(line):
            found.setdefault(name, set()).add(ADDRESS.sub("0x", call["call"]))
    return found


def test_a_hostile_file_opens_nothing(watched: Watched) -> None:
    """Not one file, socket or program more than a benign one: which is none at all where nothing is enclosed."""
    usual = set().union(*(watched.calls[name] for name in child.ENCLOSING))
    opened = {name: watched.calls[name] - (usual if name in WORKED_ON else set()) for name in (*child.PLAIN, *EVERY)}
    assert {name: calls for name, calls in opened.items() if calls} == {}


def test_a_worker_reads_what_is_installed_and_talks_to_nobody(watched: Watched) -> None:
    """What « usual » stands for: no socket, nothing opened for writing but the sink, and no program but itself."""
    usual = set().union(*(watched.calls[name] for name in child.ENCLOSING))
    assert len(usual) > 50
    assert not [call for call in usual if call.startswith(("socket", "connect"))]
    assert {call for call in usual if "O_WRONLY" in call or "O_RDWR" in call} == {
        'openat(AT_FDCWD, "/dev/null", O_RDWR|O_CLOEXEC'
    }
    assert {call.split('"')[1] for call in usual if call.startswith("execve")} == {sys.executable}


def test_the_watcher_sees_a_careless_reader(watched: Watched) -> None:
    """The control: the file of an external entity, when a parser opens it, and a connection, are in the trace."""
    seen = watched.calls[child.CARELESS]
    assert any(call.startswith("openat") and "/etc/passwd" in call for call in seen)
    assert any(call.startswith("connect") and "127.0.0.1" in call for call in seen)


def test_the_caps_leave_a_hostile_file_no_more_than_a_worker_would(watched: Watched) -> None:
    """CDA is parsed in the service itself: within 512 MB and 5 s of processor, thanks to what is refused before."""
    assert [name for name in EVERY if not watched.told[name]["as_expected"]] == []
    seconds = {name: told["seconds"] for name, told in watched.told.items()}
    assert {name: spent for name, spent in seconds.items() if spent > PROCESSOR_SECONDS} == {}
    refused = {name: seconds[name] for name, (fate, _) in EVERY.items() if fate.outcome is Outcome.REFUSED}
    assert {name: spent for name, spent in refused.items() if spent > REFUSAL_SECONDS} == {}

"""What was acknowledged is there after the process dies at any moment, and nothing is there by halves."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.storage.opening import open_store
from tests.real_stacks import requires

_WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from core.acts.perform import Door
from core.acts.quarantine_document import QuarantineDocument
from core.storage.keys import open_keys
from core.storage.opening import open_store
from service.chance import SystemChance
from service.clock import SettableClock
from tests.people import as_operator

folder, count = Path(sys.argv[1]), int(sys.argv[2])
clock = SettableClock(datetime(2026, 11, 23, tzinfo=UTC))
door = Door(store=open_store(folder), clock=clock, ids=SystemChance(), keys=open_keys(folder))
for _ in range(count):
    print(door.perform(QuarantineDocument(original=b"x" * 20000, reason="test"), as_operator()).entry_id, flush=True)
"""


def stored(folder: Path) -> tuple[int, int]:
    """Documents set aside and leaves, after the store has mended itself."""
    store = open_store(folder)
    with store.begin() as records:
        found = records.quarantine.count(), len(records.audit.all())
    store.close()
    return found


def test_a_killed_process_loses_nothing_it_said(tmp_path: Path) -> None:
    """Killed in full work: every act that was answered is stored, each with its leaf."""
    open_store(tmp_path).close()
    command = [sys.executable, "-c", _WRITER, str(tmp_path), "100000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(50)]
        writer.kill()
        said += writer.stdout.readlines()
    assert writer.returncode == -signal.SIGKILL
    acts, leaves = stored(tmp_path)
    assert acts == leaves
    assert len(said) <= acts <= len(said) + 1


@requires("strace")
@pytest.mark.parametrize(
    ("call", "when"),
    [("fsync,fdatasync", 3), ("fsync,fdatasync", 9), ("pwrite64", 25), ("pwrite64", 61), ("pwrite64", 94)],
)
def test_killed_at_a_write_or_a_sync_nothing_is_by_halves(tmp_path: Path, call: str, when: int) -> None:
    """The kernel ends the process at that very call; act and leaf are both there, or neither."""
    open_store(tmp_path).close()
    inject = ["strace", "-f", "-qq", "-o", str(tmp_path / "trace"), "-e", f"inject={call}:signal=SIGKILL:when={when}"]
    writer = subprocess.run(
        [*inject, sys.executable, "-c", _WRITER, str(tmp_path), "40"], capture_output=True, text=True, check=False
    )
    said = writer.stdout.splitlines()
    assert len(said) < 40
    acts, leaves = stored(tmp_path)
    assert acts == leaves
    assert len(said) <= acts <= len(said) + 1

"""What a folder of blobs promises beyond the contract: for its owner only, there after a power cut, no rest unseen."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.storage.blobs import open_blobs
from tests.real_stacks import requires

_PUT = """
import sys
from pathlib import Path
from core.storage.blobs import open_blobs
blobs = open_blobs(Path(sys.argv[1]).as_uri())
blobs.put("p1/a", b"x" * 100_000)
print("durable", flush=True)
blobs.delete("p1/a")
print("gone", flush=True)
blobs.delete_all("p1")
print("all gone", flush=True)
"""
_PUT_ONE = """
import sys
from pathlib import Path
from core.storage.blobs import open_blobs
from core.storage.errors import BlobsError
blobs = open_blobs(Path(sys.argv[1]).as_uri())
try:
    blobs.put("p1/a", b"x" * 100_000)
    print("durable", flush=True)
except BlobsError as error:
    print(error, flush=True)
"""
_OBSTORE_ALONE = """
import sys
import obstore
from obstore.store import LocalStore
obstore.put(LocalStore(sys.argv[1], mkdir=True), "p1/a", b"x" * 100_000)
print("durable", flush=True)
"""
_CALLS = "trace=openat,write,fsync,rename,unlink,unlinkat,rmdir"

each_call = pytest.mark.parametrize("call", ["fsync:when=1", "fsync:when=2", "fsync:when=3", "rename:when=1"])
"""Syncs of the file, its folder and the folder above; the file's taking its name."""


def calls(script: str, folder: Path, *inject: str) -> list[str]:
    """What a process asked of the system about the folder, in order, and what it said, as lines « call name »."""
    log = folder.with_suffix(".trace")
    command = ["strace", "-f", "-y", "-qq", "-s", "80", "-o", str(log), "-e", _CALLS, *inject]
    subprocess.run([*command, sys.executable, "-c", script, str(folder)], capture_output=True, check=False)
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    wanted = [line for line in lines if str(folder) in line or "write(1<" in line]
    return [re.sub(r"\.[0-9a-f]{16}\.part", ".part", line.replace(str(folder), "ROOT")) for line in wanted]


def place(lines: list[str], pattern: str) -> int:
    """Where the first line is that looks like this."""
    return next(number for number, line in enumerate(lines) if re.search(pattern, line))


@requires("strace")
def test_a_put_returns_when_bytes_and_name_are_on_the_disk(tmp_path: Path) -> None:
    """Bytes are synced before they get their name, and every folder on the way before « durable » is said."""
    lines = calls(_PUT, tmp_path / "blobs")
    order = [
        place(lines, r"write\(\d+<ROOT/p1/a\.part>"),
        place(lines, r"fsync\(\d+<ROOT/p1/a\.part>"),
        place(lines, r"rename\(.*ROOT/p1/a\.part.*ROOT/p1/a\""),
        place(lines, r"fsync\(\d+<ROOT/p1>\)"),
        place(lines, r"fsync\(\d+<ROOT>\)"),
        place(lines, "durable"),
    ]
    assert order == sorted(order)


@requires("strace")
def test_what_is_let_go_does_not_come_back_after_a_power_cut(tmp_path: Path) -> None:
    """The folder that lost a name is synced before « gone » is said."""
    lines = calls(_PUT, tmp_path / "blobs")
    gone = lines[place(lines, r"unlink.*ROOT/p1/a") : place(lines, r'"gone')]
    assert any(re.search(r"fsync\(\d+<ROOT/p1>", line) for line in gone)
    all_gone = lines[place(lines, r"(rmdir|unlinkat).*p1.*(= 0|REMOVEDIR)") : place(lines, "all gone")]
    assert any(re.search(r"fsync\(\d+<ROOT>", line) for line in all_gone)


@requires("strace")
def test_the_library_alone_would_not_sync(tmp_path: Path) -> None:
    """The control: the same look at obstore's own folder finds no sync. When this fails, our own writing may go."""
    lines = calls(_OBSTORE_ALONE, tmp_path / "blobs")
    assert place(lines, r"rename\(.*ROOT/p1/a#1.*ROOT/p1/a\"") < place(lines, "durable")
    assert not [line for line in lines if "fsync" in line]


@requires("strace")
@each_call
def test_a_put_that_is_cut_leaves_one_content_whole(tmp_path: Path, call: str) -> None:
    """Killed at the call: the old content or the new, and what is left over is listed, so that a sweep takes it."""
    folder = tmp_path / "blobs"
    blobs = open_blobs(folder.as_uri())
    blobs.put("p1/a", b"old")
    lines = calls(_PUT_ONE, folder, "-e", f"inject={call}:signal=SIGKILL")
    assert not any("durable" in line for line in lines)
    assert blobs.get("p1/a") in (b"old", b"x" * 100_000)
    for left in set(blobs.names()) - {"p1/a"}:
        blobs.delete(left)
    assert [path.name for path in (folder / "p1").iterdir()] == ["a"]


@requires("strace")
@each_call
@pytest.mark.parametrize(("error", "told"), [("ENOSPC", "No space left on device"), ("EIO", "Input/output error")])
def test_a_disk_that_fails_is_told_and_no_rest_is_left(tmp_path: Path, call: str, error: str, told: str) -> None:
    """« Durable » is not said, one content is there whole, and nothing beside it."""
    folder = tmp_path / "blobs"
    blobs = open_blobs(folder.as_uri())
    blobs.put("p1/a", b"old")
    lines = calls(_PUT_ONE, folder, "-e", f"inject={call}:error={error}")
    assert any(f"blobs: {told}" in line for line in lines)
    assert not any("durable" in line for line in lines)
    assert blobs.get("p1/a") in (b"old", b"x" * 100_000)
    assert [path.name for path in (folder / "p1").iterdir()] == ["a"]


def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    """Folders 0700, files 0600, whatever the umask and whatever the folder was."""
    folder = tmp_path / "blobs"
    folder.mkdir(mode=0o755)
    blobs = open_blobs(folder.as_uri())
    blobs.put("p1/deeper/a", b"x")
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*")) if path.is_dir()} == {0o700}


def test_a_rest_of_a_cut_put_is_seen_and_goes(tmp_path: Path) -> None:
    """Listed like any other name; let go alone, or with its person."""
    folder = tmp_path / "blobs"
    blobs = open_blobs(folder.as_uri())
    blobs.put("p1/a", b"x")
    for _ in range(2):
        (folder / "p1" / "b.0123456789abcdef.part").write_bytes(b"half")
        assert set(blobs.names("p1")) == {"p1/a", "p1/b.0123456789abcdef.part"}
        blobs.delete("p1/b.0123456789abcdef.part")
        assert set(blobs.names("p1")) == {"p1/a"}
    (folder / "p1" / "b.0123456789abcdef.part").write_bytes(b"half")
    blobs.delete_all("p1")
    assert list(folder.iterdir()) == []

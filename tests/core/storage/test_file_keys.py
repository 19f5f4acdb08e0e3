"""What keys in files promise beyond the contract: whole or absent wherever the power is cut, and gone when retired."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.storage.errors import KeyWrappingError, StoreError
from core.storage.key_files import KEY_BYTES, destroy_key, make_key, read_or_make_key
from core.storage.key_wrapping import ROOT_KEY_FILE, open_file_keys
from tests.real_stacks import requires

_MAKE = """
import sys
from pathlib import Path
from core.storage.key_files import make_key
make_key(Path(sys.argv[1]))
print("made", flush=True)
"""
_RETIRE = """
import sys
from pathlib import Path
from core.storage.key_wrapping import open_file_keys
open_file_keys(Path(sys.argv[1]), may_make=False).retire(1)
print("retired", flush=True)
"""


def cut(script: str, argument: Path, call: str, how: str) -> str:
    """What a process says that is cut, or told of a failure, at a call such as « fsync:when=2 »; the call did come."""
    name, when = call.split(":")
    log = argument.with_name("trace")
    command = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={name}", "-e", f"inject={name}:{how}:{when}"]
    ended = subprocess.run(
        [*command, sys.executable, "-c", script, str(argument)], capture_output=True, text=True, check=False
    )
    assert re.search("INJECTED|SIGKILL", log.read_text(encoding="utf-8"))
    return ended.stdout


def left(folder: Path) -> list[str]:
    """The names in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_keys_are_for_their_owner_only(tmp_path: Path) -> None:
    """Every file; and one that others may read is refused, not used."""
    open_file_keys(tmp_path, may_make=True).rotate()
    assert left(tmp_path) == ["kek-1.key", "kek-2.key", ROOT_KEY_FILE]
    for name in left(tmp_path):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
        (tmp_path / name).chmod(0o640)
        with pytest.raises(StoreError, match="others than its owner"):
            open_file_keys(tmp_path, may_make=False)
        (tmp_path / name).chmod(0o600)


@pytest.mark.parametrize(("lost", "named"), [("kek-1.key", r"kek-….key"), (ROOT_KEY_FILE, ROOT_KEY_FILE)])
def test_a_lost_key_is_named(tmp_path: Path, lost: str, named: str) -> None:
    """The operator is told which file to put back, and no other is drawn; which version was in use, no file tells."""
    open_file_keys(tmp_path, may_make=True)
    (tmp_path / lost).unlink()
    with pytest.raises(StoreError, match=named):
        open_file_keys(tmp_path, may_make=False)
    assert lost not in left(tmp_path)


def test_another_process_sees_a_rotation_at_once(tmp_path: Path) -> None:
    """Or it would go on closing keys under a version that is about to be destroyed."""
    one, other = open_file_keys(tmp_path, may_make=True), open_file_keys(tmp_path, may_make=False)
    assert other.wrap(b"k", b"c")[0] == 1
    one.rotate()
    assert other.wrap(b"k", b"c")[0] == 2
    one.retire(1)
    assert list(other.versions) == [2]


def test_a_copy_under_another_version_opens_nothing(tmp_path: Path) -> None:
    """A wrapped key is bound to its version, not only to the key that the version happens to be."""
    keys = open_file_keys(tmp_path, may_make=True)
    wrapped = keys.wrap(b"k", b"c")[1]
    copy = tmp_path / "kek-2.key"
    copy.touch(mode=0o600)
    copy.write_bytes((tmp_path / "kek-1.key").read_bytes())
    assert keys.unwrap(1, wrapped, b"c") == b"k"
    with pytest.raises(KeyWrappingError):
        keys.unwrap(2, wrapped, b"c")


def test_a_retired_key_is_nowhere_in_the_folder(tmp_path: Path) -> None:
    """Not even where a cut making left it: written over before it is let go. A file still held shows it (control)."""
    keys = open_file_keys(tmp_path, may_make=True)
    path = tmp_path / "kek-1.key"
    secret = path.read_bytes()
    keys.rotate()
    (tmp_path / "kek-1.key.part").hardlink_to(path)
    with path.open("rb") as held, (tmp_path / "kek-2.key").open("rb") as current:
        assert secret in held.read()
        keys.retire(1)
        held.seek(0)
        assert secret[:8] not in held.read()
        assert len(current.read()) == 2 * KEY_BYTES
    assert left(tmp_path) == ["kek-2.key", ROOT_KEY_FILE]


def test_a_wrong_file_is_told(tmp_path: Path) -> None:
    """Cut short, or no key at all; nothing is written over."""
    open_file_keys(tmp_path, may_make=True)
    for content in (b"", b"ab" * (KEY_BYTES - 1), b"zz" * KEY_BYTES, b"\xff" * 64):
        (tmp_path / "kek-1.key").write_bytes(content)
        for may_make in (True, False):
            with pytest.raises(StoreError, match=r"kek-1\.key is not a key"):
                open_file_keys(tmp_path, may_make=may_make)
        assert (tmp_path / "kek-1.key").read_bytes() == content


def test_other_files_are_no_versions(tmp_path: Path) -> None:
    """Copies and rests beside the keys do not count, nor do they name a version to draw."""
    keys = open_file_keys(tmp_path, may_make=True)
    for name in ("kek-2.key.part", "kek-3.key.bak", "kek-04.key", "kek-0.key", "kek-.key", "akek-5.key"):
        (tmp_path / name).write_bytes(b"")
    assert list(keys.versions) == [1]
    assert keys.rotate() == 2


def test_a_folder_that_lost_its_keys_closes_nothing(tmp_path: Path) -> None:
    """A running site is told, rather than drawing keys of its own."""
    keys = open_file_keys(tmp_path, may_make=True)
    wrapped = keys.wrap(b"k", b"c")
    (tmp_path / "kek-1.key").unlink()
    with pytest.raises(StoreError, match="no key-encryption key is left"):
        keys.wrap(b"k", b"c")
    keys.close()
    with pytest.raises(KeyWrappingError):
        keys.unwrap(*wrapped, b"c")


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    """Not even by somebody who made it meanwhile."""
    path = tmp_path / "x.key"
    key = make_key(path)
    with pytest.raises(FileExistsError):
        make_key(path)
    assert read_or_make_key(path, may_make=True) == key
    assert left(tmp_path) == ["x.key"]


def test_letting_go_twice_changes_nothing(tmp_path: Path) -> None:
    """A retirement that was cut is simply done again."""
    path = tmp_path / "x.key"
    make_key(path)
    destroy_key(path)
    destroy_key(path)
    assert left(tmp_path) == []


each_fault = pytest.mark.parametrize("how", ["signal=SIGKILL", "error=EIO", "error=ENOSPC"])


@requires("strace")
@each_fault
@pytest.mark.parametrize("call", ["fsync:when=1", "fsync:when=2", "link,linkat:when=1", "unlink:when=2"])
def test_a_key_is_whole_or_not_there(tmp_path: Path, call: str, how: str) -> None:
    """Cut or failing at every call of its making: no half key, and the next start goes on."""
    path = tmp_path / "keys" / "x.key"
    path.parent.mkdir()
    assert cut(_MAKE, path, call, how) == ""
    if path.exists():
        assert len(read_or_make_key(path, may_make=False)) == KEY_BYTES
    assert len(read_or_make_key(path, may_make=True)) == KEY_BYTES


@requires("strace")
@each_fault
@pytest.mark.parametrize(
    "call", ["rename:when=1", "fsync:when=1", "fsync:when=2", "fsync:when=3", "unlink:when=1", "unlink:when=2"]
)
def test_a_retirement_that_is_cut_is_done_again(tmp_path: Path, call: str, how: str) -> None:
    """The site starts in any case; once it is said to be retired, no byte of the key is left."""
    folder = tmp_path / "keys"
    folder.mkdir()
    open_file_keys(folder, may_make=True).rotate()
    secret = (folder / "kek-1.key").read_bytes()
    assert cut(_RETIRE, folder, call, how) == ""
    keys = open_file_keys(folder, may_make=False)
    assert keys.unwrap(*keys.wrap(b"k", b"c"), b"c") == b"k"
    keys.retire(1)
    assert left(folder) == ["kek-2.key", ROOT_KEY_FILE]
    assert not any(secret in path.read_bytes() for path in folder.iterdir())

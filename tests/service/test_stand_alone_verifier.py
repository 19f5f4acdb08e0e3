"""The verifier as a stranger runs it: one file alone, a log or receipts, exit 0 or 1 and the first bad position."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.merkle import leaf_hash, tree_root
from core.storage.keys import PUBLIC_KEY_FILE, open_keys
from service import stand_alone_verifier
from service.stand_alone_verifier import _root, verify_receipts
from tests.audit_logs import KEY, bodies, note_of, write_log
from tests.given_receipts import receipts_of
from tests.real_stacks import requires
from tests.rules.sources import ROOT

_ASK = "import runpy, sys; sys.argv = sys.argv[1:]\ntry: runpy.run_path(sys.argv[0], run_name='__main__')\nfinally: "
_OURS = "print(sorted({name.partition('.')[0] for name in sys.modules} & {'core','service','kiosk','ivr','hardware'}))"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The one file, copied alone, without our packages in reach of its folder; then which of ours it loaded."""
    shutil.copy(ROOT / "service" / "stand_alone_verifier.py", folder)
    command = [sys.executable, "-I", "-c", _ASK + _OURS, "stand_alone_verifier.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_stranger_verifies_a_log_with_one_file(tmp_path: Path) -> None:
    """Good with an older checkpoint, bad with one entry changed; exit codes and words; nothing of ours is loaded."""
    log = write_log(tmp_path / "log", bodies(300))
    (tmp_path / "key").write_text(KEY.text() + "\n", encoding="ascii")
    (tmp_path / "old").write_text(note_of(100, tree_root([leaf_hash(body) for body in bodies(100)])), encoding="utf-8")
    good = run(tmp_path, "log", "log", "--key", "key", "--since", "old")
    assert (good.returncode, good.stdout) == (0, f"{log.checkpoint()}[]\n")
    entries = tmp_path / "log" / "tile" / "entries" / "000"
    entries.write_bytes(entries.read_bytes().replace(b'"leaf":17,', b'"leaf":18,'))
    bad = run(tmp_path, "log", "log", "--key", "key")
    assert bad.returncode == 1
    assert bad.stdout.startswith("first bad position 17: ")


def test_a_stranger_verifies_receipts_with_one_file(tmp_path: Path) -> None:
    """By text or from a file, with the log or without."""
    keys = open_keys(tmp_path / "site")
    shutil.copy(tmp_path / "site" / PUBLIC_KEY_FILE, tmp_path)
    write_log(tmp_path / "log", bodies(3))
    (tmp_path / "key").write_text(KEY.text(), encoding="ascii")
    squares = receipts_of(keys, 3)
    (tmp_path / "papers").write_text("\n".join(squares[1:]), encoding="ascii")
    good = run(tmp_path, "receipt", squares[0], "papers", "--key", PUBLIC_KEY_FILE, "--log", "log", "--log-key", "key")
    assert (good.returncode, good.stdout) == (0, "".join(f"{text}\n" for text in squares) + "[]\n")
    bad = run(tmp_path, "receipt", squares[0].replace("48217", "48218"), "--key", PUBLIC_KEY_FILE)
    assert (bad.returncode, bad.stdout.partition(":")[0]) == (1, "first bad position 1")


@requires("root")
def test_a_folder_that_the_stranger_may_not_read_is_named(tmp_path: Path) -> None:
    """Copied with the site's own rights: one line, not a traceback; the same folder as root is good."""
    write_log(tmp_path / "log", bodies(3))
    (tmp_path / "key").write_text(KEY.text(), encoding="ascii")
    tmp_path.chmod(0o755)
    (tmp_path / "log" / "tile").chmod(0o700)
    (tmp_path / "log").chmod(0o755)
    for copied in (tmp_path / "key", tmp_path / "log" / "checkpoint"):
        copied.chmod(0o644)
    program = """
import os, sys
from pathlib import Path
from service.stand_alone_verifier import verify_log
os.seteuid(int(sys.argv[1]))
verdict = verify_log(Path("log"), Path("key").read_text())
print(verdict.is_good, verdict.position, verdict.text)
"""
    said = {
        user: subprocess.run(
            [sys.executable, "-c", program, str(user)],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for user in (0, 65534)
    }
    assert said[0].startswith("True None ")
    assert said[65534] == "False 0 tile/entries/000 is missing or cannot be read\n"


def test_receipts_in_any_order_make_one_chain(tmp_path: Path) -> None:
    """A copy counts once; a lost one in the middle is told; so are a fork and no receipt at all."""
    keys = open_keys(tmp_path)
    first, second, third = receipts_of(keys, 3)
    assert verify_receipts([third, first, second, first], keys.public_pem()).text.splitlines() == [first, second, third]
    lost = verify_receipts([first, third], keys.public_pem())
    assert (lost.is_good, "before this one" in lost.text) == (False, True)
    other = receipts_of(keys, 1)[0].replace("|choice|", "|reading|").rpartition("|")[0]
    fork = verify_receipts([first, f"{other}|{keys.sign(other)}"], keys.public_pem())
    assert (fork.is_good, "same one" in fork.text) == (False, True)
    assert not verify_receipts([], keys.public_pem()).is_good


def test_no_letter_of_a_receipt_can_change(tmp_path: Path) -> None:
    """Each in turn, by a letter that could stand there."""
    keys = open_keys(tmp_path)
    (square,) = receipts_of(keys, 1)
    for at, letter in enumerate(square):
        for instead in {"0", "1", "a", "A", "|"} - {letter}:
            assert not verify_receipts([square[:at] + instead + square[at + 1 :]], keys.public_pem()).is_good, at


@pytest.mark.parametrize(("count", "is_good"), [(3, True), (2, False)])
def test_the_leaf_of_a_receipt_is_in_the_log_where_it_says(tmp_path: Path, count: int, *, is_good: bool) -> None:
    """A log without it, or with it before the place that the receipt tells, is not the log it was given for."""
    keys = open_keys(tmp_path / "site")
    write_log(tmp_path / "log", bodies(count))
    verdict = verify_receipts(receipts_of(keys, 3), keys.public_pem(), tmp_path / "log", KEY.text())
    assert (verdict.is_good, verdict.position) == (is_good, None if is_good else 3)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 700))
def test_both_implementations_find_the_same_root(size: int) -> None:
    """Ours and the verifier's, for any size."""
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(size)]
    assert _root(leaves) == tree_root(leaves)


def test_the_verifier_is_the_file_that_we_ship() -> None:
    """Not something of the same name."""
    assert Path(stand_alone_verifier.__file__) == ROOT / "service" / "stand_alone_verifier.py"

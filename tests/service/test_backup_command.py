"""`relais backup`: a file has its name once it is whole; nothing that is there is written over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.commands.backup import write_file
from service.faults import OperatorError


def cut_short() -> Iterator[bytes]:
    yield b"begun"
    raise OperatorError("the site stopped")


def test_two_backups_under_one_name_do_not_mix(tmp_path: Path) -> None:
    """A timer and a person at once: the second is refused, the first is whole."""
    file = tmp_path / "monday.relais"

    def pieces() -> Iterator[bytes]:
        yield b"one"
        with pytest.raises(OperatorError, match=r"monday\.relais\.part is there"):
            write_file(file, iter([b"other"]))
        yield b" whole"

    assert write_file(file, pieces()) == 9
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"monday.relais": b"one whole"}


def test_a_backup_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    """Neither under its name nor under another: the next one is in nobody's way."""
    with pytest.raises(OperatorError, match="the site stopped"):
        write_file(tmp_path / "monday.relais", cut_short())
    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_never_written_over(tmp_path: Path) -> None:
    """Refused before the site is asked."""
    (tmp_path / "monday.relais").write_bytes(b"kept")
    with pytest.raises(OperatorError, match="never written over"):
        write_file(tmp_path / "monday.relais", cut_short())
    assert (tmp_path / "monday.relais").read_bytes() == b"kept"

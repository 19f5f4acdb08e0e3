"""`relais backup`: everything that a site keeps, in one sealed file, whether it runs or not."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.faults import OperatorError
from service.operator.asking import ask
from service.operator.operation import Operation

if TYPE_CHECKING:
    from service.premises import Premises

_UNFINISHED = ".part"


class Backup(Operation, frozen=True, kw_only=True):
    """The bytes of a backup."""

    def run_on(self, premises: "Premises") -> Iterator[bytes]:
        """The site goes on meanwhile; what is committed after this moment is in the next one."""
        from core.storage.backup.taking import take_backup
        from core.storage.errors import StoreError

        try:
            yield from take_backup(premises.store, premises.store.keys, premises.door.clock.now())
        except StoreError as fault:
            raise OperatorError(f"no backup was made: {fault}") from None


def backup(
    file: Annotated[Path, typer.Argument(help="where to write it; must not exist yet", dir_okay=False)],
    data: DataFolder,
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Write everything but the keys into one sealed file; the site may be running. Keep the key files apart."""
    size = write_file(file, ask(Backup(), data, read_settings(settings_file, database)))
    typer.echo(f"{file}: {size} bytes; keep the key files of {data} apart from it")


def write_file(file: Path, pieces: Iterator[str | bytes]) -> int:
    """Write a file that has its name once it is whole and on the disk; how many bytes it has."""
    if file.exists():
        raise OperatorError(f"{file} is there already: a backup is never written over")
    part = file.with_name(file.name + _UNFINISHED)
    try:
        out = part.open("xb")
    except FileExistsError:
        raise OperatorError(f"{part} is there: another backup is being written, or remove what one left") from None
    except OSError as fault:
        raise OperatorError(f"{file}: {fault.strerror}; no backup was made") from None
    try:
        return _write(out, pieces, part, file)
    except OSError as fault:
        raise OperatorError(f"{file}: {fault.strerror}; no backup was made") from None
    finally:
        part.unlink(missing_ok=True)


def _write(out: BinaryIO, pieces: Iterator[str | bytes], part: Path, file: Path) -> int:
    from core.storage.durable_files import sync_folder

    size = 0
    with out:
        for piece in pieces:
            size += out.write(piece if isinstance(piece, bytes) else piece.encode())
        out.flush()
        os.fsync(out.fileno())
    part.rename(file)
    with suppress(OSError):  # a network folder may not know how
        sync_folder(file.parent)
    return size

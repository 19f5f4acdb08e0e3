"""`relais restore`: a site as it was when its backup was taken, on either engine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.faults import OperatorError

_PIECE = 1024 * 1024


def restore(
    file: Annotated[Path, typer.Argument(help="a file of `relais backup`", exists=True, dir_okay=False)],
    data: DataFolder,
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Put a backup back into a folder that holds the key files alone (and an empty database); the site is stopped."""
    from core.storage.backup.restoring import restore_backup
    from core.storage.errors import StoreError
    from service.places import choose_places

    settings = read_settings(settings_file, database)
    try:
        places = choose_places(data, settings)
        done = restore_backup(_pieces(file), data, database=settings.database, places=places)
    except (StoreError, OSError) as fault:
        raise OperatorError(f"{data}: {fault}") from None
    typer.echo(f"restored as of {done.taken_at:%Y-%m-%d %H:%M:%S} UTC: {done.row_count} rows, {done.blob_count} blobs")
    typer.echo(
        f"checked: {done.people_opened} people's records open, {done.leaf_count} leaves of the trace are in order"
    )
    if done.people_erased:
        typer.echo(f"erased again: {done.people_erased} people who had asked for it after this backup")


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece

"""What a store holds row by row, its backup, and a new home for its keys."""

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import select

from core.storage.backup.taking import take_backup
from core.storage.tables import metadata
from core.storage.unit_of_work import Store
from tests.conftest import MORNING

KEYS_TO_KEEP = ("root.key", "kek-1.key", "signing.key", "pseudonym.key", "log.key")
"""What the page tells an operator to keep apart."""


def everything(store: Store) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of every table."""
    with store.database.snapshot() as connection:
        return {
            table.name: {tuple(row) for row in connection.execute(select(table))} for table in metadata.sorted_tables
        }


def blobs_of(store: Store) -> dict[str, bytes]:
    return {name: store.vault.blobs.get(name) for name in store.vault.blobs.names()}


def keys_alone(source: Path, target: Path) -> Path:
    """A folder with the keys of another and nothing else."""
    target.mkdir(mode=0o700)
    for name in KEYS_TO_KEEP:
        shutil.copy2(source / name, target / name)
    return target


def backup_of(store: Store, folder: Path) -> bytes:
    return b"".join(take_backup(store, folder, MORNING))

"""Keeps sealed bytes in a folder of this machine, durable and for their owner only. Knows no key and no person."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from obstore.store import LocalStore

from core.storage.durable_files import sync_folder, write_new
from core.storage.errors import BlobsError
from core.storage.object_blobs import ObjectBlobs, checked

_OWNER_ONLY = 0o700
_UNFINISHED = ".part"


class FolderBlobs(ObjectBlobs):
    """Bytes as files. What changes them is written here, for obstore's own folder never syncs, nor limits who may read.

    (strace on obstore 0.12: open, write, rename, and neither fsync nor a mode.) A put that a power cut interrupts
    leaves a name in `.part`: it is listed like any other, so that whoever sweeps what nothing refers to takes it away.
    """

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=_OWNER_ONLY)
            folder.chmod(_OWNER_ONLY)
            store = LocalStore(folder)
        except OSError as error:
            raise BlobsError(f"{folder.name}: {error.strerror}") from None
        super().__init__(store, folder.name)
        self._folder = folder

    def put(self, name: str, content: bytes) -> None:
        """Keep bytes under a name; file, name and folders are synced when it returns. Again replaces them at once."""
        with self._telling(checked(name)):
            path = self._folder / name
            self._make_folder(path.parent)
            part = path.with_name(f"{path.name}.{secrets.token_hex(8)}{_UNFINISHED}")
            try:
                write_new(part, content)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
            self._sync(path.parent)

    def delete(self, name: str) -> None:
        """Let them go, even if the power is cut next; nothing happens when they are gone already."""
        super().delete(name)
        with self._telling(name):
            self._sync((self._folder / name).parent)

    def delete_all(self, prefix: str) -> None:
        """Let a whole folder go, even if the power is cut next, with what an interrupted put left there."""
        with self._telling(checked(prefix)):
            folder = self._folder / prefix
            if folder.is_dir():
                shutil.rmtree(folder)
            self._sync(folder.parent)

    @contextmanager
    def _telling(self, name: str) -> Iterator[None]:
        # A disk that is not mounted must not look like an empty one, nor be written beside.
        if not self._folder.is_dir():
            raise BlobsError(f"{self._where}: the folder is gone: mount it again, or put it back from its backup")
        with super()._telling(name):
            yield

    def _make_folder(self, folder: Path) -> None:
        for each in reversed(self._up_to_root(folder)):
            each.mkdir(exist_ok=True, mode=_OWNER_ONLY)

    def _sync(self, folder: Path) -> None:
        """All the way up, for a folder that another thread has just made may not have its own name synced yet."""
        for each in self._up_to_root(folder):
            if each.is_dir():
                sync_folder(each)

    def _up_to_root(self, folder: Path) -> list[Path]:
        within = [folder, *folder.parents]
        return within[: within.index(self._folder) + 1]

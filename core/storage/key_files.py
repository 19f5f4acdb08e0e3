"""Secret keys kept as files beside the store: 32 random bytes each, for their owner only. Knows no use of them."""

import os
from pathlib import Path

from core.storage.durable_files import sync_folder, write_new
from core.storage.errors import StoreError

KEY_BYTES = 32


def read_or_make_key(path: Path, *, may_make: bool) -> bytes:
    """Read a key, or draw it at the first start.

    Raises `StoreError` when it is missing though something was written with it, when it is not a key,
    or when others than its owner may read it. A key that exists is never written over.
    """
    if path.exists():
        return _read(path)
    if not may_make:
        raise StoreError(f"{path.name} is missing, and the store was written with it: put it back from its backup")
    return make_key(path)


def make_key(path: Path) -> bytes:
    """Draw a key and keep it: whole and durable when it returns, or not there at all, wherever the power is cut.

    Raises `FileExistsError` when there is a key already.
    """
    key = os.urandom(KEY_BYTES)
    part = _part(path)
    part.unlink(missing_ok=True)  # of a making that was cut: nobody has used it
    try:
        write_new(part, key.hex().encode())
        path.hardlink_to(part)  # unlike a rename, refuses to replace
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)
    return key


def destroy_key(path: Path) -> None:
    """Write over a key, then let its file go; again finishes what was cut, and changes nothing else.

    On a disk that writes elsewhere (SSD, copy on write) the old bytes may stay for a while: the disk's own encryption,
    or a token, is what protects from somebody who takes it apart.
    """
    part = _part(path)
    if path.exists():
        part.unlink(missing_ok=True)  # of a making that was cut: another name of the same file
        path.replace(part)  # or a cut would leave a key file that holds no key, and no start would pass it
        sync_folder(path.parent)
    if part.exists():
        with part.open("r+b") as file:
            file.write(os.urandom(part.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        part.unlink()
        sync_folder(path.parent)


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _read(path: Path) -> bytes:
    if path.stat().st_mode & 0o077:
        raise StoreError(f"{path.name} may be read by others than its owner: chmod 600, and think of changing it")
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise StoreError(f"{path.name} is not a key of {KEY_BYTES} bytes in hexadecimal")
    return key

"""Secret keys kept as files beside the store: 32 random bytes each, for their owner only. Knows no use of them."""

import os
from pathlib import Path

from core.storage.errors import StoreError

KEY_BYTES = 32
_OWNER_ONLY = 0o600


def read_or_make_key(path: Path, *, may_make: bool) -> bytes:
    """Read a key, or draw it at the first start.

    Raises `StoreError` when it is missing though something was written with it, when it is not a key,
    or when others than its owner may read it. A key that exists is never written over.
    """
    if path.exists():
        return _read(path)
    if not may_make:
        raise StoreError(f"{path.name} is missing, and the store was written with it: put it back from its backup")
    key = os.urandom(KEY_BYTES)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    try:
        os.write(handle, key.hex().encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    return key


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

"""Files that are there after a power cut, whole, and for their owner only. Knows nothing of what is in them."""

import os
from pathlib import Path

_OWNER_ONLY = 0o600


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet; its bytes are on the disk on return, its name only after `sync_folder`."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last: those that came, those that went."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

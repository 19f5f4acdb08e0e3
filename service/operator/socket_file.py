"""The socket in a data folder through which a running site is asked. Knows no operation."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SOCKET_FILE = "operator.sock"
LONGEST_PATH = 107
"""Bytes that an address of a Unix socket holds, its final zero apart (unix(7))."""
_OWNER_ONLY = 0o600


def bind(folder: Path) -> socket.socket:
    """Make the socket of a folder, for its owner alone, in place of one that nobody listens to any more.

    Raises FileExistsError when somebody does.
    """
    if connect(folder) is not None:
        raise FileExistsError(SOCKET_FILE)
    (folder / SOCKET_FILE).unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX)
    try:
        with _address(folder) as address:
            listening.bind(address)
        (folder / SOCKET_FILE).chmod(_OWNER_ONLY)
        listening.listen()
    except BaseException:
        listening.close()
        raise
    return listening


def connect(folder: Path) -> socket.socket | None:
    """Reach the site that runs on a folder; None when none does."""
    calling = socket.socket(socket.AF_UNIX)
    try:
        with _address(folder) as address:
            calling.connect(address)
    except (FileNotFoundError, ConnectionRefusedError):
        calling.close()
        return None
    except BaseException:
        calling.close()
        raise
    return calling


@contextmanager
def _address(folder: Path) -> Iterator[str]:
    """A path is cut to 108 bytes by the kernel's structure: a longer one is named from the open folder."""
    path = str(folder / SOCKET_FILE)
    if len(os.fsencode(path)) <= LONGEST_PATH:
        yield path
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{SOCKET_FILE}"
    finally:
        os.close(handle)

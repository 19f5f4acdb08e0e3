"""How far a store had come when it last confirmed something, written beside it. Knows no table and no engine.

SQLite ends its write-ahead log at the first frame that does not verify, for that is what a power cut leaves; a log that
somebody cut, changed or left behind looks the same, and would open as a space that has forgotten. This mark costs no
sync: it is written after the commit it speaks of, so that whatever a power cut leaves of it is never too high.
"""

import os
from contextlib import suppress
from pathlib import Path

from core.storage.errors import StoreError

MARK_FILE = "confirmed"
_DIGITS = 20
"""One sector of the disk: old or new after a power cut, never half of each."""


class HighWater:
    """The mark of a data folder."""

    def __init__(self, folder: Path) -> None:
        """Open it, at zero when there is none. Raises `StoreError` when it is not a mark."""
        self._handle = os.open(folder / MARK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        written = os.pread(self._handle, _DIGITS + 1, 0)
        if written and not (len(written) == _DIGITS and written.isdigit()):
            self.close()
            raise StoreError(f"{MARK_FILE} was changed: put it back from its backup, or remove it if there is none")
        self._height = int(written or 0)

    def check(self, found: int) -> None:
        """Raise `StoreError` when the store holds less than it has confirmed."""
        if found < self._height:
            raise StoreError(
                f"the store lacks the last {self._height - found} of {self._height} acts that it confirmed: its log "
                "was cut, edited or left behind; nothing was changed: put the whole folder back from its backup"
            )

    def rise(self, height: int) -> None:
        """Note that so much is confirmed. A disk that refuses leaves the mark too low, which loses nothing."""
        if height > self._height:
            self._height = height
            with suppress(OSError):
                os.pwrite(self._handle, f"{height:0{_DIGITS}d}".encode(), 0)

    def close(self) -> None:
        """Let go of the file; again changes nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

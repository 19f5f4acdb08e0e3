"""Sounds that were made once: in memory within a bound, and in a folder that holds prepared ones only.

Knows digests, never words; nothing that is somebody's is ever given to it.
"""

import hashlib
import os
import threading
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

MOST_BYTES = 32 * 1024 * 1024
"""Kept beside the prepared sounds: over an hour of speech, at 8 KB a second."""

_SEAL_BYTES = hashlib.sha256().digest_size


class KeptSounds:
    """The memory of a voice. Sounds prepared at the start stay (some 14 MB in all).

    The others, said slowly, louder, or by a rare number, together never hold more than `most_bytes`; those that were
    not asked for longest go first. Safe to use from several threads.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._prepared: dict[str, bytes] = {}
        self._others: OrderedDict[str, bytes] = OrderedDict()
        self._other_bytes = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._prepared) + len(self._others)

    def __contains__(self, digest: str) -> bool:
        return digest in self._prepared or digest in self._others

    @property
    def other_bytes(self) -> int:
        """What is kept beside the prepared sounds."""
        return self._other_bytes

    def get(self, digest: str) -> bytes | None:
        """The sound, if it is kept."""
        prepared = self._prepared.get(digest)
        if prepared is not None:
            return prepared
        with self._lock:
            if digest in self._others:
                self._others.move_to_end(digest)
            return self._others.get(digest)

    def keep(self, digest: str, sound: bytes) -> None:
        """Keep it as long as there is room."""
        with self._lock:
            if digest in self:
                return
            self._others[digest] = sound
            self._other_bytes += len(sound)
            while self._other_bytes > self._most_bytes:
                self._other_bytes -= len(self._others.popitem(last=False)[1])

    def keep_always(self, digest: str, sound: bytes) -> None:
        """Keep it as long as the site runs."""
        with self._lock:
            self._prepared[digest] = sound
            self._other_bytes -= len(self._others.pop(digest, b""))


class SoundFolder:
    """Prepared sounds between two starts, one file each, readable by the site's own account alone.

    Each file begins with a digest of the rest and of its name: one that was cut short, or put in another's place, is
    as good as none. The folder may be emptied at any time.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, digest: str) -> bytes | None:
        """The sound as it was written, or None."""
        try:
            whole = self._file(digest).read_bytes()
        except OSError:
            return None
        seal, sound = whole[:_SEAL_BYTES], whole[_SEAL_BYTES:]
        return sound if seal == _seal(digest, sound) else None

    def write(self, digest: str, sound: bytes) -> None:
        """Write it whole, or not at all: on a full or read-only disk the memory serves alone."""
        part = self._folder / f"{digest}.{os.getpid()}.part"
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                    file.write(_seal(digest, sound) + sound)
                part.replace(self._file(digest))
            finally:
                part.unlink(missing_ok=True)

    def _file(self, digest: str) -> Path:
        return self._folder / f"{digest}.ulaw"


def _seal(digest: str, sound: bytes) -> bytes:
    return hashlib.sha256(digest.encode() + sound).digest()

"""Key-encryption keys as files of their own, one a version, and the root of the site's secrets. Knows no person.

A wrapped key is a random nonce of 96 bits, then the key sealed with AES-256-GCM and its tag; the version and the
context are bound to it. The root never changes, for what it makes (the blind index) cannot be made again for everybody
at each rotation; it closes nothing.
"""

import hashlib
import hmac
import os
import re
from collections.abc import Sequence
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.ports import KeyWrapping
from core.storage.errors import KeyWrappingError, StoreError
from core.storage.key_files import destroy_key, make_key, read_or_make_key

ROOT_KEY_FILE = "root.key"
NONCE_BYTES = 12
NOT_OURS = "this is no key that was wrapped here for this"
_TAG_BYTES = 16
_NONE_LEFT = "no key-encryption key is left: put the kek-….key files that were here back from their backup"
_VERSION = re.compile(r"kek-([1-9]\d*)\.key")


class FileKeys(KeyWrapping):
    """The versions in a folder. Which there are is read anew each time, so that processes may share the folder."""

    def __init__(self, folder: Path, root: bytes) -> None:
        self._folder = folder
        self._root = root
        self._ciphers: dict[int, AESGCM] = {}

    @property
    def versions(self) -> Sequence[int]:
        """Those that open, oldest first; the last is the current one."""
        return versions_in(self._folder)

    def wrap(self, key: bytes, context: bytes) -> tuple[int, bytes]:
        """Close a key so that it opens under the same context only; the version it is under, and what to keep."""
        version = self._current()
        nonce = os.urandom(NONCE_BYTES)
        return version, nonce + self._cipher(version).encrypt(nonce, key, bound(version, context))

    def unwrap(self, version: int, wrapped: bytes, context: bytes) -> bytes:
        """Open it; `KeyWrappingError` when it is another's, or its version is gone."""
        nonce, closed = split(wrapped)
        try:
            return self._cipher(version).decrypt(nonce, closed, bound(version, context))
        except InvalidTag:
            raise KeyWrappingError(NOT_OURS) from None

    def rotate(self) -> int:
        """Draw the next version, durable when it returns: from now on it closes."""
        version = self._current() + 1
        try:
            make_key(_path(self._folder, version))
        except FileExistsError:
            raise StoreError(f"another process has just made version {version}") from None
        return version

    def retire(self, version: int) -> None:
        """Destroy an earlier version: written over, then let go. ValueError for the current one."""
        if version == self._current():
            raise ValueError("the current version closes keys: rotate first")
        destroy_key(_path(self._folder, version))
        self._ciphers.pop(version, None)

    def derive(self, label: str) -> bytes:
        """A secret of the site for one use, 32 bytes: HMAC-SHA256 of its label under the root."""
        return hmac.digest(self._root, label.encode(), hashlib.sha256)

    def close(self) -> None:
        """Let the keys go from memory."""
        self._ciphers.clear()

    def _current(self) -> int:
        versions = self.versions
        if not versions:
            raise StoreError(_NONE_LEFT)
        return versions[-1]

    def _cipher(self, version: int) -> AESGCM:
        if version not in self._ciphers:
            path = _path(self._folder, version)
            if not path.exists():
                raise KeyWrappingError(f"version {version} of the key-encryption key is not here")
            self._ciphers[version] = AESGCM(read_or_make_key(path, may_make=False))
        return self._ciphers[version]


def open_file_keys(folder: Path, *, may_make: bool) -> FileKeys:
    """Open the keys of a data folder, or draw them at the first start.

    Raises `StoreError` when one is missing though something was written with it, or is open to others than its owner.
    """
    root = read_or_make_key(folder / ROOT_KEY_FILE, may_make=may_make)
    versions = versions_in(folder)
    if not versions and not may_make:
        raise StoreError(_NONE_LEFT)
    for version in versions or [1]:
        read_or_make_key(_path(folder, version), may_make=not versions)
    return FileKeys(folder, root)


def versions_in(folder: Path) -> Sequence[int]:
    """The versions that a folder has, oldest first."""
    return sorted(int(found[1]) for path in folder.iterdir() if (found := _VERSION.fullmatch(path.name)))


def split(wrapped: bytes) -> tuple[bytes, bytes]:
    """Nonce, then sealed key with its tag. Raises `KeyWrappingError` when it is too short to be both."""
    if len(wrapped) < NONCE_BYTES + _TAG_BYTES:
        raise KeyWrappingError(NOT_OURS)
    return wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]


def bound(version: int, context: bytes) -> bytes:
    """What a wrapped key is bound to."""
    return f"key-encryption key {version}|".encode() + context


def _path(folder: Path, version: int) -> Path:
    return folder / f"kek-{version}.key"

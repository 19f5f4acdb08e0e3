"""Key-encryption keys on a PKCS#11 token, which closes and opens for us: they never leave it. Knows no person.

The token holds `relais-kek-1`, `relais-kek-2`… (AES-256, through CKM_AES_GCM) and `relais-root` (HMAC-SHA256, for the
site's secrets). What is kept has the same form as with keys in files.
"""

import os
from collections.abc import Sequence
from typing import Any

import pkcs11
from pkcs11 import Mechanism
from pkcs11.mechanisms import GCMParams

from core.ports import KeyWrapping
from core.storage.errors import KeyWrappingError, StoreError
from core.storage.key_wrapping import NONCE_BYTES, NOT_OURS, bound, split
from core.storage.pkcs11_token import KeyToken, TokenAccess, open_token, taking_turns

_WRONG = (
    pkcs11.DataInvalid,
    pkcs11.DataLenRange,
    pkcs11.EncryptedDataInvalid,
    pkcs11.EncryptedDataLenRange,
    pkcs11.GeneralError,  # what SoftHSM 2.6 answers to a wrong tag
)


class Pkcs11Keys(KeyWrapping):
    """The keys of one token."""

    def __init__(self, token: KeyToken) -> None:
        self._token = token
        self._newest = 0
        self._keks: dict[int, Any] = {}
        self._derived: dict[str, bytes] = {}

    @property
    def versions(self) -> Sequence[int]:
        """Those that open, oldest first; the last is the current one."""
        return self._token.versions()

    def wrap(self, key: bytes, context: bytes) -> tuple[int, bytes]:
        """Close a key so that it opens under the same context only; the version it is under, and what to keep."""
        nonce = os.urandom(NONCE_BYTES)
        with taking_turns():
            version = self._current()
            how = GCMParams(nonce, bound(version, context))
            closed = self._kek(version).encrypt(key, mechanism=Mechanism.AES_GCM, mechanism_param=how)
        return version, nonce + closed

    def unwrap(self, version: int, wrapped: bytes, context: bytes) -> bytes:
        """Open it; `KeyWrappingError` when it is another's, or its version is gone."""
        nonce, closed = split(wrapped)
        how = GCMParams(nonce, bound(version, context))
        with taking_turns():
            kek = self._kek(version)
            try:
                return bytes(kek.decrypt(closed, mechanism=Mechanism.AES_GCM, mechanism_param=how))
            except _WRONG:
                raise KeyWrappingError(NOT_OURS) from None

    def rotate(self) -> int:
        """Draw the next version: from now on it closes.

        It is as durable as the token's own memory: SoftHSM, made for tests, syncs nothing (seen with strace). One
        process at a time may do so: a token does not refuse a second key of the same name.
        """
        with taking_turns():
            version = self._current() + 1
            self._token.make_kek(version)
        return version

    def retire(self, version: int) -> None:
        """Destroy an earlier version on the token. ValueError for the current one."""
        with taking_turns():
            if version == self._current():
                raise ValueError("the current version closes keys: rotate first")
            self._keks.pop(version, None)
            if (found := self._token.kek(version)) is not None:
                found.destroy()

    def derive(self, label: str) -> bytes:
        """A secret of the site for one use, 32 bytes: HMAC-SHA256 of its label under the token's root; asked once."""
        if label not in self._derived:
            with taking_turns():
                root = self._token.root()
                if root is None:
                    raise StoreError("the root of the site's secrets is not on the token")
                self._derived[label] = bytes(root.sign(label.encode(), mechanism=Mechanism.SHA256_HMAC))
        return self._derived[label]

    def close(self) -> None:
        """Log out, and let what was asked go from memory."""
        self._keks.clear()
        self._derived.clear()
        self._token.close()

    def _current(self) -> int:
        """The newest version, another process's rotation included: one question, where a whole list is one a key."""
        if not self._newest:
            self._newest = max(self.versions)
        while self._token.kek(self._newest + 1) is not None:
            self._newest += 1
        return self._newest

    def _kek(self, version: int) -> Any:
        if version not in self._keks:
            found = self._token.kek(version)
            if found is None:
                raise KeyWrappingError(f"version {version} of the key-encryption key is not on the token")
            self._keks[version] = found
        return self._keks[version]


def open_pkcs11_keys(access: TokenAccess, *, may_make: bool) -> Pkcs11Keys:
    """Open the keys of a token, or draw them there at the first start.

    Raises `StoreError` when the token is out of reach, or lacks a key though something was written with it.
    """
    token = open_token(access)
    try:
        _ensure_keys(token, may_make=may_make)
    except BaseException:
        token.close()
        raise
    return Pkcs11Keys(token)


def _ensure_keys(token: KeyToken, *, may_make: bool) -> None:
    is_rooted, versions = token.root() is not None, token.versions()
    if not may_make and not (is_rooted and versions):
        raise StoreError("keys are missing on the token, and the store was written with them: is it the right token?")
    if not is_rooted:
        token.make_root()
    if not versions:
        token.make_kek(1)
    for version in versions:
        token.kek(version)

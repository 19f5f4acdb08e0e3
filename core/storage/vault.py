"""What the store needs beside its database: the keys that wrap keys, the blind index, the blobs. Knows no table."""

import hashlib
import hmac
from dataclasses import dataclass, field
from functools import cached_property

from core.domain.identifiers import PatientId
from core.ports import Blobs, KeyWrapping
from core.storage.chunked_aead import open_sealed, seal
from core.storage.envelope import KEY_BYTES, PersonKey

INDEX_BYTES = 16
"""128 bits: two of 65 million people share one with a chance of 1 in 10^23 (security.md 3.4)."""


@dataclass(frozen=True, kw_only=True)
class WrappedKey:
    """A person's key as the database keeps it."""

    version: int
    wrapped: bytes = field(repr=False)
    kek_version: int


@dataclass(frozen=True, kw_only=True)
class Vault:
    """Opens and closes people's keys; turns what is looked for into what can be looked up."""

    wrapping: KeyWrapping = field(repr=False)
    blobs: Blobs = field(repr=False)

    def wrap(self, key: PersonKey) -> WrappedKey:
        """Wrap a key under the newest key-encryption key."""
        kek_version, wrapped = self.wrapping.wrap(key.secret, self._context(key.patient_id, key.version))
        return WrappedKey(version=key.version, wrapped=wrapped, kek_version=kek_version)

    def unwrap(self, patient_id: PatientId, kept: WrappedKey) -> PersonKey:
        """Open a person's key; raises `KeyWrappingError` when it is another's, or its key-encryption key is gone."""
        secret = self.wrapping.unwrap(kept.kek_version, kept.wrapped, self._context(patient_id, kept.version))
        return PersonKey(patient_id=patient_id, version=kept.version, secret=secret)

    def index(self, label: str, value: str) -> bytes:
        """Keyed digest for equality only: a plain one of a NIR could be turned back by trying them all."""
        key = self.wrapping.derive("blind-index")
        return hmac.new(key, f"{label}:{value}".encode(), hashlib.sha256).digest()[:INDEX_BYTES]

    def put_sealed(self, name: str, content: bytes, key: PersonKey) -> None:
        """Keep bytes beside the database, for this person and this name only."""
        self.blobs.put(name, b"".join(seal((content,), key.secret, _blob(name, key))))

    def get_sealed(self, name: str, key: PersonKey) -> bytes:
        """Read them back; KeyError when they are gone, `DamagedError` when they are not what was put."""
        return b"".join(open_sealed((self.blobs.get(name),), key.secret, _blob(name, key)))

    def _context(self, patient_id: PatientId, version: int) -> bytes:
        return f"patient-key|{patient_id}|{version}|{KEY_BYTES}|{self._root_mark}".encode()

    @cached_property
    def _root_mark(self) -> str:
        """Binds people's keys to the root: under another one nobody would be found, and the space would look empty."""
        return self.wrapping.derive("root-mark")[:INDEX_BYTES].hex()


def _blob(name: str, key: PersonKey) -> bytes:
    return f"blob|{name}|{key.version}".encode()

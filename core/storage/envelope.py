"""Seals what is personal with its person's own key, bound to the one place where it lies. Knows no table, no person."""

import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.domain.identifiers import NOBODY, PatientId

T = TypeVar("T")
KEY_BYTES = 32
NONCE_BYTES = 12
"""Random, 96 bits: safe for far more than one person's cells (NIST SP 800-38D, 8.2.2)."""
SITE = NOBODY
"""Holder of the key for what belongs to nobody yet: the quarantine, answers given to the operator."""


class SealError(ValueError):
    """A sealed cell does not open: edited, moved from another place, or sealed with another key."""


@dataclass(frozen=True, kw_only=True)
class PersonKey:
    """One person's data-encryption key (AES-256-GCM), in one of its versions."""

    patient_id: PatientId
    version: int
    secret: bytes = field(repr=False)

    def seal(self, place: str, row: str, content: object) -> bytes:
        """Write `content` so that it opens only as `place` (table.column) of this person's `row`."""
        return self.seal_bytes(place, row, msgspec.msgpack.encode(content))

    def seal_bytes(self, place: str, row: str, content: bytes) -> bytes:
        """The same, for what is written as bytes already."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, self._bound_to(place, row))

    def unseal(self, place: str, row: str, sealed: bytes, kind: type[T]) -> T:
        """Read it back as `kind`; raises `SealError` when a single bit, or the place, is another."""
        return msgspec.msgpack.decode(self.unseal_bytes(place, row, sealed), type=kind)

    def unseal_bytes(self, place: str, row: str, sealed: bytes) -> bytes:
        """The bytes under the seal."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._bound_to(place, row))
        except (InvalidTag, ValueError) as error:
            raise SealError(f"{place} does not open") from error

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self.secret)

    def _bound_to(self, place: str, row: str) -> bytes:
        return f"{place}|{self.patient_id}|{row}|{self.version}".encode()


def new_key(patient_id: PatientId, version: int = 1) -> PersonKey:
    """Draw a key for this person, from the operating system."""
    return PersonKey(patient_id=patient_id, version=version, secret=os.urandom(KEY_BYTES))

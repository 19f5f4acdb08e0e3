"""What the core needs from outside, as protocols: time, chance, keys, hashing, blobs. Holds no implementation."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from core.domain.checkpoints import VerifyingKey
from core.domain.outbox import Errand


class Clock(Protocol):
    """The time; always UTC-aware."""

    def now(self) -> datetime:
        """Tell the time."""


class Ids(Protocol):
    """Chance: identifiers and numbers that nobody can guess."""

    def token(self) -> str:
        """Draw 128 bits, as 32 hexadecimal digits."""

    def digits(self, count: int) -> str:
        """Draw `count` decimal digits; the first may be zero."""


class Keys(Protocol):
    """The site's own keys: they sign receipts and the audit log, and make pseudonyms; they never leave the adapter."""

    @property
    def log_key(self) -> VerifyingKey:
        """Name and public key of the audit log, for whoever checks its checkpoints."""

    def sign(self, text: str) -> str:
        """Sign the ASCII text of a receipt (Ed25519); base64url without padding."""

    def sign_bytes(self, message: bytes) -> bytes:
        """Sign a checkpoint (Ed25519, 64 bytes), with a key of its own: no receipt can pass for one."""

    def pseudonym(self, name: str) -> str:
        """Keyed digest (HMAC-SHA256), 32 hexadecimal digits: same name, same pseudonym; no way back without the key."""


class SecretHasher(Protocol):
    """Slow, salted hashing of short secrets (argon2id)."""

    def turn(self) -> AbstractContextManager[None]:
        """Take a place in a short queue before a try is counted, and keep it while its secrets are compared.

        Refuses `too-many-at-once` when the queue is full: nothing was counted, nothing is lost.
        """

    def hash(self, secret: str) -> str:
        """Make the text to keep."""

    def verify(self, kept: str, secret: str) -> bool:
        """Compare; an empty `kept` costs the same time and is never right."""


class Blobs(Protocol):
    """Bytes kept beside the database, under names that tell nothing; they are sealed before they come here.

    A name is segments of letters, digits, `.`, `_` and `-` between slashes, a prefix is whole segments; ValueError on
    any other. When the place does not answer as it should, `BlobsError` tells the operator why.
    """

    def put(self, name: str, content: bytes) -> None:
        """Keep bytes; durable when it returns. Again replaces them."""

    def get(self, name: str) -> bytes:
        """The bytes; KeyError when there are none of that name."""

    def delete(self, name: str) -> None:
        """Let them go; nothing happens when they are gone already."""

    def delete_all(self, prefix: str) -> None:
        """Let everything under a prefix go; an empty prefix is refused."""

    def names(self, prefix: str = "", *, before: datetime | None = None) -> Iterator[str]:
        """What there is under a prefix; only what was put before a moment, to sweep what nothing refers to."""


class KeyWrapping(Protocol):
    """The key-encryption keys of the site: they close other keys, and never leave the adapter. Threads may share it.

    They come in versions, of which the newest closes and all open. When they are out of reach, `StoreError` tells the
    operator why.
    """

    @property
    def versions(self) -> Sequence[int]:
        """Those that open, oldest first; the last is the current one."""

    def wrap(self, key: bytes, context: bytes) -> tuple[int, bytes]:
        """Close a key so that it opens under the same context only; the version it is under, and what to keep."""

    def unwrap(self, version: int, wrapped: bytes, context: bytes) -> bytes:
        """Open it; `KeyWrappingError` when it is another's, or its version is gone."""

    def rotate(self) -> int:
        """Draw the next version, durable when it returns: from now on it closes. Earlier ones go on opening."""

    def retire(self, version: int) -> None:
        """Destroy an earlier version: what is still under it is lost for ever. ValueError for the current one."""

    def derive(self, label: str) -> bytes:
        """A secret of the site for one use, 32 bytes, the same for ever: rotation does not change it."""

    def close(self) -> None:
        """Let the keys go from memory, and the token from this process."""


class DeliveryError(Exception):
    """An errand was not carried out, or nobody knows; the message says why in a few words, nothing personal."""


class Courier(Protocol):
    """Carries errands of one topic out."""

    def deliver(self, errand: Errand) -> None:
        """Do it; whoever receives it twice can tell. Raises `DeliveryError` to be asked again later."""

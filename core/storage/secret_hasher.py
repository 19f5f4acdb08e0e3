"""Slow hashing of short secrets with argon2id, a few at a time. Knows no person and counts no try."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from core.domain.refusals import Refusal
from core.ports import SecretHasher

TIME_COST = 2
MEMORY_KIB = 19 * 1024
AT_ONCE = 2
MAY_WAIT = 8
"""Beyond, the person is asked to wait: hashing is the scarcest processor time (security.md 0.6)."""


class Argon2Hasher(SecretHasher):
    """Argon2id; a smaller cost than the default is for tests only."""

    def __init__(self, *, time_cost: int = TIME_COST, memory_kib: int = MEMORY_KIB) -> None:
        self._argon2 = PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=1, type=Type.ID)
        self._nobody = self._argon2.hash(secrets.token_hex())
        self._places = threading.BoundedSemaphore(AT_ONCE + MAY_WAIT)
        self._workers = threading.BoundedSemaphore(AT_ONCE)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Take one of ten places: two are served while eight wait, half a second at most (security.md 4.2)."""
        if not self._places.acquire(blocking=False):
            raise Refusal("too-many-at-once")
        try:
            yield
        finally:
            self._places.release()

    def hash(self, secret: str) -> str:
        """Make the text to keep."""
        with self._workers:
            return self._argon2.hash(secret)

    def verify(self, kept: str, secret: str) -> bool:
        """Compare; an empty `kept` costs the same time and is never right."""
        with self._workers:
            try:
                self._argon2.verify(kept or self._nobody, secret)
            except (VerificationError, InvalidHashError):
                return False
        return bool(kept)

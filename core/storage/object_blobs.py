"""Keeps sealed bytes in an object store, through obstore, and says in plain words why one does not answer.

Knows no key and no person. What the library says stays out of our errors: it quotes whole answers of the other side.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, MemoryStore, S3Store

from core.ports import Blobs
from core.storage.errors import BlobsError

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_LONGEST_NAME = 512
_ERASED_AT_ONCE = 1000
"""As many as one DeleteObjects may name (Amazon S3 API reference)."""


class ObjectBlobs(Blobs):
    """Bytes in a bucket, or in memory; `where` is what operators are told about it. Threads may share it."""

    def __init__(self, store: LocalStore | MemoryStore | S3Store, where: str) -> None:
        self._store = store
        self._where = where

    def put(self, name: str, content: bytes) -> None:
        """Keep bytes under a name; durable when it returns. Again replaces them."""
        # In one request: an upload in parts that breaks off leaves parts that no listing shows.
        with self._telling(checked(name)):
            obstore.put(self._store, name, content, use_multipart=False)

    def get(self, name: str) -> bytes:
        """The bytes; KeyError when there are none of that name."""
        with self._telling(checked(name)):
            return bytes(obstore.get(self._store, name).bytes())

    def delete(self, name: str) -> None:
        """Let them go; nothing happens when they are gone already."""
        try:
            with self._telling(checked(name)):
                obstore.delete(self._store, name)
        except KeyError:
            return

    def delete_all(self, prefix: str) -> None:
        """Let everything under a prefix go; the prefix is whole segments, and never empty."""
        with self._telling(checked(prefix)):
            for found in obstore.list(self._store, prefix, chunk_size=_ERASED_AT_ONCE):
                obstore.delete(self._store, [each["path"] for each in found])

    def names(self, prefix: str = "", *, before: datetime | None = None) -> Iterator[str]:
        """What there is under a prefix of whole segments, in no order; put before a moment, when one is given."""
        with self._telling(checked(prefix) if prefix else prefix):
            for found in obstore.list(self._store, prefix or None):
                yield from (each["path"] for each in found if before is None or each["last_modified"] < before)

    @contextmanager
    def _telling(self, name: str) -> Iterator[None]:
        try:
            yield
        except (BaseError, OSError) as error:
            # A bucket that is gone is not a name that is gone: only the answer's body tells them apart.
            if isinstance(error, FileNotFoundError) and "NoSuchBucket" not in str(error):
                raise KeyError(name) from None
            raise BlobsError(f"{self._where}: {_reason(error)}") from None


def checked(name: str) -> str:
    """A name that stays inside, whatever the store: segments of letters, digits, `.`, `_`, `-`, none starting with `.`.

    Raises ValueError on any other: names are drawn by the program, so a wrong one is a bug.
    """
    if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
        raise ValueError("not a name of a blob")
    return name


def _reason(error: Exception) -> str:
    """What an operator can act on: the code of an answer or of the operating system, nothing quoted from elsewhere."""
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)
    said = str(error).partition("\n\nDebug source")[0]
    status, code = _found(r"status code: (\d{3})", said), _found(r"<Code>(\w+)</Code>", said)
    if code == "NoSuchBucket":
        return "there is no such bucket: create it, or correct the address"
    if status in ("401", "403"):
        return f"the credentials are refused, or may not do this ({status} {code})"
    if status:
        return f"the other side answers {status} {code}".rstrip()
    if number := _found(r"\(os error (\d+)\)", said):
        return os.strerror(int(number))
    return "it cannot be reached, or does not answer in time"


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    return match[1] if match else ""

"""Seals a stream of bytes in chunks, so that no size has to fit in memory. Knows no file, no blob, no person.

The form is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as Tink and age have it: one key a stream, drawn by
HKDF-SHA256 from a random salt, so that a counter is a safe nonce; each chunk is bound to its place and to being last.

    header   8 bytes of mark and version, 32 bytes of salt
    chunk    64 KiB sealed with AES-256-GCM, 16 bytes of tag; only the last may be shorter
             nonce = place in the stream; AAD = header, place, 1 when last else 0, context
"""

import os
from collections.abc import Iterable, Iterator
from itertools import chain

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.storage.errors import DamagedError

MARK = b"RELAIS\x00\x01"
CHUNK_BYTES = 64 * 1024
_KEY_BYTES = 32
_SALT_BYTES = 32
_TAG_BYTES = 16
_NONCE_BYTES = 12
HEADER_BYTES = len(MARK) + _SALT_BYTES


def seal(chunks: Iterable[bytes], key: bytes, context: bytes) -> Iterator[bytes]:
    """Seal a stream under a 256-bit key; the context says what it is and under which name, and must be said to open it.

    Chunks may have any size. Nothing of the content is kept once it is given out.
    """
    header = MARK + os.urandom(_SALT_BYTES)
    cipher = _cipher(key, header)
    yield header
    for place, (piece, is_last) in enumerate(_pieces(chunks, CHUNK_BYTES)):
        yield cipher.encrypt(_nonce(place), piece, _bound(header, place, context, is_last=is_last))


def open_sealed(chunks: Iterable[bytes], key: bytes, context: bytes) -> Iterator[bytes]:
    """Give the content back, one verified chunk at a time; a chunk that does not verify is never given.

    Raises `DamagedError` at the first chunk that is not in its place, under this key and context. A stream cut between
    two chunks is only known to be cut at its end: nothing may be done with the content that can't be undone until then.
    """
    stream = iter(chunks)
    header, rest = _split_header(stream)
    cipher = _cipher(key, header)
    for place, (piece, is_last) in enumerate(_pieces(chain((rest,), stream), CHUNK_BYTES + _TAG_BYTES)):
        try:
            content = cipher.decrypt(_nonce(place), piece, _bound(header, place, context, is_last=is_last))
        except InvalidTag:
            raise DamagedError(f"chunk {place} is not what was sealed there") from None
        yield content


def _pieces(chunks: Iterable[bytes | memoryview], size: int) -> Iterator[tuple[bytes, bool]]:
    """Cut a stream into pieces of one size; True with the last, which alone may be shorter, or empty when all is."""
    waiting = bytearray()
    for chunk in chunks:
        view = memoryview(chunk)  # a large chunk is not copied again for each piece of it
        while len(waiting) + len(view) > size:
            missing = size - len(waiting)
            yield b"".join((waiting, view[:missing])), False
            waiting.clear()
            view = view[missing:]
        waiting += view
    yield bytes(waiting), True


def _split_header(stream: Iterator[bytes]) -> tuple[bytes, memoryview]:
    start = b""
    while len(start) < HEADER_BYTES:
        chunk = next(stream, None)
        if chunk is None:
            raise DamagedError("cut short before the first chunk")
        start = start + chunk if start else chunk
    if not start.startswith(MARK):
        raise DamagedError("not sealed by this program, or by a later one")
    return start[:HEADER_BYTES], memoryview(start)[HEADER_BYTES:]


def _cipher(key: bytes, header: bytes) -> AESGCM:
    if len(key) != _KEY_BYTES:
        raise ValueError(f"a key of {_KEY_BYTES} bytes is expected")
    salt = header[len(MARK) :]
    return AESGCM(HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=salt, info=b"relais chunked aead").derive(key))


def _nonce(place: int) -> bytes:
    return place.to_bytes(_NONCE_BYTES, "big")


def _bound(header: bytes, place: int, context: bytes, *, is_last: bool) -> bytes:
    return header + place.to_bytes(8, "big") + bytes((is_last,)) + context

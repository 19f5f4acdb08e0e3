"""A SQLCipher file or its write-ahead log, page by page in clear: also what no row refers to any more.

Raw keys are used as they are; a page ends with its IV and its HMAC (SQLCipher design, « page encryption »).
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from core.storage.opening import KEY_FILE, STORE_FILE

PAGE = 4096
SALT, IV, RESERVE = 16, 16, 80
LOG_HEADER, FRAME_HEADER = 32, 24


def in_clear(folder: Path) -> bytes:
    """Every page of the file and of its log, as they lie on the disk now."""
    key = bytes.fromhex((folder / KEY_FILE).read_text())
    file, log = folder / STORE_FILE, folder / f"{STORE_FILE}-wal"
    logged = log.read_bytes() if log.exists() else b""
    return b"".join([*_pages(file.read_bytes(), key), *_frames(logged, key)])


def _pages(content: bytes, key: bytes) -> Iterator[bytes]:
    for at in range(0, len(content), PAGE):
        yield _open(content[at : at + PAGE], key, is_first=at == 0)


def _frames(content: bytes, key: bytes) -> Iterator[bytes]:
    for at in range(LOG_HEADER, len(content), FRAME_HEADER + PAGE):
        number = int.from_bytes(content[at : at + 4], "big")
        page = content[at + FRAME_HEADER : at + FRAME_HEADER + PAGE]
        if len(page) == PAGE:
            yield _open(page, key, is_first=number == 1)


def _open(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    sealed = page[SALT if is_first else 0 : -RESERVE]
    reserve = page[-RESERVE:]
    opener = Cipher(AES(key), CBC(reserve[:IV])).decryptor()
    return opener.update(sealed) + opener.finalize()

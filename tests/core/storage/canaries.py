"""Words planted in a person's records, every writing in which one might lie on a disk, and the disk itself."""

import base64
import json
import quopri
from collections.abc import Iterable, Iterator
from pathlib import Path


def writings(word: str) -> Iterator[bytes]:
    """The word as machines write it: three encodings, hexadecimal, base64 wherever it begins, escapes."""
    for form in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")):
        yield form
        yield form.hex().encode()
        yield form.hex().upper().encode()
        yield from (_base64_after(form, before) for before in range(3))
    yield quopri.encodestring(word.encode()).rstrip(b"\n")
    yield json.dumps(word)[1:-1].encode()


def found_in(content: bytes, words: Iterable[str]) -> list[str]:
    """Which of the words stand there, in any writing."""
    return [word for word in words if any(form in content for form in writings(word))]


def bytes_under(*folders: Path) -> bytes:
    """Every byte of every file, file names included; sockets have none."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return b"\n".join(str(path).encode() + b"\n" + path.read_bytes() for path in files)


def _base64_after(form: bytes, before: int) -> bytes:
    """What base64 makes of it after so many other bytes: the letters that depend on it alone."""
    encoded = base64.b64encode(bytes(before) + form).rstrip(b"=")
    is_cut = (before + len(form)) % 3 != 0
    return encoded[(0, 2, 3)[before] : -1 if is_cut else None]

"""Words of our people, looked for in every byte that a site has left, in the spellings that programs give them."""

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path


def found_under(folders: Iterable[Path], words: Iterable[str]) -> list[tuple[str, str]]:
    """File and word, for each that stands there in clear, or in what anybody can turn back."""
    spelt = [(word, spelling) for word in words for spelling in spellings(word)]
    found = []
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        found += [(path.name, word) for word, spelling in spelt if spelling in content]
    return found


def spellings(word: str) -> Iterator[bytes]:
    """UTF-8, UTF-16, hexadecimal, and base64 from each of its three places."""
    plain = word.encode()
    yield from (plain, word.encode("utf-16-le"), word.encode("utf-16-be"))
    yield from (plain.hex().encode(), plain.hex().upper().encode())
    for shift in range(3):
        shown = base64.b64encode(bytes(shift) + plain)
        yield shown[-(-shift * 8 // 6) : (shift + len(plain)) * 8 // 6]

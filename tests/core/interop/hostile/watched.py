"""Takes in every hostile file as the import does, while somebody watches its system calls. A program of its own.

`python -m tests.core.interop.hostile.watched`: before each file it asks for a file that does not exist, whose name says
which one comes; after it, one line of JSON on standard output.
"""

import io
import json
import os
import resource
import socket
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from lxml import etree
from PIL import Image

from tests.core.interop.cda_samples import SECTION, as_bytes, structured
from tests.core.interop.hostile.fates import Fate, Outcome, fate_of
from tests.core.interop.hostile.making import SOUND, announced, base64_of
from tests.core.interop.hostile.references import REFERENCES
from tests.core.interop.hostile.tables import EVERY
from tests.core.interop.pdf_samples import pdf

MARK = "/the file called "
NOTHING = "no file"
CARELESS = "careless"
MEMORY_BYTES = 512 * 1024 * 1024
"""What security.md 4.2 would give to a process that parses."""


def enclosing(data: bytes) -> bytes:
    """A sound document with a picture or pages beside its text."""
    media = f"<entry><observationMedia><value representation='B64'>{base64_of(data)}</value></observationMedia></entry>"
    return as_bytes(body=structured(SECTION + media))


def picture(kind: str) -> bytes:
    """A small sound picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, kind)
    return out.getvalue()


PLAIN: Mapping[str, Callable[[], bytes]] = {
    "sound": SOUND.encode,
    "UTF-16": lambda: announced("UTF-16").encode("utf-16"),
    "Windows letters": lambda: announced("ISO-8859-1").encode("cp1252"),
    "Latin-9": lambda: announced("ISO-8859-15").encode("iso-8859-15"),
}
ENCLOSING: Mapping[str, Callable[[], bytes]] = {
    "PDF": lambda: enclosing(pdf("a")),
    **{kind: lambda kind=kind: enclosing(picture(kind)) for kind in ("PNG", "JPEG", "GIF")},  # type: ignore[misc]
}
"""Benign files: those that need a worker apart."""


@contextmanager
def limited() -> Iterator[None]:
    """No more memory than a worker would have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def mark(name: str) -> None:
    """Say in the trace what comes."""
    with suppress(FileNotFoundError):
        os.close(os.open(MARK + name, os.O_RDONLY))


def take(name: str, data: bytes, expected: Fate) -> None:
    """Take in one file, and say what became of it."""
    mark(name)
    begun = time.process_time()
    with limited():
        fate = fate_of(data)
    seconds = time.process_time() - begun
    mark(NOTHING)
    sys.stdout.write(json.dumps({"name": name, "as_expected": fate == expected, "seconds": seconds}) + "\n")


def be_careless(data: bytes) -> None:
    """What the watcher must notice: a parser as many are set up, and a word with somebody elsewhere."""
    mark(CARELESS)
    etree.fromstring(data, etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False))
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", 9), timeout=1).close()
    mark(NOTHING)


def main() -> None:
    """Benign files twice, for the first time loads what is loaded once; then the hostile ones."""
    benign = {**PLAIN, **ENCLOSING}
    for make in benign.values():
        fate_of(make())
    for name, make in benign.items():
        take(name, make(), Fate(Outcome.FILED))
    for name, (fate, make) in EVERY.items():
        take(name, make(), fate)
    be_careless(REFERENCES["entity from a file"][1]())


if __name__ == "__main__":
    main()

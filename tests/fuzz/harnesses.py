"""The harnesses by name, what each starts from, and how many altered inputs CI tries."""

import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
DICTIONARIES = HERE / "dictionaries"

ALTERED: Mapping[str, int] = {
    "cda": 5_000,
    "cda_body": 3_000,
    "card": 5_000,
    "media_stream": 25_000,
    "telephone_event": 9_000,
    "nir": 50_000,
    "sip": 2_500,
    "sdp": 5_000,
    "terminal_frame": 25_000,
}
"""Altered inputs a run of CI, by name: about four seconds each, on a machine with other work."""

LONGEST: Mapping[str, int] = {
    "cda": 4_096,
    "cda_body": 192,
    "card": 256,
    "media_stream": 8_192,
    "telephone_event": 128,
    "nir": 512,
    "sip": 2_048,
    "sdp": 1_024,
    "terminal_frame": 8_192,
}
"""Bytes of an input of a search: short ones cover as much, and up to five times as many are tried in the same time."""


def harness(name: str) -> ModuleType:
    """A module with `one(data)`: it returns when the parser keeps its promise, and raises when not."""
    return importlib.import_module(f"tests.fuzz.{name}")


def seeds(name: str) -> list[Path]:
    """Where the search begins: fictional inputs of every kind, and all that was ever found to break the parser."""
    return sorted((CORPUS / name).iterdir())


def words(name: str) -> Iterator[bytes]:
    """The dictionary of a format, in the form that libFuzzer reads: one quoted word a line."""
    for line in (DICTIONARIES / f"{name}.dict").read_text(encoding="ascii").splitlines():
        if line.startswith('"'):
            yield line[1:-1].encode("ascii").decode("unicode_escape").encode("latin-1")

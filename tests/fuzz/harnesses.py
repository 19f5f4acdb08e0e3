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
    "cda_body": 4_000,
    "card": 8_000,
    "media_stream": 25_000,
    "telephone_event": 12_000,
    "nir": 80_000,
    "terminal_frame": 40_000,
}
"""Altered inputs a run of CI, by name: three to six seconds each."""


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

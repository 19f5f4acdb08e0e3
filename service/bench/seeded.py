"""A site with the fictional people, in a folder that goes away, and the bare driver on the same file."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.acts.perform import Door
from core.demo.seed import seed
from core.domain.identifiers import PatientId
from core.storage.key_files import read_or_make_key
from core.storage.keys import open_keys
from core.storage.opening import KEY_FILE, STORE_FILE, open_store
from core.storage.sqlcipher_driver import connect
from core.storage.unit_of_work import Store
from core.texts.words import Words, load_words
from service.chance import SystemChance
from service.clock import SystemClock


@dataclass(frozen=True, kw_only=True)
class Seeded:
    """What a measure starts from."""

    store: Store
    door: Door
    people: dict[str, PatientId]
    raw: Any
    """The driver's own connection, with the same key and settings."""
    words: Words = field(repr=False)


@contextmanager
def seeded_site() -> Iterator[Seeded]:
    """Seed everybody; about a second."""
    with tempfile.TemporaryDirectory(prefix="relais-bench-") as name, closing(open_store(Path(name))) as store:
        folder = Path(name)
        door = Door(store=store, clock=SystemClock(), ids=SystemChance(), keys=open_keys(folder))
        people = seed(door)
        with closing(raw_connection(folder)) as raw:
            yield Seeded(store=store, door=door, people=people, raw=raw, words=load_words())


def raw_connection(folder: Path) -> Any:
    """Open the store of a folder as the driver gives it, with the settings that ours has."""
    return connect(folder / STORE_FILE, read_or_make_key(folder / KEY_FILE, may_make=False))

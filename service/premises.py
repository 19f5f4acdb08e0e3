"""What a running site is made of: store, door, hasher, words. Built here and nowhere else; knows no channel."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from core.acts.perform import Door
from core.journeys.questions import Journey
from core.journeys.visit import Terminal, Visit
from core.ports import Clock, SecretHasher, TransactionLostError
from core.storage.audit_log.sequencer import Sequencer
from core.storage.errors import StoreError
from core.storage.keys import SiteKeys, open_keys
from core.storage.opening import open_store
from core.storage.secret_hasher import Argon2Hasher
from core.storage.unit_of_work import Store
from core.texts.words import Words, load_words
from ivr.live_calls import LiveCalls
from service.chance import SystemChance
from service.clock import SystemClock
from service.couriers import choose_couriers
from service.dispatcher import Dispatcher
from service.erasing import finish_erasures
from service.faults import OperatorError
from service.human_hours import human_hours
from service.places import choose_places
from service.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Premises:
    """One site, open on its data folder."""

    folder: Path
    store: Store = field(repr=False)
    keys: SiteKeys = field(repr=False)
    door: Door = field(repr=False)
    hasher: SecretHasher = field(repr=False)
    words: Words = field(repr=False)
    sequencer: Sequencer | None = field(repr=False)
    """The one writer of the audit log; None where another site on the same database is it."""
    live_calls: LiveCalls = field(default_factory=LiveCalls, repr=False)
    """Calls under way in this process."""

    def visits(self, journey: Callable[[], Journey[None]]) -> Callable[[Terminal], Visit]:
        """How a channel starts a visit that walks `journey`."""
        return lambda terminal: Visit(terminal, journey, self.door, self.hasher)

    def dispatcher(self, settings: Settings) -> Dispatcher:
        """Who carries out what is owed to the outside."""
        couriers = choose_couriers(settings, self.words, self.store.vault.blobs)
        return Dispatcher(store=self.store, clock=self.door.clock, ids=self.door.ids, couriers=couriers)


@contextmanager
def open_premises(folder: Path, settings: Settings | None = None, *, clock: Clock | None = None) -> Iterator[Premises]:
    """Open a data folder, or make it at the first start; raises `OperatorError` and changes nothing when it can't.

    The settings say where the records are, and what people are told to call.
    """
    settings = settings or Settings()
    hours = human_hours(settings)
    store = _open(folder, settings)
    sequencer = None
    try:
        keys = _keys(folder, store.keys)
        door = Door(store=store, clock=clock or SystemClock(), ids=SystemChance(), keys=keys)
        _finish_erasures(folder, door, store)
        sequencer = Sequencer(store, keys, folder) if settings.sequencer else None
        yield Premises(
            folder=folder,
            store=store,
            keys=keys,
            door=door,
            hasher=Argon2Hasher(),
            words=load_words(help_number=settings.help_number, hours=hours),
            sequencer=sequencer,
        )
    finally:
        if sequencer is not None:
            sequencer.close()
        store.close()


def _open(folder: Path, settings: Settings) -> Store:
    try:
        return open_store(folder, database=settings.database, places=choose_places(folder, settings))
    except (StoreError, OSError) as fault:
        raise OperatorError(f"{folder}: {fault}") from fault


def _keys(folder: Path, keys: Path) -> SiteKeys:
    try:
        return open_keys(keys, folder)
    except (StoreError, OSError) as fault:
        raise OperatorError(f"{folder}: {fault}") from fault


def _finish_erasures(folder: Path, door: Door, store: Store) -> None:
    try:
        finish_erasures(door, store)
    except (StoreError, OSError, TransactionLostError) as fault:
        raise OperatorError(f"{folder}: an erasure that was cut can't be finished: {fault}") from fault

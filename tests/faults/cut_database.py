"""A site whose database is at the other end of a cable that can be cut, and the same records seen from beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from core.acts.perform import Door
from core.acts.request import Request
from core.demo.seed import seed
from core.domain.audit import OutcomeClass
from core.domain.identifiers import PatientId
from core.ports import TransactionLostError
from core.storage.keys import open_keys
from core.storage.opening import open_store
from core.storage.unit_of_work import Store
from service.bench.postgres_server import PostgresServer
from service.chance import SystemChance
from service.clock import SettableClock
from tests.conftest import MORNING
from tests.faults.cut_proxy import Cut, CutProxy
from tests.faults.framing import postgres_client, postgres_server
from tests.faults.restless_clients import WatchedStore
from tests.people import as_patient
from tests.waiting_leaves import LoggedSite

_PATIENCE_S = 10.0


@dataclass
class CutSite:
    """The door stands on the far side of the cable; `beside` sees the same records without it."""

    cable: CutProxy
    watched: WatchedStore
    beside: Store
    door: Door
    folder: Path
    people: dict[str, PatientId]

    @property
    def far(self) -> Store:
        """The store that loses its database."""
        return self.watched.store

    @property
    def log(self) -> LoggedSite:
        """What a sequencer makes of it."""
        return LoggedSite(self.beside, self.folder)

    def arm(self, cut: Cut | None) -> None:
        """Count from the login of a new connection on."""
        self.cable.heal()
        self.far.database.engine.dispose()
        deadline = monotonic() + _PATIENCE_S
        while self.cable.is_in_use:
            assert monotonic() < deadline, "an old connection does not end"
            Event().wait(0.001)
        self.watched.lost.clear()
        self.cable.arm(cut)

    def ask(self, request: Request, key: str) -> object:
        """Odette does it."""
        return self.door.perform(request, as_patient(self.people["odette"], key=key))

    def ask_and_lose(self, request: Request, cut: Cut, key: str) -> None:
        """She is told that nobody knows; then the cable is mended."""
        self.arm(cut)
        with pytest.raises(TransactionLostError):
            self.ask(request, key)
        assert self.cable.was_cut.wait(_PATIENCE_S), "it was lost before the cut"
        self.cable.heal()

    def receipts(self) -> list[str]:
        """The squares of hers, which are one chain."""
        with self.beside.begin() as records:
            chain = records.receipts.chain(self.people["odette"])
        assert [receipt.previous for receipt in chain[1:]] == [receipt.chain_hash() for receipt in chain[:-1]]
        return [receipt.square() for receipt in chain]

    def leaves(self, request: Request | None = None) -> int:
        """How often this was done, or anything; nothing is ever refused or broken here."""
        with self.beside.begin() as records:
            leaves = records.audit.all()
        assert {leaf.outcome for leaf in leaves} == {OutcomeClass.DONE}
        return sum(request is None or leaf.act == request.entry.name for leaf in leaves)


@contextmanager
def cut_site(server: PostgresServer, url: str, folder: Path) -> Iterator[CutSite]:
    """With the demonstration's people, seeded on a whole line."""
    with CutProxy(server.port, postgres_client, postgres_server) as cable:
        beside = open_store(folder, database=url)
        over_the_cable = url.replace(f":{server.port}/", f":{cable.port}/")
        watched = WatchedStore(open_store(folder, database=f"{over_the_cable}?sslmode=disable&gssencmode=disable"))
        parts = {"clock": SettableClock(MORNING), "ids": SystemChance(), "keys": open_keys(folder)}
        people = seed(Door(store=beside, **parts))
        yield CutSite(cable, watched, beside, Door(store=watched, **parts), folder, people)
        watched.store.close()
        beside.close()

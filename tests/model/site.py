"""One site of the real product, whose clock, chance and store are ours to spoil: what the model is compared with."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import bindparam, func, select

from core.acts.perform import Door
from core.domain.audit import AuditLeaf
from core.domain.identifiers import PatientId
from core.ports import Ids
from core.storage.audit_log.sequencer import Sequencer
from core.storage.keys import open_keys
from core.storage.opening import open_store
from core.storage.secret_hasher import Argon2Hasher
from core.storage.tables import PERSONAL_TABLES
from core.storage.unit_of_work import Store
from service.clock import SettableClock
from tests.audit_logs import HastyFiles
from tests.conftest import MORNING
from tests.model.faults import FaultyStore

_NEW_LEAVES = "SELECT arrival, body FROM audit_leaves WHERE arrival > {} ORDER BY arrival"
_ROWS = select(
    *(
        select(func.count())
        .select_from(table)
        .where(table.c.patient_id == bindparam("patient_id"))
        .scalar_subquery()
        .label(table.name)
        for table in PERSONAL_TABLES
    )
)


class SeededChance(Ids):
    """The same draws for the same seed; now and then a number comes twice, as short ones do."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - chance that can be replayed
        self._last = ""

    def token(self) -> str:
        return f"{self._random.getrandbits(128):032x}"

    def digits(self, count: int) -> str:
        if len(self._last) != count or self._random.random() < 0.8:
            self._last = f"{self._random.randrange(10**count):0{count}d}"
        return self._last


class CountingHasher(Argon2Hasher):
    """Argon2id at its smallest cost, which tells how many secrets were looked at."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_kib=8)
        self.looks = 0

    def verify(self, kept: str, secret: str) -> bool:
        self.looks += 1
        return super().verify(kept, secret)


class Site:
    """Open on its folder and database until `close`; may die and come back."""

    make_store: Callable[[Store], FaultyStore] = FaultyStore
    make_door: Callable[..., Door] = Door
    """Planted defects replace one or the other."""

    def __init__(self, folder: Path, database: str, seed: int) -> None:
        self.folder, self.database = folder, database
        self.clock = SettableClock(MORNING)
        self.chance = SeededChance(seed)
        self.hasher = CountingHasher()
        self.store = type(self).make_store(self._open())
        self.keys = open_keys(folder)
        self.door = self._door()
        self.sequencer = self._sequencer()
        self._seen = 0

    def die_and_come_back(self) -> None:
        """As after a crash: everything in memory is gone, the folder and the database are what they were."""
        self.close()
        self.store.store = self._open()
        self.keys = open_keys(self.folder)
        self.door = self._door()
        self.sequencer = self._sequencer()

    def begin_anew(self) -> None:
        """Whatever a run that failed has left here is no business of the next."""
        self.store.plan(())
        self.clock.advance(MORNING - self.clock.now())
        self.new_leaves()

    def close(self) -> None:
        self.sequencer.close()
        self.store.store.close()

    def new_leaves(self) -> Sequence[AuditLeaf]:
        """Leaves that came since this was last asked."""
        # By the driver alone, for this is asked after every step.
        connection = self.store.store.database.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(_NEW_LEAVES.format("%s" if self.database else "?"), (self._seen,))
            rows = cursor.fetchall()
        finally:
            connection.close()
        self._seen = rows[-1][0] if rows else self._seen
        return [AuditLeaf.from_canonical(body.encode()) for _, body in rows]

    def rows_of(self, patient_id: PatientId) -> dict[str, int]:
        """How many rows of each table are a person's; tables without any are left out."""
        with self.store.store.transaction(patient_id) as transaction:
            found = transaction.connection.execute(_ROWS, {"patient_id": patient_id}).one()
        return {name: count for name, count in found._mapping.items() if count}

    def _door(self) -> Door:
        return type(self).make_door(store=self.store, clock=self.clock, ids=self.chance, keys=self.keys)

    def _sequencer(self) -> Sequencer:
        # Syncs are tried elsewhere, where the power is cut.
        return Sequencer(self.store.store, self.keys, self.folder, HastyFiles())

    def _open(self) -> Store:
        return open_store(self.folder, database=self.database)

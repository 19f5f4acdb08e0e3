"""Leaves that wait for their place, as acts leave them, and what a sequencer has made of them."""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert, select, text

from core.domain.audit import AuditLeaf, Channel, OutcomeClass, PurposeOfUse, Role
from core.domain.identifiers import LeafId, VisitId
from core.storage.audit import StoredAuditLog
from core.storage.audit_log.durable_files import DurableFiles
from core.storage.audit_log.layout import LOG_FOLDER
from core.storage.audit_log.reading import TileReader
from core.storage.audit_log.sequencer import Sequencer
from core.storage.keys import VERIFYING_KEY_FILE, SiteKeys, open_keys
from core.storage.postgres import Fleet, open_owner
from core.storage.tables import audit_leaves
from core.storage.unit_of_work import Store
from service.stand_alone_verifier import Verdict, verify_log
from tests.audit_logs import HastyFiles
from tests.core.storage.audit_log.failing_disk import PowerCut


def leaf(name: str) -> AuditLeaf:
    """One that differs from others by its name."""
    return AuditLeaf(
        leaf_id=LeafId(name),
        at=datetime(2026, 11, 23, 9, 42, tzinfo=UTC),
        act="list-documents",
        outcome=OutcomeClass.DONE,
        reason="",
        role=Role.PATIENT,
        actor="aa",
        patient="bb",
        purpose=PurposeOfUse.SELF_SERVICE,
        channel=Channel.KIOSK,
        place="Valmont",
        visit=VisitId("v"),
        commitment="cc",
    )


class UnsteadyKeys(SiteKeys):
    """Keys that fail to sign a checkpoint, once, as a token that is pulled out does."""

    def __init__(self, keys: SiteKeys, fails_at: int) -> None:
        vars(self).update(vars(keys))
        self._left = fails_at

    def sign_bytes(self, message: bytes) -> bytes:
        self._left -= 1
        if self._left == -1:
            raise PowerCut
        return super().sign_bytes(message)


@dataclass
class LoggedSite:
    """A store and the folder in which its log is published."""

    store: Store
    folder: Path
    kind: type[Sequencer] = Sequencer

    @property
    def keys(self) -> SiteKeys:
        """Those of the folder."""
        return open_keys(self.folder)

    @property
    def log(self) -> Path:
        """Where the log lies."""
        return self.folder / LOG_FOLDER

    def add(self, count: int) -> None:
        """So many leaves more, in one transaction."""
        with self.store.transaction() as transaction:
            first = len(StoredAuditLog(transaction).all())
            made = [leaf(f"leaf-{number}") for number in range(first, first + count)]
            rows = [{"leaf_id": each.leaf_id, "body": each.canonical().decode()} for each in made]
            transaction.connection.execute(insert(audit_leaves), rows)

    def sequencer(self, files: DurableFiles | None = None, keys: SiteKeys | None = None) -> Sequencer:
        """A new one, as after a start."""
        return self.kind(self.store, keys or self.keys, self.folder, files or HastyFiles())

    def restart(self) -> int:
        """Start anew, do one round, and end."""
        return self.one_round()

    def one_round(self, files: DurableFiles | None = None, keys: SiteKeys | None = None) -> int:
        """The same, on a disk or with keys that may fail; a connection to the database ends with its process."""
        with closing(self.sequencer(files, keys)) as sequencer:
            return sequencer.catch_up()

    def verdict(self, *older: str) -> Verdict:
        """What a stranger says of it."""
        return verify_log(self.log, self.vkey, older)

    @property
    def vkey(self) -> str:
        """The key that the site gives to anybody."""
        return (self.folder / VERIFYING_KEY_FILE).read_text(encoding="ascii").strip()

    @property
    def checkpoint(self) -> str:
        """The one published."""
        return (self.log / "checkpoint").read_text(encoding="utf-8")

    def published(self) -> list[bytes]:
        """Bodies under the published checkpoint, in order."""
        return list(TileReader(self.log).entries(0, int(self.checkpoint.split("\n")[1])))

    def recorded(self) -> list[tuple[int | None, bytes]]:
        """What the database holds: place and body, in the order of places; those that wait come last."""
        rows = select(audit_leaves.c.leaf_index, audit_leaves.c.body).order_by(
            audit_leaves.c.leaf_index.is_(None), audit_leaves.c.leaf_index, audit_leaves.c.arrival
        )
        with self.store.transaction() as transaction:
            return [(index, body.encode()) for index, body in transaction.connection.execute(rows)]

    def edit_rows(self, sql: str) -> None:
        """Change the trace as an administrator can, who takes its protection away first."""
        if isinstance(self.store.database, Fleet):
            owner = open_owner(self.store.database._url)
            with owner.begin() as connection:
                connection.execute(text("ALTER TABLE audit_leaves DISABLE TRIGGER USER"))
                connection.execute(text(sql))
            owner.dispose()
            return
        with self.store.transaction() as transaction:
            for verb in ("UPDATE", "DELETE"):
                transaction.connection.execute(text(f"DROP TRIGGER IF EXISTS audit_leaves_refuse_{verb}"))
            transaction.connection.execute(text(sql))

    def is_whole(self, count: int) -> bool:
        """Whether a log of `count` leaves verifies, is that of the database, and holds none twice."""
        published = self.published()
        return (
            self.verdict().is_good
            and list(enumerate(published)) == self.recorded()
            and len(set(published)) == len(published) == count
        )

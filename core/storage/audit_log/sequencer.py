"""Gives every leaf its place, for ever: numbered in the database, written as tiles, signed, kept, published.

Each step is durable before the next begins, and follows from the database alone: after a crash, the same once more
gives the same bytes (decision 20). Knows no act and no time.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from core.domain.checkpoints import Checkpoint, open_checkpoint, sign_checkpoint
from core.domain.merkle import EMPTY_ROOT, Frontier
from core.ports import Keys
from core.storage.audit import NumberedLeaf, StoredAuditLog
from core.storage.audit_log.durable_files import DurableFiles
from core.storage.audit_log.layout import LOG_FOLDER
from core.storage.audit_log.tiles import TiledLog
from core.storage.errors import StoreError
from core.storage.unit_of_work import Store

BATCH = 1024
"""Leaves that one round puts in their places; a whole number of tiles."""


class OtherSequencerError(StoreError):
    """Another site on the same database gives leaves their places: this one must not."""


class Sequencer:
    """The one writer of a site's audit log. Threads may share it.

    On a database that several sites share, only one of them may sequence at a time, and publishes in its own folder;
    another that takes over writes the same files again from the database. They need the same `log.key`.
    """

    def __init__(self, store: Store, keys: Keys, folder: Path, files: DurableFiles | None = None) -> None:
        """`folder` is the data folder of the site; nothing is written before the first round."""
        self._store = store
        self._keys = keys
        self._folder = folder / LOG_FOLDER
        self._files = files
        self._claim = store.database.claim("sequencer")
        self._log: TiledLog | None = None
        self._one_round = threading.Lock()

    def catch_up(self) -> int:
        """Do one round; how many leaves came under a checkpoint. Fewer than `BATCH`: none waits.

        Raises `OtherSequencerError` when another site does it; `StoreError` when folder and database do not agree, or
        somebody changed one of them: nothing was signed; `OSError` and `TransactionLostError` when disk or database
        went away. Whatever is raised, leaves wait in the database and the next round begins anew.
        """
        with self._one_round:
            log, self._log = self._log, None
            if not self._claim.is_ours():
                raise OtherSequencerError("another site on this database writes the audit log: set sequencer = false")
            log = log or self._open()
            done = self._publish(log, self._number(log))
            self._log = log
            return done

    def close(self) -> None:
        """Let another site take over."""
        with self._one_round:
            self._log = None
            self._claim.release()

    # --- One round --------------------------------------------------------------------------------

    def _number(self, log: TiledLog) -> list[bytes]:
        """Durable, then written nowhere yet."""
        with self._audit() as audit:
            audit.number_pending(BATCH)
            return _in_a_row(log.size, audit.leaves_from(log.size, BATCH))

    def _publish(self, log: TiledLog, bodies: list[bytes]) -> int:
        log.append(log.size, bodies)
        fresh = log.size - log.signed_size
        if fresh or log.checkpoint() is None:
            key = self._keys.log_key
            note = sign_checkpoint(Checkpoint(key.name, log.size, log.root()), key, self._keys.sign_bytes)
            with self._audit() as audit:
                audit.keep_checkpoint(log.size, note)
            log.publish(note)
        return fresh

    # --- At the start, and after anything that failed ---------------------------------------------

    def _open(self) -> TiledLog:
        """Bring folder and database together, neither being changed before they are seen to agree."""
        log = TiledLog(self._folder, self._keys.log_key, self._files)
        log.forget_unsigned()
        with self._audit() as audit:
            note, numbered = audit.last_checkpoint(), audit.numbered()
        kept = self._kept(note)
        while log.size < kept.size:
            self._write_on(log, log.size, kept.size)
        if Frontier.of(kept.size, log.node).root() != kept.root:
            raise StoreError(f"the first {kept.size} leaves of the audit log are not those that were signed")
        if note and log.signed_size < kept.size:
            log.publish(note)
        for first in range(kept.size, min(numbered, log.size), BATCH):
            self._write_on(log, first, min(numbered, log.size))
        self._take_back(log, numbered)
        return log

    def _kept(self, note: str | None) -> Checkpoint:
        key = self._keys.log_key
        try:
            return open_checkpoint(note, key) if note else Checkpoint(key.name, 0, EMPTY_ROOT)
        except ValueError as fault:
            raise StoreError(f"the last checkpoint in the database is not signed with our log.key: {fault}") from fault

    def _write_on(self, log: TiledLog, first: int, end: int) -> None:
        """Leaves from `first` on, a batch at most: those that the folder has are compared, the others written."""
        with self._audit() as audit:
            bodies = _in_a_row(first, audit.leaves_from(first, min(BATCH, end - first)))
        if not bodies:
            raise StoreError(f"the database has signed {end} leaves, and holds {first}: put its backup back")
        log.append(first, bodies)

    def _take_back(self, log: TiledLog, numbered: int) -> None:
        """What the folder has signed and the database lost, for an older backup of it was restored."""
        bodies = enumerate(log.entries(numbered, log.size), numbered)
        lost = (NumberedLeaf(index=index, body=body) for index, body in bodies)
        while batch := list(islice(lost, BATCH)):
            with self._audit() as audit:
                audit.take_back(batch)

    @contextmanager
    def _audit(self) -> Iterator[StoredAuditLog]:
        with self._store.transaction() as transaction:
            yield StoredAuditLog(transaction)


def _in_a_row(first: int, leaves: Sequence[NumberedLeaf]) -> list[bytes]:
    """Bodies of leaves that stand one after the other; `StoreError` when one is missing between them."""
    for index, leaf in enumerate(leaves, first):
        if leaf.index != index:
            raise StoreError(f"the database has no leaf number {index}, and has number {leaf.index}")
    return [leaf.body for leaf in leaves]

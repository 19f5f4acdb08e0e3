"""Somebody who kept every checkpoint of the log, and asks each time whether the log still begins with what they saw."""

from core.domain.checkpoints import Checkpoint, open_checkpoint, sign_checkpoint
from core.domain.merkle import EMPTY_ROOT, consistency_proof, verify_consistency
from core.storage.audit import StoredAuditLog
from core.storage.audit_log.tiles import TiledLog
from tests.audit_logs import HastyFiles
from tests.model.site import Site

_BATCH = 1024


class Witness:
    """Has the log written up to now, and remembers."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.seen = [Checkpoint(site.keys.log_key.name, 0, EMPTY_ROOT)]
        self._log = TiledLog(site.folder / "audit", site.keys.log_key, HastyFiles())

    @property
    def size(self) -> int:
        """Leaves under the last checkpoint."""
        return self.seen[-1].size

    def look(self) -> None:
        """Every leaf has its place; the log begins with what was signed last time, and so with all before it."""
        before = self.seen[-1]
        while self._sequence():
            pass
        self.seen.append(open_checkpoint(self._log.checkpoint() or "", self._site.keys.log_key))
        if before.size:
            self._demand(before)

    def look_back(self) -> None:
        """The log begins with every checkpoint ever seen."""
        for checkpoint in self.seen[1:]:
            self._demand(checkpoint)

    def _demand(self, old: Checkpoint) -> None:
        now = self.seen[-1]
        proof = consistency_proof(old.size, now.size, self._log.node)
        assert verify_consistency(old.size, old.root, now.size, now.root, proof)

    def _sequence(self) -> int:
        with self._site.store.store.transaction() as transaction:
            audit = StoredAuditLog(transaction)
            audit.number_pending(_BATCH)
            leaves = audit.leaves_from(self._log.size, _BATCH)
        if leaves:
            self._log.append(leaves[0].index, [leaf.body for leaf in leaves])
            key = self._site.keys.log_key
            checkpoint = Checkpoint(key.name, self._log.size, self._log.root())
            note = sign_checkpoint(checkpoint, key, self._site.keys.sign_bytes)
            with self._site.store.store.transaction() as transaction:
                StoredAuditLog(transaction).keep_checkpoint(self._log.size, note)
            self._log.publish(note)
        return len(leaves)

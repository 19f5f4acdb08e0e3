"""Somebody who kept every checkpoint of the log, and asks each time whether the log still begins with what they saw."""

from core.domain.checkpoints import Checkpoint, open_checkpoint
from core.domain.merkle import EMPTY_ROOT, consistency_proof, verify_consistency
from core.storage.audit_log.layout import LOG_FOLDER
from core.storage.audit_log.reading import TileReader
from core.storage.audit_log.sequencer import BATCH
from tests.model.site import Site


class Witness:
    """Has the sequencer write the log up to now, and remembers; reads it as a stranger does, from its files."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._log = TileReader(site.folder / LOG_FOLDER)
        self._key = site.keys.log_key
        self.seen = [Checkpoint(self._key.name, 0, EMPTY_ROOT)]

    @property
    def size(self) -> int:
        """Leaves under the last checkpoint."""
        return self.seen[-1].size

    def look(self) -> None:
        """Every leaf has its place; the log begins with what was signed last time, and so with all before it."""
        while self._site.sequencer.catch_up() == BATCH:
            pass
        before = self.seen[-1]
        self.seen.append(open_checkpoint(self._log.checkpoint() or "", self._key))
        self._demand(before)

    def look_back(self) -> None:
        """The log begins with every checkpoint ever seen."""
        for checkpoint in self.seen:
            self._demand(checkpoint)

    def _demand(self, old: Checkpoint) -> None:
        now = self.seen[-1]
        proof = consistency_proof(old.size, now.size, self._log.node)
        assert verify_consistency(old.size, old.root, now.size, now.root, proof), (old, now)

"""Who was erased, written beside the keys before the erasure counts: an older backup must bring nobody back.

Knows no engine. A line is an identifier drawn at random, which leads to nobody once its person is gone.
"""

import fcntl
import os
from pathlib import Path

from core.domain.identifiers import PatientId
from core.storage.durable_files import sync_folder
from core.storage.patients import StoredPatients
from core.storage.transaction import Transaction

ERASURES_FILE = "erasures.txt"


def record_erasure(folder: Path, patient_id: PatientId) -> None:
    """Write it down for good, before the transaction that erases commits.

    Cut between the two, the person is still here: whoever opens the records next sees them in the list and erases them.
    The other order would let a restored backup bring back somebody who was told that they are gone.
    """
    handle = os.open(folder / ERASURES_FILE, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        # A line that a power cut broke off belongs to an erasure that never counted: it stays a line of its own.
        before = b"\n" if _is_broken_off(file.fileno()) else b""
        file.write(before + patient_id.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)


def recorded_erasures(folder: Path) -> tuple[PatientId, ...]:
    """Everybody who was erased, in that order."""
    path = folder / ERASURES_FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return tuple(PatientId(line) for line in dict.fromkeys(lines) if line)


def erase_again(transaction: Transaction, folder: Path) -> tuple[PatientId, ...]:
    """Erase whoever is in the list and here all the same: their rows, key and blobs; who that was.

    For a restore, before what it put back counts. The leaf of the first time stands in the trace, or is lost with it.
    """
    back = tuple(each for each in recorded_erasures(folder) if transaction.has_key(each))
    for patient_id in back:
        StoredPatients(transaction).erase(patient_id)
        transaction.vault.blobs.delete_all(patient_id)
    return back


def _is_broken_off(handle: int) -> bool:
    size = os.fstat(handle).st_size
    return size > 0 and os.pread(handle, 1, size - 1) != b"\n"

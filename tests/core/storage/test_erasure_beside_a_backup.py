"""Somebody is erased from an embedded store while a backup reads it: nobody waits, and the log is emptied later."""

from time import monotonic

from core.acts.erase_space import EraseSpace
from core.storage.opening import STORE_FILE
from tests.conftest import Space
from tests.people import as_operator

WITHOUT_WAITING = 3.0
"""Seconds; SQLite would wait five for the reader, and everybody for SQLite."""


def test_an_erasure_waits_for_no_reader(space: Space) -> None:
    """The site goes on at once; the next erasure takes what the reader kept in the log."""
    log = space.folder / f"{STORE_FILE}-wal"
    with space.store.database.snapshot() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM patients").all()
        began = monotonic()
        space.door.perform(EraseSpace(), as_operator(space.people["marcel"]))
        assert monotonic() - began < WITHOUT_WAITING
        assert log.stat().st_size > 0
    space.door.perform(EraseSpace(), as_operator(space.people["odette"]))
    assert log.stat().st_size == 0


def test_a_writer_still_waits_for_another_after_an_erasure(space: Space) -> None:
    """Not to wait is for the log alone: the setting of every other statement is as it was."""
    space.door.perform(EraseSpace(), as_operator(space.people["marcel"]))
    with space.store.database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000

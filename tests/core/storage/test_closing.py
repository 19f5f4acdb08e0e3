"""A store that was closed is closed: the folder may be another process's from then on."""

import threading
from contextlib import closing
from pathlib import Path

import pytest

from core.ports import TransactionLostError
from core.storage.opening import open_store
from tests.conftest import MORNING


def test_a_closed_store_writes_nothing_more(tmp_path: Path) -> None:
    """Somebody's act comes after the end of the program began: it is lost, and says so."""
    late = open_store(tmp_path)
    late.close()
    with closing(open_store(tmp_path)) as store:
        with pytest.raises(TransactionLostError), late.begin() as records:
            records.outbox.add("late", "topic", {}, MORNING)
        with store.begin() as records:
            assert records.outbox.lease(MORNING, MORNING, 1) == ()


def test_closing_waits_for_the_act_in_hand(tmp_path: Path) -> None:
    """What somebody is confirming at that moment is kept."""
    store = open_store(tmp_path)
    is_closing, has_closed = threading.Event(), threading.Event()

    def close() -> None:
        is_closing.set()
        store.close()
        has_closed.set()

    closer = threading.Thread(target=close)
    with store.begin() as records:
        closer.start()
        is_closing.wait()
        records.outbox.add("in-hand", "topic", {}, MORNING)
        assert not has_closed.wait(0.1)
    closer.join()
    with closing(open_store(tmp_path)) as again, again.begin() as records:
        assert [errand.entry_id for errand in records.outbox.lease(MORNING, MORNING, 1)] == ["in-hand"]

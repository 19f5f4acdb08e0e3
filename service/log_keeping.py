"""Keeps the published audit log close behind the records, beside whatever else the site does. Knows no tile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from core.ports import TransactionLostError
from core.storage.audit_log.sequencer import BATCH, OtherSequencerError, Sequencer
from core.storage.errors import StoreError
from service.faults import OperatorError
from service.journal import Trouble
from service.premises import Premises

PAUSE_SECONDS = 0.25
"""Between rounds: a leaf is under a signed checkpoint at most 2 s after its commit, with slow disks and full rounds."""
_FAULTS = (StoreError, OSError, TransactionLostError)


class LogKeeper:
    """Goes round after round, whatever fails: leaves wait in the database meanwhile."""

    def __init__(self, sequencer: Sequencer) -> None:
        self._sequencer = sequencer
        self._trouble = Trouble("audit-log-behind", "audit-log-goes-on")

    def round(self) -> float:
        """One round; seconds until the next. A fault stands in the journal once, by its kind, and so does its end."""
        try:
            done = self._sequencer.catch_up()
        except Exception as fault:  # noqa: BLE001 - the outermost loop of the log: it never ends before the site
            self._trouble.note(type(fault).__name__)
            return PAUSE_SECONDS
        self._trouble.note("")
        return PAUSE_SECONDS if done < BATCH else 0.0


@contextmanager
def keeping_log(premises: Premises) -> Iterator[None]:
    """Publish what is there, then go on beside the block, and once more at its end.

    Raises `OperatorError` when the log can't be taken up: a site does not serve on a log that somebody changed.
    """
    if premises.sequencer is None:
        yield
        return
    _first_round(premises.sequencer)
    keeper, stop = LogKeeper(premises.sequencer), threading.Event()

    def go_on() -> None:
        while not stop.wait(keeper.round()):
            pass
        keeper.round()

    thread = threading.Thread(target=go_on, name="log-keeper")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def publish_log(premises: Premises) -> None:
    """At the end of a command that wrote: bring the log up to it, unless a site that runs does so anyway.

    Raises `OperatorError` when that fails: what the command did is kept all the same.
    """
    if premises.sequencer is None:
        return
    try:
        while premises.sequencer.catch_up():
            pass
    except OtherSequencerError:
        return
    except _FAULTS as fault:
        raise OperatorError(f"it is done and kept, but the audit log is behind: {fault}") from fault


def _first_round(sequencer: Sequencer) -> None:
    try:
        sequencer.catch_up()
    except _FAULTS as fault:
        raise OperatorError(f"the audit log can't be taken up: {fault}") from fault

"""Tells systemd that the terminal is up and that its interface still turns. Knows nothing of screens or visits.

The protocol is sd_notify(3): one datagram a message, to the socket that NOTIFY_SOCKET names.
"""

import os
import socket
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress

FAULTS_AT_MOST = 5
FAULTS_WITHIN_S = 60.0
WORN_OUT = 70
"""Exit code (EX_SOFTWARE of sysexits.h): the program apologised too often, and starting afresh is the better answer."""


class Supervisor:
    """Whoever started the terminal and starts it again. Without NOTIFY_SOCKET nobody listens, and nothing is sent."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        address = environment.get("NOTIFY_SOCKET", "")
        self._address = "\0" + address[1:] if address.startswith("@") else address
        # WATCHDOG_PID is not looked at: the unit's main process is the compositor, and the terminal speaks for both.
        watchdog = environment.get("WATCHDOG_USEC", "")
        self.every_s = int(watchdog) / 1_000_000 / 3 if watchdog.isdigit() and address else 0.0
        """How often « alive » is owed, three times in what is allowed; 0 when nobody waits for it."""

    def ready(self) -> None:
        """The first screen stands on the glass."""
        self._tell(b"READY=1")

    def alive(self) -> None:
        """The interface turns: to be called from its own thread only, so that a frozen one is silent."""
        self._tell(b"WATCHDOG=1")

    def _tell(self, word: bytes) -> None:
        if not self._address:
            return
        # A supervisor that went away, or is slow, must not hold the interface.
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:
            way.setblocking(False)
            way.sendto(word, self._address)


class Wear:
    """Counts faults: one is apologised for; too many in a short time, and the program should start afresh."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._faults: deque[float] = deque(maxlen=FAULTS_AT_MOST)

    def is_worn_out_by_one_more(self) -> bool:
        """Note a fault; tell whether it was the fifth within a minute."""
        self._faults.append(self._now())
        return len(self._faults) == FAULTS_AT_MOST and self._faults[-1] - self._faults[0] < FAULTS_WITHIN_S

"""The one pcscd of a test run: libpcsclite reads the place of its socket once per process."""

import atexit
from functools import cache

from hardware.card_reader.vpcd import PrivatePcscd


@cache
def pcscd() -> PrivatePcscd:
    """Give it, started at the first call; a test that calls this is marked `requires(*PCSC)`."""
    daemon = PrivatePcscd()
    atexit.register(daemon.close)
    daemon.start()
    return daemon

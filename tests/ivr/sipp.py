"""sipp, a caller that nobody here wrote: plays a scenario against a line, in a process and folder of its own."""

import shutil
import socket
import subprocess
from pathlib import Path

SCENARIOS = Path(__file__).parent / "sip"
PATIENCE_S = 60


def free_port() -> int:
    """A port of UDP; an even one, so that sound may take it."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
            if port % 2 == 0:
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

"""What it costs to read one file, in a process of its own. Run as `python -m tests.core.interop.hostile.costs`.

`costs WHICH ROWS`: the worst file that the caps accept, a benign one as long, or the worst one read without the caps;
on standard output, seconds of processor and bytes of memory more than before.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from core.interop import narrative, narrative_grid, narrative_walk
from core.interop.intake import read_body
from tests.core.interop.hostile.making import in_body

_KILOBYTE = 1_024
_NO_CAP = 10**9
_ENTRY = (
    '<entry><observation classCode="OBS" moodCode="EVN"><code code="14749-6" codeSystem="2.16.840.1.113883.6.1" '
    f'displayName="Glucose [Moles/Volume] {"Sérum ou Plasma " * 12}"/><value value="0.98" unit="g/L"/></observation>'
    "</entry>"
)


def worst(rows: int) -> bytes:
    """Cells that reach down a hundred rows each, and comments that fill the file."""
    table = "<tr><td rowspan='100'>a</td><td>b</td></tr>" * rows
    return in_body(f"<table>{table}</table>" + "<!---->" * (12 * rows))


def benign(rows: int) -> bytes:
    """An ordinary table with its coded entries, as long as the worst file of so many rows."""
    table = "<tr><td>Glycémie à jeun</td><td>0,98 g/L</td></tr>" * (rows // 3)
    sound = in_body(f"<table>{table}</table>").decode()
    missing = len(worst(rows)) - len(sound.encode())
    return sound.replace("</text>", "</text>" + _ENTRY * (missing // len(_ENTRY.encode())), 1).encode()


def uncapped(rows: int) -> bytes:
    """The worst file, for a reader whose caps are gone."""
    narrative_grid.MAX_COLUMNS = narrative_walk._WIDEST = _NO_CAP  # type: ignore[misc]
    narrative.Budget.__init__.__defaults__ = (_NO_CAP,)
    return worst(rows).replace(b"'100'", str(_NO_CAP - 1).encode().join((b"'", b"'")))


FILES: Mapping[str, Callable[[int], bytes]] = {each.__name__: each for each in (worst, benign, uncapped)}


def peak_bytes() -> int:
    """The most memory that this program ever held; `getrusage` would count the parent's, from before the exec."""
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert peak is not None
    return int(peak[1]) * _KILOBYTE


def main(which: str, rows: int) -> None:
    """Read it once."""
    data = FILES[which](rows)
    before = peak_bytes()
    begun = time.process_time()
    read = read_body(data)
    seconds = time.process_time() - begun
    grown = peak_bytes() - before
    told = {"size": len(data), "read": type(read).__name__, "seconds": seconds, "grown": grown}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

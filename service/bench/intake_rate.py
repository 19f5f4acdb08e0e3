"""How much of bare lxml's rate the intake reaches on the real sample documents (security.md 4.1)."""

import os
from pathlib import Path

from lxml import etree

from core.interop.intake import take_in
from service.bench.rounds import ROUND_SECONDS, ROUNDS, compare
from service.bench.table import Row
from service.bench.verdicts import AbsentError, ratio_row

INTAKE_TARGET = 0.60
VARIABLE = "RELAIS_SAMPLE_DATA"
BESIDE = Path(__file__).parents[3] / "shared" / "data"
"""Where the samples stand when nothing else is said: beside the checkout."""


def measure(*, rounds: int = ROUNDS, seconds: float = ROUND_SECONDS) -> list[Row]:
    """One row: whole intake (caps, encoding, parse, header, kind) against `etree.fromstring` on the same bytes."""
    folder = Path(os.environ.get(VARIABLE) or BESIDE) / "cda"
    files = [path.read_bytes() for path in sorted(folder.rglob("*.xml"))]
    if not files:
        raise AbsentError(f"the sample documents ({VARIABLE})")
    comparison = compare(
        lambda: [take_in(data) for data in files],
        lambda: [etree.fromstring(data) for data in files],
        rounds=rounds,
        seconds=seconds,
    )
    return [ratio_row("documents taken in / bare lxml", comparison, INTAKE_TARGET)]

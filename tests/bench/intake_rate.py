"""How much of bare lxml's rate the intake reaches on the real sample documents (security.md 4.1)."""

from lxml import etree

from core.interop.intake import take_in
from service.bench.rounds import ROUND_SECONDS, ROUNDS, compare
from service.bench.table import Row, Verdict
from tests.core.interop.sample_files import cda_files

INTAKE_TARGET = 0.60


def measure(*, rounds: int = ROUNDS, seconds: float = ROUND_SECONDS) -> list[Row]:
    """One row: whole intake (caps, encoding, parse, header, kind) against `etree.fromstring` on the same bytes.

    Raises ValueError when the sample documents are not on this machine.
    """
    files = [path.read_bytes() for path in cda_files()]
    if not files:
        raise ValueError("the sample documents are needed (RELAIS_SAMPLE_DATA)")
    comparison = compare(
        lambda: [take_in(data) for data in files],
        lambda: [etree.fromstring(data) for data in files],
        rounds=rounds,
        seconds=seconds,
    )
    verdict = Verdict.REACHED if comparison.ratio.median >= INTAKE_TARGET else Verdict.MISSED
    return [
        Row(
            name="documents taken in / bare lxml",
            value=comparison.ratio.median,
            unit="x",
            target=f">= {INTAKE_TARGET:.2f}",
            verdict=verdict if comparison.is_valid else Verdict.VOID,
            context={
                "low": comparison.ratio.low,
                "high": comparison.ratio.high,
                "noise": comparison.noise.median,
                "control": comparison.control.median,
            },
        )
    ]

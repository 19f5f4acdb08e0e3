"""One row a figure: what was measured, what it was measured against, and whether the target is reached."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import Enum
from pathlib import Path


class Verdict(Enum):
    """What a row says."""

    REACHED = "reached"
    MISSED = "missed"
    VOID = "void"
    """The run could not tell: its control was not seen, or its noise covers the target."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure of the table."""

    name: str
    value: float
    unit: str
    target: str
    verdict: Verdict
    context: dict[str, float] = field(default_factory=dict)
    """Noise floor, control, absolute times: beside the figure, never the verdict."""


def write_table(rows: Sequence[Row]) -> str:
    """The table for a terminal window or a page."""
    lines = [f"{'figure':<44} {'value':>10} {'target':>12}  verdict   context"]
    for row in rows:
        context = ", ".join(f"{name} {value:.3g}" for name, value in row.context.items())
        lines.append(
            f"{row.name:<44} {row.value:>7.3g} {row.unit:<2} {row.target:>12}  {row.verdict.value:<8}  {context}"
        )
    return "\n".join(lines)


def write_json(rows: Sequence[Row], file: Path) -> None:
    """The same for a machine."""
    plain = [{**asdict(row), "verdict": row.verdict.value} for row in rows]
    file.write_text(json.dumps(plain, indent=2) + "\n", encoding="utf-8")

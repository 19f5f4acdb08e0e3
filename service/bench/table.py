"""One row a figure: what was measured, what it was measured against, and whether the target is reached."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from enum import Enum
from pathlib import Path


class Verdict(Enum):
    """What a row says."""

    REACHED = "reached"
    MISSED = "missed"
    VOID = "void"
    """The run could not tell: its control was not seen, or its noise covers the target."""
    ABSENT = "absent"
    """What the measure needs is not on this machine; the note says what."""
    BROKEN = "broken"
    """The measure itself broke off; the note says where."""


FAILING = frozenset({Verdict.MISSED, Verdict.BROKEN})
"""Verdicts that end `relais bench` with 1."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure of the table."""

    name: str
    value: float | None
    """None when nothing could be measured."""
    unit: str
    target: str
    verdict: Verdict
    context: dict[str, float] = field(default_factory=dict)
    """Noise floor, control, absolute times: beside the figure, never the verdict."""
    note: str = ""


def write_table(rows: Iterable[Row]) -> str:
    """The table for a terminal window."""
    return "\n".join([f"{'figure':<50} {'value':>10}   {'target':>10}  verdict  context", *map(write_line, rows)])


def write_line(row: Row) -> str:
    """One line of the table."""
    value = f"{_number(row.value)} {row.unit}".strip()
    return f"{row.name:<50} {value:>10}   {row.target:>10}  {row.verdict.value:<8} {_beside(row)}"


def write_page(rows: Iterable[Row]) -> str:
    """The table for a page of the documentation."""
    lines = ["| figure | value | target | verdict | context |", "|---|---|---|---|---|"]
    for row in rows:
        value = f"{_number(row.value)} {row.unit}".strip()
        lines.append(f"| {row.name} | {value} | {row.target} | {row.verdict.value} | {_beside(row)} |")
    return "\n".join(lines)


def write_json(rows: Sequence[Row], file: Path) -> None:
    """The same for a machine."""
    plain = [{**asdict(row), "verdict": row.verdict.value} for row in rows]
    file.write_text(json.dumps(plain, indent=2) + "\n", encoding="utf-8")


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"


def _beside(row: Row) -> str:
    known = [f"{name} {value:.3g}" for name, value in row.context.items()]
    return ", ".join([*known, row.note] if row.note else known)

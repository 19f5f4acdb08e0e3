"""Turns what was measured into rows: a ratio beside its peer, a value under its limit, a count. Measures nothing."""

from dataclasses import replace

from service.bench.rounds import Comparison
from service.bench.table import Row, Verdict


class AbsentError(RuntimeError):
    """What a measure needs is not on this machine; the message names it."""


def ratio_row(name: str, comparison: Comparison, at_least: float) -> Row:
    """No verdict when the slowed run was not seen, or when the target is within the noise floor of the ratio."""
    ratio, noise = comparison.ratio, comparison.noise
    is_blurred = abs(ratio.median / at_least - 1) < abs(noise.median - 1)
    reached = Verdict.REACHED if ratio.median >= at_least else Verdict.MISSED
    return Row(
        name=name,
        value=ratio.median,
        unit="x",
        target=f">= {at_least:.2f}",
        verdict=reached if comparison.is_valid and not is_blurred else Verdict.VOID,
        context={
            "low": ratio.low,
            "high": ratio.high,
            "noise": noise.median,
            "control": comparison.control.median,
        },
    )


def with_context(row: Row, more: dict[str, float]) -> Row:
    """The same row, with more beside it."""
    return replace(row, context={**row.context, **more})


def limit_row(
    name: str, value: float, unit: str, limit: float, *, is_control_seen: bool, context: dict[str, float]
) -> Row:
    """A value that must stay under a limit; void when the run could not have seen it passed."""
    reached = Verdict.REACHED if value <= limit else Verdict.MISSED
    return Row(
        name=name,
        value=value,
        unit=unit,
        target=f"<= {limit:g}",
        verdict=reached if is_control_seen else Verdict.VOID,
        context=context,
    )


def floor_row(name: str, value: float, at_least: float, *, is_control_seen: bool, context: dict[str, float]) -> Row:
    """So many a second, which must not be fewer; void when the run could not have seen fewer."""
    reached = Verdict.REACHED if value >= at_least else Verdict.MISSED
    return Row(
        name=name,
        value=value,
        unit="/s",
        target=f">= {at_least:g}",
        verdict=reached if is_control_seen else Verdict.VOID,
        context=context,
    )


def count_row(name: str, value: float, wanted: int, *, is_control_seen: bool, context: dict[str, float]) -> Row:
    """An exact count: no noise, but the counter must have seen one more when there was one more."""
    reached = Verdict.REACHED if value == wanted else Verdict.MISSED
    return Row(
        name=name,
        value=value,
        unit="",
        target=f"= {wanted}",
        verdict=reached if is_control_seen else Verdict.VOID,
        context=context,
    )


def unmeasured_row(name: str, verdict: Verdict, why: str) -> Row:
    """A figure that is not there, so that its absence is on the table."""
    return Row(name=name, value=None, unit="", target="", verdict=verdict, note=why)

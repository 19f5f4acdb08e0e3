"""The table of measures: what is void is not a verdict, what is absent is a row, what breaks off stops nothing."""

import json
from pathlib import Path

import pytest

from service.bench.rounds import Comparison, Ratio, burn, compare, milliseconds, slowed
from service.bench.run import Measure, run_all
from service.bench.table import FAILING, Row, Verdict, write_json, write_page, write_table
from service.bench.verdicts import AbsentError, count_row, limit_row, ratio_row

SEEN: list[str] = []


def _ratio(median: float, spread: float = 0.02) -> Ratio:
    return Ratio(median=median, low=median - spread, high=median + spread)


def _comparison(ratio: float, *, noise: float = 1.0, control: float = 0.67) -> Comparison:
    return Comparison(ratio=_ratio(ratio), noise=_ratio(noise), control=_ratio(control))


def measure() -> list[Row]:
    """A measure of this file: void the first time."""
    SEEN.append("once")
    is_seen = len(SEEN) > 1
    return [limit_row("steady", 1, "ms", 2, is_control_seen=is_seen, context={})]


def absent() -> list[Row]:
    """Needs what nobody has."""
    raise AbsentError("a left-handed screwdriver")


def broken() -> list[Row]:
    """Breaks off, with words that are nobody's business."""
    raise ValueError("canary")


def no_module() -> list[Row]:
    """Needs a package."""
    raise ImportError(name="left_handed")


@pytest.mark.parametrize(
    ("comparison", "verdict"),
    [
        (_comparison(0.9), Verdict.REACHED),
        (_comparison(0.4), Verdict.MISSED),
        (_comparison(0.9, control=1.0), Verdict.VOID),
        (_comparison(0.61, noise=1.1), Verdict.VOID),
        (_comparison(0.59, noise=0.9), Verdict.VOID),
    ],
)
def test_a_ratio_is_judged_only_outside_the_noise(comparison: Comparison, verdict: Verdict) -> None:
    """Neither reached nor missed when the slowed run was not seen, or when noise covers the target."""
    assert ratio_row("", comparison, 0.6).verdict is verdict


@pytest.mark.parametrize(
    ("value", "is_control_seen", "verdict"),
    [(2, True, Verdict.REACHED), (3, True, Verdict.MISSED), (2, False, Verdict.VOID), (3, False, Verdict.VOID)],
)
def test_a_limit_and_a_count_need_their_control(value: int, is_control_seen: bool, verdict: Verdict) -> None:  # noqa: FBT001 - a table's column
    """A measure that could not see too much says nothing."""
    assert limit_row("", value, "ms", 2, is_control_seen=is_control_seen, context={}).verdict is verdict
    assert count_row("", value, 2, is_control_seen=is_control_seen, context={}).verdict is verdict


def test_a_slowed_work_is_slower_and_seen() -> None:
    """Half as long again; the comparison of equals finds one, and sees the slowdown."""

    def work() -> None:
        burn(_now() + 0.002)

    assert milliseconds(slowed(work)) >= 2.9
    compared = compare(work, work, rounds=3, seconds=0.02)
    assert compared.is_valid
    assert compared.control.median < 0.9


def _now() -> float:
    import time

    return time.perf_counter()


def test_every_measure_is_a_row_whatever_happens(tmp_path: Path) -> None:
    """Void is measured again; absent and broken say why, without the words of the fault; the table is whole."""
    SEEN.clear()
    names = ("measure", "absent", "broken", "no_module")
    here = f"{__package__ or 'tests.service'}.test_bench_table"
    measures = [Measure(name=name, module=here, function=name) for name in names]
    rows = list(run_all(measures))
    assert [row.verdict for row in rows] == [Verdict.REACHED, Verdict.ABSENT, Verdict.BROKEN, Verdict.ABSENT]
    assert len(SEEN) == 2
    notes = [row.note for row in rows]
    assert notes[1] == "needs a left-handed screwdriver"
    assert notes[2].startswith("ValueError at test_bench_table.py:")
    assert notes[3] == "needs left_handed"
    assert {row.verdict for row in rows} & FAILING == {Verdict.BROKEN}
    for text in (write_table(rows), write_page(rows)):
        assert all(row.name in text for row in rows)
        assert "canary" not in text
    write_json(rows, tmp_path / "bench.json")
    plain = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert [row["verdict"] for row in plain] == ["reached", "absent", "broken", "absent"]

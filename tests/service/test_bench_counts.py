"""The counts of the bench are exact: they are judged here too."""

from service.bench.store_counts import measure, measure_syncs
from service.bench.table import Row, Verdict
from tests.real_stacks import requires


def _judged(rows: list[Row]) -> dict[str, tuple[float | None, Verdict]]:
    return {row.name: (row.value, row.verdict) for row in rows}


def test_a_list_is_one_query_and_an_act_one_commit() -> None:
    """One more for the person's key; and the counter sees two when there are two."""
    assert _judged(measure()) == {
        "queries for a list of 300 and the key that opens it": (2, Verdict.REACHED),
        "commits for a grave act": (1, Verdict.REACHED),
    }


@requires("strace")
def test_an_act_is_one_sync() -> None:
    """Counted by the kernel."""
    assert _judged(measure_syncs()) == {"syncs for an act that writes": (1, Verdict.REACHED)}

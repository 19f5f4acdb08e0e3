"""The store's benches measure what they say, on either engine; their figures are judged by `make bench`, never here."""

from collections.abc import Callable, Mapping

import pytest

from service.bench import call_load, leaf_rate, list_rate, store_rate
from service.bench.table import Row, Verdict
from tests.real_stacks import requires

_BRIEF = {"rounds": 1, "seconds": 0.05}
EMBEDDED: Mapping[str, Callable[[], list[Row]]] = {
    "document and leaf written, SQLCipher / raw driver": lambda: store_rate.measure(**_BRIEF),
    "list of 20 at 10^3 rows, SQLCipher / raw driver": lambda: list_rate.measure(sizes=(10**3,), **_BRIEF),
    "leaves sequenced a second, SQLCipher": lambda: leaf_rate.measure(batches=1),
}
SERVED: Mapping[str, Callable[[], list[Row]]] = {
    "document and leaf written, PostgreSQL / raw driver": lambda: store_rate.measure_postgres(**_BRIEF),
    "leaves sequenced a second, PostgreSQL": lambda: leaf_rate.measure_postgres(batches=1),
}
LISTS = (
    "list of 20 at 10^3 rows, PostgreSQL / raw driver",
    "list of 20 at 10^4 rows, PostgreSQL / raw driver",
    "list of 20 at 10^4 rows / at 10^3, PostgreSQL",
    "list with row-level security / without, PostgreSQL",
)


@pytest.mark.parametrize("name", EMBEDDED)
def test_the_embedded_store_is_measured(name: str) -> None:
    """The row stands there with a value; a peer that says other statements would raise."""
    assert values(EMBEDDED[name]())[name] > 0


@requires("postgres")
@pytest.mark.parametrize("name", SERVED)
def test_the_server_is_measured(name: str) -> None:
    """The same on PostgreSQL."""
    assert values(SERVED[name]())[name] > 0


@requires("postgres")
def test_the_server_is_measured_at_each_size_and_with_and_without_its_policy() -> None:
    """A row a size, the slope from one to the next, and the cost of row-level security."""
    measured = values(list_rate.measure_postgres(sizes=(10**3, 10**4), **_BRIEF))
    assert tuple(measured) == LISTS
    assert min(measured.values()) > 0


@requires("postgres")
def test_calls_are_held_at_a_small_rate() -> None:
    """No call fails, and a call made late on purpose is seen."""
    held, slowest = call_load.measure(rate=20, seconds=2, callers=20, processes=1)
    assert held.value is not None
    assert held.value > 10
    assert slowest.context["errors"] == 0
    assert slowest.verdict is not Verdict.VOID


def values(rows: list[Row]) -> dict[str, float]:
    """What was measured, by its name."""
    return {row.name: row.value or 0 for row in rows}

"""The intake's bench measures what it says; its figure is judged by `make bench`, never by a test."""

from service.bench.intake_rate import measure
from tests.core.interop.sample_files import needs_samples


@needs_samples
def test_the_rate_is_measured_on_the_samples() -> None:
    """One row with a positive ratio."""
    (row,) = measure(rounds=1, seconds=0.05)
    assert row.name == "documents taken in / bare lxml"
    assert row.value > 0

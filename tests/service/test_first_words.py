"""The bench of the kiosk's voice hears the first word; its figure is judged by `make bench`, never by a test."""

from service.bench import first_words
from service.bench.table import Verdict


def test_the_first_word_is_timed_and_a_late_voice_is_seen() -> None:
    """One real text; nothing heard would raise."""
    (row,) = first_words.measure(times=1)
    assert row.value is not None
    assert 0 < row.value < row.context["late-voice control"]
    assert row.verdict is not Verdict.VOID

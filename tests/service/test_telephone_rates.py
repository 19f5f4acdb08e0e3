"""The telephone's benches measure what they say; their figures are judged by `make bench`, never by a test."""

from service.bench import first_audio, webhook_rate
from service.bench.table import Verdict


def test_the_webhook_is_measured_beside_a_bare_endpoint() -> None:
    """One row with a positive ratio; a post that is refused would raise."""
    rows = webhook_rate.measure(rounds=1, seconds=0.05)
    assert [row.name for row in rows] == ["signed webhook / bare form endpoint"]
    assert rows[0].value > 0


def test_the_first_sound_is_measured_and_a_late_voice_is_seen() -> None:
    """Two rows; the control proves that the bench can miss."""
    rows = first_audio.measure(calls=1)
    assert [row.name for row in rows] == [
        "first audio after the stream starts, the longest",
        "kept prompt given, the longest of 200",
    ]
    assert all(row.verdict is not Verdict.VOID for row in rows)

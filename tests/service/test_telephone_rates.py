"""The telephone's benches measure what they say; their figures are judged by `make bench`, never by a test."""

from service.bench import (
    first_audio,
    key_over_sip,
    key_to_voice,
    many_calls,
    many_streams,
    webhook_flood,
    webhook_rate,
)
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


def test_a_flood_of_webhooks_is_counted_and_a_refusal_is_seen() -> None:
    """Three posts a call, none refused; the control proves that late answers and a wrong token would be seen."""
    (row,) = webhook_flood.measure(posts=120)
    assert row.context["errors"] == 0
    assert row.value is not None
    assert 0 < row.value < 60
    assert row.context["late-answer control s"] > row.value


def test_streams_are_counted_and_one_that_breaks_is_seen() -> None:
    """Three at once, all fed to the end."""
    gaps, failed = many_streams.measure(streams=3, seconds=1.5)
    assert gaps.context["counted"] > 100
    assert (failed.value, failed.verdict) == (0, Verdict.REACHED)


def test_a_key_and_a_bad_line_are_measured_and_a_late_voice_is_seen() -> None:
    """Three rows, none void."""
    rows = key_to_voice.measure(calls=1, bad_calls=1)
    assert len(rows) == 3
    assert all(row.verdict is not Verdict.VOID for row in rows)


def test_sip_calls_are_counted_and_failures_are_seen() -> None:
    """Three at once, all fed to the end; a call that is refused and one that is over too soon are seen."""
    gaps, failed = many_calls.measure(calls=3, seconds=1.5)
    assert gaps.context["counted"] > 150
    assert gaps.context["standing-still control"] > 30
    assert (failed.value, failed.verdict) == (0, Verdict.REACHED)


def test_a_key_over_sip_is_measured_and_a_late_voice_is_seen() -> None:
    """One row, not void."""
    (row,) = key_over_sip.measure(calls=1)
    assert row.value is not None
    assert row.value > 0
    assert row.verdict is not Verdict.VOID

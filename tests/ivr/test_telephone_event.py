"""Keys over RTP: each press counts once, in order, whatever the network loses, doubles or turns round."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.sip.telephone_event import KEYS, LATE, MOST_EVENTS, BadEventError, KeyPresses, TelephoneEvent, read

LAST_SEGMENT = 0xFFFF


def report(key: str, duration: int, *, is_end: bool = False, volume: int = 10) -> bytes:
    """One event block as a telephone sends it."""
    return struct.pack(">BBH", KEYS.index(key), is_end << 7 | volume, duration)


def press(key: str, at: int) -> list[tuple[int, bytes]]:
    """A press of 100 ms: five reports while it lasts, three of its end."""
    going = [(at, report(key, duration)) for duration in range(160, 801, 160)]
    return going + [(at, report(key, 800, is_end=True))] * 3


def keys_of(packets: list[tuple[int, bytes]]) -> str:
    """All that one stream pressed."""
    presses = KeyPresses()
    return "".join(presses.take(at, payload) for at, payload in packets)


def test_a_report_is_read_as_the_standard_lays_it_out() -> None:
    """Event, end bit, volume, duration; the reserved bit is ignored."""
    assert read(bytes([11, 0b1000_1010, 0x03, 0x20])) == (
        TelephoneEvent(code=11, is_end=True, volume=10, duration=800),
    )
    assert read(bytes([0, 0b0100_0000, 0, 160])) == (TelephoneEvent(code=0, is_end=False, volume=0, duration=160),)
    assert read(bytes([0, 0b0011_1111, 0, 160]))[0].volume == 63


@pytest.mark.parametrize(
    "payload", [b"", b"\x01", b"\x01\x80\x00", b"\x01\x80\x00\xa0\x00", bytes(4 * MOST_EVENTS + 4)]
)
def test_what_is_no_event_is_refused(payload: bytes) -> None:
    """Empty, cut short, one byte too long, or more events than anybody reports."""
    with pytest.raises(BadEventError):
        read(payload)


def test_each_press_counts_once() -> None:
    """Eight reports of a press are one digit; the same key pressed again is another."""
    assert keys_of(press("4", 8_000) + press("4", 12_000) + press("#", 16_000)) == "44#"


@pytest.mark.parametrize("key", KEYS)
def test_the_twelve_keys_are_the_twelve_keys(key: str) -> None:
    """And nothing else is one: letters, flash and tones press nothing."""
    assert keys_of(press(key, 8_000)) == key
    assert keys_of([(0, bytes([code, 0, 0, 160])) for code in range(len(KEYS), 256)]) == ""


def test_one_report_of_a_press_is_enough() -> None:
    """Any seven of the eight packets may be lost."""
    for packet in press("7", 8_000):
        assert keys_of([packet]) == "7"


def test_a_late_report_changes_nothing() -> None:
    """Neither a digit twice, nor a digit in the wrong place."""
    first, second = press("1", 8_000), press("2", 9_000)
    assert keys_of(first[:3] + second + first[3:] + second) == "12"
    assert keys_of(second + first) == "2"


@given(st.permutations(press("5", 8_000) * 2))
def test_any_disorder_inside_a_press_gives_one_key(packets: list[tuple[int, bytes]]) -> None:
    """Doubled and shuffled."""
    assert keys_of(packets) == "5"


def test_a_key_held_for_twenty_seconds_is_one_press() -> None:
    """Long events come in segments, each with a timestamp of its own; the same key may follow at once."""
    held = [(segment * LAST_SEGMENT, report("8", LAST_SEGMENT)) for segment in range(2)]
    held += [(2 * LAST_SEGMENT, report("8", 20_000, is_end=True))] * 3
    assert keys_of(held) == "8"
    assert keys_of([*held, *press("8", 3 * LAST_SEGMENT)]) == "88"


def test_a_press_that_ended_is_not_held() -> None:
    """The same key exactly one segment later is a new press once the first has ended."""
    assert keys_of(press("8", 0) + press("8", LAST_SEGMENT)) == "88"


def test_time_that_begins_again_does_not_silence_the_keys() -> None:
    """The timestamp goes round after six days, and an operator's gateway may start anew."""
    assert keys_of(press("1", (1 << 32) - 400) + press("2", 2_000)) == "12"
    assert keys_of(press("1", 10 * LATE) + press("2", 3 * LATE)) == "12"


def test_a_report_of_no_duration_is_ignored() -> None:
    """Zero means « for ever », which no key is (RFC 4733, 2.3.5)."""
    assert keys_of([(8_000, report("3", 0))]) == ""
    assert keys_of([(8_000, report("3", 0)), (8_000, report("3", 160))]) == "3"


def test_events_told_together_are_pressed_in_order() -> None:
    """A packet may repeat the events before it: each starts where the one before ended."""
    told = report("1", 800, is_end=True) + report("2", 800, is_end=True)
    assert keys_of([(8_000, told)]) == "12"
    assert keys_of([*press("1", 8_000), (8_000, told), *press("2", 8_800)]) == "12"


def test_a_key_is_never_shown_by_accident() -> None:
    """It may be a digit of a code: no repr tells it."""
    presses = KeyPresses()
    presses.take(0, report("9", 160))
    assert "9" not in repr(presses).replace("_has_ended", "")
    assert "code" not in repr(read(report("9", 160)))

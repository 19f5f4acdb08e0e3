"""HL7 timestamps, at every precision the standard allows."""

import contextlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.interop.hl7_time import Precision, WrittenTime, read_time


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1975", WrittenTime(date(1975, 1, 1), Precision.YEAR)),
        ("197503", WrittenTime(date(1975, 3, 1), Precision.MONTH)),
        ("19750321", WrittenTime(date(1975, 3, 21), Precision.DAY)),
        (
            "202611140935+0100",
            WrittenTime(date(2026, 11, 14), Precision.TIME, datetime(2026, 11, 14, 8, 35, tzinfo=UTC)),
        ),
        (
            "20261114093512.4567-0500",
            WrittenTime(date(2026, 11, 14), Precision.TIME, datetime(2026, 11, 14, 14, 35, 12, tzinfo=UTC)),
        ),
        ("2026111409Z", WrittenTime(date(2026, 11, 14), Precision.TIME, datetime(2026, 11, 14, 9, tzinfo=UTC))),
        ("202607140900", WrittenTime(date(2026, 7, 14), Precision.TIME, datetime(2026, 7, 14, 7, tzinfo=UTC))),
    ],
)
def test_every_precision_is_read_as_written(value: str, expected: WrittenTime) -> None:
    """The day stays the writer's own; the instant is in UTC, and Paris is meant where no zone is written."""
    assert read_time(value) == expected


@pytest.mark.parametrize(
    "value", ["", "12", "197", "20261301", "20260230", "hier", "2026-11-14", "2026111425", "00000101", "20261114+99"]
)
def test_what_is_no_moment_is_refused(value: str) -> None:
    """A date that does not exist is never repaired."""
    with pytest.raises(ValueError, match=r".*"):
        read_time(value)


@given(st.text(alphabet="0123456789+-.Z \u0661", max_size=25))
def test_no_text_does_worse_than_a_value_error(value: str) -> None:
    """Whatever stands there, it is a moment or a ValueError."""
    with contextlib.suppress(ValueError):
        assert isinstance(read_time(value), WrittenTime)

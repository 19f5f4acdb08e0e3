"""The social security number and its key (R89)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.patients import Nir, parse_nir


@pytest.mark.parametrize(
    ("number", "key"),
    [("2790351215189", "89"), ("2770763220829", "10"), ("185052A004008", "74"), ("185052B033012", "03")],
)
def test_the_key_follows_the_decree(number: str, key: str) -> None:
    """Two matricules of the ANS, and both departments of Corsica."""
    assert Nir(number).key == key
    assert parse_nir(number + key) == (Nir(number), True)


def test_a_wrong_key_is_told_not_refused() -> None:
    """The caller decides: refused at a keypad, a warning in a document (R89b)."""
    assert parse_nir("2 79 03 51 215 189 88") == (Nir("2790351215189"), False)
    assert parse_nir("2790351215189") == (Nir("2790351215189"), False)


@pytest.mark.parametrize("typed", ["", "12345", "523456789012345", "185052C004008", "0790351215189", "２790351215189"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    """A length, a sex or a letter that no number has."""
    with pytest.raises(ValueError, match="NIR"):
        parse_nir(typed)


@pytest.mark.parametrize("number", ["1452199999017", "1455099999017", "7450699999017", "8450699999017"])
def test_unusual_months_and_temporary_numbers_pass(number: str) -> None:
    """Unknown months and temporary numbers exist (R89)."""
    assert Nir(number).number == number


@given(st.text())
def test_any_text_gives_a_number_or_a_clear_no(typed: str) -> None:
    """Nothing else than ValueError comes out, and what is read is what was typed."""
    try:
        nir, is_key_right = parse_nir(typed)
    except ValueError:
        return
    assert parse_nir(nir.with_key) == (nir, True)
    assert not is_key_right or typed.strip().endswith(nir.key[-1])


@given(st.from_regex(r"[12][0-9]{12}", fullmatch=True), st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_is_seen(number: str, place: int, shift: int) -> None:
    """Any single slip in the fifteen digits makes the key wrong."""
    digits = Nir(number).with_key
    slipped = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    try:
        assert parse_nir(slipped)[1] is False
    except ValueError:
        assert place == 0


def test_a_number_is_never_shown_by_accident() -> None:
    """A log line with a number's repr tells nothing."""
    assert "279" not in repr(Nir("2790351215189"))

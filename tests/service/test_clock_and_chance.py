"""Time and chance, as the core asks for them."""

from datetime import UTC, timedelta

from service.chance import SystemChance
from service.clock import SettableClock, SystemClock


def test_the_machines_time_is_in_utc_and_goes_on() -> None:
    """Aware, and never the same for ever."""
    first = SystemClock().now()
    assert first.tzinfo is UTC
    assert SystemClock().now() >= first


def test_a_set_clock_stands_still_until_moved(clock: SettableClock) -> None:
    """Forwards and backwards."""
    start = clock.now()
    assert clock.now() == start
    clock.advance(timedelta(minutes=2))
    clock.advance(timedelta(days=-1))
    assert clock.now() == start + timedelta(minutes=2, days=-1)


def test_what_is_drawn_has_its_length_and_is_not_drawn_twice() -> None:
    """128 bits as 32 hexadecimal digits; digits keep their leading zeros."""
    chance = SystemChance()
    tokens = {chance.token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {32}
    numbers = [chance.digits(6) for _ in range(1000)]
    assert all(len(number) == 6 and number.isdecimal() for number in numbers)
    assert any(number.startswith("0") for number in numbers)

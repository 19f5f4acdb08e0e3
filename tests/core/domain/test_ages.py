"""Whole years, as the law counts them."""

from datetime import date

import pytest

from core.domain.patients import age


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(1942, 3, 12), date(2026, 3, 11), 83),
        (date(1942, 3, 12), date(2026, 3, 12), 84),
        (date(2012, 2, 29), date(2025, 2, 28), 12),
        (date(2012, 2, 29), date(2025, 3, 1), 13),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
        (date(2026, 11, 23), date(2026, 11, 23), 0),
    ],
)
def test_a_birthday_adds_a_year(born: date, on: date, years: int) -> None:
    """Not the day before; on 1 March for those born on 29 February."""
    assert age(born, on) == years

"""Which line of a list is asked for a number that has no list. Pure: chance comes from the site's keyed digest."""

from datetime import UTC, datetime, timedelta

from core.domain.credentials import ONE_TIME_LINES
from core.ports import Keys

_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
_MOST_OFTEN, _SPREAD = timedelta(days=4), 61
"""Somebody calls twice a week at most, and once in two months at least."""
_LATEST = 900
"""In thousandths of a period: a tenth of one, 9.6 hours at least, parts two calls."""


def imagined_line(keys: Keys, name: str, now: datetime) -> int:
    """The line that a list in use would have reached: the same from call to call, one further now and then.

    It moves at odd moments and after uneven times, as it does when somebody calls and proves who they are.
    """
    first = _draw(keys, f"{name}:line") % ONE_TIME_LINES
    period = _MOST_OFTEN + timedelta(days=_draw(keys, f"{name}:pace") % _SPREAD)
    calls, since = divmod(now - _BEGINNING, period)
    moment = period * (_draw(keys, f"{name}:call:{calls}") % _LATEST) / 1000
    return (first + calls + (since >= moment)) % ONE_TIME_LINES + 1


def _draw(keys: Keys, name: str) -> int:
    return int(keys.pseudonym(name)[:8], 16)

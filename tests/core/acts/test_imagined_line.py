"""The line asked for a number of nobody's moves on like a list in use: asking again and again tells nothing."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from operator import ne

from core.acts.claims import NumberClaim
from core.acts.imagined_line import imagined_line
from core.acts.prove_identity import PickCodeLine
from core.domain.audit import Channel
from core.domain.credentials import ONE_TIME_LINES
from tests.conftest import Space
from tests.people import as_stranger

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NAMES = [f"number:{number:08d}" for number in range(40)]


def test_an_unknown_number_is_asked_for_a_line_that_stays_then_moves_on(space: Space) -> None:
    """The same within a call; in two months another, as for somebody who calls."""
    claim = NumberClaim(access_number="99999999")

    def told() -> int:
        return space.door.perform(PickCodeLine(claim=claim), as_stranger(Channel.PHONE)).line

    first = told()
    space.clock.advance(timedelta(seconds=1))
    assert told() == first
    space.clock.advance(timedelta(days=130))
    assert told() != first


def test_it_moves_one_line_at_a_time_and_never_back(space: Space) -> None:
    """Hour by hour for a year, through the end of the list to a new one."""
    for name in NAMES[:10]:
        lines = [imagined_line(space.keys, name, NOON + hour * HOUR) for hour in range(0, 24 * 365, 6)]
        steps = [(later - earlier) % ONE_TIME_LINES for earlier, later in pairwise(lines)]
        assert set(steps) <= {0, 1}
        assert 4 <= sum(steps) <= 95
        assert set(lines) <= set(range(1, ONE_TIME_LINES + 1))


def test_numbers_move_at_their_own_moments(space: Space) -> None:
    """Neither at midnight nor together: in any one hour, few of forty numbers move."""
    hours = [[imagined_line(space.keys, name, NOON + hour * HOUR) for name in NAMES] for hour in range(24 * 14)]
    moved = [sum(map(ne, now, later)) for now, later in pairwise(hours)]
    assert max(moved) <= 4
    assert sum(moved) > 0


def test_a_site_of_another_key_asks_for_other_lines(space: Space) -> None:
    """Nobody works it out without the key."""

    class OtherKeys(type(space.keys)):  # type: ignore[misc] - another key, the same digest
        def pseudonym(self, name: str) -> str:
            return super().pseudonym(f"other:{name}")

    other = OtherKeys(*[b"\0" * 32] * 3)
    assert any(imagined_line(space.keys, name, NOON) != imagined_line(other, name, NOON) for name in NAMES)

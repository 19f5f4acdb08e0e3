"""People, the operator, strangers and all that goes wrong, in any order, on the real acts (security.md 5.5)."""

from datetime import UTC, datetime, timedelta

from hypothesis.stateful import rule

from tests.conftest import MORNING
from tests.model.drawn import jumps
from tests.model.operators_rules import OperatorsRules
from tests.model.patients_rules import PatientsRules
from tests.model.tries_rules import TriesRules

_EARLIEST, _LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)


class Machine(PatientsRules, OperatorsRules, TriesRules):
    """Every rule, and a trouble that is nobody's; those of the store come with the acts (faults.py)."""

    @rule(jump=jumps)
    def the_clock_jumps(self, jump: timedelta) -> None:
        """By as much as ten years, to and fro."""
        clock = self.site.clock
        is_far = not _EARLIEST < clock.now() + jump < _LATEST
        clock.advance(MORNING - clock.now() if is_far else jump)

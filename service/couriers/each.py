"""Several couriers of one topic, one after the other. Knows none of them."""

from collections.abc import Sequence

from core.domain.outbox import Errand
from core.ports import Courier


class Each(Courier):
    """All of them: an errand that one could not carry out is carried out again by all; each bears that."""

    def __init__(self, couriers: Sequence[Courier]) -> None:
        self._couriers = couriers

    def deliver(self, errand: Errand) -> None:
        """In order; the first that fails ends it."""
        for courier in self._couriers:
            courier.deliver(errand)

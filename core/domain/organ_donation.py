"""What a person has said about giving organs after death; knows the law's categories, nothing about screens."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

REGISTER_AGE = 13
"""A refusal may be made known from this age (CSP R1232-6, R115)."""


class Organ(Enum):
    """What a partial refusal may name, in the order it is always shown (R117)."""

    HEART = "heart"
    LUNGS = "lungs"
    LIVER = "liver"
    KIDNEYS = "kidneys"
    PANCREAS = "pancreas"
    INTESTINE = "intestine"
    CORNEAS = "corneas"
    OTHER_TISSUES = "other-tissues"


class Purpose(Enum):
    """What a removal may serve; a refusal may concern one or more (CSP R1232-6, R115)."""

    TRANSPLANT = "transplant"
    CAUSE_OF_DEATH = "cause-of-death"
    RESEARCH = "research"


class Position(Enum):
    """What the Relais holds. Never a register entry (R120); « not expressed » is neither yes nor no (R111)."""

    NOT_EXPRESSED = "not-expressed"
    REFUSAL = "refusal"
    WITHDRAWN = "withdrawn"
    """An earlier refusal was taken back: the same as not expressed, and the person can see that it was."""


@dataclass(frozen=True, kw_only=True)
class OrganDonationChoice:
    """One statement by one person; the latest counts (R118). Empty `organs` of a refusal means all of them."""

    position: Position = field(repr=False)
    organs: frozenset[Organ] = field(repr=False, default=frozenset())
    purposes: frozenset[Purpose] = field(repr=False, default=frozenset(Purpose))
    stated_at: datetime

    @property
    def is_partial(self) -> bool:
        """Whether something of what the law allows is not refused."""
        return bool(self.organs) or self.purposes != frozenset(Purpose)


def check_refusal(organs: frozenset[Organ], purposes: frozenset[Purpose]) -> None:
    """A refusal that refuses nothing is a mistake of the caller, never of the person."""
    if not purposes:
        raise ValueError("a refusal concerns at least one purpose")
    if organs == frozenset(Organ):
        raise ValueError("all organs are written as none named")

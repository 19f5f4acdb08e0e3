"""What a planted defect is. Knows none."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutant:
    """One defect: in which file, what stands there, what would stand there, and who must notice."""

    defect: str
    path: str
    old: str
    new: str
    caught_by: str
    """A test, in the house of what it tests."""
    needs_postgres: bool = False

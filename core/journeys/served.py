"""Whom a journey serves, and what this place can do for them. Knows no channel."""

from dataclasses import dataclass, field

from core.acts.request import Ask
from core.domain.patients import Patient
from core.texts.facts import Facts, Phrase


@dataclass(frozen=True, kw_only=True)
class LookForSheets(Ask[bool]):
    """Ask the visit whether A4 sheets come out at its terminal now; the answer holds until the visit ends."""


@dataclass(frozen=True, kw_only=True)
class Served:
    """The person who proved who they are."""

    patient: Patient = field(repr=False)
    has_paper: bool
    """Papers come out here; otherwise they must be fetched at a kiosk."""
    has_sheets: bool = False
    """A4 sheets come out beside it, in view of others: they take the place of papers that tell something."""

    @property
    def called(self) -> Phrase:
        """« Madame Lefort »; first name and name when no civility is known."""
        sex = self.patient.identity.sex
        return Phrase(
            key=f"called--{sex.value}",
            facts={"name": self.patient.family_name, "first-name": self.patient.first_name},
        )

    @property
    def identity(self) -> Facts:
        """What a paper must carry to count: names, date and place of birth (CSP R1232-4-4)."""
        identity = self.patient.identity
        return {
            "name": identity.birth_name,
            "first-names": " ".join(identity.first_names),
            "birth-date": identity.birth_date,
            "birth-place": identity.birth_place,
        }

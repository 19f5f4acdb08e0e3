"""Who somebody says they are, before any proof: a card or a number, and the counter behind it. Judges nothing.

Whoever the claim leads to, or to nobody, the store is asked the same questions in the same order.
"""

from dataclasses import dataclass, field
from datetime import date

from core.acts.request import Scene
from core.domain.credentials import Credential, OneTimeCode
from core.domain.identifiers import NOBODY, PatientId
from core.domain.patients import NIR_LENGTH, Nir
from core.ports import Records


@dataclass(frozen=True, kw_only=True)
class CardClaim:
    """« This is my Vitale card »: a number that several people may share, and a birth date."""

    nir: str = field(repr=False)
    birth_date: date = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class NumberClaim:
    """« This is my access number »."""

    access_number: str = field(repr=False)


Claim = CardClaim | NumberClaim


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """Where a claim leads: one counter on every channel, and what to compare with, if it leads to somebody."""

    counter: str
    credential: Credential | None = field(repr=False)
    code: OneTimeCode | None = None
    """The line that a telephone asks for next."""

    @property
    def patient_id(self) -> PatientId | None:
        """Who it is, not proved yet."""
        return self.credential.patient_id if self.credential else None


def look_behind(scene: Scene, claim: Claim) -> Claimed:
    """Find whose claim this is; one that leads to nobody has a counter too."""
    credential = _credential_behind(scene.records, claim)
    patient_id = credential.patient_id if credential else None
    code = scene.records.credentials.next_code(patient_id or NOBODY)
    return Claimed(counter=scene.keys.pseudonym(patient_id or name_of(claim)), credential=credential, code=code)


def name_of(claim: Claim) -> str:
    """The claim as pseudonyms are made of it."""
    if isinstance(claim, NumberClaim):
        return f"number:{claim.access_number}"
    # Without its key, as people are looked for: or another key would be free tries for unknown numbers alone.
    return f"card:{claim.nir[:NIR_LENGTH]}:{claim.birth_date.isoformat()}"


def _credential_behind(records: Records, claim: Claim) -> Credential | None:
    """None when it leads to nobody, or when several people can not be told apart."""
    if isinstance(claim, NumberClaim):
        return records.credentials.by_access_number(claim.access_number)
    try:
        people = records.patients.find(Nir(claim.nir[:NIR_LENGTH]), claim.birth_date)
    except ValueError:
        people = ()  # no number at all: whoever wrote such a card learns nothing from the time that is saved
    return records.credentials.of(people[0].patient_id if len(people) == 1 else NOBODY)

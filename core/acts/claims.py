"""Who somebody says they are, before any proof: a card or a number, and the counter behind it. Judges nothing."""

from dataclasses import dataclass, field
from datetime import date

from core.acts.request import Scene
from core.domain.credentials import Credential
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


def counter_of(scene: Scene, claim: Claim) -> str:
    """The one counter of whoever this claim leads to, on every channel; a claim that leads to nobody has its own."""
    credential = credential_behind(scene.records, claim)
    return scene.keys.pseudonym(credential.patient_id if credential else name_of(claim))


def credential_behind(records: Records, claim: Claim) -> Credential | None:
    """Whose claim this is; None when nobody's, or when several people can not be told apart."""
    if isinstance(claim, NumberClaim):
        return records.credentials.by_access_number(claim.access_number)
    try:
        nir = Nir(claim.nir[:NIR_LENGTH])
    except ValueError:
        return None
    people = records.patients.find(nir, claim.birth_date)
    return records.credentials.of(people[0].patient_id) if len(people) == 1 else None


def name_of(claim: Claim) -> str:
    """The claim as pseudonyms are made of it."""
    if isinstance(claim, NumberClaim):
        return f"number:{claim.access_number}"
    # Without its key, as people are looked for: or another key would be free tries for unknown numbers alone.
    return f"card:{claim.nir[:NIR_LENGTH]}:{claim.birth_date.isoformat()}"

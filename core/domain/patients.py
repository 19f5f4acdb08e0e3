"""Who a record is about: INS identity traits and the NIR with its key (R88 to R89c). Knows no storage."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from core.domain.identifiers import PatientId

OID_NIR = "1.2.250.1.213.1.4.8"
OID_NIA = "1.2.250.1.213.1.4.9"
OID_NIR_TEST = "1.2.250.1.213.1.4.10"
OID_NIR_DEMONSTRATION = "1.2.250.1.213.1.4.11"
INS_OIDS = frozenset({OID_NIR, OID_NIA, OID_NIR_TEST, OID_NIR_DEMONSTRATION, "1.2.250.1.213.1.4.13"})
"""Issuers of a matricule (R88); .13 is seen in one example of the ANS."""

NIR_LENGTH = 13
"""Characters of a NIR without its key."""

_NIR_SHAPE = re.compile(r"[1-478][0-9]{4}(?:[0-9]{2}|2[AB])[0-9]{6}")
_CORSICA = {"2A": "19", "2B": "18"}


class Sex(Enum):
    """The sex of the INS traits, as the INSEE records it."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Nir:
    """A social security number: 13 characters, without its key. Never shown unless asked for, in private."""

    number: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _NIR_SHAPE.fullmatch(self.number):
            raise ValueError("a NIR has 13 characters, digits but for the Corsican departments")

    @property
    def key(self) -> str:
        """The two digits of control: 97 less the remainder by 97 (decree 82-103, R89)."""
        digits = self.number[:5] + _CORSICA.get(self.number[5:7], self.number[5:7]) + self.number[7:]
        return f"{97 - int(digits) % 97:02d}"

    @property
    def with_key(self) -> str:
        """The 15 characters printed on the card."""
        return self.number + self.key


def parse_nir(typed: str) -> tuple[Nir, bool]:
    """Read 13 or 15 characters, spaces allowed; the flag tells whether a key was given and right.

    A wrong key typed by a person is refused by the caller; in a received document it is a warning (R89b).
    Raises ValueError when the shape is not a NIR's.
    """
    compact = re.sub(r"[\s.\-]", "", typed).upper()
    if len(compact) not in (13, 15):
        raise ValueError("a NIR has 13 characters, and 2 more with its key")
    nir = Nir(compact[:13])
    return nir, compact[13:] == nir.key


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The five INS traits and the matricule with its issuer (D5)."""

    birth_name: str = field(repr=False)
    first_names: tuple[str, ...] = field(repr=False)
    birth_date: date = field(repr=False)
    sex: Sex = field(repr=False)
    birth_place_code: str = field(repr=False)
    """INSEE code of the commune, or of the country for a birth abroad."""
    birth_place: str = field(repr=False)
    nir: Nir = field(repr=False)
    nir_oid: str = OID_NIR


@dataclass(kw_only=True, eq=False)
class Patient:
    """The person a record is about. Never called a user; never shown before proof of identity."""

    patient_id: PatientId
    identity: Identity = field(repr=False)
    used_name: str = field(repr=False, default="")
    """The name the person uses, when it is not the birth name."""

    @property
    def family_name(self) -> str:
        """The name to show and to say."""
        return self.used_name or self.identity.birth_name

    @property
    def first_name(self) -> str:
        """The first of the first names."""
        return self.identity.first_names[0]


def age(birth_date: date, on: date) -> int:
    """Whole years; somebody born on 29 February grows older on 1 March."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))

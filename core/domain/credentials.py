"""What proves a person: access number, secret code, printed codes. Knows no hash function, and counts no try."""

from dataclasses import dataclass, field

from core.domain.identifiers import PatientId

ACCESS_NUMBER_DIGITS = 8
SECRET_DIGITS = 6
ONE_TIME_DIGITS = 6
ONE_TIME_LINES = 40


@dataclass(kw_only=True, eq=False)
class Credential:
    """The secrets of one person, the same on every channel. Only hashes are kept (R26)."""

    patient_id: PatientId
    access_number: str = field(repr=False)
    secret_hash: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class OneTimeCode:
    """One line of the printed list; serves once."""

    line: int
    code_hash: str = field(repr=False)
    is_used: bool = False

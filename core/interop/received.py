"""What the header of a received document says, as values. Nothing here is believed yet: matching says whose it is."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from core.domain.documents import Author
from core.domain.patients import Nir, Sex
from core.interop.hl7_time import Precision, WrittenTime


class IntakeWarning(Enum):
    """What is odd in a file that is taken all the same; the values go into the import report."""

    WRONG_NIR_KEY = "wrong-nir-key"
    """Several examples of the ANS have one: noted, never refused (R89b)."""
    NO_NIR_KEY = "no-nir-key"
    NO_MATRICULE = "no-matricule"
    UNREADABLE_MATRICULE = "unreadable-matricule"
    HIDDEN_MARKS = "hidden-marks"
    """The number, a name or the place of birth held marks that nobody sees, as copying leaves them: read without."""
    INCOMPLETE_TRAITS = "incomplete-traits"
    """One of the five INS traits is absent or partial: the identity can't match by itself."""
    NO_AUTHOR = "no-author"
    NO_TITLE = "no-title"
    UNREADABLE_DATE = "unreadable-date"
    UNKNOWN_TYPE = "unknown-type"


@dataclass(frozen=True, kw_only=True)
class LocalId:
    """A number given by one place of care: its issuer (OID) and the number there."""

    root: str
    extension: str = field(repr=False, default="")


@dataclass(frozen=True, kw_only=True)
class Matricule:
    """An INS matricule with its issuer (R88); the key is judged, not trusted."""

    nir: Nir = field(repr=False)
    oid: str
    key_is_right: bool


@dataclass(frozen=True, kw_only=True)
class ReceivedPatient:
    """The INS traits of the header, as written; empty where the header says nothing."""

    birth_name: str = field(repr=False)
    used_name: str = field(repr=False)
    """The name the person uses, when the header gives one."""
    first_names: tuple[str, ...] = field(repr=False)
    """In the order of the birth certificate, the first one first."""
    birth_time: WrittenTime | None = field(repr=False)
    sex: Sex = field(repr=False)
    birth_place_code: str = field(repr=False)
    birth_place: str = field(repr=False)
    matricules: tuple[Matricule, ...] = field(repr=False)
    local_ids: tuple[LocalId, ...] = field(repr=False)

    @property
    def birth_date(self) -> date | None:
        """The day of birth; None when the header gives less than a day."""
        if self.birth_time is None or self.birth_time.precision in (Precision.YEAR, Precision.MONTH):
            return None
        return self.birth_time.day


@dataclass(frozen=True, kw_only=True)
class ReceivedAuthor:
    """One author of the header; `person` is False for a device or an institution's feed."""

    author: Author
    person: bool
    identifiers: tuple[LocalId, ...] = field(repr=False)
    """RPPS or structure numbers; no check digit is enforced (R89d)."""


@dataclass(frozen=True, kw_only=True)
class ReceivedHeader:
    """The header of one CDA R2 document. What the sender wrote freely is not shown: an identifier may be a NIR."""

    document_id: str = field(repr=False)
    """root, and ^extension when there is one."""
    set_id: str = field(repr=False)
    """The same for all versions of one document; empty when absent."""
    version: int
    replaces: tuple[str, ...] = field(repr=False)
    """Documents that this one supersedes (relatedDocument RPLC)."""
    type_code: str = field(repr=False)
    type_system: str = field(repr=False)
    type_name: str = field(repr=False)
    """The name the sender gives to the type."""
    title: str = field(repr=False)
    written: WrittenTime
    """effectiveTime: when the document was made."""
    act_start: WrittenTime | None
    act_end: WrittenTime | None
    """documentationOf: when what it tells of was done."""
    authors: tuple[ReceivedAuthor, ...]
    patient: ReceivedPatient
    confidentiality: str = field(repr=False)
    """N, R or V (HL7 Confidentiality)."""
    language: str = field(repr=False)
    warnings: tuple[IntakeWarning, ...] = ()

    @property
    def author(self) -> Author:
        """The first author who is somebody, else the first, else nobody."""
        somebody = [each.author for each in self.authors if each.person]
        return (somebody or [each.author for each in self.authors] or [Author()])[0]

    @property
    def written_on(self) -> date:
        """The day to show: when the act ended, or began, if the header says it; else when the document was made.

        A period still to come (a prescription's) dates nothing: the making of the document does.
        """
        days = [moment.day for moment in (self.act_end, self.act_start) if moment is not None]
        return next((day for day in days if day <= self.written.day), self.written.day)

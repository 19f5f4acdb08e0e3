"""Why a received file is not taken: a closed list. Knows no wording and never quotes the file."""

from dataclasses import dataclass
from enum import Enum


class FileRefusal(Enum):
    """The reasons, as the import report and the deposit interface give them."""

    EMPTY = "empty"
    TOO_MANY_BYTES = "too-many-bytes"
    COMPRESSED = "compressed"
    NOT_XML = "not-xml"
    UNKNOWN_ENCODING = "unknown-encoding"
    """An encoding outside the six that are read."""
    BROKEN_ENCODING = "broken-encoding"
    """The bytes are not what the announced encoding allows."""
    HAS_DOCTYPE = "has-doctype"
    """A DOCTYPE is the door of every entity attack, and no CDA needs one."""
    TRUNCATED = "truncated"
    MALFORMED = "malformed"
    TOO_MANY_ELEMENTS = "too-many-elements"
    TOO_MANY_ATTRIBUTES = "too-many-attributes"
    TOO_MANY_NAMES = "too-many-names"
    TOO_DEEP = "too-deep"
    NOT_CLINICAL_DOCUMENT = "not-clinical-document"
    SEVERAL_DOCUMENTS = "several-documents"
    HEADER_TOO_LONG = "header-too-long"
    """A name, a title or a list of the header is longer than any honest one."""
    NO_DOCUMENT_ID = "no-document-id"
    NO_TYPE = "no-type"
    NO_DATE = "no-date"
    NO_PATIENT = "no-patient"
    SEVERAL_PATIENTS = "several-patients"
    """About more than one person (CI-SIS: exactly one recordTarget): filed under one, it would tell of the other."""
    BODY_TOO_LONG = "body-too-long"
    """Longer than anybody could read, even after honest growth of its tables."""


@dataclass(frozen=True)
class RefusedFile:
    """The file is set aside; nothing of it was kept."""

    reason: FileRefusal
    line: int = 0
    """Where the parser stopped, from 1; 0 when the reason has no place."""


class UnreadableFileError(Exception):
    """Carries a refusal up to `intake`, which turns it into a value; never leaves this house."""

    def __init__(self, reason: FileRefusal, line: int = 0) -> None:
        super().__init__(reason.value)
        self.refused = RefusedFile(reason, line)

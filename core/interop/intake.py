"""The door for documents from outside: bytes in, a value out, never an exception for a bad file. Files nothing."""

from dataclasses import dataclass, field, replace

from core.domain.documents import DocumentKind
from core.interop.cda_body import Body, body_of
from core.interop.cda_header import header_of
from core.interop.document_kinds import kind_of
from core.interop.received import IntakeWarning, ReceivedHeader
from core.interop.refused_file import RefusedFile, UnreadableFileError
from core.interop.safe_xml import open_document


@dataclass(frozen=True, kw_only=True)
class Received:
    """A sound document; whose it is remains to be matched (`matching.match`)."""

    header: ReceivedHeader = field(repr=False)
    kind: DocumentKind = field(repr=False)

    @property
    def warnings(self) -> tuple[IntakeWarning, ...]:
        """What is odd but accepted."""
        return self.header.warnings

    @property
    def title(self) -> str:
        """The document's own title, else what it is."""
        return self.header.title or self.kind.label


Intake = Received | RefusedFile


def take_in(data: bytes) -> Intake:
    """Check the whole file and read its header; the body is left for `read_body`, when somebody opens it."""
    try:
        header = header_of(open_document(data))
    except UnreadableFileError as bad:
        return bad.refused
    kind, is_known = kind_of(header.type_code, header.type_system)
    if not is_known:
        header = replace(header, warnings=(*header.warnings, IntakeWarning.UNKNOWN_TYPE))
    return Received(header=header, kind=kind)


def read_body(data: bytes) -> Body | RefusedFile:
    """Turn the body into reading blocks; enclosed pages and images are opened by a limited worker."""
    try:
        return body_of(open_document(data))
    except UnreadableFileError as bad:
        return bad.refused

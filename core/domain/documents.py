"""Health documents: what the list shows, and the blocks that a person reads or hears. Knows no file format."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from core.domain.identifiers import DocumentId


class Category(Enum):
    """The shelves a person knows (rules.md section 5, column « MES category »)."""

    SUMMARY = "summary"
    REPORT = "report"
    BIOLOGY = "biology"
    IMAGING = "imaging"
    PRESCRIPTION = "prescription"
    VACCINATION = "vaccination"
    PREVENTION = "prevention"
    CERTIFICATE = "certificate"
    MEASURES = "measures"
    REIMBURSEMENT = "reimbursement"
    WISHES = "wishes"
    PERSONAL = "personal"
    PROFILE = "profile"
    ADMINISTRATIVE = "administrative"


@dataclass(frozen=True, kw_only=True)
class DocumentKind:
    """What a document is: type code of JDV_J07, its class and its category."""

    type_code: str
    label: str
    """The French label of the value set, shortened to plain words."""
    class_code: str
    category: Category


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who wrote a document, as its header says."""

    name: str = field(repr=False, default="")
    role: str = field(repr=False, default="")
    organisation: str = field(repr=False, default="")

    @property
    def shown(self) -> str:
        """The person if known, else the place."""
        return self.name or self.organisation


@dataclass(frozen=True, kw_only=True)
class HealthDocument:
    """One line of the list: what, when, by whom (FHIR DocumentReference)."""

    document_id: DocumentId
    kind: DocumentKind = field(repr=False)
    title: str = field(repr=False)
    author: Author
    written_on: date
    """The day of the act or of the result, as the document says."""
    filed_at: datetime
    is_new: bool = True
    """Not yet read by the person."""


# --- What a person reads --------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The title of a part."""

    text: str = field(repr=False)
    level: int = 1
    """1 for a part of the document, 2 and 3 for parts inside it, 4 for a table or a list, 5 for one card of a list."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A few sentences."""

    text: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ItemList:
    """Short items, in the order of the document."""

    items: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of cells under a header; the header may be empty."""

    header: tuple[str, ...] = field(repr=False)
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class PagePicture:
    """One page or image of the document as PNG, and the words found on it (none for a photograph)."""

    png: bytes = field(repr=False)
    text: str = field(repr=False, default="")


Block = Heading | Paragraph | ItemList | Table | PagePicture


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A document opened by its person: the line of the list and the blocks, in order."""

    document: HealthDocument
    blocks: tuple[Block, ...] = field(repr=False)

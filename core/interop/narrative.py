"""CDA narrative text (StrucDoc) as reading blocks: paragraphs, lists, titles, places of pictures. Fetches nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from core.domain.documents import Block, Heading, ItemList, Paragraph, Table
from core.interop.clean_text import calm, lines
from core.interop.narrative_tables import TITLE_LEVEL
from core.interop.refused_file import FileRefusal, UnreadableFileError
from core.interop.safe_xml import Element

MAX_LETTERS = 1_000_000
"""About five hundred pages: no document for a person is longer, and a table must not grow without end."""
_LONGEST_TITLE = 120
_BULLETS = ("- ", "• ", "* ", "– ", "· ")


@dataclass(frozen=True)
class MediaReference:
    """The place of a picture or of an enclosed file, by its identifier in the document."""

    key: str


Piece = Block | MediaReference


@dataclass
class Budget:
    """Letters still allowed in the blocks of one document."""

    letters: int = MAX_LETTERS

    def spend(self, pieces: Iterable[str]) -> None:
        """Count what is about to be kept. Raises UnreadableFileError: body-too-long."""
        self.letters -= sum(map(len, pieces)) + 1
        if self.letters < 0:
            raise UnreadableFileError(FileRefusal.BODY_TOO_LONG)


@dataclass
class Pen:
    """Writes pieces in the order of reading; running words become paragraphs when something else comes."""

    budget: Budget
    pieces: list[Piece] = field(default_factory=list)
    _running: list[str] = field(default_factory=list)
    _has_plain_words: bool = False

    def words(self, text: str | None, *, bold: bool) -> None:
        """Add running words; the line breaks of the XML file are only spaces."""
        if text:
            self._running.append(" ".join(text.split("\n")))
            self._has_plain_words = self._has_plain_words or not (bold or text.isspace())

    def line_break(self) -> None:
        """End the line, as `br` does."""
        self._running.append("\n")

    def put(self, *pieces: Piece) -> None:
        """Add finished pieces after the running words."""
        self.end_paragraph()
        for piece in pieces:
            self.budget.spend(letters_of(piece))
            self.pieces.append(piece)

    def end_paragraph(self) -> None:
        """Turn the running words into paragraphs, into a list when they bear bullets, into a title when all bold."""
        found, is_bold = lines("".join(self._running)), not self._has_plain_words
        self._running, self._has_plain_words = [], False
        if is_bold and len(found) == 1 and len(found[0]) <= _LONGEST_TITLE:
            self.put(Heading(text=calm(found[0]), level=TITLE_LEVEL))
            return
        for is_list, group in _by_bullets(found):
            self.put(*([ItemList(items=tuple(group))] if is_list else [Paragraph(text=line) for line in group]))


def letters_of(piece: Piece) -> Iterator[str]:
    """Every text of a piece."""
    match piece:
        case Heading() | Paragraph():
            yield piece.text
        case ItemList():
            yield from piece.items
        case Table():
            yield from piece.header
            for row in piece.rows:
                yield from row
        case _:
            return


def tag_of(element: Element) -> str:
    """The name of an element without its namespace; narratives come with and without."""
    return etree.QName(element).localname


def is_bold(element: Element) -> bool:
    """Whether a style code asks for strong letters."""
    return "bold" in element.get("styleCode", "").lower()


def _by_bullets(found: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Neighbouring lines that all begin with a bullet are one list; a single one is a line like another."""
    group: list[str] = []
    for line in [*found, ""]:
        if line.startswith(_BULLETS):
            group.append(line[2:].strip())
            continue
        if group:
            yield len(group) > 1, group
            group = []
        if line:
            yield False, [line]

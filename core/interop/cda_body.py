"""The body of a CDA document as reading blocks: sections, narrative, enclosed pictures and pages. Fetches nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from core.domain.documents import Block, Heading, Paragraph
from core.interop.attachments import Problem, open_enclosed
from core.interop.cda_people import text_of
from core.interop.clean_text import calm
from core.interop.narrative import Budget, MediaReference, Pen
from core.interop.narrative_tables import TITLE_LEVEL
from core.interop.narrative_walk import walk
from core.interop.safe_xml import CDA, Element

MAX_ENCLOSED = 10
_DEEPEST_SECTION = 3


@dataclass(frozen=True)
class Body:
    """What a person reads of a document, and what of it can't be shown."""

    blocks: tuple[Block, ...] = field(repr=False)
    problems: tuple[Problem, ...] = ()


def body_of(document: Element) -> Body:
    """Turn the body of an open document into blocks, in the order of the document.

    Raises UnreadableFileError: body-too-long. An enclosed file that can't be shown is a problem, never a refusal.
    """
    pen = Pen(Budget())
    enclosed = dict(_enclosed(document))
    for component in document.iterfind(f"{CDA}component"):
        for section in component.iterfind(f"{CDA}structuredBody/{CDA}component/{CDA}section"):
            _section(section, pen, level=1)
        for holder in component.iterfind(f"{CDA}nonXMLBody/{CDA}text"):
            enclosed["nonXMLBody"] = holder
            pen.put(MediaReference("nonXMLBody"))
    called = {piece.key for piece in pen.pieces if isinstance(piece, MediaReference)}
    pen.put(*(MediaReference(key) for key in enclosed if key not in called))
    problems: list[Problem] = []
    blocks = _pruned(list(_with_enclosed(pen, enclosed, problems)))
    if not blocks:
        problems.append(Problem.NOTHING_TO_READ)
    return Body(tuple(blocks), tuple(dict.fromkeys(problems)))


def _section(section: Element, pen: Pen, level: int) -> None:
    """A title, its text, then the sections inside."""
    title = calm(text_of(section, f"{CDA}title"))
    if title:
        pen.put(Heading(text=title, level=min(level, _DEEPEST_SECTION)))
    text = section.find(f"{CDA}text")
    if text is not None:
        walk(text, pen)
        pen.end_paragraph()
    for inner in section.iterfind(f"{CDA}component/{CDA}section"):
        _section(inner, pen, level + 1)


def _enclosed(document: Element) -> Iterator[tuple[str, Element]]:
    """Every enclosed file by the names that the narrative may call it; unnamed ones get a name nobody calls."""
    for number, media in enumerate(document.iter(f"{CDA}observationMedia")):
        value = media.find(f"{CDA}value")
        if value is not None:
            yield media.get("ID") or f" {number}", value


def _with_enclosed(pen: Pen, enclosed: dict[str, Element], problems: list[Problem]) -> Iterator[Block]:
    """Put each enclosed file at the place that first calls it."""
    opened = 0
    for piece in pen.pieces:
        if not isinstance(piece, MediaReference):
            yield piece
            continue
        holder = enclosed.pop(piece.key, None)
        if holder is None:
            continue
        opened += 1
        if opened > MAX_ENCLOSED:
            problems.append(Problem.TOO_MANY)
            continue
        found = open_enclosed(holder)
        problems.extend([found.problem] if found.problem else [])
        yield from found.blocks


def _pruned(blocks: list[Block]) -> list[Block]:
    """Drop titles that nothing follows, and a title that only repeats the one above it."""
    kept: list[Block] = []
    for block in reversed(blocks):
        below = kept[-1] if kept else None
        if isinstance(block, Heading):
            names_something = below is not None and not (isinstance(below, Heading) and below.level <= block.level)
            if not names_something and block.level < TITLE_LEVEL:
                continue
            if isinstance(below, Heading) and below.text.casefold() == block.text.casefold():
                continue
            if not names_something:
                kept.append(Paragraph(text=block.text))
                continue
        kept.append(block)
    return kept[::-1]

"""A document read aloud, part by part, with its position. Explains nothing, comments no value (words.md 2.2)."""

import re
from collections.abc import Iterable, Iterator

from core.domain.documents import Block, Heading, ItemList, PagePicture, Paragraph, Reading, Table
from ivr.saying import Speech
from ivr.turns import Sentence

BREATH = 60
"""Words in one part: about half a minute."""

ROW_PLACE = "telephone-row-place"
"""A row says its own position, so that no part says two."""

Part = tuple[Sentence, ...]


def parts(reading: Reading, speech: Speech) -> tuple[Part, ...]:
    """What is said between two keys; a heading is said with what follows it."""
    made: list[Part] = []
    heading: Part = ()
    for block in reading.blocks:
        if isinstance(block, Heading):
            heading = (*heading, speech.raw("document", _sentence(block.text)))
            continue
        for part in _parts_of(block, speech):
            made.append((*heading, *part))
            heading = ()
    return (*made, heading) if heading else tuple(made)


def _parts_of(block: Block, speech: Speech) -> Iterator[Part]:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            for breath in _breaths(text):
                yield (speech.raw("document", breath),)
        case ItemList(items=items):
            for breath in _breaths(" ".join(_sentence(item) for item in items)):
                yield (speech.raw("document", breath),)
        case Table(header=header, rows=rows):
            yield from _rows(header, rows, speech)
        case PagePicture(text=text):
            yield from _picture(text, speech)


def _rows(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...], speech: Speech) -> Iterator[Part]:
    for index, row in enumerate(rows, start=1):
        place = speech.own(ROW_PLACE, position=index, total=len(rows))
        for breath in _breaths(_row(header, row)):
            yield (place, speech.raw("document", breath))


def _picture(text: str, speech: Speech) -> Iterator[Part]:
    if not text.strip():
        yield (speech.own("telephone-picture"),)
        return
    for breath in _breaths(text):
        yield (speech.raw("document", breath),)


def _row(header: tuple[str, ...], row: tuple[str, ...]) -> str:
    """« Hémoglobine : 12,4 g/dL » : the first cell names the row, the others are said after their column."""
    names = (*header, *("" for _ in row[len(header) :]))
    first, rest = row[:1], list(zip(names[1:], row[1:], strict=False))
    said = [_sentence(cell) for cell in first if cell.strip()]
    said += [_sentence(f"{name} : {cell}" if name.strip() else cell) for name, cell in rest if cell.strip()]
    return " ".join(said)


def _sentence(text: str) -> str:
    stripped = " ".join(text.split())
    return stripped if not stripped or stripped[-1] in ".?!:;," else f"{stripped}."


def _breaths(text: str) -> Iterable[str]:
    """Whole sentences, until there are about `BREATH` words."""
    said: list[str] = []
    sentences = re.split(r"(?<=[.?!])\s+|\n+", text.strip())
    for sentence in (piece for whole in sentences for piece in _pieces(whole)):
        if said and len(" ".join([*said, sentence]).split()) > BREATH:
            yield " ".join(said)
            said = []
        if sentence.strip():
            said.append(_sentence(sentence))
    if said:
        yield " ".join(said)


def _pieces(sentence: str) -> Iterator[str]:
    """A sentence that no breath could hold is cut after a comma, or else between two words: no part lasts a minute."""
    words = sentence.split()
    while len(words) > BREATH:
        marks = [end for end in range(BREATH // 2, BREATH + 1) if words[end - 1][-1] in ",;:"]
        end = max(marks, default=BREATH)
        yield " ".join(words[:end])
        words = words[end:]
    yield " ".join(words)

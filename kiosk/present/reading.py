"""A document as blocks for the screen and for the voice. Comments on no value; adds and removes no word."""

from collections.abc import Sequence
from typing import assert_never

import msgspec

from core.domain import documents
from core.texts.spoken import in_words
from core.texts.words import Words
from core.texts.written import typeset
from kiosk.present.wording import sentences
from kiosk.protocol import MAX_FRAME_BYTES, Block, BlockKind

ROOM_BYTES = MAX_FRAME_BYTES * 3 // 4
"""Of one screen as it is sent; the rest is for its words."""


def blocks_for(blocks: Sequence[documents.Block], words: Words, room: int = ROOM_BYTES) -> tuple[Block, ...]:
    """Every part, in order. A document that no screen can carry is shown as far as it goes, and says so."""
    shown: list[Block] = []
    for each in blocks:
        block = block_for(each, words)
        room -= len(msgspec.json.encode(block))
        if room < 0:
            text = words.written("kiosk-more-pages")
            return (*shown, Block(kind=BlockKind.PARAGRAPH, text=text, voice=_said(text)))
        shown.append(block)
    return tuple(shown)


def block_for(block: documents.Block, words: Words) -> Block:
    """One part of the document, as it is written, and as it is read aloud."""
    match block:
        case documents.Heading():
            return Block(kind=BlockKind.HEADING, text=typeset(block.text), voice=_said(block.text))
        case documents.Paragraph():
            return Block(kind=BlockKind.PARAGRAPH, text=typeset(block.text), voice=_said(block.text))
        case documents.ItemList():
            return Block(
                kind=BlockKind.LIST, items=tuple(map(typeset, block.items)), voice=_said("\n".join(block.items))
            )
        case documents.Table():
            return Block(kind=BlockKind.TABLE, header=block.header, rows=block.rows, voice=_said(_row_by_row(block)))
        case documents.PagePicture():
            voice = _said(block.text) or words.spoken("kiosk-picture", {}, "")
            return Block(kind=BlockKind.PICTURE, png=block.png, text=block.text, voice=voice)
        case _:
            assert_never(block)


def _row_by_row(table: documents.Table) -> str:
    return "\n".join(", ".join(cell for cell in row if cell.strip()) for row in table.rows)


def _said(text: str) -> str:
    return sentences(in_words(text))

"""A document as blocks for the screen and for the voice. Comments on no value; adds and removes no word."""

from typing import assert_never

from core.domain import documents
from core.texts.spoken import in_words
from core.texts.words import Words
from kiosk.present.wording import sentences
from kiosk.protocol import Block, BlockKind


def block_for(block: documents.Block, words: Words) -> Block:
    """One part of the document, as it is written, and as it is read aloud."""
    match block:
        case documents.Heading():
            return Block(kind=BlockKind.HEADING, text=block.text, voice=_said(block.text))
        case documents.Paragraph():
            return Block(kind=BlockKind.PARAGRAPH, text=block.text, voice=_said(block.text))
        case documents.ItemList():
            return Block(kind=BlockKind.LIST, items=block.items, voice=_said("\n".join(block.items)))
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

"""A document on screen: every word as it is written, each block heard, nothing added."""

import pytest

from core.domain.documents import Block, Heading, ItemList, PagePicture, Paragraph, Table
from core.texts.words import Words
from kiosk.present.reading import block_for, blocks_for
from kiosk.protocol import MAX_FRAME_BYTES, BlockKind, encode

TABLE = Table(
    header=("Examen", "Résultat", "Valeurs du laboratoire"),
    rows=(("Sucre", "0,98 g/L", "de 0,70 à 1,10"), ("Fer", "64 ng/mL", "")),
)


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        (Heading(text="Résultats"), BlockKind.HEADING),
        (Paragraph(text="Rien à signaler."), BlockKind.PARAGRAPH),
        (ItemList(items=("Un", "Deux")), BlockKind.LIST),
        (TABLE, BlockKind.TABLE),
        (PagePicture(png=b"png", text="Page 1"), BlockKind.PICTURE),
    ],
)
def test_every_block_has_its_kind_and_can_be_heard(words: Words, block: Block, kind: BlockKind) -> None:
    """Whatever is on screen can be heard (promise 6)."""
    shown = block_for(block, words)
    assert shown.kind is kind
    assert shown.voice.endswith(".")


def test_a_table_keeps_its_cells_and_is_heard_row_by_row(words: Words) -> None:
    """Name, value, range; an empty cell is silence."""
    shown = block_for(TABLE, words)
    assert (shown.header, shown.rows) == (TABLE.header, TABLE.rows)
    first, second = shown.voice.split(". ", 1)
    assert first.startswith("Sucre, ")
    assert second.startswith("Fer, ")
    assert not second.rstrip(".").endswith(",")


def test_a_picture_without_words_says_that_it_cannot_be_read(words: Words) -> None:
    """A photograph is shown; the voice does not invent."""
    assert "image" in block_for(PagePicture(png=b"png"), words).voice


def test_a_document_too_large_for_one_screen_is_shown_as_far_as_it_goes(words: Words) -> None:
    """A frame past the limit would cut the terminal off; the person is told that pages are missing."""
    pages = tuple(PagePicture(png=bytes(2 * 1024 * 1024), text=f"Page {number}") for number in range(1, 6))
    shown = blocks_for(pages, words)
    assert [block.text for block in shown[:2]] == ["Page 1", "Page 2"]
    assert "d'autres pages" in shown[-1].text
    assert sum(len(encode(block)) for block in shown) < MAX_FRAME_BYTES


def test_a_document_that_fits_is_whole(words: Words) -> None:
    """Nothing is added to it."""
    assert len(blocks_for((TABLE, Paragraph(text="Fin.")), words)) == 2

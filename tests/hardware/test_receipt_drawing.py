"""The drawn paper, read back by programs we did not write, and measured."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from hardware.ports import BlankLine, CodeGrid, LineStyle, Paper, RuleLine, SquareCode, TextLine
from hardware.receipt_printer.drawing import WIDTH, draw, words
from tests.hardware.papers import CODES, PROOF, RECEIPT
from tests.real_stacks import requires

MARGIN = 24


def ink_box(picture: Image.Image) -> tuple[int, int, int, int]:
    box = ImageOps.invert(picture.convert("L")).getbbox()
    assert box is not None
    return box


def save(paper: Paper, folder: Path) -> str:
    file = folder / "paper.png"
    draw(paper).save(file)
    return str(file)


def read_qr(paper: Paper, folder: Path) -> str:
    command = ["zbarimg", "--quiet", "--raw", "--nodbus", save(paper, folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@requires("zbarimg")
@pytest.mark.parametrize("content", [PROOF, "A", "RS2|" + "0123456789abcdef" * 14, "x" * 480])
def test_the_square_code_is_read_back(tmp_path: Path, content: str) -> None:
    """Short or as long as a signed receipt, an independent reader finds the same characters."""
    assert read_qr(Paper(parts=(SquareCode(content=content),)), tmp_path) == content


@requires("zbarimg")
def test_the_square_code_of_a_receipt_is_read_among_its_words(tmp_path: Path) -> None:
    """The quiet zone holds, in the middle of a real receipt."""
    assert read_qr(RECEIPT, tmp_path) == PROOF


@requires("tesseract")
def test_the_words_are_read_back_in_french(tmp_path: Path) -> None:
    """Accents, apostrophes and capitals are legible to a reader that knows nothing of us."""
    command = ["tesseract", save(RECEIPT, tmp_path), "-", "-l", "fra", "--psm", "6"]
    read = subprocess.run(command, capture_output=True, text=True, check=True).stdout.replace("’", "'")
    for passage in (
        "Relais santé",
        "Pharmacie des Tilleuls",
        "C'est enregistré",
        "d'organes",
        "née en 1942",
        "Ce qu'il reste à faire",
        "puis l'envoyer",
        "par téléphone",
        "Numéro de ce reçu",
        "Gardez ce reçu",
    ):
        assert passage in read


@pytest.mark.parametrize("content", ["", "reçu", "Œ", "x" * 600])
def test_a_square_code_that_could_not_be_read_is_refused(content: str) -> None:
    """Empty, not ASCII, or too dense for paper."""
    with pytest.raises(ValueError, match="square code"):
        draw(Paper(parts=(SquareCode(content=content),)))


@settings(max_examples=40, deadline=None)
@given(st.text("aéW' \n-\u00a0\u202fœmi1", max_size=200), st.sampled_from(LineStyle))
def test_no_word_leaves_the_paper(text: str, style: LineStyle) -> None:
    """However long the word, whatever the style: ink stays between the margins, give or take a stroke."""
    picture = draw(Paper(parts=(TextLine(text=text, style=style),)))
    assert picture.size[0] == WIDTH
    box = ImageOps.invert(picture.convert("L")).getbbox()
    assert box is None or (box[0] >= MARGIN - 4 and box[2] <= WIDTH - MARGIN + 4 and box[3] < picture.height)


def test_a_long_word_wraps_and_loses_no_letter() -> None:
    """Nothing is clipped: twice the letters, about twice the ink."""
    once = draw(Paper(parts=(TextLine(text="m" * 40),)))
    twice = draw(Paper(parts=(TextLine(text="m" * 80),)))
    assert twice.convert("L").histogram()[0] == pytest.approx(2 * once.convert("L").histogram()[0], rel=0.02)


def test_capitals_are_as_tall_as_the_tokens_say() -> None:
    """3.2 mm for text, 3.8 for a title, 4.2 for a number (look/tokens.toml, paper)."""
    heights = {}
    for style in (LineStyle.TEXT, LineStyle.TITLE, LineStyle.NUMBER):
        box = ink_box(draw(Paper(parts=(TextLine(text="H", style=style),))))
        heights[style] = (box[3] - box[1]) / 8
    assert heights[LineStyle.TEXT] >= 3.1
    assert heights[LineStyle.TITLE] >= 3.8
    assert heights[LineStyle.NUMBER] >= 4.1


def test_a_straight_apostrophe_and_a_plain_space_are_printed_as_french_wants() -> None:
    """Texts typed in a hurry look like the others, and no line begins with a colon."""
    typed, set_well = (
        draw(Paper(parts=(TextLine(text=text),))).tobytes()
        for text in ("« L'avis » : à 10 h 42, oui ?", "«\u00a0L’avis\u00a0»\u00a0: à 10\u00a0h\u00a042, oui\u00a0?")
    )
    assert typed == set_well


def test_the_place_stands_beside_the_mark() -> None:
    """As a second line of the brand or as the text after it, the paper is the same."""
    brand = TextLine(text="Relais santé", style=LineStyle.BRAND)
    apart = Paper(parts=(brand, TextLine(text="Mairie d’Aubigny"), RuleLine()))
    together = Paper(parts=(TextLine(text="Relais santé\nMairie d’Aubigny", style=LineStyle.BRAND), RuleLine()))
    assert draw(apart).tobytes() == draw(together).tobytes()


def test_room_to_write_has_a_line_under_it() -> None:
    """A hand that trembles finds where to sign."""
    picture = draw(Paper(parts=(BlankLine(height_mm=9),)))
    left, top, right, bottom = ink_box(picture)
    assert (left, right, bottom - top) == (MARGIN, WIDTH - MARGIN, 2)
    assert top - 24 >= 8 * 8


def test_accents_written_apart_are_drawn_together() -> None:
    """NFC first, and the narrow no-break space has the width of a space, never a box."""
    apart, together = (draw(Paper(parts=(TextLine(text=text),))) for text in ("e\u0301te\u0301 \u202f?", "été \u00a0?"))
    assert apart.tobytes() == together.tobytes()


def test_a_strong_passage_is_darker_and_the_rest_is_not() -> None:
    """Bold only where it is asked for; a passage that is not there changes nothing."""
    plain, strong, absent = (
        draw(Paper(parts=(TextLine(text="une seule fois", strong=passage),))).convert("L").histogram()[0]
        for passage in ("", "seule", "jamais")
    )
    assert strong > plain == absent


def test_every_code_has_its_number_and_its_box() -> None:
    """Twelve codes make six rows of two; an odd one stands alone."""
    assert "12  000 000" in words(Paper(parts=(CodeGrid(codes=("000 000",) * 12),)))
    six, seven = (draw(Paper(parts=(CodeGrid(codes=("418 205",) * count),))) for count in (6, 7))
    assert seven.height - six.height == 88
    assert ink_box(draw(CODES))[2] <= WIDTH - MARGIN


def test_a_receipt_has_one_bit_and_the_width_of_the_head() -> None:
    """What the printer cannot print is not in the picture."""
    picture = draw(RECEIPT)
    assert (picture.mode, picture.width) == ("1", 576)

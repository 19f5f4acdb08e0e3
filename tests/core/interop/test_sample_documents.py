"""Every real sample document comes in, whole and readable."""

from pathlib import Path

import pytest

from core.domain.documents import Block, Heading, ItemList, PagePicture, Paragraph, Table
from core.interop.cda_body import Body
from core.interop.cda_header import read_header
from core.interop.intake import Received, read_body, take_in
from core.interop.received import IntakeWarning
from tests.core.interop.sample_files import cda_files, needs_samples

WRONG_KEYS = {"CSE-CS9_2024.01.xml", "CSE-MDE_2023.01.xml", "OBP-SEM_2024.01.xml"}

each_file = pytest.mark.parametrize("path", cda_files(), ids=lambda path: path.stem)


def texts_of(block: Block) -> list[str]:
    """Every text of a block."""
    match block:
        case Heading() | Paragraph():
            return [block.text]
        case ItemList():
            return list(block.items)
        case Table():
            return [*block.header, *(cell for row in block.rows for cell in row)]
        case PagePicture():
            return [block.text]


@needs_samples
def test_all_samples_are_there() -> None:
    """Thirty-four documents of two generations."""
    assert len(cda_files()) == 34


@needs_samples
@each_file
def test_a_sample_says_what_it_is_and_whose(path: Path) -> None:
    """Title, known type, day, author and the five traits; only a wrong key is odd."""
    received = take_in(path.read_bytes())
    assert isinstance(received, Received)
    header, patient = received.header, received.header.patient
    assert header.title
    assert received.kind.class_code
    assert header.author.shown
    assert patient.birth_name
    assert patient.first_names
    assert patient.birth_date
    assert patient.birth_place_code
    assert len(patient.matricules) == 1
    assert received.warnings == ((IntakeWarning.WRONG_NIR_KEY,) if path.name in WRONG_KEYS else ())


@needs_samples
@each_file
def test_a_sample_reads_well(path: Path) -> None:
    """Blocks with words, no empty title, tables narrow enough, no trace of markup, nothing left out."""
    body = read_body(path.read_bytes())
    assert isinstance(body, Body)
    assert body.problems == ()
    assert body.blocks
    for block in body.blocks:
        texts = texts_of(block)
        assert not [text for text in texts if "  " in text or "\u202f" in text or text != text.strip()]
        assert not isinstance(block, Table) or len(block.rows[0]) <= 3
    above = [(first, second) for first, second in zip(body.blocks, [*body.blocks[1:], None], strict=True)]
    assert not [
        title.text
        for title, below in above
        if isinstance(title, Heading) and (below is None or (isinstance(below, Heading) and below.level <= title.level))
    ]


@needs_samples
@each_file
def test_the_fast_door_reads_the_same_header(path: Path) -> None:
    """Stopping at the body loses nothing of the header."""
    received = take_in(path.read_bytes())
    assert isinstance(received, Received)
    assert read_header(path.read_bytes()) == received.header


@needs_samples
@each_file
def test_every_number_of_the_narrative_is_kept(path: Path) -> None:
    """Whatever shape a table takes, no value and no date of the text disappears."""
    from lxml import etree

    body = read_body(path.read_bytes())
    assert isinstance(body, Body)
    shown = " ".join(text for block in body.blocks for text in texts_of(block))
    tree = etree.parse(path)
    written = tree.iterfind(".//{*}section/{*}text")
    numbers = {
        word
        for text in written
        for part in text.itertext()
        for word in str(part).split()
        if any(letter.isdigit() for letter in word)
    }
    assert {number for number in numbers if number.strip(":;,") not in shown} == set()

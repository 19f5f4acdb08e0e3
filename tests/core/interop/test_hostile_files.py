"""What holds for hostile files beside the fate of each (`test_hostile_tables`): cost, number, and what is said."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

import pytest

import tests.core.interop.hostile.costs as child
from core.interop.attachments import Problem
from core.interop.cda_body import Body
from core.interop.cda_header import read_header
from core.interop.intake import read_body, take_in
from core.interop.refused_file import RefusedFile, UnreadableFileError
from core.interop.safe_xml import MAX_BYTES
from tests.core.interop.cda_samples import as_bytes, enclosed, structured
from tests.core.interop.hostile.making import SOUND, base64_of, with_doctype
from tests.core.interop.hostile.references import LAUGHS
from tests.core.interop.pdf_samples import pdf

ALL_ROWS = 33_000
"""As many as the caps on elements and bytes allow."""
FEW_ROWS = 1_200
"""As few as show the difference without the caps."""
MOST_TIMES = 20
"""The processor that a file may take, beside a benign one as long; it takes seven times as much."""
MOST_MEMORY = 400_000_000


class Cost(TypedDict):
    """What the child says of one file."""

    size: int
    read: str
    seconds: float
    grown: int


def cost(which: str, rows: int) -> Cost:
    """Read one file in a process of its own: what others do on this machine, or did in this process, counts little."""
    command = [sys.executable, "-m", child.__name__, which, str(rows)]
    done = subprocess.run(command, cwd=Path(__file__).parents[3], capture_output=True, check=True)
    told: Cost = json.loads(done.stdout)
    return told


def test_the_worst_file_is_read_or_refused_for_a_few_times_the_cost_of_a_benign_one() -> None:
    """As many bytes, elements and rows as the caps allow: seconds and megabytes, not minutes and gigabytes."""
    worst, benign = cost("worst", ALL_ROWS), cost("benign", ALL_ROWS)
    assert benign["read"] == "Body"
    assert 0.8 * MAX_BYTES < benign["size"] <= worst["size"] < MAX_BYTES
    assert worst["seconds"] < MOST_TIMES * benign["seconds"]
    assert worst["grown"] < MOST_MEMORY


def test_without_its_caps_the_reader_would_cost_too_much() -> None:
    """The control: a file of one part in thirty passes the bound when cells may reach as far as they say."""
    uncapped, worst, benign = (cost(which, FEW_ROWS) for which in ("uncapped", "worst", "benign"))
    assert worst["seconds"] < MOST_TIMES * benign["seconds"] < uncapped["seconds"]
    assert uncapped["grown"] > 10 * worst["grown"]


def test_a_page_of_any_size_is_drawn_small() -> None:
    """A page that claims to be two hundred metres wide is one picture like another."""
    page = pdf(box="0 0 600000 400000")
    body = read_body(as_bytes(body=enclosed(base64_of(page), "application/pdf")))
    assert isinstance(body, Body)
    assert len(body.blocks) == 1


def test_one_enclosed_file_is_opened_once_and_only_ten_are() -> None:
    """A document that calls the same picture a thousand times shows it once."""
    media = "".join(
        f'<entry><observationMedia ID="m{number}"><value representation="B64">QUJD</value></observationMedia></entry>'
        for number in range(12)
    )
    calls = '<renderMultiMedia referencedObject="m1"/>' * 1_000
    body = read_body(as_bytes(body=structured(f"<text>{calls}</text>{media}")))
    assert isinstance(body, Body)
    assert body.problems == (Problem.UNREADABLE, Problem.TOO_MANY, Problem.NOTHING_TO_READ)


@pytest.mark.parametrize(
    "data",
    [with_doctype(LAUGHS), b"<a/>", b"", gzip.compress(b"x")],
    ids=["billion laughs", "another root", "nothing", "compressed"],
)
def test_the_header_alone_is_guarded_as_well(data: bytes) -> None:
    """The fast door refuses what the slow one does, up to the body."""
    with pytest.raises(UnreadableFileError):
        read_header(data)


def test_a_refusal_tells_the_line_and_quotes_nothing() -> None:
    """The import report shows where to look; the file's words stay in the file."""
    refused = take_in(SOUND.replace("</title>", "").encode())
    assert isinstance(refused, RefusedFile)
    assert refused.line > 0
    assert "LEFORT" not in repr(refused)

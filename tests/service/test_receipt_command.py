"""`relais receipt verify`: from a photo of the paper, anywhere, with the public key alone."""

import shutil
from pathlib import Path

import pytest
from PIL import Image

from core.storage.keys import PUBLIC_KEY_FILE, open_keys
from hardware.ports import Paper, SquareCode
from hardware.receipt_printer.drawing import draw, words
from service.faults import OperatorError
from service.receipt_reading import LARGEST_FILE, read_receipts
from tests.audit_logs import KEY, bodies, write_log
from tests.given_receipts import receipts_of
from tests.hardware.papers import PROOF, RECEIPT
from tests.photos import SHOTS, STEADY, Shot
from tests.service.relais_command import relais


def photo(folder: Path, content: str = PROOF, shot: Shot = STEADY, kind: str = "png") -> Path:
    """A whole receipt with this square, photographed."""
    parts = [SquareCode(content=content) if isinstance(part, SquareCode) else part for part in RECEIPT.parts]
    file = folder / f"photo-{content[-4:].strip('_-')}.{kind}"
    shot.take(draw(Paper(parts=tuple(parts)))).save(file)
    return file


@pytest.mark.parametrize("shot", SHOTS.values(), ids=SHOTS.keys())
def test_a_receipt_is_read_from_a_photo(tmp_path: Path, shot: Shot) -> None:
    """The longest receipt there can be, however the telephone was held."""
    assert read_receipts(str(photo(tmp_path, shot=shot))) == [PROOF]


def test_a_photo_without_a_receipt_is_told(tmp_path: Path) -> None:
    """The control: moved, or of something else, or with another square: nothing is guessed."""
    for picture in (photo(tmp_path, shot=Shot(blur=9)), photo(tmp_path, "https://example.org?menu=1")):
        with pytest.raises(OperatorError, match="no receipt was found"):
            read_receipts(str(picture))


def test_several_papers_in_one_photo_are_all_read(tmp_path: Path) -> None:
    """Side by side on a table."""
    squares = receipts_of(open_keys(tmp_path), 2)
    sheets = [draw(Paper(parts=(SquareCode(content=square),))).convert("L") for square in squares]
    table = Image.new("L", (sum(sheet.width for sheet in sheets) + 80, max(sheet.height for sheet in sheets)), 200)
    for rank, sheet in enumerate(sheets):
        table.paste(sheet, (rank * (sheet.width + 80), 0))
    table.save(tmp_path / "both.png")
    assert sorted(read_receipts(str(tmp_path / "both.png"))) == sorted(squares)


def test_a_text_is_read_as_it_is_or_from_a_file(tmp_path: Path) -> None:
    """The text of the square, a list of them, or all that a paper says."""
    (tmp_path / "list.txt").write_text(f"{PROOF}\n\n{PROOF}\n", encoding="utf-8")
    (tmp_path / "paper.txt").write_text(words(RECEIPT), encoding="utf-8")
    assert read_receipts(PROOF) == read_receipts(str(tmp_path / "paper.txt")) == [PROOF]
    assert read_receipts(str(tmp_path / "list.txt")) == [PROOF, PROOF]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        b"\xff\xd8\xff\xe0" + b"x" * 100,
        b"GIF89a\xff\xff\xff\xff",
        b"RS",
        b"\0" * 99,
    ],
)
def test_what_is_no_picture_and_no_text_is_told(tmp_path: Path, content: bytes) -> None:
    """Cut, empty, or made to look like one."""
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(OperatorError):
        read_receipts(str(tmp_path / "file"))


def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    """Too many pixels in few bytes, or too many bytes; and a file that is not there."""
    Image.new("1", (20_000, 20_000)).save(tmp_path / "bomb.png")
    with (tmp_path / "huge").open("wb") as huge:
        huge.truncate(LARGEST_FILE + 1)
    for name in ("bomb.png", "huge", "nothing"):
        with pytest.raises(OperatorError, match=name):
            read_receipts(str(tmp_path / name))


@pytest.fixture
def papers(tmp_path: Path) -> list[str]:
    """A person's three receipts; beside them the public key, and the log that they are in."""
    keys = open_keys(tmp_path / "site")
    shutil.copy(tmp_path / "site" / PUBLIC_KEY_FILE, tmp_path)
    write_log(tmp_path / "log", bodies(3))
    (tmp_path / "audit.vkey").write_text(KEY.text() + "\n", encoding="ascii")
    return receipts_of(keys, 3)


def test_the_command_checks_photos_texts_and_the_log(tmp_path: Path, papers: list[str]) -> None:
    """In plain words, and 0; without any data of the site."""
    shutil.rmtree(tmp_path / "site")
    shots = [photo(tmp_path, papers[0], kind="jpg"), photo(tmp_path, papers[1], SHOTS["from the side"])]
    log = ("--log", tmp_path / "log", "--log-key", tmp_path / "audit.vkey")
    done = relais("receipt", "verify", *shots, papers[2], "--key", tmp_path / PUBLIC_KEY_FILE, *log)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "choice, done, 2026-11-23 09:42 UTC, Pharmacie des Tilleuls, number 48 21 70",
        "choice, done, 2026-11-23 09:43 UTC, Pharmacie des Tilleuls, number 48 21 71",
        "choice, done, 2026-11-23 09:44 UTC, Pharmacie des Tilleuls, number 48 21 72",
        "3 signatures hold, and no receipt is missing between them; each is in the log",
    ]


def test_the_command_ends_with_1_on_a_forgery_and_2_when_it_can_read_nothing(tmp_path: Path, papers: list[str]) -> None:
    """Altered, out of a chain with a gap, of another site; a bad photo, a key that is none, a log without its key."""
    key = ("--key", tmp_path / PUBLIC_KEY_FILE)
    altered = papers[1].replace("|choice|", "|reading|")
    forged = relais("receipt", "verify", photo(tmp_path, papers[0]), photo(tmp_path, altered), *key)
    assert (forged.returncode, forged.stderr) == (1, "")
    assert forged.stdout.startswith("first bad position 2: the signature")
    gap = relais("receipt", "verify", papers[0], papers[2], *key)
    assert (gap.returncode, "before this one" in gap.stdout) == (1, True)
    for wrong in (
        (photo(tmp_path, "https://example.org"), *key),
        (papers[0], "--key", tmp_path / "nothing"),
        (papers[0], *key, "--log", tmp_path / "log"),
        (papers[0], "--key", tmp_path / "audit.vkey"),
        (papers[0], *key, "--log", tmp_path / "log", "--log-key", tmp_path / PUBLIC_KEY_FILE),
    ):
        unread = relais("receipt", "verify", *wrong)
        assert (unread.returncode, unread.stdout) == (2, "")

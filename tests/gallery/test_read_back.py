"""Every screen can be read by somebody who knows nothing of it: Tesseract finds its words on the picture."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from tests.faults.how_many import IS_NIGHTLY, how_many
from tests.gallery.draw import LOOKS
from tests.gallery.read_back import plain, words_in
from tests.real_stacks import requires

ONE_IN = how_many(8, 1)
EDGE = 8
"""Pixels of outline around a dark place, which make the reader give it up."""
MISREAD = 0.1
"""Of the words of a screen: the reader mixes up letters now and then."""
pytestmark = [requires("tesseract"), pytest.mark.timeout(3600 if IS_NIGHTLY else 300)]


@pytest.mark.parametrize("look", LOOKS if IS_NIGHTLY else ["clair"])
def test_a_stranger_reads_every_screen(tmp_path: Path, look: str) -> None:
    """Title, choices, notes, keys, who and where: at most one word in ten is misread, whatever the ground."""
    command = [sys.executable, "-m", "tests.gallery.read_back", str(tmp_path), look, "0", str(ONE_IN)]
    environment = {**os.environ, "SDL_VIDEODRIVER": "offscreen"}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    wanted = json.loads((tmp_path / "wanted.json").read_text(encoding="utf-8"))
    assert len(wanted) >= 20
    with ThreadPoolExecutor(2) as readers:
        missed = readers.map(lambda name: missing(tmp_path, name, **wanted[name]), wanted)
    hard = {name: words for name, words in zip(wanted, missed, strict=True) if is_hard(words, wanted[name]["words"])}
    assert hard == {}


def test_a_screen_that_cannot_be_read_is_seen(tmp_path: Path) -> None:
    """Words as pale as their ground, as a control."""
    pale = Image.new("RGB", (1280, 1024), "#FBF7EF")
    pale.save(tmp_path / "pale.png")
    wanted = words_in(["Vos documents", "Retour", "Aide"])
    assert is_hard(missing(tmp_path, "pale", words=wanted, dark=[]), wanted)


def is_hard(missed: list[str], wanted: list[str]) -> bool:
    """More than the reader's own mistakes; one is always allowed."""
    return len(missed) > max(1, MISREAD * len(wanted))


def missing(folder: Path, name: str, *, words: list[str], dark: list[list[int]]) -> list[str]:
    """What the reader did not find on one picture."""
    picture = folder / f"{name}.png"
    read = "".join(readings(picture, dark))
    return [word for word in words if word not in read]


def readings(picture: Path, dark: list[list[int]]) -> Iterator[str]:
    """The page without its dark places, words here and there, light on dark; then each dark place alone."""
    with Image.open(picture) as drawn:
        whole = drawn.convert("L")
    negative, light = ImageOps.invert(whole), whole.copy()
    for place in dark:
        # A dark key makes the reader give up its whole line.
        light.paste(whole.getpixel((2, whole.height // 2)), tuple(place))
    yield read(light, picture, layout=6)
    yield read(light, picture, layout=4)
    yield read(whole, picture, layout=11)
    yield read(negative, picture, layout=6)
    for place in dark:
        left, top, right, bottom = place
        if min(right - left, bottom - top) > 4 * EDGE:  # less is a drawing
            yield read(negative.crop((left + EDGE, top + EDGE, right - EDGE, bottom - EDGE)), picture, layout=6)


def read(image: Image.Image, beside: Path, *, layout: int) -> str:
    """What Tesseract reads at half size, as one run of plain letters."""
    half = image.resize((max(image.width // 2, 1), max(image.height // 2, 1)), Image.Resampling.LANCZOS)
    file = beside.with_suffix(".pgm")
    ImageOps.expand(half, 15, fill=half.getpixel((2, 2))).save(file)
    command = ["tesseract", str(file), "-", "-l", "fra", "--psm", str(layout)]
    one_thread = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, env=one_thread).stdout
    return "".join(plain(said).split())

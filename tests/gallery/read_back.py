"""Draws screens of the gallery for an independent reader: `python -m tests.gallery.read_back DIR LOOK FIRST STEP`.

Each is left as a picture; beside all of them `wanted.json` says which words must be found, and where grounds are dark.
Kivy has one window a process, so tests start this one.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from core.texts.words import load_words
from kiosk.terminal.scene import Fill, Scene, Tone
from kiosk.terminal.theme import Glass
from tests.gallery.draw import LOOKS, Easel
from tests.gallery.reached import every_real
from tests.gallery.samples import every

_WORD = re.compile(r"[a-z]{4,}")
"""Shorter ones and digits are beyond a reader of pictures."""


def plain(text: str) -> str:
    """Without accents, ligatures and capitals: what a reader of pictures mixes up."""
    apart = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def words_in(texts: Iterable[str]) -> list[str]:
    """The words that a reader must find."""
    return sorted({word for text in texts for word in _WORD.findall(plain(text))})


def dark_places(scene: Scene, glass: Glass) -> list[tuple[int, int, int, int]]:
    """The band and the dark keys, in pixels: left, top, right, bottom. There words are light."""
    rects = [shape.rect for shape in scene.touchable() if shape.tone in {Tone.NEXT, Tone.NIGHT}]
    rects += [item.rect for item in scene.items if isinstance(item, Fill) and item.colour == "band"]
    return [(glass.px(each.x), glass.px(each.y), glass.px(each.right), glass.px(each.bottom)) for each in rects]


def main(to: Path, look: str, first: int, step: int) -> None:
    """Draw one screen in so many, and keep its words."""
    words = load_words()
    easel, wanted = Easel(to, words), {}
    studio = easel.studio(LOOKS[look])
    for sample in [*every_real(words), *every()][first::step]:
        easel.draw(sample, studio, sample.name)
        scene = easel.scene(sample, studio)
        found = words_in(part.text for part in scene.words())
        wanted[sample.name] = {"words": found, "dark": dark_places(scene, studio.glass)}
    (to / "wanted.json").write_text(json.dumps(wanted), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))

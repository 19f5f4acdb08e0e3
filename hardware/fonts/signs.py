"""Which signs our type can draw, and what stands for the others. Reads the list that `build.py` made."""

import re
import unicodedata
from functools import cache
from pathlib import Path

SIGNS = Path(__file__).with_name("signs.txt")

UNKNOWN = "[?]"
"""Stands for a run of signs that this type cannot draw: shown to be there, never dropped, never an empty box."""

_KEPT = "\n"
_SAME = {
    0x2010: "-",
    0x2011: "-",
    0x2012: "\u2013",
    0x2015: "\u2014",
    0x202F: "\u00a0",
    0x2007: "\u00a0",
    0x02BC: chr(0x2019),
    0x201B: chr(0x2018),
    0x2190: "<-",
    0x2192: "->",
    0x25CF: "\u2022",
    0x25AA: "\u2022",
    0xFFFD: UNKNOWN,
}
"""Hyphens, spaces, apostrophes, arrows and dots that mean the same as a sign that we have."""

_RAISED = re.compile("[\u00b9\u00b2\u00b3\u2070\u2074-\u207b]+")
_JOINED = re.compile("(?<=[0-9])(?=[\u2080-\u2089\u2150-\u215f\u2460-\u24ff])")
"""Raised figures, and what may stand right after a figure: none of them may ever read as more digits of it."""

_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Cn"})
_MARKS = frozenset({"Mn", "Me", "Mc"})
_VARIATIONS = range(0xFE00, 0xFE10)


@cache
def signs() -> frozenset[str]:
    """Every sign with a glyph in both weights."""
    return frozenset(SIGNS.read_text(encoding="utf-8"))


def drawable(text: str) -> str:
    """The text in signs that have a glyph. Accents are composed first (NFC).

    A Latin letter with a mark that we lack keeps its letter; a ligature is spelt; what is left becomes `UNKNOWN`, once
    a run, so that a reader sees that something stood there.
    """
    composed = unicodedata.normalize("NFC", text)
    if signs().issuperset(composed.replace(_KEPT, "")):
        return composed
    pieces: list[str] = []
    for sign in _JOINED.sub(" ", _RAISED.sub(_power, composed)):
        piece = _piece(sign)
        if piece and not (piece == UNKNOWN and _ends_unknown(pieces)):
            pieces.append(piece)
    return "".join(pieces)


def _power(raised: re.Match[str]) -> str:
    """« ^9 », for all figures of a power that we can't raise together."""
    run = raised[0]
    return run if signs().issuperset(run) else f"^{unicodedata.normalize('NFKC', run)}"


def _ends_unknown(pieces: list[str]) -> bool:
    """Words in an unknown script, with their spaces, are one run."""
    while len(pieces) > 1 and pieces[-1] == " " and pieces[-2] == UNKNOWN:
        pieces.pop()
    return bool(pieces) and pieces[-1] == UNKNOWN


@cache
def _piece(sign: str) -> str:
    if sign == _KEPT:
        return sign
    if sign.isspace():
        return sign if sign in signs() else _SAME.get(ord(sign), " ")
    kind = unicodedata.category(sign)
    if kind in _MARKS or kind in _INVISIBLE or ord(sign) in _VARIATIONS:
        # After NFC a mark is one that no letter of ours carries; alone it would be drawn beside, over another letter.
        return ""
    if sign in signs():
        return sign
    return _SAME.get(ord(sign)) or _simpler(sign) or UNKNOWN


def _simpler(sign: str) -> str:
    """What the sign is made of, marks off, when all of that can be drawn: a letter, a digit, « fi », « mg »."""
    parts = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", sign))
    if signs().issuperset(parts):
        return parts
    bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if unicodedata.category(part) not in _MARKS)
    return bare if bare and signs().issuperset(bare) else ""

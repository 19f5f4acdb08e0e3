"""Breaks words into lines of a given width. Knows how to ask for a width, not how letters are drawn."""

import re
from collections.abc import Iterable
from typing import Protocol

from hardware.fonts.signs import drawable
from kiosk.terminal.scene import Line, Run
from kiosk.terminal.theme import Type

NO_BREAK = "\N{NO-BREAK SPACE}"
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_PIECES = re.compile(r"[^ ]+| +")
SENTENCE_ENDS = (".", "?", "!", ":")
SHORT = 3
"""Lines of a paragraph that is set again rather than left with a lone last word."""
APOSTROPHE = chr(0x2019)
_BEFORE_SIGN = re.compile(r" (?=[?!:;\u00bb])|(?<=\u00ab) ")


class Ruler(Protocol):
    """Measures words as they will be drawn."""

    def width(self, text: str, size: float, *, bold: bool) -> float:
        """In millimetres, for a type size in millimetres."""


def clean(text: str) -> str:
    """Words in the signs and spaces that this type has: no narrow one, and none to break at before a sign."""
    text = drawable(text).replace("'", APOSTROPHE)
    return _BEFORE_SIGN.sub(NO_BREAK, text)


def runs(text: str, *, bold: bool = False) -> tuple[Run, ...]:
    """Words with `**bold**` marks, as runs of one weight each."""
    found: list[Run] = []
    for at, piece in enumerate(_BOLD.split(clean(text))):
        if piece:
            found.append(Run(piece, bold or at % 2 == 1))
    return tuple(found)


def set_lines(text: str, kind: Type, width: float, ruler: Ruler, *, bold: bool = False) -> tuple[Line, ...]:
    """Break a text at its own line ends and where a word no longer fits. A word longer than a line is cut."""
    lines: list[Line] = []
    for paragraph in _paragraphs(runs(text, bold=bold)):
        lines.extend(_unlonely(paragraph, kind.size, width, ruler))
    return tuple(lines)


def _unlonely(paragraph: list[Run], size: float, width: float, ruler: Ruler) -> list[Line]:
    """A short paragraph does not end on one lone word, when narrower lines avoid it at no cost in height."""
    lines = _break(paragraph, size, width, ruler)
    if not 1 < len(lines) <= SHORT or _text(list(lines[-2])).endswith(SENTENCE_ENDS):
        return lines
    for part in (1.0, 0.95, 0.9, 0.85, 0.8, 0.7):
        narrower = _break(paragraph, size, width * part, ruler)
        if len(narrower) > len(lines):
            break
        if any(" " in run.text for run in narrower[-1]):
            return narrower
    return lines


def line_width(line: Line, size: float, ruler: Ruler) -> float:
    """How wide a line is, in millimetres."""
    return sum(ruler.width(run.text, size, bold=run.bold) for run in line)


def _paragraphs(text: Iterable[Run]) -> list[list[Run]]:
    paragraphs: list[list[Run]] = [[]]
    for run in text:
        for at, piece in enumerate(run.text.split("\n")):
            if at:
                paragraphs.append([])
            if piece:
                paragraphs[-1].append(Run(piece, run.bold))
    return paragraphs


def _words(paragraph: list[Run]) -> list[list[Run]]:
    """Groups that must stay together: a word may hold two weights, as in « **reins**, »."""
    words: list[list[Run]] = [[]]
    for run in paragraph:
        for piece in _PIECES.findall(run.text):
            if piece.startswith(" "):
                words.append([])
            else:
                words[-1].append(Run(piece, run.bold))
    return [word for word in words if word]


def _break(paragraph: list[Run], size: float, width: float, ruler: Ruler) -> list[Line]:
    lines: list[Line] = []
    current: list[Run] = []
    for word in _words(paragraph):
        longer = _joined(current, word)
        if current and line_width(tuple(longer), size, ruler) > width:
            lines.append(tuple(current))
            longer = list(word)
        current = longer
        while line_width(tuple(current), size, ruler) > width and len(_text(current)) > 1:
            head, current = _cut(current, size, width, ruler)
            lines.append(head)
    return [*lines, tuple(current)]


def _joined(line: list[Run], word: list[Run]) -> list[Run]:
    if not line:
        return _merged(word)
    last, first = line[-1], word[0]
    space = Run(" ", last.bold and first.bold)
    return _merged([*line, space, *word])


def _merged(pieces: list[Run]) -> list[Run]:
    """Neighbours of one weight as one run: fewer drawings, and the spacing of the type itself."""
    merged: list[Run] = []
    for piece in pieces:
        if merged and merged[-1].bold == piece.bold:
            merged[-1] = Run(merged[-1].text + piece.text, piece.bold)
        else:
            merged.append(piece)
    return merged


def _text(line: list[Run]) -> str:
    return "".join(run.text for run in line)


def _cut(line: list[Run], size: float, width: float, ruler: Ruler) -> tuple[Line, list[Run]]:
    """Cut a word that no line can hold; nothing is ever lost."""
    bold = line[0].bold
    text = _text(line)
    end = len(text) - 1
    while end > 1 and ruler.width(text[:end], size, bold=bold) > width:
        end -= 1
    return (Run(text[:end], bold),), [Run(text[end:], bold)]

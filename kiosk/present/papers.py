"""The words of a paper, as lines: brand, place, « duplicata », what the journey says, « Démonstration » at the end."""

from core.journeys.steps import GivePaper
from core.texts.words import Words
from kiosk.protocol import Line, LineKind

_MARKS = {
    "# ": LineKind.TITLE,
    "! ": LineKind.STRONG,
    "= ": LineKind.NUMBER,
    "> ": LineKind.CENTRED,
}
_WHOLE = {"---": LineKind.RULE, "===": LineKind.SOLID_RULE, "___": LineKind.BLANK}
_DRAWN = frozenset(_WHOLE.values())
_SQUARE = "@square"


def paper_lines(step: GivePaper, words: Words, place: str, *, is_demonstration: bool) -> tuple[Line, ...]:
    """One paper, top to bottom, from the marks of core/texts/fr/papers.ftl; only a receipt has a square."""
    lines = [
        Line(kind=LineKind.BRAND, text=words.written("kiosk-brand")),
        Line(kind=LineKind.TEXT, text=place),
        Line(kind=LineKind.SOLID_RULE),
    ]
    if step.copies:
        copy = words.written("kiosk-duplicate", {"copy": step.copies})
        lines += [Line(kind=LineKind.STRONG, text=copy)]
    lines += [_line(text.strip(), step) for text in words.lines(step.key, step.facts, "paper")]
    if is_demonstration:
        lines += [Line(kind=LineKind.SOLID_RULE)]
        lines += [Line(kind=LineKind.CENTRED, text=words.written("kiosk-demonstration", {}, "paper"))]
    return tuple(line for line in lines if line.text or line.kind in _DRAWN)


def _line(text: str, step: GivePaper) -> Line:
    if text == _SQUARE:
        return Line(kind=LineKind.SQUARE, text=step.receipt.square() if step.receipt else "")
    if text in _WHOLE:
        return Line(kind=_WHOLE[text])
    kind = _MARKS.get(text[:2])
    return Line(kind=kind, text=text[2:].strip()) if kind else Line(kind=LineKind.TEXT, text=text)

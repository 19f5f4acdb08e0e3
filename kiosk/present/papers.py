"""The words of a paper, as lines: brand, place, « duplicata », what the journey says, « Démonstration » at the end."""

from collections.abc import Iterator

from core.journeys.menu_card import CardKey, MenuCard, menu_card
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
_MENU, _VERSION = _OF_CARD = ("@menu", "@version")
"""The keys of the telephone, read from its menus, and the version of their card."""


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
    for text in (text.strip() for text in words.lines(step.key, step.facts, "paper")):
        lines += _menu(menu_card(words), text) if text in _OF_CARD else [_line(text, step)]
    if is_demonstration:
        lines += [Line(kind=LineKind.SOLID_RULE)]
        lines += [Line(kind=LineKind.CENTRED, text=words.written("kiosk-demonstration", {}, "paper"))]
    return tuple(line for line in lines if line.text or line.kind in _DRAWN)


def _menu(card: MenuCard, mark: str) -> Iterator[Line]:
    if mark == _VERSION:
        yield Line(kind=LineKind.TEXT, text=card.version)
        return
    for part in card.parts:
        yield Line(kind=LineKind.RULE)
        yield Line(kind=LineKind.TEXT, text=part.title)
        yield from (Line(kind=LineKind.STRONG, text=_key(key)) for key in part.keys)


def _key(key: CardKey) -> str:
    return f"{key.sign} ({key.key}) {key.name}" if key.sign else f"{key.key} {key.name}"


def _line(text: str, step: GivePaper) -> Line:
    if text == _SQUARE:
        return Line(kind=LineKind.SQUARE, text=step.receipt.square() if step.receipt else "")
    if text in _WHOLE:
        return Line(kind=_WHOLE[text])
    kind = _MARKS.get(text[:2])
    return Line(kind=kind, text=text[2:].strip()) if kind else Line(kind=LineKind.TEXT, text=text)

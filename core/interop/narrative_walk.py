"""The walk through one narrative text, element by element, into a pen. Knows no section and opens no picture."""

from collections.abc import Iterable

from core.domain.documents import Heading, ItemList, Paragraph, Table
from core.interop.clean_text import one_line
from core.interop.narrative import Budget, MediaReference, Pen, Piece, is_bold, letters_of, tag_of
from core.interop.narrative_grid import Cell, Row
from core.interop.narrative_tables import blocks_of_table
from core.interop.safe_xml import Element

_WIDEST = 100
_UNREAD = frozenset({"script", "style", "col", "colgroup"})
_RAISED = str.maketrans("123", "\N{SUPERSCRIPT ONE}\N{SUPERSCRIPT TWO}\N{SUPERSCRIPT THREE}")


def walk(element: Element, pen: Pen, *, bold: bool = False) -> None:
    """Write the words of an element and of all it holds, in order."""
    pen.words(element.text, bold=bold)
    for child in element:
        _visit(child, pen, bold=bold)
        pen.words(child.tail, bold=bold)


def _visit(child: Element, pen: Pen, *, bold: bool) -> None:
    """Write one child by its kind; an unknown one gives its words."""
    match tag_of(child):
        case "br":
            pen.line_break()
        case "paragraph" | "caption" | "p" | "div" as name:
            pen.end_paragraph()
            walk(child, pen, bold=bold or name == "caption" or is_bold(child))
            pen.end_paragraph()
        case "list":
            _list(child, pen)
        case "table":
            _table(child, pen)
        case "renderMultiMedia":
            _media(child, pen)
        case "sup":
            pen.words(_raised(one_line(child.text or "")), bold=bold)
        case name:
            if name not in _UNREAD:
                walk(child, pen, bold=bold or is_bold(child))


def _raised(text: str) -> str:
    """An exponent must never melt into its number: 10 to the 9 is not 109. Letters (1er) may."""
    if text and not text.strip("123"):
        return text.translate(_RAISED)
    return f"^{text}" if any(letter.isdigit() for letter in text) else text


def _media(child: Element, pen: Pen) -> None:
    """Keep the place of the pictures that an element calls by name."""
    pen.put(*(MediaReference(key) for key in child.get("referencedObject", "").split()))
    walk(child, pen)


def _list(element: Element, pen: Pen) -> None:
    """Items of a list, those of inner lists after their parent; a single item is a paragraph or a title."""
    pen.end_paragraph()
    items: list[str] = []
    others: list[Piece] = []
    for child in element:
        inner = _inner(child, pen.budget)
        if tag_of(child) == "caption" or (len(element) == 1 and tag_of(child) == "item"):
            pen.put(*inner)
            continue
        said, kept = _said(inner)
        items.extend(said)
        others.extend(kept)
    if items:
        pen.put(ItemList(items=tuple(items)))
    pen.put(*others)


def _said(inner: list[Piece]) -> tuple[list[str], list[Piece]]:
    """The words of an item, lines joined; then the items of its own lists; what is not words is kept aside."""
    lines = [piece.text for piece in inner if isinstance(piece, Heading | Paragraph)]
    nested = [item for piece in inner if isinstance(piece, ItemList) for item in piece.items]
    kept: list[Piece] = [piece for piece in inner if isinstance(piece, MediaReference | Table)]
    return [joined(lines), *nested] if lines else nested, kept


def joined(lines: Iterable[str]) -> str:
    """Several lines as one phrase: a semicolon between them, unless a line announces the next."""
    phrase = ""
    for line in lines:
        phrase += line if not phrase else f" {line}" if phrase.endswith((":", ",", ";")) else f" ; {line}"
    return phrase


def _inner(element: Element, budget: Budget) -> list[Piece]:
    """What one item or cell holds, written by its own pen."""
    pen = Pen(budget)
    walk(element, pen)
    pen.end_paragraph()
    return pen.pieces


def _table(element: Element, pen: Pen) -> None:
    """A table by rows; pictures and inner tables of its cells follow it."""
    pen.end_paragraph()
    rows: list[Row] = []
    others: list[Piece] = []
    for child in element.iterchildren():
        match tag_of(child):
            case "caption":
                pen.put(*_inner(child, pen.budget))
            case "thead" | "tbody" | "tfoot":
                rows += [_row(each, others, pen.budget, is_head=tag_of(child) == "thead") for each in child]
            case "tr":
                rows.append(_row(child, others, pen.budget, is_head=False))
            case _:
                continue
    for block in blocks_of_table(rows):
        pen.put(block)
    pen.put(*others)


def _row(element: Element, others: list[Piece], budget: Budget, *, is_head: bool) -> Row:
    """The cells of one row."""
    cells = []
    for each in element:
        inner = _inner(each, budget)
        words = [text for piece in inner if not isinstance(piece, Table) for text in letters_of(piece)]
        others.extend(piece for piece in inner if isinstance(piece, MediaReference | Table))
        strong = any(isinstance(piece, Heading) for piece in inner) or is_bold(each)
        cells.append(
            Cell(
                text=joined(words),
                width=_span(each, "colspan"),
                height=_span(each, "rowspan"),
                is_head=is_head or tag_of(each) == "th" or (strong and len(words) == 1),
            )
        )
    return Row(cells=tuple(cells), is_head=is_head)


def _span(element: Element, name: str) -> int:
    """How many columns or rows a cell covers; nonsense is one."""
    written = element.get(name, "").strip()
    if not (written.isascii() and written.isdigit() and len(written) <= len(str(_WIDEST))):
        return 1
    return max(1, min(int(written), _WIDEST))

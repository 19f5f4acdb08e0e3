"""Tables of a narrative as blocks a person can read in large letters: narrow ones stay, wide ones become lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from core.domain.documents import Block, Heading, ItemList, Paragraph, Table
from core.interop.clean_text import NO_BREAK, calm
from core.interop.narrative_grid import Cell, Row, place

TITLE_LEVEL = 4
CARD_LEVEL = 5
_PAIR = 2
_MOST_HEADS = 4
_KEPT_COLUMNS = 3
_KEPT_CELL = 40
_KEPT_ROW = 80
"""A row of the reading screen holds about 45 large letters; two lines of it are still a row to the eye."""
_STARTS_A_NAME = re.compile(r"(?!.*\d{1,2}/\d{1,2}/\d{2,4})[^\W\d_].{0,120}$")
_WORD = re.compile(r"\b[^\W\d_]{4,}\b")
_NOTHING = frozenset({"", "-", "--", "/", "\N{EN DASH}", "\N{EM DASH}"})


def blocks_of_table(rows: Sequence[Row]) -> Iterator[Block]:
    """Cut the table where a row is a title or a new head, then give each part the shape that reads best."""
    placed = [row for row in place(rows) if row.said]
    columns = max((cell.column + cell.width for row in placed for cell in row.cells), default=0)
    head: list[Row] = []
    body: list[Row] = []
    for row in placed:
        if _is_title(row, columns):
            yield from _part(head, body, columns)
            head, body = ([] if row.is_head else head), []
            yield Heading(text=calm(row.said[0].text), level=TITLE_LEVEL)
        elif len(head) < _MOST_HEADS and (row.is_head or _is_bold_head(row)):
            yield from _part(head, body, columns)
            head, body = [*(() if body else head), row], []
        else:
            body.append(row)
    yield from _part(head, body, columns)


def _is_title(row: Row, columns: int) -> bool:
    """A strong cell alone, over the whole width, names what follows."""
    alone = len(row.said) == 1 and row.said[0].is_head and columns > 1
    return alone and (row.said[0].width >= columns or len(row.cells) == 1)


def _is_bold_head(row: Row) -> bool:
    """Several cells, all strong, in the middle of a table: the names of the columns below."""
    return len(row.said) > 1 and all(cell.is_head for cell in row.said)


def _is_note(row: Row, columns: int) -> bool:
    """A row that leaves the columns: a sentence over them all, or a name and a value over several of them."""
    wide = any(cell.width > 1 for cell in row.said)
    return columns > _PAIR and wide and len(row.said) <= _PAIR


def _part(head: list[Row], body: list[Row], columns: int) -> Iterator[Block]:
    """One head and its rows."""
    body = [row for row in body if not _says_nothing(row)]
    yield from _names_of_nothing(head, [row for row in body if not _is_note(row, columns)])
    if not body:
        return
    lead = list(takewhile(lambda row: _is_note(row, columns), body)) if head else []
    if lead and len(lead) < len(body):
        for row in lead:
            yield from _card([labelled(_name(head, cell.column), cell.text) for cell in row.said])
        body = body[len(lead) :]
    if _is_shared(body):
        shared = body[0].said[0]
        yield Heading(text=labelled(_name(head, shared.column), shared.text), level=CARD_LEVEL)
        body = [row for row in (_without(row, shared.column) for row in body) if row.said]
    used = sorted({cell.column for row in body for cell in row.said})
    names = {column: _name(head, column) for column in used}
    has_names = any(names.values())
    has_notes = any(_is_note(row, columns) for row in body)
    if len(used) == 1 or (not has_names and (has_notes or len(used) != _KEPT_COLUMNS)):
        yield from _simple_list(names, body)
    elif not has_notes and len(used) <= _KEPT_COLUMNS and _is_narrow(names, body):
        header = tuple(names.values()) if has_names else ()
        yield Table(header=header, rows=tuple(_values(row, used) for row in body))
    else:
        yield from _cards(names, body, columns, keeps_dashes=any(not row.is_head for row in head))


def _names_of_nothing(head: list[Row], body: list[Row]) -> Iterator[Block]:
    """Strong cells of the body that name no filled column are words like others; names in the head are only names."""
    used = {cell.column for row in body for cell in row.said}
    strong = [cell for row in head if not row.is_head for cell in row.said if cell.text not in _NOTHING]
    left = [cell.text for cell in strong if used.isdisjoint(range(cell.column, cell.column + cell.width))]
    if left:
        yield Paragraph(text=", ".join(left))


def _is_shared(body: list[Row]) -> bool:
    """Whether the first cell reaches down over all the rows: it is their title."""
    first, *others = body
    starts = not first.said[0].is_repeat and first.said[0].height > len(others)
    return starts and bool(others) and all(row.said[0].is_repeat and len(row.said) > 1 for row in others)


def _without(row: Row, column: int) -> Row:
    """The row less the cell of one column."""
    return replace(row, cells=tuple(cell for cell in row.cells if cell.column != column))


def _name(head: list[Row], column: int) -> str:
    """The words of the head over one column, each once."""
    over = (cell for row in head for cell in row.said if cell.column <= column < cell.column + cell.width)
    return ", ".join(dict.fromkeys(cell.text.rstrip(" :") for cell in over))


def _values(row: Row, used: Sequence[int]) -> tuple[str, ...]:
    """The words of a row, one place a column."""
    texts = {cell.column: cell.text for cell in row.cells}
    return tuple(texts.get(column, "") for column in used)


def _is_narrow(names: dict[int, str], body: list[Row]) -> bool:
    """Whether the columns stand side by side in large letters."""
    columns = [(name, *(_values(row, [column])[0] for row in body)) for column, name in names.items()]
    longest = [max(map(len, column)) for column in columns]
    return max(longest) <= _KEPT_CELL and sum(longest) <= _KEPT_ROW


def _simple_list(names: dict[int, str], body: list[Row]) -> Iterator[Block]:
    """One column, or names and values without a head: a list, or a sentence when there is one row only."""
    name = next(iter(names.values())) if len(names) == 1 else ""
    items = [_pair(row.said) for row in body]
    if len(items) == 1:
        yield Paragraph(text=labelled(name, items[0]))
    elif items:
        yield from [Heading(text=calm(name), level=TITLE_LEVEL)] if name else []
        yield ItemList(items=tuple(items))


def _pair(cells: list[Cell]) -> str:
    """A name, then its values."""
    return labelled(cells[0].text, ", ".join(cell.text for cell in cells[1:])) if len(cells) > 1 else cells[0].text


def _says_nothing(row: Row) -> bool:
    """Only dashes; a name with a dash is kept, for « none » is an answer too."""
    return all(cell.text in _NOTHING for cell in row.said)


def _cards(names: dict[int, str], body: list[Row], columns: int, *, keeps_dashes: bool) -> Iterator[Block]:
    """Each row as a card: a title, then « name: value »; notes join the card above them; what is empty is left out.

    A dash is left out with its name only where the name stands in the head of the table, and so is surely a name.
    """
    titled = _titling_column(names, [row for row in body if not _is_note(row, columns)])
    card: list[str] = []
    for row in body:
        if _is_note(row, columns):
            card.append(_pair(row.said))
            continue
        yield from _card(card)
        told = [cell for cell in row.said if keeps_dashes or cell.text not in _NOTHING]
        cells = {cell.column: labelled(names[cell.column], cell.text) for cell in told}
        title = cells.pop(titled, "")
        if title:
            yield Heading(text=title, level=CARD_LEVEL)
        card = list(cells.values())
    yield from _card(card)


def _titling_column(names: dict[int, str], body: list[Row]) -> int:
    """The first column that names things rather than dates, counts or codes them; -1 when there is none.

    Where two columns bear the same name their order carries the meaning, and no cell may leave its place.
    """
    if len(set(names.values())) < len(names):
        return -1
    for column in names:
        texts = [_values(row, [column])[0] for row in body]
        tells_apart = len(texts) == 1 or len(set(texts)) > 1
        if tells_apart and all(map(_STARTS_A_NAME.match, texts)) and any(map(_WORD.search, texts)):
            return column
    return -1


def _card(items: list[str]) -> Iterator[Block]:
    """A card as a block, if it says anything."""
    if items:
        yield ItemList(items=tuple(items)) if len(items) > 1 else Paragraph(text=items[0])


def labelled(name: str, value: str) -> str:
    """« name : value » with the French no-break space, or what there is of the two."""
    name = name.rstrip(" :" + NO_BREAK)
    return f"{name}{NO_BREAK}: {value}" if name and value else name or value

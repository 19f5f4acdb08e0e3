"""Rows and cells of a narrative table, each cell in its column whatever spans say. Knows nothing of how they read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

MAX_COLUMNS = 20
_REPEATED = 60
"""A cell that spans rows is said again on each of them only when short."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: its words, the columns and rows it covers, and whether it stands as a title."""

    text: str = field(repr=False)
    width: int = 1
    height: int = 1
    is_head: bool = False
    column: int = 0
    is_repeat: bool = False
    """Said again because it reaches down from a row above."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of cells; `is_head` when it stands in the head of the table."""

    cells: tuple[Cell, ...]
    is_head: bool = False

    @property
    def said(self) -> list[Cell]:
        """The cells that hold words."""
        return [cell for cell in self.cells if cell.text]


def place(rows: Sequence[Row]) -> Iterator[Row]:
    """Give every cell its column; cells that reach down from above take their place first."""
    reaching: dict[int, Cell] = {}
    for row in rows:
        own = iter(row.cells)
        cells: list[Cell] = []
        last = max(reaching, default=-1)
        column = 0
        while column < MAX_COLUMNS:
            cell = reaching.get(column) or next(own, None)
            if cell is None and column > last:
                break
            if cell is not None:
                cells.append(cell if cell.column == column else replace(cell, column=column))
            column += 1 if cell is None else cell.width
        beyond = [cell.text for cell in own if cell.text]
        if beyond and cells:
            cells[-1] = replace(cells[-1], text=" ; ".join([cells[-1].text, *beyond]))
        reaching = {cell.column: _below(cell) for cell in cells if cell.height > 1}
        yield Row(cells=tuple(cells), is_head=row.is_head)


def _below(cell: Cell) -> Cell:
    """What is left of a cell on the row under it."""
    text = cell.text if len(cell.text) <= _REPEATED else ""
    return replace(cell, height=cell.height - 1, text=text, is_repeat=True)

"""Reads the body of a demonstration document, written as plain lines, into reading blocks."""

from core.domain.documents import Block, Heading, ItemList, Paragraph, Table


def read_body(body: str) -> tuple[Block, ...]:
    """Parts are set apart by an empty line: « # » opens a heading, « - » an item, « | » a row under a header."""
    parts = [part.strip() for part in body.split("\n\n")]
    return tuple(_block(part.splitlines()) for part in parts if part)


def _block(lines: list[str]) -> Block:
    match lines[0][0]:
        case "#":
            return Heading(text=lines[0].removeprefix("#").strip())
        case "-":
            return ItemList(items=tuple(line.removeprefix("-").strip() for line in lines))
        case "|":
            header, *rows = (tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
            return Table(header=header, rows=tuple(rows))
        case _:
            return Paragraph(text=" ".join(lines))

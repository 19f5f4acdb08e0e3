"""Reading blocks as bytes and back (MessagePack, so that pictures stay as they are). Knows no table."""

from collections.abc import Sequence

import msgspec

from core.domain.documents import Block, Heading, ItemList, PagePicture, Paragraph, Table

_KINDS: dict[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "items": ItemList,
    "table": Table,
    "page": PagePicture,
}
"""The tag written before each block: documents kept today are read for ten years, whatever the classes are called."""

_TAGS = {kind: tag for tag, kind in _KINDS.items()}


def pack_blocks(blocks: Sequence[Block]) -> bytes:
    """Write blocks, each with the tag of its kind."""
    return msgspec.msgpack.encode([(_TAGS[type(block)], block) for block in blocks])


def unpack_blocks(packed: bytes) -> tuple[Block, ...]:
    """Read them back, in order."""
    pairs = msgspec.msgpack.decode(packed, type=list[tuple[str, msgspec.Raw]])
    return tuple(msgspec.msgpack.decode(block, type=_KINDS[tag]) for tag, block in pairs)

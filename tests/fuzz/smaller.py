"""A broken promise shown by as few bytes as possible: what is kept as a seed should say why at a glance."""

from collections.abc import Callable


def kind_of_break(one: Callable[[bytes], None], data: bytes) -> type[BaseException] | None:
    """What kind of error an input makes; None when the promise is kept."""
    try:
        one(data)
    except Exception as broken:  # noqa: BLE001 - whatever a parser lets out is the finding
        return type(broken)
    return None


def smaller(one: Callable[[bytes], None], data: bytes) -> bytes:
    """Cut pieces out, halves first and single bytes last, for as long as the same kind of error remains."""
    kind = kind_of_break(one, data)
    if kind is None:
        return data
    size = len(data)
    while size := size // 2:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + size :]
            if kind_of_break(one, shorter) is kind:
                data = shorter
            else:
                at += size
    return data

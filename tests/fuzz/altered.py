"""Inputs altered by chance, the same ones every time: what a search without instrumentation can do in a few seconds."""

import random
from collections.abc import Callable, Iterator, Sequence

MOST = 6
"""Changes to one input."""
EDGES = (0, 1, 0x1F, 0x7F, 0x80, 0x81, 0x82, 0xFE, 0xFF)


def altered(seeds: Sequence[bytes], words: Sequence[bytes], how_many: int, *, start: int = 1) -> Iterator[bytes]:
    """Give that many inputs, each a seed with a few changes."""
    chance = random.Random(start)  # noqa: S311 - the same inputs every time is the point
    changes = (_flip, _put_edge, _cut_out, _say_again, _end_early, _word(words), _splice(seeds))
    for _ in range(how_many):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, MOST)):
            chance.choice(changes)(data, chance)
        yield bytes(data)


Change = Callable[[bytearray, random.Random], None]


def _at(data: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(data)) if data else 0


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[_at(data, chance)] ^= 1 << chance.randrange(8)


def _put_edge(data: bytearray, chance: random.Random) -> None:
    at = _at(data, chance)
    data[at : at + 1] = bytes((chance.choice(EDGES),))


def _cut_out(data: bytearray, chance: random.Random) -> None:
    at = _at(data, chance)
    del data[at : at + chance.randint(1, 16)]


def _say_again(data: bytearray, chance: random.Random) -> None:
    at = _at(data, chance)
    data[at:at] = data[at : at + chance.randint(1, 32)] * chance.randint(1, 3)


def _end_early(data: bytearray, chance: random.Random) -> None:
    if chance.randrange(4) == 0:
        del data[_at(data, chance) :]


def _word(words: Sequence[bytes]) -> Change:
    def put(data: bytearray, chance: random.Random) -> None:
        at = _at(data, chance)
        data[at : at + chance.choice((0, 0, 1, 8))] = chance.choice(words)

    return put


def _splice(seeds: Sequence[bytes]) -> Change:
    def put(data: bytearray, chance: random.Random) -> None:
        other = chance.choice(seeds)
        at, its = _at(data, chance), chance.randrange(len(other) + 1)
        data[at:] = other[its : its + 4_096]

    return put

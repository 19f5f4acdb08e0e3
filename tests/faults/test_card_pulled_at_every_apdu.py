"""The card of a whole family is pulled at every command of its reading: a status, nothing kept, nobody remembered."""

import gc
from collections.abc import Iterator
from datetime import date

import pytest

from hardware.card_reader.apdu import read_holders
from hardware.card_reader.demonstration_card import DemonstrationCard
from hardware.card_reader.pcsc_slot import CardFailedError
from hardware.card_reader.vitale import UnreadableCardError
from hardware.ports import CardHolder

FAMILIES = [1, 2, 6, 20]


def family(size: int) -> list[CardHolder]:
    """As many people as a card may hold."""
    return [
        CardHolder(
            nir=f"2420399999{number:03}28", family_name="CANARI", first_name="ODETTE", birth_date=date(1942, 3, 12)
        )
        for number in range(size)
    ]


def commands_of(size: int) -> int:
    """How many commands one whole reading takes."""
    card = DemonstrationCard(family(size))
    assert len(read_holders(card.answer)) == size
    return card.commands_seen


class Pulled:
    """A card that a hand takes out at one command, before its answer or in the middle of it."""

    def __init__(self, size: int, at_command: int, share: float | None) -> None:
        self._card = DemonstrationCard(family(size))
        self._at, self._share = at_command, share

    def exchange(self, command: bytes) -> bytes:
        is_now = self._card.commands_seen == self._at
        answer = self._card.answer(command)
        if not is_now:
            return answer
        if self._share is None:
            raise CardFailedError
        return answer[: int(len(answer) * self._share)]


@pytest.fixture(autouse=True)
def nobody() -> Iterator[None]:
    """No holder outlives a reading that failed."""
    yield
    gc.collect()
    assert not [each for each in gc.get_objects() if type(each) is CardHolder and each.family_name == "CANARI"]


@pytest.mark.parametrize("size", FAMILIES)
def test_a_card_pulled_at_any_command_gives_nobody(size: int) -> None:
    """Neither half a family nor an error of another kind: the adapter turns these two into « absent »."""
    for at_command in range(commands_of(size)):
        for share in (None, 0.0, 0.5):
            with pytest.raises((CardFailedError, UnreadableCardError)):
                read_holders(Pulled(size, at_command, share).exchange)


@pytest.mark.parametrize("size", FAMILIES)
def test_a_card_left_in_is_read_whole(size: int) -> None:
    """The control: pulled after the last command, everybody was read; larger families take more commands."""
    assert len(read_holders(Pulled(size, commands_of(size), None).exchange)) == size
    assert commands_of(FAMILIES[0]) < commands_of(FAMILIES[-1])

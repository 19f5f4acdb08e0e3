"""What every card reader keeps to, virtual or through PC/SC."""

from collections.abc import Iterator

import pytest

from hardware.ports import CardReading, CardStatus
from tests.hardware.family import HELOISE, MARCEL, ODETTE
from tests.hardware.slots import PcscSlot, Slot, VirtualSlot
from tests.real_stacks import PCSC, requires


@pytest.fixture(params=["virtual", pytest.param("pcsc", marks=requires(*PCSC))])
def slot(request: pytest.FixtureRequest) -> Iterator[Slot]:
    made = VirtualSlot() if request.param == "virtual" else PcscSlot()
    made.watch()
    yield made
    made.close()


def test_the_present_state_is_told_first(slot: Slot) -> None:
    """An empty slot says so before anything happens."""
    assert slot.next() == CardReading(status=CardStatus.ABSENT)


def test_a_card_is_read_whole_then_absent(slot: Slot) -> None:
    """Card in, its holder known; card out, told once."""
    slot.next()
    slot.insert(ODETTE)
    assert slot.next() == CardReading(status=CardStatus.READ, holders=(ODETTE,))
    slot.pull()
    assert slot.next() == CardReading(status=CardStatus.ABSENT)
    assert slot.is_quiet()


def test_several_people_on_one_card_keep_their_order(slot: Slot) -> None:
    """Two holders may share one number; none is lost, and accents stay."""
    slot.next()
    slot.insert(ODETTE, MARCEL, HELOISE)
    assert slot.next().holders == (ODETTE, MARCEL, HELOISE)


def test_an_unreadable_card_is_told_then_another_is_read(slot: Slot) -> None:
    """Trouble with one card leaves nothing behind for the next."""
    slot.next()
    slot.insert_unreadable()
    assert slot.next() == CardReading(status=CardStatus.UNREADABLE)
    slot.pull()
    assert slot.next_status() is CardStatus.ABSENT
    slot.insert(MARCEL)
    assert slot.next().holders == (MARCEL,)


def test_a_foreign_card_is_not_called_unreadable(slot: Slot) -> None:
    """Another kind of card gets its own words."""
    slot.next()
    slot.insert_foreign()
    assert slot.next() == CardReading(status=CardStatus.FOREIGN)


def test_a_card_pulled_while_it_is_read_is_absent(slot: Slot) -> None:
    """Taking the card out early is a normal event: ABSENT, once, and no holder."""
    slot.next()
    slot.insert_and_pull_at_once()
    assert slot.next() == CardReading(status=CardStatus.ABSENT)
    assert slot.is_quiet()


def test_a_missing_reader_comes_back_by_itself(slot: Slot) -> None:
    """Unplugged, it says so; plugged in again, cards are read without a restart."""
    slot.next()
    slot.unplug()
    assert slot.next_status() is CardStatus.NO_READER
    slot.plug_in()
    assert slot.next_status() is CardStatus.ABSENT
    slot.insert(ODETTE)
    assert slot.next().holders == (ODETTE,)


def test_nothing_is_told_after_close(slot: Slot) -> None:
    """Once closed, a card makes no call; closing twice is harmless."""
    slot.next()
    slot.reader.close()
    slot.insert(ODETTE)
    assert slot.is_quiet()


def test_a_reading_never_shows_a_person_in_a_log() -> None:
    """The repr of what was read names nobody."""
    shown = repr(CardReading(status=CardStatus.READ, holders=(ODETTE,))) + repr(ODETTE)
    assert not any(secret in shown for secret in ("LEFORT", "ODETTE", "2420312", "1942"))

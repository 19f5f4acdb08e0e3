"""Each thing that goes wrong with a card, through the real PC/SC stack, and what is told of it."""

from collections.abc import Iterator

import pytest

from hardware.card_reader.demonstration_card import DemonstrationCard, Mishap, Trouble
from hardware.ports import CardReading, CardStatus
from tests.hardware.family import MARCEL, ODETTE
from tests.hardware.slots import PcscSlot
from tests.real_stacks import PCSC, requires

pytestmark = requires(*PCSC)
COMMANDS_OF_ONE_READING = 5


@pytest.fixture
def slot() -> Iterator[PcscSlot]:
    made = PcscSlot(deadline_seconds=0.5)
    made.watch()
    made.next()
    yield made
    made.close()


def test_one_reading_is_five_commands(slot: PcscSlot) -> None:
    """The tests below pull the card at each of them: if there are more, they must cover more."""
    card = DemonstrationCard([ODETTE])
    slot.put(card)
    slot.next()
    assert card.commands_seen == COMMANDS_OF_ONE_READING


@pytest.mark.parametrize("at_command", range(COMMANDS_OF_ONE_READING))
def test_card_pulled_at_any_command_is_absent_and_the_next_card_is_read(slot: PcscSlot, at_command: int) -> None:
    """No moment of a reading is a bad moment to take the card."""
    slot.put(DemonstrationCard([ODETTE], mishap=Mishap(Trouble.PULLED, at_command)))
    assert slot.next() == CardReading(status=CardStatus.ABSENT)
    slot.pull()
    slot.insert(MARCEL)
    assert slot.next().holders == (MARCEL,)


@pytest.mark.parametrize("trouble", [each for each in Trouble if each is not Trouble.PULLED])
@pytest.mark.parametrize("at_command", [0, 4])
def test_a_card_that_answers_badly_is_unreadable(slot: PcscSlot, trouble: Trouble, at_command: int) -> None:
    """Late, mute, short, huge, garbage or refusing: unreadable within the deadline, and no holder."""
    slot.put(DemonstrationCard([ODETTE], mishap=Mishap(trouble, at_command)))
    assert slot.next() == CardReading(status=CardStatus.UNREADABLE)


def test_a_card_that_answers_too_late_changes_nothing_any_more(slot: PcscSlot) -> None:
    """After the deadline the slot is judged; only a new card changes that."""
    slot.put(DemonstrationCard([ODETTE], mishap=Mishap(Trouble.MUTE, 3)))
    assert slot.next().status is CardStatus.UNREADABLE
    assert slot.is_quiet()
    slot.pull()
    assert slot.next().status is CardStatus.ABSENT
    slot.insert(ODETTE)
    assert slot.next().status is CardStatus.READ


@pytest.mark.parametrize("atr", [b"\x00", b"\x3b", b"\xff" * 10])
def test_a_card_without_a_true_answer_to_reset_is_unreadable(slot: PcscSlot, atr: bytes) -> None:
    """Upside down, worn or dead: never called another kind of card."""
    slot.put(DemonstrationCard([ODETTE], atr=atr))
    assert slot.next() == CardReading(status=CardStatus.UNREADABLE)
    slot.pull()
    assert slot.next().status is CardStatus.ABSENT


def test_a_card_with_nobody_on_it_is_unreadable(slot: PcscSlot) -> None:
    """READ always comes with somebody."""
    slot.insert()
    assert slot.next() == CardReading(status=CardStatus.UNREADABLE)


def test_closing_does_not_wait_for_a_mute_card(slot: PcscSlot) -> None:
    """A terminal can stop while a card holds the line."""
    slot.put(DemonstrationCard([ODETTE], mishap=Mishap(Trouble.MUTE, 0)))
    slot.reader.close()
    assert slot.told.empty()

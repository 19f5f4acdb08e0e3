"""The organ donation journey by telephone: the law heard whole, things one by one, 7 and 8, mode discret."""

import pytest

from core.demo.people import ODETTE
from core.domain.organ_donation import Organ, Position
from ivr.exchange import CallEnd
from ivr.line.virtual import Early, Event, presses
from ivr.turns import Quiet, Said
from tests.conftest import Space
from tests.ivr.conftest import Ring, proves

KIDNEYS_AND_CORNEAS = presses("22212212")
TO_LAST_QUESTION: list[Event] = [*proves(), *presses("4"), *presses("12"), *KIDNEYS_AND_CORNEAS, *presses("1")]


def kept(space: Space) -> object:
    """What the store holds for her."""
    with space.store.begin() as records:
        return records.organ_donation.latest(space.people[ODETTE.name])


def test_a_refusal_of_some_organs_is_said_one_by_one_read_back_confirmed_and_kept(ring: Ring, space: Space) -> None:
    """Kidneys and corneas, recap, 7: stored once, and the receipt's number can be heard."""
    told = ring(TO_LAST_QUESTION, presses("7"), presses("2"))
    with space.store.begin() as records:
        choice = records.organ_donation.latest(space.people[ODETTE.name])
    assert choice is not None
    assert (choice.position, choice.organs) == (Position.REFUSAL, frozenset({Organ.KIDNEYS, Organ.CORNEAS}))
    assert told.acts.count("state-organ-donation-choice") == 1
    assert "les reins et les corn" in told.line.turns[-5].text
    assert told.said("receipt-number") == 1


def test_eight_keeps_nothing(ring: Ring, space: Space) -> None:
    """No is as easy as yes."""
    told = ring(TO_LAST_QUESTION, presses("8"))
    assert kept(space) is None
    assert told.said("organ-donation-nothing-kept") == 1


def test_hanging_up_before_seven_keeps_nothing(ring: Ring, space: Space) -> None:
    """The last question was heard, the line is cut: nothing is stored."""
    told = ring(TO_LAST_QUESTION)
    assert told.keys[-1] == ("organ-donation-keep.spoken",)
    assert kept(space) is None
    assert told.end is CallEnd.HUNG_UP


@pytest.mark.parametrize("key", list("1234"))
def test_the_keys_that_chose_do_not_confirm(ring: Ring, space: Space, key: str) -> None:
    """1 to 4 at the last question say which keys confirm, and say the choice again."""
    told = ring(TO_LAST_QUESTION, presses(key))
    assert told.keys[-1] == ("telephone-confirm-keys", "organ-donation-keep.spoken")
    assert "les reins" in told.line.turns[-1].text
    assert kept(space) is None


def test_silence_at_the_last_question_keeps_nothing(ring: Ring, space: Space) -> None:
    """Silence is never a yes."""
    told = ring(TO_LAST_QUESTION, Quiet.QUIET, Quiet.QUIET, Quiet.QUIET, Quiet.QUIET)
    assert told.end is CallEnd.NOBODY_THERE
    assert kept(space) is None


@pytest.mark.parametrize("said", ["oui", "oui oui", "je confirme"])
def test_speech_never_confirms(ring: Ring, space: Space, said: str) -> None:
    """A grave act is confirmed with a key."""
    told = ring(TO_LAST_QUESTION, Said(text=said))
    assert told.keys[-1][0] == "telephone-unsure"
    assert kept(space) is None


def test_the_last_question_is_heard_to_its_end(ring: Ring, space: Space) -> None:
    """A 7 pressed while the question is still being said does not count; help does."""
    told = ring(TO_LAST_QUESTION, Early(key="7"), Early(key="0"))
    assert told.keys[-1][0] == "telephone-help"
    assert kept(space) is None


def test_the_law_is_heard_to_its_end(ring: Ring) -> None:
    """Keys do not cut the law's words, except those that lead out."""
    told = ring(proves(), presses("4"), Early(key="1"), Early(key="9"), presses("3"))
    law = [keys for keys in told.keys if keys[0] == "organ-donation-law.spoken"]
    assert len(law) == 1
    assert told.line.cuts == 0


def test_other_words_may_be_cut_short(ring: Ring) -> None:
    """Who knows the menu does not wait."""
    told = ring(Early(key="1"), presses(ODETTE.access_number))
    assert told.line.cuts == 1
    assert told.keys[2] == ("phone-secret-code.spoken",)


def test_picking_nothing_is_told_and_asked_again(ring: Ring) -> None:
    """Passing over everything refuses nothing, and says so."""
    told = ring(proves(), presses("412"), presses("2" * 8))
    assert told.keys[-1][0] == "telephone-nothing-picked"


def test_back_among_several_is_the_one_before(ring: Ring, space: Space) -> None:
    """A slip on one organ is mended by hash, then the right key."""
    told = ring(proves(), presses("412"), presses("1#2"), presses("2" * 6 + "1"), presses("1"), presses("7"))
    with space.store.begin() as records:
        choice = records.organ_donation.latest(space.people[ODETTE.name])
    assert choice is not None
    assert choice.organs == frozenset({Organ.OTHER_TISSUES})
    assert told.end is CallEnd.HUNG_UP


def test_five_says_no_content_at_once_and_without_comment(ring: Ring) -> None:
    """Somebody comes in: the same list, without what it holds."""
    told = ring(proves(), presses("1"), presses("5"))
    assert told.keys[-1][0] == "documents.discreet"
    assert "sang" in told.line.turns[-2].text
    assert "sang" not in told.line.turns[-1].text


def test_in_mode_discret_a_document_is_not_read_until_she_is_alone(ring: Ring) -> None:
    """The content waits for the question of words.md V7, asked again, and for its answer."""
    told = ring(proves(), presses("15"), presses("1"), presses("1"), presses("1"))
    assert told.keys[-3] == ("telephone-discreet-document",)
    assert told.keys[-2] == ("telephone-who-hears",)
    assert told.keys[-1][0] == "document.spoken"


def test_a_choice_changed_by_telephone_leaves_the_same_trace_as_at_a_kiosk(ring: Ring) -> None:
    """One leaf for the reading, one for the choice, one for the paper that is not here."""
    told = ring(TO_LAST_QUESTION, presses("7"))
    assert told.acts[-3:] == ["read-organ-donation", "state-organ-donation-choice", "record-receipt-given"]


def test_the_number_of_the_receipt_is_said_again_and_slower(ring: Ring) -> None:
    """Digit by digit in two groups; star says it again, star again at once says it slowly."""
    told = ring(TO_LAST_QUESTION, presses("72"), Early(key="*"), Early(key="*"))
    said = [turn for turn in told.line.turns if turn.keys == ("receipt-number.spoken",)]
    assert [turn.manner.is_slow for turn in said] == [False, False, True]
    assert len({turn.text for turn in said}) == 1
    first, second = said[0].text.rstrip(".").split(" : ")[-1].split(" ; ")
    assert (first.count(","), second.count(",")) == (2, 2)

"""How keys are gathered: waits, cuts, keys pressed ahead, held or doubled; what people complained of (voice.md A3)."""

import asyncio
from dataclasses import dataclass, field

import pytest

from core.demo.people import ODETTE
from core.journeys.steps import Enter, EntryKind
from core.texts.words import Words
from ivr.hearing import TALK, hear
from ivr.line.virtual import Early, Event, VirtualLine, presses
from ivr.prompt import ALL_KEYS, FIXED, prompt_for
from ivr.saying import ENTRY_FIRST_WAIT, ENTRY_NEXT_WAIT
from ivr.turns import Attempt, CallView, Expected, Gone, Heard, Pressed, Prompt, Quiet, Said
from ivr.voice.sound import Manner
from tests.ivr.conftest import Ring, proves
from tests.ivr.test_sound_line import LAW, Peer, after, run

QUIET = Quiet.QUIET
TALKS = Said(text="attendez")


@dataclass(kw_only=True)
class NotingLine(VirtualLine):
    """Keeps which keys could cut, at each listening."""

    cutting: list[frozenset[str]] = field(default_factory=list)

    async def listen(self, expected: Expected) -> Heard | Gone:
        self.cutting.append(expected.interrupts)
        return await super().listen(expected)


@pytest.fixture
def code(words: Words) -> Prompt:
    """Six digits are asked for."""
    return prompt_for(Enter(key="secret-code", kind=EntryKind.SECRET, length=6), words, Attempt(), CallView())


def heard_by(prompt: Prompt, *events: Event | list[Event]) -> tuple[Heard | Gone, NotingLine]:
    """What a prompt gathers from these."""
    flat = [event for item in events for event in (item if isinstance(item, list) else [item])]
    line = NotingLine(events=flat)
    return asyncio.run(hear(line, prompt, Manner(), 1.0)), line


# --- Waits ----------------------------------------------------------------------------------------------


def test_after_the_first_digit_only_the_wait_between_digits_counts(code: Prompt) -> None:
    """Fifteen seconds to find the card, then eight a digit: the first wait is over (jambonz 1306)."""
    heard, line = heard_by(code, presses("482615"))
    assert heard == Pressed(keys="482615")
    assert line.waits == [ENTRY_FIRST_WAIT, *[ENTRY_NEXT_WAIT] * 5]


def test_a_pause_between_digits_is_not_a_silence(ring: Ring) -> None:
    """Digits are missing, and that is what is said (jambonz 250)."""
    told = ring(presses("1"), presses("123"), QUIET)
    assert told.keys[2][0] == "telephone-incomplete"
    assert told.said("telephone-silence") == 0


def test_three_troubles_have_three_words(ring: Ring) -> None:
    """Silence, a key that means nothing, words not understood: each is told as it is."""
    told = ring(QUIET, presses("6"), TALKS)
    assert [keys[0] for keys in told.keys[1:3]] == ["telephone-silence", "telephone-unused-key"]
    assert ring(TALKS).keys[1][0] == "telephone-unsure"


# --- Talking while typing -------------------------------------------------------------------------------


def test_a_digit_ends_listening_to_words(code: Prompt) -> None:
    """People talk while they type: the digits count, the words do not (jambonz 552)."""
    heard, _ = heard_by(code, presses("48"), TALKS, presses("26"), TALKS, presses("15"))
    assert heard == Pressed(keys="482615")


def test_a_radio_does_not_hold_an_entry_for_ever(code: Prompt) -> None:
    """Words without end are a silence."""
    heard, line = heard_by(code, presses("48"), *[TALKS] * (TALK + 2))
    assert heard == Pressed(keys="48")
    assert len(line.waits) == TALK + 3


# --- Keys that cut --------------------------------------------------------------------------------------


def test_what_may_cut_is_said_anew_at_each_listening(ring: Ring, code: Prompt) -> None:
    """The law's words let nothing cut them; the next question does again (jambonz 282)."""
    _, line = heard_by(code, presses("482615"))
    assert set(line.cutting) == {ALL_KEYS}
    told = ring(proves(), presses("43"), Early(key="1"))
    assert told.said("organ-donation-law") == 1
    assert told.line.cuts == 1
    assert told.keys[-1][0] == "documents.spoken"


@pytest.mark.parametrize("key", list("1234789"))
def test_nothing_typed_ahead_shortens_the_law(ring: Ring, key: str) -> None:
    """Every word of it is said, once, and the question that follows has taken no answer."""
    told = ring(proves(), presses("4"), Early(key=key))
    assert told.said("organ-donation-law") == 1
    assert told.keys[-1][0] == "organ-donation-wish.spoken"


# --- Keys pressed ahead, doubled ------------------------------------------------------------------------


def test_who_knows_the_menu_by_heart_types_ahead(ring: Ring) -> None:
    """Each key cuts its own question and answers it, in order."""
    told = ring(proves(), Early(key="1"), Early(key="2"))
    assert [keys[0] for keys in told.keys[-3:]] == ["main-menu.spoken", "documents.spoken", "document.spoken"]
    assert told.line.cuts == 2


def test_three_numbers_typed_in_one_go_are_all_heard(ring: Ring) -> None:
    """Eight digits, six, six: nothing is lost between two questions."""
    digits = f"1{ODETTE.access_number}{ODETTE.secret}{ODETTE.codes[0]}"
    told = ring([Early(key=digit) for digit in digits])
    assert told.keys[-1][0] == "who-hears.spoken"


def test_a_code_may_hold_the_same_digit_twice(code: Prompt) -> None:
    """No key is taken for an echo of the one before."""
    heard, _ = heard_by(code, presses("112233"))
    assert heard == Pressed(keys="112233")


@pytest.mark.parametrize("ahead", ["7", "77", "17"])
def test_a_seven_typed_ahead_confirms_nothing(ring: Ring, ahead: str) -> None:
    """A doubled or hasty key never reaches the last question: it must be heard first."""
    to_the_recap = [presses("4"), presses("1"), presses("1"), presses("1")]
    told = ring(proves(), *to_the_recap, [Early(key=key) for key in ahead], QUIET, QUIET, QUIET, QUIET)
    assert told.said("organ-donation-keep") > 0
    assert not [act for act in told.acts if "state" in act]


def test_keys_typed_ahead_on_a_real_line_count_in_order_and_never_in_a_last_question() -> None:
    """1 and 2 answer two questions; 7, typed before the last one was said, is dropped."""

    async def story(peer: Peer) -> None:
        for digit in "127":
            peer.line.press(digit)
        for expected in "12":
            await peer.line.say([LAW], Manner())
            assert await peer.line.listen(after(5.0, ALL_KEYS)) == Pressed(keys=expected)
        await peer.line.say([LAW], Manner())
        listening = asyncio.create_task(peer.line.listen(after(0.05, FIXED)))
        await asyncio.sleep(0)
        await peer.plays()
        assert await listening is QUIET

    run(story)


# --- Star and hash inside an entry ------------------------------------------------------------------------


def test_hash_clears_and_star_repeats_wherever_they_come(ring: Ring) -> None:
    """What was typed before is gone, and the whole number is asked for again."""
    told = ring(presses("1"), presses("123#"), presses("45*"), presses(ODETTE.access_number))
    assert told.keys[2] == ("telephone-cleared", "access-number.spoken")
    assert told.keys[3] == ("access-number.spoken",)
    assert told.keys[4][0] == "phone-secret-code.spoken"

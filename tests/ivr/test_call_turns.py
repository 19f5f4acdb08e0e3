"""Silence, wrong keys, help, slower, back, time: what the telephone does when a turn does not go straight on."""

import pytest
import structlog

from core.journeys.questions import Journey
from core.journeys.steps import Tell
from core.texts.words import load_words
from ivr.asides import aside_for
from ivr.exchange import CallEnd
from ivr.humans import Humans
from ivr.line.virtual import presses
from ivr.turns import Aside, Attempt, CallView, Quiet, Said, Wish
from tests.ivr.conftest import OURS, PASSED, Ring, proves

QUIET = Quiet.QUIET
NOBODY = Humans()


def test_silence_and_a_wrong_key_have_different_words(ring: Ring) -> None:
    """Silence is given time; a key that means nothing is named so."""
    told = ring(QUIET, presses("6"))
    assert told.keys[1][0] == "telephone-silence"
    assert told.keys[2][0] == "telephone-unused-key"


def test_a_second_silence_says_it_otherwise_and_slower(ring: Ring) -> None:
    """Other words, slower, and the way to a person (words.md 2.11)."""
    told = ring(QUIET, QUIET)
    assert not told.line.turns[1].manner.is_slow
    assert told.keys[2][0] == "phone-welcome.again"
    assert told.keys[2][-1] == "telephone-way-to-human"
    assert told.line.turns[2].manner.is_slow


def test_a_third_silence_asks_whether_somebody_is_there_and_the_end_is_said(ring: Ring) -> None:
    """Twenty seconds more, then the call ends in words, never without."""
    told = ring(QUIET, QUIET, QUIET, QUIET)
    assert told.keys[3] == ("telephone-still-there",)
    assert told.line.waits[3] == 20.0
    assert told.keys[4] == ("telephone-silence-end",)
    assert (told.end, told.line.end) == (CallEnd.NOBODY_THERE, OURS)


@pytest.mark.parametrize("key", list("0123456789*#"))
def test_any_key_answers_are_you_still_there(ring: Ring, key: str) -> None:
    """Every key, even one that means nothing, goes back to the question."""
    told = ring(QUIET, QUIET, QUIET, presses(key))
    assert told.keys[4][0] == "phone-welcome.spoken"


def test_three_wrong_keys_give_a_person(ring: Ring) -> None:
    """Three strikes, then a human: never a silent hang-up."""
    told = ring(presses("666"))
    assert told.line.turns[-1].keys == ("human-handover.spoken",)
    assert (told.end, told.line.end) == (CallEnd.HUMAN, PASSED)


def test_words_not_understood_are_strikes_with_their_own_words(ring: Ring) -> None:
    """« Je n'ai pas compris » is neither a silence nor a wrong key."""
    told = ring(Said(text="un bateau"), presses("6"), Said(text="oui mais"))
    assert told.keys[1][0] == "telephone-unsure"
    assert told.end is CallEnd.HUMAN


def test_when_nobody_answers_the_call_goes_on(ring: Ring) -> None:
    """At night the hours are said, and hash leads back to the question."""
    told = ring(presses("00"), presses("#42"), humans=NOBODY)
    assert told.keys[2][0] == "person-closed.spoken"
    assert told.keys[3][0] == "phone-welcome.spoken"
    assert told.keys[4][0] == "phone-places.spoken"
    assert told.keys[5][0] == "phone-hours.spoken"


def test_zero_is_help_and_zero_again_a_person(ring: Ring) -> None:
    """The same two keys from every step."""
    told = ring(presses("00"))
    assert told.keys[1][0] == "telephone-help"
    assert told.end is CallEnd.HUMAN


def test_help_makes_the_voice_slower_and_louder_for_the_whole_call(ring: Ring) -> None:
    """Slower and louder stay until the end, and waits grow from 7 to 10 s."""
    told = ring(presses("01"), presses("02"), presses("4"), presses("6"))
    assert told.line.turns[-1].manner.is_slow
    assert told.line.turns[-1].manner.is_loud
    assert told.line.waits[-1] == pytest.approx(10.0)


def test_help_tells_where_one_is_and_stops_everything(ring: Ring) -> None:
    """0 then 3 says the step; 0 then 4 ends like an ordinary end."""
    told = ring(proves(), presses("03"), presses("04"))
    assert ("telephone-where", "main-menu") in told.keys
    assert told.line.turns[-1].keys == ("telephone-goodbye",)
    assert told.end is CallEnd.STOPPED


def test_star_repeats_and_star_again_is_slower(ring: Ring) -> None:
    """Repeating is no strike, however often."""
    told = ring(presses("****"))
    assert len({turn.text for turn in told.line.turns}) == 1
    assert [turn.manner.is_slow for turn in told.line.turns] == [False, False, True, True, True]


def test_hash_goes_back_and_says_so_where_nothing_is_before(ring: Ring) -> None:
    """Back from the list to the menu; at the menu, nothing is before."""
    told = ring(proves(), presses("1"), presses("##"))
    assert told.keys[-2][0] == "main-menu.spoken"
    assert told.keys[-1][0] == "telephone-no-back"


def test_back_passes_over_what_is_only_told(ring: Ring) -> None:
    """From the wish, one hash is the menu and not the law's words again."""
    told = ring(proves(), presses("4"), presses("#"))
    assert told.keys[-1][0] == "main-menu.spoken"


def test_a_long_call_is_asked_warned_and_ended_in_words(ring: Ring) -> None:
    """Ten minutes: a question; fourteen: a warning; fifteen: the end, and what is confirmed is kept."""
    told = ring(presses("*" * 17 + "1" + "*" * 40))
    asked = [index for index, keys in enumerate(told.keys) if "telephone-ten-minutes" in keys]
    warned = [index for index, keys in enumerate(told.keys) if "telephone-one-minute-left" in keys]
    assert len(asked) == 1
    assert len(warned) == 1
    assert asked < warned
    assert told.keys[asked[0] + 1][0] == "phone-welcome.spoken"
    assert told.line.turns[-1].keys == ("telephone-time-over",)
    assert (told.end, told.line.end) == (CallEnd.TOO_LONG, OURS)


def test_ten_minutes_are_never_answered_by_a_key_meant_for_something_else() -> None:
    """Somebody quick, in the middle of eight organs, presses 2 as the question begins: it is not « terminer »."""
    asked = aside_for(Aside.TEN_MINUTES, load_words(), Attempt(), CallView())
    assert not asked.interrupts & set("12346789")
    assert asked.keys["2"] is Wish.STOP
    assert {asked.keys[key] for key in "1346789"} == {Wish.RESUME}


def test_hanging_up_ends_the_visit(ring: Ring) -> None:
    """Nothing of the person is left in the visit."""
    told = ring(proves(), presses("1"))
    assert told.end is CallEnd.HUNG_UP
    assert told.visit.patient is None
    assert told.visit.is_over


def test_a_lost_code_is_passed_to_a_person(ring: Ring) -> None:
    """The journey itself hands over, in its own words."""
    told = ring(presses("33"))
    assert told.line.turns[-1].keys == ("human-handover.spoken",)
    assert (told.end, told.line.end) == (CallEnd.HUMAN, PASSED)


def test_a_lost_code_at_night_is_told_when_somebody_answers(ring: Ring) -> None:
    """Nobody is dialled in vain; hash leads back to the welcome."""
    told = ring(presses("33##"), humans=NOBODY)
    assert [keys[0] for keys in told.keys[2:]] == [
        "phone-new-codes.spoken",
        "person-closed.spoken",
        "phone-first-time.spoken",
        "phone-welcome.spoken",
    ]
    assert told.end is CallEnd.HUNG_UP


def test_a_bug_ends_in_words_and_with_a_person(ring: Ring) -> None:
    """What is kept and what nobody knows yet, a person; nothing of the visit remains, no word of hers is logged."""

    def broken() -> Journey[None]:
        yield Tell(key="phone-hours")
        raise RuntimeError("Madame Lefort")

    with structlog.testing.capture_logs() as events:
        told = ring(journey=broken)
    assert told.line.turns[-1].keys == ("telephone-trouble", "human-handover.spoken")
    assert "Nous ne savons pas encore si votre dernière demande est gardée." in told.line.turns[-1].text
    assert (told.end, told.line.end) == (CallEnd.FAILED, PASSED)
    assert told.visit.is_over
    assert "Lefort" not in repr(events)
    assert events[0]["bug"] == "RuntimeError"

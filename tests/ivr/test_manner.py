"""How this caller is spoken to, kept for the call; positions in lists; and how long a call lasts."""

from datetime import timedelta

import pytest

from core.domain.documents import Paragraph, Table
from core.texts.words import Words
from ivr.call_length import CallLength, Notice
from ivr.exchange import CallEnd
from ivr.line.virtual import WORDS_A_SECOND, presses
from ivr.prompt import prompt_for
from ivr.saying import SLOW_RATIO
from ivr.turns import Attempt, Quiet, Said
from ivr.voice.sound import SLOW_SPEED
from service.clock import SettableClock
from tests.conftest import MORNING
from tests.ivr.conftest import OURS, Ring, proves
from tests.ivr.test_prompt import PROVED, after, reading, said

A_MINUTE = 60.0


# --- Slower, louder -------------------------------------------------------------------------------------


@pytest.mark.parametrize("ways", [presses("01"), presses("**"), [Said(text="moins vite")]])
def test_slower_is_kept_for_the_call(ring: Ring, ways: list[object]) -> None:
    """0 then 1, star twice, or said: the next questions are said slowly, and wait ten seconds."""
    told = ring(ways, presses("1"), Quiet.QUIET, presses("#"))
    assert told.line.turns[-1].manner.is_slow
    assert told.keys[-1][0] == "phone-welcome.spoken"
    assert told.line.waits[-1] == pytest.approx(10.0)


def test_star_once_is_not_slower(ring: Ring) -> None:
    """Once is « répéter »."""
    told = ring(presses("*"), presses("1"))
    assert not told.line.turns[-1].manner.is_slow


def test_slower_and_louder_are_undone_where_they_were_asked(ring: Ring) -> None:
    """0 then 1 again is the normal speed, 0 then 2 the normal sound; help offers what can be done, and it is said."""
    told = ring(presses("01"), presses("02"), presses("01"), presses("02"), presses("1"))
    helps = [keys for keys in told.keys if keys[0] == "telephone-help"]
    assert "telephone-help-slower" in helps[0]
    assert {"telephone-help-normal-speed", "telephone-help-normal-sound"} <= set(helps[2])
    assert told.said("telephone-normal-speed") == told.said("telephone-normal-sound") == 1
    last = told.line.turns[-1].manner
    assert (last.is_slow, last.is_loud) == (False, False)


def test_saying_slower_twice_is_never_faster(ring: Ring) -> None:
    """Only the key of the help level undoes it."""
    told = ring(Said(text="moins vite"), Said(text="moins vite"))
    assert told.line.turns[-1].manner.is_slow


# --- Ten, fourteen, fifteen minutes -----------------------------------------------------------------------


def test_nobody_is_cut_off_without_the_warning_and_its_minute() -> None:
    """A turn that began before fourteen minutes and ended after fifteen: the warning comes first, then a minute."""
    clock = SettableClock(MORNING)
    length = CallLength(clock)
    clock.advance(timedelta(minutes=13, seconds=50))
    assert length.notice() is Notice.TEN_MINUTES
    clock.advance(timedelta(minutes=2))
    assert length.notice() is Notice.ONE_MINUTE_LEFT
    clock.advance(timedelta(seconds=59))
    assert length.notice() is None
    clock.advance(timedelta(seconds=1))
    assert length.notice() is Notice.TIME_OVER


def test_a_long_reading_is_warned_and_ended_in_words(ring: Ring) -> None:
    """In the middle of a document as anywhere, and what follows the question is the same part again."""
    told = ring(proves(), presses("11"), presses("*" * 200))
    order = [key for keys in told.keys for key in keys if key.startswith("telephone-")]
    asked, warned = order.index("telephone-ten-minutes"), order.index("telephone-one-minute-left")
    assert asked < warned < order.index("telephone-time-over")
    assert (told.end, told.line.end) == (CallEnd.TOO_LONG, OURS)


def test_a_slow_entry_is_warned_and_ended_in_words(ring: Ring) -> None:
    """Somebody who types a digit, then nothing, again and again."""
    told = ring(presses("1"), [event for _ in range(80) for event in (*presses("1#1*"), Quiet.QUIET)])
    assert told.said("telephone-ten-minutes") == told.said("telephone-one-minute-left") == 1
    assert told.line.turns[-1].keys == ("telephone-time-over",)


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(text="hémoglobine, " * 200),
        Paragraph(text="hémoglobine " * 200),
        Table(header=("", "Valeur"), rows=(("Sucre", "stable " * 200),)),
    ],
    ids=["commas", "words", "cell"],
)
def test_no_part_of_a_document_lasts_a_minute(words: Words, block: Paragraph | Table) -> None:
    """Even said slowly, even when its author never wrote a full stop: a key is always near, and nothing is left out."""
    step, attempt, heard = reading(block), Attempt(), 0
    while "telephone-document-end" not in said(prompt := prompt_for(step, words, attempt, PROVED)):
        text = " ".join(sentence.text for sentence in prompt.says)
        assert len(text.split()) / WORDS_A_SECOND / SLOW_SPEED < A_MINUTE
        heard += text.count("hémoglobine") + text.count("stable")
        attempt = after(prompt, "9", attempt, words)
    assert heard == 200
    assert SLOW_RATIO > 1

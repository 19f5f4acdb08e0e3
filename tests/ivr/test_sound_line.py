"""A stream's line without a socket: what counts as an answer, what is dropped, when the voice is taken as finished."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.speech.virtual import VirtualSynthesizer
from ivr.line.playout import Pace
from ivr.line.sound_line import SoundLine
from ivr.line.twilio.media_messages import BadMessageError, Key, Played, Stop, Words, read
from ivr.line.twilio.media_out import MediaOut
from ivr.line.twilio.media_stream import take
from ivr.prompt import ALL_KEYS, FIXED
from ivr.turns import Expected, Gone, Pressed, Quiet, Said, Sentence
from ivr.voice.sound import Manner, Voice

LAW = Sentence(key="law", text="Ceci est la loi.", is_personal=False)


def after(wait: float, interrupts: frozenset[str]) -> Expected:
    """An answer is expected."""
    return Expected(wait=wait, interrupts=interrupts, is_question=True)


class Peer:
    """The other end: keeps what it is sent, and says that marks were played when told so."""

    def __init__(self, pace: Pace | None = None) -> None:
        self.sent: list[dict[str, Any]] = []
        self._is_all_sent = asyncio.Event()
        self.line = SoundLine(
            voice=Voice(VirtualSynthesizer(), "virtual"),
            out=MediaOut(stream_sid="MZ1", send=self.take),
            pace=pace or Pace(look_ahead=600),
        )

    async def take(self, text: str) -> bool:
        self.sent.append(json.loads(text))
        if self.sent[-1].get("mark", {}).get("name") == self.line.playout.last_mark:
            self._is_all_sent.set()
        return True

    def events(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.sent if message["event"] == kind]

    async def plays(self) -> None:
        """Everything sent so far was heard."""
        async with asyncio.timeout(5):
            await self._is_all_sent.wait()
        take(self.line, Played(name=self.line.playout.last_mark))


def run(story: Callable[[Peer], Awaitable[None]], pace: Pace | None = None) -> Peer:
    """Play a story while the line is pumped."""

    async def play() -> Peer:
        peer = Peer(pace)
        pumping = asyncio.create_task(peer.line.playout.pump())
        async with asyncio.timeout(10):
            await story(peer)
        pumping.cancel()
        return peer

    return asyncio.run(play())


def test_a_key_during_the_law_is_dropped_and_one_after_it_counts() -> None:
    """And both may arrive in the same breath as the news that the voice has finished."""

    async def story(peer: Peer) -> None:
        await peer.line.say([LAW], Manner())
        listening = asyncio.create_task(peer.line.listen(after(5.0, FIXED)))
        await asyncio.sleep(0)
        take(peer.line, Key(digit="7"))
        await peer.plays()
        take(peer.line, Key(digit="8"))
        assert await listening == Pressed(keys="8")

    assert run(story).events("clear") == []


def test_a_key_pressed_before_the_question_does_not_answer_it() -> None:
    """Typed ahead of the last question, it was meant for something else."""

    async def story(peer: Peer) -> None:
        take(peer.line, Key(digit="7"))
        await peer.line.say([LAW], Manner())
        listening = asyncio.create_task(peer.line.listen(after(0.05, FIXED)))
        await asyncio.sleep(0)
        await peer.plays()
        assert await listening is Quiet.QUIET

    run(story)


@pytest.mark.parametrize("key", sorted(FIXED))
def test_the_keys_that_lead_out_stop_the_law(key: str) -> None:
    """0, star, hash and 5 are heard at once, and the rest is cleared."""

    async def story(peer: Peer) -> None:
        await peer.line.say([LAW], Manner())
        listening = asyncio.create_task(peer.line.listen(after(5.0, FIXED)))
        await asyncio.sleep(0)
        take(peer.line, Key(digit=key))
        assert await listening == Pressed(keys=key)

    assert len(run(story).events("clear")) == 1


def test_silence_is_counted_from_the_last_word() -> None:
    """A long prompt takes nothing from the time to answer."""

    async def story(peer: Peer) -> None:
        await peer.line.say([LAW], Manner())
        listening = asyncio.create_task(peer.line.listen(after(0.05, ALL_KEYS)))
        done, _ = await asyncio.wait({listening}, timeout=0.3)
        assert not done
        await peer.plays()
        assert await listening is Quiet.QUIET

    run(story)


def test_a_caller_who_left_is_gone_for_good() -> None:
    """Every later listening says so at once."""

    async def story(peer: Peer) -> None:
        take(peer.line, Stop())
        assert await peer.line.listen(after(5.0, ALL_KEYS)) is Gone.GONE
        await peer.line.say([LAW], Manner())
        assert await peer.line.listen(after(5.0, ALL_KEYS)) is Gone.GONE
        await peer.line.hang_up()

    run(story)


def test_typed_words_are_heard_on_a_demonstration_site_only() -> None:
    """A real operator has no such message."""

    async def hears(peer: Peer) -> None:
        take(peer.line, Words(text="oui"))
        assert await peer.line.listen(after(0.05, ALL_KEYS)) == Said(text="oui")

    async def does_not(peer: Peer) -> None:
        take(peer.line, Words(text="oui"))
        assert await peer.line.listen(after(0.05, ALL_KEYS)) is Quiet.QUIET

    run(hears, Pace(shows_texts=True))
    run(does_not)


def test_words_leave_in_marks_on_a_demonstration_site_only() -> None:
    """In production a mark is a number."""

    async def story(peer: Peer) -> None:
        await peer.line.say([LAW], Manner())
        listening = asyncio.create_task(peer.line.listen(after(0.05, ALL_KEYS)))
        await asyncio.sleep(0)
        await peer.plays()
        await listening

    assert "Ceci est la loi." in repr(run(story, Pace(shows_texts=True)).sent)
    assert "Ceci" not in repr(run(story).sent)


@given(text=st.text(max_size=200) | st.recursive(st.none() | st.text(max_size=8), st.lists).map(json.dumps))
def test_whatever_arrives_is_a_message_or_is_refused(text: str) -> None:
    """No other exception comes out of reading."""
    try:
        read(text)
    except BadMessageError:
        return


INNER = ("digit", "name", "streamSid", "callSid", "customParameters")
VALUES = st.none() | st.integers() | st.text(max_size=5)
PARTS = st.dictionaries(st.sampled_from(INNER), VALUES | st.dictionaries(st.just("token"), VALUES))
EVENTS = st.fixed_dictionaries(
    {"event": st.sampled_from(["start", "dtmf", "mark", "media", "stop", "words"])},
    optional=dict.fromkeys(("start", "dtmf", "mark", "text", "stop"), VALUES | PARTS),
)


@given(message=EVENTS)
def test_a_misshapen_event_changes_nothing(message: dict[str, Any]) -> None:
    """Known events with parts missing or of the wrong kind are read, and passed over by the line."""
    peer = Peer()
    take(peer.line, read(json.dumps(message)))
    assert peer.sent == []

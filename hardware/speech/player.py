"""Says words aloud through the loudspeaker of the terminal: plays in a process that can be ended, sentence by sentence.

Knows a voice and a sound program, never whose words they are.
"""

import os
import shutil
import subprocess
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from threading import Condition, Thread

from hardware.ports import Sound, Speaker, SpeechStatus, Synthesizer
from hardware.speech.sentences import sentences

Play = Callable[[Sound], Sequence[str]]
"""The command that plays this sound from its standard input."""

_LOUDEST = 2.0
_HIGHEST, _LOWEST = 32_767, -32_768


def find_player() -> Play | None:
    """Find a program and a device that can be heard; None when there is no sound here."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))
    if shutil.which("paplay") and ("PULSE_SERVER" in os.environ or (runtime / "pulse" / "native").exists()):
        return lambda sound: ("paplay", "--raw", "--format=s16le", "--channels=1", f"--rate={sound.rate}")
    if shutil.which("aplay") and _has_sound_card():
        return lambda sound: ("aplay", "-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", str(sound.rate))
    return None


def _has_sound_card(cards: Path = Path("/proc/asound/cards")) -> bool:
    try:
        return "[" in cards.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


class PlayingSpeaker(Speaker):
    """Speaks with any synthesizer. `find` is asked again each time, so a headset plugged in late is found."""

    def __init__(self, voice: Synthesizer, find: Callable[[], Play | None] = find_player) -> None:
        self._voice = voice
        self._find = find
        self._turn = 0
        self._speaking = False
        self._process: subprocess.Popen[bytes] | None = None
        self._changed = Condition()

    def status(self) -> SpeechStatus:
        """Ask now."""
        return SpeechStatus.NO_SOUND if self._find() is None else SpeechStatus.READY

    def say(self, text: str, *, speed: float = 1.0, volume: float = 1.0) -> None:
        """Start speaking and return at once; what was being said stops first."""
        play = self._find()
        with self._changed:
            self._silence()
            if play is None:
                return
            self._speaking = True
            turn = self._turn
        args = (turn, play, text, speed, volume)
        Thread(target=self._speak, args=args, name="speaker", daemon=True).start()

    def stop(self) -> None:
        """Be silent now."""
        with self._changed:
            self._silence()

    def is_speaking(self) -> bool:
        """Whether something is still being rendered or played."""
        with self._changed:
            return self._speaking

    def wait_until_silent(self, seconds: float) -> bool:
        """Wait for the end of what is said; False when it still goes on after `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._speaking, seconds)

    def _silence(self) -> None:
        self._turn += 1
        self._speaking = False
        if self._process is not None:
            # Killed, not asked: a sound program finishes its buffer before it obeys, and silence is due now.
            self._process.kill()
        self._changed.notify_all()

    def _speak(self, turn: int, play: Play, text: str, speed: float, volume: float) -> None:
        try:
            sounds = (_at_volume(self._voice.render(each, speed=speed), volume) for each in sentences(text))
            first = next((sound for sound in sounds if sound.samples), None)
            process = self._start(turn, play, first) if first else None
            if first and process and process.stdin:
                # Ended half-way by `stop`, the program no longer takes what is left.
                with suppress(BrokenPipeError), process.stdin:
                    for sound in chain([first], sounds):
                        process.stdin.write(sound.samples)
                        process.stdin.flush()
                process.wait()
        finally:
            with self._changed:
                if turn == self._turn:
                    self._speaking = False
                    self._changed.notify_all()

    def _start(self, turn: int, play: Play, sound: Sound) -> subprocess.Popen[bytes] | None:
        with self._changed:
            if turn != self._turn:
                return None
            try:
                self._process = subprocess.Popen(
                    play(sound), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            except OSError:
                return None  # the program was removed since it was found: nothing can be heard
            return self._process


def _at_volume(sound: Sound, volume: float) -> Sound:
    if volume == 1.0:
        return sound
    factor = min(max(volume, 0.0), _LOUDEST)
    samples = array("h", sound.samples)
    louder = array("h", (min(max(round(each * factor), _LOWEST), _HIGHEST) for each in samples))
    return Sound(samples=louder.tobytes(), rate=sound.rate)

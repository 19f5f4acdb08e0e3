"""What « Écouter » says, and how: slower, louder, again. Knows a screen and a loudspeaker, no synthesizer."""

from collections.abc import Callable

from hardware.ports import Speaker, SpeechStatus
from kiosk.protocol import Block, BlockKind, Key, Screen, ScreenKind

SPEEDS = (0.8, 0.9, 1.0, 1.2, 1.6)
"""Five, from about 100 to 200 words a minute."""
VOLUMES = (0.4, 0.7, 1.0, 1.3, 1.6)
NORMAL = 2


def spoken(screen: Screen) -> str:
    """Everything that is shown: what the site says of it, the document, then the keys."""
    said = [said_of_page(screen), *(_key(entry) for entry in screen.keys)]
    return "\n".join(part for part in said if part.strip())


def said_of_page(screen: Screen) -> str:
    """The same without the keys."""
    said = [screen.voice or _shown(screen)]
    if screen.kind is ScreenKind.READ:
        said += [_block(block) for block in screen.blocks]
    return "\n".join(part for part in said if part.strip())


def _shown(screen: Screen) -> str:
    """The written words, when the site gave none to say."""
    lines = (screen.title, screen.lead, screen.statement, *(fact.text for fact in screen.facts))
    noted = screen.note.text if screen.note else ""
    return "\n".join(sentence(line) for line in (*lines, noted) if line).replace("**", "")


def _block(block: Block) -> str:
    if block.voice:
        return block.voice
    if block.kind is BlockKind.TABLE:
        return "\n".join(sentence(", ".join(cell for cell in row if cell)) for row in block.rows)
    return sentence(block.text) if block.text else "\n".join(sentence(item) for item in block.items)


def _key(entry: Key) -> str:
    return entry.voice or sentence(entry.label)


def sentence(text: str) -> str:
    """The text on one line, closed as a sentence: the voice pauses there."""
    text = text.strip().replace("\n", " ")
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


class Voice:
    """Speaks in a worker; any touch stops it. Settings go back to normal with `reset`."""

    def __init__(self, speaker: Speaker | None, work: Callable[[Callable[[], None]], None]) -> None:
        self._speaker = speaker
        self._work = work
        self._speed = self._volume = NORMAL
        self._last = ""
        self._turn = 0
        self._starting = 0

    @property
    def is_able(self) -> bool:
        """Whether anybody could hear it."""
        return self._speaker is not None and self._speaker.status() is SpeechStatus.READY

    def say(self, text: str) -> None:
        """Begin to speak."""
        speaker = self._speaker
        if speaker is None:
            return
        self._last = text
        self._turn += 1
        self._starting = turn = self._turn
        speed, volume = SPEEDS[self._speed], VOLUMES[self._volume]

        def run() -> None:
            if turn == self._turn:
                speaker.say(text, speed=speed, volume=volume)
                # Stopped while it began: the last word belongs to the one who stopped it.
                if turn != self._turn:
                    speaker.stop()
            if self._starting == turn:
                self._starting = 0

        self._work(run)

    def adjust(self, *, faster: int = 0, louder: int = 0) -> tuple[int, int]:
        """Change how the next words are said; gives the speed and the volume as steps from 1 to 5."""
        self._speed = max(0, min(self._speed + faster, len(SPEEDS) - 1))
        self._volume = max(0, min(self._volume + louder, len(VOLUMES) - 1))
        return self._speed + 1, self._volume + 1

    def again(self, *, faster: int = 0, louder: int = 0) -> None:
        """Say the last words once more, perhaps another way; nothing when they were forgotten."""
        self.adjust(faster=faster, louder=louder)
        if self._last:
            self.say(self._last)

    def forget(self) -> None:
        """Silence, and nothing left to repeat: whoever listens now is somebody else."""
        self.stop()
        self._last = ""

    def stop(self) -> None:
        """Be silent now, whatever the worker is at."""
        self._turn += 1
        self._starting = 0
        if self._speaker is not None:
            self._speaker.stop()

    def is_speaking(self) -> bool:
        """Whether something is being said."""
        return self._speaker is not None and (bool(self._starting) or self._speaker.is_speaking())

    def reset(self) -> None:
        """Silence, normal speed and volume, nothing left to repeat."""
        self.forget()
        self._speed = self._volume = NORMAL

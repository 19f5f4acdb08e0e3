"""Fixed sentences as sound files, for what the line says without a stream. Nothing personal can be asked for here.

They are served to anybody: the operator does not sign what it fetches to play, and the sentences are everybody's.
A topic is not: its file has a name that is drawn, which only orders to whoever takes over a call tell.
"""

import io
import re
import wave
from collections.abc import Callable
from dataclasses import dataclass, field

from core.texts.words import Words
from ivr.line.twilio.paths import PROMPT_PATH
from ivr.saying import Speech
from ivr.turns import Attempt, CallView, Sentence
from ivr.voice import mulaw
from ivr.voice.sound import Manner, Voice

KEYS = {
    "welcome": "telephone-line--welcome",
    "emergency": "telephone-emergency",
    "person": "telephone-line--person",
    "hours": "telephone-line--hours",
    "nobody": "telephone-line--nobody",
    "call-back": "telephone-line--call-back",
    "noted": "telephone-line--noted",
    "not-noted": "telephone-line--not-noted",
    "end": "telephone-line--end",
    "whisper": "telephone-line--whisper",
    "trouble": "telephone-trouble",
    "handover": "human-handover",
    "goodbye": "telephone-goodbye",
}
"""Message of each file. The names stand in orders: they are of the line, never of a person."""
_FILE = re.compile(r"([a-z0-9-]{1,64})\.wav")


@dataclass(frozen=True)
class Recorded:
    """The files of one site. `draw` gives names that nobody can guess."""

    words: Words = field(repr=False)
    voice: Voice = field(repr=False)
    draw: Callable[[], str] = field(repr=False)
    _topics: dict[str, Sentence] = field(default_factory=dict, repr=False)

    def path(self, name: str) -> str:
        """Where a sentence of `KEYS` is fetched."""
        return f"{PROMPT_PATH}/{name}.wav" if name in KEYS else ""

    def topic_path(self, said: Sentence) -> str:
        """Where a topic is fetched. One name a topic: they are the few titles of a menu."""
        name = next((name for name, known in self._topics.items() if known.text == said.text), "") or self.draw()
        self._topics[name] = said
        return f"{PROMPT_PATH}/{name}.wav"

    def sound(self, file: str) -> bytes | None:
        """A WAV of 16 bits at 8 kHz; None for a file that there is not. Blocks while the engine works."""
        sentence = self._sentence(file)
        return None if sentence is None else _wav(self.voice.say(sentence, Manner()))

    def is_topic(self, file: str) -> bool:
        """Whether nobody on the way should keep it."""
        return file.removesuffix(".wav") in self._topics

    def _sentence(self, file: str) -> Sentence | None:
        match = _FILE.fullmatch(file)
        name = match[1] if match else ""
        if name in self._topics:
            return self._topics[name]
        key = KEYS.get(name)
        return None if key is None else Speech(words=self.words, attempt=Attempt(), view=CallView()).own(key)


def _wav(sound: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(mulaw.RATE)
        out.writeframes(mulaw.decode(sound).astype("<i2").tobytes())
    return file.getvalue()

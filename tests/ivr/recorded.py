"""A voice that keeps the ids of what it says, and a line that tells what had been said before each key."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from core.domain.audit import AuditLeaf
from hardware.ports import Sound, Synthesizer
from ivr.call import Call
from ivr.line.phone_service import PhoneService
from ivr.line.virtual import Event, VirtualLine
from ivr.turns import Expected, Gone, Heard, Pressed, Sentence
from ivr.voice.sound import Manner, Voice
from tests.conftest import Space


class ShortSynthesizer(Synthesizer):
    """Says anything in a tenth of a second, so that whole journeys can be walked at the pace of a real line."""

    def render(self, text: str, *, speed: float = 1.0) -> Sound:
        """A hum."""
        del text, speed
        hum = 8_000 * np.sin(np.arange(800) * (2 * np.pi * 440 / 8_000))
        return Sound(samples=hum.astype("<i2").tobytes(), rate=8_000)


@dataclass(frozen=True)
class RecordedVoice(Voice):
    """Message ids in the order in which they were said."""

    keys: list[str] = field(default_factory=list)

    def say(self, sentence: Sentence, manner: Manner) -> bytes:
        """Keep the id, never the words."""
        self.keys.append(sentence.key)
        return super().say(sentence, manner)


@dataclass(kw_only=True)
class PacedLine(VirtualLine):
    """How many sentences had been said before each key."""

    before: list[tuple[str, int]] = field(default_factory=list)

    async def listen(self, expected: Expected) -> Heard | Gone:
        """Give the next event, and note when."""
        heard = await super().listen(expected)
        if isinstance(heard, Pressed):
            self.before.append((heard.keys, len(self.keys)))
        return heard

    @property
    def keys(self) -> list[str]:
        """Message ids, in order."""
        return [sentence.key for turn in self.turns for sentence in turn.sentences]


def walk_without_a_telephone(
    phone: PhoneService, space: Space, events: Sequence[Event]
) -> tuple[PacedLine, list[AuditLeaf]]:
    """The walk that another line must give too: what is said, when keys are pressed, and what is traced."""
    line, before = PacedLine(events=list(events)), len(space.leaves())
    asyncio.run(Call(phone.make_visit(phone.terminal("")), line, phone.exchange).run())
    return line, list(space.leaves(before))

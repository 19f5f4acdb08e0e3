"""What the telephone routes need, chosen once by the composition root. Knows no store and no key of patients."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from core.domain.audit import Channel
from core.journeys.visit import Terminal, Visit
from core.texts.words import MissingTextError, Words
from ivr.exchange import Exchange
from ivr.line.media_line import MediaSettings
from ivr.line.switchboard import Switchboard
from ivr.saying import Speech
from ivr.sound import Voice
from ivr.turns import Attempt, CallView, Sentence

MOST_KEYS = 4
OWN_WORDS = "telephone-"
"""The telephone's own messages are only spoken: they have no other form."""
_ORIGIN = re.compile(r"https://[a-z0-9.:-]+|http://127\.0\.0\.1:[0-9]+")
"""Clear text only inside one machine, for the telephone of the terminal window."""


@dataclass(frozen=True, kw_only=True)
class PhoneSettings:
    """How the site is reached by telephone."""

    public_origin: str
    """« https://relais.example », without a final slash: signatures are checked on it, never on the Host header."""
    auth_token: str = field(repr=False)
    """Shared with the telephone operator; without one every request is refused."""
    place: str = "telephone"
    """As the trace names it, and as the line's own name."""
    most_calls: int = 200
    """Beyond, callers are given to a person at once."""
    media: MediaSettings = field(default_factory=MediaSettings)

    def __post_init__(self) -> None:
        if not _ORIGIN.fullmatch(self.public_origin):
            raise ValueError("the public origin is https://host, or http://127.0.0.1:port, without a final slash")

    def address(self, path: str) -> str:
        """The public address of a webhook."""
        return self.public_origin + path

    def stream_address(self, path: str) -> str:
        """The public address of the stream: the upgrade is signed as wss (voice.md A2)."""
        return "ws" + self.public_origin.removeprefix("http") + path


@dataclass(frozen=True, kw_only=True)
class PhoneService:
    """The telephone of a site."""

    settings: PhoneSettings
    exchange: Exchange
    switchboard: Switchboard
    voice: Voice
    make_visit: Callable[[Terminal], Visit] = field(repr=False)

    def terminal(self, caller: str) -> Terminal:
        """Where a call's visit happens; `caller` is the calling number, empty when withheld."""
        place = self.settings.place
        return Terminal(channel=Channel.PHONE, place=place, device=place, caller=caller)

    def prepare(self) -> int:
        """Say every fixed sentence of the catalogue to nobody; tells how many are kept. Blocks: some ten seconds."""
        return self.voice.prepare(fixed_sentences(self.exchange.words))


def fixed_sentences(words: Words) -> list[Sentence]:
    """The telephone's and the journeys' sentences that need no fact, or only a key."""
    speech = Speech(words=words, attempt=Attempt(), view=CallView())
    found: list[Sentence] = []
    for key in words.keys:
        if key.startswith(OWN_WORDS):
            found += _without_facts(speech, key, "")
        for attribute in ("spoken", "again", "discreet"):
            if words.has(key, attribute):
                found += _without_facts(speech, key, attribute)
    return found


def _without_facts(speech: Speech, key: str, attribute: str) -> list[Sentence]:
    """None for a message that needs somebody's facts; one for each key that it may name otherwise."""
    try:
        said = [speech.message(key, {"key": str(number)}, attribute) for number in range(1, MOST_KEYS + 1)]
    except MissingTextError:
        return []
    return said if len({sentence.text for sentence in said}) > 1 else said[:1]

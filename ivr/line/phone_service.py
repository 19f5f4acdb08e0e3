"""What every line needs to serve a call, chosen once by the composition root. Knows no store and no transport."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from core.domain.audit import Channel
from core.journeys.visit import Terminal, Visit
from core.texts.words import MissingTextError, Words
from ivr.exchange import Exchange
from ivr.line.attention import SiteEar
from ivr.line.playout import Pace
from ivr.saying import Speech
from ivr.turns import Attempt, CallView, Sentence
from ivr.voice.sound import Voice

MakeVisit = Callable[[Terminal], Visit]
MOST_KEYS = 4
OWN_WORDS = "telephone-"
"""The telephone's own messages are only spoken: they have no other form."""


@dataclass(frozen=True, kw_only=True)
class PhoneService:
    """The telephone of a site, whatever the calls come through."""

    exchange: Exchange
    voice: Voice
    make_visit: MakeVisit = field(repr=False)
    make_visit_after_no_answer: MakeVisit = field(repr=False)
    """For a caller whom a person was rung for in vain: a call-back is offered, or the welcome again."""
    ear: SiteEar | None = None
    """Hears words where an operator supplied a model; without one, keys alone."""
    pace: Pace = field(default_factory=Pace)
    place: str = "telephone"
    """As the trace names it, and as the line's own name."""
    most_calls: int = 200
    """Beyond, callers are given to a person at once."""
    _under_way: set[object] = field(default_factory=set, repr=False)

    @property
    def talking(self) -> int:
        """Calls under way."""
        return len(self._under_way)

    @property
    def is_full(self) -> bool:
        """Whether no more calls can be served well."""
        return self.talking >= self.most_calls

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """A call is under way while this is held."""
        call = object()
        self._under_way.add(call)
        try:
            yield
        finally:
            self._under_way.discard(call)

    def terminal(self, caller: str, line_call: str = "") -> Terminal:
        """Where a call's visit happens; `caller` is the calling number, empty when withheld."""
        place = self.place
        return Terminal(channel=Channel.PHONE, place=place, device=place, caller=caller, line_call=line_call)

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

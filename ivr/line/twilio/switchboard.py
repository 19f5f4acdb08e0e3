"""Which calls are known, and how far each is: a request replayed or foreign finds no open door. Knows no person."""

import hmac
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from core.ports import Clock, Ids
from ivr.line.announcement import Announcement
from ivr.turns import Sentence

RING_TIME = timedelta(seconds=60)
"""A stream that has not come by then never will."""
MEMORY = timedelta(hours=24)
"""A signed request has no date: what was seen is remembered at least this long."""
MOST = 50_000
MOST_EXPECTED = 1_000
"""Calls of ours that nobody has answered yet; beyond, the oldest is given up."""


class CallStage(Enum):
    """How far a call is; it only goes forward."""

    RINGING = "ringing"
    TALKING = "talking"
    TALKED = "talked"
    FAILED = "failed"
    """It goes on without a stream: a key is asked for."""
    DIALLING = "dialling"
    """A person is rung."""
    OFFERED = "offered"
    """Nobody answered: a call back is offered."""
    OVER = "over"


_FORWARD = list(CallStage)
MOST_QUESTIONS = 4
"""Times that a key is asked for without a stream: then the call ends, in words."""
LONGEST_LOST = timedelta(minutes=30)
"""A call that the site forgot in a restart began after this at the earliest: it lasts seventeen minutes at most."""


@dataclass(kw_only=True)
class KnownCall:
    """One call as the provider names it."""

    token: str = field(default="", repr=False)
    caller: str = field(default="", repr=False)
    """The calling number, empty when withheld; forgotten as soon as its visit has it."""
    since: datetime
    stage: CallStage = CallStage.RINGING
    wants_human: bool = False
    has_broken: bool = False
    """Its stream never came, broke, or was lost with a restart of the site."""
    whisper: tuple[Sentence, ...] = field(default=(), repr=False)
    """What the caller wants to speak of; nothing unless they agreed that a person hears it."""
    has_whispered: bool = False
    questions: int = 0
    """How often something was asked at this stage."""
    announcement: Announcement | None = field(default=None, repr=False)
    """What we called to say; None for a call that came in."""

    def go_on(self, stage: CallStage) -> None:
        """Further, never back: what comes late changes nothing."""
        if not self.is_past(stage) and stage is not self.stage:
            self.stage, self.questions = stage, 0
        if self.stage is CallStage.OVER:
            self.caller, self.whisper, self.announcement = "", (), None

    def is_past(self, stage: CallStage) -> bool:
        """Whether it is further than that."""
        return _FORWARD.index(self.stage) > _FORWARD.index(stage)


class Switchboard:
    """Remembers calls for a day. Used from one event loop."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._calls: OrderedDict[str, KnownCall] = OrderedDict()
        self._expected: OrderedDict[str, Announcement] = OrderedDict()

    def now(self) -> datetime:
        """The time."""
        return self._clock.now()

    def draw(self) -> str:
        """A name that nobody can guess."""
        return self._ids.token()

    def ring(self, call_sid: str, caller: str = "", announcement: Announcement | None = None) -> str | None:
        """A new call gets a token, good for one stream; None for a call that was seen already."""
        if not call_sid or call_sid in self._calls:
            return None
        token = self._ids.token()
        self._keep(call_sid, KnownCall(token=token, caller=caller, since=self.now(), announcement=announcement))
        return token

    def connect(self, call_sid: str, token: str) -> KnownCall | None:
        """The stream of a call that rings, with its own token, once."""
        call = self._calls.get(call_sid)
        if call is None or call.stage is not CallStage.RINGING or self.now() - call.since > RING_TIME:
            return None
        if not hmac.compare_digest(call.token.encode(), token.encode()):
            return None
        call.go_on(CallStage.TALKING)
        return call

    def after(self, call_sid: str, since: datetime | None = None) -> KnownCall | None:
        """What the call asked for, told once. A caller whose stream never came, or broke, is given to a person.

        `since` is when the site connected the call, as the signed address says: a call that only the address remembers
        was lost in a restart.
        """
        call = self._calls.get(call_sid) or self._lost(call_sid, since)
        if call is None or call.is_past(CallStage.TALKED):
            return None
        call.has_broken = call.stage is not CallStage.TALKED
        call.wants_human = call.wants_human or call.has_broken
        call.caller = ""
        return call

    def at(self, stage: CallStage, call_sid: str) -> KnownCall | None:
        """A call that is at this stage and no other; each time counts."""
        call = self._calls.get(call_sid)
        if call is None or call.stage is not stage:
            return None
        call.questions += 1
        return call

    def fail(self, call_sid: str) -> KnownCall | None:
        """A call that must go on without a stream, once: known or, after a restart, not."""
        call = self._calls.get(call_sid)
        if call is None and call_sid:
            call = self._keep(call_sid, KnownCall(since=self.now()))
        if call is None or call.stage in (CallStage.FAILED, CallStage.OVER):
            return None
        call.caller, call.questions = "", 0
        call.go_on(CallStage.FAILED)
        return call

    def expect(self, announcement: Announcement) -> str:
        """We are about to call: the name under which `expected` gives it, once."""
        name = self._ids.token()
        self._expected[name] = announcement
        while len(self._expected) > MOST_EXPECTED:
            self._expected.popitem(last=False)
        return name

    def expected(self, name: str) -> Announcement | None:
        """What we called to say; told once, then forgotten."""
        return self._expected.pop(name, None)

    def is_recent(self, moment: datetime) -> bool:
        """Whether a call that began then may still go on."""
        return timedelta(0) <= self.now() - moment <= LONGEST_LOST

    def end(self, call_sid: str) -> bool:
        """The provider says that the call is over; False for a call that was never ours. Again changes nothing."""
        call = self._calls.get(call_sid)
        if call is not None:
            call.go_on(CallStage.OVER)
        return call is not None

    def knows(self, call_sid: str) -> bool:
        """Whether it is one of ours."""
        return call_sid in self._calls

    def _lost(self, call_sid: str, since: datetime | None) -> KnownCall | None:
        if not call_sid or since is None or not self.is_recent(since):
            return None
        return self._keep(call_sid, KnownCall(since=self.now(), stage=CallStage.TALKING))

    def _keep(self, call_sid: str, call: KnownCall) -> KnownCall:
        oldest = self.now() - MEMORY
        while self._calls and (len(self._calls) >= MOST or next(iter(self._calls.values())).since < oldest):
            self._calls.popitem(last=False)
        self._calls[call_sid] = call
        return call

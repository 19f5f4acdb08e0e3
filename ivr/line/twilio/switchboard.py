"""Which calls are known, and how far each is: a request replayed or foreign finds no open door. Knows no person."""

import hmac
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from core.ports import Clock, Ids

RING_TIME = timedelta(seconds=60)
"""A stream that has not come by then never will."""
MEMORY = timedelta(hours=24)
"""A signed request has no date: what was seen is remembered at least this long."""
MOST = 50_000


class CallStage(Enum):
    """How far a call is; it only goes forward."""

    RINGING = "ringing"
    TALKING = "talking"
    TALKED = "talked"
    OVER = "over"


@dataclass(kw_only=True)
class KnownCall:
    """One call as the provider names it."""

    token: str = field(repr=False)
    caller: str = field(repr=False)
    """The calling number, empty when withheld; forgotten as soon as its visit has it."""
    since: datetime
    stage: CallStage = CallStage.RINGING
    wants_human: bool = False


class Switchboard:
    """Remembers calls for a day. Used from one event loop."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._calls: OrderedDict[str, KnownCall] = OrderedDict()

    def ring(self, call_sid: str, caller: str = "") -> str | None:
        """A new call gets a token, good for one stream; None for a call that was seen already."""
        self._forget()
        if not call_sid or call_sid in self._calls:
            return None
        token = self._ids.token()
        self._calls[call_sid] = KnownCall(token=token, caller=caller, since=self._clock.now())
        return token

    def connect(self, call_sid: str, token: str) -> KnownCall | None:
        """The stream of a call that rings, with its own token, once."""
        call = self._calls.get(call_sid)
        if call is None or call.stage is not CallStage.RINGING or self._clock.now() - call.since > RING_TIME:
            return None
        if not hmac.compare_digest(call.token.encode(), token.encode()):
            return None
        call.stage = CallStage.TALKING
        return call

    def after(self, call_sid: str) -> KnownCall | None:
        """What the call asked for, told once. A caller whose stream never came, or broke, is given to a person."""
        call = self._calls.get(call_sid)
        if call is None or call.stage is CallStage.OVER:
            return None
        call.wants_human = call.wants_human or call.stage is not CallStage.TALKED
        call.stage = CallStage.OVER
        call.caller = ""
        return call

    def _forget(self) -> None:
        oldest = self._clock.now() - MEMORY
        while self._calls and (len(self._calls) >= MOST or next(iter(self._calls.values())).since < oldest):
            self._calls.popitem(last=False)

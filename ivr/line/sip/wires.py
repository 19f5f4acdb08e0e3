"""What every call of a line of one's own shares. Knows no call."""

from dataclasses import dataclass, field

from ivr.line.phone_service import PhoneService
from ivr.line.playout import Pace
from ivr.line.sip.messages import Address
from ivr.line.sip.transactions import Answers, Questions, Send

PACE = Pace(look_ahead=0.1)
"""What waits is here, and dropped at the first key: a little of it hides what other calls take of the processor."""


@dataclass(frozen=True, kw_only=True)
class Wires:
    """The telephone of the site, and the way to and from the SBC."""

    phone: PhoneService
    send: Send = field(repr=False)
    answers: Answers = field(repr=False)
    questions: Questions = field(repr=False)
    ours: Address
    """Where requests reach us."""
    smallest_session: int
    """Seconds."""

"""A Twilio account as a site needs it: how it is reached, what signs, which calls are known. Knows no route."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property

from ivr.line.phone_service import PhoneService
from ivr.line.twilio.recorded import Recorded
from ivr.line.twilio.switchboard import Switchboard

_ORIGIN = re.compile(r"https://[a-z0-9.:-]+|http://127\.0\.0\.1:[0-9]+")
"""Clear text only inside one machine, for the telephone of the terminal window."""


@dataclass(frozen=True, kw_only=True)
class TwilioSettings:
    """How Twilio reaches the site."""

    public_origin: str
    """« https://relais.example », without a final slash: signatures are checked on it, never on the Host header."""
    auth_token: str = field(repr=False)
    """Shared with the telephone operator; without one every request is refused."""

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
class TwilioLine:
    """Calls that come through one account."""

    settings: TwilioSettings
    phone: PhoneService
    switchboard: Switchboard
    call_backs: Callable[[str], Awaitable[bool]] | None = field(default=None, repr=False)
    """Notes that a number (E.164) asks to be called back; False when it could not. None: nothing is offered."""

    @cached_property
    def recorded(self) -> Recorded:
        """What the line says without a stream."""
        return Recorded(self.phone.exchange.words, self.phone.voice, self.switchboard.draw)

"""Calls and short messages through Twilio's REST interface. What it is sent holds no word of a person, and no code.

A call is asked for with our address alone: when somebody answers, our own voice speaks in a stream, as in a call that
comes in. A code stands in the memory of this site, under a name that only the address of that one call tells.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

import structlog
from requests.exceptions import ConnectionError as NoConnectionError
from requests.exceptions import ConnectTimeout, RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http import HttpClient

from core.texts.words import Words
from ivr.line.announcement import Announcement, Purpose, message
from ivr.line.outgoing import NUMBER, OutgoingLine, Placed
from ivr.line.twilio import paths
from ivr.line.twilio.account import TwilioSettings
from ivr.line.twilio.rest_account import RestAccount
from ivr.line.twilio.switchboard import Switchboard

RING_SECONDS = 40
MACHINE_SECONDS = 10
"""How long it may take to tell a person from a machine; then it is unknown."""
WAITS = (1.0, 3.0)
"""Seconds before another try when too many were asked for at once."""

_CODES = {
    **dict.fromkeys((13223, 13224, 21211, 21214, 21217, 21401, 21421, 21604, 21614), Placed.BAD_NUMBER),
    **dict.fromkeys((13227, 20003, 20005, 21210, 21212, 21215, 21216, 21219, 21408, 21606, 21608), Placed.NOT_ALLOWED),
    21610: Placed.OPTED_OUT,
}
_STATUSES = {
    401: Placed.NOT_ALLOWED,
    403: Placed.NOT_ALLOWED,
    429: Placed.BUSY,
    503: Placed.UNREACHABLE,
}
_SERVER_FAULT = 500

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class TwilioOutgoing(OutgoingLine):
    """One account. `pause` waits some seconds before another try."""

    settings: TwilioSettings
    account: RestAccount
    switchboard: Switchboard = field(repr=False)
    words: Words = field(repr=False)
    http: HttpClient | None = field(default=None, repr=False)
    pause: Callable[[float], object] = field(default=threading.Event().wait, repr=False)
    waits: Sequence[float] = WAITS

    def call(self, number: str, announcement: Announcement) -> Placed:
        """Ring this number; the code, if there is one, stays here."""
        since = str(int(self.switchboard.now().timestamp()))
        if announcement.purpose is Purpose.CODE:
            query = urlencode({"call": self.switchboard.expect(announcement)})
        else:
            query = urlencode({"what": announcement.purpose.value, "since": since})
        asked = {
            "url": f"{self.settings.address(paths.OUTGOING_PATH)}?{query}",
            "method": "POST",
            "status_callback": f"{self.settings.address(paths.STATUS_PATH)}?since={since}",
            "status_callback_method": "POST",
            "timeout": RING_SECONDS,
            "machine_detection": "Enable",
            "machine_detection_timeout": MACHINE_SECONDS,
        }
        return self._ask(number, lambda: self._client().calls.create(to=number, from_=self.account.number, **asked))

    def write(self, number: str, purpose: Purpose) -> Placed:
        """Send the fixed message of a purpose."""
        if purpose is Purpose.CODE:
            raise ValueError("a code is never written")
        text = message(self.words, purpose)
        return self._ask(
            number, lambda: self._client().messages.create(to=number, from_=self.account.number, body=text)
        )

    def _client(self) -> "_Client":
        client: _Client = self.account.client(self.http)
        return client

    def _ask(self, number: str, ask: Callable[[], object]) -> Placed:
        placed = Placed.BAD_NUMBER if not NUMBER.fullmatch(number) else _placed(ask)
        for wait in self.waits:
            if placed is not Placed.BUSY:
                break
            self.pause(wait)
            placed = _placed(ask)
        # Neither the number nor what the provider says: its sentences repeat the number.
        log.info("outgoing", outcome=placed.value)
        return placed


class _Client(Protocol):
    """The part of Twilio's client that is used here, which gives it no types."""

    calls: "_Making"
    messages: "_Making"


class _Making(Protocol):
    def create(self, **asked: object) -> object:
        """Ask for one."""


def _placed(ask: Callable[[], object]) -> Placed:
    try:
        ask()
    except TwilioRestException as refused:
        return _of_code(refused.status, refused.code)
    except (ConnectTimeout, NoConnectionError):
        return Placed.UNREACHABLE
    except (RequestException, TwilioException, ValueError, KeyError):
        # It was asked, and what came back is no answer.
        return Placed.UNSURE
    return Placed.PLACED


def _of_code(status: int, code: int | None) -> Placed:
    """By Twilio's own code first; a server's fault may come after it has done what was asked."""
    if code in _CODES:
        return _CODES[code]
    return _STATUSES.get(status, Placed.UNSURE if status >= _SERVER_FAULT else Placed.REFUSED)

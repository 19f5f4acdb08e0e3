"""Whether both ends of a call are still there (RFC 4028): agreed in the INVITE, renewed, or the call ends."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from ivr.line.sip import messages
from ivr.line.sip.messages import Address, Dialog, Request, session_of
from ivr.line.sip.wires import Wires

RENEWAL_PATIENCE = 8.0
LOST = frozenset({408, 481})
"""Answers to a renewal that mean that the call is no more (RFC 4028, 10)."""

MOST_EARLY = 32.0
"""Seconds before the end at which a session that nobody renewed is given up, or a third of it (RFC 4028, 10)."""


@dataclass(frozen=True, kw_only=True)
class SessionTerms:
    """What was agreed."""

    seconds: int
    we_renew: bool

    @property
    def headers(self) -> dict[str, str]:
        """As an answer says it."""
        who = "uas" if self.we_renew else "uac"
        return {"Session-Expires": f"{self.seconds};refresher={who}", "Require": "timer"}


class TooShortError(ValueError):
    """The caller wants to be asked too often: 422."""


def read_terms(invite: Request, smallest: int) -> SessionTerms | None:
    """None when the caller knows no timer: our calls end after a quarter of an hour anyway. Raises `TooShortError`."""
    wish = session_of(invite)
    if wish is None:
        return None
    seconds, who = wish
    if 0 < seconds < smallest:
        raise TooShortError
    return SessionTerms(seconds=seconds, we_renew=who == "uas") if seconds > 0 else None


@dataclass(kw_only=True)
class SessionTimer:
    """Of one call: renews at half time when that is ours to do; `expire` is called when the other end is gone."""

    wires: Wires = field(repr=False)
    dialog: Dialog = field(repr=False)
    peer: Address
    expire: Callable[[], None] = field(repr=False)
    _counting: asyncio.Task[None] | None = field(default=None, repr=False)

    def start(self, terms: SessionTerms | None) -> None:
        """Begin to count, or begin anew; no terms, no timer."""
        self.stop()
        if terms is not None:
            self._counting = asyncio.create_task(self._renew(terms) if terms.we_renew else self._wait(terms))

    def stop(self) -> None:
        """The call is over."""
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None

    async def _wait(self, terms: SessionTerms) -> None:
        await asyncio.sleep(terms.seconds - min(MOST_EARLY, terms.seconds / 3))
        self.expire()

    async def _renew(self, terms: SessionTerms) -> None:
        """Say that we are here; in what we ask, « uac » is us."""
        more = {"Session-Expires": f"{terms.seconds};refresher=uac", "Supported": "timer"}
        while True:
            await asyncio.sleep(terms.seconds / 2)
            update = messages.request_in(self.dialog, "UPDATE", self.wires.ours, more)
            answer = await self.wires.questions.ask(update, self.peer, RENEWAL_PATIENCE)
            if answer is None or answer.status_code in LOST:
                self.expire()
                return

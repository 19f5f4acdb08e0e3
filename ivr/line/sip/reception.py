"""What happens to an INVITE: refused with the reason, or a call that rings. Knows no socket and no other message."""

import asyncio
import secrets
from dataclasses import dataclass, field

import structlog

from ivr.exchange import place_of
from ivr.line.sip import messages
from ivr.line.sip.messages import Address, Request
from ivr.line.sip.pacing import PacingClock
from ivr.line.sip.rtp_ports import RtpPorts
from ivr.line.sip.sdp import BadSdpError, NoCodecError, Offer, read_offer
from ivr.line.sip.session_timer import SessionTerms, TooShortError, read_terms
from ivr.line.sip.sip_call import SipCall
from ivr.line.sip.transactions import TokenBucket
from ivr.line.sip.wires import Wires

RETRY_AFTER = {"Retry-After": "5"}
"""Seconds, to an SBC that calls too fast, or while the site ends."""

log = structlog.get_logger()


@dataclass(kw_only=True)
class Reception:
    """The calls of a line, from their first ring to their end."""

    wires: Wires = field(repr=False)
    ports: RtpPorts = field(repr=False)
    bucket: TokenBucket = field(repr=False)
    clock: PacingClock = field(default_factory=PacingClock, repr=False)
    ring: float
    """Seconds."""
    calls: dict[str, SipCall] = field(default_factory=dict, repr=False)
    """By Call-ID."""
    tasks: set[asyncio.Task[None]] = field(default_factory=set, repr=False)
    is_draining: bool = False

    @property
    def is_full(self) -> bool:
        """Whether one more could not be served well; one that rings counts."""
        return self.wires.phone.is_full or len(self.tasks) >= self.wires.phone.most_calls

    def take(self, invite: Request, source: Address) -> None:
        """A new call, or the reason why not. What is refused for haste is not kept: a flood costs no memory."""
        foreign = messages.words_of(invite, "require") - messages.EXTENSIONS
        if invite.call_id in self.calls:
            self.refuse(invite, 482)
        elif self.is_draining or not self.bucket.takes(source[0]):
            self.refuse(invite, 503, RETRY_AFTER, is_kept=False)
        elif foreign:
            self.refuse(invite, 420, {"Unsupported": ", ".join(sorted(foreign))})
        elif self.is_full:
            self.refuse(invite, 486)
        else:
            self._begin(invite, source)

    def refuse(
        self, request: Request, status: int, more: dict[str, str] | None = None, *, is_kept: bool = True
    ) -> None:
        """Answer outside a call."""
        data, to = messages.reply(request, status, more=more)
        if is_kept:
            self.wires.answers.keep(request, data, to)
        self.wires.send(data, to)

    async def drain(self, seconds: float) -> None:
        """No new call; each one under way is told a sentence, and ended in time whatever happens."""
        self.is_draining = True
        for call in self.calls.values():
            call.last_words()
        if self.tasks:
            _, late = await asyncio.wait(self.tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _begin(self, invite: Request, source: Address) -> None:
        try:
            offer, terms = read_offer(invite.text), read_terms(invite, self.wires.smallest_session)
        except BadSdpError:
            self.refuse(invite, 400)
        except NoCodecError:
            self.refuse(invite, 488)
        except TooShortError:
            self.refuse(invite, 422, {"Min-SE": str(self.wires.smallest_session)})
        else:
            if offer.events_type is None:
                log.warning("sip-no-keys", why="no telephone-event is offered: keys are not heard")
            self.refuse(invite, 100)
            task = asyncio.create_task(self._serve(invite, source, offer, terms))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _serve(self, invite: Request, source: Address, offer: Offer, terms: SessionTerms | None) -> None:
        async with self.ports.one(offer, source[0]) as port:
            if port is None:
                self.refuse(invite, 503, RETRY_AFTER)
                return
            sound, rtp = port
            call = SipCall(
                invite=invite,
                peer=source,
                wires=self.wires,
                sound=sound,
                rtp=rtp,
                session=secrets.randbits(32),
                terms=terms,
            )
            self.calls[invite.call_id or ""] = call
            self.clock.add(call.session, sound.tick)
            try:
                await call.run(self.ring)
            except Exception as bug:  # noqa: BLE001 - outermost loop of a call: the others go on
                # Type and place only: a trace may hold words of the call.
                log.error("sip-call-failed", bug=type(bug).__name__, place=place_of(bug))  # noqa: TRY400 - above
            finally:
                self.clock.remove(call.session)
                del self.calls[invite.call_id or ""]

"""One call of a line of one's own: rings, is answered, talked through, changed, passed on, ended. Knows no step."""

import asyncio
import contextlib
from dataclasses import dataclass, field

import structlog

from ivr.line.phone_service import MakeVisit
from ivr.line.sip import messages
from ivr.line.sip.messages import Address, Request
from ivr.line.sip.sdp import BadSdpError, NoCodecError, Offer, read_offer
from ivr.line.sip.session_timer import SessionTerms, SessionTimer, TooShortError, read_terms
from ivr.line.sip.sip_sound import SipSound
from ivr.line.sip.transactions import insist
from ivr.line.sip.transfer import Transfer
from ivr.line.sip.wires import PACE, Wires
from ivr.line.sound_line import SoundLine
from ivr.line.talking import say_last, talk

BYE_PATIENCE = 4.0
"""Seconds to be told that a BYE came; the call is over for us anyway."""

log = structlog.get_logger()


@dataclass(kw_only=True)
class SipCall:
    """From its INVITE to its end; `run` ends when nothing more is to be done for it."""

    invite: Request = field(repr=False)
    peer: Address
    wires: Wires = field(repr=False)
    sound: SipSound = field(repr=False)
    rtp: Address
    """Where the caller's sound reaches us."""
    session: int
    terms: SessionTerms | None = None
    """How both ends tell that they are still there."""

    def __post_init__(self) -> None:
        self.dialog = messages.open_dialog(self.invite)
        self.line = SoundLine(voice=self.wires.phone.voice, out=self.sound, pace=PACE)
        self.sound.listener = self.line
        self.is_answered, self._we_offered, self._version = False, False, 0
        self._over, self._last_words = asyncio.Event(), asyncio.Event()
        self._heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._timer = SessionTimer(wires=self.wires, dialog=self.dialog, peer=self.peer, expire=self._expire)
        self._transfer = Transfer(wires=self.wires, dialog=self.dialog, peer=self.peer, over=self._over)
        self._changes: set[asyncio.Task[None]] = set()

    async def run(self, ring: float) -> None:
        """Ring, answer, talk, end. The INVITE was answered with 100 before."""
        try:
            if await self._rings_on(ring) and await self._is_acknowledged(self.invite):
                await self._converse()
        finally:
            self._timer.stop()
            self.line.gone()
            for change in self._changes:
                change.cancel()
            if self.is_answered and not self._over.is_set():
                # Cut short: said once, unheard or not.
                self.wires.send(bytes(self._bye()), self.peer)
            self.sound.end()

    async def _rings_on(self, ring: float) -> bool:
        self.reply(self.invite, 180, {"Contact": messages.contact(self.wires.ours)})
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), ring)
        return not self._over.is_set()

    async def _is_acknowledged(self, invite: Request) -> bool:
        """Say yes until it is heard; half a minute without an answer, and nobody is there."""
        self.is_answered, self._we_offered = True, not invite.body
        self._heard = heard = asyncio.get_running_loop().create_future()
        self._accept(invite)
        await insist(lambda: self.wires.answers.give(invite, self.wires.send), heard)
        return heard.done() and not self._over.is_set()

    async def _converse(self) -> None:
        self._timer.start(self.terms)
        phone = self.wires.phone
        for make_visit in (phone.make_visit, phone.make_visit_after_no_answer):
            if not await self._has_nobody(make_visit):
                break
        else:
            await self._say_last("telephone-not-passed-on")
        if not self._over.is_set():
            self.sound.end()
            self._over.set()
            await self.wires.questions.ask(self._bye(), self.peer, BYE_PATIENCE)

    async def _has_nobody(self, make_visit: MakeVisit) -> bool:
        """Hold a conversation; whether it asked for a person, and none took the call."""
        phone = self.wires.phone
        terminal = phone.terminal(messages.caller_of(self.invite), self.invite.call_id or "")
        talking = asyncio.create_task(talk(phone, self.line, lambda: make_visit(terminal)))
        leaving = asyncio.create_task(self._last_words.wait())
        await asyncio.wait({talking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not talking.done():
            talking.cancel()
            await asyncio.gather(talking, return_exceptions=True)
            await self._say_last("telephone-restarting")
            return False
        if not self.line.wants_human or self._over.is_set() or await self._transfer.to_human():
            return False
        await self._begin_anew()
        return True

    async def _say_last(self, key: str) -> None:
        """Instead of what was being said."""
        await self._begin_anew()
        if not self._over.is_set():
            await say_last(self.wires.phone, self.line, key)

    async def _begin_anew(self) -> None:
        self.line = SoundLine(voice=self.wires.phone.voice, out=self.sound, pace=PACE)
        await self.sound.clear()
        self.sound.listener = self.line

    def _bye(self) -> Request:
        return messages.request_in(self.dialog, "BYE", self.wires.ours)

    def last_words(self) -> None:
        """The site ends: this call is told, then ended."""
        self._last_words.set()
        if not self.is_answered:
            self.cancel()

    def cancel(self) -> None:
        """The caller gave up before the answer; after it, a CANCEL has no effect (RFC 3261, 9.2)."""
        if not self.is_answered and not self._over.is_set():
            self._over.set()
            self.reply(self.invite, 487)

    def acknowledge(self, ack: Request) -> None:
        """Our yes was heard; when we were asked to offer, it brings the answer (RFC 3261, 13.2.1)."""
        if messages.belongs(self.dialog, ack) and not self._heard.done():
            if self._we_offered and ack.body:
                with contextlib.suppress(BadSdpError, NoCodecError):
                    self.sound.renegotiate(read_offer(ack.text))
            self._heard.set_result(None)

    def take(self, request: Request) -> None:
        """A request in this call; what came before is not asked again."""
        if not messages.belongs(self.dialog, request):
            self.reply(request, 481)
        elif not messages.is_next(self.dialog, request):
            self.reply(request, 500)
        elif request.method == "BYE":
            self.cancel()
            self.reply(request, 200)
            self._over.set()
            self._heard.cancel()
            self.line.gone()
        elif request.method == "NOTIFY":
            self.reply(request, 200)
            self._transfer.take(request)
        elif request.method == "UPDATE" or self._heard.done():
            self._change(request)
        else:
            self.reply(request, 491)

    def _change(self, request: Request) -> None:
        """A re-INVITE or UPDATE: the timer begins anew; another address, codec or a hold if it offers one."""
        try:
            terms = read_terms(request, self.wires.smallest_session)
            offer = read_offer(request.text) if request.body else None
        except TooShortError:
            self.reply(request, 422, {"Min-SE": str(self.wires.smallest_session)})
        except BadSdpError:
            self.reply(request, 400)
        except NoCodecError:
            self.reply(request, 488)
        else:
            self._agree(request, offer, terms)

    def _agree(self, request: Request, offer: Offer | None, terms: SessionTerms | None) -> None:
        self.terms = terms or self.terms
        self._timer.start(self.terms)
        if offer is not None:
            self.sound.renegotiate(offer)
        if request.method == "UPDATE":
            self._accept(request, has_body=offer is not None)
            self.wires.answers.give(request, self.wires.send)
            return
        task = asyncio.create_task(self._change_is_heard(request))
        self._changes.add(task)
        task.add_done_callback(self._changes.discard)

    async def _change_is_heard(self, request: Request) -> None:
        if not await self._is_acknowledged(request) and not self._over.is_set():
            self._expire()

    def _accept(self, request: Request, *, has_body: bool = True) -> None:
        more = {"Contact": messages.contact(self.wires.ours), "Supported": "timer"}
        more |= self.terms.headers if self.terms else {}
        self._version += 1
        body = self.sound.offer.answer(self.rtp, self.session, self._version) if has_body else ""
        self._keep(request, 200, more, body)

    def reply(self, request: Request, status: int, more: dict[str, str] | None = None) -> None:
        """Answer, and keep the answer for when it is asked for again."""
        self._keep(request, status, more)
        self.wires.answers.give(request, self.wires.send)

    def _keep(self, request: Request, status: int, more: dict[str, str] | None, body: str = "") -> None:
        data, to = messages.reply(request, status, tag=self.dialog.local_tag, more=more, body=body)
        self.wires.answers.keep(request, data, to)

    def _expire(self) -> None:
        """Nobody renewed: the caller is taken for gone, and the rest of the call is given up."""
        log.warning("sip-session-expired")
        self.line.gone()

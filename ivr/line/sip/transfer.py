"""A caller given to a person of the Relais through the trunk (REFER, RFC 3515). Knows no step and no sound."""

import asyncio
from dataclasses import dataclass, field

from ivr.line.sip import messages
from ivr.line.sip.messages import Address, Dialog, Request
from ivr.line.sip.wires import Wires

ANSWER_PATIENCE, RING_PATIENCE = 8.0, 60.0
"""Seconds for the trunk to accept, then for the person to answer."""
FIRST_FINAL, FIRST_FAILURE = 200, 300


@dataclass(kw_only=True)
class Transfer:
    """Of one call. The caller stays with us, in silence, until the person answers or doesn't."""

    wires: Wires = field(repr=False)
    dialog: Dialog = field(repr=False)
    peer: Address
    over: asyncio.Event = field(repr=False)
    _outcome: asyncio.Queue[int] = field(default_factory=asyncio.Queue, repr=False)

    async def to_human(self) -> bool:
        """Ask the trunk; False when it doesn't do that, or nobody answered. A caller who left needs nobody."""
        exchange = self.wires.phone.exchange
        number = exchange.humans.number
        if not exchange.humans.answer_at(exchange.clock.now()):
            return False
        refer_to = {"Refer-To": f"<sip:{number}@{self.peer[0]}:{self.peer[1]}>"}
        refer = messages.request_in(self.dialog, "REFER", self.wires.ours, refer_to)
        answer = await self.wires.questions.ask(refer, self.peer, ANSWER_PATIENCE)
        if answer is None or answer.status_code >= FIRST_FAILURE:
            return self.over.is_set()
        return await self._is_answered()

    async def _is_answered(self) -> bool:
        told = asyncio.create_task(self._told())
        over = asyncio.create_task(self.over.wait())
        await asyncio.wait({told, over}, timeout=RING_PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        over.cancel()
        if self.over.is_set():
            return True
        return told.done() and not told.cancelled() and told.result() < FIRST_FAILURE

    async def _told(self) -> int:
        while (status := await self._outcome.get()) < FIRST_FINAL:
            pass
        return status

    def take(self, notify: Request) -> None:
        """News of the other call: the first line of its last answer (message/sipfrag)."""
        words = notify.text.split(None, 2)[:2]
        if len(words) > 1 and words[0] == "SIP/2.0" and words[1].isascii() and words[1].isdigit():
            self._outcome.put_nowait(int(words[1]))

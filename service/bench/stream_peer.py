"""A caller through Media Streams, as plain as can be: rings, sends sound, notes when sound comes. Knows no words."""

import asyncio
import base64
import json
import re
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from ivr.line.twilio.paths import STREAM_PATH, VOICE_PATH
from ivr.line.twilio.signature import sign
from ivr.voice import mulaw
from service.bench.telephone_site import ORIGIN, TOKEN
from service.bench.webhook_rate import FORM

SILENCE = base64.b64encode(mulaw.SILENCE * mulaw.FRAME_BYTES).decode()
PATIENCE_S = 20.0
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


@dataclass
class StreamPeer:
    """One stream that is open. Times are the event loop's, in seconds."""

    socket: ClientConnection = field(repr=False)
    stream_sid: str
    sounds: list[float] = field(default_factory=list, repr=False)
    """When each frame came."""
    clears: list[float] = field(default_factory=list)
    is_open: bool = True
    _came: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    async def listen(self) -> None:
        """Note what comes until the stream ends; marks are returned at once."""
        loop = asyncio.get_running_loop()
        try:
            async for text in self.socket:
                if not isinstance(text, str):
                    continue
                if '"media"' in text[:32]:
                    self.sounds.append(loop.time())
                elif '"clear"' in text[:32]:
                    self.clears.append(loop.time())
                elif '"mark"' in text[:32]:
                    await self.socket.send(json.dumps({"event": "mark", "mark": json.loads(text)["mark"]}))
                self._came.set()
        except WebSocketException:
            pass
        self.is_open = False
        self._came.set()

    async def speak(self) -> None:
        """20 ms of silence."""
        if self.is_open:
            payload = f'{{"event":"media","streamSid":"{self.stream_sid}","media":{{"payload":"{SILENCE}"}}}}'
            await self.socket.send(payload)

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for what comes to make it so."""
        async with asyncio.timeout(PATIENCE_S):
            while self.is_open and not is_so():
                self._came.clear()
                await self._came.wait()

    async def hear(self, frames: int) -> None:
        """Wait for so many frames in all."""
        await self.until(lambda: len(self.sounds) >= frames)

    async def press(self, key: str) -> float:
        """One key; gives when."""
        await self.socket.send(json.dumps({"event": "dtmf", "dtmf": {"digit": key}}))
        return asyncio.get_running_loop().time()


@asynccontextmanager
async def calling(address: str) -> AsyncIterator[StreamPeer]:
    """Ring the worker at this address, and open the stream that it names."""
    call_sid, stream_sid = "CA" + secrets.token_hex(16), "MZ" + secrets.token_hex(16)
    token = await ring(address, call_sid)
    async with connect(f"ws://{address}{STREAM_PATH}", compression=None) as socket:
        start = {"streamSid": stream_sid, "callSid": call_sid, "customParameters": {"token": token}}
        await socket.send(json.dumps({"event": "start", "start": start}))
        peer = StreamPeer(socket, stream_sid)
        listening = asyncio.create_task(peer.listen())
        try:
            yield peer
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


async def warm(address: str) -> None:
    """One call that is not counted, to the second prompt: what it hears is kept for the others."""
    async with calling(address) as peer:
        await peer.hear(1)
        await peer.press("1")
        await peer.hear(len(peer.sounds) + 50)


async def ring(address: str, call_sid: str) -> str:
    """A new call, signed; gives its one-time token."""
    form = {**FORM, "CallSid": call_sid}
    headers = {"X-Twilio-Signature": sign(TOKEN, ORIGIN + VOICE_PATH, list(form.items()))}
    async with httpx.AsyncClient() as web:
        answer = await web.post(f"http://{address}{VOICE_PATH}", data=form, headers=headers)
    found = _TOKEN.search(answer.text)
    if found is None:
        raise RuntimeError(f"no stream: {answer.status_code}")
    return found[1]

"""The telephone operator's part, played towards a site: signed webhooks, then Media Streams. Knows no words."""

import asyncio
import base64
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.protocol import State

from ivr.line.twilio.paths import AFTER_PATH, STREAM_PATH, VOICE_PATH
from ivr.line.twilio.signature import sign
from ivr.line.window.signed_web import NoAnswerError, SignedWeb
from ivr.voice import mulaw


class NoCallError(Exception):
    """The site refused the call, or is not there."""


@dataclass(kw_only=True)
class OperatorSide:
    """One call to a site. `on_sound` and `on_mark` are called as they come; `is_patient` plays sounds in real time."""

    site_url: str
    auth_token: str = field(repr=False)
    on_sound: Callable[[bytes], None] = field(repr=False)
    on_mark: Callable[[str], None] = field(repr=False)
    is_patient: bool = False
    call_sid: str = field(default_factory=lambda: "CA" + secrets.token_hex(16))
    stream_sid: str = field(default_factory=lambda: "MZ" + secrets.token_hex(16))
    _socket: ClientConnection | None = field(default=None, repr=False)
    _sequence: int = 0
    _heard_until: float = 0.0
    _has_hung_up: bool = False
    _waiting: dict[str, asyncio.TimerHandle] = field(default_factory=dict, repr=False)
    _echoes: set[asyncio.Task[None]] = field(default_factory=set, repr=False)

    async def ring(self, where: str = VOICE_PATH, **more: str) -> None:
        """Ask the site what to do with a new call, and open the stream that it asks for.

        `where` is another address on the site for a call that the site itself asked for.
        """
        order = await self._post(where, **more)
        parameter = order.find("./Connect/Stream/Parameter")
        if parameter is None:
            raise NoCallError("the site opens no stream")
        await self.open({parameter.get("name", ""): parameter.get("value", "")})

    async def open(self, parameters: Mapping[str, str]) -> None:
        """Open the stream of a call that the site was asked about, with what its order gives."""
        address = "ws" + self.site_url.removeprefix("http") + STREAM_PATH
        try:
            headers = {"X-Twilio-Signature": sign(self.auth_token, address)}
            self._socket = await connect(address, additional_headers=headers)
        except (OSError, InvalidStatus) as refused:
            raise NoCallError("the site refuses the stream") from refused
        await self._send({"event": "connected", "protocol": "Call", "version": "1.0.0"})
        await self._send({"event": "start", "start": self._start(parameters)})

    async def listen(self) -> None:
        """Take what the site sends until it closes the stream."""
        try:
            async for text in self._open_socket:
                await self._take(json.loads(text))
        except ConnectionClosed:
            return

    async def press(self, keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            await self._send({"event": "dtmf", "dtmf": {"track": "inbound_track", "digit": key}})

    async def say(self, text: str) -> None:
        """Say words; only a demonstration site hears them."""
        await self._send({"event": "words", "text": text})

    async def hang_up(self) -> None:
        """Leave, unless the site has left already."""
        if self._open_socket.state is not State.OPEN:
            return
        self._has_hung_up = True
        await self._send({"event": "stop", "stop": {"callSid": self.call_sid}})
        await self._open_socket.close()

    async def is_passed_on(self) -> bool:
        """After the stream: whether the call goes to a person; a caller who hung up goes nowhere, and nobody asks."""
        return not self._has_hung_up and (await self._post(AFTER_PATH)).find("./Dial") is not None

    async def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"event": "media", "media": {"payload": str(payload)}}:
                self.on_sound(base64.b64decode(payload))
                now = asyncio.get_running_loop().time()
                self._heard_until = max(self._heard_until, now) + mulaw.FRAME_SECONDS
            case {"event": "mark", "mark": {"name": str(name)}}:
                self.on_mark(name)
                await self._echo_when_heard(name)
            case {"event": "clear"}:
                self._heard_until = 0.0
                for name, timer in list(self._waiting.items()):
                    timer.cancel()
                    await self._echo(name)
            case _:
                pass

    async def _echo_when_heard(self, name: str) -> None:
        loop = asyncio.get_running_loop()
        if not self.is_patient or self._heard_until <= loop.time():
            await self._echo(name)
            return
        self._waiting[name] = loop.call_at(self._heard_until, self._echo_later, name)

    def _echo_later(self, name: str) -> None:
        task = asyncio.ensure_future(self._echo(name))
        self._echoes.add(task)
        task.add_done_callback(self._echoes.discard)

    async def _echo(self, name: str) -> None:
        self._waiting.pop(name, None)
        await self._send({"event": "mark", "mark": {"name": name}})

    async def _send(self, message: dict[str, Any]) -> None:
        self._sequence += 1
        numbered = {**message, "sequenceNumber": str(self._sequence), "streamSid": self.stream_sid}
        try:
            await self._open_socket.send(json.dumps(numbered))
        except ConnectionClosed:
            return

    @property
    def _open_socket(self) -> ClientConnection:
        if self._socket is None:
            raise NoCallError("no stream is open")
        return self._socket

    def _start(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        return {
            "streamSid": self.stream_sid,
            "callSid": self.call_sid,
            "tracks": ["inbound"],
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": mulaw.RATE, "channels": 1},
            "customParameters": parameters,
        }

    async def _post(self, path: str, **more: str) -> ET.Element:
        return await asyncio.to_thread(self._post_now, path, more)

    def _post_now(self, path: str, more: Mapping[str, str]) -> ET.Element:
        form = {"CallSid": self.call_sid, "CallStatus": "in-progress", "Direction": "inbound", **more}
        try:
            page = SignedWeb(auth_token=self.auth_token).ask("POST", self.site_url + path, form)
        except NoAnswerError as refused:
            raise NoCallError(str(refused)) from refused
        return ET.fromstring(page.body)  # noqa: S314 - our own site's answer to our own request

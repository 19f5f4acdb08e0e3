"""Who calls: a challenge, the answer, and where a new machine is put. Serves nobody."""

import asyncio
import secrets
from base64 import b64decode
from binascii import Error as NotBase64Error
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.websockets import WebSocket

from core.domain.devices import Device
from core.journeys.steps import UnknownAnswerError
from core.ports import TransactionLostError
from core.texts.words import Words
from kiosk.gateway.answers import value_of
from kiosk.gateway.connection import read_message
from kiosk.gateway.register import Register
from kiosk.gateway.settings import GatewaySettings
from kiosk.gateway.sitting import log
from kiosk.gateway.timing import Timer
from kiosk.present import INSTALLATION_CODE, labels, new_machine_screen
from kiosk.protocol import VERSION, Answer, Challenge, Hello, Screen, Settled, Show, encode, greeting

_MOST_CODES = 5
"""Typed on one connection; then the machine must call again."""

T = TypeVar("T")


class RefusedTerminalError(Exception):
    """Nobody who may serve people; the message says why, for the journal."""


@dataclass(frozen=True, kw_only=True)
class Admitted:
    """A terminal that may serve people."""

    device: Device
    hello: Hello


class Reception:
    """Lets terminals in; shows nothing to a caller who proves nothing."""

    def __init__(self, words: Words, register: Register, settings: GatewaySettings, timer: Timer) -> None:
        self._words = words
        self._register = register
        self._settings = settings
        self._timer = timer

    async def receive(self, socket: WebSocket) -> Admitted:
        """Which terminal this is; `RefusedTerminalError` when it is none of ours, of another version, or put out."""
        nonce = secrets.token_urlsafe(32)
        await socket.send_text(encode(Challenge(version=VERSION, nonce=nonce)))
        hello = await self._in_time(read_message(socket, self._settings.max_frame_bytes), self._settings.hello_within_s)
        if not isinstance(hello, Hello) or hello.version != VERSION:
            raise RefusedTerminalError("another-version" if isinstance(hello, Hello) else "no-hello")
        key = _proved_key(hello, nonce)
        if key is None:
            raise RefusedTerminalError("not-proved")
        device = await self._device(hello, key)
        if (device is None or not device.is_let_in) and await _in_thread(self._awaits_machine):
            # A machine that was put out, and found again, may be put in its place like a new one.
            device = await self._enrol(socket, key)
        if device is None or not device.is_let_in:
            raise RefusedTerminalError("put-out" if device else "unknown")
        await socket.send_text(encode(self._settled(device.place)))
        return Admitted(device=device, hello=hello)

    def _settled(self, place: str) -> Settled:
        return Settled(
            version=VERSION,
            place=place,
            help_number=self._words.written("kiosk-help-number"),
            is_demonstration=self._settings.is_demonstration,
            labels=labels(self._words),
        )

    async def _device(self, hello: Hello, key: bytes) -> Device | None:
        try:
            return await _in_thread(lambda: self._register.known(key, hello.up_s))
        except TransactionLostError:
            # Whoever stands there is told so by the visit itself, and who to call.
            log.warning("records-out-of-reach", is_vouched_for=bool(hello.certificate))
            return self._register.vouched_for(hello.certificate, key)

    def _awaits_machine(self) -> bool:
        try:
            return self._register.awaits_machine()
        except TransactionLostError:
            return False

    async def _enrol(self, socket: WebSocket, key: bytes) -> Device | None:
        """Ask for the one-time code, on the glass of the new machine itself; None after too many wrong ones."""
        await socket.send_text(encode(self._settled("")))
        until = self._timer.now() + self._settings.code_within_s
        for tried in range(_MOST_CODES):
            screen = new_machine_screen(self._words, tried + 1, is_again=tried > 0)
            device = await _in_thread(partial(self._register.enrol, key, await self._code(socket, screen, until)))
            if device is not None:
                log.info("terminal-enrolled", device=device.device_id)
                return device
            log.warning("wrong-enrolment-code")
        return None

    async def _code(self, socket: WebSocket, screen: Screen, until: float) -> str:
        """What is typed; what is no code is asked for again, and whatever else the machine says tells nothing yet."""
        await socket.send_text(encode(Show(screen=screen)))
        while True:
            reading = read_message(socket, self._settings.max_frame_bytes)
            said = await self._in_time(reading, until - self._timer.now())
            if isinstance(said, Answer) and said.screen == screen.id:
                try:
                    return str(value_of(INSTALLATION_CODE, said))
                except UnknownAnswerError:
                    await socket.send_text(encode(Show(screen=screen)))

    async def _in_time(self, what: Awaitable[T], seconds: float) -> T:
        """Wait for something, by the gateway's own time."""
        doing = asyncio.ensure_future(what)
        alarm = asyncio.ensure_future(self._timer.until(self._timer.now() + seconds))
        await asyncio.wait({doing, alarm}, return_when=asyncio.FIRST_COMPLETED)
        alarm.cancel()
        if not doing.done():
            doing.cancel()
            raise RefusedTerminalError("silent")
        return doing.result()


async def _in_thread(what: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(None, what)


def _proved_key(hello: Hello, nonce: str) -> bytes | None:
    """The key that the terminal holds; None when it has only heard of it."""
    try:
        key = b64decode(hello.public_key, validate=True)
        signature = b64decode(hello.signature, validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(signature, greeting(nonce))
    except (NotBase64Error, ValueError, InvalidSignature):
        return None
    return key

"""The telephone's routes, served for real on a free port of this machine."""

import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from twilio.request_validator import RequestValidator

from core.journeys.phone_visit import phone_visit, phone_visit_after_no_answer
from core.journeys.questions import Journey
from core.journeys.visit import Terminal, Visit
from core.texts.words import Words
from hardware.ports import Synthesizer
from ivr.exchange import Exchange
from ivr.humans import Humans
from ivr.line.phone_service import PhoneService
from ivr.line.playout import Pace
from ivr.line.twilio.account import TwilioLine, TwilioSettings
from ivr.line.twilio.paths import STREAM_PATH
from ivr.line.twilio.switchboard import Switchboard
from ivr.line.twilio.webhooks import routes
from ivr.voice.sound import Voice
from service.chance import SystemChance
from tests.conftest import Space

TOKEN = "line-of-the-tests"
NUMBER = "+33199001234"
ORIGIN = "https://relais.example"


@dataclass
class Visits:
    """Every visit that a site began, to see what is left of it."""

    space: Space = field(repr=False)
    journey: Callable[[], Journey[None]] = phone_visit
    begun: list[Visit] = field(default_factory=list)

    def __call__(self, terminal: Terminal) -> Visit:
        visit = Visit(terminal, self.journey, self.space.door, self.space.hasher)
        self.begun.append(visit)
        return visit


def phone(
    space: Space,
    words: Words,
    synthesizer: Synthesizer,
    *,
    origin: str = ORIGIN,
    pace: Pace | None = None,
    patience: float = 1.0,
) -> TwilioLine:
    """The telephone of the seeded site."""
    exchange = Exchange(words=words, clock=space.clock, humans=Humans(number=NUMBER), patience=patience)
    service = PhoneService(
        exchange=exchange,
        voice=Voice(synthesizer, "pico/fr-FR"),
        make_visit=Visits(space),
        make_visit_after_no_answer=Visits(space, phone_visit_after_no_answer),
        pace=pace or Pace(),
    )
    account = TwilioSettings(public_origin=origin, auth_token=TOKEN)
    return TwilioLine(settings=account, phone=service, switchboard=Switchboard(space.clock, SystemChance()))


def no_visit(_: Terminal) -> Visit:
    """The store is away."""
    raise OSError("no store")


def noting(noted: list[str]) -> Callable[[str], Awaitable[bool]]:
    """Notes who asks to be called back."""

    async def note(number: str) -> bool:
        noted.append(number)
        return True

    return note


class Server(uvicorn.Server):
    """Tells when it serves."""

    def __init__(self, app: Any) -> None:
        super().__init__(uvicorn.Config(app, log_level="warning", lifespan="off"))
        self.is_up = threading.Event()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.is_up.set()


@contextmanager
def served(make: Callable[[str], Any]) -> Iterator[str]:
    """Serve the application that `make` builds for an address; gives the address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = Server(make(address))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            if not server.is_up.wait(10):
                raise RuntimeError("the server did not start")
            yield address
        finally:
            server.should_exit = True
            thread.join(10)


def application(service: TwilioLine) -> Starlette:
    """The routes alone."""
    return Starlette(routes=routes(service))


def signing(app: Any, origin: str, token: str) -> Callable[..., Any]:
    """An operator that signs the upgrade; streamdouble does not know how."""
    signature = RequestValidator(token).compute_signature("ws" + origin.removeprefix("http") + STREAM_PATH, {})

    async def signed(scope: Any, receive: Any, send: Any) -> None:
        headers = [*scope.get("headers", ()), (b"x-twilio-signature", signature.encode())]
        await app({**scope, "headers": headers}, receive, send)

    return signed


def until(is_so: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether it became so in time: what a server does after the last byte has no other sign."""
    waiting, deadline = threading.Event(), time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        waiting.wait(0.01)
    return is_so()

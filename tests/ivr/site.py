"""The telephone's routes, served for real on a free port of this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette

from core.domain.audit import Channel
from core.journeys.phone_visit import phone_visit
from core.journeys.visit import Terminal, Visit
from core.texts.words import Words
from hardware.ports import Synthesizer
from ivr.exchange import Exchange
from ivr.humans import Humans
from ivr.line.media_line import MediaSettings
from ivr.line.phone_service import PhoneService, PhoneSettings
from ivr.line.switchboard import Switchboard
from ivr.line.twilio_webhooks import routes
from ivr.sound import Voice
from service.chance import SystemChance
from tests.conftest import Space

TOKEN = "line-of-the-tests"
NUMBER = "+33199001234"
ORIGIN = "https://relais.example"


@dataclass
class Visits:
    """Every visit that a site began, to see what is left of it."""

    space: Space = field(repr=False)
    begun: list[Visit] = field(default_factory=list)

    def __call__(self, terminal: Terminal) -> Visit:
        visit = Visit(terminal, phone_visit, self.space.door, self.space.hasher)
        self.begun.append(visit)
        return visit


def phone(
    space: Space,
    words: Words,
    synthesizer: Synthesizer,
    *,
    origin: str = ORIGIN,
    media: MediaSettings | None = None,
    patience: float = 1.0,
) -> PhoneService:
    """The telephone of the seeded site."""
    settings = PhoneSettings(public_origin=origin, auth_token=TOKEN, media=media or MediaSettings())
    exchange = Exchange(words=words, clock=space.clock, humans=Humans(number=NUMBER), patience=patience)
    return PhoneService(
        settings=settings,
        exchange=exchange,
        switchboard=Switchboard(space.clock, SystemChance()),
        voice=Voice(synthesizer, "pico/fr-FR"),
        make_visit=Visits(space),
    )


class Server(uvicorn.Server):
    """Tells when it serves, and on which port."""

    def __init__(self, app: Any, socket_limit: int = 131_072) -> None:
        super().__init__(
            uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off", ws_max_size=socket_limit)
        )
        self.is_up = threading.Event()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.is_up.set()

    @property
    def port(self) -> int:
        return int(self.servers[0].sockets[0].getsockname()[1])


@contextmanager
def served(app: Any) -> Iterator[str]:
    """Serve an application; gives its address."""
    server = Server(app)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    if not server.is_up.wait(10):
        raise RuntimeError("the server did not start")
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.should_exit = True
        thread.join(10)


def application(service: PhoneService) -> Starlette:
    """The routes alone."""
    return Starlette(routes=routes(service))


PHONE = Channel.PHONE

"""A telephone on a free port of this machine, behind an operator that signs: what `streamdouble` calls."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from core.acts.perform import Door
from core.journeys.phone_visit import phone_visit
from core.journeys.visit import Terminal, Visit
from core.storage.keys import open_keys
from core.storage.opening import open_store
from core.storage.secret_hasher import Argon2Hasher
from core.texts.words import load_words
from hardware.ports import Synthesizer
from ivr.exchange import Exchange
from ivr.line.phone_service import PhoneService
from ivr.line.twilio.account import TwilioLine, TwilioSettings
from ivr.line.twilio.paths import STREAM_PATH
from ivr.line.twilio.signature import sign
from ivr.line.twilio.switchboard import Switchboard
from ivr.line.twilio.webhooks import routes
from ivr.voice.sound import Voice
from service.chance import SystemChance
from service.clock import SystemClock
from service.server import freeze_what_stays

ORIGIN, TOKEN = "https://relais.example", "bench"
START_SECONDS = 10


@contextmanager
def telephone_site(
    folder: Path, synthesizer: Synthesizer, around: Callable[[Any], Any] = lambda app: app
) -> Iterator[tuple[str, TwilioLine]]:
    """Its Twilio line; gives the address of its stream. `around` wraps the application."""
    with site_telephone(folder, synthesizer) as phone:
        service = TwilioLine(
            settings=TwilioSettings(public_origin=ORIGIN, auth_token=TOKEN),
            phone=phone,
            switchboard=Switchboard(phone.exchange.clock, SystemChance()),
        )
        with _served(around(_signing(Starlette(routes=routes(service))))) as address:
            yield f"ws://{address}{STREAM_PATH}", service


@contextmanager
def site_telephone(folder: Path, synthesizer: Synthesizer) -> Iterator[PhoneService]:
    """The telephone of a site with an empty store, whatever line its calls come through."""
    with closing(open_store(folder)) as store:
        clock, hasher = SystemClock(), Argon2Hasher()
        door = Door(store=store, clock=clock, ids=SystemChance(), keys=open_keys(folder))
        yield PhoneService(
            exchange=Exchange(words=load_words(), clock=clock),
            voice=Voice(synthesizer, "pico"),
            make_visit=lambda terminal: Visit(terminal, phone_visit, door, hasher),
            make_visit_after_no_answer=nobody,
        )


def nobody(_: Terminal) -> Visit:
    """For calls that a measure does not make."""
    raise RuntimeError("no such call is made here")


class _Server(uvicorn.Server):
    def __init__(self, app: Any) -> None:
        super().__init__(uvicorn.Config(app, log_level="warning", lifespan="off"))
        self.is_up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        freeze_what_stays()
        self.is_up.set()


@contextmanager
def _served(app: Any) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = _Server(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            if not server.is_up.wait(START_SECONDS):
                raise RuntimeError("the server did not start")
            yield f"127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(START_SECONDS)


def _signing(app: Any) -> Callable[..., Any]:
    """Sign the upgrade, as the operator does; streamdouble does not know how."""
    signature = sign(TOKEN, "ws" + ORIGIN.removeprefix("http") + STREAM_PATH)

    async def signed(scope: Any, receive: Any, send: Any) -> None:
        headers = [*scope.get("headers", ()), (b"x-twilio-signature", signature.encode())]
        await app({**scope, "headers": headers}, receive, send)

    return signed

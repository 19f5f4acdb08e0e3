"""The ASGI application of a site: health, terminals, telephone. Chooses what each is made of; decides nothing else."""

import asyncio
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route, WebSocketRoute

from core.journeys.kiosk_visit import kiosk_visit
from core.journeys.phone_visit import phone_visit
from ivr.exchange import Exchange
from ivr.humans import Humans
from ivr.line.media_line import MediaSettings
from ivr.line.phone_service import PhoneService, PhoneSettings
from ivr.line.switchboard import Switchboard
from ivr.line.twilio_webhooks import routes
from kiosk.gateway import Authority, GatewaySettings, KioskGateway, Register
from service.phone_voice import choose_voice
from service.premises import Premises
from service.settings import Settings, SettingsError

WORKERS = 64
"""Threads of visits and calls: ten may stand in the queue of hashes, the others are served meanwhile."""
_WRITTEN = MediaSettings(shows_texts=True, look_ahead=timedelta(minutes=5).total_seconds())
"""The telephone of the window reads what is said: its sound need not be sent at the pace of speech."""


def build_application(premises: Premises, settings: Settings, *, is_demonstration: bool) -> Starlette:
    """Put a site together. No terminal is let in that was not enrolled; no public origin, no telephone.

    Raises `SettingsError` when the public origin or the number of a person can't serve for calls.
    """
    gateway = KioskGateway(
        premises.words,
        premises.visits(kiosk_visit),
        Register(premises.door, Authority(premises.store.vault.wrapping.derive("terminal-certificates"))),
        GatewaySettings(is_demonstration=is_demonstration),
    )
    surfaces: list[BaseRoute] = [
        Route("/health", _health),
        WebSocketRoute("/kiosk/terminal", gateway.serve),
    ]
    phone = _phone(premises, settings, shows_texts=is_demonstration) if settings.public_origin else None
    if phone is not None:
        surfaces += routes(phone)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        # Acts and hashes run in threads. With fewer, the queue of hashes would hold up everybody else's reading.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(WORKERS, thread_name_prefix="visit"))
        if phone is not None:
            # A daemon: preparing takes some ten seconds, and the end of the site does not wait for it.
            threading.Thread(target=phone.prepare, name="prepare-voice", daemon=True).start()
        watching = asyncio.create_task(gateway.watch())
        yield
        watching.cancel()

    return Starlette(routes=surfaces, lifespan=lifespan)


def _phone(premises: Premises, settings: Settings, *, shows_texts: bool) -> PhoneService:
    door = premises.door
    try:
        line = PhoneSettings(
            public_origin=settings.public_origin,
            auth_token=settings.twilio_auth_token,
            media=_WRITTEN if shows_texts else MediaSettings(),
        )
    except ValueError as fault:
        raise SettingsError(f"public_origin: {fault}") from None
    return PhoneService(
        settings=line,
        exchange=Exchange(words=premises.words, clock=door.clock, humans=_humans(settings)),
        switchboard=Switchboard(door.clock, door.ids),
        voice=choose_voice(settings, premises.words),
        make_visit=premises.visits(phone_visit),
    )


def _humans(settings: Settings) -> Humans:
    try:
        return Humans(number=settings.human_number)
    except ValueError as fault:
        raise SettingsError(f"human_number: {fault}") from None


async def _health(_: Request) -> JSONResponse:
    """Whether the site serves; tells nothing else."""
    return JSONResponse({"status": "serving"})

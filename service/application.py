"""The ASGI application of a site: health, terminals, telephone. Chooses what each is made of; decides nothing else."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route, WebSocketRoute

from core.journeys.kiosk_visit import kiosk_visit
from kiosk.gateway import Authority, GatewaySettings, KioskGateway, Register
from service.premises import Premises
from service.settings import Settings
from service.telephone import build_telephone

WORKERS = 64
"""Threads of visits and calls: ten may stand in the queue of hashes, the others are served meanwhile."""


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
    telephone = build_telephone(premises, settings, is_demonstration=is_demonstration)
    surfaces += telephone.routes

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        # Acts and hashes run in threads. With fewer, the queue of hashes would hold up everybody else's reading.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(WORKERS, thread_name_prefix="visit"))
        watching = asyncio.create_task(gateway.watch())
        async with telephone.serving():
            yield
        watching.cancel()

    return Starlette(routes=surfaces, lifespan=lifespan)


async def _health(_: Request) -> JSONResponse:
    """Whether the site serves; tells nothing else."""
    return JSONResponse({"status": "serving"})

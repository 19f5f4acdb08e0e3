"""`relais site`: serves terminals and calls until it is told to stop."""

import socket
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from core.demo.seed import seed
from service.application import build_application
from service.demonstration.settings import demonstrate
from service.journal import configure_journal
from service.premises import open_premises
from service.settings import load_settings

LARGEST_FRAME = 2**17
"""Bytes of what a terminal or the telephone operator sends at once; each surface allows half of it."""
STOP_SECONDS = 5
"""How long open connections may hold back a stop; visits are wiped and acts finished within it."""


class _Server(uvicorn.Server):
    """Says when it serves, on one line that scripts wait for."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        typer.echo(f"ready {self._address}")


def site(
    data: Annotated[Path, typer.Option(help="folder of the records; made at the first start")],
    port: Annotated[int, typer.Option(help="port to listen on; 0 takes a free one")] = 8080,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    settings_file: Annotated[Path | None, typer.Option("--settings", help="TOML file")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="fictional people, public secrets")] = False,  # noqa: FBT002 - typer's way to write a flag
) -> None:
    """Serve the space. Prints one line `ready http://…`; SIGTERM ends it cleanly."""
    configure_journal()
    listening = socket.create_server((host, port))
    address = f"http://{host}:{listening.getsockname()[1]}"
    settings = load_settings(settings_file)
    if demo:
        settings = demonstrate(settings, address)
    with open_premises(data) as premises:
        if demo:
            seed(premises.door)
        application = build_application(premises, settings, is_demonstration=demo)
        config = uvicorn.Config(
            application,
            log_config=None,
            access_log=False,
            server_header=False,
            ws_max_size=LARGEST_FRAME,
            timeout_graceful_shutdown=STOP_SECONDS,
            lifespan="on",
        )
        _Server(config, address).run(sockets=[listening])
